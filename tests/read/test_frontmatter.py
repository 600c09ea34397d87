from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.read import frontmatter
from tests import sites
from tests.sites import told

Make = Callable[..., Path]


def test_header_and_body_know_their_lines() -> None:
    split, problems = frontmatter.split("\n\n---\na: b\n---\n\n正文\n---\n尾\n", "x")
    assert problems == ()
    assert split == frontmatter.Split(header="a: b", header_line=4, body="\n正文\n---\n尾\n", body_line=6)


@pytest.mark.parametrize("fence", ["---", "---  ", "-----", "——", "—--"])
def test_the_ways_in_which_a_fence_is_typed(fence: str) -> None:
    split, problems = frontmatter.split(f"{fence}\na: b\n{fence}\n正文", "x")
    assert (problems, split and split.header, split and split.body) == ((), "a: b", "正文")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "S211 x:1"),
        ("   \n\n", "S211 x:1"),
        ("正文\n", "S211 x:1"),
        ("\n\ntitle: 灯\n---\n", "S211 x:3"),
        ("--\ntitle: 灯\n--\n", "S211 x:1"),
        ("\n---\ntitle: 灯\n\n正文\n", "S212 x:2"),
        ("---\ntitle: 灯\n ---\n", "S212 x:1"),
    ],
)
def test_a_file_without_a_whole_header_is_an_error_and_never_a_page(text: str, problem: str) -> None:
    split, problems = frontmatter.split(text, "x")
    assert split is None
    assert told(problems) == [problem]


STORY = """\
---
title: 灯亮了

date: 2026-02-03

# 栏目
chanel: stories
channel: stories
people:
  - p-0007
  - 王大爷
---

正文
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_problem_in_line_7_is_reported_in_line_7(site: Make, ends: str, encoding: str) -> None:
    root = site()
    sites.write(root / "content/stories/a.md", STORY.replace("\n", ends).encode(encoding))
    assert told(sites.read(root)[2]) == ["S201 content/stories/a.md:7", "S204 content/stories/a.md:9"]


def test_blank_lines_before_the_header_count(site: Make) -> None:
    root = site("-- content/stories/a.md --\n\n\n" + STORY)
    assert told(sites.read(root)[2]) == ["S201 content/stories/a.md:9", "S204 content/stories/a.md:11"]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("title: 灯\ndate：2026-02-03\nchannel: stories", "C611 content/stories/a.md:3"),
        ("title：灯\ndate：2026-02-03\nchannel：stories", "C611 content/stories/a.md:2"),
        ("# 信息\n\ntitle:灯\ndate:2026-02-03", "C612 content/stories/a.md:4"),
        ("title: 灯\ndate: 2026-02-03", "S202 content/stories/a.md:1"),
        ("title: 灯\ndate: 2026-02-03\nchannel: stories\ncover: {alt: 灯}", "S202 content/stories/a.md:5"),
        ("title: 灯\ndate: 2026-02-30\nchannel: stories", "S205 content/stories/a.md:3"),
        ("- title: 灯", "S203 content/stories/a.md:1"),
        ("随便写写", "S203 content/stories/a.md:1"),
    ],
)
def test_faults_of_a_header_stand_in_their_lines(site: Make, header: str, problem: str) -> None:
    root = site(f"-- content/stories/a.md --\n---\n{header}\n---\n正文\n")
    assert told(sites.read(root)[2]) == [problem]
