"""The text that a reader sees, gathered while the tags of a body are read."""

from __future__ import annotations

import html

PARAGRAPHS = frozenset({"p", "li", "dd", "dt"})
"""Blocks whose text is told; what stands in others is shown, but no part of the story."""

_LISTED = frozenset({"li", "dd", "dt"})
_ASIDE = frozenset({"figure", "footnotes", "table"})


class Visible:
    """Lines of text, a block each; and which of them are paragraphs.

    Attributes:
        lines: finished lines, white space folded.
        paragraphs: those that are paragraphs or list items outside of figures, tables and footnotes.
        running: the paragraphs outside of lists.
        muted: above 0 while what is read is furniture: the numbers of footnotes, the brackets of a ruby.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paragraphs: list[str] = []
        self.running: list[str] = []
        self.muted = 0
        self._words: list[str] = []
        self._readings: list[str] = []
        self._blocks: list[str] = []
        self._aside = 0

    def read(self, written: str) -> None:
        """Takes the text between two tags."""
        if written and not self.muted:
            self._words.append(html.unescape(written) if "&" in written else written)

    def enter(self, block: str) -> None:
        """Begins a block: its tag's name, or ``footnotes``."""
        self.end_line()
        self._blocks.append(block)
        self._aside += block in _ASIDE

    def leave(self) -> tuple[str, str]:
        """Ends the innermost block; returns its name and its last line."""
        line = self.end_line()
        block = self._blocks.pop() if self._blocks else ""
        self._aside -= block in _ASIDE
        return block, line

    def is_within(self, block: str) -> bool:
        """Whether what is read stands in such a block."""
        return block in self._blocks

    def end_line(self) -> str:
        """Ends a line and returns it."""
        line = _folded(self._words)
        if line:
            self.lines.append(line)
            if not self._aside and self._blocks and self._blocks[-1] in PARAGRAPHS:
                self.paragraphs.append(line)
                if _LISTED.isdisjoint(self._blocks):
                    self.running.append(line)
        if self._readings:
            self.lines.append(_folded(self._readings))
        return line

    def turn_to_reading(self) -> None:
        """Turns from the words to the pronunciation over them, or back: that is a line of its own, after theirs."""
        self._words, self._readings = self._readings, self._words

    def mark(self) -> tuple[int, int]:
        """A place in the text, for ``since``."""
        return len(self.lines), len(self._words)

    def since(self, mark: tuple[int, int]) -> str:
        """What was read since that place."""
        lines, words = mark
        return _folded([*self.lines[lines:], *self._words[words if lines == len(self.lines) else 0 :]], clear=False)


def _folded(words: list[str], *, clear: bool = True) -> str:
    line = " ".join("".join(words).split())
    if clear:
        words.clear()
    return line
