"""What else is wrong with a YAML text that cannot be read: each record, or field, of it is read by itself.

One slip ends the reading of a text and would hide all that is wrong above and below it. What can be read by itself is
looked at all the same; for nothing else, for nobody knows what the author of a broken text meant by the whole. Where
the slip is in none of the pieces, the text is not what it looks like, and nothing more is said of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from generator.base.problems import Problem
from generator.read import yamlfile
from generator.read.yamlvalues import Mark, Pointer

_LARGEST = 1_000_000
"""Characters of a text above which its first slip is all that is told."""

_ITEM = re.compile(r"-(?: +|$)")
_FIELD = re.compile(r"""["']?[A-Za-z_][\w-]*["']?\s*[:：]""")
_OPEN = frozenset(("C614", "C625", "C649"))
"""Slips behind which nobody can tell what is still a value, or of the same record."""

_QUOTES = ('"', "'")
_PAIRS = {"[": "]", "{": "}"}

_MARKER = re.compile(r"---\s*(?:#.*)?$")


class Broken(msgspec.Struct, frozen=True):
    """A text that cannot be read as a whole.

    Attributes:
        text: decoded, line feeds only.
        path: of its file, for messages.
        slips: what was told of the whole.
        first_line: the line of the file on which the text begins, 1-based.
    """

    text: str
    path: str
    slips: tuple[Problem, ...]
    first_line: int = 1


class Record(msgspec.Struct, frozen=True):
    """What can be read of a record.

    Attributes:
        pointer: where it stands in the text, broken records before it counted.
        value: its fields; those that are broken are not there.
        lines: of the text, 0-based.
        is_whole: whether nothing is broken in it.
        may_lack: whether more of it may stand in what is broken, inside it or behind.
    """

    pointer: Pointer
    value: dict[str, Any]
    lines: range
    is_whole: bool
    may_lack: bool


class Rest(msgspec.Struct, frozen=True):
    """What can be read of a text, and what is wrong with it besides its first slip.

    Attributes:
        problems: of the pieces, each located.
        marks: of what was read, as ``yamlfile.marks`` gives them.
    """

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    marks: dict[Pointer, Mark] = {}


def rest_of(broken: Broken) -> Rest:
    """What can be read of a text."""
    lines = broken.text.split("\n")
    first = next((number for number, line in enumerate(lines) if _is_content(line)), None)
    if not broken.slips or len(broken.text) > _LARGEST or first is None:
        return Rest()
    if _MARKER.match(lines[first]):
        lines[first] = ""
        first = next((number for number, line in enumerate(lines) if _is_content(line)), first)
    depth = _indent_of(lines[first])
    if any(_is_content(line) and _indent_of(line) < depth for line in lines):
        return Rest()
    reader = _Reader(broken)
    if _ITEM.match(lines[first], depth):
        reader.read_list(lines, range(first, len(lines)), depth)
    else:
        reader.read_mapping(lines[first:], first, depth, pointer=())
    return reader.rest()


class _Reader:
    """Reads the pieces of one text, and gathers what is wrong with them."""

    def __init__(self, broken: Broken) -> None:
        self._path = broken.path
        self._lines = broken.text.split("\n")
        self._first_line = broken.first_line
        self._blamed = {slip.location.line - broken.first_line for slip in broken.slips}
        self._first_blamed = min(self._blamed, default=0)
        # How often each mark stands in the lines up to each: of many broken pieces, none looks through the rest again.
        self._counts = {
            mark: [0, *itertools.accumulate(line.count(mark) for line in self._lines)]
            for mark in (*_QUOTES, *_PAIRS, *_PAIRS.values())
        }
        self._records: list[Record] = []
        self._problems: dict[Problem, None] = {}
        self._marks: dict[Pointer, Mark] = {}
        self._is_slip_found = False
        self._is_cut_wrongly = False

    def rest(self) -> Rest:
        """All that was read, if what was told of the whole is in a piece that is broken, and nothing above it is."""
        if not self._is_slip_found or self._is_cut_wrongly:
            return Rest()
        return Rest(tuple(self._records), tuple(self._problems), self._marks)

    def read_list(self, lines: Sequence[str], part: range, depth: int) -> None:
        """The records of a list, from dash to dash; one that is broken field by field."""

        def is_start(number: int) -> bool:
            return _indent_of(lines[number]) == depth and _ITEM.match(lines[number], depth) is not None

        for index, record in enumerate(_parted(part, is_start)):
            own = lines[record.start : record.stop]
            value, problems = self._parse(own, record.start)
            if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
                self._problems |= dict.fromkeys(problems)
                self._mark((index,), own, record.start, skipped=1)
                is_whole = not any(problem.is_error for problem in problems)
                self._records.append(Record((index,), value[0], record, is_whole=is_whole, may_lack=False))
                continue
            if self._records:
                self._records[-1] = msgspec.structs.replace(self._records[-1], may_lack=True)
            dash = _ITEM.match(own[0], depth)
            inside = dash.end() if dash else depth
            self._marks[index,] = (record.start + self._first_line, inside + 1)
            # Without its dash, and with all columns as they were, it is a mapping.
            self.read_mapping([" " * inside + own[0][inside:], *own[1:]], record.start, inside, pointer=(index,))

    def read_mapping(self, lines: Sequence[str], start: int, depth: int, *, pointer: Pointer) -> None:
        """The fields of a mapping that cannot be read as a whole; its lines begin at ``start``."""

        def is_field(number: int) -> bool:
            return _indent_of(lines[number]) == depth and _FIELD.match(lines[number], depth) is not None

        fields = list(_parted(range(len(lines)), is_field))
        led = lines[: fields[0].start] if fields else lines
        if any(map(_is_content, led)) or any(_is_content(line) and _indent_of(line) < depth for line in lines):
            self._tell(self._parse(lines, start)[1], range(start, start + len(lines)), end=start + len(lines))
            return
        found: dict[str, Any] = {}
        for field in fields:
            own, at = lines[field.start : field.stop], start + field.start
            value, problems = self._parse(own, at)
            if isinstance(value, dict):
                self._problems |= dict.fromkeys(problems)
                self._mark(pointer, own, at, skipped=0)
                found |= value
                continue
            self._tell(problems, range(at, at + len(own)), end=start + len(lines))
            if _opened(own) or any(problem.code in _OPEN for problem in problems):
                break
        self._records.append(Record(pointer, found, range(start, start + len(lines)), is_whole=False, may_lack=True))

    def _tell(self, problems: Iterable[Problem], part: range, *, end: int) -> None:
        """Notes what is wrong with a broken piece, unless it was blamed for the whole.

        Args:
            problems: of the piece.
            part: its lines.
            end: of its record.
        """
        opened = _opened(self._lines[part.start : part.stop])
        if not self._blamed.isdisjoint(part):
            self._is_slip_found = True
        elif any(self._may_be_closed(mark, part.stop) for mark in opened):
            # A text or list over several lines was cut.
            self._is_cut_wrongly = True
        elif opened and not self._blamed.isdisjoint(range(part.start, end)):
            # Where the whole was read on, the slip was found behind.
            self._is_slip_found = True
            self._problems |= dict.fromkeys(problems)
        elif part.start < self._first_blamed:
            # What stands above the slip was read as a whole without a complaint.
            self._is_cut_wrongly = True
        else:
            self._problems |= dict.fromkeys(problems)

    def _may_be_closed(self, mark: str, start: int) -> bool:
        """Whether the lines from one on close a mark that is open before them, as far as counting tells."""
        closing = _PAIRS.get(mark)
        return (
            self._behind(closing, start) > self._behind(mark, start) if closing else self._behind(mark, start) % 2 == 1
        )

    def _behind(self, mark: str, start: int) -> int:
        return self._counts[mark][-1] - self._counts[mark][start]

    def _parse(self, lines: Sequence[str], start: int) -> tuple[Any, tuple[Problem, ...]]:
        return yamlfile.parse("\n".join(lines), self._path, first_line=self._first_line + start)

    def _mark(self, pointer: Pointer, lines: Sequence[str], start: int, *, skipped: int) -> None:
        """Notes where the values of some lines stand; so many steps are left out that lead into what was read."""
        marks = yamlfile.marks("\n".join(lines), first_line=self._first_line + start)
        self._marks |= {(*pointer, *place[skipped:]): mark for place, mark in marks.items()}


def _parted(numbers: range, is_start: Callable[[int], bool]) -> Iterator[range]:
    """Runs of numbers, each from one that is a start to the next; what stands before the first is in none."""
    starts = [number for number in numbers if is_start(number)]
    return (range(start, end) for start, end in itertools.pairwise((*starts, numbers.stop)))


def _opened(lines: Iterable[str]) -> list[str]:
    """Marks that some lines open and do not close."""
    text = "\n".join(lines)
    quotes = [mark for mark in _QUOTES if text.count(mark) % 2]
    return quotes + [mark for mark, closing in _PAIRS.items() if text.count(mark) > text.count(closing)]


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip(" ").startswith("#")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
