"""A site of 400 stories that nobody laid out by hand, read from outside: complete, in order, and its numbers true."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.app.building.build import build
from generator.model.settings import BuildOptions
from generator.read import dates
from tests.app.pages import faults, parse
from tests.app.recount import KIND_HEARTED, Recount, recount
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.world import NOW

STORIES, RECOMMENDED, PER_PAGE = 400, 8, 20
LENGTH = 1000
"""Characters of a story: half of what the benchmarks take, for the sake of time."""
STATES = ("collected", "claimed", "fulfilled")


class Visitor:
    """Reads pages of a built site, each once."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.page = cache(lambda address: parse(output / address))

    def one(self, address: str, selector: str) -> str:
        node = self.page(address).css_first(selector)
        assert node is not None, (address, selector)
        return node.text(strip=True)

    def led(self, address: str, selector: str) -> str:
        """Where the first such link of a page leads; empty without one."""
        node = self.page(address).css_first(selector)
        href = node.attributes["href"] if node is not None else None
        return posixpath.normpath(posixpath.join(posixpath.dirname(address), href)) if href else ""

    def along(self, address: str, selector: str) -> Iterator[str]:
        """A page, and whatever follows by such links; a circle is a fault."""
        seen = set()
        while address:
            assert address not in seen
            seen.add(address)
            yield address
            address = self.led(address, selector)

    def listed(self, address: str, kind: str) -> list[list[str]]:
        """The ids on a listing and on each of its older pages."""
        return [
            [str(item.attributes[f"data-{kind}"]) for item in self.page(page).css(f"main [data-{kind}]")]
            for page in self.along(address, ".pager a.older")
        ]

    def facts(self, address: str) -> dict[str, str]:
        """Label and text of what a listing says of its subject."""
        rows = self.page(address).css("dl.facts > div")
        return {_text(row, "dt"): _text(row, "dd") for row in rows}


def _text(node: LexborNode, selector: str) -> str:
    found = node.css_first(selector)
    return str(found.text(strip=True)) if found is not None else ""


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    write_corpus(folder, stories=STORIES, length=LENGTH)
    moment = dates.read_moment(NOW, ZoneInfo("Asia/Shanghai"))
    assert moment is not None
    report = build(folder, BuildOptions(now=moment, jobs=2), progress=lambda *_: None)
    assert [problem for problem in report.problems if problem.is_error] == []
    assert report.withheld == ()
    return folder


@pytest.fixture(scope="module")
def told(root: Path) -> Recount:
    return recount(root)


@pytest.fixture(scope="module")
def site(root: Path) -> Visitor:
    return Visitor(root / "output")


def flat(pages: list[list[str]]) -> list[str]:
    return [item for page in pages for item in page]


def newest_first(stories: list[str]) -> list[str]:
    return stories[::-1]


def test_there_is_enough_to_look_at(told: Recount) -> None:
    assert STORIES * 0.98 < len(told.stories) <= STORIES
    assert {wish.status for wish in told.wishes} == set(STATES)
    assert len({story.channel for story in told.stories}) == len(told.channels) == 4


def test_every_story_is_in_latest_once_and_in_order(site: Visitor, told: Recount) -> None:
    pages = site.listed("latest.html", "story")
    assert flat(pages) == newest_first([story.id for story in told.stories])
    assert {len(page) for page in pages[1:]} == {PER_PAGE}
    assert PER_PAGE <= len(pages[0]) < 2 * PER_PAGE


def test_every_story_is_in_its_channel_once_and_in_no_other(site: Visitor, told: Recount) -> None:
    for channel in told.channels:
        stories = newest_first([story.id for story in told.stories if story.channel == channel])
        assert flat(site.listed(f"channels/{channel}.html", "story")) == stories, channel


def test_kinds_of_wish_places_and_granters_list_their_stories_once_and_in_order(site: Visitor, told: Recount) -> None:
    for category in told.categories:
        stories = [story.id for story in told.stories if category in story.categories]
        assert flat(site.listed(f"categories/{category}.html", "story")) == newest_first(stories), category
    for place in told.parents:
        stories = [story.id for story in told.of_place(place)[0]]
        assert flat(site.listed(f"places/{place}.html", "story")) == newest_first(stories), place
    for granter in told.names.keys() - told.parents.keys():
        stories = [story.id for story in told.stories if granter in story.granters]
        assert flat(site.listed(f"granters/{granter}.html", "story")) == newest_first(stories), granter


def test_one_reads_from_the_oldest_story_to_the_newest_and_back(site: Visitor, told: Recount) -> None:
    addresses = [story.address for story in told.stories]
    assert list(site.along(addresses[0], "a[rel=next]")) == addresses
    assert list(site.along(addresses[-1], "a[rel=prev]")) == addresses[::-1]


def test_recommended_reading_is_full_and_reaches_every_story_and_none_too_often(site: Visitor, told: Recount) -> None:
    cited: Counter[str] = Counter()
    for story in told.stories:
        items = site.page(story.address).css("section.recommended [data-story]")
        chosen = [str(item.attributes["data-story"]) for item in items]
        assert len(chosen) == len(set(chosen)) == RECOMMENDED, story.id
        assert story.id not in chosen
        cited.update(chosen)
    assert cited.keys() == {story.id for story in told.stories}
    assert max(cited.values()) <= len(told.stories) // 8


def test_the_sites_recommended_reading_is_varied(site: Visitor, told: Recount) -> None:
    (chosen,) = site.listed("recommended.html", "story")
    assert len(chosen) == len(set(chosen)) == 40
    channels = {story.id: story.channel for story in told.stories}
    same = sum(channels[one] == channels[other] for one, other in pairwise(chosen))
    assert same < 12
    assert {channels[story] for story in chosen} == set(told.channels)


def test_every_wish_is_on_the_wall_of_its_status_once_and_has_a_page(site: Visitor, told: Recount) -> None:
    for status in STATES:
        wishes = [wish.id for wish in told.wishes if wish.status == status]
        assert flat(site.listed(f"wall/{status}.html", "wish")) == wishes[::-1], status
    assert {path.stem for path in (site.output / "wishes").glob("*.html")} == {wish.id for wish in told.wishes}


def test_the_numbers_of_wall_and_front_are_a_recount(site: Visitor, told: Recount) -> None:
    by_status = Counter(wish.status for wish in told.wishes)
    heads = [numbers(head.text()) for head in site.page("wall.html").css("main section h2")]
    assert [head[-1] for head in heads] == [by_status[status] for status in STATES]
    for status in STATES:
        assert numbers(site.one(f"wall/{status}.html", "h1")) == [by_status[status]]
    shown = tuple(int(node.text(strip=True)) for node in site.page("index.html").css("section.counts dd"))
    assert shown == told.far()


def test_the_roll_of_honour_is_a_recount(site: Visitor, told: Recount) -> None:
    rows = [row.text(separator="\t", strip=True).split("\t") for row in site.page("granters.html").css("tbody tr")]
    shown = {row[0]: (int(row[-2]), int(row[-1])) for row in rows}
    assert len(shown) == len(rows)
    named = {told.names[granter]: told.of_granter(granter) for granter in told.names.keys() - told.parents.keys()}
    named["爱心人士"] = told.of_granter(KIND_HEARTED)
    assert shown == {name: numbers for name, numbers in named.items() if numbers[1]}
    ranks = [shown[row[0]] for row in rows if row[0] != "爱心人士"]
    assert ranks == sorted(ranks, reverse=True)
    for granter in told.names.keys() - told.parents.keys():
        facts = site.facts(f"granters/{granter}.html")
        assert (int(facts["点亮心愿"]), int(facts["认领心愿"])) == told.of_granter(granter), granter


def test_the_numbers_of_every_place_include_those_below(site: Visitor, told: Recount) -> None:
    tree = {_link(node): numbers(_text(node, ".meta"))[:2] for node in site.page("places.html").css(".tree li > p")}
    assert len(tree) == len(told.parents)
    for place in told.parents:
        stories, wishes = told.of_place(place)
        assert tree[f"places/{place}.html"] == [len(stories), len(wishes)], place
        assert int(site.facts(f"places/{place}.html")["征集心愿"]) == len(wishes)
        below = [child for child, parent in told.parents.items() if parent == place]
        assert all(tree[f"places/{child}.html"][1] <= len(wishes) for child in below)
    top = next(place for place, parent in told.parents.items() if not parent)
    assert tree[f"places/{top}.html"] == [len(told.stories), len(told.wishes)]


def _link(node: LexborNode) -> str:
    link = node.css_first("a")
    return str(link.attributes["href"]) if link is not None else ""


def test_the_archives_months_add_up_to_all_stories(site: Visitor, told: Recount) -> None:
    shown = {}
    for item in site.page("archive.html").css(".months a"):
        month = Path(str(item.attributes["href"])).stem
        shown[month] = numbers(item.text())[-1]
        stories = newest_first([story.id for story in told.stories if story.date.startswith(month)])
        assert flat(site.listed(f"archive/{month}.html", "story")) == stories
    assert shown == dict(told.months())
    assert sum(shown.values()) == len(told.stories)


def test_the_page_of_numbers_is_a_recount(site: Visitor, told: Recount) -> None:
    page = parse(site.output / "progress.html")
    totals = [numbers(node.text())[0] for node in page.css("section.counts dd:not(.rate)")]
    units = {who for wish in told.wishes for who in wish.granters} - {KIND_HEARTED}
    helped = sum(wish.people for wish in told.wishes if wish.fulfilled)
    assert totals[:5] == [*told.far(), helped, len(units)]
    shown = {
        _text(table, "caption"): [[int(cell.text()) for cell in row.css("td")[-3:]] for row in table.css("tbody tr")]
        for table in page.css("table:has(caption)")
    }
    by_time = next(rows for title, rows in shown.items() if title.startswith("每"))
    assert [sum(column) for column in zip(*by_time, strict=True)] == list(told.far())
    kinds = [[wish for wish in told.wishes if wish.category == category] for category in told.categories]
    assert shown["各类心愿"] == [
        [len(wishes), sum(bool(wish.claimed) for wish in wishes), sum(bool(wish.fulfilled) for wish in wishes)]
        for wishes in kinds
        if wishes
    ]
    newest = max(day for wish in told.wishes for day in (wish.collected, wish.claimed, wish.fulfilled))
    assert [node.attributes["datetime"] for node in page.css(".opening time")] == [newest]


def test_the_open_data_are_a_recount(site: Visitor, told: Recount) -> None:
    data = json.loads((site.output / "wishes.json").read_text("utf-8"))
    assert (data["counts"]["collected"], data["counts"]["claimed"], data["counts"]["fulfilled"]) == told.far()
    assert data["counts"]["helped"] == sum(wish.people for wish in told.wishes if wish.fulfilled)
    shown = [
        (wish["id"], wish["category"]["id"], wish["place"]["id"], wish["status"], wish["count"], wish["collected"])
        for wish in data["wishes"]
    ]
    assert shown == sorted(
        (wish.id, wish.category, wish.place, wish.status, wish.people, wish.collected) for wish in told.wishes
    )


def test_every_link_inside_the_site_leads_somewhere(site: Visitor) -> None:
    assert faults(site.output) == []


def test_a_visitor_notices_a_circle_and_a_missing_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<main><nav class="pager"><a class="older" href="a.html">x</a></nav></main>')
    assert isinstance(Visitor(tmp_path).page("a.html"), LexborHTMLParser)
    with pytest.raises(AssertionError):
        list(Visitor(tmp_path).along("a.html", ".pager a.older"))
