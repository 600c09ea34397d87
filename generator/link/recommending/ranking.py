"""How much stories have in common: what a term is worth, who is compared with whom, and what two stories share.

Two stories are compared only if they are near each other among those that share a term, so the cost of a story does
not grow with the site. All is counted in whole numbers: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

KINDS = ("word", "category", "place", "street", "granter", "tag", "channel")
"""The kinds of terms; a term is a kind and a value. Elsewhere a kind is known by its place in this row."""

WORD = KINDS.index("word")

Reason = tuple[str, str, int]
"""A kind, a value and what it weighs."""

FLAT = {"category": 12, "street": 4, "channel": 1}
"""What it weighs to have one of these in common: there are few of each, and rarity tells little."""

BY_RARITY = {"place": 5, "granter": 4, "tag": 4}
"""What one of these weighs, times its rarity. A word weighs what its rarity says, times its emphasis."""

RAREST = 6
"""Here rarity ends for places, granters and tags: the rarest is not more like than one that a fiftieth of them have."""

WORDS = (0, 1, 1, 3, 3, 6, 6, 8, 10, 13, 16)
"""What a word weighs by its rarity, times its emphasis.

Among common words it rises at every other step, so that a word printed once more moves few lists; among rare ones it
rises faster than rarity: what a text is about are just the words that hardly any other text has.
"""

SALIENT = 32
"""Words by which a story is compared: those of its keywords that weigh most on this site."""

ALWAYS_TELLING = 8
"""A word in so few stories, or in an eighth of them, is not too common to tell anything, unless all have it."""

FEWEST_WORDS = 6
"""Stories with fewer salient words are too short to be called near-duplicates."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which stories are compared.

    Attributes:
        exact: up to so many stories, all that share a term are.
        reach: how far candidates are sought in time, on each side, among the stories that share a term.
        kept: how many candidates of a story are compared exactly.
        bulk: from so many stories on, arrays are quicker than the time it takes to load what reckons with them.
        share: if more than one story in so many is not what it was, making everything anew is quicker than looking.
    """

    exact: int = 128
    reach: int = 12
    kept: int = 24
    bulk: int = 1000
    share: int = 12


WINDOW = Window()


def rarity(stories: int, holders: int, *, rarest: int = RAREST) -> int:
    """How rare a term is that so many of the stories hold, from 1 to ``rarest``: about log2(stories / holders).

    The size of the site counts in steps, at 8, 64, 512, 4096 ... stories. Between these a publication changes only what
    its own terms weigh, and few lists with them; at one of these many lists change at once.
    """
    return max(1, min(rarest, _magnitude(stories) - holders.bit_length()))


def _magnitude(stories: int) -> int:
    return 3 * ((stories.bit_length() - 1) // 3) + 2


def is_telling(stories: int, holders: int) -> bool:
    """Whether words or a title that so many stories share tell them from the rest.

    The size of the site counts in steps of an eighth or less: were it counted exactly, each eighth publication would
    bring in all words that just so many stories have, and change the lists of all of these.
    """
    return 2 <= holders <= _commonest(stories)


def _commonest(stories: int) -> int:
    step = max(0, stories.bit_length() - 4)
    return max(min(ALWAYS_TELLING, stories - 1), (stories >> step << step) // 8)


def scale(stories: int) -> tuple[int, int]:
    """All that the worth of a term depends on besides its holders: where this is the same, so is that."""
    return _magnitude(stories), _commonest(stories)


def worth(kind: int, stories: int, holders: int) -> int:
    """What it weighs to have a term in common that so many hold; nothing, if nobody else does or too many do."""
    if holders < 2:
        return 0
    name = KINDS[kind]
    if name in FLAT:
        return FLAT[name]
    if kind == WORD:
        # A dozen rare words in common outweigh the same kind of wish in the same place; a few common ones never do.
        telling = is_telling(stories, holders)
        return WORDS[rarity(stories, holders, rarest=len(WORDS) - 1)] if telling else 0
    return BY_RARITY[name] * rarity(stories, holders)


Cut = tuple[int, int, int, int, int]
"""Where the choice of candidates ends: at how many votes, 0 if all are kept; and of those with just so many the
farthest older one that was kept, the nearest older one that was not, the farthest newer one that was kept and the
nearest newer one that was not; or -1."""

UNCUT: Cut = (0, -1, -1, -1, -1)


def most_voted(votes: Mapping[int, int], kept: int, story: int, place: Callable[[int], int]) -> tuple[list[int], Cut]:
    """So many of the stories with the most votes, in no particular order, and where the choice ends.

    Of those with as many votes the nearest in the order of time are kept, of two at one distance the older.

    Args:
        votes: by story; stories are known by numbers that grow with the order of time.
        kept: how many.
        story: whose candidates they are.
        place: the place of a story in the order of time.
    """
    if len(votes) <= kept:
        return list(votes), UNCUT
    least = sorted(votes.values())[-kept]
    best = [other for other, count in votes.items() if count > least]
    here = place(story)
    tied = sorted([(abs(place(other) - here), other) for other, count in votes.items() if count == least])
    room = kept - len(best)
    kept_ones, left_ones = [other for _, other in tied[:room]], [other for _, other in tied[room:]]
    cut = (
        least,
        min((other for other in kept_ones if other < story), default=-1),
        max((other for other in left_ones if other < story), default=-1),
        max((other for other in kept_ones if other > story), default=-1),
        min((other for other in left_ones if other > story), default=-1),
    )
    return best + kept_ones, cut


def cut_holds(cut: Cut, story: int, place: Callable[[int], int]) -> bool:
    """Whether the same candidates are chosen now that others came between, or went."""
    _, kept_older, left_older, kept_newer, left_newer = cut
    here = place(story)
    if kept_older >= 0 and left_newer >= 0 and here - place(kept_older) > place(left_newer) - here:
        return False
    return kept_newer < 0 or left_older < 0 or place(kept_newer) - here < here - place(left_older)


def shared(mine: Mapping[int, int], yours: Mapping[int, int]) -> int:
    """What all that two stories share weighs; of two weights of one term the smaller counts."""
    return sum([min(mine[term], yours[term]) for term in mine.keys() & yours.keys()])


def most_votes(mine: Mapping[int, int], yours: Mapping[int, int]) -> int:
    """How many votes a story can give another, were that near it among the holders of all that they share."""
    return sum([mine[term] for term in mine.keys() & yours.keys()])


def is_near_duplicate(one: Set[int], other: Set[int]) -> bool:
    """Whether two stories share five of six of their salient words."""
    larger = max(len(one), len(other))
    return larger >= FEWEST_WORDS and 6 * len(one & other) >= 5 * larger
