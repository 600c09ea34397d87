"""``serve``: build in a loop. The last good site stays in the browser, and what is wrong with the next lies over it."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import FrameType

import msgspec
import uvicorn

from generator.app import failures, words
from generator.app import report as reports
from generator.app.building.session import Session
from generator.app.outcome import Report
from generator.app.preview import listen, panels, serve_text
from generator.app.preview.glimpse import Glimpses
from generator.app.preview.live import Live, State, application
from generator.app.preview.rebuild import Rebuilds, Rebuilt
from generator.app.preview.watch import Watch, watching
from generator.app.words import Speaker
from generator.base.problems import MachineError, RunError, UsageError
from generator.read import source
from generator.read.survey import CONTENT

_RETRY = 5.0
"""Seconds after which a build that the machine failed is tried again."""

# A browser that does not hang up is not waited for any longer.
_FAREWELL = 2


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked of a preview.

    Attributes:
        host: an address of this machine.
        port: ``None`` for the next free one of ``listen.PORTS``, 0 for any.
        language: of our words; ``None`` for the site's.
        drafts: show drafts and stories whose time has not come.
        now: the moment to show the site as of; ``None`` for the present, as it passes.
    """

    host: str = "127.0.0.1"
    port: int | None = None
    language: str | None = None
    drafts: bool = False
    now: dt.datetime | None = None


def serve(root: Path, asked: Asked, *, tell: Callable[[str], None]) -> None:
    """Builds, serves and watches a site until it is told to stop, by Ctrl-C or by the system.

    Args:
        root: the site's folder.
        asked: where, and of what.
        tell: prints a line or several.

    Raises:
        UsageError: U820, there is no site in that folder; U826, the port is taken; U828, no such address here.
        MachineError: the first build found a machine that fails.
    """
    root = root.absolute()
    if not (root / CONTENT).is_dir():
        raise UsageError("U820", folder=root)
    with (
        _stoppable(),
        closing(listen.at(asked.host, asked.port)) as listener,
        # Not in the site's output: what is looked at is not what is published, and drafts never get there.
        tempfile.TemporaryDirectory(prefix="wishlight-", ignore_cleanup_errors=True) as desk,
        suppress(KeyboardInterrupt),
    ):
        asyncio.run(_run(_Preview(root, Path(desk) / "site", asked, tell=tell), listener))


async def _run(preview: _Preview, listener: socket.socket) -> None:
    """The whole preview. Who calls during the first build waits in the listener's queue."""
    asked, tell, say = preview.asked, preview.tell, preview.say
    polling = (
        "系统的文件监视名额用完了，改为每秒查看一遍。",
        "The system has no file watches left; looking every second.",
    )
    with watching(preview.root, notice=lambda: tell(say(*polling))) as watch, preview.working():
        tell(say("正在生成预览……", "Building the preview …"))
        await preview.first()
        server = _server(preview, listener, asked.host)
        following = asyncio.gather(_keep_fresh(preview, watch), _look_ahead(preview, watch))
        following.add_done_callback(lambda _: server.leave())
        tell(listen.welcome(listener, say))
        try:
            await server.serve(sockets=[listener])
        finally:
            following.cancel()
        with suppress(asyncio.CancelledError):
            await following


async def _keep_fresh(preview: _Preview, watch: Watch) -> None:
    while True:
        await watch.burst(within=preview.patience)
        await preview.again()


async def _look_ahead(preview: _Preview, watch: Watch) -> None:
    """Shows what a save makes of the page it is about, while the site is still being built."""
    while True:
        await preview.glimpse(Path(await watch.saved()))


class _Preview:
    """What the browser shows, and the terminal tells, of a site that is built again and again."""

    def __init__(self, root: Path, output: Path, asked: Asked, *, tell: Callable[[str], None]) -> None:
        self.root = root
        self.output = output
        self.asked = asked
        self.tell = tell
        self.failed_by_machine = False
        self._session = Session(root, repeats=True)
        clock = None if asked.now else functools.partial(dt.datetime.now, dt.UTC)
        self._glimpses = Glimpses(root, self._session, clock=clock)
        self._language = asked.language or "zh-CN"
        self._said = ""
        self._due: dt.datetime | None = None
        self._rebuilds = Rebuilds(root, output, self._session, drafts=asked.drafts, now=asked.now)
        self.live = Live(State(0, note=self._note()))

    async def first(self) -> None:
        """The first build; a run that cannot go on ends here."""
        started = time.perf_counter()
        self._report(await self._rebuilds.next(), time.perf_counter() - started)

    async def again(self) -> None:
        """A build after a change; whatever happens to it, the preview goes on."""
        started, begun = time.perf_counter(), time.monotonic()
        (outcome,) = await asyncio.gather(self._rebuilds.next(), return_exceptions=True)
        self.failed_by_machine = False
        (doubt,) = await asyncio.gather(asyncio.to_thread(self._glimpses.settle, begun), return_exceptions=True)
        if isinstance(outcome, Rebuilt):
            self._report(outcome, time.perf_counter() - started)
        for failure in (outcome, doubt):
            if isinstance(failure, BaseException):
                self._excuse(failures.as_run_error(failure, self.root))

    async def glimpse(self, file: Path) -> None:
        """The page of a text that was saved, before the site is built with it; a doubt of any kind, and there is none.

        Args:
            file: absolute.
        """
        path = file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else ""
        (made,) = await asyncio.gather(asyncio.to_thread(self._glimpses.take, path), return_exceptions=True)
        if isinstance(made, BaseException):
            self._excuse(failures.as_run_error(made, self.root))
        elif made:
            self._put(msgspec.structs.replace(self.live.state, number=self.live.state.number + 1))

    @property
    def say(self) -> Speaker:
        """Speaks in the language of the preview, which may change with its settings."""
        return Speaker(self._language)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Whatever is being built when this ends stops at the next page, or is left behind if that is far."""
        try:
            yield
        finally:
            self._rebuilds.leave(within=_FAREWELL)

    @property
    def patience(self) -> float | None:
        """Seconds after which it is to be built again although nothing was saved; ``None`` for never."""
        if self.failed_by_machine:
            return _RETRY
        if self.asked.now or not self._due:
            return None
        # Never at once: clocks differ by a little, and it would be built again and again in that moment.
        return max(1.0, (self._due - dt.datetime.now(dt.UTC)).total_seconds())

    def _report(self, built: Rebuilt, seconds: float) -> None:
        """Tells of a build that came to its end, with or without errors."""
        report, rest = built
        self._language = self.asked.language or report.language
        text = reports.as_text(
            report, language=self._language, site=self.root, built=False, strict=False, rest_built=bool(rest)
        )
        self._due = report.changes_at
        if report.failed(strict=False):
            self.tell(text)
            if rest:
                self._tell_of_the_rest(*rest, seconds)
            self._show(*panels.faults_of(report, site=self.root, language=self._language))
            return
        # What is withheld or held back is said when it changes, not at every save.
        if text != self._said:
            self.tell(text)
            self._said = text
        before = self.live.state
        is_new = report.written or report.removed or not before.built
        number = before.number + 1 if is_new else before.number
        self._put(State(number, built=True, note=self._note(), language=self._language))
        self.tell(serve_text.what_changed(report, seconds, self.say, mended=bool(before.panel)))

    def _tell_of_the_rest(self, rest: Report, instead: source.Instead, seconds: float) -> None:
        """The site without what is wrong, which lies over it."""
        before = self.live.state
        number = before.number + 1 if rest.written or rest.removed or not before.built else before.number
        self._put(msgspec.structs.replace(before, number=number, built=True, language=self._language))
        for path, content in sorted(instead.items()):
            self.tell(serve_text.set_aside(path, content, self.say))
        self.tell(serve_text.what_changed(rest, seconds, self.say))

    def _excuse(self, cause: RunError) -> None:
        """Tells of a build that could not go on; the next may."""
        # A full disk or a lock goes away without a save.
        self.failed_by_machine = isinstance(cause, MachineError)
        message = words.message(cause.code, cause.facts, self._language)
        fault = panels.Fault("", cause.code, message, words.hint(cause.code, cause.facts, self._language))
        # What is tried again and fails again is said once.
        if self._show([fault], 1):
            self.tell(reports.failure_as_text(cause, self._language))

    def _show(self, faults: list[panels.Fault], count: int) -> bool:
        """Lays what is wrong over the last good page; returns whether that is new.

        Where the register is another by now, there is no good page: somebody on it may have taken a consent back.
        """
        text = panels.panel(faults, count=count, language=self._language)
        before = self.live.state
        is_good = self._rebuilds.is_still_fit()
        note = self._note()
        if self._rebuilds.has_shown and not is_good:
            self._glimpses.drop()
            note += panels.note(
                self.say("登记册改过了，旧的页面先不显示。", "The register has changed; old pages are not shown.")
            )
        self._put(msgspec.structs.replace(before, built=is_good, panel=text, note=note, language=self._language))
        return text != before.panel

    def _put(self, state: State) -> None:
        """Shows a state, with the glimpses that there are."""
        self.live.show(msgspec.structs.replace(state, glimpses=self._glimpses.pages))

    def _note(self) -> str:
        """What makes this preview another than the site of today; empty where nothing does."""
        options = []
        if self.asked.now:
            moment = self.asked.now.strftime("%Y-%m-%d %H:%M")
            options.append(self.say(f"当作 {moment}", f"as of {moment}"))
        if self.asked.drafts:
            options.append(self.say("含草稿", "with drafts"))
        return panels.note(self.say("预览：", "Preview ") + self.say("，", ", ").join(options)) if options else ""


class _Server(uvicorn.Server):
    """Ends the streams of events itself, for a browser never would."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self._live = live
        self._loop = asyncio.get_running_loop()

    def leave(self) -> None:
        """Stops serving; may be called from anywhere."""
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._live.close)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called on a signal."""
        super().handle_exit(sig, frame)
        self.leave()


def _server(preview: _Preview, listener: socket.socket, host: str) -> _Server:
    app = application(preview.output, preview.live, hosts=listen.names_of(listener, host))
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_FAREWELL,
    )
    return _Server(config, preview.live)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Lets the system's ways to end a program do what Ctrl-C does, so that nothing is left lying about."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), signal.default_int_handler) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
