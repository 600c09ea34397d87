"""A day of editing while the preview runs: memory and open files stay flat, and every page is right at the end.

An ordinary run is a morning of 40 edits; with ``WISHLIGHT_SOAK=1`` it is a day of 500.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.building import build as app
from generator.model.settings import BuildOptions
from tests import sites
from tests.app.previews import Preview, serving

EDITS = 500 if os.environ.get("WISHLIGHT_SOAK") else 40
WARM = EDITS // 4
NOW = "2026-03-01 12:00"

STORY = (
    "---\ntitle: 第{number}篇{more}\ndate: 2026-02-{number:02d}\nchannel: stories\ntags: [夜晚]\n{line}---\n{text}\n"
)


class Editor:
    """Somebody who works on a site all day, always in the same way for the same number."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.chance = random.Random(500)
        self.stories = root / "content/stories"
        for number in range(1, 11):
            self.write(number)

    def write(self, number: int, *, more: str = "", line: str = "", encoding: str = "utf-8") -> None:
        text = STORY.format(number=number, more=more, line=line, text=f"正文第{self.chance.randrange(10**6)}稿。")
        sites.write(self.stories / f"s-{number}.md", text.encode(encoding))

    def several(self) -> None:
        for number in range(1, 6):
            self.write(number)

    def anything(self) -> None:
        """One edit of some kind."""
        number = self.chance.randrange(1, 11)
        path = self.stories / f"s-{number}.md"
        kinds: list[Callable[[], object]] = [
            lambda: self.write(number),
            lambda: self.write(number),
            lambda: self.write(number, more="改"),
            lambda: self.write(number, line="draft: true\n"),
            lambda: self.write(number, encoding="gb18030"),
            lambda: self.write(number, line="标题：写错了\n"),
            lambda: self.write(number, line="tags: [又一个\n"),
            self.several,
            lambda: path.unlink(missing_ok=True),
            lambda: path.rename(self.stories / f"s-{number}0.md") if path.exists() else None,
            lambda: (self.stories / f"s-{number}0.md").unlink(missing_ok=True),
            lambda: sites.write(self.root / "templates/assets/site.css", f"p {{ margin: {number}px }}\n"),
            lambda: sites.write(self.root / "templates/standing.html", '{% extends "base.html" %}{{ nothing }}'),
            lambda: (self.root / "templates/standing.html").unlink(missing_ok=True),
            lambda: sites.write(self.root / "content/pages/about.md", f"---\ntitle: 关于{number}\n---\n关于。\n"),
            lambda: sites.write(self.root / "content/wishes/w.yaml", f"- {{id: w-1, title: 灯{number}\n"),
            lambda: (self.root / "content/wishes/w.yaml").unlink(missing_ok=True),
        ]
        self.chance.choice(kinds)()

    def evening(self) -> None:
        """Everything is put in order."""
        for path in (self.root / "templates/standing.html", self.root / "content/wishes/w.yaml"):
            path.unlink(missing_ok=True)
        for number in range(1, 11):
            (self.stories / f"s-{number}0.md").unlink(missing_ok=True)
            self.write(number, more="定稿")


def used(preview: Preview) -> tuple[int, int]:
    """Memory of the process in KiB, and its open files."""
    status = Path(f"/proc/{preview.process.pid}/status").read_text("utf-8")
    memory = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(memory.split()[1]), len(os.listdir(f"/proc/{preview.process.pid}/fd"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def until_it_shows(folder: Path, wanted: dict[str, bytes]) -> bool:
    latest = time.monotonic() + 20
    while time.monotonic() < latest:
        try:
            if contents(folder) == wanted:
                return True
        except FileNotFoundError:
            # A build is under way.
            pass
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory and files are told by /proc")
def test_a_day_of_editing(tmp_path: Path) -> None:
    root = sites.make_site(tmp_path / "site")
    editor = Editor(root)
    with serving(root, now=NOW) as preview:
        (desk,) = (tmp_path / "desk").iterdir()
        for number in range(EDITS):
            editor.anything()
            time.sleep(editor.chance.choice((0, 0.05, 0.15, 0.3)))
            if number == WARM:
                before = used(preview)
        editor.evening()
        options = BuildOptions(now=sites.NOW, output=str(tmp_path / "clean"), jobs=1, clean=True)
        assert app.build(root, options, progress=lambda *_: None).problems == ()
        assert until_it_shows(desk / "site", contents(tmp_path / "clean"))
        after = used(preview)
        assert "Traceback" not in preview.said
        assert preview.process.poll() is None
    assert after[1] <= before[1] + 3
    assert after[0] < before[0] * 1.3, (before, after)
