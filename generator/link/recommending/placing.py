"""Who is recommended where: every list full, no story everywhere, no story nowhere.

Each story has the others in an order of preference, and room in so many lists. They are matched by deferred acceptance
(D. Gale and L. S. Shapley, "College Admissions and the Stability of Marriage", 1962): a story asks the others in its
order, and one that is asked by more than it has room for keeps those it shares most with. So what changes in one place
is felt only near it; and where nobody runs out of room, each list is simply the head of its story's preferences.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from generator.link.recommending.likeness import Likeness


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lists must be like.

    Attributes:
        want: how many stories each list holds; fewer than there are stories.
        cap: in how many lists a story may stand, pins counted but never refused; at least ``want``.
    """

    want: int
    cap: int


class Board:
    """The lists while they are being made; stories are known by their place in the order of time.

    First each story makes its list as if nobody else did (``head``). If then nobody is in more lists than there is room
    for, these are the lists that they would agree on (``settle``).

    Attributes:
        pinned: the places that editors gave away: they come first and are never taken. At most ``want`` a list.
        places: the places that follow, the best first.
        cited: in how many lists each story stands.
    """

    __slots__ = ("_admirers", "_likeness", "_moments", "_rules", "cited", "pinned", "places")

    def __init__(self, likeness: Likeness, *, pinned: Sequence[Sequence[int]], rules: Rules) -> None:
        self._likeness = likeness
        self._moments = moments = likeness.moments
        self._rules = rules
        self.pinned = pinned
        self.places: list[list[int]] = [[] for _ in moments]
        self.cited = _count(pinned, len(moments))
        # Those in whose list each story stands, as a heap of (score, -distance, story): on top the one to leave first.
        self._admirers: list[list[tuple[int, int, int]]] = []

    def head(self, story: int) -> tuple[list[int], bool]:
        """What a story would show besides its pins if there were room for it everywhere.

        Returns:
            The list, and whether it depends on more than the story's candidates and their near-duplicates.
        """
        places = self.places[story]
        room = self._rules.want - len(self.pinned[story])
        candidates = len(self._likeness.ranked(story))
        loose = bool(self.pinned[story])
        for seen, _, other in islice(self._preferences(story), max(0, room)):
            places.append(other)
            loose = loose or seen > candidates
        self.places[story] = []
        return places, loose

    def settle(self, heads: list[list[int]]) -> None:
        """Fills every list, given the ``head`` of each; these lists become the places."""
        asked = _count(heads, len(heads))
        cited = [pins + asks for pins, asks in zip(self.cited, asked, strict=True)]
        if any(count > self._rules.cap and asks for count, asks in zip(cited, asked, strict=True)):
            self._fill()
        else:
            self.places = heads
            self.cited = cited

    def _fill(self) -> None:
        """Fills every list; none stays short, were it at the cost of the cap."""
        self._admirers = [[] for _ in self.places]
        stories = range(len(self.places))
        preferences = [self._preferences(story) for story in stories]
        waiting = deque(stories)
        short = []
        while waiting:
            story = waiting.popleft()
            while not self._is_full(story):
                _, score, other = next(preferences[story], (0, 0, story))
                if other == story:
                    short.append(story)
                    break
                left_out = self._ask(other, story, score)
                if left_out is not None and left_out != story:
                    waiting.append(left_out)
        for story in sorted(short):
            while not self._is_full(story):
                self._make_room(story)

    def listed(self, story: int) -> list[int]:
        """A story's list in order."""
        return [*self.pinned[story], *self.places[story]]

    def adopt_orphans(self) -> None:
        """Gives each story that stands in no list the last place in the list of the story that shares most with it.

        The one displaced must stand in another list, and no near-duplicate of the orphan in this one, if that can be;
        where no last place can be had, one before it is taken. Editors who pinned every place keep their orphans.
        """
        for orphan in [story for story, lists in enumerate(self.cited) if not lists]:
            admirers = self._likeness.admirers(orphan)
            takings = (
                (host, place)
                for may_repeat in (False, True)
                for place in range(1, self._rules.want + 1)
                for host in chain(admirers, self.nearest(orphan))
                if may_repeat or not self._repeats(orphan, host)
            )
            taken = next((taking for taking in takings if self._can_spare(*taking)), None)
            if taken is not None:
                host, place = taken
                self.cited[self.places[host].pop(-place)] -= 1
                self._enter(orphan, host)

    def _can_spare(self, host: int, place: int) -> bool:
        listed = self.places[host]
        return place <= len(listed) and self.cited[listed[-place]] > 1

    def nearest(self, story: int) -> Iterator[int]:
        """All other stories, the nearest in time first; of two at one distance the older."""
        moments = self._moments
        older, newer = story - 1, story + 1
        while older >= 0 or newer < len(moments):
            back = moments[story] - moments[older] if older >= 0 else None
            ahead = moments[newer] - moments[story] if newer < len(moments) else None
            if ahead is None or (back is not None and back <= ahead):
                yield older
                older -= 1
            else:
                yield newer
                newer += 1

    def _is_full(self, story: int) -> bool:
        return len(self.pinned[story]) + len(self.places[story]) >= self._rules.want

    def _preferences(self, story: int) -> Iterator[tuple[int, int, int]]:
        """The others: who shares most, then who is nearest in time, last of all near-duplicates.

        Yields:
            How many were looked at so far, the score and the story.
        """
        known = {story, *self.pinned[story]}
        late = []
        near = ((0, other) for other in self.nearest(story))
        for seen, (score, other) in enumerate(chain(self._likeness.ranked(story), near), 1):
            if other in known:
                continue
            known.add(other)
            if self._repeats(other, story):
                late.append((len(self._moments), 0, other))
            else:
                yield seen, score, other
        yield from late

    def _repeats(self, other: int, story: int) -> bool:
        """Whether a near-duplicate is in the list already."""
        twins = self._likeness.twins(other)
        return bool(twins) and not (twins.isdisjoint(self.places[story]) and twins.isdisjoint(self.pinned[story]))

    def _ask(self, other: int, story: int, score: int) -> int | None:
        """Lets a story ask to show another one; returns who has to do without it, if anybody."""
        self._enter(other, story)
        admirers = self._admirers[other]
        heapq.heappush(admirers, (score, -abs(self._moments[story] - self._moments[other]), story))
        if self.cited[other] <= self._rules.cap:
            return None
        left_out = heapq.heappop(admirers)[2]
        self.places[left_out].remove(other)
        self.cited[other] -= 1
        return left_out

    def _enter(self, other: int, story: int) -> None:
        self.places[story].append(other)
        self.cited[other] += 1

    def _make_room(self, story: int) -> None:
        """Gives a short list one more: who has room is in it already, so another list takes that one and gives up one.

        Should even this fail, the nearest in time is shown beyond its cap.
        """
        mine = {story, *self.listed(story)}
        for roomy in sorted(other for other in mine if self.cited[other] < self._rules.cap):
            for host in self.nearest(roomy):
                listed = self.places[host]
                spare = next((other for other in reversed(listed) if other not in mine), None)
                if spare is not None and roomy not in self.listed(host):
                    listed[listed.index(spare)] = roomy
                    self.cited[roomy] += 1
                    self.places[story].append(spare)
                    return
        self._enter(next(other for other in self.nearest(story) if other not in mine), story)


def _count(lists: Sequence[Sequence[int]], stories: int) -> list[int]:
    """In how many lists each story stands."""
    held = Counter(chain.from_iterable(lists))
    return [held[story] for story in range(stories)]
