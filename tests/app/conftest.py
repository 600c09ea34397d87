"""The demo, built once and served, and a browser to look at it with."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.app.building.build import build
from generator.model.settings import BuildOptions
from tests import sites
from tests.browser import chromium

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo below ``a/b/`` of a folder to serve. Without a base URL, so that 404.html too is looked at as it is."""
    root = tmp_path_factory.mktemp("www")
    options = BuildOptions(now=dt.datetime(2026, 11, 24, 12), output=str(root / "a/b"), base_url="", clean=True)
    demo = sites.copy_of(ROOT, tmp_path_factory.mktemp("demo"))
    report = build(demo, options, progress=lambda *_: None)
    assert report.problems == ()
    return root


@pytest.fixture(scope="session")
def address(served: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(served)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a/b/"
    server.shutdown()
    server.server_close()


# While it runs, its thread has an event loop; other tests want to begin their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running
