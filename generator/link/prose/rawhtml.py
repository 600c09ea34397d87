"""Raw HTML in a body: what the sanitiser will take out of it, and what it would have loaded from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from generator.base.problems import Location, Problem, error, warning
from generator.link.prose import figures, sanitise

_TAG = re.compile(
    r"""<(?P<name>[A-Za-z](?:[^\s/<>:@`]|:(?!/))*)(?P<attributes>(?:[\s/](?:[^<>"'`]|"[^"]*"|'[^']*')*)?)>"""
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>]+)))?"""
)
_LOADED = frozenset({"background", "data", "href", "poster", "src", "xlink:href"})
_CSS_LOAD = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]+)|@import\s+['\"]?([^'\";\s]+)", re.IGNORECASE)
_STYLE_END = re.compile(r"</?style", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]")
# Set by the page itself, so nothing is lost without them.
_NO_LOSS = {
    "a": frozenset({"rel", "target"}),
    "img": frozenset({"width", "height", "loading", "decoding"}),
}
_LINKS = frozenset({"a", "area"})


def problems(masked: str, at: Callable[[int], Location]) -> Iterator[Problem]:
    """Problems of the raw tags in a text.

    Args:
        masked: the text with code and comments blanked out.
        at: the location of an offset in it.

    Returns:
        A warning for each tag or attribute that is removed, an error for each that loads something from another host;
        images are left to what was read off the finished text.
    """
    for tag in _TAG.finditer(masked):
        name = tag["name"].lower()
        values = _attributes(tag["attributes"])
        place = at(tag.start())
        elsewhere = _elsewhere(name, values)
        if name == "style":
            closing = _STYLE_END.search(masked, tag.end())
            elsewhere += _css_loads(masked[tag.end() : closing.start() if closing else len(masked)])
        if elsewhere:
            yield from (error("L310", place, address=address) for address in elsewhere)
        elif name not in sanitise.TAGS:
            yield warning("S234", place, tag=name, film=name if name in _PLAYING else "")
        else:
            yield from _attribute_problems(name, values, place)


# Tags that play a film or a sound.
_PLAYING = frozenset(("video", "audio", "iframe", "embed", "object"))


def is_allowed(address: str) -> bool:
    """Whether a link's address keeps its scheme: relative, or one of the allowed."""
    scheme = _SCHEME.match(_INVISIBLE.sub("", address))
    return scheme is None or scheme.group(1).lower() in sanitise.SCHEMES | sanitise.OWN_SCHEMES


def _attribute_problems(name: str, values: dict[str, str], place: Location) -> Iterator[Problem]:
    allowed = sanitise.ATTRIBUTES["*"] | sanitise.ATTRIBUTES.get(name, frozenset()) | _NO_LOSS.get(name, frozenset())
    removed = sorted(values.keys() - allowed)
    if removed:
        yield warning("S235", place, tag=name, attributes="、".join(removed))
    if name == "a" and not is_allowed(values.get("href", "")):
        yield warning("S236", place, address=values["href"])


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), html.unescape(value).strip())
    return found


def _elsewhere(name: str, values: dict[str, str]) -> list[str]:
    """Addresses on other hosts that a browser would load by itself for this tag."""
    if name in _LINKS:
        return _css_loads(values.get("style", ""))
    found = [values[key] for key in sorted(_LOADED & values.keys()) if not (name == "img" and key == "src")]
    found += [candidate.split()[0] for candidate in values.get("srcset", "").split(",") if candidate.split()]
    return [address for address in found if _is_load(address)] + _css_loads(values.get("style", ""))


def _css_loads(css: str) -> list[str]:
    found = [first or second for first, second in _CSS_LOAD.findall(css)]
    return [address for address in found if _is_load(address)]


def _is_load(address: str) -> bool:
    bare = _INVISIBLE.sub("", address)
    return figures.is_elsewhere(bare) and bare.lower().startswith(("http:", "https:", "//", "\\\\", "ftp:"))
