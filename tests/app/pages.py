"""Looks at built pages as a careful reader would: links, words, what is empty, what comes from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

AWAY = ("http", "https", "mailto", "tel")
_TEMPLATE = re.compile(r"\{\{|\{%|\bNone\b|\bUndefined\b")
_MAY_BE_EMPTY = "svg, svg *, source, img, input, br, hr, wbr, td, th, rect, title"


def parse(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def pages(output: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path in sorted(output.rglob("*.html")):
        yield path.relative_to(output).as_posix(), parse(path)


def faults(output: Path) -> list[str]:
    """Every link that leads nowhere, every load from another host, every trace of a template, every empty element."""
    trees = dict(pages(output))
    ids = {path: {node.attributes["id"] for node in tree.css("[id]")} for path, tree in trees.items()}
    found = []
    for path, tree in trees.items():
        for node in tree.css("[href], [src], [srcset]"):
            for address in _addresses_of(node):
                found += [f"{path}: {fault}" for fault in _link_faults(output, path, node, address, ids)]
        text = tree.body.text() if tree.body else ""
        found += [f"{path}: shows {match[0]!r}" for match in _TEMPLATE.finditer(text)]
        found += [f"{path}: empty {node.html}" for node in tree.css("main *") if _is_empty(node)]
    return found


def _addresses_of(node: LexborNode) -> list[str]:
    """All that a tag leads to or loads; one that names nothing has an empty address."""
    candidates = (node.attributes.get("srcset") or "").split(",")
    found = [candidate.split()[0] for candidate in candidates if candidate.strip()]
    return [*filter(None, (node.attributes.get("href"), node.attributes.get("src"))), *found] or [""]


def _link_faults(
    output: Path, path: str, node: LexborNode, address: str, ids: dict[str, set[str | None]]
) -> Iterator[str]:
    parts = urlsplit(address)
    if address == "data:,":  # the page that stands alone has no icon to load
        return
    if not address:
        yield f"empty link {node.html}"
    elif parts.scheme in AWAY:
        is_link = node.tag == "a" or node.attributes.get("rel") in ("canonical",)
        # 404.html is shown at any depth, so its links are absolute.
        if not is_link and path != "404.html":
            yield f"loads from elsewhere {address}"
    elif parts.scheme or address.startswith("/"):
        yield f"not relative: {address}"
    else:
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        )
        if not (output / target).is_file():
            yield f"leads nowhere: {address}"
        elif parts.fragment and unquote(parts.fragment) not in ids.get(target, set()):
            yield f"no such place: {address}"


def _is_empty(node: LexborNode) -> bool:
    if node.css_matches(_MAY_BE_EMPTY) or node.attributes.get("aria-hidden") == "true":
        return False
    return not node.text(strip=True) and not node.css("svg, img, input, hr")
