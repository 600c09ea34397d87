"""The view of progress.html: the numbers."""

from __future__ import annotations

import datetime as dt

from generator.plan.views.cards import Counts, GranterRow
from generator.plan.views.frame import View
from generator.plan.views.plots import Bar, LinePlot
from generator.plan.views.values import Link, Value


class Rate(Value, frozen=True, array_like=True, gc=False):
    """A share with its denominator; ``percent`` is whole, 100 only for all and 0 only for none."""

    part: int
    whole: int
    percent: int


class Period(Value, frozen=True, array_like=True, gc=False):
    """What was collected, claimed and fulfilled within a month, a quarter or a year, each by its own day."""

    label: str
    collected: int
    claimed: int
    fulfilled: int


class CountRow(Value, frozen=True, array_like=True, gc=False):
    """The wishes of a category or a place.

    Attributes:
        bar: ``None`` for the one place that has all others below it: it would be longer than any other.
        depth: 0 for a place at the top, 1 for those below it.
    """

    link: Link
    counts: Counts
    bar: Bar | None
    depth: int = 0


class Total(Value, frozen=True, array_like=True, gc=False):
    """People helped of a kind; an empty name is the kinds that are merged."""

    name: str
    people: int


class ProgressView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """progress.html. Every number is counted from the public records.

    Attributes:
        updated: the newest day in any record; ``None`` without wishes.
        claimed, fulfilled: claimed of collected, fulfilled of claimed; ``None`` where there is nothing to divide by.
        helped: people of fulfilled wishes; whoever made two wishes counts twice.
        units: granters that may be named, less individuals, who claimed at least one wish.
        days_to_claim, days_to_light: from the day of collecting, lower medians; ``None`` without a case.
        unit: of the periods: month, quarter or year.
        periods: without gaps, oldest first; ``plot`` draws them where there are at least two.
        places: those with wishes, each followed by those below it, whose numbers it includes.
        granters: the top of the roll of honour.
        groups: people helped by kind of beneficiary.
        style: address of the style of plots.
    """

    counts: Counts
    updated: dt.date | None
    claimed: Rate | None
    fulfilled: Rate | None
    helped: int
    units: int
    days_to_claim: int | None
    days_to_light: int | None
    unit: str
    periods: tuple[Period, ...]
    plot: LinePlot | None
    categories: tuple[CountRow, ...]
    places: tuple[CountRow, ...]
    granters: tuple[GranterRow, ...]
    groups: tuple[Total, ...]
    style: str
