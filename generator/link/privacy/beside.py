"""Names that may be said, and yet not beside what one page tells: for the leak scan, which finds them in any disguise.

The gate's own rules (``breaches``) look at a record as it is typed, and know its lines. A page shows more than that:
the cards of wishes, a name that a line's end or an emphasis parts.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator

from generator.link.privacy import guardians
from generator.link.privacy.breaches import breach, names_of
from generator.link.privacy.guard import Secret
from generator.link.privacy.register import Register, people_of
from generator.model import addresses
from generator.model import records as r
from generator.model.entities import Public


def names_beside(public: Public, records: r.Records, register: Register) -> tuple[tuple[str, Secret], ...]:
    """What must not stand on the page of a story or wish: path of the output, and the name.

    A wish stands on the pages of its stories, and they on its page, so that what one tells counts for the other.

    Args:
        public: what may be shown.
        records: of which it was made.
        register: as of today.

    Returns:
        Names of those who agreed to be named; all others are secrets everywhere. Their rule is the code of the breach.
    """
    agreed = {person for person, scope in register.live if scope == "real-name"}
    if not agreed:
        return ()
    wishes, stories = (
        {record.id: record for record in records.wishes},
        {record.id: record for record in records.stories},
    )
    came_of_age = _came_of_age(agreed, register)
    found: list[tuple[str, Secret]] = []
    told: dict[str, set[str]] = {wish.id: {*wishes[wish.id].tells} for wish in public.wishes}
    for story in public.stories:
        record = stories[story.id]
        tells = {*record.tells, *(word for wish in story.wishes for word in wishes[wish].tells)}
        for wish in story.wishes:
            told[wish].update(record.tells)
        people = agreed.intersection(people_of(record, wishes)) | _minors(came_of_age, story.date.date())
        path = addresses.story(story.id, story.date)
        found += ((path, name) for name in _names(people, register, on=story.date.date(), tells=tells))
    for shown in public.wishes:
        people = agreed.intersection([wishes[shown.id].beneficiary.person]) | _minors(came_of_age, shown.collected)
        path = addresses.wish(shown.id)
        found += ((path, name) for name in _names(people, register, on=shown.collected, tells=told[shown.id]))
    return tuple(sorted(found))


def _came_of_age(people: Iterable[str], register: Register) -> list[tuple[dt.date, str]]:
    """The day on which each came of age, the latest first; of those whose birth is known."""
    known = (register.people[person] for person in people if person in register.people)
    return sorted(((guardians.of_age(entry.birth), entry.id) for entry in known if entry.birth), reverse=True)


def _minors(came_of_age: Iterable[tuple[dt.date, str]], day: dt.date) -> set[str]:
    """Who was a minor on a day, whether a record says that it tells of them or not."""
    return {person for _, person in itertools.takewhile(lambda one: one[0] > day, came_of_age)}


def _names(people: Iterable[str], register: Register, *, on: dt.date, tells: Collection[str]) -> Iterator[Secret]:
    for person in (register.people[person] for person in people if person in register.people):
        if code := breach(is_minor=register.is_minor(person.id, on), tells=tells):
            names = (name for name in names_of(person) if name not in register.cleared)
            yield from (Secret(person.id, code, name) for name in names)
