"""What a build says to machines: feeds, heads of pages, and a policy that lets nothing foreign in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from tests import sites
from tests.app.pages import faults, pages, parse
from tests.browser import chromium

BASE_URL = "https://news.example.org/wishes/"
SITE = f"""
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
base_url: {BASE_URL}
description: 心愿和兑现以后的故事
categories: {{home: 居家}}
footer: {{site_code: "4503050001"}}
-- content/channels.yaml --
- {{id: stories, name: 心愿故事, description: 从写下到兑现}}
- {{id: notices, name: 通知}}
-- content/media/lamp.png --
1600x900
-- content/stories/a.md --
---
title: "灯亮了</script><script>alert(1)</script>"
date: 2026-02-03 09:30
channel: stories
author: [覃一鸣, 何秋]
source: {{name: 石榴发布, url: "https://example.org/"}}
tags: [微心愿, 夜晚]
cover: {{src: media/lamp.png, alt: 灯}}
corrections: [{{date: 2026-02-05, text: 三楼应为二楼}}]
---
楼道里的灯亮了，见[墙](/wall.html)和脚注[^1]。

[^1]: 一条脚注。
-- content/stories/b.md --
---
title: 撤下的一篇
date: 2026-02-06 09:30
channel: stories
retracted: {{date: 2026-02-07, reason: 更换}}
---
正文。
"""
STORY, TOMBSTONE = "stories/2026/a.html", "stories/2026/b.html"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = sites.make_site(tmp_path_factory.mktemp("machines") / "site", SITE)
    assert sites.build(root).problems == ()
    return root


@pytest.fixture(scope="module")
def built(root: Path) -> Path:
    return root / "output"


def meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The meta tags of a page by name or property; one that is repeated, joined by a bar."""
    found: dict[str, str] = {}
    for node in tree.css("meta[name], meta[property]"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        found[name] = "|".join(filter(None, (found.get(name), node.attributes["content"])))
    return found


# Feeds


@pytest.mark.parametrize("path", ["feed.xml", "rss.xml", "channels/stories.xml", "channels/notices.xml"])
def test_feeds_are_read_without_a_complaint(built: Path, path: str) -> None:
    feed = feedparser.parse(str(built / path))
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) == (path != "channels/notices.xml")
    for entry in feed.entries:
        assert entry.link == BASE_URL + STORY
        assert f'<a href="{BASE_URL}wall.html">墙</a>' in entry.content[0].value
        assert "三楼应为二楼" in entry.content[0].value


def test_the_feed_of_json_is_json(built: Path) -> None:
    (item,) = json.loads((built / "feed.json").read_text("utf-8"))["items"]
    assert item["url"] == BASE_URL + STORY


def test_every_page_leads_to_the_feeds_and_a_story_to_that_of_its_channel(built: Path) -> None:
    def feeds(path: str) -> list[str | None]:
        return [node.attributes["href"] for node in parse(built / path).css("link[rel=alternate]")]

    every = ["feed.xml", "rss.xml", "feed.json"]
    assert feeds("index.html") == feeds("latest.html") == every
    assert feeds("channels/stories.html") == ["../channels/stories.xml", *(f"../{path}" for path in every)]
    assert feeds(STORY) == ["../../channels/stories.xml", *(f"../../{path}" for path in every)]
    assert faults(built) == []


# Heads


def test_every_page_is_its_own_address_but_for_the_one_that_is_not_found(built: Path) -> None:
    for path, tree in pages(built):
        own = [node.attributes["href"] for node in tree.css("link[rel=canonical]")]
        assert own == ([] if path == "404.html" else [BASE_URL + path])
        assert ("noindex" in meta(tree).get("robots", "")) == (path in ("404.html", TOMBSTONE)), path


def test_a_story_has_the_tags_of_chinese_sites(built: Path) -> None:
    tags = meta(parse(built / STORY))
    assert {name: tags.get(name) for name in tags if name[0].isupper()} == {
        "SiteName": "点亮",
        "SiteDomain": "news.example.org",
        "SiteIDCode": "4503050001",
        "ColumnName": "心愿故事",
        "ColumnType": "工作动态",
        "ArticleTitle": "灯亮了</script><script>alert(1)</script>",
        "PubDate": "2026-02-03 09:30",
        "ContentSource": "石榴发布",
        "Author": "覃一鸣,何秋",
        "Keywords": "微心愿,夜晚",
        "Url": BASE_URL + STORY,
    }


def test_a_channel_says_what_it_is(built: Path) -> None:
    tags = meta(parse(built / "channels/stories.html"))
    assert [tags[f"Column{name}"] for name in ("Name", "Type", "Description", "Keywords")] == [
        "心愿故事",
        "工作动态",
        "从写下到兑现",
        "心愿故事,点亮",
    ]
    assert tags["description"] == tags["og:description"] == "从写下到兑现"


def test_a_story_can_be_shared(built: Path) -> None:
    tags = meta(parse(built / STORY))
    assert (tags["og:image"], tags["og:image:width"]) == (f"{BASE_URL}cards/a.jpg", "1200")
    told = {name: tags[name] for name in tags if ":" in name and not name.startswith(("og:description", "og:image"))}
    assert told == {
        "og:type": "article",
        "og:title": "灯亮了</script><script>alert(1)</script>",
        "og:url": BASE_URL + STORY,
        "og:site_name": "点亮",
        "og:locale": "zh_CN",
        "twitter:card": "summary_large_image",
        "article:published_time": "2026-02-03T09:30:00+08:00",
        "article:modified_time": "2026-02-05T00:00:00+08:00",
        "bytedance:published_time": "2026-02-03T09:30:00+08:00",
        "bytedance:updated_time": "2026-02-05T00:00:00+08:00",
        "article:section": "心愿故事",
        "article:tag": "微心愿|夜晚",
    }
    assert meta(parse(built / "wall.html"))["og:type"] == "website"
    assert not [name for name in meta(parse(built / TOMBSTONE)) if ":" in name]


def test_data_inside_a_page_is_json_and_ends_nowhere_else(built: Path) -> None:
    tree = parse(built / STORY)
    things = [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]')]
    assert [thing.get("@type") for thing in things] == ["BreadcrumbList", "NewsArticle", None]
    assert things[1]["headline"] == "灯亮了</script><script>alert(1)</script>"


# The policy


def test_every_page_forbids_what_is_foreign_and_needs_nothing_that_is_forbidden(built: Path) -> None:
    for path, tree in pages(built):
        (policy,) = (node.attributes["content"] or "" for node in tree.css("meta[http-equiv=Content-Security-Policy]"))
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        digest = rules.pop("style-src", "")
        assert rules == {
            "default-src": "'self' file:",
            "img-src": "'self' file: data:",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self' file:",
        }
        assert meta(tree)["referrer"] == "strict-origin-when-cross-origin"
        assert tree.css("[style], [onclick], script:not([src]):not([type='application/ld+json'])") == [], path
        styles = [
            base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode() for node in tree.css("style")
        ]
        assert not digest or digest.startswith("'self' file: ")  # the preview brings a style of its own
        assert re.findall("'sha256-([^']*)'", digest) == styles
        assert len(styles) == (path == "404.html")


class _Server:
    """A folder served below ``/a/b/``."""

    def __init__(self, folder: Path) -> None:
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def translate_path(self, path: str) -> str:
                return super().translate_path(path.removeprefix("/a/b"))

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/a/b/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[str]:
    server = _Server(built)
    yield server.address
    server.close()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.browser
@pytest.mark.parametrize("way", ["server", "double click"])
def test_a_browser_lets_all_that_is_ours_pass_and_nothing_else(page: Page, built: Path, server: str, way: str) -> None:
    base = server if way == "server" else f"file://{built}/"
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    for path in ("index.html", STORY, "wall.html", "404.html"):
        page.goto(base + path)
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", path
    page.goto(base + STORY)
    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 0
    assert page.locator("[data-elder]").is_visible()  # the script ran
    page.evaluate(
        """document.body.insertAdjacentHTML('beforeend', '<form id="search" action="../../index.html"><button>')"""
    )
    page.locator("#search button").click()
    page.wait_for_url("**/index.html?")
    assert heard == []
    violated = page.evaluate(
        """() => new Promise((done) => {
          const met = [];
          setTimeout(() => done(met), 5000);
          document.addEventListener("securitypolicyviolation", (event) => {
            met.push(event.effectiveDirective);
            if (met.length === 3) done(met.sort());
          });
          document.body.append(
            Object.assign(new Image(), { src: "https://tracker.example.com/a.gif" }),
            Object.assign(document.createElement("script"), { src: "https://cdn.example.com/a.js" }),
            Object.assign(document.createElement("script"), { textContent: "alert(1)" }),
          );
        })"""
    )
    assert violated == ["img-src", "script-src-elem", "script-src-elem"]


def test_robots_are_kept_out_of_a_preview(site: Callable[..., Path]) -> None:
    root = site(
        "-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\ndraft: true\n---\n灯。\n"
    )
    assert sites.build(root).problems == ()
    assert not sites.build(root, drafts=True).failed(strict=True)
    assert "Allow: /\n" in (root / "output/robots.txt").read_text("utf-8")
    assert (root.parent / "preview/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    assert not (root.parent / "preview/sitemap.xml").exists()
