"""What the stories of a site have in common, as lists are made from it: scores, near-duplicates, reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.link.recommending import rows
from generator.link.recommending.comparison import Compared, RowReader
from generator.link.recommending.ranking import KINDS, Reason, is_telling


class Likeness:
    """Stories by their place in the order of time; rows are read when they are asked for.

    Attributes:
        moments: when each story was published, in seconds, ascending.
    """

    __slots__ = ("_compared", "_nudges", "_ranked", "_reader", "_series", "_twins", "moments")

    def __init__(self, compared: Compared, nudges: Sequence[int]) -> None:
        self.moments = [story.second for story in compared.stories]
        self._compared = compared
        self._nudges = nudges
        self._reader = RowReader(compared)
        self._series = _series(compared.titles)
        self._ranked: dict[int, list[tuple[int, int]]] = {}
        self._twins: dict[int, frozenset[int]] = {}

    def ranked(self, story: int) -> list[tuple[int, int]]:
        """Its candidates as (score, story), the best first; how new each is counts."""
        found = self._ranked.get(story)
        if found is None:
            moments, nudges, places = self.moments, self._nudges, self._compared.places
            moment = moments[story]
            scored = []
            for number, score, _ in rows.read_near(self._compared.near[story]):
                other = places[number]
                scored.append((-score - nudges[other], abs(moment - moments[other]), other))
            scored.sort()
            self._ranked[story] = found = [(-score, other) for score, _, other in scored]
        return found

    def twins(self, story: int) -> frozenset[int]:
        """The near-duplicates of a story: those among its candidates, and those of its title."""
        found = self._twins.get(story)
        if found is None:
            places = self._compared.places
            alike = {places[number] for number in rows.read_twins(self._compared.near[story])}
            alike.update(self._series.get(self._compared.titles[story], ()))
            self._twins[story] = found = frozenset(alike - {story})
        return found

    def admirers(self, story: int) -> list[int]:
        """Its candidates, those that share most with it first; how new they are does not matter."""
        moments, places = self.moments, self._compared.places
        scored = [(score, places[number]) for number, score, _ in rows.read_near(self._compared.near[story])]
        scored.sort(key=lambda each: (-each[0], abs(moments[story] - moments[each[1]]), each[1]))
        return [other for _, other in scored]

    def reasons(self, one: int, other: int) -> list[Reason]:
        """What two stories share, the weightiest first, then by kind and value."""
        mine, yours = self._reader.weights(one), self._reader.weights(other)
        kinds, values = self._compared.terms.kinds, self._compared.terms.values
        shared = [
            (-min(mine[term], yours[term]), KINDS[kinds[term]], values[term]) for term in mine.keys() & yours.keys()
        ]
        return [(kind, value, -weight) for weight, kind, value in sorted(shared)]


def _series(titles: Sequence[str]) -> dict[str, list[int]]:
    """The stories under each title that a few of them share."""
    shared = titles_of_series(titles)
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for story, title in enumerate(titles):
        if title in shared:
            bearers[title].append(story)
    return bearers


def titles_of_series(titles: Sequence[str]) -> set[str]:
    """The titles that a few stories share."""
    held = Counter(titles)
    del held[""]
    return {title for title, count in held.items() if count > 1 and is_telling(len(titles), count)}
