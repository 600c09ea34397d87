"""Names that may be said, and yet not beside what one page tells: for the leak scan, which finds them in any disguise.

The gate's own rules (``breaches``) look at a record as it is typed, and know its lines. A page shows more than that:
the cards of wishes, a name that a line's end or an emphasis parts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple

from generator.link.privacy.breaches import breach
from generator.link.privacy.grown import Grown
from generator.link.privacy.guard import Secret
from generator.link.privacy.register import Register, names_of, people_of
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
    agreed = {person for person, scope in register.live if scope == "real-name"} & register.people.keys()
    if not agreed:
        return ()
    wishes = {record.id: record for record in records.wishes}
    stories = {record.id: record for record in records.stories}
    pages = _Pages(register, Grown(register))
    found: list[tuple[str, Secret]] = []
    tells_of: dict[str, set[str]] = {wish.id: {*wishes[wish.id].tells} for wish in public.wishes}
    for story in public.stories:
        record = stories[story.id]
        tells = {*record.tells, *(word for wish in story.wishes for word in wishes[wish].tells)}
        for wish in story.wishes:
            tells_of[wish].update(record.tells)
        people, path = agreed.intersection(people_of(record, wishes)), addresses.story(story.id, story.date)
        found += ((path, name) for name in pages.names(people, on=story.date.date(), tells=tells))
    for shown in public.wishes:
        people, path = agreed.intersection([wishes[shown.id].beneficiary.person]), addresses.wish(shown.id)
        found += ((path, name) for name in pages.names(people, on=shown.collected, tells=tells_of[shown.id]))
    return tuple(sorted(found))


class _Pages(NamedTuple):
    """Tells of a page what must not stand on it."""

    register: Register
    grown: Grown

    def names(self, people: Collection[str], *, on: dt.date, tells: Collection[str]) -> Iterator[Secret]:
        """Names of those told of, where they are a breach, and of others who were minors on the day of the page."""
        for person in (self.register.people[person] for person in people):
            if code := breach(is_minor=self.register.is_minor(person.id, on), tells=tells):
                names = (name for name in names_of(person) if name not in self.register.cleared)
                yield from (Secret(person.id, code, name) for name in names)
        yield from (Secret(person, "P421", name) for person, name in self.grown.names_on(on, people))
