"""The preview in the browser: the built folder and nothing else of the disk, with a script that keeps pages fresh."""

from __future__ import annotations

import asyncio
import html
import mimetypes
import os
import re
import stat
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from generator.app.preview import panels
from generator.app.preview.look import NOTHING, Look, look_of
from generator.app.words import Speaker
from generator.model.addresses import FRONT, NOT_FOUND

HERE = "/.wishlight"
"""Where our own things are; no address of a site begins with a dot."""

_SCRIPT = Path(__file__).with_name("live.js")
_STYLE = Path(__file__).with_name("live.css")

# A foreign page in the same browser may load scripts from any address, and drafts stand in the search index.
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
}

# Styles and scripts carry fingerprints in their names and nobody's story; all else is gone with the window.
_KEPT = ("text/css", "text/javascript")
_KEPT_HEADERS = _HEADERS | {"Cache-Control": "private, max-age=86400, immutable"}

# No dot in front, and nothing that a system could take for a way out of a folder.
_STEP = re.compile(r"[^\x00-\x1f\x7f./\\:][^\x00-\x1f\x7f/\\:]*")

# Python's own table, for what Windows has registered for ".js" is anybody's guess.
_PAGE = "text/html"
_TYPES = mimetypes.MimeTypes()
for _type, _suffix in (("image/webp", ".webp"), ("font/woff2", ".woff2"), ("text/javascript", ".js")):
    _TYPES.add_type(_type, _suffix)


class State(msgspec.Struct, frozen=True):
    """What the preview shows.

    Attributes:
        number: of the site as built; under another one, an open page asks how it should look.
        built: whether there is a site to show yet.
        panel: HTML of what is wrong; empty when all is well.
        note: HTML of what must not be forgotten meanwhile: the site is shown as of another time, say; may be empty.
        language: of our own words.
        glimpses: pages that stand in front of those of the site, by their paths.
    """

    number: int
    built: bool = False
    panel: str = ""
    note: str = ""
    language: str = "zh-CN"
    glimpses: Mapping[str, bytes] = {}


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
        if _is_foreign(request):
            return _forbidden()
        state = live.state
        if not state.built:
            return _html(_alone(state), NOTHING, status=503)
        # Not the route's own idea of the path, which forgives a line end.
        path = find(root, request.scope["path"].removeprefix("/"))
        return (path and _file(path, _glimpse(root, state, path))) or _not_found(root)

    async def events(request: Request) -> Response:
        if _is_foreign(request):
            return _forbidden()
        address = unquote(request.query_params.get("path", "/")).removeprefix("/")
        return StreamingResponse(_messages(root, live, address), media_type="text/event-stream", headers=_HEADERS)

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


def _alone(state: State) -> bytes:
    """The page that is shown while there is no good one."""
    title = Speaker(state.language)("预览", "Preview")
    return (
        f'<!DOCTYPE html>\n<html lang="{state.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{HERE}/live.css"></head>\n'
        f'<body class="alone"><main id="wishlight-problems">{state.panel}{state.note}</main></body>\n</html>\n'
    ).encode()


def _glimpse(root: Path, state: State, path: Path) -> bytes | None:
    """What stands in front of a file, if anything."""
    return state.glimpses.get(path.relative_to(root).as_posix()) if state.glimpses else None


def _file(path: Path, glimpse: bytes | None) -> Response | None:
    """A file, or what stands in front of it, as an answer; ``None`` when it has gone meanwhile."""
    kind = _type_of(path)
    try:
        if kind == _PAGE:
            content = path.read_bytes() if glimpse is None else glimpse
            return _html(content, look_of(content))
        headers = _KEPT_HEADERS if kind in _KEPT and path.parent.name == "assets" else _HEADERS
        return FileResponse(path, headers=headers, media_type=kind, stat_result=path.stat())
    except OSError:
        return None


def _type_of(path: Path) -> str:
    return _TYPES.guess_type(path.name, strict=False)[0] or "application/octet-stream"


def _not_found(root: Path) -> Response:
    """The site's own page for it, where there is one."""
    try:
        content = (root / NOT_FOUND).read_bytes()
    except OSError:
        return PlainTextResponse("404", 404, headers=_HEADERS)
    return _html(content, look_of(content), status=404)


def _look_at(root: Path, state: State, address: str) -> Look:
    """How an address should look now. Where nothing is, its page says so, and looks like that."""
    path = find(root, address)
    if path is not None and (glimpse := _glimpse(root, state, path)) is not None:
        return look_of(glimpse)
    for file in (path, root / NOT_FOUND):
        if file is not None and _type_of(file) == _PAGE:
            with suppress(OSError):
                return look_of(file.read_bytes())
    return NOTHING


def _html(content: bytes, look: Look, *, status: int = 200) -> Response:
    """A page with our script in it, at the end of its body."""
    styles = html.escape(msgspec.json.encode(look.styles).decode())
    data = f'data-bones="{look.bones}" data-styles="{styles}"'
    script = f'<script src="{HERE}/live.js" {data}></script>'.encode()
    end = content.rfind(b"</body>")
    if end < 0:
        end = len(content)
    return HTMLResponse(content[:end] + script + content[end:], status, headers=_HEADERS)


def _forbidden() -> Response:
    return PlainTextResponse("Forbidden", 403, headers=_HEADERS)


def _text(path: Path, kind: str) -> Response:
    return Response(path.read_bytes(), headers=_HEADERS, media_type=kind)


def _is_foreign(request: Request) -> bool:
    """Whether a page of another site asks. Browsers say so of every request whose answer it could read."""
    origin = request.headers.get("origin")
    return origin is not None and origin != f"http://{request.headers.get('host')}"


async def _messages(root: Path, live: Live, address: str) -> AsyncIterator[str]:
    """The states as server-sent events (HTML Living Standard, 9.2), each with how the page of an address looks then."""
    yield "retry: 1000\n\n"
    async for state in live.follow():
        look = _look_at(root, state, address) if state.built else NOTHING
        lost = panels.ended(state.language)
        known = {"bones": look.bones, "styles": look.styles, "panel": state.panel, "note": state.note, "lost": lost}
        yield f"data: {msgspec.json.encode(known).decode()}\n\n"
