"""Links to other sites, asked of a server of our own; and whom we never ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import pytest

from generator.app.building import build as app
from generator.app.external import is_public, unreachable
from generator.model.settings import BuildOptions
from tests import sites

ANSWERS = {"/there": 200, "/gone": 410, "/missing": 404, "/guarded": 403, "/broken": 502}
CHINESE = "/" + quote("灯亮了")
MOVES = {
    "/moved": "/there",
    "/to-chinese": "/灯亮了",
    "/away": "/missing",
    "/circle": "/circle",
    "/inside": "http://127.0.0.2:1/",
}


class _Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.command} {self.path} {self.headers['User-Agent'].split()[0]}")
        if self.path in MOVES:
            self.send_response(302)
            self.send_header("Location", MOVES[self.path].encode().decode("latin-1"))
        elif self.path == "/no-head" and self.command == "HEAD":
            self.send_response(405)
        else:
            self.send_response(ANSWERS.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    _Server.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


ask = partial(unreachable, may_ask=lambda address: address == "127.0.0.1", timeout=2)


def test_what_leads_somewhere_and_what_does_not(url: str) -> None:
    paths = (*ANSWERS, *MOVES, "/no-head", "/there#place")
    found = ask(f"{url}{path}" for path in paths)
    assert {address.removeprefix(url): cause for address, cause in found.items()} == {
        "/gone": "410",
        "/missing": "404",
        "/broken": "502",
        "/away": "404",
        "/circle": "> 5 ×",
    }
    assert "GET /no-head wishlight-link-check" in _Server.asked
    assert not any(asked.startswith("GET /there") for asked in _Server.asked)


def test_what_was_typed_in_chinese_is_asked_as_a_browser_would(url: str) -> None:
    typed = ["/灯亮了", "/灯亮了?名=韦 大爷", "/a b", "/%E7%81%AF?a=1&b=%20", "/to-chinese"]
    assert ask(f"{url}{path}" for path in typed) == {}
    assert [asked.split()[1] for asked in sorted(_Server.asked)] == sorted(
        [
            CHINESE,
            f"{CHINESE}?{quote('名')}={quote('韦 大爷')}",
            "/a%20b",
            "/%E7%81%AF?a=1&b=%20",
            "/to-chinese",
            CHINESE,
        ]
    )
    assert ask(["http://没有这家.invalid/"]) == {"http://没有这家.invalid/": "DNS"}


def test_hosts_that_are_none(url: str) -> None:
    assert ask(["http://no-such-host.invalid/"]) == {"http://no-such-host.invalid/": "DNS"}
    assert len(ask(["http://127.0.0.1:9/", "http://["])) == 2
    assert _Server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00::1",
        "100.64.0.1",
        "224.0.0.1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
    ],
)
def test_nobody_inside_the_house_is_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"])
def test_everybody_else_may_be(address: str) -> None:
    assert is_public(address)


def test_this_machine_is_never_asked(url: str) -> None:
    assert unreachable([f"{url}/gone", "http://localhost/", "ftp://example.org/"], timeout=2) == {}
    assert _Server.asked == []


def test_only_a_check_that_is_told_to_asks(site: Callable[..., Path], url: str) -> None:
    root = site(
        "-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n"
        f"见[那里]({url}/gone)和[这里]({url}/there)。\n"
    )
    options = BuildOptions(now=sites.NOW, jobs=1)
    assert app.check(root, options, progress=lambda *_: None).problems == ()
    assert sites.build(root).problems == ()
    assert _Server.asked == []
    (problem,) = app.check(root, options, progress=lambda *_: None, unreachable=ask).problems
    assert (problem.code, problem.location.path, problem.location.line) == ("L313", "content/stories/a.md", 6)
    assert not problem.is_error
