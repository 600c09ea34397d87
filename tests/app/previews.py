"""A running preview for tests, what is asked of it as a browser asks, and its stream of events."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import queue
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn

from generator.app.preview import listen
from generator.app.preview.live import Live, State, application

WINDOWS = os.name == "nt"
ADDRESS = "stories/2026/a.html"
STORY = "---\ntitle: {title}\ndate: 2026-02-01 09:00\nchannel: stories\n---\n{text}\n"
BROKEN = "---\ntitle: 灯亮了\ndate: 2026-02-30\nchannel: stories\n---\n正文。\n"


def make_site(root: Path, *, text: str = "旧的正文。") -> Path:
    stories = root / "content" / "stories"
    stories.mkdir(parents=True)
    (root / "content" / "site.yaml").write_text("title: 点亮\norganization: 某某社区\n", "utf-8")
    (root / "content" / "channels.yaml").write_text("- {id: stories, name: 故事}\n", "utf-8")
    (stories / "a.md").write_text(STORY.format(title="灯亮了", text=text), "utf-8")
    return root


def write(root: Path, text: str) -> None:
    """Saves the story as editors do: under another name first."""
    fresh = root / "content" / "stories" / ".a.md.tmp"
    fresh.write_text(text, "utf-8")
    fresh.replace(root / "content" / "stories" / "a.md")


class Preview:
    """A running ``wishlight serve``."""

    def __init__(self, site: Path, *options: str, desk: Path, now: str) -> None:
        """Starts it; without ``now``, the clock goes on as it does."""
        desk.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", str(site), *(("--now", now) if now else ()), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=os.environ | {"TMPDIR": str(desk), "TEMP": str(desk), "PYTHONIOENCODING": "utf-8"},
        )
        self.said = ""
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.port = int(self.hears(r"http://[^:]+:(\d+)/")[1])
        except BaseException:
            self.process.kill()
            raise
        self.url = f"http://127.0.0.1:{self.port}/"

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def hears(self, pattern: str, *, within: float = 20.0) -> re.Match[str]:
        """Waits until something is said that was not heard before."""
        latest, heard = time.monotonic() + within, ""
        while not (match := re.search(pattern, heard)):
            try:
                line = self._lines.get(timeout=max(0.0, latest - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"{pattern} was not said in {within} s:\n{self.said}")
            assert line is not None, f"ended: {self.said}"
            heard += line
            self.said += line
        return match

    def get(self, path: str = "/", **headers: str) -> tuple[int, str]:
        return ask(self.port, path, **headers)

    def stop(self, number: int) -> int:
        """Asks it to end, and returns its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=5)
        while (line := self._lines.get(timeout=5)) is not None:
            self.said += line
        return code


def run(site: Path, *options: str) -> int:
    """The exit code of a preview that cannot begin."""
    command = [sys.executable, "-m", "generator", "serve", str(site), *options]
    return subprocess.run(command, check=False, timeout=20).returncode


@contextmanager
def serving(site: Path, *options: str, now: str = "2026-11-24 12:00") -> Iterator[Preview]:
    preview = Preview(site, "--port", "0", *options, desk=site.parent / "desk", now=now)
    try:
        yield preview
    finally:
        preview.process.kill()
        preview.process.wait()
        assert preview.process.stdout is not None
        preview.process.stdout.close()


def ask(port: int, path: str, *, method: str = "GET", **headers: str) -> tuple[int, str]:
    """One request, its path sent as it stands."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    finally:
        connection.close()


class Stream:
    """A browser's stream of events."""

    def __init__(self, port: int, path: str = "/") -> None:
        """Opens the stream of a page; its path is percent-encoded as in an address."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        target = f"/.wishlight/events?path={quote(path, safe='')}"
        self._socket.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        self._file = self._socket.makefile("rb")

    def state(self) -> dict[str, Any]:
        """The next state that is told."""
        while line := self._file.readline():
            if line.startswith(b"data: "):
                return dict(json.loads(line.removeprefix(b"data: ")))
        raise EOFError

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        latest = time.monotonic() + 10
        while not wanted(state := self.state()):
            assert time.monotonic() < latest, state
        return state

    def close(self) -> None:
        self._file.close()
        self._socket.close()


class Desk:
    """A folder served as a preview serves what it built; its state is ours to show.

    Attributes:
        folder: what is served, absolute; empty at first.
        port: where.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._live = Live(State(1, built=True))
        listener = listen.at("127.0.0.1", 0)
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        app = application(folder, self._live, hosts=("localhost", "127.0.0.1", "[::1]"))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        self._ready = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(listener),))
        self._thread.start()
        assert self._ready.wait(timeout=5)

    async def _serve(self, listener: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready.set()
        await self._server.serve(sockets=[listener])

    def write(self, files: dict[str, str | bytes]) -> None:
        """Puts files in their places as a commit does: whole, and one after the other."""
        for path, content in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            fresh = self.folder / ".fresh"
            fresh.write_bytes(content.encode() if isinstance(content, str) else content)
            fresh.replace(self.folder / path)

    def show(self, **state: Any) -> None:
        """Shows another state: built anew unless told otherwise, with nothing wrong."""
        fresh = State(**{"number": self._live.state.number + 1, "built": True} | state)
        self._loop.call_soon_threadsafe(self._live.show, fresh)

    def close(self) -> None:
        """Ends it, if it has not ended."""
        if not self._thread.is_alive():
            return
        self._server.should_exit = True
        self._loop.call_soon_threadsafe(self._live.close)
        self._thread.join(timeout=5)
        assert not self._thread.is_alive()
