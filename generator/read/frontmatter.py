"""A story's file: YAML between two lines of ``---``, then Markdown. Line numbers stay the file's."""

from __future__ import annotations

import re

import msgspec

from generator.base.problems import Location, Problem, error

_FENCE = re.compile(r"^-{3,}\s*$|^—{1,}-*\s*$")


class Split(msgspec.Struct, frozen=True, gc=False):
    """Header and body with the lines on which they begin, 1-based."""

    header: str
    header_line: int
    body: str
    body_line: int


def split(text: str, path: str) -> tuple[Split | None, tuple[Problem, ...]]:
    """Header and body of a story or standing page.

    Blank lines before the first ``---`` are fine. A file without a header is an error, never a page: S211; a header
    that is not closed is one too: S212.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None or not _FENCE.match(lines[start]):
        return None, (error("S211", Location(path, (start or 0) + 1, 1)),)
    for number in range(start + 1, len(lines)):
        if _FENCE.match(lines[number]):
            header = "\n".join(lines[start + 1 : number])
            return Split(header, start + 2, "\n".join(lines[number + 1 :]), number + 2), ()
    return None, (error("S212", Location(path, start + 1, 1)),)
