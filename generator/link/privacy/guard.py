"""What must never go out, as plain texts for the leak scan: the only thing that the register gives to floors above."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec

from generator.link.privacy import public_names
from generator.link.privacy.register import EXPIRED, WITHDRAWN, Register, shared_characters
from generator.model import records as r
from generator.model.entities import KIND_HEARTED

_BETWEEN_NUMBERS = re.compile(r"[^0-9\s\-‐-―()（）+*#转]+")
_NO_DIGIT, _DIGIT = re.compile(r"[^0-9]"), re.compile("[0-9〇零一二三四五六七八九十]")
_REMARKED = re.compile(r"[，,；;。（()）\s]+")
# What somebody is called who is not to be named: by us, and by editors.
_NOBODY = frozenset((KIND_HEARTED, "匿名", "佚名", "好心人", "热心人", "热心市民", "热心居民", "志愿者"))
_LOCAL = 7
"""Digits of a local telephone number."""
_FEWEST = 4
"""An address of so many characters is that of many."""
_DISTRICT = re.compile(r"^.*(?:省|市|区|县|镇|乡|街道)(?=.{4})")


class Secret(msgspec.Struct, frozen=True, array_like=True, gc=False, order=True):
    """A text that must not go out: whose it is (a person's or granter's id), which rule it breaks, and the text."""

    owner: str
    rule: str
    text: str


class Clearance(msgspec.Struct, frozen=True, array_like=True, gc=False, order=True):
    """A text that is no leak, everywhere or in one file or page; ``path`` is empty for everywhere."""

    text: str
    path: str


class Guard(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All secrets and what clears them, sorted. Its digest stands for the register under which a text was scanned.

    Attributes:
        names_allowed: names of people that may be said: where one of them is the longer, a secret inside it is none.
        places: likewise, unless they hold somebody's whole name; ``units``, unless they hold anything of anybody.
        pseudonyms: made-up names of the beneficiaries of wishes, without their marks; each is known to be nobody's.
        beside: names that may be said, and yet not on one page, by its path: there a minor is told of, or an illness.
        bylines: who wrote and edited, as typed. Nobody was asked what else stands there (蒋缨穗口述), so one that may
            be somebody of the register hides nothing.
    """

    secrets: tuple[Secret, ...]
    cleared: tuple[Clearance, ...]
    names_allowed: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    beside: tuple[tuple[str, Secret], ...] = ()


def guard_of(records: r.Records, register: Register) -> Guard:
    """The secrets of a site: names, aliases, numbers, addresses and words of everybody in the register.

    The name of an adult with a live ``real-name`` consent is none, neither is that of a granter who may be named.
    """
    granters = {granter.person for granter in records.granters if granter_may_be_named(granter, register)}
    named = {person.id for person in records.people if _may_be_told(person.id, register, granters)}
    secrets = {secret for person in records.people for secret in _secrets_of(person, is_named=person.id in named)}
    for granter in records.granters:
        # One who is in the register is guarded by the name there, and a description (一位退休教师) gives nobody away.
        needs_no_guard = granter.person in register.people or not public_names.is_pseudonym(granter.name)
        is_anybody = granter.name in _NOBODY or public_names.is_form_of_address(granter.name)
        if not needs_no_guard and not is_anybody and not granter_may_be_named(granter, register):
            secrets.add(Secret(granter.id, "name", granter.name))
    clear = {Clearance(item.text, item.path) for item in records.cleared}
    secret_texts = {secret.text for secret in secrets} | {""}
    bylines = {name for story in records.stories for name in (*(name for _, name in story.authors), story.editor)}
    return Guard(
        tuple(sorted(secrets)),
        tuple(sorted(clear)),
        names_allowed=tuple(sorted(set(_names_allowed(records, register, named)) - secret_texts)),
        places=tuple(sorted({place.name for place in records.places} - secret_texts)),
        units=tuple(sorted(set(_units(records)) - secret_texts)),
        bylines=tuple(sorted(bylines - secret_texts)),
        pseudonyms=tuple(sorted(_pseudonyms(records, register))),
    )


def granter_may_be_named(granter: r.GranterRecord, register: Register) -> bool:
    """Whether a granter's name may be shown (志愿服务条例 art. 20: not without the volunteer's consent)."""
    if granter.anonymous:
        return False
    return granter.kind != "individual" or _agreed_to_name(granter.person, register)


def _agreed_to_name(person: str, register: Register) -> bool:
    return register.allows(person, "real-name") and not register.is_minor(person, register.today)


def _may_be_told(person: str, register: Register, granters: Collection[str]) -> bool:
    """Whether somebody's name may be said: as long as nothing that tells of them had to go, or as a granter's."""
    has_gone = register.refusal([person]) in (WITHDRAWN, EXPIRED)
    return _agreed_to_name(person, register) and (person in granters or not has_gone)


def _names_allowed(records: r.Records, register: Register, named: Collection[str]) -> Iterator[str]:
    yield from (person.name for person in records.people if person.id in named)
    for granter in records.granters:
        if granter.kind == "individual" and granter_may_be_named(granter, register):
            yield granter.name


def _pseudonyms(records: r.Records, register: Register) -> set[str]:
    """Public names of wishes that are marked as made up, and have nothing of the names of those whose they are."""
    wanted = ((wish.beneficiary.name, register.people.get(wish.beneficiary.person)) for wish in records.wishes)
    marked = ((public_names.bare(name), person) for name, person in wanted if public_names.is_marked(name))
    return {name for name, person in marked if person and not shared_characters(name, person.name)}


def _units(records: r.Records) -> Iterator[str]:
    yield from (granter.name for granter in records.granters if granter.kind != "individual" and not granter.anonymous)


def _numbers_of(phone: str) -> Iterator[str]:
    """The telephone numbers of somebody: one in groups, or several that may have nothing but a space between them."""
    for text in filter(_DIGIT.search, _BETWEEN_NUMBERS.split(phone)):
        numbers = text.split()
        yield from numbers if all(len(_NO_DIGIT.sub("", number)) >= _LOCAL for number in numbers) else [text]


# How else people say the door of a village.
_VILLAGE_DOOR = re.compile(r"(.*[村屯寨庄])([0-9]+)号")
_SAME_DOOR = (r"\1的\2号", r"\1第\2户", r"\1\2户", r"\1\2栋")


def _addresses_of(address: str) -> set[str]:
    """An address, and without what was remarked behind it: each part of it that leads to a door."""
    parts = [part.strip() for part in _REMARKED.split(address)]
    # 河边村12号 of 石榴区渡口街道河边村12号, as neighbours say it.
    near = [_DISTRICT.sub("", part) for part in parts]
    doors = {address, *(part for part in (*parts, *near) if len(part) > _FEWEST and _DIGIT.search(part))}
    # 河边村第12户 of 河边村12号.
    others = (match.expand(form) for door in doors if (match := _VILLAGE_DOOR.fullmatch(door)) for form in _SAME_DOOR)
    return {*doors, *others}


def _secrets_of(person: r.PersonRecord, *, is_named: bool) -> Iterator[Secret]:
    if not is_named:
        yield Secret(person.id, "name", person.name)
        for alias in person.aliases:
            yield Secret(person.id, "name", alias)
    numbers = (("phone", item) for item in _numbers_of(person.phone))
    addresses = (("address", item) for item in _addresses_of(person.address))
    for rule, text in (*numbers, ("id-number", person.id_number), *addresses):
        if text:
            yield Secret(person.id, rule, text)
    for word in person.never_publish:
        yield Secret(person.id, "never-publish", word)
