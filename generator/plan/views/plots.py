"""The views of plots: whole numbers in a frame of 1,000 by 1,000, whatever size it is shown at.

Both axes are in thousandths of the frame, so that a template can write them as coordinates or as percentages; y counts
downwards, as in SVG. Only shapes are stretched to the page, never text.
"""

from __future__ import annotations

from generator.model.entities import WishStatus
from generator.plan.views.values import Value


class Tick(Value, frozen=True, array_like=True, gc=False):
    """A mark on an axis.

    Attributes:
        at: 0 to 1,000.
        minor: may be left out where there is little room.
    """

    at: int
    label: str
    minor: bool = False


class Point(Value, frozen=True, array_like=True, gc=False):
    """A point of a line, and the number that it stands for."""

    x: int
    y: int
    value: int


class Line(Value, frozen=True, array_like=True, gc=False):
    """A line from left to right; ``label_y``: where its name stands at its end, clear of the other names."""

    status: WishStatus
    points: tuple[Point, ...]
    label_y: int


class LinePlot(Value, frozen=True, array_like=True, gc=False):
    """Three lines over time, collected first; ``up`` are the ticks of numbers, from the bottom."""

    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


class Bar(Value, frozen=True, array_like=True, gc=False):
    """A bar lit from its beginning: where the lit part, the claimed part and the whole end, 0 to 1,000."""

    fulfilled: int
    claimed: int
    collected: int
