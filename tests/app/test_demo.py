"""The demo, built as ``make site`` builds it, and read as its visitors do."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
import xmlschema
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.app.building.build import build
from generator.app.outcome import Report
from generator.model.settings import BuildOptions
from generator.read import picturemeta
from tests import sites
from tests.app.pages import faults, pages, parse
from tests.sites import read

ROOT = Path(__file__).resolve().parents[2]
NOW = dt.datetime(2026, 11, 24, 12, 0)
STORY = "stories/2026/20260525-01.html"


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None, selector
    return node


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "output"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.copy_of(ROOT, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def report(demo: Path, output: Path) -> Report:
    options = BuildOptions(now=NOW, output=str(output), jobs=1, clean=True)
    return build(demo, options, progress=lambda *_: None)


@pytest.fixture(scope="module")
def built(report: Report, output: Path) -> Path:
    assert report.problems == ()
    return output


def test_what_is_withheld_is_listed_with_its_reason(report: Report) -> None:
    assert {(item.id, item.reason) for item in report.withheld} == {
        ("2026-0006", "consent-withdrawn"),
        ("2026-0008", "consent-expired"),
        ("20260310-01", "consent-withdrawn"),
        ("20260326-01", "consent-expired"),
    }
    assert [(item.id, f"{item.until:%Y-%m-%d %H:%M}") for item in report.held_back] == [
        ("20270206-01", "2027-02-06 09:00")
    ]
    assert report.drafts == ("20261118-01",)


def test_nothing_of_what_is_not_public_is_in_any_file(built: Path) -> None:
    gone = ["20260310-01", "20260326-01", "2026-0006", "2026-0008", "2026-0015", "20270206-01", "20261118-01"]
    for path in built.rglob("*"):
        if path.is_file() and path.suffix not in {".jpg", ".webp"}:
            text = path.read_text("utf-8")
            assert not [item for item in gone if item in text], path
            assert not [item for item in gone if item in path.name]


def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(built: Path) -> None:
    assert faults(built) == []


def test_every_page_has_its_landmarks_and_one_heading(built: Path) -> None:
    for path, tree in pages(built):
        counts = {name: len(tree.css(name)) for name in ("header", "main", "footer", "h1")}
        assert counts == {"header": 1, "main": 1, "footer": 1, "h1": 1}, path
        assert one(tree, "html").attributes["lang"] == "zh-CN"
        assert one(tree, "title").text().strip()


def test_a_story_page_has_everything_in_the_order_of_the_contract(built: Path) -> None:
    tree = parse(built / STORY)
    wanted = [
        "header",
        "nav.breadcrumb",
        "article[data-story] .kicker",
        "article h1",
        "article .source",
        "article time[datetime]",
        "article figure img[alt]",
        "article figure figcaption",
        "article .prose p",
        "article .wish-card[data-wish]",
        "article .tags a",
        "article svg.qr",
        "a[rel=prev]",
        "a[rel=next]",
        "section.recommended [data-story]",
        "section.recommended a.more",
        "footer",
    ]
    order = [node.mem_id for node in tree.css("*")]
    places = []
    for selector in wanted[:-2]:
        node = tree.css_first(selector)
        assert node is not None, selector
        places.append(order.index(node.mem_id))
    assert places == sorted(places)
    assert tree.css_first(wanted[-2]) is not None
    assert order.index(one(tree, "footer").mem_id) > places[-1]


def test_previous_is_older_and_next_is_newer_both_with_titles(built: Path) -> None:
    tree = parse(built / STORY)
    older, newer = one(tree, "a[rel=prev]"), one(tree, "a[rel=next]")
    assert (older.attributes["href"], newer.attributes["href"]) == (
        "../../stories/2026/20260428-01.html",
        "../../stories/2026/20260605-01.html",
    )
    assert "一把椅子，六层楼" in older.text()
    assert "十一首船歌，有九首没有名字" in newer.text()


def test_recommended_reading_is_complete_and_never_the_story_itself(built: Path) -> None:
    tree = parse(built / STORY)
    items = [node.attributes["data-story"] for node in tree.css("section.recommended [data-story]")]
    assert len(items) == len(set(items)) == 8
    assert "20260525-01" not in items
    for node in tree.css("section.recommended [data-story]"):
        assert node.css_first("a[href]")
        assert node.css_first("time[datetime]")
        assert node.css_first(".summary")


def test_latest_and_its_pages_hold_each_story_once_newest_first(built: Path) -> None:
    listed: list[str | None] = []
    path: Path | None = built / "latest.html"
    while path is not None:
        tree = parse(path)
        listed += [node.attributes["data-story"] for node in tree.css("main [data-story]")]
        older = tree.css_first("main a.older")
        path = (path.parent / (older.attributes["href"] or "")).resolve() if older else None
    assert len(listed) == 29  # 34 less withheld, held back, draft and retracted ones
    assert listed == sorted(listed, key=str, reverse=True)
    assert len(set(listed)) == 29


def test_the_wall_has_windows_of_every_state_kind_and_village(built: Path) -> None:
    front = parse(built / "index.html")
    assert [node.text(strip=True) for node in front.css(".counts dd")] == ["66", "54", "45"]
    for path in sorted([*(built / "categories").glob("*.html"), *(built / "places").glob("*.html")]):
        assert one(parse(path), "main [data-story]"), path


@pytest.mark.parametrize("story", ["20260212-01", "20260918-01"])
def test_the_accounts_in_the_stories_are_a_recount_of_the_records(story: str) -> None:
    _, records, _ = read(ROOT)
    days = [(wish.collected, wish.claimed, wish.fulfilled) for wish in records.wishes]
    text = (ROOT / f"content/stories/2026/{story}.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:(\d{4})年)?(\d{1,2})月 \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert len(rows) >= 3
    for year, month, *told in rows:
        here = f"{year or story[:4]}-{int(month):02}"
        counted = [
            sum(day is not None and f"{day:%Y-%m}" == here for day in column) for column in zip(*days, strict=True)
        ]
        assert [int(number) for number in told] == counted, (year, month)


def test_a_retracted_story_keeps_a_tombstone_without_its_text_and_is_listed_nowhere(built: Path) -> None:
    tree = parse(built / "stories/2026/20260420-01.html")
    assert tree.css_first("article.retracted") is not None
    assert tree.css_first("article .prose") is None
    assert "20260420-01" not in (built / "latest.html").read_text("utf-8")
    assert "20260420-01" not in (built / "feed.xml").read_text("utf-8")


def test_a_place_is_shown_as_its_parent_without_the_consent_for_villages(built: Path) -> None:
    # 2026-0010 is an adult's wish whose consent does not cover the village.
    tree = parse(built / "wishes/2026-0010.html")
    link = next(node for node in tree.css("main a") if (node.attributes.get("href") or "").startswith("../places/"))
    assert "-" not in Path(link.attributes["href"] or "").stem


def test_granters_without_consent_are_one_kind_hearted_line(built: Path) -> None:
    everything = "".join(path.read_text("utf-8") for path in built.rglob("*.html"))
    assert "不留名的邻居" not in everything
    rows = [node.text() for node in parse(built / "granters.html").css("main tr, main li")]
    assert len([row for row in rows if "爱心人士" in row]) == 1


def test_pictures_carry_no_metadata_and_nameless_names(built: Path) -> None:
    pictures = sorted((built / "media").iterdir())
    assert pictures
    for path in pictures:
        assert path.suffix in {".jpg", ".webp"}
        assert set(path.stem) <= set("0123456789abcdef")
    for path in (*pictures, *built.glob("cards/**/*.jpg")):
        assert picturemeta.carried(path.read_bytes(), path.suffix) == picturemeta.Carried()


def test_a_story_weighs_little_before_its_pictures(built: Path) -> None:
    style = next((built / "assets").glob("site.*.css")).read_bytes()
    assert len(style) < 20_000
    weights = {
        path.name: len(gzip.compress(path.read_bytes())) + len(gzip.compress(style))
        for path in (built / "stories").rglob("*.html")
    }
    assert max(weights.values()) < 30_000
    assert len(weights) > 20


def test_the_feed_is_well_formed_and_holds_the_newest_story_first(built: Path) -> None:
    feed = feedparser.parse(str(built / "feed.xml"))
    assert not feed.bozo
    assert feed.entries[0].title == "冬季征集开始：这几张卡片正在等人"
    assert feed.entries[0].link == "https://news.example.org/wishes/stories/2026/20261112-01.html"
    assert all(entry.summary for entry in feed.entries)


def test_the_sitemap_is_one_by_the_schema_of_its_protocol(built: Path) -> None:
    schema = xmlschema.XMLSchema(str(Path(__file__).with_name("sitemap.xsd")))
    schema.validate(str(built / "sitemap.xml"))
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate((built / "sitemap.xml").read_text("utf-8").replace("<loc>https://news", "<loc>news", 1))


def test_the_sitemap_lists_every_page_that_may_be_indexed(built: Path) -> None:
    tree = LexborHTMLParser((built / "sitemap.xml").read_text("utf-8"))
    listed = {node.text() for node in tree.css("loc")}
    found = {path for path, tree in pages(built) if not tree.css("meta[name=robots][content=noindex]")}
    assert listed == {f"https://news.example.org/wishes/{path}" for path in found}
    # A page for what is not there, a tombstone, and an old address that leads on.
    hidden = {"404.html", "stories/2026/20260420-01.html", "old/zhubu-ferry-lamp.html"}
    assert {path for path, _ in pages(built)} - found == hidden


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_clean_builds_are_the_same_to_the_byte_whatever_the_machine(demo: Path, built: Path, tmp_path: Path) -> None:
    """Another process, two workers, another hash seed, locale, time zone and umask."""
    other = tmp_path / "elsewhere"
    environment = {**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "America/Lima", "PYTHONUTF8": "0"}
    subprocess.run(
        [
            *(sys.executable, "-m", "generator", "build", str(demo), "--clean", "--jobs", "2"),
            *("--output", str(other), "--now", "2026-11-24 12:00"),
        ],
        check=True,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        umask=0o077,
    )
    assert digests(other) == digests(built)
