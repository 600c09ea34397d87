"""People helped by kind of beneficiary, in totals from which nobody can be picked out.

Whoever reads the totals is taken to know this rule and the names of all kinds. So a kind with fewer than three people
is never shown, and never alone behind 其他, where its number would stand under another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

MERGED = ""
"""The key of the merged kinds; no id is empty."""
FEWEST = 3
"""A total of fewer people is merged."""


class Helped(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a fulfilled wish adds.

    Attributes:
        wish: its id.
        who: the person behind it, or the public name where there is none: one who made several wishes is one.
        count: people helped.
        groups: kinds of beneficiary; a person may be of several.
        crowd: whether nobody in particular is behind it.
    """

    wish: str
    who: str
    count: int
    groups: tuple[str, ...]
    crowd: bool = False


def totals(helped: Iterable[Helped], order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """People helped by kind, each wish once in every total, small kinds as one total at the end.

    Kinds with fewer than three people are merged; with the next smallest, and those as large, for as long as the merged
    total would say too much. What would have to be merged altogether is left out altogether. A kind with nobody is not
    listed, so that nobody can tell it from a merged one; nor is one that holds everybody who is no crowd, for it would
    say of each wish on the wall whose it is.

    Args:
        helped: in any order.
        order: ids of kinds, as they are to be listed.

    Returns:
        (kind, people) pairs; the merged ones under ``MERGED``, last. A total counts whoever made two wishes twice; the
        threshold counts them once.
    """
    members: dict[str, list[Helped]] = defaultdict(list)
    everybody: set[str] = set()
    for item in helped:
        for group in dict.fromkeys(item.groups):
            members[group].append(item)
        if not item.crowd:
            everybody.add(item.wish)
    known = [group for group in order if members[group]]
    ascending = sorted(known, key=lambda group: (_people(members[group]), order.index(group)))
    merged = [group for group in ascending if _people(members[group]) < FEWEST]
    rest = ascending[len(merged) :]
    while merged and rest and _tells(merged, members):
        # Of kinds that are as large, the one left would say which of them was taken, and so how large the others are.
        next_size = _people(members[rest[0]])
        while rest and _people(members[rest[0]]) == next_size:
            merged.append(rest.pop(0))
    rest = [group for group in rest if not _holds(members[group], everybody)]
    if not rest:
        return ()
    shown = [(group, _turns(members[group])) for group in known if group in rest]
    if merged:
        shown.append((MERGED, _turns(_union(merged, members))))
    return tuple(shown)


def _holds(items: Iterable[Helped], everybody: set[str]) -> bool:
    return bool(everybody) and everybody.issubset(item.wish for item in items)


def _tells(merged: Sequence[str], members: Mapping[str, list[Helped]]) -> bool:
    """Whether the merged total says how many people of one kind it holds.

    It does when it holds one kind only, or fewer than three people; and when all its kinds are as small or as large as
    merged ones can be, for then only one sum makes that total.
    """
    people = _people(_union(merged, members))
    sizes = {_people(members[group]) for group in merged}
    return len(merged) < 2 or people < FEWEST or sizes in ({1}, {FEWEST - 1})


def _union(groups: Iterable[str], members: Mapping[str, list[Helped]]) -> list[Helped]:
    """The wishes of several kinds, each once."""
    return list({item.wish: item for group in groups for item in members[group]}.values())


def _people(items: Iterable[Helped]) -> int:
    """How many people there are at least: those who made several wishes count once, with the largest."""
    most: dict[str, int] = defaultdict(int)
    for item in items:
        most[item.who] = max(most[item.who], item.count)
    return sum(most.values())


def _turns(items: Iterable[Helped]) -> int:
    return sum(item.count for item in items)
