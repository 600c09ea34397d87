"""People who may be named by now and were minors on the days of older pages, declared there or not."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from generator.link.privacy import guardians
from generator.link.privacy.register import Register, names_of


class Grown:
    """Everybody who agreed to be named, by the days on which they were minors.

    A name counts on such a day where all who bear it were minors then, and none of them is told of there: somebody
    else of that name may be meant otherwise, and of those told of the gate has rules of its own.
    """

    def __init__(self, register: Register) -> None:
        agreed = {person for person, scope in register.live if scope == "real-name"} & register.people.keys()
        people = [register.people[person] for person in sorted(agreed)]
        self._of_age = {entry.id: guardians.of_age(entry.birth) for entry in people if entry.birth}
        self._by_day = sorted(((day, person) for person, day in self._of_age.items()), reverse=True)
        self._register = register
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)
        for entry in people:
            for name in names_of(entry):
                self._bearers[name].add(entry.id)
        self._automaton: Any = None

    def is_anybody_young(self, day: dt.date) -> bool:
        """Whether somebody who may be named was a minor on a day; of hardly any day anybody was."""
        return bool(self._by_day) and day < self._by_day[0][0]

    def names_on(self, day: dt.date, about: Collection[str]) -> Iterator[tuple[str, str]]:
        """Who must not be named on a page of a day: person and name.

        Args:
            day: of the page.
            about: ids of everybody it says that it tells of.
        """
        for _, person in itertools.takewhile(lambda one: one[0] > day, self._by_day):
            for name in names_of(self._register.people[person]):
                if name not in self._register.cleared and self._counts(name, day, about):
                    yield person, name

    def named_in(self, text: str, day: dt.date, about: Collection[str]) -> set[str]:
        """The ids of those who must not be named on a page of a day and are, as the register writes it."""
        if self._automaton is None:
            import ahocorasick

            self._automaton = ahocorasick.Automaton()
            for name in self._bearers:
                self._automaton.add_word(name, name)
            self._automaton.make_automaton()
        names = {name for _, name in self._automaton.iter(text)}
        return {person for name in names if self._counts(name, day, about) for person in self._bearers[name]}

    def _counts(self, name: str, day: dt.date, about: Collection[str]) -> bool:
        bearers = self._bearers[name]
        return bearers.isdisjoint(about) and all(self._of_age.get(person, dt.date.min) > day for person in bearers)
