"""Line breaks inside a paragraph: none between two Han characters or full-width marks, a blank elsewhere.

Browsers show a line break as a blank, which Chinese does not want and Latin needs (markedjs/marked#90,
yuin/goldmark#582). Bold, links and other tags between the two characters change nothing.
"""

from __future__ import annotations

import re

from generator.base import text

_BREAK = re.compile(r"[ \u3000]*\n[ \u3000]*")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
# A reference without words of its own gets a title, which begins and ends as the text beside it does.
_UNTOLD = re.compile(r"<a\b[^<>]*></a>")
_TITLE = "字"
# Enough to see past a run of quotation marks and dashes.
_CONTEXT = 8


def join(html: str) -> str:
    """Sanitised HTML without the line breaks that Chinese readers would see as blanks."""
    if "\n" not in html:
        return html
    if "<pre" not in html:
        return _BREAK.sub(_joint, html)
    parts = _PRE.split(html)
    parts[::2] = [_BREAK.sub(_joint, part) for part in parts[::2]]
    return "".join(parts)


def _joint(found: re.Match[str]) -> str:
    html = found.string
    start, end = found.span()
    before, after = _before(html, start), _after(html, end)
    # Two titles side by side may both be Latin.
    is_known = not before == after == _TITLE
    return "" if is_known and text.meets_without_space(before, after) else "\n"


def _before(html: str, start: int) -> str:
    """The last characters in front of a place, past its tags."""
    while html.endswith(">", 0, start):
        tag = max(html.rfind("<", 0, start), 0)
        if html.startswith("</a>", tag) and _UNTOLD.fullmatch(html, max(html.rfind("<a", 0, tag), 0), start):
            return _TITLE
        start = tag
    return html[max(start - _CONTEXT, 0) : start]


def _after(html: str, end: int) -> str:
    """The first characters behind a place, past its tags."""
    while html.startswith("<", end):
        if _UNTOLD.match(html, end):
            return _TITLE
        end = html.find(">", end) + 1
    return html[end : end + _CONTEXT]
