"""Fields that became a part of the value above them, or beside them, and which YAML therefore does not see."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from generator.read import schema, schema_private
from generator.read.guarding import COLON, MISTAKEN, NAMES, WITHOUT_COLON

# Nowhere in a text would an author mean anything else by one with a Chinese colon behind.
_INSIDE = re.compile(rf"(?:^|[\s，,、;；])({NAMES})\s*[:：]")
_BEGINS = re.compile(
    rf"\s*(?:- *)?(?:({WITHOUT_COLON})|((?:{NAMES}|{MISTAKEN})(?=\s*{COLON})))",
    re.IGNORECASE,
)
# The register holds hardly a text, so that there whatever looks like one is one.
_IN_REGISTER = re.compile(
    r"""(?<![A-Za-z0-9_-])["'“]?("""
    rf"""(?:{NAMES})(?=["'”]?\s*{COLON})"""
    rf"|{WITHOUT_COLON}"
    rf"|(?:{MISTAKEN})(?=\s*(?:{COLON}|\d{{4}}\s*[-/.年]))"
    ")",
    re.IGNORECASE,
)


def find(lines: Sequence[str], *, in_register: bool = False) -> tuple[int, int, str] | None:
    """A field that YAML takes for a part of the value above it, or beside it.

    It stands further in than its neighbours, and its colon is a Chinese one, lacks its space, or is not there. Nothing
    else tells: a consent would go on standing.

    Args:
        lines: of the value, as they are written.
        in_register: whether they are of a private file.

    Returns:
        The line, counted from 0, the column, 1-based, and the field; ``None`` where there is no such thing.
    """
    for number, line in enumerate(lines):
        found = _IN_REGISTER.search(line) if in_register else _INSIDE.search(line)
        if number and not found:
            found = _field_line().match(line) or _BEGINS.match(line)
        if found:
            return number, found.start(found.lastindex or 0) + 1, found[found.lastindex or 0]
    return None


@functools.cache
def _field_line() -> re.Pattern[str]:
    """A line that begins with the name of a field and a colon."""
    models = [
        model
        for module in (schema, schema_private)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, schema.Model)
    ]
    names = {field.alias or name for model in models for name, field in model.model_fields.items()}
    return re.compile(rf"\s*(?:- *)?({'|'.join(sorted(names))})\s*[:：]")
