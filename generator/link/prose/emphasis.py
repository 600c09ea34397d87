"""Bold and italic: CommonMark's way of pairing ``*`` and ``_``, without its rule about punctuation.

That rule looks at what stands beside a mark, and leaves ``**“中文”**后`` and ``**真。**她`` as asterisks in every
CommonMark engine (commonmark-spec#650). Python-Markdown has no such rule, but its engine changed within 3.11, and the
one of 3.11.3 loses a character of ``*甲**乙*丙``. So the pairing is done here: a mark opens before anything but white
space, and closes behind anything but white space.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from markdown.inlinepatterns import InlineProcessor

MARK = r"[*_]"
"""Where a run of marks may begin."""

_RUN = re.compile(r"\*+|_+")
_TAGS = {1: "em", 2: "strong"}


class Span(NamedTuple):
    """A pair of marks, ``width`` characters each: where the opening and the closing begin."""

    opening: int
    closing: int
    width: int


class _Run:
    """Marks in a row; ``length`` is what was typed, ``left`` what is not yet paired."""

    __slots__ = ("can_close", "can_open", "left", "length", "mark", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.length = self.left = end - start
        self.mark = text[start]
        before, after = text[start - 1 : start], text[end : end + 1]
        self.can_open = bool(after) and not after.isspace()
        self.can_close = bool(before) and not before.isspace()
        if self.mark == "_":
            # snake_case is one word.
            self.can_open = self.can_open and not before.isalnum()
            self.can_close = self.can_close and not after.isalnum()

    def may_close(self, opening: _Run) -> bool:
        """Whether this run closes that one: CommonMark's rules 9 and 10, the rule of three."""
        if opening.mark != self.mark:
            return False
        if not (self.can_open or opening.can_close) or (opening.length + self.length) % 3:
            return True
        return opening.length % 3 == 0 and self.length % 3 == 0


def pair(text: str) -> list[Span]:
    """The pairs in a text, in the order of their openings; they nest and never cross."""
    spans: list[Span] = []
    open_runs: list[_Run] = []
    # Below these heights of the stack nothing can be closed by such a run; keeps the search linear.
    floors: dict[tuple[str, bool, int], int] = {}
    for match in _RUN.finditer(text):
        run = _Run(text, match.start(), match.end())
        while run.can_close and run.left:
            kind = (run.mark, run.can_open, run.length % 3)
            found = next(
                (at for at in range(len(open_runs) - 1, floors.get(kind, 0) - 1, -1) if run.may_close(open_runs[at])),
                -1,
            )
            if found < 0:
                floors[kind] = len(open_runs)
                break
            spans.append(_close(open_runs, found, run))
            floors = {key: min(height, len(open_runs)) for key, height in floors.items()}
        if run.can_open and run.left:
            open_runs.append(run)
    return sorted(spans)


def _close(open_runs: list[_Run], found: int, run: _Run) -> Span:
    """Pairs the inner marks of an open run with a closing one; what opened between them stays text."""
    opening = open_runs[found]
    width = 2 if opening.left > 1 and run.left > 1 else 1
    opening.left -= width
    span = Span(opening.start + opening.left, run.start, width)
    run.start += width
    run.left -= width
    del open_runs[found + bool(opening.left) :]
    return span


def element(text: str, spans: Sequence[Span]) -> ET.Element:
    """The element of the first span with those of the others inside it; ``spans`` in the order of ``pair``."""
    outermost = spans[0]
    closings = sorted((span.closing, span.width) for span in spans)
    root = ET.Element(_TAGS[outermost.width])
    path = [root]
    at = outermost.opening + outermost.width
    following = 1
    for closing, width in closings:
        while following < len(spans) and spans[following].opening < closing:
            span = spans[following]
            _append(path[-1], text[at : span.opening])
            path.append(ET.SubElement(path[-1], _TAGS[span.width]))
            at = span.opening + span.width
            following += 1
        _append(path.pop(), text[at:closing])
        at = closing + width
    return root


def _append(parent: ET.Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


class Emphasis(InlineProcessor):
    """Gives Python-Markdown the outermost pair at each mark, with all that is nested in it."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._text = ""
        self._done = 0
        self._spans: deque[Span] = deque()

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int, int]:
        """Returns the element that begins at a mark, or steps over the marks that begin none."""
        shift = self._shift(m.start(), data)
        at = m.start() - shift
        while self._spans and self._spans[0].opening < at:
            self._spans.popleft()
        if not self._spans or self._spans[0].opening > at:
            run = _RUN.match(data, m.start()) or m
            following = self._spans[0].opening + shift if self._spans else len(data)
            return None, m.start(), min(run.end(), following)
        nested = [self._spans.popleft()]
        while self._spans and self._spans[0].opening < nested[0].closing:
            nested.append(self._spans.popleft())
        self._done = nested[0].closing + nested[0].width
        return element(self._text, nested), m.start(), self._done + shift

    def _shift(self, start: int, data: str) -> int:
        """By how much ``data`` is longer than the text that was paired: the library has put placeholders into it.

        Pairs the text first if it is another one.
        """
        shift = len(data) - len(self._text)
        if not self._text or start < self._done + shift or not data.endswith(self._text[self._done :]):
            self._text, self._done, shift = data, 0, 0
            self._spans = deque(pair(data))
        return shift
