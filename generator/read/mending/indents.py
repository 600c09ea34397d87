"""Fields that stand beside the field that they belong below: indented, they can be read."""

from __future__ import annotations

from typing import Any

from generator.read import nested, yamlfile
from generator.read.mending import known
from generator.read.yamlvalues import Pointer


def mend_indents(text: str, path: str) -> tuple[str, int]:
    """A YAML text with the fields of inner records below them, and how many lines were indented.

    Args:
        text: line feeds only.
        path: relative to the site, which tells what belongs where.
    """
    value, problems = yamlfile.parse(text, path)
    if problems:
        return text, 0
    records: list[tuple[Pointer, Pointer, Any]] = [((), ("",), value)]
    if isinstance(value, list):
        records = [((number,), (number + 1,), record) for number, record in enumerate(value)]
    lines, marks, changed = text.split("\n"), yamlfile.marks(text), 0
    for pointer, following, record in records:
        for key, names in nested.beside(record, known.model_of(path)).items():
            after = list(record)[list(record).index(names[-1]) + 1 :]
            end = marks.get((*pointer, after[0]) if after else following, (len(lines) + 1, 0))
            start = marks[*pointer, names[0]]
            # Between braces, all of them are on one line.
            for number in range(start[0], end[0]) if start[0] > marks[*pointer, key][0] else ():
                if lines[number - 1].strip() not in ("", "...", "---"):
                    lines[number - 1] = f"  {lines[number - 1]}"
                    changed += 1
    return "\n".join(lines), changed
