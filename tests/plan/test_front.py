"""The front page and listings: each story once, and each list says what it is of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests import sites

Make = Callable[..., Path]

STORY = """-- content/stories/s-{0:02}.md --
---
title: 第{0}盏灯
date: 2026-02-{0:02}
channel: stories
tags: [灯]
featured: {1}
---
灯亮了。
"""


def page(root: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "output" / address).read_text("utf-8"))


def test_each_story_stands_once_on_the_front_page(site: Make) -> None:
    root = site("".join(STORY.format(number, str(number % 3 == 0).lower()) for number in range(1, 26)))
    sites.build(root)
    shown = [node.attributes["data-story"] for node in page(root, "index.html").css("[data-story]")]
    assert len(shown) == len(set(shown))


def test_a_channel_and_a_tag_say_what_they_are_and_how_many_stories_they_have(site: Make) -> None:
    root = site("".join(STORY.format(number, "false") for number in range(1, 4)))
    sites.build(root)
    (tag,) = (root / "output/tags").glob("*.html")
    for address, wanted in (("channels/stories.html", "本栏目 3 篇"), (f"tags/{tag.name}", "这个标签 3 篇")):
        (facts,) = page(root, address).css("dl.facts div")
        assert " ".join(facts.text(separator=" ").split()) == wanted


def test_a_story_without_a_source_is_the_publishers(site: Make) -> None:
    root = site(STORY.format(1, "false"))
    sites.build(root)
    source = page(root, "stories/2026/s-01.html").css_first(".source")
    assert source is not None
    assert source.text() == "来源：石榴区志愿服务联合会"
