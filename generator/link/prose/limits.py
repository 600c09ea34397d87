"""How much work a body may ask of Python-Markdown.

Its patterns look for the other half of a mark to the end of the paragraph, and once for each mark: 5,000 open brackets
take it many seconds. So the distances that it would run are added up beforehand. No clock: a body is refused everywhere
or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.base.text import blocks

# Characters that the library may walk over one by one, looking for the end of brackets, links and code: about a second.
_WALKED = 1_500_000
# Characters that its regular expressions may pass, looking for the end of a tag.
_SCANNED = 8_000_000
# Characters that may be copied to put placeholders in, one copy of the paragraph for each mark.
_COPIED = 3_000_000_000
# Raw tags: nested ones cost the sanitiser the square of their number.
_TAGS = 10_000
# Lines, cells of tables and marks of footnotes that no story reaches; each costs some 25 microseconds or more.
_COUNTED = {"\n": 40_000, "|": 80_000, "[^": 1_000}
# Below so many marks nothing can become slow.
_FEW = 64

_LINK = re.compile(r"""\]\(\s*<?[^()\s"'<>]*(?:\([^()\s"']*\)[^()\s"'<>]*)*>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)""")
_BRACKET = re.compile(r"[\[\]]")
_TICKS = re.compile(r"`+")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_MARKS = ("[", "*", "_", "`", "<", "&", "~", "\\", "://", "  \n")


class Excess(NamedTuple):
    """Where the work becomes too much: the offset of the paragraph, and the mark that asks for it."""

    offset: int
    mark: str


def excess(text: str) -> Excess | None:
    """The first paragraph with which a text asks for too much work, if it does."""
    for mark, limit in _COUNTED.items():
        if text.count(mark) > limit:
            return Excess(0, mark)
    if text.count("[") + text.count("<") + text.count("`") < _FEW and _marks(text) < _FEW * _FEW:
        return None
    return _tags(text) or _paragraphs(text)


def _marks(text: str) -> int:
    return sum(map(text.count, _MARKS))


def _tags(text: str) -> Excess | None:
    scanned = 0
    ends = [match.start() for match in re.finditer(">", text)] + [len(text)]
    number = 0
    for count, tag in enumerate(_TAG.finditer(text)):
        while ends[number] < tag.start():
            number += 1
        scanned += ends[number] - tag.start()
        if scanned > _SCANNED or count > _TAGS:
            return Excess(tag.start(), "<")
    return None


def _paragraphs(text: str) -> Excess | None:
    walked = copied = 0
    for start, words in blocks(text):
        copied += _marks(words) * len(words)
        if copied > _COPIED:
            return Excess(start, "*")
        for mark, distance in _distances(words):
            walked += distance
            if walked > _WALKED:
                return Excess(start, mark)
    return None


def _without_code(words: str) -> str:
    """Blanks in the place of code: a run of ticks is closed by the next of just its length (CommonMark 6.1)."""
    runs = [run.span() for run in _TICKS.finditer(words)]
    closing: dict[int, int] = {}
    ends: list[int] = []
    for number, (start, end) in reversed(list(enumerate(runs))):
        ends.append(closing.get(end - start, 0))
        closing[end - start] = number
    ends.reverse()
    pieces, done, number = [], 0, 0
    while number < len(runs):
        start, last = runs[number][0], ends[number]
        # No run closes itself, and the first none.
        if not last or words[start - 1 : start] == "\\":
            number += 1
            continue
        pieces += [words[done:start], " " * (runs[last][1] - start)]
        done, number = runs[last][1], last + 1
    return "".join((*pieces, words[done:]))


def _distances(words: str) -> Iterator[tuple[str, int]]:
    if "`" in words:
        words = _without_code(words)
        yield from (("`", len(words) - ticks.start()) for ticks in _TICKS.finditer(words))
    open_at: list[int] = []
    for bracket in _BRACKET.finditer(words):
        if bracket.group() == "[":
            open_at.append(bracket.start())
        elif open_at:
            yield "[", bracket.start() - open_at.pop()
    yield from (("[", len(words) - start) for start in open_at)
    start = words.find("](")
    while start >= 0:
        link = _LINK.match(words, start)
        yield "](", (link.end() - start) if link else len(words) - start
        start = words.find("](", start + 2)
