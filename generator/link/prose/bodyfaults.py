"""What is wrong with a body, found in its source, where every fault has a line and a column.

Python-Markdown keeps no positions. So problems are looked for in the text as typed, with code and comments blanked out;
what was read off the finished HTML is looked up there again.
"""

from __future__ import annotations

import bisect
import html
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from generator.base.problems import Location, Problem, error, warning
from generator.base.text import CONTROL
from generator.link.prose import chinese, figures, limits, rawhtml, sanitise
from generator.link.prose.finish import Anchor, Picture, Reading
from generator.model import entities

LARGEST = 1024 * 1024
"""Bytes of UTF-8 in a body."""

_ENTITY = re.compile(r"&#(?:(?P<decimal>\d{1,7})|[xX](?P<hex>[0-9a-fA-F]{1,6}));?")
_FENCE = re.compile(r"[ \t\u3000>]*(?P<marks>`{3,}|~{3,})[^`]*$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)")
_REFERENCE = re.compile(chinese.REFERENCE)
_REFERENCE_LIKE = re.compile(
    r"(?<!\\)(?:\[\[|【【)\s*(?:(?:wish|story)\b|(?:[A-Za-z]+|心愿|故事)\s*[:：](?!//)|\d{4,8}-\d+)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"(?<=\]\])|(?<=】】)")
# What must not stand before a mark is looked at behind it: so a search leaps from mark to mark.
_LINK = re.compile(r"\[(?<![!\\]\[)[^\[\]\n]*\]\(\s*<?(?P<address>[^)\s>]+)")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n^][^\]\n]*\]:[ ]*<?(?P<address>[^\s>]+)", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?P<address>[A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*)>")
_EATEN = re.compile(r"(?<![\d*])\d+\*\d+\*\d+")
_BETWEEN_DIGITS = re.compile(r"\*(?<=\d\*)\d")
_FULL_WIDTH_LINK = re.compile(
    r"!?\[[^\[\]\n]{0,80}\]（[^（）\n]{0,200}?[./][^（）\n]{0,200}）|！\[[^\[\]\n]{0,80}\][(（]"
    r"|[！!]?【[^【】\n]{1,80}】[(（]\s{0,3}(?:https?://[^\s（）()]{1,200}|[^\s（）()]{1,200}\.(?:jpe?g|png|webp|gif|md|html))"
    r"(?:\s{1,3}[“”\"][^（）()\n]{0,100})?\s{0,3}[)）]"
)
_RUN_ON = re.compile(
    r"^[ \t\u3000]*(?:[-*+][ \u3000]|\d{1,3}(?:\.[ \u3000]|、))[^\n]*\n(?=\S)(?![-*+>#＃|<`~:\[=_]|\d{1,3}[.、)）])",
    re.MULTILINE,
)
_UNDEFINED_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_EXCERPT = 30
_MANY = 20


class Source:
    """A body as typed, and where things stand in it."""

    def __init__(self, body: entities.Body) -> None:
        self.body = body
        self.text = body.text.replace("\r\n", "\n").replace("\r", "\n")
        self._cursor = 0
        # Words that do not stand behind the cursor, and where they do: searched for once.
        self._settled: dict[str, int] = {}
        self._references: dict[tuple[str, str], Iterator[int]] | None = None

    def at(self, offset: int) -> Location:
        """The place of a character: as the editor shows it, front matter included."""
        line = bisect.bisect_right(self._starts, offset) - 1
        return Location(self.body.path, self.body.line + line, offset - self._starts[line] + 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def masked(self) -> str:
        """The text with blanks in the place of code and comments; as long as the text."""
        masked = _mask_comments(_mask_fences(self.text, self._fences)) if self.text else ""
        return _CODE_SPAN.sub(lambda span: " " * len(span.group()), masked) if "`" in masked else masked

    @cached_property
    def _fences(self) -> list[tuple[int, int]]:
        """Closed fences as offsets; an unclosed one has an end of -1."""
        return list(_fences(self.text)) if "```" in self.text or "~~~" in self.text else []

    def unclosed_fences(self) -> Iterator[int]:
        """Offsets of fences that are never closed."""
        return (start for start, end in self._fences if end < 0)

    def rewind(self) -> None:
        """Lets the next search begin at the beginning."""
        self._cursor = 0
        self._settled.clear()

    def find_next(self, words: str) -> Location:
        """The place where words stand, searched on from what was found last; the beginning where they do not."""
        if words not in self._settled:
            escaped = html.escape(words, quote=False)
            for wanted in (words, escaped):
                found = self.masked.find(wanted, self._cursor)
                if found >= 0:
                    self._cursor = found + 1
                    return self.at(found)
            self._settled[words] = max(self.masked.find(words), self.masked.find(escaped), 0)
        return self.at(self._settled[words])

    def find_anchor(self, anchor: Anchor) -> Location:
        """The place of a link; the second of two equal references is found at its own place."""
        if self._references is None:
            found: dict[tuple[str, str], list[int]] = {}
            for match in _REFERENCE.finditer(self.masked):
                found.setdefault((match["kind"], match["id"]), []).append(match.start())
            self._references = {key: iter(places) for key, places in found.items()}
        place = next(self._references.get((anchor.kind, anchor.id), iter(())), None)
        return self.find_next(anchor.href) if place is None else self.at(place)


def guard(source: Source) -> Problem | None:
    """The reason why a body is not read at all: too large, or made to take the parser too long."""
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        return error("S230", source.at(0), size=size, limit=LARGEST)
    excess = limits.excess(source.text)
    if excess is not None:
        return error("S233", source.at(excess.offset), mark=excess.mark)
    return None


def without_controls(text: str) -> str:
    """The text that is parsed: control characters are errors, and must not meet the parser's own."""
    return CONTROL.sub("", text)


def of_source(source: Source) -> list[Problem]:
    """Problems that show in the text as typed."""
    masked = source.masked
    problems = [*_characters(source)]
    problems += [error("S238", source.at(start)) for start in source.unclosed_fences()]
    if "<" in masked:
        problems += rawhtml.problems(masked, source.at)
    if "[[" in masked or "【【" in masked:
        problems += _malformed_references(source)
    if "[" in masked or "<" in masked:
        problems += _refused_links(source)
    if _BETWEEN_DIGITS.search(masked):
        problems += [warning("Z702", source.at(at.start()), text=at.group()) for at in _EATEN.finditer(masked)]
    problems += [warning("Z705", source.at(item.end())) for item in _RUN_ON.finditer(masked)]
    if "]（" in masked or "！[" in masked or "】" in masked:
        problems += [
            warning("Z703", source.at(at.start()), text=at.group()) for at in _FULL_WIDTH_LINK.finditer(masked)
        ]
    return problems


def of_reading(source: Source, reading: Reading) -> list[Problem]:
    """Problems that show in what the text became."""
    source.rewind()
    problems = [problem for picture in reading.pictures for problem in _picture(source, picture)]
    problems += [error("L312", source.find_next(href), address=href) for href in reading.outside]
    anchors = {anchor.id for anchor in reading.anchors if anchor.kind == "fragment"}
    problems += [warning("S241", source.find_next("#" + name), name=name) for name in sorted(anchors - reading.aims)]
    if "**" in reading.text:
        problems += _left_over(source, reading.text, re.compile(r"\*\*[^\n]{0,6}"), "Z701")
    if "[^" in reading.text:
        problems += _left_over(source, reading.text, _UNDEFINED_NOTE, "S239")
    return problems


def _characters(source: Source) -> Iterator[Problem]:
    found = [(match.start(), match.group()) for match in sanitise.UNSAFE.finditer(source.text)]
    if "&#" in source.masked:
        written = ((match.start(), _named(match)) for match in _ENTITY.finditer(source.masked))
        found += [(start, character) for start, character in written if sanitise.UNSAFE.match(character)]
    for start, character in found[:_MANY]:
        code = "S231" if CONTROL.match(character) else "S232"
        yield error(code, source.at(start), character=f"U+{ord(character):04X}")


def _named(entity: re.Match[str]) -> str:
    """The character of a numeric entity; HTML reads 128 to 159 as characters of Windows-1252, which are harmless."""
    number = int(entity["decimal"] or entity["hex"], 10 if entity["decimal"] else 16)
    return chr(number) if number < 0x80 or 0x9F < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else ""


def _malformed_references(source: Source) -> Iterator[Problem]:
    for match in _REFERENCE_LIKE.finditer(source.masked):
        if not _REFERENCE.match(source.masked, match.start()):
            rest = source.masked[match.start() : match.start() + _EXCERPT].partition("\n")[0]
            yield error("L311", source.at(match.start()), text=_CLOSED.split(rest)[0])


def _refused_links(source: Source) -> Iterator[Problem]:
    for pattern in (_LINK, _DEFINITION, _AUTOLINK):
        for match in pattern.finditer(source.masked):
            address = html.unescape(match["address"])
            if not rawhtml.is_allowed(address):
                yield warning("S236", source.at(match.start()), address=address)


def _picture(source: Source, picture: Picture) -> Iterator[Problem]:
    place = source.find_next(picture.written or f"![{picture.alt}]")
    if not picture.written:
        yield error("S237", place, alt=picture.alt)
    elif figures.is_elsewhere(picture.written):
        yield error("L310", place, address=picture.written)
    elif not picture.alt.strip():
        yield warning("Z704", place, src=picture.src)


def _left_over(source: Source, text: str, pattern: re.Pattern[str], code: str) -> Iterator[Problem]:
    """Markup that still stands in the visible text; what is not found in the source stands in code."""
    at = 0
    for match in itertools.islice(pattern.finditer(text), _MANY):
        found = source.masked.find(match.group(), at)
        if found >= 0:
            at = found + len(match.group())
            yield warning(code, source.at(found), text=match.group())


def _fences(text: str) -> Iterator[tuple[int, int]]:
    offset, start, marks = 0, -1, ""
    for line in text.split("\n"):
        if start < 0:
            if opening := _FENCE.match(line):
                start, marks = offset, opening["marks"]
        else:
            words = line.strip(" \t\u3000>")
            if words.startswith(marks) and not words.strip(marks[0]):
                yield start, offset + len(line)
                start = -1
        offset += len(line) + 1
    if start >= 0:
        yield start, -1


def _mask_fences(text: str, fences: Iterable[tuple[int, int]]) -> str:
    return _blanked(text, [fence for fence in fences if fence[1] >= 0])


def _mask_comments(text: str) -> str:
    ranges = []
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        ranges.append((start, end + 3))
        start = text.find("<!--", end)
    return _blanked(text, ranges)


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in ranges:
        parts += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
        done = end
    return "".join([*parts, text[done:]])
