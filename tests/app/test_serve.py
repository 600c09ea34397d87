"""The preview, called as a browser calls it: what it serves, what it refuses, how it follows the files, how it ends."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from generator.app import listen
from generator.app.live import Fault, Live, State, application, find, panel
from generator.base.problems import UsageError

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

    def __init__(self, site: Path, *options: str, desk: Path) -> None:
        desk.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", str(site), "--now", "2026-11-24 12:00", *options],
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
def serving(site: Path, *options: str) -> Iterator[Preview]:
    preview = Preview(site, "--port", "0", *options, desk=site.parent / "desk")
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

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._socket.sendall(f"GET /.wishlight/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        self._file = self._socket.makefile("rb")

    def state(self) -> dict[str, str]:
        """The next state that is told."""
        while line := self._file.readline():
            if line.startswith(b"data: "):
                return dict(json.loads(line.removeprefix(b"data: ")))
        raise EOFError

    def until(self, wanted: Callable[[dict[str, str]], bool]) -> dict[str, str]:
        latest = time.monotonic() + 10
        while not wanted(state := self.state()):
            assert time.monotonic() < latest, state
        return state

    def close(self) -> None:
        self._file.close()
        self._socket.close()


# The browser's side, with a folder made by hand.


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A built site, and the port at which it is served."""
    around = tmp_path_factory.mktemp("served")
    folder = around / "built"
    for path, text in {
        "index.html": "<body>首页</body>",
        "404.html": "<BODY>没有这一页",
        "stories/a.html": "<p>无尾",
        "assets/site.js": "1",
        ".wishlight.json": "{}",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (around / "secret.html").write_text("秘密", "utf-8")
    if not WINDOWS:
        (folder / "link.html").symlink_to(around / "secret.html")
        (folder / "out").symlink_to(around)
        os.mkfifo(folder / "pipe")
    listener = listen.at("127.0.0.1", 0)
    live = Live(State("v-1", built=True))
    app = application(folder, live, hosts=("localhost", "127.0.0.1", "[::1]"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield folder, listener.getsockname()[1]
    server.should_exit = True
    thread.join(timeout=5)
    assert not thread.is_alive()


def test_pages_carry_the_script_and_nothing_is_kept(served: tuple[Path, int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served[1])
    connection.request("GET", "/")
    response = connection.getresponse()
    assert response.read().decode() == (
        '<body>首页<script src="/.wishlight/live.js" data-version="v-1"></script></body>'
    )
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    connection.request("GET", "/assets/site.js")
    response = connection.getresponse()
    assert (response.read(), response.headers["Content-Type"]) == (b"1", "text/javascript; charset=utf-8")
    connection.close()


def test_other_answers(served: tuple[Path, int]) -> None:
    port = served[1]
    assert ask(port, "/stories/a.html")[1].startswith("<p>无尾<script ")
    assert ask(port, "/?q=1#x")[0] == 200
    assert ask(port, "/", method="HEAD") == (200, "")
    assert ask(port, "/", method="POST")[0] == 405
    status, text = ask(port, "/nothing.html")
    assert status == 404
    assert text.startswith("<BODY>没有这一页<script ")
    assert ask(port, "/.wishlight/live.js")[1].startswith("//")
    assert ".problems" in ask(port, "/.wishlight/live.css")[1]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/stories/..%2f..%2fsecret.html",
        "/stories/../../secret.html",
        "/..\\secret.html",
        "/..%5csecret.html",
        "/%00",
        "/index.html%00",
        "/index.html%0a",
        "/link.html",
        "/out/secret.html",
        "/out/built/index.html",
        "/pipe",
        "/stories",
        "/stories/",
        "//secret.html",
        "//index.html",
        "/C:/secret.html",
        "/.wishlight.json",
        "/.wishlight/",
        "/%ff%fe",
        "/" + "a" * 5000,
        "/index.html/",
        "/index.html/x",
    ],
)
def test_nothing_outside_is_reachable(served: tuple[Path, int], path: str, caplog: pytest.LogCaptureFixture) -> None:
    status, text = ask(served[1], path)
    assert status == 404
    assert "秘密" not in text
    assert not caplog.records


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.168.1.1", "", "a b", "127.0.0.1@x"])
def test_foreign_names_are_refused(served: tuple[Path, int], host: str) -> None:
    assert ask(served[1], "/", Host=host)[0] == 400


def test_a_huge_header_is_refused(served: tuple[Path, int]) -> None:
    # It may hang up before everything was sent.
    with suppress(ConnectionError):
        assert ask(served[1], "/", X="a" * 200_000)[0] in (400, 431)
    assert ask(served[1], "/")[0] == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_our_own_names_are_known(served: tuple[Path, int], host: str) -> None:
    assert ask(served[1], "/", Host=host)[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1", "https://127.0.0.1"])
def test_foreign_pages_hear_no_events(served: tuple[Path, int], origin: str) -> None:
    assert ask(served[1], "/.wishlight/events", Origin=origin)[0] == 403


def test_many_ranges_are_no_work(served: tuple[Path, int]) -> None:
    (served[0] / "assets" / "film.mp4").write_bytes(b"x" * 10_000)
    assert ask(served[1], "/assets/film.mp4", Range="bytes=2-4") == (206, "xxx")
    many = "bytes=" + ",".join(f"{start}-{start}" for start in range(0, 10_000, 2))
    started = time.monotonic()
    assert ask(served[1], "/assets/film.mp4", Range=many)[0] in (200, 400, 416)
    assert time.monotonic() - started < 2


def test_a_file_is_found_only_as_itself(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "a").mkdir()
    (root / "a" / "index.html").touch()
    assert find(root, "a/") == root / "a" / "index.html"
    assert find(root, "a/index.html") == root / "a" / "index.html"
    assert find(root, "a/./index.html") is None
    assert find(root, "a//index.html") is None


def test_the_panel_says_what_authors_wrote_and_runs_nothing() -> None:
    fault = Fault("content/a.md:3:1", "S201", "<img src=x onerror=alert(1)>", "“&”")
    text = panel([fault], count=7, language="en")
    assert "content/a.md:3:1" in text
    assert "7 to mend" in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "<img" not in text


# Ports and hosts.


def test_the_next_free_port_is_taken() -> None:
    ports: list[int] = []

    def take_all(held: ExitStack) -> None:
        while True:
            ports.append(held.enter_context(listen.at("127.0.0.1", None)).getsockname()[1])

    with ExitStack() as held:
        with pytest.raises(UsageError) as caught:
            take_all(held)
        assert ports == sorted(set(ports))
        assert set(ports) <= set(listen.PORTS)
        assert ports
    assert caught.value.code == "U826"
    assert ("port", "8000–8010") in caught.value.facts


def test_a_port_that_was_asked_for_and_is_taken(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with listen.at("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert run(make_site(tmp_path), "--port", str(port)) == 2
    assert f"U826 端口 {port} 用不了" in capfd.readouterr().err


def test_a_host_that_is_not_here() -> None:
    for host in ("192.0.2.1", "no-such-host.invalid", "a" * 70 + ".b"):
        with pytest.raises(UsageError) as caught:
            listen.at(host, 0)
        assert (caught.value.code, caught.value.facts) == ("U828", (("host", host),))


def test_names_and_addresses() -> None:
    with listen.at("127.0.0.1", 0) as private, listen.at("0.0.0.0", 0) as public:
        assert listen.is_private(private)
        assert listen.addresses_of(private) == [f"http://127.0.0.1:{private.getsockname()[1]}/"]
        assert "evil.example" not in listen.names_of(private, "127.0.0.1")
        assert not listen.is_private(public)
        assert "0.0.0.0" in listen.names_of(public, "0.0.0.0")
        assert listen.addresses_of(public)[0].startswith("http://127.0.0.1:")


# The whole command.


def test_a_day_with_the_preview(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    with serving(site, "--drafts") as preview:
        assert "旧的正文。" in preview.get(f"/{ADDRESS}")[1]
        browser = Stream(preview.port)
        first = browser.state()
        assert first["panel"] == ""

        # What is broken leaves the page as it is, and says where.
        write(site, BROKEN)
        broken = browser.until(lambda state: state["panel"] != "")
        assert broken["version"] == first["version"]
        assert "content/stories/a.md:3:" in broken["panel"]
        preview.hears(r"content/stories/a\.md:3:\d+: S")
        assert "旧的正文。" in preview.get(f"/{ADDRESS}")[1]

        # What is as it was is no new version.
        write(site, STORY.format(title="灯亮了", text="旧的正文。"))
        assert browser.state() == first
        preview.hears("没有变化")

        # A draft is shown, and nothing at all gets into the site's own output.
        write(site, STORY.format(title="灯亮了\ndraft: true", text="新的正文。"))
        assert browser.until(lambda state: state["version"] != first["version"])["panel"] == ""
        preview.hears("已更新：写出 [1-9]")
        assert "新的正文。" in preview.get(f"/{ADDRESS}")[1]
        assert not (site / "output").exists()

        # Without its content the site is still shown, and said to be gone.
        (site / "content").rename(tmp_path / "away")
        assert "U820" in browser.until(lambda state: state["panel"] != "")["panel"]
        assert preview.get()[0] == 200
        (tmp_path / "away").rename(site / "content")
        assert browser.until(lambda state: state["panel"] == "")
        browser.close()


@pytest.mark.skipif(WINDOWS, reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    site = make_site(tmp_path / "site")
    with serving(site) as preview:
        for _ in range(50):
            Stream(preview.port).close()
        staying = [Stream(preview.port) for _ in range(30)]
        assert all(stream.state()["panel"] == "" for stream in staying)
        assert len(list((tmp_path / "desk").iterdir())) == 1
        started = time.monotonic()
        code = preview.stop(number)
        assert code == 0
        assert time.monotonic() - started < 1.8
        for stream in staying:
            stream.close()
    assert list((tmp_path / "desk").iterdir()) == []
    assert "Traceback" not in preview.said
    assert "rror" not in preview.said


def test_a_site_that_is_broken_from_the_start(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    write(site, BROKEN)
    with serving(site, "--lang", "en", "--host", "0.0.0.0") as preview:
        preview.hears("Warning: everybody on this network")
        status, text = preview.get()
        assert status == 503
        assert "1 to mend" in text
        assert "content/stories/a.md:3:" in text
        browser = Stream(preview.port)
        before = browser.state()
        write(site, STORY.format(title="灯亮了", text="好了。"))
        assert browser.until(lambda state: state["version"] != before["version"])["panel"] == ""
        browser.close()
        assert "好了。" in preview.get(f"/{ADDRESS}")[1]


def test_a_folder_without_a_site(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert "U820" in capfd.readouterr().err


# A real browser.


@pytest.fixture
def page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 800, "height": 600})
        browser.close()


@pytest.mark.browser
def test_the_open_page_follows_every_save(tmp_path: Path, page: Any) -> None:
    long = "\n\n".join(f"第{number}段。" for number in range(200))
    site = make_site(tmp_path / "site", text=long)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with serving(site) as preview:
        page.goto(preview.url + ADDRESS)
        page.evaluate("scrollTo(0, 3000)")
        overlay = page.locator("wishlight-preview .problems")

        write(site, STORY.format(title="灯又亮了", text=long))
        page.wait_for_selector("h1:has-text('灯又亮了')", state="attached")
        page.wait_for_function("scrollY === 3000")
        assert overlay.count() == 0

        write(site, BROKEN)
        overlay.wait_for(state="visible")
        told = overlay.inner_text()
        assert "content/stories/a.md:3:" in told
        assert "2026-02-30" in told
        assert "有 1 处要改" in told
        assert page.locator("h1").inner_text() == "灯又亮了"

        write(site, STORY.format(title="灯又亮了", text=long))
        overlay.wait_for(state="detached")
        assert page.evaluate("scrollY") == 3000
    assert faults == []
