"""What templates make for machines: well-formed whatever the texts hold, and read by those who read feeds."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import Footer
from generator.plan.views.frame import Chrome, View
from generator.plan.views.machines import (
    FeedEntry,
    FeedStory,
    FeedView,
    SitemapEntry,
    SitemapIndexView,
    SitemapView,
)
from generator.render.templates import Templates

ROOT = Path(__file__).parents[2] / "templates"
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(ROOT.glob("*.*")) if path.suffix in (".xml", ".txt")}
TEMPLATES = Templates(TEXTS, language="zh-CN")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE_URL = "https://example.org/w/"


def chrome(text: str = "点亮") -> Chrome:
    return Chrome(
        title=text,
        organization=text,
        description=text,
        language="zh-CN",
        base_url=BASE_URL,
        claim="",
        channels=(),
        menu=(),
        footer=Footer(),
        style="",
        print_style="",
        script="",
        icon="",
    )


def frame(path: str, text: str = "点亮") -> dict[str, Any]:
    return {"chrome": chrome(text), "path": path, "root": "", "heading": text}


def feed(text: str = "点亮", content: str = "<p>正文</p>", **changes: Any) -> FeedView:
    story = FeedStory(
        id="tag:example.org,2026:/w/stories/a",
        address="stories/2026/a.html",
        title=text,
        summary=text,
        date=dt.datetime(2026, 2, 3, 9, 30, tzinfo=SHANGHAI),
        updated=dt.datetime(2026, 2, 4, 10, 0, tzinfo=SHANGHAI),
        authors=(text, "何秋"),
        terms=(text,),
        lead=None,
        corrections=(),
    )
    view = FeedView(
        **frame("feed.xml", text),
        description=text,
        id="tag:example.org,2026:/w/",
        home=f"{BASE_URL}index.html",
        url=f"{BASE_URL}feed.xml",
        updated=story.updated,
        entries=(FeedEntry(story, f"{BASE_URL}{story.address}", "", content),),
    )
    return msgspec.structs.replace(view, **changes)


@pytest.mark.parametrize("name", sorted(name for name in TEXTS if name.endswith(".xml")))
def test_a_template_of_xml_stands_inside_the_filter_as_a_whole(name: str) -> None:
    assert TEXTS[name].startswith('{% filter xml %}\n<?xml version="1.0" encoding="utf-8"?>\n')
    assert TEXTS[name].endswith("{% endfilter %}\n")


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
@given(st.text(st.characters()))
def test_a_feed_is_well_formed_whatever_its_texts_hold(name: str, text: str) -> None:
    hostile = f"{text}\x00\x0b\x1b\ud83d\ufffe]]>&<b>"
    written = TEMPLATES.render(name, feed(hostile, content=f"<p>{hostile}</p>")).encode()
    ET.fromstring(written)


def test_readers_get_the_whole_text_and_every_date_from_atom() -> None:
    read = feedparser.parse(TEMPLATES.render("feed.xml", feed("甲<乙>&丙", content="<p>甲 &lt; <b>乙</b></p>")))
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, read.feed.id, read.feed.title) == ("atom10", "tag:example.org,2026:/w/", "甲<乙>&丙")
    (entry,) = read.entries
    assert entry.title == "甲<乙>&丙"
    assert (entry.id, entry.link) == ("tag:example.org,2026:/w/stories/a", f"{BASE_URL}stories/2026/a.html")
    assert entry.content[0].type == "text/html"
    assert entry.content[0].value == "<p>甲 &lt; <b>乙</b></p>"
    assert (entry.published, entry.updated) == ("2026-02-03T09:30:00+08:00", "2026-02-04T10:00:00+08:00")
    assert [author.name for author in entry.authors] == ["甲<乙>&丙", "何秋"]
    assert [tag.term for tag in entry.tags] == ["甲<乙>&丙"]


def test_readers_get_the_same_from_rss() -> None:
    read = feedparser.parse(TEMPLATES.render("rss.xml", feed("甲<乙>&丙", url=f"{BASE_URL}rss.xml")))
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, read.feed.link) == ("rss20", f"{BASE_URL}index.html")
    assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{BASE_URL}rss.xml"]
    assert read.feed.updated == "Wed, 04 Feb 2026 10:00:00 +0800"
    (entry,) = read.entries
    assert (entry.id, entry.guidislink) == ("tag:example.org,2026:/w/stories/a", False)
    assert entry.published == "Tue, 03 Feb 2026 09:30:00 +0800"
    assert entry.content[0].value == "<p>正文</p>"
    assert [author.name for author in entry.authors] == ["甲<乙>&丙", "何秋"]


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_a_feed_without_stories_is_a_feed(name: str) -> None:
    read = feedparser.parse(TEMPLATES.render(name, feed(entries=(), updated=None)))
    assert not read.bozo, read.get("bozo_exception")
    assert read.entries == []


def test_a_sitemap_is_as_the_protocol_has_it() -> None:
    entries = (SitemapEntry(f"{BASE_URL}a.html?b&c", dt.date(2026, 2, 3)), SitemapEntry(f"{BASE_URL}d.html", None))
    root = ET.fromstring(TEMPLATES.render("sitemap.xml", SitemapView(**frame("sitemap.xml"), entries=entries)))
    assert root.tag == f"{SITEMAPS}urlset"
    assert [[(part.tag.removeprefix(SITEMAPS), part.text) for part in url] for url in root] == [
        [("loc", f"{BASE_URL}a.html?b&c"), ("lastmod", "2026-02-03")],
        [("loc", f"{BASE_URL}d.html")],
    ]
    assert {url.tag for url in root} == {f"{SITEMAPS}url"}


def test_an_index_of_sitemaps_names_its_parts() -> None:
    view = SitemapIndexView(**frame("sitemap.xml"), urls=(f"{BASE_URL}sitemap-1.xml", f"{BASE_URL}sitemap-2.xml"))
    root = ET.fromstring(TEMPLATES.render("sitemap_index.xml", view))
    assert root.tag == f"{SITEMAPS}sitemapindex"
    assert [part.findtext(f"{SITEMAPS}loc") for part in root.iterfind(f"{SITEMAPS}sitemap")] == list(view.urls)


def test_robots_may_read_everything_and_are_told_of_the_sitemap() -> None:
    assert TEMPLATES.render("robots.txt", View(**frame("robots.txt"))) == (
        f"User-agent: *\nAllow: /\nSitemap: {BASE_URL}sitemap.xml\n"
    )
