"""An English site, built and read: nothing on it is Chinese, and what it says by itself reads naturally."""

from __future__ import annotations

import ast
import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import feedparser
import jinja2
import pytest
from jinja2 import nodes
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from generator.app.building.build import build
from generator.base.text import HAN
from generator.model.catalogue import ENGLISH
from generator.model.catalogue import ENGLISH_MONTHS as MONTHS
from generator.model.settings import BuildOptions
from tests import sites
from tests.app.pages import faults, pages, parse

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(f"[{HAN}\u3001-\u3020\uff01-\uff60]+|……")
"""Han characters and the marks that only Chinese uses."""

DAY = re.compile(
    rf"([1-9]|[12]\d|3[01]) (?:{'|'.join(f'{name}|{name[:3]}' for name in MONTHS)}) \d{{4}}(?:, \d\d:\d\d)?"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("english")
    shutil.copytree(Path(__file__).parent / "english", site, dirs_exist_ok=True)
    options = BuildOptions(now=dt.datetime(2026, 11, 24, 12, 0), jobs=1)
    report = build(site, options, progress=lambda *_: None)
    assert report.problems == ()
    assert report.withheld == ()
    return site / "output"


def said(tree: LexborHTMLParser, selector: str) -> str:
    """The words of an element, white space folded."""
    node = tree.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def each(tree: LexborHTMLParser, selector: str) -> list[str]:
    """The words of every such element."""
    return [" ".join(node.text().split()) for node in tree.css(selector)]


# What there is


def test_every_link_leads_somewhere(built: Path) -> None:
    assert faults(built) == []


def test_nothing_on_any_page_or_in_any_attribute_is_chinese(built: Path) -> None:
    found = []
    for path, tree in pages(built):
        for node in tree.css("html, html *"):
            own = "" if node.tag in ("style", "script") else node.text(deep=False)
            for words in (own, *(value or "" for value in node.attributes.values())):
                found += [f"{path}: <{node.tag}> {match[0]}" for match in CHINESE.finditer(words)]
    assert not found, "\n".join(found)


def test_nothing_that_machines_read_is_chinese(built: Path) -> None:
    read = [path for path in sorted(built.rglob("*")) if path.suffix in (".xml", ".json", ".txt")]
    assert {path.name for path in read} >= {"feed.xml", "sitemap.xml", "robots.txt"}
    found = [f"{path.name}: {match[0]}" for path in read for match in CHINESE.finditer(path.read_text("utf-8"))]
    assert not found, "\n".join(found)
    feed = feedparser.parse(str(built / "feed.xml"))
    assert not feed.bozo
    assert feed.entries[0].title == "Two hundred and twelve steps"


def test_every_page_says_that_it_is_english(built: Path) -> None:
    languages = {path: tree.css("html")[0].attributes["lang"] for path, tree in pages(built)}
    assert {language[:2] for language in languages.values() if language} == {"en"}
    assert None not in languages.values()


def test_every_date_reads_as_people_write_it(built: Path) -> None:
    dates = [(path, " ".join(node.text().split())) for path, tree in pages(built) for node in tree.css("time")]
    assert len(dates) > 100
    # A month of the archive or of the numbers is a date without a day.
    months = set(MONTHS)
    odd = [(path, words) for path, words in dates if not DAY.fullmatch(words) and words.split()[0] not in months]
    assert odd == []


def test_dates_for_machines_are_those_of_machines(built: Path) -> None:
    days = re.findall("<lastmod>(.*?)</lastmod>", (built / "sitemap.xml").read_text("utf-8"))
    assert days
    assert [day for day in days if not re.fullmatch(r"\d{4}-\d\d-\d\d", day)] == []
    minutes = [tree.css_first("meta[name=PubDate]") for path, tree in pages(built) if path.startswith("stories/")]
    told = [node.attributes["content"] or "" for node in minutes if node is not None]
    assert told
    assert [minute for minute in told if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", minute)] == []


# What it says


def test_the_front_page(built: Path) -> None:
    tree = parse(built / "index.html")
    assert said(tree, ".lead h2") == "Nine minutes, given back"
    assert each(tree, ".counts dt") == ["Collected", "Claimed", "Lit"]
    assert each(tree, ".counts dd") == ["13", "10", "8"]
    assert said(tree, ".waiting") == "3 wishes waiting to be lit"
    assert said(tree, ".claim").startswith("How to claim a wish To take on a wish, ring 01632 960100")
    rows = each(tree, ".honours li")
    assert "Northgate College 3 wishes lit" in rows
    assert "Tolland & Daughter 1 wish lit" in rows
    assert "A kind soul 1 wish lit" in rows


def test_a_story(built: Path) -> None:
    tree = parse(built / "stories/2026/20260203-01.html")
    assert said(tree, "nav.breadcrumb") == "Home Stories Story"
    assert said(tree, ".byline").startswith(
        "Source: Wexcombe Wishes 3 February 2026, 10:30 Reporter Nell Farrow Editor Tom Askew"
    )
    assert said(tree, ".told h2") == "The wishes in this story"
    assert "25 people" in said(tree, ".wish-card")
    assert "Claimed by Northgate College" in said(tree, ".wish-card")
    assert said(tree, ".timeline") == "Collected 1 Dec 2025 Claimed 9 Dec 2025 Fulfilled 16 Jan 2026"
    assert said(tree, ".corrections h2") == "Corrections"
    assert each(tree, ".corrections dt") == ["10 Feb 2026"]
    assert said(tree, "a[rel=prev]") == "Previous Nine minutes, given back"
    assert said(tree, "section.recommended .more").startswith("More")


def test_a_retracted_story(built: Path) -> None:
    tree = parse(built / "stories/2026/20260812-01.html")
    assert said(tree, "article.retracted .notice") == "This story has been retracted 14 Aug 2026"
    assert "Reason: We gave the wrong opening hours" in said(tree, "article.retracted")


def test_the_wall_is_in_english(built: Path) -> None:
    tree = parse(built / "wall.html")
    assert said(tree, ".about").startswith("Every window is a wish: a dark one waits")
    assert each(tree, ".facade h2") == ["Waiting 3", "Claimed 2", "Lit 8"]
    assert said(tree, ".window.collected .since") == "Waiting 2 Nov 2026"


def test_a_wish_of_each_state(built: Path) -> None:
    waiting = parse(built / "wishes/w-11.html")
    assert said(waiting, ".timeline") == "Collected 28 Sep 2026 Claimed not yet claimed Fulfilled not yet fulfilled"
    assert said(waiting, ".claim h2") == "Would you like to claim this wish?"
    assert "Or ring the local office: 01632 960120" in said(waiting, ".claim")
    claimed = parse(built / "wishes/w-10.html")
    assert said(claimed, ".kicker") == "Claimed"
    fulfilled = parse(built / "wishes/w-06.html")
    assert said(fulfilled, ".kicker") == "Lit"
    assert "How it came true" in said(fulfilled, ".wish-page")
    assert not (built / "wishes/w-14.html").exists()


def test_the_archive_names_its_months(built: Path) -> None:
    assert "March 1 story" in said(parse(built / "archive.html"), ".months")
    assert said(parse(built / "archive/2026-03.html"), "h1") == "March 2026"


def test_summaries_end_as_english_does(built: Path) -> None:
    summaries = [summary for _, tree in pages(built) for summary in each(tree, ".summary")]
    assert "A wash at the Northgate launderette takes thirty-eight minutes…" in summaries
    assert [summary for summary in summaries if " …" in summary or summary[-1] not in ".?!…”"] == []


# The catalogue


def words_of_templates() -> Iterator[tuple[str, str]]:
    """(where, word) of each constant that a template hands to ``t``; what a variable holds is not known here."""
    environment = jinja2.Environment(autoescape=True)
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".xml", ".txt", ".json"):
            for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
                named = isinstance(call.node, nodes.Name) and call.node.name == "t"
                if named and call.args and isinstance(call.args[0], nodes.Const):
                    yield f"{path.relative_to(ROOT)}:{call.lineno}", str(call.args[0].value)


def words_of_code() -> Iterator[tuple[str, str]]:
    """The same of the floors that name what stands on a page: ``self.t("…")``."""
    for floor in ("plan", "render"):
        for path in sorted((ROOT / "generator" / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if called == "t":
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", str(node.args[0].value)


def test_every_word_of_the_furniture_has_its_english() -> None:
    words = [*words_of_templates(), *words_of_code()]
    assert len(words) > 80
    missing = [f"{where}: {word}" for where, word in words if word not in ENGLISH]
    assert not missing, "\n".join(["without English in generator/model/catalogue.py:", *missing])


def test_no_english_word_of_the_catalogue_is_chinese() -> None:
    for chinese, english in ENGLISH.items():
        for words in (english,) if isinstance(english, str) else english:
            assert not CHINESE.search(words), chinese


# How it fits


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_elder"), [(320, False), (360, True)], ids=["four times as large", "large type"])
def test_no_page_scrolls_sideways(built: Path, browser: Browser, width: int, is_elder: bool) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((built / "index.html").as_uri())
    if is_elder:
        page.locator("[data-elder]").click()
    wide = []
    for path, _ in pages(built):
        page.goto((built / path).as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []
    context.close()


def test_the_words_of_an_author_are_no_furniture(tmp_path: Path) -> None:
    site = "-- content/site.yaml --\ntitle: Lamps\norganization: Street office\nlanguage: en\n"
    header = "title: A lamp\ndate: 2026-02-03\nchannel: stories\nsource: 本站"
    story = f"-- content/stories/a.md --\n---\n{header}\n---\nLight.\n"
    root = sites.make_site(tmp_path / "site", site + story)
    sites.build(root)
    assert "Source: 本站" in (root / "output/stories/2026/a.html").read_text("utf-8")
