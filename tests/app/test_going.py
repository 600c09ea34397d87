"""What must go goes, whatever leads to it: a consent ends while nobody is there to mend a link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.building.build import build
from generator.app.outcome import Report
from generator.model.settings import BuildOptions
from tests import sites

Make = Callable[..., Path]

SITE = """
-- content/site.yaml --
title: 点亮
organization: 某某社区
base_url: https://news.example.org/wishes/
per_page: 1
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, birth: 1950-03}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story, face], given: 2026-01-01, expires: 2026-03-01}
-- content/media/a.png --
90x60
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
tags: [独有]
people: [p-1]
aliases: [old/lamp.html]
cover: {src: media/a.png, alt: 灯, subjects: [p-1]}
---
灯亮了。
"""
OTHER = "-- content/stories/%s.md --\n---\ntitle: 另一篇\ndate: 2025-%s-03\nchannel: stories\n---\n另一盏灯。\n"
OTHERS = OTHER % ("b", "02") + OTHER % ("c", "03") + OTHER % ("d", "04")


def at(root: Path, day: str, *, strict: bool = False) -> Report:
    now = dt.datetime.fromisoformat(f"{day} 12:00")
    return build(root, BuildOptions(now=now, jobs=1, strict=strict), progress=lambda *_: None)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/stories/2026/a.html", ""),
        ("/old/lamp.html", "L306"),
        ("/tags/t-984966e0.html", "L306"),
        ("/cards/a.jpg", ""),
        ("/latest/page-3.html", "L306"),
        ("/archive/2026-02.html", "L306"),
        ("https://news.example.org/wishes/stories/2026/a.html", "L308"),
        ("https://news.example.org/wishes/old/lamp.html", "L308"),
    ],
)
def test_a_link_does_not_keep_a_story_on_the_site(site: Make, address: str, code: str) -> None:
    page = f"-- content/pages/about.md --\n---\ntitle: 关于\n---\n看看[那里]({address})。\n"
    root = site(SITE + OTHERS + page)
    before = at(root, "2026-02-20")
    assert [problem for problem in before.problems if problem.is_error] == []
    assert (root / "output" / address.removeprefix("https://news.example.org/wishes").removeprefix("/")).is_file()
    # Even where warnings count as errors.
    after = at(root, "2026-03-05", strict=True)
    assert not after.failed(strict=True)
    assert "stories/2026/a.html" in after.vanished
    assert [problem.code for problem in after.problems] == [code] * bool(code)


def test_nor_the_page_of_a_granter_who_is_named_no_more(site: Make) -> None:
    granters = (
        "- {id: team, name: 志愿队, kind: volunteers}\n- {id: wei, name: 韦岚音, kind: individual, person: p-1%s}\n"
    )
    text = SITE.replace("scope: [story, face]", "scope: [story, face, real-name]").replace("people: [p-1]\n", "")
    page = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n看看[那里](/granters/wei.html)。\n"
    root = site(text + OTHERS + page + f"-- content/granters.yaml --\n{granters % ''}")
    assert at(root, "2026-02-20").problems == ()
    for change in (granters % ", anonymous: true", granters % ""):
        sites.write(root / "content/granters.yaml", change)
        # Without a word from them, and when the consent has ended.
        after = at(root, "2026-02-21" if "anonymous" in change else "2026-03-05")
        assert sites.told(after.problems) == ["L306 content/pages/about.md:4"]
        assert not after.failed(strict=True)
        assert not (root / "output/granters/wei.html").exists()


def test_nor_the_tag_of_a_story_that_is_retracted(site: Make) -> None:
    page = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n看看[那里](/tags/t-984966e0.html)。\n"
    root = site(SITE + OTHERS + page)
    assert at(root, "2026-02-20").problems == ()
    story = root / "content/stories/a.md"
    story.write_text(
        story.read_text("utf-8").replace("tags:", "retracted: {date: 2026-02-20, reason: 误}\ntags:"), "utf-8"
    )
    after = at(root, "2026-02-21")
    assert sites.told(after.problems) == ["L306 content/pages/about.md:4"]
    assert "灯亮了。" not in (root / "output/stories/2026/a.html").read_text("utf-8")


def test_a_link_to_where_it_was_before_is_words(site: Make) -> None:
    page = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n看看[那里](/stories/2026/a.html)。\n"
    root = site(SITE + OTHERS + page)
    at(root, "2026-02-20")
    story = root / "content/stories/a.md"
    story.write_text(story.read_text("utf-8").replace("date: 2026-02-03", "date: 2025-12-03"), "utf-8")
    assert at(root, "2026-02-21").problems == ()
    for day in ("2026-03-05", "2026-03-06"):
        sites.write(root / "content/pages/more.md", f"---\ntitle: {day}\n---\n灯。\n")
        assert at(root, day).problems == ()
        assert "看看那里。" in (root / "output/about.html").read_text("utf-8")


def test_a_draft_takes_no_link_to_what_is_public(site: Make) -> None:
    draft = "-- content/stories/x.md --\n---\ntitle: 稿\ndate: 2026-02-03\nchannel: stories\n%s---\n灯。\n"
    page = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n看看[那里](/wall.html)。\n"
    root = site(OTHERS + page + draft % "draft: true\naliases: [wall.html]\n")
    assert at(root, "2026-02-20").problems == ()
    assert '<a href="wall.html">那里</a>' in (root / "output/about.html").read_text("utf-8")


def test_nor_does_a_link_keep_a_photo_there(site: Make) -> None:
    text = SITE.replace("people: [p-1]\n", "").replace("scope: [story, face]", "scope: [face]")
    root = site(text + OTHERS)
    at(root, "2026-02-20")
    photo = next(path for path in (root / "output/media").iterdir())
    page = f"---\ntitle: 关于\n---\n看看[那里](/media/{photo.name})。\n"
    sites.write(root / "content/pages/about.md", page)
    assert at(root, "2026-02-21").problems == ()
    after = at(root, "2026-03-05")
    assert sites.told(after.problems) == ["L306 content/pages/about.md:4"]
    assert not after.failed(strict=False)
    assert not photo.exists()


def test_a_link_that_never_led_anywhere_still_stops_a_build(site: Make) -> None:
    for address in ("stories/2026/nobody.html", "tags/nothing.html", "archive/2019.html"):
        page = f"-- content/pages/about.md --\n---\ntitle: 关于\n---\n看看[那里](/{address})。\n"
        root = site(SITE + OTHERS + page)
        for day in ("2026-02-20", "2026-03-05"):
            report = at(root, day)
            assert sites.told(report.problems) == ["L306 content/pages/about.md:4"]
            assert report.failed(strict=False)
