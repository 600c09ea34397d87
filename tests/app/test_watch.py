"""What counts as a change, and when a burst of changes is over; with real files and the system's own events."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import (
    DirDeletedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from generator.app.preview import watch as watches
from generator.app.preview.watch import Watch, is_hint, watching

SITE = Path("/site")


@pytest.mark.parametrize(
    "event",
    [
        FileModifiedEvent("/site/content/stories/a.md"),
        FileCreatedEvent("/site/templates/assets/site.css"),
        FileClosedEvent("/site/content/site.yaml"),
        FileDeletedEvent("/site/content/media/图.jpg"),
        DirDeletedEvent("/site/content/stories"),
        DirMovedEvent("/site/content", "/elsewhere/content"),
        DirDeletedEvent("/site"),
        # An atomic save: the new text comes under a passing name.
        FileMovedEvent("/site/content/stories/.a.md.swp", "/site/content/stories/a.md"),
        FileMovedEvent("/site/content/stories/a.md", "/site/content/stories/a.md~"),
    ],
    ids=repr,
)
def test_changes_are_hints(event: FileSystemEvent) -> None:
    assert is_hint(event, SITE)


@pytest.mark.parametrize(
    "event",
    [
        FileOpenedEvent("/site/content/stories/a.md"),
        FileClosedNoWriteEvent("/site/content/stories/a.md"),
        DirModifiedEvent("/site/content/stories"),
        DirModifiedEvent("/site"),
        FileCreatedEvent("/site/content/stories/4913"),
        FileModifiedEvent("/site/content/stories/.a.md.swp"),
        FileModifiedEvent("/site/content/stories/a.md~"),
        FileCreatedEvent("/site/content/~$名单.docx"),
        FileModifiedEvent("/site/content/media/photo.TMP"),
        FileModifiedEvent("/site/content/.git/index"),
        FileModifiedEvent("/site/output/index.html"),
        FileCreatedEvent("/site/.wishlight/lock"),
        FileModifiedEvent("/site/content-old/a.md"),
        FileMovedEvent("/site/content/.a.swp", "/site/content/.b.swp"),
    ],
    ids=repr,
)
def test_reading_litter_and_our_own_files_are_none(event: FileSystemEvent) -> None:
    assert not is_hint(event, SITE)


def make_site(root: Path) -> Path:
    (root / "content" / "stories").mkdir(parents=True)
    (root / "content" / "stories" / "a.md").write_text("一", "utf-8")
    return root


def watched(root: Path, act: Callable[[Watch], Coroutine[Any, Any, None]], **options: Any) -> None:
    """Runs a scene under a watch."""

    async def scene() -> None:
        with watching(root, notice=options.pop("notice", lambda: None), **options) as watch:
            await act(watch)

    asyncio.run(scene())


async def hears(watch: Watch, *, within: float = 4.0) -> bool:
    """Whether a burst comes to its end in so many seconds."""
    try:
        await asyncio.wait_for(watch.burst(), within)
    except TimeoutError:
        return False
    return True


def test_fault_42_two_thousand_files_are_one_burst(tmp_path: Path) -> None:
    root = make_site(tmp_path)

    async def act(watch: Watch) -> None:
        for number in range(2000):
            (root / "content" / "stories" / f"{number}.md").write_text("x", "utf-8")
        assert await hears(watch, within=10)
        assert not await hears(watch, within=0.4)

    watched(root, act)


def test_a_save_after_a_burst_is_another(tmp_path: Path) -> None:
    root = make_site(tmp_path)

    async def act(watch: Watch) -> None:
        for text in ("二", "三"):
            (root / "content" / "stories" / "a.md").write_text(text, "utf-8")
            assert await hears(watch)

    watched(root, act)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell when a file is complete")
@pytest.mark.parametrize("way", ["written", "atomic", "backup"])
def test_after_the_save_of_one_file_nothing_is_waited_for(tmp_path: Path, way: str) -> None:
    root = make_site(tmp_path)
    story = root / "content" / "stories" / "a.md"

    async def act(watch: Watch) -> None:
        if way == "written":
            story.write_text("二", "utf-8")
        elif way == "atomic":
            story.with_name(".a.md.tmp").write_text("二", "utf-8")
            story.with_name(".a.md.tmp").replace(story)
        else:
            story.rename(story.with_name("a.md~"))
            story.write_text("二", "utf-8")
        assert await hears(watch, within=watches.LONGEST * 0.8)

    watched(root, act, quiet=60)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell when a file is complete")
def test_the_file_that_was_saved_last_is_told_at_once(tmp_path: Path) -> None:
    root = make_site(tmp_path)

    async def act(watch: Watch) -> None:
        stories = root / "content" / "stories"
        for name in ("a.md", "b.md"):
            (stories / name).write_text("二", "utf-8")
            assert await asyncio.wait_for(watch.saved(), 2) == str(stories / name)
        (stories / "a.md~").write_text("二", "utf-8")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(watch.saved(), 0.2)

    watched(root, act, quiet=60)


@pytest.mark.parametrize("way", ["two", "moved away", "not closed"])
def test_anything_else_is_waited_for(tmp_path: Path, way: str) -> None:
    root = make_site(tmp_path)
    story = root / "content" / "stories" / "a.md"

    async def act(watch: Watch) -> None:
        with story.open("w", encoding="utf-8") as file:
            file.write("二")
            file.flush()
            if way == "two":
                story.with_name("b.md").write_text("二", "utf-8")
            elif way == "moved away":
                story.rename(story.with_name("a.md~"))
            assert not await hears(watch, within=watches.LONGEST * 0.8)

    watched(root, act, quiet=60)


def test_a_save_while_nobody_listens_is_not_lost(tmp_path: Path) -> None:
    root = make_site(tmp_path)

    async def act(watch: Watch) -> None:
        (root / "content" / "stories" / "a.md").write_text("二", "utf-8")
        # A build is running.
        await asyncio.sleep(0.5)
        assert await hears(watch)

    watched(root, act)


def test_looking_at_files_and_litter_is_silent(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    stories = root / "content" / "stories"

    async def act(watch: Watch) -> None:
        (stories / "a.md").read_text("utf-8")
        os.listdir(stories)
        (stories / "4913").touch()
        (stories / "4913").unlink()
        (stories / ".a.md.swp").write_text("x", "utf-8")
        (root / "output").mkdir()
        (root / "output" / "index.html").write_text("x", "utf-8")
        assert not await hears(watch, within=0.4)

    watched(root, act)


@pytest.mark.parametrize("way", ["atomic", "backup", "moved in", "moved out", "deleted"])
def test_fault_42_every_way_to_change_a_story_is_heard(tmp_path: Path, way: str) -> None:
    root = make_site(tmp_path / "site")
    stories = root / "content" / "stories"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.md").write_text("二", "utf-8")

    async def act(watch: Watch) -> None:
        if way == "atomic":
            (stories / ".a.md.tmp").write_text("二", "utf-8")
            (stories / ".a.md.tmp").replace(stories / "a.md")
        elif way == "backup":
            (stories / "a.md").rename(stories / "a.md~")
            (stories / "a.md").write_text("二", "utf-8")
        elif way == "moved in":
            elsewhere.rename(root / "content" / "pages")
        elif way == "moved out":
            stories.rename(tmp_path / "away")
        else:
            shutil.rmtree(stories)
        assert await hears(watch)

    watched(root, act)


def test_folders_that_come_later_or_in_the_place_of_others_are_watched(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")

    async def act(watch: Watch) -> None:
        (root / "templates").mkdir()
        assert await hears(watch)
        (root / "templates" / "story.html").write_text("x", "utf-8")
        assert await hears(watch)
        (root / "content").rename(tmp_path / "old")
        make_site(root)
        assert await hears(watch)
        (root / "content" / "stories" / "a.md").write_text("三", "utf-8")
        assert await hears(watch)
        # The old one is nobody's business any more.
        (tmp_path / "old" / "stories" / "a.md").write_text("四", "utf-8")
        assert not await hears(watch, within=0.4)

    watched(root, act)


def test_the_site_itself_may_go_and_come_back(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")

    async def act(watch: Watch) -> None:
        root.rename(tmp_path / "away")
        assert await hears(watch)
        (tmp_path / "away").rename(root)
        assert await hears(watch)
        (root / "content" / "stories" / "a.md").write_text("二", "utf-8")
        assert await hears(watch)

    watched(root, act)


def test_an_endless_burst_is_cut(tmp_path: Path) -> None:
    root = make_site(tmp_path)

    async def act(watch: Watch) -> None:
        async def scribble() -> None:
            while True:
                (root / "content" / "stories" / "a.md").write_text("x", "utf-8")
                await asyncio.sleep(0.03)

        scribbling = asyncio.create_task(scribble())
        assert await hears(watch, within=watches.LONGEST + 2)
        assert not scribbling.done()
        scribbling.cancel()

    watched(root, act)


def test_a_burst_can_be_waited_for_no_longer_than(tmp_path: Path) -> None:
    root = make_site(tmp_path)

    async def act(watch: Watch) -> None:
        begun = time.monotonic()
        await asyncio.wait_for(watch.burst(within=0.1), 3)
        # At once would be without end, in a tight loop.
        assert time.monotonic() - begun >= 0.09

    watched(root, act)


class Exhausted(Observer):  # type: ignore[misc, valid-type]
    """The system's observer on a machine whose watches are used up."""

    def schedule(self, *_: object, **__: object) -> ObservedWatch:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")


def test_fault_43_without_watches_folders_are_looked_through_with_a_notice(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    notices: list[str] = []

    async def act(watch: Watch) -> None:
        (root / "content" / "stories" / "a.md").write_text("二二", "utf-8")
        assert await hears(watch)

    def quick() -> BaseObserver:
        return PollingObserver(timeout=0.2)

    watched(root, act, observers=(Exhausted, quick), notice=lambda: notices.append("polling"))
    assert notices == ["polling"]
