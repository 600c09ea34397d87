"""Problems that know their pointer get their line: the few files that have any are parsed once more, with marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from generator.base.problems import Location, Problem
from generator.read import encoding, frontmatter, yamlfaults, yamlfile
from generator.read.yamlvalues import Mark, Pointer

# A text that should have been a mapping: the fault is where a colon was mistyped, which may be lines below its mark.
_MISTYPED = {"C611": (yamlfaults.full_width_colon, "："), "C612": (yamlfaults.missing_space, ":")}


def locate(problems: Iterable[Problem], content_of: Callable[[str], bytes | None]) -> list[Problem]:
    """The same problems with line and column filled in.

    Args:
        problems: any, from any floor.
        content_of: the bytes of a file by its path, or ``None``.
    """
    known: dict[str, tuple[dict[Pointer, Mark], list[str]]] = {}
    located = []
    for problem in problems:
        location = problem.location
        if location.line:
            located.append(problem)
            continue
        if location.path not in known:
            known[location.path] = _marks_of(location.path, content_of(location.path))
        marks, lines = known[location.path]
        located.append(placed(problem, marks, lines))
    return located


def placed(problem: Problem, marks: Mapping[Pointer, Mark], lines: Sequence[str]) -> Problem:
    """A problem with the line and column to which its pointer leads.

    Args:
        problem: knows its pointer only.
        marks: of the values of its file.
        lines: of its file.
    """
    location = problem.location
    line, column = _colon_below(problem.code, lines, nearest_mark(marks, location.pointer))
    return msgspec.structs.replace(problem, location=Location(location.path, line, column))


def _marks_of(path: str, content: bytes | None) -> tuple[dict[Pointer, Mark], list[str]]:
    """Marks and lines of a file; both empty where it cannot be read."""
    text, problems = encoding.decode(content or b"", path)
    if problems:
        return {}, []
    lines = text.split("\n")
    if not path.endswith(".md"):
        return yamlfile.marks(text), lines
    split, _ = frontmatter.split(text, path)
    return (yamlfile.marks(split.header, first_line=split.header_line) if split else {}), lines


def _colon_below(code: str, lines: Sequence[str], mark: Mark) -> Mark:
    """The colon that was mistyped, at a mark or below it; the mark itself for any other problem."""
    if code not in _MISTYPED:
        return mark
    key_of, colon = _MISTYPED[code]
    below = enumerate(lines[mark[0] - 1 :], mark[0])
    return next(((number, line.index(colon) + 1) for number, line in below if key_of(line)), mark)


def nearest_mark(marks: Mapping[Pointer, Mark], pointer: Pointer) -> Mark:
    """The mark of a value, or of the nearest value around it that has one."""
    for length in range(len(pointer), 0, -1):
        if mark := marks.get(pointer[:length]):
            return mark
    return min(marks.values(), default=(1, 1)) if pointer else (1, 1)
