"""The lists of recommended reading, from what stories share, how new they are, and what editors chose."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base import digest
from generator.link.recommending import rows
from generator.link.recommending.comparing import compare
from generator.link.recommending.comparison import Compared, RowReader, in_time
from generator.link.recommending.features import Features
from generator.link.recommending.likeness import Likeness, titles_of_series
from generator.link.recommending.placing import Board, Rules
from generator.link.recommending.ranking import Window
from generator.link.recommending.renewing import Renewed, admirers, renew
from generator.link.recommending.rows import Known

AGES = (30, 120, 480)
"""Days behind the site's newest story: for each that a story is younger than, it weighs one more.

The steps are few and grow, so that the days between two publications move hardly any story over one: few lists change.
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """The stories in order of time, what they have in common, and their lists.

    Attributes:
        ages: of each story, in days behind the newest.
        rules: as far as the site has stories.
        heads: rows of what ``Board.head`` makes; ``loose`` is 1 for those that depend on more than candidates.
    """

    compared: Compared
    ages: Sequence[int]
    likeness: Likeness
    board: Board
    rules: Rules
    heads: list[bytes]
    loose: bytes

    def ids(self) -> dict[str, tuple[str, ...]]:
        """The lists by id, in order of time."""
        ids = [story.id for story in self.compared.stories]
        name = ids.__getitem__
        board = self.board
        lists = zip(ids, board.pinned, board.places, strict=True)
        return {story: (*map(name, pins), *map(name, places)) for story, pins, places in lists}


def arrange(stories: Iterable[Features], *, pins: Mapping[str, Sequence[str]], count: int, limits: Window) -> Listed:
    """Makes all lists; arguments are as in ``related``."""
    in_order = in_time(stories)
    compared = compare(in_order, limits)
    return _listed(compared, pins, _rules(len(in_order), count), before=None)


def rearrange(
    stories: Iterable[Features],
    *,
    pins: Mapping[str, Sequence[str]],
    count: int,
    limits: Window,
    known: Known | None,
) -> tuple[Listed, Known]:
    """Makes those lists that may not be what they were, and takes the others from what is known of any earlier run."""
    in_order = in_time(stories)
    digests = [digest.of_value(story) for story in in_order]
    rules = _rules(len(in_order), count)
    found = renew(known, in_order, digests, limits) if known else None
    compared = found.compared if found else compare(in_order, limits)
    before = (known, found) if known and found and known.want == rules.want else None
    listed = _listed(compared, pins, rules, before=before)
    return listed, _remember(listed, digests)


def nudge(age: int) -> int:
    """What is added to the score of a story so many days behind the newest."""
    return sum(age < limit for limit in AGES)


def _rules(stories: int, count: int) -> Rules:
    want = max(0, min(count, stories - 1))
    eighth = stories // 8
    return Rules(want=want, cap=eighth if eighth >= want else want + want // 2)


def _listed(
    compared: Compared, pins: Mapping[str, Sequence[str]], rules: Rules, *, before: tuple[Known, Renewed] | None
) -> Listed:
    newest = max((story.day for story in compared.stories), default=0)
    ages = [newest - story.day for story in compared.stories]
    nudges = {age: nudge(age) for age in set(ages)}
    likeness = Likeness(compared, [nudges[age] for age in ages])
    board = Board(likeness, pinned=_pinned(compared.stories, pins, rules.want), rules=rules)
    heads: list[list[int]] = [[] for _ in ages]
    written = [b""] * len(ages)
    loose = bytearray(len(ages))
    again: Iterable[int] = range(len(ages))
    if before:
        again = _doubtful(*before, board)
        _carry(*before, heads, written, again)
    for place in again:
        heads[place], loose[place] = board.head(place)
        written[place] = rows.row([compared.numbers[other] for other in heads[place]])
    board.settle(heads)
    board.adopt_orphans()
    return Listed(compared, ages, likeness, board, rules, written, bytes(loose))


def _pinned(in_order: Sequence[Features], pins: Mapping[str, Sequence[str]], want: int) -> list[tuple[int, ...]]:
    if not pins:
        return [()] * len(in_order)
    places = {story.id: place for place, story in enumerate(in_order)}
    pinned = []
    for place, story in enumerate(in_order):
        wanted = (places.get(other, place) for other in pins.get(story.id, ()))
        pinned.append(tuple(dict.fromkeys(other for other in wanted if other != place))[:want])
    return pinned


def _doubtful(known: Known, found: Renewed, board: Board) -> set[int]:
    """The places of the stories whose list may not be what it was."""
    compared = found.compared
    size = len(compared.stories)
    moved = found.altered | _aged(known, found) | _in_other_series(known, compared)
    if len(moved) > size // compared.window.share:
        return set(range(size))
    reader = RowReader(compared)
    doubtful = found.touched | {place for other in moved for place in admirers(compared, reader, other)}
    for place, (origin, pins) in enumerate(zip(found.origin, board.pinned, strict=True)):
        if origin < 0 or pins or known.loose[origin]:
            doubtful.add(place)
    return doubtful


def _aged(known: Known, found: Renewed) -> set[int]:
    """The places of the stories that are nearer to the newest than they were, or less near, by a step."""
    stories = found.compared.stories
    newest = max((story.day for story in stories), default=0)
    if newest == known.newest:
        return set()
    moved = {day for day in {story.day for story in stories} if nudge(newest - day) != nudge(known.newest - day)}
    return {place for place, story in enumerate(stories) if story.day in moved}


def _in_other_series(known: Known, compared: Compared) -> set[int]:
    """The places of the stories whose title has become that of a series, or is so no longer."""
    moved = titles_of_series(known.titles) ^ titles_of_series(compared.titles)
    return {place for place, title in enumerate(compared.titles) if title in moved} if moved else set()


def _carry(known: Known, found: Renewed, heads: list[list[int]], written: list[bytes], again: Iterable[int]) -> None:
    """Takes over the lists that are what they were, and their rows: numbers do not change."""
    kept = sorted(set(range(len(heads))).difference(again))
    for place in kept:
        written[place] = known.lists[found.origin[place]]
    numbers = rows.read(b"".join([written[place] for place in kept]))
    places = list(map(found.compared.places.__getitem__, numbers))
    # These have no pins, so that each holds as many as are wanted.
    for at, place in enumerate(kept):
        heads[place] = places[at * known.want : (at + 1) * known.want]


def _remember(listed: Listed, digests: Sequence[bytes]) -> Known:
    compared = listed.compared
    numbers, stories, terms = compared.numbers, compared.stories, compared.terms
    limits = compared.window
    return Known(
        layout=rows.LAYOUT,
        window=(limits.exact, limits.reach, limits.kept),
        want=listed.rules.want,
        newest=max((story.day for story in stories), default=0),
        streets=tuple(sorted(compared.streets)),
        fresh=compared.fresh,
        ids=[story.id for story in stories],
        titles=compared.titles,
        digests=b"".join(digests),
        numbers=rows.row(numbers),
        moments=array("q", [story.second for story in stories]).tobytes(),
        loose=listed.loose,
        compared=compared.compared,
        others=compared.others,
        near=compared.near,
        cuts=compared.cuts,
        lists=listed.heads,
        kinds=bytes(terms.kinds),
        values=terms.values,
        worths=terms.worths.tobytes(),
        holders=compared.holders,
        spare=compared.spare,
    )
