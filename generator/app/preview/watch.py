"""When to look at a site again. What the system tells of files is only a hint: what changed, the build itself sees.

Systems tell too much (every save is several events, every read one or two), too little (queues overflow in silence),
and nothing any more once a watched folder was replaced. So hints are gathered until it is quiet, for a shorter while
after the save of a single file, and every second it is asked whether the folders are still the ones that are watched.
"""

from __future__ import annotations

import asyncio
import errno
import math
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from generator.read.survey import CONTENT, TEMPLATES, is_litter

QUIET = 0.1
"""Seconds without a hint after which a burst is over."""

QUIET_AFTER_SAVE = 0.02
"""The same, when all that was heard is one file, and the last of it that it is written: one save, as a rule."""

LONGEST = 1.0
"""Seconds after which a burst is cut, so that a long copy shows something meanwhile."""

_TICK = 1.0

# Systems tell of both only when there is nothing more to come of a file.
_SAVED = {EVENT_TYPE_CLOSED, EVENT_TYPE_MOVED}

# Reading a file is no change to it; the other kinds tell of reading, or of permissions.
_CHANGES = {EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED}
_SOURCES = (CONTENT, TEMPLATES)

# No more inotify instances, no more watches.
_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOSPC}


def is_hint(event: FileSystemEvent, root: Path) -> bool:
    """Whether an event may mean that a site has to be built again.

    Args:
        event: of a watch in the site.
        root: the site's folder, absolute, as it was given to the watch.
    """
    if event.event_type not in _CHANGES:
        return False
    # What happens to entries of a folder is told of them too; the folder's own event does not say of which.
    if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
        return False
    return any(_concerns(os.fsdecode(path), root) for path in (event.src_path, event.dest_path) if path)


def saved_file(event: FileSystemEvent) -> str:
    """The file that an event tells is complete now; empty where it does not tell that."""
    if event.is_directory or event.event_type not in _SAVED:
        return ""
    path = os.fsdecode(event.dest_path if event.event_type == EVENT_TYPE_MOVED else event.src_path)
    return "" if is_litter(Path(path).name) else path


def _concerns(path: str, root: Path) -> bool:
    if not Path(path).is_relative_to(root):
        return False
    steps = Path(path).relative_to(root).parts
    # Without steps it is the site's folder itself that was moved or removed.
    return not steps or (steps[0] in _SOURCES and not any(is_litter(step) for step in steps))


class Watch:
    """Watches the folders of a site from inside an event loop; ``watching`` makes one and ends it."""

    def __init__(
        self, root: Path, *, observers: Sequence[Callable[[], BaseObserver]], notice: Callable[[], None], quiet: float
    ):
        self._root = root
        self._usual = quiet
        self._observers = list(observers)
        self._notice = notice
        self._loop = asyncio.get_running_loop()
        self._dirty = asyncio.Event()
        self._heard_of: set[str] = set()
        self._is_saved = False
        self._save = asyncio.Event()
        self._last_saved = ""
        self._handler = _Handler(
            root, lambda path, is_saved: self._loop.call_soon_threadsafe(self._note, path, is_saved)
        )
        self._watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._observer = self._started()
        self.renew()

    async def burst(self, *, within: float | None = None) -> None:
        """Returns when something may have changed, and no more was heard for a moment.

        Args:
            within: seconds after which it returns although nothing was heard.
        """
        latest = self._loop.time() + (math.inf if within is None else within)
        while (left := latest - self._loop.time()) > 0 and not await self._heard(min(_TICK, left)):
            if self.renew():
                break
        deadline = self._loop.time() + LONGEST
        self._dirty.clear()
        while (left := deadline - self._loop.time()) > 0 and await self._heard(min(self._quiet, left)):
            self._dirty.clear()
        self._heard_of.clear()
        # Before the build reads them, or what is saved in a new folder meanwhile would be missed.
        self.renew()

    async def saved(self) -> str:
        """The file that was saved last, absolute; returns as soon as the system says that it is complete.

        Who is busy meanwhile hears of the last one only.
        """
        await self._save.wait()
        self._save.clear()
        return self._last_saved

    def renew(self) -> bool:
        """Watches folders that have come, or came in the place of others; returns whether there were any or some went.

        A watch is on a folder, not on its name: after a move or a checkout, the one of that name may be another.
        """
        changed = False
        for folder, recursive in ((self._root, False), *((self._root / name, True) for name in _SOURCES)):
            now = _identity(folder)
            known, watch = self._watches.get(folder, (None, None))
            if now == known:
                continue
            changed = True
            if watch is not None:
                self._observer.unschedule(watch)
                del self._watches[folder]
            if now is not None:
                self._schedule(folder, now, recursive=recursive)
        return changed

    def close(self) -> None:
        """Ends the watch."""
        self._observer.stop()
        self._observer.join()

    @property
    def _quiet(self) -> float:
        return QUIET_AFTER_SAVE if self._is_saved and len(self._heard_of) == 1 else self._usual

    def _note(self, path: str, is_saved: bool) -> None:  # noqa: FBT001 - the loop passes what it calls later in order
        self._heard_of.add(path)
        self._is_saved = is_saved
        self._dirty.set()
        if is_saved:
            self._last_saved = path
            self._save.set()

    def _started(self) -> BaseObserver:
        observer = self._observers.pop(0)()
        observer.daemon = True
        observer.start()
        return observer

    def _schedule(self, folder: Path, identity: tuple[int, int], *, recursive: bool) -> None:
        try:
            watch = self._observer.schedule(self._handler, str(folder), recursive=recursive)
        except OSError as failure:
            # Anything else means that the folder has gone again; the next look will see.
            if failure.errno in _EXHAUSTED and self._observers:
                self._fall_back()
        else:
            self._watches[folder] = (identity, watch)

    def _fall_back(self) -> None:
        """Goes on with the next kind of observer."""
        self.close()
        self._watches.clear()
        self._observer = self._started()
        self._notice()
        self.renew()

    async def _heard(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._dirty.wait(), seconds)
        except TimeoutError:
            return False
        return True


class _Handler(FileSystemEventHandler):
    """Passes hints on, from the observer's thread."""

    def __init__(self, root: Path, hint: Callable[[str, bool], object]) -> None:
        self._root = root
        self._hint = hint

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called for every event of the site's watches."""
        if is_hint(event, self._root):
            saved = saved_file(event)
            self._hint(saved or os.fsdecode(event.src_path), bool(saved))


@contextmanager
def watching(
    root: Path,
    *,
    notice: Callable[[], None],
    observers: Sequence[Callable[[], BaseObserver]] = (Observer, PollingObserver),
    quiet: float = QUIET,
) -> Iterator[Watch]:
    """Watches a site; called inside a running event loop.

    Args:
        root: the site's folder, absolute.
        notice: called when the system has no watches left, so that the folders are looked through every second.
        observers: kinds to try, the best first.
        quiet: seconds without a hint after which a burst is over, but for the save of one file.
    """
    watch = Watch(root, observers=observers, notice=notice, quiet=quiet)
    with warnings.catch_warnings():
        # Of a folder that comes back the library may still know the one that went: nothing an author can do about.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        try:
            yield watch
        finally:
            watch.close()


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another that took its name; ``None`` where there is no folder."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
