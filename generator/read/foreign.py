"""What a site's own templates and style sheets would load from another host: nothing of a page may come from elsewhere.

Read as their authors wrote them; an address that a template puts together is the business of the page's
Content-Security-Policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.problems import Location, Problem, error

_HOST = r"(?:[a-z][a-z0-9+.-]*:)?//[^\s\"'<>)]+"
# Elements that load what they name; a link does where its kind says so.
_ATTRIBUTE = re.compile(
    rf"<(?!a\b|area\b)[a-z][^<>]*?\s(?:src|srcset|poster|data|background)\s*=\s*[\"']?\s*({_HOST})", re.IGNORECASE
)
_LINK = re.compile(
    rf"<link\b(?=[^<>]*\brel\s*=\s*[\"']?[^\"'>]*\b(?:stylesheet|icon|preload|modulepreload|prefetch|preconnect|manifest)\b)"
    rf"[^<>]*?\bhref\s*=\s*[\"']?\s*({_HOST})",
    re.IGNORECASE,
)
_STYLE = re.compile(rf"(?:\burl\(\s*[\"']?|@import\s+[\"'])\s*({_HOST})", re.IGNORECASE)
_REMARK = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)


def loads(text: str, path: str) -> Iterator[Problem]:
    """Each load from another host (T506), at its place.

    Args:
        text: of a template or a style sheet.
        path: of its file.
    """
    if "//" not in text:
        return
    shown = _REMARK.sub(lambda remark: re.sub(r"[^\n]", " ", remark[0]), text)
    for pattern in (_ATTRIBUTE, _LINK, _STYLE):
        for match in pattern.finditer(shown):
            at = match.start(1)
            line, column = shown.count("\n", 0, at) + 1, at - shown.rfind("\n", 0, at)
            yield error("T506", Location(path, line, column), address=match[1][:60])
