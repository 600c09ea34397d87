"""Ids that a record must have and lacks, numbered on from those that are there; never from a name.

A number that stands anywhere in the site is taken: what refers to an id that is gone must not lead to a new record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml

from generator.model import addresses
from generator.read import dates, yamlfile
from generator.read.mending import known
from generator.read.mending.scalars import cut
from generator.read.survey import CONTENT
from generator.read.yamlvalues import Value

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBERED = re.compile(r"(?<![A-Za-z0-9-])([a-z]+|\d{4}|\d{8})-(\d{1,9})(?![A-Za-z0-9-])")
_LETTERED = re.compile(r"([a-z]+)-(\d+)")
_COLON = re.compile(r"[ \t]*:")
_REGISTER = {f"{CONTENT}/private/people.yaml": "p", f"{CONTENT}/private/consents.yaml": "c"}


class Numbers:
    """The numbers that are taken, and those given since."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._last: dict[str, int] = {}
        for text in texts:
            for prefix, number in _NUMBERED.findall(text):
                self._last[prefix] = max(self._last.get(prefix, 0), int(number))

    def after(self, prefix: str, *, width: int) -> str:
        """The next id behind a prefix: ``2026-0008`` after ``2026-0007``."""
        self._last[prefix] = self._last.get(prefix, 0) + 1
        return f"{prefix}-{self._last[prefix]:0{width}d}"


def add_ids(text: str, path: str, numbers: Numbers) -> tuple[str, int]:
    """A YAML text with an id for each wish, person, consent or story that needs one and is understood without it.

    Returns:
        The text, and how many ids were added. Channels, places and granters get none: theirs are words, and stand in
        addresses.
    """
    value, problems = yamlfile.parse(text, path)
    if value is None or any(problem.code == "C618" for problem in problems) or not _wants_ids(path):
        return text, 0
    records = value if isinstance(value, list) else [value]
    keys = known.model_of(path).model_fields.keys()
    cuts: list[tuple[int, str]] = []
    node = (
        yaml.compose(yamlfile.with_editors_lines(text), Loader=_Loader)
        if any(_lacks_id(record, keys) for record in records)
        else None
    )
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for record, mapping in zip(records, nodes, strict=True) if node else ():
        if not _lacks_id(record, keys):
            continue
        if new := _id_for(record, records, path, numbers):
            cuts.append(_cut(text, mapping, new))
            record["id"] = new
    edited = cut(text, [(at, at, added) for at, added in cuts])
    found, left = yamlfile.parse(edited, path)
    return (edited, len(cuts)) if found == value and len(left) <= len(problems) else (text, 0)


def _wants_ids(path: str) -> bool:
    if path.startswith(f"{CONTENT}/stories/"):
        # The file's name is the id where it can be one.
        return not addresses.ID.fullmatch(PurePosixPath(path).stem)
    return path in _REGISTER or path.startswith(f"{CONTENT}/wishes/")


def _lacks_id(record: Value, keys: Iterable[str]) -> bool:
    """Whether a record has no id under any name: one with an unknown key may call it otherwise."""
    return isinstance(record, dict) and bool(record) and record.get("id") is None and record.keys() <= set(keys)


def _id_for(record: Any, records: list[Any], path: str, numbers: Numbers) -> str:
    if path in _REGISTER:
        prefix, width = next(_used(records), (_REGISTER[path], 3))
        return numbers.after(prefix, width=width)
    is_story = path.startswith(f"{CONTENT}/stories/")
    typed = record.get("date" if is_story else "collected")
    day = dates.read_day(typed) if isinstance(typed, str) else None
    if day is None:
        return ""
    return numbers.after(f"{day:%Y%m%d}", width=2) if is_story else numbers.after(f"{day:%Y}", width=4)


def _used(records: list[Any]) -> Iterator[tuple[str, int]]:
    """Letters and width of the ids that are there, the last first."""
    for record in reversed(records):
        if isinstance(record, dict) and (match := _LETTERED.fullmatch(str(record.get("id")))):
            yield match[1], len(match[2])


def _cut(text: str, mapping: Any, new: str) -> tuple[int, str]:
    """Where the id goes, and what is typed there: behind an empty ``id:``, else before the first key."""
    for key, _ in mapping.value:
        if key.value == "id" and (colon := _COLON.match(text, key.end_mark.index)):
            return colon.end(), f" {new}"
    first = mapping.value[0][0].start_mark
    behind = ", " if mapping.flow_style else "\n" + " " * first.column
    return first.index, f"id: {new}{behind}"
