"""A mended text read back: each line must hold the key or item, and the value, that its author typed."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from generator.read import recovering, yamlfile
from generator.read.mending import known
from generator.read.mending.kinds import Mend
from generator.read.recovering import Broken
from generator.read.yamlvalues import Mark, Pointer

ANY: Any = object()
"""Stands for a value that goes on in the lines below."""

_SEPARATOR = re.compile("[，、;；,]")


class Line(msgspec.Struct, frozen=True):
    """A mended line, and what must stand there when the whole is read back.

    Attributes:
        column: of the key or item, 1-based.
        key: empty for an item.
        value: ``ANY`` where it goes on in the lines below.
    """

    text: str
    column: int
    key: str
    value: Any
    mends: tuple[Mend, ...]


class ReadBack(msgspec.Struct, frozen=True):
    """What was read of a mended text, or of records of it by their index, and where each value stands.

    Attributes:
        lines: 0-based, of what was read; ``None`` for all.
    """

    value: Any
    marks: dict[Pointer, Mark]
    lines: frozenset[int] | None = None


def read_back(text: str, path: str, *, by_record: bool) -> ReadBack | None:
    """What a mended text holds; ``None`` where it cannot be read, or a key in it stands twice.

    Args:
        text: line feeds only.
        path: relative to the site.
        by_record: of a list that cannot be read as a whole, the records that can, by their index.
    """
    value, problems = yamlfile.parse(text, path)
    if any(problem.code == "C618" for problem in problems):
        return None
    if not by_record:
        return None if value is None else ReadBack(value, yamlfile.marks(text))
    rest = recovering.rest_of(Broken(text, path, problems))
    whole = {record.pointer[0]: record for record in rest.records if record.pointer and record.is_whole}
    if not whole:
        return None
    marks = {pointer: mark for pointer, mark in rest.marks.items() if pointer[0] in whole}
    lines = frozenset(number for record in whole.values() for number in record.lines)
    return ReadBack({number: record.value for number, record in whole.items()}, marks, lines)


def failed_lines(back: ReadBack, path: str, expected: dict[int, Line]) -> set[int]:
    """The lines, 0-based, that do not hold what they should, or hold what has no place there."""
    if not expected:
        return set()
    places: dict[tuple[int, int], list[Pointer]] = {}
    for pointer, mark in back.marks.items():
        places.setdefault(mark, []).append(pointer)
    return {
        number
        for number, line in expected.items()
        if not any(
            _holds(path, back.value, pointer, line)
            for pointer in places.get((number + 1, line.column), ())
            if (pointer[-1] == line.key if line.key else isinstance(pointer[-1], int))
        )
    }


def _holds(path: str, value: Any, pointer: Pointer, line: Line) -> bool:
    kind = known.kind_at(path, pointer)
    if kind == known.UNKNOWN:
        return False
    for step in pointer:
        value = value[step]
    if line.value is not ANY and value != line.value:
        return False
    if Mend.QUOTES not in line.mends or isinstance(value, list):
        return Mend.QUOTES not in line.mends or kind == known.WORDS
    # What stands in quotes is one word, and never split; one in brackets may have been meant for several.
    is_one = kind in (known.WORDS, known.WORD) and not _SEPARATOR.search(value) and value[0] not in "[{"
    return kind == known.TEXT or is_one
