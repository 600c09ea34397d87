"""The builds of a preview, one after the other, each in a thread that nobody has to wait for."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from generator.app.building.session import Session
from generator.app.outcome import Report
from generator.app.preview import aside
from generator.base import digest
from generator.model.settings import BuildOptions
from generator.read import source, survey
from generator.read.survey import CONTENT

_REGISTER = (*(path for path in source.LISTS if survey.is_private(path)), f"{CONTENT}/granters.yaml")
"""What says who may be named and shown."""


class Rebuilt(NamedTuple):
    """A build that came to its end: its report, and that of the rest of the site with what was set aside for it."""

    report: Report
    rest: tuple[Report, source.Instead] | None


class _AbandonedError(Exception):
    """Raised inside a build that nobody waits for any more."""


class Rebuilds:
    """A site that is built again and again into one folder."""

    def __init__(self, root: Path, output: Path, session: Session, *, drafts: bool, now: dt.datetime | None) -> None:
        """Builds nothing yet.

        Args:
            root: the site's folder.
            output: where the preview stands.
            session: what one build leaves to the next.
            drafts: show drafts and stories whose time has not come.
            now: the moment to show the site as of; ``None`` for the present, as it passes.
        """
        self._root = root
        self._output = output
        self._session = session
        self._drafts = drafts
        self._now = now
        self._shown_under = b""
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    async def next(self) -> Rebuilt:
        """Builds the site as it is now. Whenever the thread is killed, no file is harmed.

        Raises:
            Exception: whatever the build raised.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Rebuilt] = loop.create_future()

        def tell(settle: Callable[[Any], None], outcome: object) -> None:
            if not future.done():
                settle(outcome)

        def run() -> None:
            settle: Callable[[Any], None] = future.set_result
            try:
                outcome: object = self._build()
            except BaseException as failure:  # noqa: BLE001 - raised again where it is awaited
                settle, outcome = future.set_exception, failure
                if isinstance(failure, StopIteration):
                    # A future takes none. What raised it is to be told all the same.
                    outcome = RuntimeError("StopIteration")
                    outcome.__cause__ = failure
            # Without a loop there is nobody left to hear.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, settle, outcome)
            self._session.tidy()

        self._thread = threading.Thread(target=run, name="build", daemon=True)
        self._thread.start()
        return await future

    def leave(self, *, within: float) -> None:
        """Stops whatever is being built at its next page, and leaves it behind if that takes more than some seconds."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(within)

    @property
    def has_shown(self) -> bool:
        """Whether there was ever a page to be looked at."""
        return bool(self._shown_under)

    def is_still_fit(self) -> bool:
        """Whether what was built last may be shown: under another register, somebody may have taken a consent back."""
        return self._shown_under == self._register()

    def _build(self) -> Rebuilt:
        now = self._now or dt.datetime.now(dt.UTC)
        # Only the first has work for several processes; to start them takes longer than most later ones.
        jobs = 1 if self.has_shown else os.cpu_count() or 1
        options = BuildOptions(now=now, output=str(self._output), drafts=self._drafts, jobs=jobs)
        # Read first: what changes meanwhile is another than what is shown.
        register = self._register()
        built = Rebuilt(*aside.preview(self._root, options, progress=self._go_on, session=self._session))
        if built.rest or not built.report.failed(strict=False):
            self._shown_under = register
        return built

    def _register(self) -> bytes:
        """Digest of what the files hold that say who may be named and shown."""
        return digest.of_value([source.content_of(self._root, path) for path in _REGISTER])

    def _go_on(self, _step: str, _done: int, _total: int) -> None:
        if self._stopping.is_set():
            raise _AbandonedError
