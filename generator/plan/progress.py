"""The numbers: progress.html. Every one is counted here from the public wishes, and nowhere written down."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.model.catalogue import Translator
from generator.model.entities import Wish
from generator.plan import counting, plots
from generator.plan.assets import Assets
from generator.plan.cards import Cards
from generator.plan.frame import Frame
from generator.plan.outputs import Output, Page, Parts, page
from generator.plan.views.cards import Counts
from generator.plan.views.progress import CountRow, Period, ProgressView, Rate, Total
from generator.plan.views.values import Link

HONOURS = 10
"""Lines of the roll of honour that are shown."""
MOST_PERIODS = 36
"""More months than these are shown as quarters, more quarters as years."""
UNITS = {"month": 1, "quarter": 3, "year": 12}
"""Months in a period."""


def progress(site: Site, cards: Cards, frame: Frame, assets: Assets) -> Iterator[Output]:
    """The page of numbers."""
    wishes = list(site.wishes.values())
    counts = counting.counts(wishes)
    unit, periods, ticks = _periods(wishes, frame.t)
    claimed = [(wish.claimed - wish.collected).days for wish in wishes if wish.claimed]
    lit = [(wish.fulfilled - wish.collected).days for wish in wishes if wish.fulfilled]
    parts: Parts = {
        "chrome": frame.chrome,
        "crumbs": frame.crumbs(),
        "heading": Part(frame.t("数字")),
        "counts": Part(counts),
        "updated": Part(counting.newest(wishes)),
        "claimed": Part(_rate(counts.claimed, counts.collected)),
        "fulfilled": Part(_rate(counts.fulfilled, counts.claimed)),
        "helped": Part(counting.people_helped(wishes)),
        "units": Part(sum(row.kind not in ("", "individual") for row in cards.honours)),
        "days_to_claim": Part(counting.median(claimed)),
        "days_to_light": Part(counting.median(lit)),
        "unit": Part(unit),
        "periods": Part(periods),
        "plot": Part(plots.line_plot(periods, ticks)),
        "categories": Part(_categories(site, cards, wishes)),
        "places": Part(_places(site, cards)),
        "granters": Part(cards.honours[:HONOURS]),
        "groups": Part(_groups(site)),
        "style": Part(assets.address("plots.css")),
    }
    yield page(addresses.PROGRESS, Page("progress.html", ProgressView.of), parts)


def _rate(part: int, whole: int) -> Rate | None:
    return Rate(part, whole, counting.percent(part, whole)) if whole else None


def _periods(wishes: Sequence[Wish], t: Translator) -> tuple[str, tuple[Period, ...], list[str]]:
    """The unit, the periods from the first day to the newest, and their labels on an axis."""
    months = [sorted(_month(day) for day in days) for days in _days(wishes)]
    if not wishes:
        return "month", (), []
    # No wish was claimed or fulfilled before the first was collected.
    first, last = months[0][0], max(days[-1] for days in months if days)
    unit = next((name for name, size in UNITS.items() if last // size - first // size < MOST_PERIODS), list(UNITS)[-1])
    size = UNITS[unit]
    numbers = [Counter(month // size for month in days) for days in months]
    periods, ticks = [], []
    for at in range(first // size, last // size + 1):
        label, tick = _names(at, unit, t)
        collected, claimed, fulfilled = (number[at] for number in numbers)
        periods.append(Period(label, collected, claimed, fulfilled))
        ticks.append(tick)
    return unit, tuple(periods), ticks


def _days(wishes: Sequence[Wish]) -> tuple[list[dt.date], list[dt.date], list[dt.date]]:
    """All days on which wishes were collected, claimed, fulfilled."""
    return (
        [wish.collected for wish in wishes],
        [wish.claimed for wish in wishes if wish.claimed],
        [wish.fulfilled for wish in wishes if wish.fulfilled],
    )


def _month(day: dt.date) -> int:
    """Months since the year 0, so that whole quarters and years of them are those of the calendar."""
    return day.year * 12 + day.month - 1


def _names(at: int, unit: str, t: Translator) -> tuple[str, str]:
    """The name of a period, and its shorter name on an axis."""
    if unit == "year":
        return t("{year}年", year=at), f"{at}"
    if unit == "quarter":
        name = t("{year}年{quarter}季度", year=at // 4, quarter=at % 4 + 1)
        return name, name
    year, month = at // 12, at % 12 + 1
    return t("{year}年{month}月", year=year, month=month), f"{year}-{month:02d}"


def _categories(site: Site, cards: Cards, wishes: Sequence[Wish]) -> tuple[CountRow, ...]:
    """Kinds of wish in the order of the settings, those without a wish left out."""
    kinds = counting.by(wishes, lambda wish: (wish.category,))
    rows = [(cards.category_link(key), kinds[key]) for key, _ in site.settings.categories if key in kinds]
    return _rows([(link, counting.counts(found), 0) for link, found in rows])


def _places(site: Site, cards: Cards) -> tuple[CountRow, ...]:
    """Places with wishes, as a tree from the top; the numbers of those below are included."""
    found: list[tuple[Link, Counts, int]] = []
    waiting = [(place, 0) for place in reversed(site.children.get("", ()))]
    while waiting:
        place, depth = waiting.pop()
        wishes = [site.wishes[wish] for wish in site.wishes_by_place.get(place, ())]
        if wishes:
            found.append((cards.place_link(place), counting.counts(wishes), depth))
            waiting += [(below, depth + 1) for below in reversed(site.children.get(place, ()))]
    tops = sum(depth == 0 for _, _, depth in found)
    if tops == 1 and len(found) > 1:
        link, counts, depth = found[0]
        return (CountRow(link, counts, None, depth), *_rows(found[1:]))
    return _rows(found)


def _rows(found: Sequence[tuple[Link, Counts, int]]) -> tuple[CountRow, ...]:
    most = max((counts.collected for _, counts, _ in found), default=1)
    return tuple(CountRow(link, counts, plots.bar(counts, most), depth) for link, counts, depth in found)


def _groups(site: Site) -> tuple[Total, ...]:
    names = dict(site.settings.groups)
    return tuple(Total(names.get(group, ""), people) for group, people in site.groups)
