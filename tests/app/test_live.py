"""The preview, called as a browser calls it: what it serves, what it refuses, and what it tells of open pages."""

from __future__ import annotations

import http.client
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from generator.app.preview.live import find
from generator.app.preview.look import look_of
from generator.app.preview.panels import Fault, panel
from tests.app.previews import WINDOWS, Desk, Stream, ask

FRONT = "<body>首页</body>".encode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A built site, served."""
    around = tmp_path_factory.mktemp("served")
    folder = around / "built"
    for path, text in {
        "index.html": FRONT.decode(),
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
    with closing(Desk(folder)) as desk:
        yield desk


def test_pages_carry_the_script_and_nothing_is_kept(served: Desk) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.request("GET", "/")
    response = connection.getresponse()
    script = r'<script src="/.wishlight/live.js" data-bones="[0-9a-f]{32}" data-styles="\[\]"></script>'
    assert re.fullmatch(f"<body>首页{script}</body>", response.read().decode())
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    connection.request("GET", "/assets/site.js")
    response = connection.getresponse()
    assert (response.read(), response.headers["Content-Type"]) == (b"1", "text/javascript; charset=utf-8")
    # Its name is another when it is; a reload need not wait for it.
    assert "immutable" in response.headers["Cache-Control"]
    connection.close()


def test_addresses_with_a_query_other_methods_and_missing_pages_are_answered(served: Desk) -> None:
    port = served.port
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
def test_fault_45_nothing_outside_is_reachable(served: Desk, path: str, caplog: pytest.LogCaptureFixture) -> None:
    status, text = ask(served.port, path)
    assert status == 404
    assert "秘密" not in text
    assert not caplog.records


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.168.1.1", "", "a b", "127.0.0.1@x"])
def test_fault_45_foreign_names_are_refused(served: Desk, host: str) -> None:
    assert ask(served.port, "/", Host=host)[0] == 400


def test_fault_45_a_huge_header_is_refused(served: Desk) -> None:
    # It may hang up before everything was sent.
    with suppress(ConnectionError):
        assert ask(served.port, "/", X="a" * 200_000)[0] in (400, 431)
    assert ask(served.port, "/")[0] == 200


def test_a_name_in_the_request_line_or_a_second_one_opens_nothing(served: Desk) -> None:
    host = f"127.0.0.1:{served.port}"
    for request in (
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: {host}\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /../secret.html HTTP/1.0\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", served.port), timeout=5) as connection:
            connection.sendall(request.encode())
            assert re.match(rb"HTTP/1.1 40[034] ", connection.recv(4096)), request


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_our_own_names_are_known(served: Desk, host: str) -> None:
    assert ask(served.port, "/", Host=host)[0] == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:1", "https://127.0.0.1", "http://[x", ""]
)
def test_fault_45_foreign_pages_hear_no_events(served: Desk, origin: str) -> None:
    assert ask(served.port, "/.wishlight/events", Origin=origin)[0] == 403
    assert ask(served.port, "/", Origin=origin)[0] == 403


def test_our_own_pages_are_served(served: Desk) -> None:
    assert ask(served.port, "/", Origin=f"http://127.0.0.1:{served.port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/link.html",
        "/pipe",
        "/%00",
        "/%ff",
        "/" + "x" * 9000,
    ],
)
def test_events_tell_nothing_of_what_is_outside(served: Desk, path: str) -> None:
    with closing(Stream(served.port, path)) as asked, closing(Stream(served.port, "/404.html")) as missing:
        assert asked.state()["bones"] == missing.state()["bones"]


def test_fault_44_two_hundred_open_tabs_all_hear(served: Desk) -> None:
    with ExitStack() as held:
        tabs = [held.enter_context(closing(Stream(served.port, "/stories/a.html"))) for _ in range(200)]
        assert {tab.state()["panel"] for tab in tabs} == {""}
        served.show(panel="坏了")
        assert {tab.state()["panel"] for tab in tabs} == {"坏了"}
        served.show()
        assert {tab.state()["panel"] for tab in tabs} == {""}
    assert ask(served.port, "/")[0] == 200


# What an open page is told of itself.


def test_an_event_tells_how_the_page_looks_now(tmp_path: Path) -> None:
    page = '<link rel="stylesheet" href="assets/{style}.css"><body>{text}</body>'
    (tmp_path / "site").mkdir()
    with closing(Desk(tmp_path / "site")) as desk:
        desk.write({"t/心愿.html": page.format(style="1", text="甲"), "404.html": "没有"})
        with closing(Stream(desk.port, "/t/%E5%BF%83%E6%84%BF.html")) as tab:
            first = tab.state()
            assert first["styles"] == ["assets/1.css"]
            assert f'data-bones="{first["bones"]}"' in ask(desk.port, "/t/%E5%BF%83%E6%84%BF.html")[1]
            # Another page is not this one.
            desk.write({"other.html": "乙"})
            desk.show()
            assert tab.state() == first
            desk.write({"t/心愿.html": page.format(style="2", text="甲")})
            desk.show()
            assert tab.state() == first | {"styles": ["assets/2.css"]}
            desk.write({"t/心愿.html": page.format(style="2", text="乙")})
            desk.show()
            assert tab.state()["bones"] != first["bones"]
            (desk.folder / "t" / "心愿.html").unlink()
            desk.show()
            gone = tab.state()["bones"]
        assert f'data-bones="{gone}"' in ask(desk.port, "/nowhere.html")[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<link rel="stylesheet" href="a.css">', '<link rel="stylesheet" href="b.css">'),
        ("<link href=a.css rel=stylesheet>", "<link href=b.css rel=stylesheet>"),
        ("<LINK\nREL='stylesheet'\nHREF='a.css' media=print>", "<LINK\nREL='stylesheet'\nHREF='b.css' media=print>"),
    ],
)
def test_other_clothes_are_no_other_page(before: str, after: str) -> None:
    old, new = look_of(before.encode()), look_of(after.encode())
    assert old.bones == new.bones
    assert (old.styles, new.styles) == (("a.css",), ("b.css",))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<link rel="icon" href="a.svg">', '<link rel="icon" href="b.svg">'),
        ('<link rel="stylesheet" href="a.css">', '<link rel="stylesheet" href="a.css" media="print">'),
        ('<link rel="stylesheet" href="a.css">', ""),
        ('<script src="a.js"></script>', '<script src="b.js"></script>'),
        ('<link rel="stylesheet" data-href="a">', '<link rel="stylesheet" data-href="b">'),
        ('<img src="a.jpg">', '<img src="b.jpg">'),
    ],
)
def test_whatever_else_changes_makes_another_page(before: str, after: str) -> None:
    assert look_of(before.encode()).bones != look_of(after.encode()).bones


def test_a_glimpse_stands_in_front_of_its_page_and_of_no_other(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    with closing(Desk(tmp_path / "built")) as desk:
        desk.write({"a.html": "<p>旧的</p>", "b.html": "<p>别的</p>", "404.html": "<p>没有</p>"})
        browser, other = Stream(desk.port, "/a.html"), Stream(desk.port, "/b.html")
        first, untouched = browser.state(), other.state()
        desk.show(glimpses={"a.html": "<p>新的</p>".encode(), "c.html": "<p>还没有</p>".encode()})
        assert browser.until(lambda state: state["bones"] != first["bones"])
        assert other.state() == untouched
        assert "新的" in ask(desk.port, "/a.html")[1]
        assert "别的" in ask(desk.port, "/b.html")[1]
        assert ask(desk.port, "/c.html")[0] == 404
        desk.show()
        assert browser.until(lambda state: state["bones"] == first["bones"])
        browser.close()
        other.close()


def test_fault_45_many_ranges_are_no_work(served: Desk) -> None:
    (served.folder / "assets" / "film.mp4").write_bytes(b"x" * 10_000)
    assert ask(served.port, "/assets/film.mp4", Range="bytes=2-4") == (206, "xxx")
    many = "bytes=" + ",".join(f"{start}-{start}" for start in range(0, 10_000, 2))
    started = time.monotonic()
    assert ask(served.port, "/assets/film.mp4", Range=many)[0] in (200, 400, 416)
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
