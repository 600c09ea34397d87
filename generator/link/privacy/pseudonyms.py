"""Pseudonyms of minors: marked （化名） where they are first met, and nobody else's name (domain 2.4, issue 3.3).

A reader who meets 小禾 in a headline, a feed or a text must see each time that no child of that name is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec

from generator.base.problems import Problem, error, warning
from generator.base.text import HAN
from generator.link.privacy import passages, public_names
from generator.link.privacy.passages import Passage, is_within
from generator.link.privacy.public_names import MARK, OPENS_MARK
from generator.link.privacy.register import Register, names_of, shared_characters
from generator.model import records as r

# Names behind the first: 小禾、小木和小麦. No word that joins is a part of one, so that there is one way to read them.
_JOINED = rf"(?:[、和及与](?:(?![和及与])[{HAN}]){{1,3}})"
# What may stand between a name and its mark: the end of an emphasis, of a pair of quotation marks, of a link's words.
_MARKED = re.compile(
    rf"(?:[*_~”’」』\"'\s]|\](?:\([^)\n]*\))?)*(?:{_JOINED}{{1,20}}(?=[（(【][^（）()\n]*[均都皆全]))?" + MARK.pattern
)
# 化名小禾的孩子 is told before the name.
_MARKED_BEFORE = re.compile(r"化名(?:为|叫|是)?[“「『]?\Z")
# The two characters in front of a mark are the end of a name, whatever stands before them.
_MADE_UP = re.compile(
    rf"([{HAN}]{{1,2}})(?=[*_”’」』\s]*{_JOINED}{{0,20}}{OPENS_MARK})|(?<=化名)(?:为|叫|是)?[“「『]?([{HAN}]{{2}})"
)


class Names(msgspec.Struct, frozen=True):
    """What people of the register are called.

    Attributes:
        pseudonyms: in the wishes of the site, by person; in their order, each once.
        owners: whose a registered name or alias is, by the name; ids in order.
    """

    pseudonyms: dict[str, tuple[str, ...]]
    owners: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, wishes: Iterable[r.WishRecord], register: Register) -> Names:
        """The names of a site."""
        pseudonyms: defaultdict[str, list[str]] = defaultdict(list)
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for person in register.people.values():
            for name in names_of(person):
                owners[name].append(person.id)
        for record in wishes:
            entry = register.people.get(record.beneficiary.person)
            if (
                entry
                and public_names.is_pseudonym(record.beneficiary.name, entry.name)
                and not _gives_away(record, entry)
            ):
                pseudonyms[entry.id].append(public_names.bare(record.beneficiary.name))
        return cls(
            {person: tuple(dict.fromkeys(names)) for person, names in pseudonyms.items()},
            {name: tuple(sorted(set(people))) for name, people in owners.items()},
        )


def of_wish(
    record: r.WishRecord, register: Register, names: Names, *, cleared: Collection[str] = ()
) -> Iterator[Problem]:
    """A pseudonym without its mark (P426), and one that is the name of somebody else (P428).

    ``cleared`` are texts in which a pseudonym is a word: 下着小雨.
    """
    person = register.people.get(record.beneficiary.person)
    if person is None:
        return
    at, name = record.at.below("beneficiary", "name"), public_names.bare(record.beneficiary.name)
    owners = names.owners.get(name, ())
    if owners and person.id not in owners:
        yield error("P428", at, other=owners[0])
    if not register.is_minor(person.id, record.collected) or _gives_away(record, person):
        return
    if public_names.is_pseudonym(record.beneficiary.name, person.name):
        if not public_names.is_marked(record.beneficiary.name):
            yield error("P426", at, name=name)
        title = Passage("title", record.at.below("title"), record.title)
        yield from _unmarked([title], [name], cleared)


def of_story(
    record: r.StoryRecord,
    people: Iterable[str],
    register: Register,
    names: Names,
    *,
    cleared: Collection[str] = (),
) -> Iterator[Problem]:
    """Pseudonyms of minors without their mark at the first mention in title, kicker, summary and body (P426).

    And those that share a character with the given name of somebody told of (P422), for no wish may have declared them.

    A summary that is made from the text holds the text's beginning less headings, pictures and tables, and never parts
    a name from its mark. So, where no summary is given, the first mention in running text is marked as well.
    """
    day = record.date.date()
    people = list(people)
    minors = [person for person in people if register.is_minor(person, day)]
    entries = (register.people[person] for person in people if person in register.people)
    yield from _telling(record, [entry for entry in entries if not register.allows(entry.id, "real-name")])
    wanted = [name for person in minors for name in names.pseudonyms.get(person, ())]
    if not wanted:
        return
    parts = [part for part in passages.of_story(record) if part.field in ("title", "kicker", "summary")]
    body = [] if record.retracted else list(passages.of_body(record))
    texts = [[part] for part in parts] + [body]
    if not record.summary:
        texts.append([block for block in body if block.is_running])
    yield from dict.fromkeys(problem for text in texts for problem in _unmarked(text, wanted, cleared))


def _telling(record: r.StoryRecord, people: Collection[r.PersonRecord]) -> Iterator[Problem]:
    """Names that are marked as made up and have something of the real one."""
    if not people or "化名" not in f"{record.title}{record.kicker}{record.summary}{record.body}":
        return
    for passage in passages.of_story(record):
        for match in _MADE_UP.finditer(passage.text):
            for person in people:
                if shared_characters(match[1] or match[2], person.name):
                    yield error("P422", passage.locate(match.start()), person=person.id)


def of_site(wishes: Iterable[r.WishRecord]) -> Iterator[Problem]:
    """Two people of one site under one pseudonym (P427), told at the later one."""
    first: dict[str, r.WishRecord] = {}
    for record in sorted(wishes, key=lambda wish: (wish.collected, wish.id)):
        who = record.beneficiary
        if who.crowd or not public_names.is_marked(who.name):
            continue
        other = first.setdefault(public_names.bare(who.name), record)
        if (other.beneficiary.person or other.id) != (who.person or record.id):
            at = record.at.below("beneficiary", "name")
            yield warning("P427", at, name=public_names.bare(who.name), id=record.id, other=other.id)


def of_adult(record: r.WishRecord, register: Register) -> Iterator[Problem]:
    """An adult's public name that gives away a part of the given name (P429); of a minor's, that is P422."""
    who, person = record.beneficiary, register.people.get(record.beneficiary.person)
    if person is None or _is_own(record, person) or register.is_minor(person.id, record.collected):
        return
    if shared_characters(who.name, person.name) and not register.allows(person.id, "real-name"):
        yield warning("P429", record.at.below("beneficiary", "name"), person=person.id)


def _is_own(record: r.WishRecord, person: r.PersonRecord) -> bool:
    """Whether the public name is no pseudonym but the real one, which is another fault."""
    return any(name in record.beneficiary.name for name in names_of(person))


def _gives_away(record: r.WishRecord, person: r.PersonRecord) -> bool:
    """Whether the public name must be another one (P421, P422), so that a mark would not mend it."""
    return _is_own(record, person) or bool(shared_characters(record.beneficiary.name, person.name))


def _unmarked(text: Iterable[Passage], names: Iterable[str], cleared: Collection[str]) -> Iterator[Problem]:
    """The first mention of each name in a text, where it has no mark; of names within names, the longest counts."""
    names = list(names)
    text = [passage for passage in text if any(name in passage.text for name in names)]
    if not text:
        return
    name_in = re.compile("|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name))))
    seen = set()
    for passage in text:
        for mention in name_in.finditer(passage.text):
            if mention[0] in seen or is_within(mention, cleared):
                continue
            seen.add(mention[0])
            is_marked_before = _MARKED_BEFORE.search(passage.text, 0, mention.start())
            if not is_marked_before and not _MARKED.match(passage.text, mention.end()):
                yield error("P426", passage.locate(mention.start()), name=mention[0])
