from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.plots import bar, line_plot, scaled
from generator.plan.views.cards import Counts
from generator.plan.views.plots import Bar, LinePlot
from generator.plan.views.progress import Period

NUMBERS = st.lists(st.tuples(*[st.integers(0, 20_000)] * 3), min_size=2, max_size=40)


def plot(*numbers: tuple[int, int, int]) -> LinePlot:
    labels = [f"2026-{at:02}" for at in range(1, len(numbers) + 1)]
    drawn = line_plot([Period(label, *three) for label, three in zip(labels, numbers, strict=True)], labels)
    assert drawn is not None
    return drawn


def test_a_line_goes_through_its_numbers() -> None:
    drawn = plot((4, 2, 0), (2, 2, 1), (0, 1, 4))
    assert [[(point.x, point.y, point.value) for point in line.points] for line in drawn.lines] == [
        [(0, 0, 4), (500, 500, 2), (1000, 1000, 0)],
        [(0, 500, 2), (500, 500, 2), (1000, 750, 1)],
        [(0, 1000, 0), (500, 750, 1), (1000, 0, 4)],
    ]
    assert [line.status for line in drawn.lines] == ["collected", "claimed", "fulfilled"]


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (5, ["0", "2", "4", "6"]),
        (9, ["0", "5", "10"]),
        (41, ["0", "20", "40", "60"]),
        (17_000, ["0", "5000", "10000", "15000", "20000"]),
    ],
)
def test_the_axis_of_numbers_has_round_steps(most: int, labels: list[str]) -> None:
    assert [tick.label for tick in plot((most, 0, 0), (0, 0, 0)).up] == labels


def test_the_axis_of_time_names_its_ends_and_at_most_three_between() -> None:
    two = plot((1, 0, 0), (1, 1, 1))
    assert [(tick.at, tick.label, tick.minor) for tick in two.across] == [
        (0, "2026-01", False),
        (1000, "2026-02", False),
    ]
    nine = plot(*[(1, 1, 1)] * 9)
    assert [(tick.at, tick.label, tick.minor) for tick in nine.across] == [
        (0, "2026-01", False),
        (250, "2026-03", True),
        (500, "2026-05", True),
        (750, "2026-07", True),
        (1000, "2026-09", False),
    ]


def test_one_period_makes_no_line() -> None:
    assert line_plot([Period("2026年1月", 3, 2, 1)], ["2026-01"]) is None
    assert line_plot([], []) is None


@given(NUMBERS)
def test_lines_stay_in_the_frame_names_stay_apart_and_a_larger_number_is_never_lower(
    numbers: list[tuple[int, int, int]],
) -> None:
    drawn = plot(*numbers)
    points = [point for line in drawn.lines for point in line.points]
    assert all(0 <= point.x <= 1000 and 0 <= point.y <= 1000 for point in points)
    points.sort(key=lambda point: point.value)
    assert [point.y for point in points] == sorted((point.y for point in points), reverse=True)
    names = sorted(line.label_y for line in drawn.lines)
    assert min(upper - lower for lower, upper in pairwise(names)) >= 90
    assert 0 <= names[0] <= names[-1] <= 1000
    ticks = [tick.at for tick in drawn.across]
    assert ticks == sorted(set(ticks))


def test_a_bar_is_lit_from_its_beginning() -> None:
    assert bar(Counts(8, 6, 2), 16) == Bar(fulfilled=125, claimed=375, collected=500)
    assert bar(Counts(0, 0, 0), 1) == Bar(0, 0, 0)


def test_halves_are_rounded_up() -> None:
    assert [scaled(value, 16) for value in (0, 1, 3, 16)] == [0, 63, 188, 1000]
