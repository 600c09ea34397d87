"""Where the links of a finished page lead: read from its bytes, as a browser on any static server reads them.

A parser reads a page for certain. Before it, a glance at the bytes takes a fifth of the time: where all that looks like
an address is in order, there is nothing for the parser to find. That holds for pages whose templates write attributes
as ``name="value"``, as ours do, and as texts are written anew.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

PAGE = ".html"
_INDEX = "index.html"
_LOADING = "[src], [srcset], [poster], [action], object[data]"
_LOADED = ("src", "poster", "action")
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
# To the top of a page, and to words in it that the browser itself looks for.
_ANYWHERE = ("", "top")
_WORDS = ":~:"

# What a template says to the program, and attributes that it writes otherwise than a glance expects.
_SPOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_UNUSUAL = re.compile(
    r"(?<![\w-])(?!(?:href|src|srcset|poster|action|data|http-equiv)=\")"
    r"(?i:href|src|srcset|poster|action|data|http-equiv)\s*="
    r"|<(?!base\b)(?i:base)\b"
)
_NAMES = (b'href="', b'src="', b'poster="', b'action="', b' data="')
_SAID, _REFRESHED = b'http-equiv="', b"refresh"
_AWAY = ("http:", "https:", "//", "mailto:", "tel:", "data:")


class Aim(NamedTuple):
    """What an address comes to.

    Attributes:
        path: of the output; empty for an address elsewhere, which is not ours to check.
        fragment: decoded; empty where any place will do.
        is_there: whether there is such an output.
    """

    path: str
    fragment: str = ""
    is_there: bool = True


class Lost(NamedTuple):
    """A link that leads nowhere: as it is written, and the output or the place in it that is not there."""

    address: str
    path: str
    fragment: str = ""


class Links(NamedTuple):
    """What the links of a page come to; all sorted, each once.

    Attributes:
        lost: those that lead nowhere.
        places: links to places in other pages, which only their pages can tell.
        fresh: outputs that nothing linked to which this checker saw before.
    """

    lost: tuple[Lost, ...] = ()
    places: tuple[Lost, ...] = ()
    fresh: tuple[str, ...] = ()


NONE = Links()


def may_glance(templates: Iterable[str]) -> bool:
    """Whether pages of these templates can be told by a glance."""
    return not any(_UNUSUAL.search(_SPOKEN.sub("", text)) for text in templates)


class LinkChecker:
    """Checks pages of one site."""

    def __init__(self, paths: Collection[str], base_url: str, *, glance: bool) -> None:
        """Looks at nothing yet.

        Args:
            paths: of all outputs.
            base_url: of the site, with a slash at its end; empty where it has none.
            glance: what ``may_glance`` says of its templates.
        """
        self._paths = paths
        self._base_url = base_url
        self._base = urlsplit(base_url) if base_url else None
        self._glance = glance
        self._met: set[str] = set()
        # As written, by the way up to the root: what leads to outputs that were met.
        self._known: dict[str, set[bytes]] = defaultdict(set)

    def check(self, path: str, content: bytes) -> Links:
        """What the links of an output come to; of anything but a page, nothing."""
        if not path.endswith(PAGE):
            return NONE
        met = self._glanced(path, content) if self._glance else None
        lost: list[Lost] = []
        places: list[Lost] = []
        if met is None:
            met = set()
            for address, aim in self._read(path, content):
                link = Lost(address, aim.path, aim.fragment)
                if not aim.is_there or (aim.path == path and aim.fragment and not has_place(content, aim.fragment)):
                    lost.append(link)
                elif aim.path != path:
                    met.add(aim.path)
                    if aim.fragment:
                        places.append(link)
        fresh = met - self._met - {"", path}
        self._met |= fresh
        return Links(tuple(lost), tuple(places), tuple(sorted(fresh))) if lost or places or fresh else NONE

    def _glanced(self, path: str, content: bytes) -> set[str] | None:
        """The outputs that a page links to; ``None`` where that takes reading."""
        if b"<base" in content or any(piece[:7].lower() == _REFRESHED for piece in content.split(_SAID)[1:]):
            return None
        up = "../" * path.count("/")
        met: dict[str, bytes] = {}
        for written in _seen(content) - self._known[up]:
            address = html.unescape(written.decode("utf-8", "replace"))
            # As templates write nearly all of them: up to the root, and down to an output.
            target = address[len(up) :] if address.startswith(up) else ""
            if target not in self._paths and self._base_url and address.startswith(self._base_url):
                target = address.removeprefix(self._base_url)
                if target not in self._paths:
                    return None
            if target in self._paths:
                met[target] = written
            elif not (address.startswith(_AWAY) or (address[:1] == "#" and _has_id(content, address[1:]))):
                return None
        # A page is not met where it leads to itself.
        self._known[up].update([written for target, written in met.items() if target != path])
        return set(met)

    def _read(self, path: str, content: bytes) -> Iterator[tuple[str, Aim]]:
        """All addresses of a page with what they come to, sorted."""
        tree = LexborHTMLParser(content)
        node = tree.css_first("base[href]")
        base = node.attributes.get("href") if node else None
        folder = posixpath.dirname(path)
        if base:
            # Whatever lies elsewhere is not ours.
            beginning = self._aim(folder, f"{base}#", path).path
            folder = posixpath.dirname(beginning) if beginning else folder
        for address in sorted(_addresses(tree)):
            yield address, self._aim(folder, address.strip(), path)

    def _aim(self, folder: str, address: str, path: str) -> Aim:
        try:
            parts = urlsplit(address)
        except ValueError:
            # A host that is none: elsewhere, wherever that is.
            return Aim("")
        within, is_full = parts.path, bool(parts.scheme or parts.netloc)
        if is_full and (not self._base or (parts.scheme or self._base.scheme, parts.netloc) != self._base[:2]):
            return Aim("")
        if within.startswith("/"):
            root = self._base.path if self._base else "/"
            if not within.startswith(root):
                # Another site on the same server.
                return Aim("")
            folder, within = "", within[len(root) :]
        elif not within and not is_full:
            return self._placed(path, parts.fragment)
        target = posixpath.normpath(posixpath.join(folder, unquote(within)) or ".")
        if within.endswith("/") or target == ".":
            target = posixpath.normpath(posixpath.join(target, _INDEX))
        elif target not in self._paths and f"{target}/{_INDEX}" in self._paths:
            # Servers lead on from the name of a folder.
            target = f"{target}/{_INDEX}"
        return self._placed(target, parts.fragment)

    def _placed(self, target: str, fragment: str) -> Aim:
        is_there, place = target in self._paths, unquote(fragment)
        is_place = is_there and target.endswith(PAGE) and place not in _ANYWHERE and not place.startswith(_WORDS)
        return Aim(target, place if is_place else "", is_there)


def elsewhere(page: bytes) -> set[str]:
    """The full addresses of other sites, of http and https, that a page links to."""
    found = (node.attributes["href"] or "" for node in LexborHTMLParser(page).css("a[href]"))
    return {address.strip() for address in found if address.strip().lower().startswith(("http:", "https:"))}


def has_place(page: bytes, fragment: str) -> bool:
    """Whether a page has an element of this id, or an anchor of this name."""
    if _has_id(page, fragment):
        return True
    named = (node.attributes for node in LexborHTMLParser(page).css("[id], a[name]"))
    return any(fragment in (found.get("id"), found.get("name")) for found in named)


def _has_id(page: bytes, fragment: str) -> bool:
    return f' id="{fragment}"'.encode() in page


def _seen(content: bytes) -> set[bytes]:
    """All that looks like an address, as written, in a page whose attributes are written as a glance expects."""
    found: set[bytes] = set()
    for name in _NAMES:
        if name in content:
            found.update([piece[: piece.find(b'"')] for piece in content.split(name)[1:]])
    if b'srcset="' in content:
        pieces = content.split(b'srcset="')[1:]
        found.update(one.encode() for piece in pieces for one in _candidates(piece[: piece.find(b'"')].decode()))
    return found


def _addresses(tree: LexborHTMLParser) -> set[str]:
    """All that a page leads to or loads, as written."""
    found = {node.attributes["href"] or "" for node in tree.css("[href]:not(base)")}
    for node in tree.css(_LOADING):
        attributes = node.attributes
        found.update(attributes[name] or "" for name in _LOADED if name in attributes)
        found.update(_candidates(attributes.get("srcset") or ""))
        if node.tag == "object":
            found.add(attributes.get("data") or "")
    found.update(filter(None, map(_refreshed, tree.css("meta[http-equiv][content]"))))
    return found


def _candidates(srcset: str) -> Iterator[str]:
    return (match[1] for match in _CANDIDATE.finditer(srcset))


def _refreshed(node: LexborNode) -> str:
    """Where a page leads on by itself."""
    attributes = node.attributes
    if (attributes.get("http-equiv") or "").lower() != "refresh":
        return ""
    match = _REFRESH.fullmatch(attributes.get("content") or "")
    return match[1].strip() if match else ""
