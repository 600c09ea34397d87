"""Numbers to the coordinates of plots: whole numbers, halves rounded up, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model.entities import WishStatus
from generator.plan.views.cards import Counts
from generator.plan.views.plots import Bar, Line, LinePlot, Point, Tick
from generator.plan.views.progress import Period

FRAME = 1000
"""The frame of a plot: both its width and its height."""
_MOST_UP = 4
_MOST_ACROSS = 5
_NAME_HEIGHT = 90
"""The height of a line's name in the frame of the plot, with the space around it."""


def line_plot(periods: Sequence[Period], labels: Sequence[str]) -> LinePlot | None:
    """Three lines over time.

    Args:
        periods: oldest first.
        labels: a short one for each period, for the axis.

    Returns:
        ``None`` where there is no line: fewer than two periods.
    """
    if len(periods) < 2:
        return None
    series = {
        WishStatus.COLLECTED: [period.collected for period in periods],
        WishStatus.CLAIMED: [period.claimed for period in periods],
        WishStatus.FULFILLED: [period.fulfilled for period in periods],
    }
    step, top = _scale(max(map(max, series.values())))
    points = {status: _points(values, top) for status, values in series.items()}
    names = _apart([line[-1].y for line in points.values()])
    return LinePlot(
        lines=tuple(Line(status, line, label_y) for (status, line), label_y in zip(points.items(), names, strict=True)),
        across=tuple(_across(labels)),
        up=tuple(Tick(FRAME - scaled(value, top), str(value)) for value in range(0, top + 1, step)),
    )


def bar(counts: Counts, most: int) -> Bar:
    """A bar as long as its wishes are many.

    Args:
        counts: its wishes.
        most: wishes of the longest bar, at least 1.
    """
    return Bar(scaled(counts.fulfilled, most), scaled(counts.claimed, most), scaled(counts.collected, most))


def scaled(value: int, whole: int) -> int:
    """A number of 0 to ``whole`` in thousandths of it."""
    return (2 * FRAME * value + whole) // (2 * whole)


def _points(values: Sequence[int], top: int) -> tuple[Point, ...]:
    last = len(values) - 1
    return tuple(Point(scaled(number, last), FRAME - scaled(value, top), value) for number, value in enumerate(values))


def _scale(most: int) -> tuple[int, int]:
    """A round step and the highest number of an axis that reaches ``most`` in at most four steps."""
    step, factors = 1, (2, 5, 10)
    while step * _MOST_UP < most:
        power = 10 ** (len(str(step)) - 1)
        step = power * next(factor for factor in factors if factor * power > step)
    return step, step * max(1, -(-most // step))


def _across(labels: Sequence[str]) -> Iterator[Tick]:
    """At most five labels, first and last among them; every second one may be left out."""
    last = len(labels) - 1
    marks = min(_MOST_ACROSS, len(labels))
    for number in range(marks):
        at = number * last // (marks - 1)
        yield Tick(scaled(at, last), labels[at], minor=0 < number < marks - 1)


def _apart(heights: Sequence[int]) -> list[int]:
    """Heights moved no more than needed, so that names beside each other do not overlap; in the given order."""
    order = sorted(range(len(heights)), key=lambda number: (heights[number], number))
    placed = list(heights)
    for above, here in pairwise(order):
        placed[here] = max(placed[here], placed[above] + _NAME_HEIGHT)
    # From the bottom up again, for what was pushed out of the frame.
    limit = FRAME
    for here in reversed(order):
        placed[here] = min(placed[here], limit)
        limit = placed[here] - _NAME_HEIGHT
    return placed
