"""Breaches of the rules on names, health and minors: errors, because an editor can mend them.

Names are sought here as they are written in the register, so that the line is known; disguises are the leak scan's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.base.problems import Location, Problem, error
from generator.link.privacy import passages, public_names
from generator.link.privacy.grown import Grown
from generator.link.privacy.passages import Passage, is_within
from generator.link.privacy.register import Register, names_of, shared_characters
from generator.model import records as r


def of_wish(record: r.WishRecord, register: Register, *, cleared: Collection[str] = ()) -> Iterator[Problem]:
    """What a wish says that it must not: P421 to P425."""
    who, person = record.beneficiary, register.people.get(record.beneficiary.person)
    if person is None:
        return
    at = record.at.below("beneficiary", "name")
    is_real, is_minor = _is_named(person, who.name), register.is_minor(person.id, record.collected)
    if is_minor and not is_real and shared_characters(public_names.without_kind(who.name), person.name):
        yield error("P422", at, person=person.id)
    if is_real and not is_minor and not register.allows(person.id, "real-name"):
        yield error("P423", at, person=person.id)
    elif code := breach(is_minor=is_minor, tells=record.tells):
        if is_real:
            yield error(code, at, person=person.id)
        if _is_named(person, passages.front(record)):
            yield from _named(code, person, passages.of_wish(record), register, cleared)
    yield from _unagreed(record.tells, [person.id], record.at.below("tells"), register)


def of_story(
    record: r.StoryRecord,
    people: Iterable[str],
    register: Register,
    wishes: Mapping[str, r.WishRecord],
    *,
    cleared: Collection[str] = (),
) -> Iterator[Problem]:
    """What a story says that it must not: P421, P424, P425.

    Args:
        record: the story.
        people: ids of everybody it tells of.
        register: as of today.
        wishes: by id; those that the story tells of stand on its page.
        cleared: texts in which a name is a word, or somebody else's.
    """
    people = list(people)
    tells = {*record.tells, *(word for wish in record.wishes if wish in wishes for word in wishes[wish].tells)}
    for person in (register.people[person] for person in people if person in register.people):
        code = breach(is_minor=register.is_minor(person.id, record.date.date()), tells=tells)
        # Every build asks this of every story: what has none of the names is not cut into passages.
        if code and _is_named(person, f"{passages.front(record)}\n{record.body}"):
            yield from _named(code, person, passages.of_story(record), register, cleared)
    yield from _unagreed(record.tells, people, record.at.below("tells"), register)


def of_undeclared(
    record: r.StoryRecord,
    people: Collection[str],
    grown: Grown,
    register: Register,
    *,
    cleared: Collection[str] = (),
) -> Iterator[Problem]:
    """Real names of people who were minors on the day of a story that does not say that it tells of them (P421).

    Args:
        record: the story.
        people: ids of everybody it says that it tells of.
        grown: who may be named by now.
        register: as of today.
        cleared: texts in which a name is a word, or somebody else's.
    """
    day = record.date.date()
    if grown.is_anybody_young(day):
        for person in sorted(grown.named_in(f"{passages.front(record)}\n{record.body}", day, people)):
            yield from _named("P421", register.people[person], passages.of_story(record), register, cleared)


def _unagreed(tells: tuple[str, ...], people: Iterable[str], at: Location, register: Register) -> Iterator[Problem]:
    if tells:
        for person in people:
            if not register.allows(person, "health"):
                yield error("P425", at, person=person)


def breach(*, is_minor: bool, tells: Collection[str]) -> str:
    """What it would be to give the real name, signed for or not; empty where that is no breach."""
    return "P421" if is_minor else "P424" if tells else ""


def _named(
    code: str, person: r.PersonRecord, texts: Iterable[Passage], register: Register, cleared: Collection[str]
) -> Iterator[Problem]:
    """The first mention in each text, of whichever name; one that is also a word may have been cleared."""
    names = [name for name in names_of(person) if name not in register.cleared]
    name_in = re.compile("|".join(map(re.escape, names)) or r"(?!)")
    for passage in texts:
        for mention in name_in.finditer(passage.text):
            if not is_within(mention, cleared):
                yield error(code, passage.locate(mention.start()), person=person.id)
                break


def _is_named(person: r.PersonRecord, text: str) -> bool:
    return any(name in text for name in names_of(person))
