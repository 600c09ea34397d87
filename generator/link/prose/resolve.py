"""Symbolic links and pictures made real, when it is known where everything is.

A page's text is sanitised once and kept; what it links to may move or vanish. So the links in it are symbols, put
in here: ``wish:``, ``story:`` and ``file:`` links, ``site:`` addresses, ``media:`` pictures.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from generator.link.prose import figures, tokens
from generator.model import refer
from generator.model.pictures import Renditions, srcset

OPEN, CLOSE = "\ue000", "\ue001"
"""Round a reference without words in plain text; these two are taken out of what authors write."""

_SYMBOL = re.compile(r'"(?:wish|story|file|site|media):')
_TOKEN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_LINKED = frozenset({"wish", "story", "file"})
# How wide a picture stands, for ``sizes``: the measure of the text or, on a phone, the screen less its margins; in a
# gallery half of that. In em, because a rem is not the site's here: root sizes of a style are unknown to ``sizes``.
_FULL = "(min-width: 45.3em) 42.75em, calc(100vw - 2.5em)"
_HALF = "(min-width: 45.3em) 20.8em, calc(50vw - 1.8em)"


def resolve(
    body: str,
    *,
    links: Mapping[str, tuple[str, str] | None],
    pictures: Mapping[str, Renditions | None],
    root: str,
) -> str:
    """The HTML of a text with real links and pictures.

    Args:
        body: ``Prose.html``.
        links: (address, title) by ``Reference.key``; the title stands where the author gave no words. ``None`` or
            absent: not public, the words stand unlinked, or nothing. An address of which nothing is known is one.
        pictures: by ``ImageUse.src``. ``None`` or absent: not public; the figure goes with its caption, and a gallery
            that is left without figures.
        root: what leads from the page to the root of the site: ``""``, ``"../"``.
    """
    if not _SYMBOL.search(body):
        return body
    return _Resolver(links, pictures, root).run(body)


def with_full_fragments(body: str, url: str) -> str:
    """Resolved HTML whose links to places in itself lead there from anywhere.

    Args:
        body: as ``resolve`` makes it.
        url: full address of the page on which the text stands.
    """
    if '"#' not in body:
        return body

    def full(tag: re.Match[str]) -> str:
        values = tokens.attributes(tag["attributes"])
        if tag["name"] != "a" or not values.get("href", "").startswith("#"):
            return tag.group()
        return tokens.tag("a", values | {"href": url + values["href"]})

    return tokens.TAG.sub(full, body)


def resolve_text(text: str, titles: Mapping[str, str | None]) -> str:
    """Plain text of a body with the title in the place of each reference without words; without a title, nothing.

    Args:
        text: ``Prose.text``, or one of its paragraphs.
        titles: by ``Reference.key``.
    """
    if OPEN not in text:
        return text
    return _TOKEN.sub(lambda token: titles.get(token.group(1)) or "", text)


class _Frame:
    """An open figure or gallery: where it begins in the output, and what is in it.

    ``waiting``: of a gallery, the places in the output of its pictures, and what is known of them. How wide the first
    one stands is known when the gallery is closed.
    """

    __slots__ = ("dropped", "is_gallery", "kept", "start", "waiting")

    def __init__(self, start: int, *, is_gallery: bool) -> None:
        self.start = start
        self.is_gallery = is_gallery
        self.dropped = 0
        self.kept = 0
        self.waiting: list[tuple[int, Renditions, dict[str, str]]] = []


class _Resolver:
    def __init__(
        self,
        links: Mapping[str, tuple[str, str] | None],
        pictures: Mapping[str, Renditions | None],
        root: str,
    ) -> None:
        self.links = links
        self.pictures = pictures
        self.root = root
        self.out: list[str] = []
        self.anchors: list[str] = []
        self.divisions: list[bool] = []
        self.frames: list[_Frame] = []

    def run(self, body: str) -> str:
        done = 0
        for tag in tokens.TAG.finditer(body):
            if tag["name"] not in _TOUCHED:
                continue
            self.out.append(body[done : tag.start()])
            done = tag.end()
            self._tag(tag, body)
        self.out.append(body[done:])
        return "".join(self.out)

    def _tag(self, tag: re.Match[str], body: str) -> None:
        name = tag["name"]
        if name == "a":
            self.out.append(self.anchors.pop() if tag["closing"] and self.anchors else self._anchor(tag, body))
        elif name == "img":
            self._image(tag)
        elif not tag["closing"]:
            is_frame = name == "figure" or tag.group() == figures.GALLERY
            if is_frame:
                self.frames.append(_Frame(len(self.out), is_gallery=name == "div"))
            if name == "div":
                self.divisions.append(is_frame)
            self.out.append(tag.group())
        else:
            self._closed(tag)

    def _anchor(self, tag: re.Match[str], body: str) -> str:
        if tag["closing"]:
            return tag.group()
        values = tokens.attributes(tag["attributes"])
        kind, _, target = values.get("href", "").partition(":")
        self.anchors.append("</a>")
        path, hash_mark, fragment = target.partition("#")
        if kind == "site":
            found = self.links.get(refer.to_address(unquote(path)), (path, ""))
        elif kind in _LINKED:
            found = self.links.get(f"{kind}:{unquote(path)}")
        else:
            return tag.group()
        is_empty = body.startswith("</a>", tag.end())
        if found is None:
            self.anchors[-1] = ""
            return ""
        address, title = found if kind != "site" else (path, "")
        opening = tokens.tag("a", values | {"href": self.root + address + hash_mark + fragment})
        return opening + html.escape(title, quote=False) if is_empty else opening

    def _image(self, tag: re.Match[str]) -> None:
        values = tokens.attributes(tag["attributes"])
        symbolic = values.get("src", "")
        if not symbolic.startswith("media:"):
            self.out.append(tag.group())
            return
        found = self.pictures.get(figures.source(symbolic))
        for frame in self.frames:
            frame.kept += found is not None
            frame.dropped += found is None
        if found is None:
            return
        gallery = next((frame for frame in reversed(self.frames) if frame.is_gallery), None)
        if gallery:
            gallery.waiting.append((len(self.out), found, values))
        self.out.append(self._picture(found, values, sizes=_FULL))

    def _picture(self, found: Renditions, values: dict[str, str], *, sizes: str) -> str:
        webp = {"type": "image/webp", "srcset": srcset(found.webp, self.root), "sizes": sizes}
        fallback = {
            "src": self.root + found.address,
            "srcset": srcset(found.jpeg, self.root),
            "sizes": sizes,
            "width": str(found.width),
            "height": str(found.height),
            "loading": "lazy",
            "decoding": "async",
        }
        return f"<picture>{tokens.tag('source', webp)}{tokens.tag('img', values | fallback)}</picture>"

    def _closed(self, tag: re.Match[str]) -> None:
        """Closes a figure or gallery, or takes it out with all that was in it if none of its pictures is left."""
        is_frame = self.divisions.pop() if tag["name"] == "div" and self.divisions else tag["name"] == "figure"
        self.out.append(tag.group())
        if is_frame and self.frames:
            frame = self.frames.pop()
            if frame.dropped and not frame.kept:
                del self.out[frame.start :]
            # The style lets the first of an odd number span the gallery.
            for at, found, values in frame.waiting[frame.kept % 2 :]:
                self.out[at] = self._picture(found, values, sizes=_HALF)


_TOUCHED = frozenset({"a", "img", "figure", "div"})
