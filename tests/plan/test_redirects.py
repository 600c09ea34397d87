"""Old addresses lead on to the story that had them; of what is not shown there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model import addresses
from tests import sites

Make = Callable[..., Path]

STORY = "---\ntitle: 灯亮了\ndate: 2026-02-03\nchannel: stories\naliases: [{aliases}]\n{line}---\n正文。\n"


def built(site: Make, aliases: str, line: str = "") -> Path:
    root = site(f"-- content/stories/lamp.md --\n{STORY.format(aliases=aliases, line=line)}")
    report = sites.build(root)
    assert not report.failed(strict=False), report.problems
    return root / "output"


def test_an_alias_leads_on_from_any_depth(site: Make) -> None:
    output = built(site, "old.html, news/2025/t1_2.html")
    for alias, root in (("old.html", ""), ("news/2025/t1_2.html", "../../")):
        text = (output / alias).read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url={root}stories/2026/lamp.html">' in text
        assert "canonical" not in text
        assert 'content="noindex' in text
        assert f'<a href="{root}stories/2026/lamp.html">灯亮了</a>' in text


def test_it_is_in_no_sitemap(site: Make) -> None:
    root = site(
        f"-- content/stories/lamp.md --\n{STORY.format(aliases='old.html', line='')}\n"
        "-- content/site.yaml --\ntitle: 点亮\norganization: 某某社区\nbase_url: https://news.example.org/\n"
    )
    sites.build(root)
    sitemap = (root / "output/sitemap.xml").read_text("utf-8")
    assert "stories/2026/lamp.html" in sitemap
    assert "old.html" not in sitemap
    text = (root / "output/old.html").read_text("utf-8")
    assert text.count('rel="canonical"') == 1
    assert '<link rel="canonical" href="https://news.example.org/stories/2026/lamp.html">' in text
    assert "og:url" not in text


@pytest.mark.parametrize("line", ["draft: true\n", "expires: 2026-02-10\n"])
def test_what_is_not_shown_leaves_no_alias(site: Make, line: str) -> None:
    assert not (built(site, "old.html", line) / "old.html").exists()


def test_an_address_that_is_taken_is_named_with_both(site: Make) -> None:
    root = site(f"-- content/stories/lamp.md --\n{STORY.format(aliases='latest.html', line='')}")
    [problem] = sites.build(root).problems
    assert (problem.code, dict(problem.facts)["address"]) == ("L303", "latest.html")
    assert (problem.location.path, problem.location.line) == ("content/stories/lamp.md", 5)


def test_an_address_of_the_program_is_refused_where_it_is_written(site: Make) -> None:
    text = STORY.format(aliases="index.html", line="")
    assert sites.told(sites.build(site(f"-- content/stories/lamp.md --\n{text}")).problems) == [
        "L303 content/stories/lamp.md:5"
    ]


@pytest.mark.parametrize(
    ("path", "good"),
    [
        ("old.html", True),
        ("News/2025/t2025-01_3.v2.html", False),
        ("news/2025/t2025-01_3.v2.html", True),
        ("/old.html", False),
        ("../old.html", False),
        ("a/../old.html", False),
        ("a//old.html", False),
        (".old/a.html", False),
        ("a/.html", False),
        ("https://x.example/a.html", False),
        ("old.htm", False),
        ("CON.html", False),
        ("a/nul.x/b.html", False),
        ("a%2e%2e/b.html", False),
        ("a\\b.html", False),
        ("旧.html", False),
        ("a" * 200 + ".html", False),
    ],
)
def test_what_an_old_address_may_be(path: str, good: bool) -> None:
    assert addresses.may_be_alias(path) is good
