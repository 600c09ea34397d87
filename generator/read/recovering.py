"""What else is in a YAML text that cannot be read: the rest, without the fields or records that are broken.

One slip ends the reading of a text, and would hide all that is wrong above and below it. So what is to blame is left
out, a blank line for each of its lines, and the rest is read. That is done only where what is left out cannot be read
by itself either: the library may notice a slip far from where it is, and everything told from there on would be false.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from generator.base.problems import Problem
from generator.read import yamlfile
from generator.read.yamlvalues import Value

_ROUNDS = 20
"""Slips after which no more are looked for; each costs a reading of the text."""
_LARGEST = 1_000_000
"""Characters of a text above which its first slip is all that is told."""

_ITEM = re.compile(r"-(?: +|$)")
_KEY = re.compile(r"\s*(?:-\s+)?([\w-]+)\s*[:：]")
_ID = re.compile(r"[\s-]*id\s*[:：]\s*[\"']?([a-z0-9-]+)[\"']?\s*(?:#.*)?$")


class Rest(msgspec.Struct, frozen=True):
    """What can be read of a text.

    Attributes:
        text: with blank lines where something was left out; as it was where all can be read, or nothing can be told.
        value: what that holds; ``None`` where it cannot be read.
        problems: of all of it, each once.
        fields: names of fields that were left out.
        torn: items of a list that lost a field, by their index among those that are left.
        lost: ids of whole items that were left out; empty text for one whose id cannot be told.
    """

    text: str
    value: Value
    problems: tuple[Problem, ...]
    fields: frozenset[str] = frozenset()
    torn: frozenset[int] = frozenset()
    lost: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.fields and not self.lost


def read(text: str, path: str, *, first_line: int = 1) -> Rest:
    """As much of a YAML text as can be read.

    Args:
        text: decoded, line feeds only.
        path: for messages.
        first_line: the line of the file on which the text begins, 1-based.
    """
    value, problems = yamlfile.parse(text, path, first_line=first_line)
    if value is not None or not problems or len(text) > _LARGEST:
        return Rest(text, value, problems)
    parts = _Parts(text.split("\n"))
    found = dict.fromkeys(problems)
    for _ in range(_ROUNDS):
        if not parts.leave_out(problem.location.line - first_line for problem in problems):
            break
        value, problems = yamlfile.parse(parts.text, path, first_line=first_line)
        found |= dict.fromkeys(problems)
        if value is not None:
            return Rest(parts.text, value, tuple(found), parts.fields, parts.torn(), tuple(parts.lost))
    return Rest(text, None, tuple(found))


class _Parts:
    """The lines of a text, and which of them belong to one record or field."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        first = next((line for line in lines if _is_entry(line)), "")
        self._indent = _indent_of(first)
        self._is_list = _ITEM.match(first, self._indent) is not None
        everything = range(len(lines))
        self._records = list(_parted(everything, self._is_start)) if self._is_list else [everything]
        # By line: the record and the field that it belongs to.
        self._record_of = {number: record for record in self._records for number in record}
        self._field_of = {
            number: field for record in self._records for field in self._fields(record) for number in field
        }
        self._sound: set[range] = set()
        self._torn: set[range] = set()
        self.fields: frozenset[str] = frozenset()
        self.lost: list[str] = []

    @property
    def text(self) -> str:
        """What is left, line by line where it was."""
        return "\n".join(self._lines)

    def torn(self) -> frozenset[int]:
        """Which of the items that are left lost a field."""
        left = [record for record in self._records if self._lines[record.start]]
        return frozenset(number for number, record in enumerate(left) if record in self._torn)

    def leave_out(self, blamed: Iterable[int]) -> bool:
        """Leaves out what these lines (0-based) belong to, where it is broken by itself; whether there was any."""
        is_changed = False
        for number in blamed:
            record, field = self._record_of.get(number), self._field_of.get(number)
            if not record or not self._lines[number].strip():
                continue
            if field and self._is_broken(field, dict):
                key = _KEY.match(self._lines[field.start])
                self.fields |= {key[1] if key else ""}
                self._torn.add(record)
                self._blank(field)
                is_changed = True
            elif self._is_list and self._is_broken(record, list):
                ids = (match[1] for line in self._lines_of(record) if (match := _ID.match(line)))
                self.lost.append(next(ids, ""))
                self._blank(record)
                is_changed = True
        return is_changed

    def _is_start(self, number: int) -> bool:
        line = self._lines[number]
        return _indent_of(line) == self._indent and _ITEM.match(line, self._indent) is not None

    def _fields(self, record: range) -> Iterator[range]:
        """The fields of a record; what stands behind a dash cannot be left out without the dash."""
        depth, rest = self._indent, record
        if self._is_list:
            dash = _ITEM.match(self._lines[record.start], self._indent)
            depth, rest = (dash.end() if dash else self._indent), record[1:]
        return _parted(rest, lambda at: _is_entry(self._lines[at]) and _indent_of(self._lines[at]) <= depth)

    def _is_broken(self, part: range, expected: type) -> bool:
        """Whether lines cannot be read by themselves, or not as what they are; each is asked once."""
        if part in self._sound:
            return False
        value, _ = yamlfile.parse("\n".join(self._lines_of(part)), "")
        if isinstance(value, expected):
            self._sound.add(part)
        return not isinstance(value, expected)

    def _lines_of(self, part: range) -> list[str]:
        return self._lines[part.start : part.stop]

    def _blank(self, part: range) -> None:
        self._lines[part.start : part.stop] = [""] * len(part)


def _parted(numbers: range, is_start: Callable[[int], bool]) -> Iterator[range]:
    """Runs of numbers, each from one that is a start to the next; what stands before the first is in none."""
    starts = [number for number in numbers if is_start(number)]
    return (range(start, end) for start, end in itertools.pairwise((*starts, numbers.stop)))


def _is_entry(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
