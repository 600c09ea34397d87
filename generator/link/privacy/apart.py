"""Somebody named in one text and told of as ill or poor in another: readers put the two together (P468).

On one page that is an error (P424). On two it is nobody's breach, and yet they stand in one list, beside the same
place and the same granters, and each as the other's recommended reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.base.problems import Location, Problem, warning
from generator.link.privacy import passages
from generator.link.privacy.passages import Passage
from generator.link.privacy.register import Register, names_of, people_of
from generator.model import records as r


def named_and_told_of(
    stories: Iterable[r.StoryRecord],
    wishes: Iterable[r.WishRecord],
    register: Register,
    known: Mapping[str, r.WishRecord],
) -> Iterator[Problem]:
    """Everybody who may be named, is, and of whom another text tells what would not stand beside the name.

    Args:
        stories: those that are or will be public.
        wishes: likewise.
        register: as of today.
        known: all wishes by id.

    Yields:
        A warning for each such person, where the name first stands.
    """
    about: defaultdict[str, list[r.WishRecord | r.StoryRecord]] = defaultdict(list)
    for wish in wishes:
        if wish.beneficiary.person:
            about[wish.beneficiary.person].append(wish)
    for story in stories:
        for person in people_of(story, known):
            about[person].append(story)
    for person, records in sorted(about.items()):
        entry = register.people.get(person)
        if not entry or not register.allows(person, "real-name") or register.refusal([person]):
            continue
        told = next((record for record in records if record.tells), None)
        named = (place for record in records if not record.tells for place in _mentions(entry, record))
        if told and (place := next(named, None)):
            yield warning("P468", place, person=person, other=told.id)


def _mentions(person: r.PersonRecord, record: r.WishRecord | r.StoryRecord) -> Iterator[Location]:
    for passage in _texts_of(record):
        found = (passage.text.find(name) for name in names_of(person))
        yield from (passage.locate(at) for at in found if at >= 0)


def _texts_of(record: r.WishRecord | r.StoryRecord) -> Iterator[Passage]:
    if isinstance(record, r.StoryRecord):
        return passages.of_story(record)
    who = Passage("beneficiary", record.at.below("beneficiary", "name"), record.beneficiary.name)
    return chain([who], passages.of_wish(record))
