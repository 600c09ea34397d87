"""What HTML may stand in a text. One cleaner, run over everything that Markdown makes, raw HTML and its own alike.

``svg``, ``math`` and ``style`` are out for good: their parsing rules are how sanitised HTML becomes a script again
(RUSTSEC-2025-0071, RUSTSEC-2026-0193, RUSTSEC-2026-0213).
"""

from __future__ import annotations

import re

import nh3

from generator.base.text import CONTROL

_PHRASES = (
    "a abbr b bdi br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var"
)
_TEXT_BLOCKS = "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary ul wbr"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_ACTIVE = "audio button canvas embed iframe math noscript object script select style svg template textarea title video"

TAGS = frozenset(f"{_PHRASES} {_TEXT_BLOCKS} {_TABLES}".split())
"""Tags that may stay. An ``h1`` becomes an ``h2`` later: the page's ``h1`` is its title."""

EMPTIED = frozenset(_ACTIVE.split())
"""Tags that go with all that is in them; of any other tag the words stay."""

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "lang"}),
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "dfn": frozenset({"title"}),
    "img": frozenset({"alt", "src", "title"}),
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "td": frozenset({"align", "colspan", "rowspan"}),
    "th": frozenset({"align", "colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
"""Attributes that may stay, by tag; ``*`` for all tags."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Schemes that a link may have."""

OWN_SCHEMES = frozenset({"story", "wish"})
"""Schemes of our references; whatever comes out with one is checked like a reference, whoever wrote it."""

FOOTNOTES, FOOTNOTE_REFERENCE, FOOTNOTE_RETURN = "footnote", "footnote-ref", "footnote-backref"
"""The only classes that pass: those by which the footnotes of Python-Markdown are known."""

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(EMPTIED),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    allowed_classes={"a": {FOOTNOTE_REFERENCE, FOOTNOTE_RETURN}, "div": {FOOTNOTES}},
    url_schemes=set(SCHEMES | OWN_SCHEMES),
    link_rel=None,
)

UNSAFE = re.compile(CONTROL.pattern[:-1] + "\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of text (CVE-2021-42574)."""

_LEFT_BEHIND = re.compile('\x02[^\x02\x03"<>]{0,30}\x03')


def sanitise(html: str) -> str:
    """The HTML with everything removed that is not allowed; well-formed, attributes in double quotes and escaped."""
    clean = _cleaner.clean(html)
    if UNSAFE.search(clean):
        # Written as entities, or placeholders of Markdown that it lost in a mark without its other half.
        clean = UNSAFE.sub("", _LEFT_BEHIND.sub("", clean))
    return clean
