"""Counts wishes: the one place that does, so that no two pages can tell different numbers. Whole numbers only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from generator.model.entities import Wish, WishStatus
from generator.plan.views.cards import Counts

ANONYMOUS = ""
"""The key of those granters who may not be named; no id is empty."""


def counts(wishes: Iterable[Wish]) -> Counts:
    """Wishes that ever came so far: collected >= claimed >= fulfilled."""
    states = [wish.status for wish in wishes]
    collected = len(states)
    return Counts(collected, collected - states.count(WishStatus.COLLECTED), states.count(WishStatus.FULFILLED))


def by(wishes: Iterable[Wish], keys: Callable[[Wish], Iterable[str]]) -> dict[str, list[Wish]]:
    """Wishes by whatever they have several of, in the given order; a wish stands once under each of its keys."""
    found: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        for key in dict.fromkeys(keys(wish)):
            found[key].append(wish)
    return dict(found)


def granters(wish: Wish) -> tuple[str, ...]:
    """Who claimed a wish: ids, and ``ANONYMOUS`` once for all who may not be named."""
    return (*wish.granters, ANONYMOUS) if wish.anonymous else wish.granters


def people_helped(wishes: Iterable[Wish]) -> int:
    """受益人次: people of fulfilled wishes; whoever made two wishes counts twice."""
    return sum(wish.count for wish in wishes if wish.status is WishStatus.FULFILLED)


def days_of(wish: Wish) -> tuple[dt.date, ...]:
    """The days of a wish, in their order: collected, and where it came so far claimed and fulfilled."""
    return tuple(day for day in (wish.collected, wish.claimed, wish.fulfilled) if day)


def newest(wishes: Iterable[Wish]) -> dt.date | None:
    """The newest day in any record."""
    return max((day for wish in wishes for day in days_of(wish)), default=None)


def percent(part: int, whole: int) -> int:
    """A share in whole percent, halves up; 100 only for all, 0 only for none.

    Args:
        part: 0 to ``whole``.
        whole: at least 1.
    """
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, int(part > 0)), 100 if part == whole else 99)


def median(days: Sequence[int]) -> int | None:
    """The lower median: the smallest number that at least half of them do not exceed."""
    return sorted(days)[(len(days) - 1) // 2] if days else None
