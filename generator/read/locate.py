"""Problems that know their pointer get their line: the few files that have any are parsed once more, with marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from generator.base.problems import Location, Problem
from generator.read import encoding, frontmatter, yamlfile


def locate(problems: Iterable[Problem], content_of: Callable[[str], bytes | None]) -> list[Problem]:
    """The same problems with line and column filled in.

    Args:
        problems: any, from any floor.
        content_of: the bytes of a file by its path, or ``None``.
    """
    marks_by_path: dict[str, dict[yamlfile.Pointer, yamlfile.Mark]] = {}
    located = []
    for problem in problems:
        location = problem.location
        if location.line:
            located.append(problem)
            continue
        if location.path not in marks_by_path:
            marks_by_path[location.path] = _marks_of(location.path, content_of(location.path))
        line, column = _nearest_mark(marks_by_path[location.path], location.pointer)
        located.append(msgspec.structs.replace(problem, location=Location(location.path, line, column)))
    return located


def _marks_of(path: str, content: bytes | None) -> dict[yamlfile.Pointer, yamlfile.Mark]:
    text, problems = encoding.decode(content or b"", path)
    if problems:
        return {}
    if not path.endswith(".md"):
        return yamlfile.marks(text)
    split, _ = frontmatter.split(text, path)
    return yamlfile.marks(split.header, first_line=split.header_line) if split else {}


def _nearest_mark(marks: dict[yamlfile.Pointer, yamlfile.Mark], pointer: yamlfile.Pointer) -> yamlfile.Mark:
    """The mark of a value, or of the nearest value around it that has one."""
    for length in range(len(pointer), 0, -1):
        if mark := marks.get(pointer[:length]):
            return mark
    return min(marks.values(), default=(1, 1)) if pointer else (1, 1)
