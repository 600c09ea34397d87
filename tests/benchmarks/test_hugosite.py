"""The site that Hugo builds beside ours holds what ours holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from tests.benchmarks.builders import Hugo, Wishlight, hugo_program
from tests.benchmarks.hugosite import write_hugo_site
from tests.benchmarks.measure import run
from tests.benchmarks.reading import ROOT, read, tree
from tests.sites import make_site

SITE = """
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
base_url: https://news.example.org/wishes/
categories: {home: 居家}
privacy: {register: optional}
tags: {linli: 邻里}
-- content/media/a.jpg --
40x30
-- content/wishes/w.yaml --
- id: w1
  title: 一盏灯
  category: home
  place: dukou-he
  granters: [team]
  beneficiary: {name: 二班, crowd: true, count: 9}
  collected: 2026-01-01
  claimed: 2026-01-02
  fulfilled: 2026-01-03
- id: w2
  title: 一把椅子
  category: home
  place: dukou
  beneficiary: {name: 三班, crowd: true, count: 9}
  collected: 2026-01-05
-- content/stories/s1.md --
---
id: s1
title: "灯: 一盏"
date: 2026-01-10 09:00
channel: stories
tags: [邻里, 夜晚]
wishes: [w1]
cover: {src: media/a.jpg, alt: 灯}
---
　　见[[wish:w1]]和[[story:s2|那一篇]]。

# 后来
-- content/stories/s2.md --
---
id: s2
title: 撤了
date: 2026-02-10 09:00
channel: stories
places: [dukou]
retracted: {date: 2026-02-11, reason: 重复}
---
不再有的文字。
"""


@pytest.fixture
def hugo_site(tmp_path: Path) -> Path:
    """Hugo's source of the site above."""
    write_hugo_site(make_site(tmp_path / "site", SITE), tmp_path / "hugo")
    return tmp_path / "hugo"


def head_and_text(file: Path) -> tuple[dict[str, Any], str]:
    _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), text


def test_a_story_stands_in_every_listing_that_ours_stands_in(hugo_site: Path) -> None:
    head, _ = head_and_text(hugo_site / "content/stories/2026/s1.md")
    assert head["title"] == "灯: 一盏"
    listed = {name: head[name] for name in ("channels", "tags", "places", "granters", "categories", "archive")}
    assert listed == {
        "channels": ["stories"],
        "tags": ["linli", "t-b77ea2b3"],
        "places": ["dukou-he", "dukou", "shiliu"],
        "granters": ["team"],
        "categories": ["home"],
        "archive": ["2026", "2026-01"],
    }
    # What goes by the places themselves does not take those above for alike.
    assert head["spots"] == ["dukou-he"]
    for name, ids in listed.items():
        for each in ids:
            assert (hugo_site / f"content/{name}/{each}/_index.md").is_file(), f"{name}/{each} has no name"


def test_references_become_addresses_and_text_what_hugo_can_read(hugo_site: Path) -> None:
    _, text = head_and_text(hugo_site / "content/stories/2026/s1.md")
    assert text.strip() == "见[一盏灯](/wishes/w1.html)和[那一篇](/stories/2026/s2.html)。\n\n## 后来"


def test_what_was_retracted_keeps_its_page_and_stands_in_no_listing(hugo_site: Path) -> None:
    head, text = head_and_text(hugo_site / "content/stories/2026/s2.md")
    assert head["build"] == {"list": "never"}
    assert not head.keys() & {"tags", "places", "categories", "archive", "told"}
    assert not text.strip()


def test_the_ledger_holds_every_wish_with_its_stories(hugo_site: Path) -> None:
    ledger = json.loads((hugo_site / "data/ledger.json").read_text(encoding="utf-8"))
    assert ledger["kinds"] == ["home"]
    lamp, chair = ledger["wishes"]
    assert (lamp["id"], lamp["status"], lamp["since"], lamp["stories"]) == (
        "w1",
        "fulfilled",
        "2026-01-03",
        ["/stories/2026/s1"],
    )
    assert (lamp["place"], lamp["above"], lamp["granters"]) == ("dukou-he", ["dukou", "shiliu"], ["team"])
    assert (chair["status"], chair["claimed"], chair["stories"]) == ("collected", "", [])


def test_a_site_with_problems_is_not_written(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", SITE.replace("wishes: [w1]", "wishes: [w9]"))
    with pytest.raises(ValueError, match="w9"):
        write_hugo_site(site, tmp_path / "hugo")


def test_templates_name_only_partials_that_there_are(hugo_site: Path) -> None:
    layouts = [path for path in (hugo_site / "layouts").rglob("*") if path.is_file()]
    named = {name for path in layouts for name in re.findall(r'partial(?:Cached)? "([^"]+)"', path.read_text("utf-8"))}
    assert len(named) > 15
    assert named == {path.name for path in layouts if path.parent.name == "_partials"}


def test_the_same_story_is_edited_as_in_ours(tmp_path: Path) -> None:
    ours = Wishlight(tmp_path, stories=5, rounds=1)
    hugo = Hugo(tmp_path, Path("none"), like=ours)
    before = tree(hugo.site)
    assert sum(path.startswith("content/stories/2") for path in before) == len(read(ours.site)[0].stories) == 5
    ours.cases["text edited"](1)
    hugo.cases["text edited"](1)
    after = tree(hugo.site)
    changed = [path for path in after if after[path] != before.get(path)]
    assert [Path(path).name for path in changed] == [ours.middle.name]
    assert after[changed[0]].decode().splitlines()[-1] == ours.middle.read_text("utf-8").splitlines()[-1]
    assert set(hugo.cases) < set(ours.cases)


@pytest.mark.skipif(hugo_program() is None, reason="the package hugo is not installed")
def test_hugo_builds_it_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    program = hugo_program()
    assert program
    hugo = Hugo(tmp_path, program, like=Wishlight(tmp_path, stories=30, rounds=0))
    hugo.cases["clean"](0)
    run(hugo.command(), folder=ROOT)
    output = tmp_path / "hugo-output-0"
    pages = {path: path.read_text("utf-8") for path in output.rglob("*.html") if path.name != "404.html"}
    assert hugo.counts("") == (sum(path.is_file() for path in output.rglob("*")), 0)
    broken = {
        link
        for page, text in pages.items()
        for link in re.findall(r'(?:href|src)="(?!https?:|tel:|#)([^"#]+)', text)
        if not (page.parent / unquote(link)).is_file()
    }
    assert not broken
    story = pages[sorted(output.glob("stories/*/*.html"))[15]]
    marks = ('rel="prev"', 'rel="next"', 'class="recommended"', 'rel="canonical"', "article:published_time")
    assert not [mark for mark in marks if mark not in story]
    assert story.count('<li class="story"') == 8
    assert (output / "latest/index.html").read_text("utf-8").count("data-story") == 20
    for feed in ("feed.xml", "rss.xml", "channels/stories.xml", "sitemap.xml"):
        assert (output / feed).read_text("utf-8").startswith("<?xml"), feed
