"""Problems that know their pointer get their line: the few files that have any are parsed once more, with marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from generator.base.problems import Location, Problem
from generator.read import encoding, frontmatter, recovering, yamlfaults, yamlfile
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
        line, column = _colon_below(problem.code, lines, _nearest_mark(marks, location.pointer))
        located.append(msgspec.structs.replace(problem, location=Location(location.path, line, column)))
    return located


def _marks_of(path: str, content: bytes | None) -> tuple[dict[Pointer, Mark], list[str]]:
    """Marks and lines of a file; both empty where it cannot be read."""
    text, problems = encoding.decode(content or b"", path)
    if problems:
        return {}, []
    lines = text.split("\n")
    if not path.endswith(".md"):
        return yamlfile.marks(recovering.read(text, path).text), lines
    split, _ = frontmatter.split(text, path)
    if not split:
        return {}, lines
    # Pointers lead into what could be read.
    header = recovering.read(split.header, path).text
    return yamlfile.marks(header, first_line=split.header_line), lines


def _colon_below(code: str, lines: list[str], mark: Mark) -> Mark:
    """The colon that was mistyped, at a mark or below it; the mark itself for any other problem."""
    if code not in _MISTYPED:
        return mark
    key_of, colon = _MISTYPED[code]
    below = enumerate(lines[mark[0] - 1 :], mark[0])
    return next(((number, line.index(colon) + 1) for number, line in below if key_of(line)), mark)


def _nearest_mark(marks: dict[Pointer, Mark], pointer: Pointer) -> Mark:
    """The mark of a value, or of the nearest value around it that has one."""
    for length in range(len(pointer), 0, -1):
        if mark := marks.get(pointer[:length]):
            return mark
    return min(marks.values(), default=(1, 1)) if pointer else (1, 1)
