"""A build with nothing to do ends at once, and only then."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites

Maker = Callable[..., Path]

SITE = """
-- content/stories/s-1.md --
---
title: 楼下的灯
date: 2026-02-03 09:00
channel: stories
---
灯亮了。
-- content/stories/s-2.md --
---
title: 明天再说
date: 2026-03-02 09:00
channel: stories
---
还没有到时候。
"""
NEW = "---\ntitle: 新\ndate: 2026-02-04\nchannel: stories\n---\n新。\n"


def was_quick(root: Path, **asked: object) -> bool:
    """Builds in a process of its own; whether it ended before it imported what makes pages."""
    script = (
        "import datetime as dt, sys\n"
        "from pathlib import Path\n"
        "from generator.app.building.build import build\n"
        "from generator.model.settings import BuildOptions\n"
        f"root, asked = Path({str(root)!r}), {asked!r}\n"
        "options = BuildOptions(**{'now': dt.datetime(2026, 3, 1, 12), **asked})\n"
        "report = build(root, options, progress=lambda *_: None)\n"
        "assert not report.problems, report.problems\n"
        "print('pydantic' not in sys.modules and 'jinja2' not in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip() == "True"


def test_nothing_changed_ends_before_anything_is_imported_that_makes_pages(site: Maker) -> None:
    root = site(SITE)
    first = sites.build(root)
    assert first.written > 10
    assert was_quick(root)
    again = sites.build(root)
    assert (again.written, again.reused, again.removed) == (0, first.written, 0)
    assert again.held_back == first.held_back != ()


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "output/latest.html").unlink(),
        lambda root: (root / "output/latest.html").write_text("altered"),
        lambda root: sites.write(root / "content/stories/s-3.md", NEW),
        lambda root: (root / "content/stories/s-1.md").unlink(),
        lambda root: (root / "content/stories/s-1.md").rename(root / "content/stories/s-9.md"),
        lambda root: sites.write(root / "templates/granters.html", "{% extends 'base.html' %}"),
        lambda root: (root / "content/new.pipe").symlink_to(root / "content/site.yaml"),
    ],
    ids=["page gone", "page altered", "new", "deleted", "renamed", "template", "link"],
)
def test_whatever_changed_is_seen(site: Maker, change: Callable[[Path], object]) -> None:
    root = site(SITE)
    sites.build(root)
    change(root)
    again = sites.build(root)
    assert again.written or again.removed or again.problems


def test_an_edit_that_keeps_size_and_time_is_seen_while_the_file_is_young(site: Maker) -> None:
    root = site(SITE)
    sites.build(root)
    path = root / "content/stories/s-1.md"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("灯亮了", "灯灭了"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sites.build(root).written
    assert "灯灭了" in (root / "output/stories/2026/s-1.html").read_text("utf-8")


def test_what_comes_by_itself_is_not_slept_through(site: Maker) -> None:
    root = site(SITE)
    sites.build(root)
    assert not (root / "output/stories/2026/s-2.html").exists()
    sites.build(root, now=dt.datetime(2026, 3, 2, 9, 0))
    assert (root / "output/stories/2026/s-2.html").exists()
    # And back again: a time before that of the last build is another site.
    sites.build(root)
    assert not (root / "output/stories/2026/s-2.html").exists()


def test_another_question_has_another_answer(site: Maker) -> None:
    root = site(SITE)
    sites.build(root)
    assert not was_quick(root, base_url="https://example.org/")
    assert (root / "output/feed.xml").exists()
    assert not was_quick(root)
    assert not (root / "output/feed.xml").exists()
    assert not was_quick(root, clean=True)
    assert was_quick(root)


def test_errors_are_told_at_every_run(site: Maker) -> None:
    root = site(SITE)
    sites.build(root)
    sites.write(root / "content/stories/s-3.md", "---\ntitle: 新\n---\n")
    first = sites.build(root)
    assert first.problems
    assert sites.build(root).problems == first.problems


def test_it_says_the_very_same(site: Maker) -> None:
    root = site(SITE)
    first, second = sites.build(root), sites.build(root)
    assert second.reused == first.written
    assert first.held_back
    assert [item.until.isoformat() for item in second.held_back] == [item.until.isoformat() for item in first.held_back]
