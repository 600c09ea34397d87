"""The preview in the browser: the built folder and nothing else of the disk, with a script that keeps pages fresh."""

from __future__ import annotations

import asyncio
import html
import mimetypes
import os
import re
import stat
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from generator.model.addresses import FRONT, NOT_FOUND

HERE = "/.wishlight"
"""Where our own things are; no address of a site begins with a dot."""

_SCRIPT = Path(__file__).with_name("live.js")
_STYLE = Path(__file__).with_name("live.css")

# A foreign page in the same browser may load scripts from any address, and drafts stand in the search index.
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# No dot in front, and nothing that a system could take for a way out of a folder.
_STEP = re.compile(r"[^\x00-\x1f\x7f./\\:][^\x00-\x1f\x7f/\\:]*")

# Python's own table, for what Windows has registered for ".js" is anybody's guess.
_TYPES = mimetypes.MimeTypes()
for _type, _suffix in (("image/webp", ".webp"), ("font/woff2", ".woff2"), ("text/javascript", ".js")):
    _TYPES.add_type(_type, _suffix)


class Fault(msgspec.Struct, frozen=True):
    """Something to mend, in words.

    Attributes:
        place: ``path:line:column``, or empty where it is in no file.
    """

    place: str
    code: str
    message: str
    hint: str


class State(msgspec.Struct, frozen=True):
    """What the preview shows.

    Attributes:
        version: of the site as built; a page that was served under another is out of date.
        built: whether there is a site to show yet.
        panel: HTML of what is wrong; empty when all is well.
        language: of our own words.
    """

    version: str
    built: bool = False
    panel: str = ""
    language: str = "zh-CN"


class Live:
    """The state, and everybody who follows it; lives in one event loop."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._changed = asyncio.Event()
        self._closed = False

    def show(self, state: State) -> None:
        """Puts a state in place of the one before and tells all followers, if it is another."""
        if state != self.state:
            self.state = state
            self._tell()

    def close(self) -> None:
        """Sends all followers home."""
        self._closed = True
        self._tell()

    async def follow(self) -> AsyncIterator[State]:
        """The state as it is, and as it becomes; of several changes in one moment, the last."""
        while not self._closed:
            changed = self._changed
            yield self.state
            await changed.wait()

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def application(folder: Path, live: Live, *, hosts: Sequence[str]) -> Starlette:
    """What answers the browser.

    Args:
        folder: the built site; need not exist while the state says that nothing is built.
        live: read at every request.
        hosts: names under which we may be called, IPv6 in brackets. A foreign site that lets its own name point to this
            machine gets nothing.
    """
    root = Path(os.path.realpath(folder))

    def page(request: Request) -> Response:
        # Before the file is read: a page may be newer than it says, which costs a reload, but never older.
        state = live.state
        if not state.built:
            return _html(_alone(state), state.version, status=503)
        # Not the route's own idea of the path, which forgives a line end.
        path = find(root, request.scope["path"].removeprefix("/"))
        return (path and _file(path, state.version)) or _not_found(root, state.version)

    async def events(request: Request) -> Response:
        if _is_foreign(request):
            return PlainTextResponse("Forbidden", 403, headers=_HEADERS)
        return StreamingResponse(_messages(live), media_type="text/event-stream", headers=_HEADERS)

    return Starlette(
        routes=[
            Route(f"{HERE}/events", events, methods=["GET"]),
            Route(f"{HERE}/live.js", lambda _: _text(_SCRIPT, "text/javascript")),
            Route(f"{HERE}/live.css", lambda _: _text(_STYLE, "text/css")),
            Route("/{path:path}", page),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
    )


def find(root: Path, address: str) -> Path | None:
    """The file of an address, if it is one of the site's: a regular file, reached through no link.

    Args:
        root: real path of the built site.
        address: percent-decoded, without the slash in front; a folder's ends with a slash and means its ``index.html``.
    """
    steps = (address + FRONT if not address or address.endswith("/") else address).split("/")
    if not all(_STEP.fullmatch(step) for step in steps):
        return None
    path = root.joinpath(*steps)
    try:
        plain = os.path.realpath(path) == str(path) and stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return None
    return path if plain else None


def panel(faults: Sequence[Fault], *, count: int, language: str) -> str:
    """What is wrong as HTML, for the browser to show over the last good page.

    Args:
        faults: as many as are to be shown.
        count: how many there are.
        language: ``zh-CN`` or ``en``.
    """
    english = language.startswith("en")
    told = (
        "{n} to mend. Save the file, and this goes by itself."
        if english
        else "有 {n} 处要改。改好一保存，这里就会消失。"
    )
    items = "".join(_item(fault) for fault in faults)
    return (
        f'<details class="problems" role="alert" lang="{"en" if english else "zh-CN"}" open>'
        f"<summary>{told.format(n=count)}</summary><ol>{items}</ol></details>"
    )


def _item(fault: Fault) -> str:
    place = f'<p class="place">{html.escape(fault.place)}</p>' if fault.place else ""
    what = f'<p class="what">{html.escape(fault.message)} <span class="code">{html.escape(fault.code)}</span></p>'
    return f'<li>{place}{what}<p class="cure">{html.escape(fault.hint)}</p></li>'


def _alone(state: State) -> bytes:
    """The page that is shown while there is no good one."""
    title = "Preview" if state.language.startswith("en") else "预览"
    return (
        f'<!DOCTYPE html>\n<html lang="{state.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{HERE}/live.css"></head>\n'
        f'<body class="alone"><main id="wishlight-problems">{state.panel}</main></body>\n</html>\n'
    ).encode()


def _file(path: Path, version: str) -> Response | None:
    """A file as an answer; ``None`` when it has gone meanwhile."""
    kind = _TYPES.guess_type(path.name, strict=False)[0] or "application/octet-stream"
    try:
        if kind == "text/html":
            return _html(path.read_bytes(), version)
        return FileResponse(path, headers=_HEADERS, media_type=kind, stat_result=path.stat())
    except OSError:
        return None


def _not_found(root: Path, version: str) -> Response:
    """The site's own page for it, where there is one."""
    try:
        return _html((root / NOT_FOUND).read_bytes(), version, status=404)
    except OSError:
        return PlainTextResponse("404", 404, headers=_HEADERS)


def _html(content: bytes, version: str, *, status: int = 200) -> Response:
    """A page with our script in it, at the end of its body."""
    script = f'<script src="{HERE}/live.js" data-version="{html.escape(version)}"></script>'.encode()
    end = content.rfind(b"</body>")
    if end < 0:
        end = len(content)
    return HTMLResponse(content[:end] + script + content[end:], status, headers=_HEADERS)


def _text(path: Path, kind: str) -> Response:
    return Response(path.read_bytes(), headers=_HEADERS, media_type=kind)


def _is_foreign(request: Request) -> bool:
    """Whether a page of another site asks. Browsers say so of every request for events across sites."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin)[:2] != ("http", request.headers.get("host"))


async def _messages(live: Live) -> AsyncIterator[str]:
    """The states as server-sent events (HTML Living Standard, 9.2)."""
    yield "retry: 1000\n\n"
    async for state in live.follow():
        content = msgspec.json.encode({"version": state.version, "panel": state.panel}).decode()
        yield f"data: {content}\n\n"
