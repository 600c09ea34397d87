"""Names that may be said, and yet not beside what one page tells: for the leak scan, which finds them in any disguise.

The gate's own rules (``breaches``) look at a record as it is typed, and know its lines. A page shows more than that:
the cards of wishes, a name that a line's end or an emphasis parts.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

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
    grown = _Grown(agreed, register)
    found: list[tuple[str, Secret]] = []
    told: dict[str, set[str]] = {wish.id: {*wishes[wish.id].tells} for wish in public.wishes}
    for story in public.stories:
        record = stories[story.id]
        tells = {*record.tells, *(word for wish in story.wishes for word in wishes[wish].tells)}
        for wish in story.wishes:
            told[wish].update(record.tells)
        people, day = agreed.intersection(people_of(record, wishes)), story.date.date()
        path = addresses.story(story.id, story.date)
        found += ((path, name) for name in _names(people, register, on=day, tells=tells))
        found += ((path, name) for name in grown.names(day, people))
    for shown in public.wishes:
        people, path = agreed.intersection([wishes[shown.id].beneficiary.person]), addresses.wish(shown.id)
        found += ((path, name) for name in _names(people, register, on=shown.collected, tells=told[shown.id]))
        found += ((path, name) for name in grown.names(shown.collected, people))
    return tuple(sorted(found))


class _Grown:
    """Those of age by now who were minors on the days of older pages, declared there or not."""

    def __init__(self, agreed: AbstractSet[str], register: Register) -> None:
        entries = [register.people[person] for person in sorted(agreed & register.people.keys())]
        # The day on which each came of age, the latest first. The name of who is a minor yet is a secret everywhere.
        days = ((guardians.of_age(entry.birth), entry.id) for entry in entries if entry.birth)
        self._days = sorted((one for one in days if one[0] <= register.today), reverse=True)
        self._register = register
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for name in names_of(entry):
                self._bearers[name].add(entry.id)

    def names(self, day: dt.date, told: Collection[str]) -> Iterator[Secret]:
        """The names that must not be said on a page of a day, where nobody else who may be named has them.

        Args:
            day: of the page.
            told: who is told of on it, and known as such.
        """
        young = {person for _, person in itertools.takewhile(lambda one: one[0] > day, self._days)}
        for person in sorted(young.difference(told)):
            for name in names_of(self._register.people[person]):
                if name not in self._register.cleared and self._bearers[name].issubset(young):
                    yield Secret(person, "P421", name)


def _names(people: Iterable[str], register: Register, *, on: dt.date, tells: Collection[str]) -> Iterator[Secret]:
    for person in (register.people[person] for person in people if person in register.people):
        if code := breach(is_minor=register.is_minor(person.id, on), tells=tells):
            names = (name for name in names_of(person) if name not in register.cleared)
            yield from (Secret(person.id, code, name) for name in names)
