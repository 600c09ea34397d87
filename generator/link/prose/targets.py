"""Where a link in a text leads: away, to a reference, to another file of the site, to an address of it."""

from __future__ import annotations

import posixpath
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, unquote

from generator.link.prose import sanitise

_CONTENT = "content"


class Target(NamedTuple):
    """Where a link leads.

    Attributes:
        kind: ``away``, ``wish``, ``story``, ``file``, ``address``, ``fragment``, ``outside`` (of the site's folder)
            or ``none``.
        id: of a wish or story, a file's path below ``content/``, an address, a fragment; else empty.
        href: what stands in unresolved HTML.
    """

    kind: str
    id: str
    href: str


def target(href: str, folder: str) -> Target:
    """What a link means in a file of that folder.

    A path to a ``.md`` file is read from the file's own folder (with a leading ``/`` from ``content/``) and means the
    page that the file becomes. Any other is an address, read from the root of the site: authors copy addresses from the
    browser, and ``contact.html``, ``/contact.html`` and ``../../contact.html`` can only mean the same.
    """
    scheme, colon, rest = href.partition(":")
    kind = scheme.lower()
    if not href.strip():
        return Target("none", "", "")
    if colon and kind in sanitise.OWN_SCHEMES:
        return Target(kind, unquote(rest), f"{kind}:{quote(unquote(rest))}")
    if colon and kind in sanitise.SCHEMES:
        return Target("away", "", href)
    if href.replace("\\", "/").startswith("//"):
        # A page opened by double click has no scheme to inherit.
        return Target("away", "", "https://" + href.lstrip("\\/"))
    if href.startswith("#"):
        return Target("fragment", unquote(href[1:]), href)
    return _inside(href, folder)


def _inside(href: str, folder: str) -> Target:
    path, mark, fragment = href.partition("#")
    path = unquote(path.partition("?")[0]).replace("\\", "/")
    if path.lower().endswith(".md"):
        base = _CONTENT if path.startswith("/") else folder
        full = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        if not full.startswith(f"{_CONTENT}/"):
            return Target("outside", "", href)
        below = unicodedata.normalize("NFC", full.removeprefix(f"{_CONTENT}/"))
        return Target("file", below, f"file:{quote(below)}{mark}{fragment}")
    steps = [step for step in posixpath.normpath(path).split("/") if step not in ("", ".", "..")]
    address = "/".join(steps)
    if not address or path.endswith("/"):
        address = posixpath.join(address, "index.html")
    return Target("address", address, f"site:{quote(address)}{mark}{fragment}")
