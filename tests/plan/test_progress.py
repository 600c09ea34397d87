"""The page of numbers: every one of them is what a naive recount of the records gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.plan import counting
from generator.plan.views.cards import Counts
from generator.plan.views.progress import ProgressView, Rate
from tests import sites
from tests.plan.numbers import SETTINGS, SITE, WITHHELD, day, planned, records_of

Make = Callable[..., Path]
STATES = ("collected", "claimed", "fulfilled")


@pytest.fixture
def root(site: Make) -> Path:
    return site(SITE)


@pytest.fixture
def view(root: Path) -> ProgressView:
    return planned(root)


@pytest.fixture
def records(root: Path) -> list[dict[str, Any]]:
    return [record for record in records_of(root) if record["id"] not in WITHHELD]


def ever(records: list[dict[str, Any]], state: str) -> list[dict[str, Any]]:
    return [record for record in records if state in record]


def three(records: list[dict[str, Any]]) -> Counts:
    return Counts(*(len(ever(records, state)) for state in STATES))


def test_totals_are_a_recount_without_what_is_withheld(view: ProgressView, records: list[dict[str, Any]]) -> None:
    assert view.counts == three(records) == Counts(6, 5, 4)
    assert view.helped == sum(int(r["beneficiary"].get("count", 1)) for r in ever(records, "fulfilled")) == 41
    assert view.updated == max(day(r[state]) for state in STATES for r in ever(records, state))
    assert view.updated == dt.date(2026, 2, 27)
    # A unit that only a withheld wish names takes no part, and who is anonymous is no unit.
    assert view.units == 2


def test_rates_have_their_denominators(view: ProgressView) -> None:
    assert view.claimed == Rate(5, 6, 83)
    assert view.fulfilled == Rate(4, 5, 80)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 1, 0),
        (1, 1, 100),
        (1, 1000, 1),
        (999, 1000, 99),
        (1, 2, 50),
        (1, 8, 13),
        (2, 3, 67),
        (31, 48, 65),
        (0, 9, 0),
    ],
)
def test_a_rate_is_whole_and_says_all_and_none_only_where_it_is_so(part: int, whole: int, percent: int) -> None:
    assert counting.percent(part, whole) == percent


def test_half_of_the_wishes_took_no_longer(view: ProgressView, records: list[dict[str, Any]]) -> None:
    for days, state in ((view.days_to_claim, "claimed"), (view.days_to_light, "fulfilled")):
        taken = [(day(r[state]) - day(r["collected"])).days for r in ever(records, state)]
        assert days in taken
        assert 2 * sum(one <= (days or 0) for one in taken) >= len(taken)
        assert 2 * sum(one < (days or 0) for one in taken) < len(taken)
    assert (view.days_to_claim, view.days_to_light) == (4, 35)


def test_each_month_has_what_was_done_in_it_across_years(view: ProgressView, records: list[dict[str, Any]]) -> None:
    assert view.unit == "month"
    assert [period.label for period in view.periods] == ["2025年11月", "2025年12月", "2026年1月", "2026年2月"]
    for period, month in zip(view.periods, ("2025-11", "2025-12", "2026-01", "2026-02"), strict=True):
        found = [sum(r[state].startswith(month) for r in ever(records, state)) for state in STATES]
        assert [period.collected, period.claimed, period.fulfilled] == found
    assert [(p.collected, p.claimed, p.fulfilled) for p in view.periods] == [(2, 1, 1), (0, 1, 0), (2, 1, 1), (2, 2, 2)]


def test_the_points_of_the_plot_are_the_numbers_of_the_months(view: ProgressView) -> None:
    assert view.plot is not None
    for line in view.plot.lines:
        assert [point.value for point in line.points] == [getattr(period, line.status) for period in view.periods]


def test_kinds_are_counted_in_their_order_and_empty_ones_left_out(
    view: ProgressView, records: list[dict[str, Any]]
) -> None:
    assert [row.link.label for row in view.categories] == ["居家", "学习"]
    for row, key in zip(view.categories, ("home", "study"), strict=True):
        assert row.counts == three([record for record in records if record["category"] == key])
        assert row.bar is not None
        longest = view.categories[0].counts.collected
        assert (row.bar.collected, row.bar.claimed, row.bar.fulfilled) == tuple(
            round(1000 * number / longest)
            for number in (row.counts.collected, row.counts.claimed, row.counts.fulfilled)
        )


def test_a_place_has_the_numbers_of_those_below_it(view: ProgressView, records: list[dict[str, Any]]) -> None:
    below = {
        "石榴区": {"shiliu", "dukou", "dukou-he", "dukou-shu", "yunting", "far"},
        "渡口街道": {"dukou", "dukou-he", "dukou-shu"},
        "河边社区": {"dukou-he"},
        "书院社区": {"dukou-shu"},
        "云亭街道": {"yunting"},
    }
    assert [(row.link.label, row.depth) for row in view.places] == list(zip(below, (0, 1, 2, 2, 1), strict=True))
    for row, places in zip(view.places, below.values(), strict=True):
        assert row.counts == three([record for record in records if record["place"] in places])
    # The one at the top is the sum: a bar for it would leave no room for the others.
    assert [row.bar is None for row in view.places] == [True, False, False, False, False]


def test_those_who_lit_them_are_those_of_the_roll_of_honour(view: ProgressView) -> None:
    assert [(row.link.label, row.fulfilled, row.claimed) for row in view.granters] == [
        ("渡口志愿队", 2, 3),
        ("区图书馆", 2, 2),
        ("爱心人士", 1, 1),
    ]


def test_kinds_of_beneficiary_with_few_people_are_merged(view: ProgressView) -> None:
    # 高龄老人 12 + 26, 学生 26; 残疾人 1 and 退役军人 2 make three together, and none of what is withheld counts.
    assert [(total.name, total.people) for total in view.groups] == [("高龄老人", 38), ("学生", 26), ("", 3)]


def long_site(site: Make, *days: str) -> ProgressView:
    wishes = (
        f"- {{id: w-{day}, title: 灯, category: home, place: yunting, collected: {day},\n"
        "   beneficiary: {name: 邻居, crowd: true}}\n"
        for day in days
    )
    return planned(site(f"{SETTINGS}-- content/wishes/all.yaml --\n{''.join(wishes)}"))


@pytest.mark.parametrize(
    ("first", "last", "unit", "count", "ends"),
    [
        ("2023-03-31", "2026-02-01", "month", 36, ["2023年3月", "2026年2月"]),
        ("2023-02-28", "2026-02-01", "quarter", 13, ["2023年1季度", "2026年1季度"]),
        ("2017-04-01", "2026-02-01", "quarter", 36, ["2017年2季度", "2026年1季度"]),
        ("2017-03-31", "2026-02-01", "year", 10, ["2017年", "2026年"]),
    ],
)
def test_many_months_become_quarters_and_years(
    site: Make, first: str, last: str, unit: str, count: int, ends: list[str]
) -> None:
    view = long_site(site, first, last)
    assert (view.unit, len(view.periods)) == (unit, count)
    assert [view.periods[0].label, view.periods[-1].label] == ends
    assert sum(period.collected for period in view.periods) == 2


# The page


def page(root: Path) -> LexborHTMLParser:
    report = sites.build(root)
    assert report.problems == ()
    return LexborHTMLParser((root / "output/progress.html").read_text("utf-8"))


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def rows(tree: LexborHTMLParser, number: int) -> list[list[str]]:
    return [[words(cell) for cell in row.css("th, td")] for row in tree.css("main table")[number].css("tbody tr")]


def test_the_tables_of_the_page_are_the_plan(root: Path, view: ProgressView) -> None:
    tree = page(root)

    def told(counts: Any) -> list[str]:
        return [str(counts.collected), str(counts.claimed), str(counts.fulfilled)]

    assert rows(tree, 0) == [[period.label, *told(period)] for period in view.periods]
    assert rows(tree, 1) == [[row.link.label, *told(row.counts)] for row in view.categories]
    assert rows(tree, 2) == [[row.link.label, *told(row.counts)] for row in view.places]
    assert rows(tree, 3) == [[row.link.label, str(row.fulfilled), str(row.claimed)] for row in view.granters]
    assert rows(tree, 4) == [[total.name or "其他", str(total.people)] for total in view.groups]
    for table in tree.css("main table"):
        assert table.css_first("caption") is not None
        assert {node.attributes.get("scope") for node in table.css("th")} == {"col", "row"}


def test_the_page_says_its_numbers_with_their_denominators_and_their_day(root: Path) -> None:
    tree = page(root)
    told = [words(node) for node in tree.css(".counts dd")]
    assert told[:5] == ["6", "5", "认领率 6 个里的 5 个，83%", "4", "点亮率 5 个里的 4 个，80%"]
    assert [node.attributes["datetime"] for node in tree.css(".opening time")] == ["2026-02-27"]
    assert "从头数一遍" in words(tree.css(".opening")[0])


def test_the_plots_have_names_and_draw_the_plan(root: Path, view: ProgressView) -> None:
    tree = page(root)
    plots = tree.css("svg[role=img]")
    assert len(plots) == 2
    for plot in plots:
        for label in (plot.attributes["aria-labelledby"] or "").split():
            assert words(tree.css(f"#{label}")[0])
    assert view.plot is not None
    for line in view.plot.lines:
        drawn = plots[0].css(f"path.line.{line.status}")[0].attributes["d"]
        assert drawn == "M" + "L".join(f"{point.x},{point.y}" for point in line.points)
    bars = [rect.attributes["width"] for rect in plots[1].css("rect")]
    planned_bars = [row.bar for row in view.categories if row.bar]
    assert bars == [str(end) for bar in planned_bars for end in (bar.collected, bar.claimed, bar.fulfilled)]


def test_without_a_wish_the_page_says_so(site: Make) -> None:
    tree = page(site())
    assert tree.css("main table, main svg, main dl") == []
    assert "从一数起" in words(tree.css("main .empty")[0])


def test_one_wish_is_a_table_of_one_month_and_no_line(site: Make) -> None:
    one = (
        "-- content/wishes/w.yaml --\n"
        "- {id: w-1, title: 灯, category: home, place: dukou, collected: 2026-01-05,\n"
        "   beneficiary: {name: 邻居, crowd: true}}\n"
    )
    root = site(one)
    assert planned(root).fulfilled is None
    tree = page(root)
    assert rows(tree, 0) == [["2026年1月", "1", "0", "0"]]
    assert tree.css("details")[0].attributes.get("open", "no") != "no"
    assert tree.css(".trend") == []
    assert "认领率 1 个里的 0 个，0%" in words(tree.css(".counts")[0])
    assert "点亮率" not in words(tree.css(".counts")[0])


@pytest.mark.parametrize("path", ["index.html", "wall.html", "places.html"])
def test_menu_front_page_and_wall_lead_to_the_numbers(root: Path, path: str) -> None:
    sites.build(root)
    tree = LexborHTMLParser((root / "output" / path).read_text("utf-8"))
    assert [words(link) for link in tree.css("nav.menu a[href='progress.html']")] == ["数字"]
    assert len(tree.css("main a[href='progress.html']")) == (path != "places.html")
