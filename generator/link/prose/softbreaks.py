"""Line breaks inside a paragraph: none between two Han characters or full-width marks, a blank elsewhere.

Browsers show a line break as a blank, which Chinese does not want and Latin needs (markedjs/marked#90,
yuin/goldmark#582). Bold, links and other tags between the two characters change nothing.
"""

from __future__ import annotations

import re

from generator.base import text

_BREAK = re.compile(r"[ \u3000]*\n[ \u3000]*")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
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
    while html.endswith(">", 0, start):
        start = max(html.rfind("<", 0, start), 0)
    while html.startswith("<", end):
        end = html.find(">", end) + 1
    before, after = html[max(start - _CONTEXT, 0) : start], html[end : end + _CONTEXT]
    return "" if text.meets_without_space(before, after) else "\n"
