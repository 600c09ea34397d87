"""Feeds: which stories, under which names, with texts that need no page round them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.plan.feeds import FEED_STORIES
from tests.plan.planned import BASE_URL, SETTINGS, outputs, view

CHANNELS = """
-- content/channels.yaml --
- {id: stories, name: 心愿故事}
- {id: notices, name: 通知, description: 开始和结束}
"""
WISH = """
-- content/wishes/w.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou
  beneficiary: {name: 楼里的邻居, crowd: true, count: 3}
  collected: 2026-01-01
"""
RICH = """
-- content/media/lamp.png --
40x30
-- content/stories/rich.md --
---
title: 灯亮了
date: 2026-02-03 09:30
channel: stories
author: [覃一鸣, 何秋]
tags: [微心愿]
cover: {src: media/lamp.png, alt: 一盏<灯>, caption: 楼道, credit: 本站}
corrections: [{date: 2026-02-05, text: 三楼应为二楼}]
---
说到[[wish:w-1]]，大家都笑了，见[墙](/wall.html)[^1]。

![灯](media/lamp.png)

[^1]: 一条脚注。
"""


def story(number: int, *, channel: str = "stories", more: str = "") -> str:
    return (
        f"-- content/stories/s{number:02}.md --\n---\ntitle: 第{number}篇\ndate: 2026-01-{number:02} 09:00\n"
        f"channel: {channel}\n{more}---\n第{number}篇的正文。\n"
    )


def test_feeds_hold_the_newest_stories_first_each_channel_its_own(tmp_path: Path) -> None:
    text = CHANNELS + "".join(story(n, channel="notices" if n % 5 == 0 else "stories") for n in range(1, 26))
    planned = outputs(tmp_path, text)
    newest = [f"第{number}篇" for number in range(25, 25 - FEED_STORIES, -1)]
    for path in ("feed.xml", "rss.xml"):
        assert [entry.story.title for entry in view(planned, path).entries] == newest
    assert [item["title"] for item in view(planned, "feed.json")["items"]] == newest
    notices = view(planned, "channels/notices.xml")
    assert [entry.story.title for entry in notices.entries] == ["第25篇", "第20篇", "第15篇", "第10篇", "第5篇"]
    assert (notices.heading, notices.description) == ("通知 - 点亮", "开始和结束")
    assert (notices.home, notices.url) == (f"{BASE_URL}channels/notices.html", f"{BASE_URL}channels/notices.xml")


def test_a_text_stands_alone_every_address_in_it_is_full(tmp_path: Path) -> None:
    entry = view(outputs(tmp_path, CHANNELS + WISH + RICH), "feed.xml").entries[0]
    assert f'<a href="{BASE_URL}wishes/w-1.html">一盏灯</a>' in entry.content
    assert f'<a href="{BASE_URL}wall.html">墙</a>' in entry.content
    addresses = re.findall(r'(?:href|src)="([^"]*)"', entry.content)
    assert len(addresses) >= 6
    assert [address for address in addresses if not address.startswith(BASE_URL)] == []
    assert f"{entry.url}#" in entry.content


def test_a_text_begins_with_the_lead_picture_and_ends_with_corrections(tmp_path: Path) -> None:
    entry = view(outputs(tmp_path, CHANNELS + WISH + RICH), "feed.xml").entries[0]
    assert entry.content.startswith(f'<figure><img src="{entry.picture}" alt="一盏&lt;灯&gt;" width="40" height="30">')
    assert "<figcaption>楼道 本站</figcaption></figure>" in entry.content
    assert entry.content.endswith("<h2>更正</h2><ul><li>2026-02-05 三楼应为二楼</li></ul>")


def test_a_correction_counts_as_an_update_and_the_build_does_not(tmp_path: Path) -> None:
    feed = view(outputs(tmp_path, CHANNELS + WISH + RICH + story(1)), "feed.xml")
    assert [f"{entry.story.updated:%m-%d %H:%M}" for entry in feed.entries] == ["02-05 00:00", "01-01 09:00"]
    assert feed.updated == feed.entries[0].story.updated


def test_names_outlive_https_and_a_corrected_year_and_differ_between_sites_on_one_host(tmp_path: Path) -> None:
    def names(name: str, base_url: str, date: str) -> list[str]:
        text = (CHANNELS + SETTINGS + story(1)).replace(BASE_URL, base_url).replace("2026-01-01", date)
        planned = outputs(tmp_path / name, text)
        atom = [entry.story.id for entry in view(planned, "feed.xml").entries]
        assert [item["id"] for item in view(planned, "feed.json")["items"]] == atom
        return atom

    first = names("a", BASE_URL, "2026-01-01")
    assert first == ["tag:news.example.org,2026:/wishes/stories/s01"]
    assert names("b", BASE_URL.replace("https", "http"), "2025-12-31") == first
    assert names("c", "https://news.example.org/other/", "2026-01-01") != first


@pytest.mark.parametrize("key", ["draft: true\n", "retracted: {date: 2026-01-03, reason: 更换}\n"])
def test_what_is_not_published_is_in_no_feed_even_in_a_preview(tmp_path: Path, key: str) -> None:
    planned = outputs(tmp_path, CHANNELS + story(1) + story(2, more=key), drafts=True)
    assert "stories/2026/s02.html" in planned
    assert [item["title"] for item in view(planned, "feed.json")["items"]] == ["第1篇"]
    assert [entry.story.title for entry in view(planned, "channels/stories.xml").entries] == ["第1篇"]


def test_a_json_feed_says_only_what_there_is(tmp_path: Path) -> None:
    feed = view(outputs(tmp_path, CHANNELS + WISH + RICH + story(1)), "feed.json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["language"]) == (f"{BASE_URL}feed.json", "zh-CN")
    rich, plain = feed["items"]
    assert rich["authors"] == [{"name": "覃一鸣"}, {"name": "何秋"}]
    assert rich["tags"] == ["心愿故事", "微心愿"]
    assert (rich["date_published"], rich["date_modified"]) == ("2026-02-03T09:30:00+08:00", "2026-02-05T00:00:00+08:00")
    assert rich["image"].startswith(f"{BASE_URL}media/")
    assert plain.keys() == {"id", "url", "title", "content_html", "summary", "date_published", "date_modified", "tags"}


def test_an_empty_site_has_feeds_and_one_without_a_base_url_has_none(tmp_path: Path) -> None:
    planned = outputs(tmp_path / "a", CHANNELS)
    assert view(planned, "feed.json")["items"] == []
    assert view(planned, "channels/notices.xml").updated is None
    bare = outputs(tmp_path / "b", (CHANNELS + SETTINGS + story(1)).replace("base_url", "# base_url"))
    # The open data of wishes needs no address.
    assert [path for path in bare if path.endswith((".xml", ".json"))] == ["wishes.json"]
    assert view(bare, "channels/stories.html").feed == ""
