"""The lines of a body as their author typed them, made into lines that Python-Markdown reads as the author meant.

Chinese editors indent paragraphs with 　　, put a list right under the sentence that announces it, nest it by two
spaces, number it ``1、`` or ``1）`` and type ＃ for #. Python-Markdown wants a blank line, four spaces, ``1.`` and #.
Fenced code is taken out here as well, so that nothing that follows can mistake it for text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_INDENT = " \t\u3000"
_STEP = 4
# Nobody nests deeper by intent, and Python-Markdown recurses for each level.
_DEEPEST = 8

_ITEM = re.compile(
    r"(?:(?P<bullet>[-*+])[ \u3000]+|(?P<number>\d{1,3})(?:[.)][ \u3000]+|[、）][ \u3000]*(?!\d)))(?P<rest>.*)"
)
_CHAIN = re.compile(rf"(?:(?:[-*+]|\d+[.)、）])[ ]+|>[ ]*){{{_DEEPEST},}}")
_YEAR = re.compile(r"(\d{4,})\.(?=[ ])")
_RULE = re.compile(r"(?:-[ ]*){3,}$|(?:\*[ ]*){3,}$|(?:_[ ]*){3,}$|=+[ ]*$")
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})[^`]*$")
_HEADING = re.compile(r"(?P<marks>[#＃]{1,6})(?P<gap>[ \u3000]*)(?P<words>.*)$")
_HASHTAG = re.compile(r"#(?:\d|[^#\s]+#)")
_NOTE = re.compile(r"\[\^(?P<name>[^\]]+)\][:：][ \u3000]*(?P<rest>.*)$")
_DEFINITION = re.compile(r":[ \u3000]+(?P<rest>\S.*)$")
_TABLE_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_REFERENCE_BAR = re.compile(r"(\[\[(?:wish|story)[^\[\]|]*?)\\?\|(?=[^\[\]]*\]\])")
_VERBATIM = re.compile(r"<(?P<tag>pre|script|style|textarea)\b|<!--", re.IGNORECASE)
_ODD = re.compile(r"^[ \t\u3000]|^[-*+=_#＃>`~<:\[\d]|\||\t", re.MULTILINE)


class _Level(NamedTuple):
    """What later lines may belong to: a list item, or a note (footnote, definition); ``indent`` is the author's."""

    indent: int
    kind: str


def prepare(lines: Sequence[str], stash: Callable[[str], str], *, depth: int = 0) -> list[str]:
    """Lines for Python-Markdown.

    Args:
        lines: as typed, without line feeds.
        stash: keeps a piece of finished HTML and returns the placeholder that stands for it in the text.
        depth: how many block quotes the lines stand in.

    Returns:
        As many lines or more; none of them begins with an indent that would make it code.
    """
    if not _ODD.search("\n".join(lines)):
        return list(lines)
    return _Lines(stash, depth).run(lines)


class _Lines:
    def __init__(self, stash: Callable[[str], str], depth: int) -> None:
        self.stash = stash
        self.depth = depth
        self.out: list[str] = []
        self.levels: list[_Level] = []
        self.unclosed: set[str] = set()
        self.block_depth = 0

    def run(self, lines: Sequence[str]) -> list[str]:
        number = 0
        while number < len(lines):
            line = lines[number]
            if "\t" in line:
                line = line.expandtabs(_STEP)
            words = line.lstrip(_INDENT)
            if not words:
                self.out.append("")
                number += 1
                continue
            if "[[" in words and "|" in words:
                line, words = _bars_kept(line), _bars_kept(words)
            taken = self._several(lines, number, words)
            if not taken:
                self._single(line, words)
                taken = 1
            number += taken
        return self.out

    @property
    def after_blank(self) -> bool:
        return not self.out or not self.out[-1]

    def _part(self) -> None:
        """Puts a blank line between what was and what comes."""
        if not self.after_blank:
            self.out.append("")

    def _several(self, lines: Sequence[str], number: int, words: str) -> int:
        """Takes what spans lines and answers how many; 0: not one of those."""
        first = words[0]
        if first == ">":
            return self._quote(lines, number)
        if first in "`~":
            return self._fence(lines, number, words)
        if first == "<" and (opening := _VERBATIM.match(words)):
            return self._verbatim(lines, number, opening.group("tag"))
        return 0

    def _single(self, line: str, words: str) -> None:
        first = words[0]
        if first in "-*+_=0123456789" and self._numbered_or_bulleted(line, words):
            return
        if first in "#＃" and self._heading(words):
            return
        if first in "[:" and self._note(words):
            return
        if first == "[" and words.rstrip().endswith("]:"):
            # A link's name without its address; below one another, the library would read them one at a time.
            self.out += [words, ""]
            return
        if "|" in words and "-" in words and _TABLE_RULE.match(words):
            self._table_rule()
        self._text(line, words)

    def _quote(self, lines: Sequence[str], number: int) -> int:
        """Prepares the lines of a block quote as a text of their own."""
        inner: list[str] = []
        for at in range(number, len(lines)):
            words = lines[at].lstrip(_INDENT)
            if not words.startswith(">"):
                break
            inner.append(words[1:].removeprefix(" "))
        prefix = self._margin(lines[number])
        if prefix or self.levels:
            self._part()
        if not prefix:
            self.levels.clear()
        mark = ">" if self.depth < _DEEPEST else "\\>"
        self.block_depth = len(prefix) // _STEP
        nested = inner if self.depth >= _DEEPEST else prepare(inner, self.stash, depth=self.depth + 1)
        while nested and not nested[-1]:
            nested.pop()
        self.out += [f"{prefix}{mark} {line}" if line else prefix + mark for line in nested]
        return len(inner)

    def _fence(self, lines: Sequence[str], number: int, words: str) -> int:
        """Stashes fenced code; a fence that is never closed is text (and a problem, see ``bodyfaults``)."""
        opening = _FENCE.match(words)
        if opening is None or opening["marks"] in self.unclosed:
            return 0
        marks = opening["marks"]
        for end in range(number + 1, len(lines)):
            closing = lines[end].strip(_INDENT)
            if closing.startswith(marks) and not closing.strip(marks[0]):
                break
        else:
            self.unclosed.add(marks)
            return 0
        width = len(lines[number]) - len(words)
        code = "".join(_dedented(line, width) + "\n" for line in lines[number + 1 : end])
        prefix = self._margin(lines[number])
        self._part()
        self.out += [prefix + self.stash(f"<pre><code>{html.escape(code)}</code></pre>"), ""]
        if not prefix:
            self.levels.clear()
        return end + 1 - number

    def _verbatim(self, lines: Sequence[str], number: int, tag: str | None) -> int:
        """Leaves raw HTML alone in which every blank counts."""
        closing = f"</{tag.lower()}" if tag else "-->"
        for end in range(number, len(lines)):
            if closing in lines[end].lower():
                self.out += lines[number : end + 1]
                return end + 1 - number
        return 0

    def _numbered_or_bulleted(self, line: str, words: str) -> bool:
        if _RULE.match(words):
            if self.levels:
                self._part()
                self.levels.clear()
            self.out += [words, ""]
            return True
        if item := _ITEM.match(words):
            self._item(line, words, item)
            return True
        if _YEAR.match(words):
            self._text(line, _YEAR.sub(r"\1\\.", words, count=1))
            return True
        return False

    def _item(self, line: str, words: str, item: re.Match[str]) -> None:
        """An item nests in the one above if it stands at least two columns further in; one column is an accident."""
        indent = _ascii_width(line, words)
        kind = "ul" if item["bullet"] else "ol"
        sibling = None
        while self.levels and indent < self.levels[-1].indent + 2:
            sibling = self.levels.pop()
        depth = len(self.levels)
        # A block that began deeper in would take this item for one of its own.
        if (sibling.kind != kind if sibling else depth == 0) or depth < self.block_depth:
            self._part()
        if self.after_blank:
            self.block_depth = depth
        self.levels.append(_Level(indent, kind))
        rest = "\\" + item["rest"] if _CHAIN.match(item["rest"]) else item["rest"]
        marker = item["bullet"] or f"{item['number']}."
        self.out.append(" " * (_STEP * min(depth, _DEEPEST)) + f"{marker} {rest}")

    def _heading(self, words: str) -> bool:
        heading = _HEADING.match(words)
        if heading is None or ("＃" in heading["marks"] and not heading["gap"]):
            return False
        if not heading["words"]:
            # A heading without words shows nothing.
            self.out.append("")
            return True
        if not heading["gap"] and _HASHTAG.match(words):
            self._text(words, "\\" + words)
            return True
        self._part()
        self.levels.clear()
        self.out.append("#" * len(heading["marks"]) + " " + heading["words"])
        return True

    def _note(self, words: str) -> bool:
        if note := _NOTE.match(words):
            self.out.append(f"[^{note['name']}]: {note['rest']}")
        elif definition := _DEFINITION.match(words):
            self._part_terms()
            self.out.append(f": {definition['rest']}")
        else:
            return False
        self.levels[:] = [_Level(0, "note")]
        return True

    def _part_terms(self) -> None:
        """Parts the term of this definition from a definition right above it."""
        above = next((number for number in range(len(self.out) - 1, -1, -1) if self.out[number][:2] in ("", ": ")), -1)
        if above >= 0 and self.out[above] and above < len(self.out) - 1:
            self.out.insert(above + 1, "")

    def _table_rule(self) -> None:
        """A table right under a paragraph is a table: parts its head from the lines above."""
        if len(self.out) > 1 and self.out[-1] and self.out[-2] and "|" in self.out[-1]:
            self.out.insert(len(self.out) - 1, "")
            self.levels.clear()

    def _text(self, line: str, words: str) -> None:
        """A line of a paragraph: a new one, or the next of a paragraph, list item or note."""
        if "\u3000" in line[: len(line) - len(line.lstrip(_INDENT))]:
            # 　　 begins a paragraph, whatever stands above.
            self._part()
            self.levels.clear()
        elif self.after_blank:
            margin = self._margin(line)
            self.block_depth = len(margin) // _STEP
            if margin:
                words = margin + words
            else:
                self.levels.clear()
        self.out.append(words)

    def _margin(self, line: str) -> str:
        """The indent that puts a block into the item or note to which its own indent points; empty: into none."""
        indent = _ascii_width(line, line.lstrip(_INDENT))
        while len(self.levels) > 1 and indent < self.levels[-1].indent + 2:
            self.levels.pop()
        if not self.levels or indent < self.levels[-1].indent + 2:
            return ""
        return " " * (_STEP * min(len(self.levels), _DEEPEST))


def _bars_kept(line: str) -> str:
    """A line of a table with the bars of its references made full-width, so that they part no cells."""
    kept = _REFERENCE_BAR.sub("\\1｜", line)
    return kept if "|" in kept else line


def _ascii_width(line: str, words: str) -> int:
    """The author's indent in columns; 　　 is how a paragraph begins and says nothing of nesting."""
    return line[: len(line) - len(words)].replace("\u3000", "").count(" ")


def _dedented(line: str, width: int) -> str:
    indent = len(line) - len(line.lstrip(_INDENT))
    return line[min(indent, width) :]
