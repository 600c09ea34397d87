"""Somebody named in one text and told of as ill or poor in another: readers put the two together (P468).

On one page that is an error (P424). On two it is nobody's breach, and yet they stand in one list, beside the same
place and the same granters, and each as the other's recommended reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from generator.base.problems import Location, Problem, warning
from generator.link.privacy import dignity, passages
from generator.link.privacy.passages import Passage
from generator.link.privacy.register import Register, clearances, names_of, people_of
from generator.model import records as r


def named_and_told_of(records: r.Records, register: Register, named_granters: Collection[str]) -> Iterator[Problem]:
    """Everybody who may be named, is, and of whom another text tells what would not stand beside the name.

    Args:
        records: drafts, closed wishes and what has expired left out.
        register: as of today.
        named_granters: ids of granters who are shown by name.

    Yields:
        A warning for each such person, where the name first stands.
    """
    wishes = {wish.id: wish for wish in records.wishes}
    about: defaultdict[str, list[r.WishRecord | r.StoryRecord]] = defaultdict(list)
    told: dict[str, str] = {}
    records_of_people: tuple[r.WishRecord | r.StoryRecord, ...] = (*records.wishes, *records.stories)
    for record in records_of_people:
        people = _people_of(record, wishes)
        if not register.refusal(people):
            for person in people:
                about[person].append(record)
            # Of several, nobody knows whom the illness is of.
            if record.tells and len(people) == 1:
                told.setdefault(people[0], record.id)
    granted = {item.person: item.id for item in records.granters if item.person and item.id in named_granters}
    for person, other in sorted(told.items()):
        if register.allows(person, "real-name") and person in register.people:
            places = chain(
                _mentions(register.people[person], about[person], records),
                _honours(granted.get(person), register.people[person], records, register),
            )
            if place := next(places, None):
                yield warning("P468", place, person=person, other=other)


def _people_of(record: r.WishRecord | r.StoryRecord, wishes: dict[str, r.WishRecord]) -> tuple[str, ...]:
    if isinstance(record, r.StoryRecord):
        return () if record.retracted else people_of(record, wishes)
    return (record.beneficiary.person,) if record.beneficiary.person else ()


def _mentions(
    person: r.PersonRecord, about: Iterable[r.WishRecord | r.StoryRecord], records: r.Records
) -> Iterator[Location]:
    for record in about:
        if not record.tells:
            cleared = clearances(records, record.at)
            yield from (place for _, place in passages.names_in(_texts_of(record), names_of(person), cleared=cleared))


def _honours(granter: str | None, person: r.PersonRecord, records: r.Records, register: Register) -> Iterator[Location]:
    """Where somebody stands by name among those who granted a wish that is shown."""
    for wish in records.wishes if granter else ():
        is_shown = not register.refusal(_people_of(wish, {}))
        if granter in wish.granters and is_shown and person.name not in clearances(records, wish.at):
            yield wish.at.below("granters")


def _texts_of(record: r.WishRecord | r.StoryRecord) -> Iterator[Passage]:
    if isinstance(record, r.StoryRecord):
        return chain(dignity.texts_of(record), passages.of_bylines(record), passages.of_tags(record))
    return dignity.texts_of(record)
