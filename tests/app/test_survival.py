"""A whole build that is refused or killed anywhere: every page is the old or the new one, and the next build is right.

The commit alone is tried at every moment in ``tests/write/test_kill.py``. Here all the rest has its turn: sources,
cache, locks, the file of promises. An ordinary run tries some of the moments; with ``WISHLIGHT_SOAK=1`` it is all of
them, and two hundred kills at random.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.building import build as app
from generator.app.outcome import Report
from generator.model.settings import BuildOptions
from tests import sites
from tests.write.faulty import (
    BROKEN,
    FINISHED,
    INTERRUPTED,
    KILLED,
    REFUSED,
    SURVIVED,
    AtCall,
    die,
    in_child,
    press_ctrl_c,
    refuse,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child for every moment needs fork")

SOAK = bool(os.environ.get("WISHLIGHT_SOAK"))
STRIDE = 1 if SOAK else 11
KILLS = 200 if SOAK else 30

STORY = "---\ntitle: {title}\ndate: 2026-02-0{day}\nchannel: stories\n---\n{text}\n"
BEFORE = {
    "content/stories/lamp.md": STORY.format(title="灯亮了", day=3, text="楼道里的灯亮了。"),
    "content/stories/river.md": STORY.format(title="河边", day=4, text="河边的棋盘。"),
}
AFTER = {
    "content/stories/lamp.md": STORY.format(title="灯亮了", day=3, text="楼道里的灯，又亮了。"),
    "content/stories/bench.md": STORY.format(title="长椅", day=5, text="长椅修好了。"),
}
FAILURES = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EMFILE, errno.EROFS)


class Desk:
    """A site that is built again and again, and the two outputs it may have."""

    def __init__(self, root: Path, clean: Callable[[dict[str, str]], dict[str, bytes]]) -> None:
        self.root = root
        self.before, self.after = clean(BEFORE), clean(AFTER)

    def hold(self, stories: dict[str, str]) -> None:
        """Puts these stories in the place of all others."""
        shutil.rmtree(self.root / "content/stories", ignore_errors=True)
        for path, text in stories.items():
            sites.write(self.root / path, text)

    def build(self) -> Report:
        return build(self.root)

    def visible(self) -> dict[str, bytes]:
        found = contents(self.root / "output")
        return {path: content for path, content in found.items() if not path.startswith(".wishlight")}

    def is_whole(self) -> bool:
        """Whether every file is the old one or the new one, and nobody's else."""
        files = self.visible().items()
        return all(content in (self.before.get(path), self.after.get(path)) for path, content in files)


def build(root: Path) -> Report:
    return app.build(root, BuildOptions(now=sites.NOW, jobs=1), progress=lambda *_: None)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def desk(site: Callable[..., Path], tmp_path: Path) -> Desk:
    root = site()

    def clean(stories: dict[str, str]) -> dict[str, bytes]:
        copy = tmp_path / "clean"
        shutil.copytree(root, copy)
        for path, text in stories.items():
            sites.write(copy / path, text)
        assert build(copy).problems == ()
        made = contents(copy / "output")
        shutil.rmtree(copy)
        return {path: content for path, content in made.items() if not path.startswith(".wishlight")}

    return Desk(root, clean)


def moments(desk: Desk, strike: Callable[[int], Callable[[], None]], *, first: bool) -> dict[int, int]:
    """Builds with a fault at one moment after the other until one build gets through; how each ended."""
    endings: dict[int, int] = {}
    number = 1
    while FINISHED not in endings.values():
        shutil.rmtree(desk.root / "output", ignore_errors=True)
        if first:
            shutil.rmtree(desk.root / ".wishlight", ignore_errors=True)
        else:
            desk.hold(BEFORE)
            desk.build()
        desk.hold(AFTER)
        written = contents(desk.root / "content/stories")
        ending = in_child(desk.build, AtCall(strike(number), number, desk.root))
        endings[number] = ending
        assert ending != BROKEN, number
        assert desk.is_whole(), number
        assert contents(desk.root / "content/stories") == written
        assert not desk.build().failed(strict=True)
        assert desk.visible() == desk.after, number
        assert sorted(os.listdir(desk.root.parent)) == ["site"]
        assert sorted(os.listdir(desk.root)) == [".wishlight", "content", "output"]
        number += STRIDE
    return endings


@pytest.mark.parametrize("first", [True, False])
def test_fault_35_a_refusal_at_any_call(desk: Desk, first: bool) -> None:
    endings = moments(desk, lambda number: refuse(FAILURES[number % len(FAILURES)]), first=first)
    assert set(endings.values()) == {FINISHED, SURVIVED, REFUSED}


@pytest.mark.parametrize("first", [True, False])
def test_fault_36_a_kill_at_any_call(desk: Desk, first: bool) -> None:
    endings = moments(desk, lambda _: die, first=first)
    assert set(endings.values()) == {FINISHED, KILLED}


def test_fault_36_ctrl_c_at_any_call(desk: Desk) -> None:
    endings = moments(desk, lambda _: press_ctrl_c, first=False)
    assert set(endings.values()) == {FINISHED, INTERRUPTED}


def test_fault_36_kills_at_random(desk: Desk) -> None:
    chance = random.Random(36)
    desk.hold(BEFORE)
    desk.build()
    for number in range(KILLS):
        desk.hold(AFTER if number % 2 == 0 else BEFORE)
        pid = os.fork()
        if pid == 0:
            try:
                desk.build()
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, 0.15))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert desk.is_whole()
    desk.hold(AFTER)
    assert desk.build().problems == ()
    assert desk.visible() == desk.after
