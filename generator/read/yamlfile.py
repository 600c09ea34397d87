"""YAML to plain values, on PyYAML's events: every scalar stays text, nothing is guessed, nothing is silently dropped.

Values are ``dict``, ``list`` and ``str``; a quoted scalar is a ``Quoted``, an absent value (``key:``) is ``None``.
Reading events and building our own values keeps YAML's guesses out (``10:30`` is not 630), sees duplicate keys, and
never recurses in C: the library's own loader dies of 60,000 nested brackets.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.base.problems import Location, Problem, error, warning
from generator.read import remarks, survey, swallowed, yamlfaults
from generator.read.yamlvalues import Mark, Pointer, Quoted, Value

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RefusedError(Exception):
    """Raised inside the builder to leave it; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


# They end a line to YAML and not to editors: the lines that are told would be others than those that are shown.
_LINE_END = re.compile("[\x85\u2028\u2029]")
_NO_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")


def with_editors_lines(text: str) -> str:
    """A text whose lines are the same to YAML as to editors; every character stays in its place."""
    return text.translate(_NO_LINE_ENDS) if _LINE_END.search(text) else text


def parse(text: str, path: str, *, first_line: int = 1) -> tuple[Value, tuple[Problem, ...]]:
    """The value that a YAML text holds.

    Args:
        text: decoded, line feeds only.
        path: for messages.
        first_line: the line of the file on which the text begins, 1-based.

    Returns:
        The value (``None`` for an empty text), and every problem found. A syntax error ends the reading of this text;
        its problem names what the author most likely meant.
    """
    if survey.is_private(path) and (end := _LINE_END.search(text)):
        # Behind a remark, an editor shows a field on a line of its own that is none.
        place = Location(path, text.count("\n", 0, end.start()) + first_line, 1)
        return None, (error("C623", place, character=f"U+{ord(end[0]):04X}"),)
    builder = _Builder(text, path, first_line=first_line)
    try:
        value = builder.build()
    except yaml.YAMLError as failure:
        return None, (*builder.problems, *yamlfaults.explain(text, path, failure, first_line=first_line))
    except _RefusedError as refusal:
        return None, (*builder.problems, refusal.problem)
    return value, tuple(builder.problems)


def marks(text: str, *, first_line: int = 1) -> dict[Pointer, Mark]:
    """Where each value of a YAML text stands: pointer to (line, column), 1-based.

    A mapping's entry points at its key, an item of a list at the item.
    """
    builder = _Builder(text, "", first_line=first_line, with_marks=True)
    # What was read before a fault is still worth a line number.
    with contextlib.suppress(yaml.YAMLError, _RefusedError):
        builder.build()
    return builder.marks


# No field that is looked for inside a line is shorter.
_WORD = re.compile("[A-Za-z]{5}")


class _Builder:
    def __init__(self, text: str, path: str, *, first_line: int, with_marks: bool = False) -> None:
        self.text = with_editors_lines(text)
        self.path = path
        self.has_hash = " #" in text
        self.is_private = survey.is_private(path)
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.with_marks = with_marks
        self.marks: dict[Pointer, Mark] = {}

    def build(self) -> Value:
        loader = _Loader(self.text)
        try:
            return self._document(iter(loader.get_event, None))
        finally:
            loader.dispose()

    def _document(self, events: Iterator[Any]) -> Value:
        value: Value = None
        documents = 0
        for event in events:
            kind = event.__class__
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._refuse("C625", event)
            elif kind is yaml.StreamEndEvent:
                break
            elif kind not in (yaml.StreamStartEvent, yaml.DocumentEndEvent):
                value = self._value(event, events, ())
        return value

    def _value(self, event: Any, events: Iterator[Any], pointer: Pointer) -> Value:
        """Builds one value without recursion in C; our own recursion is bounded by the depth limit."""
        if event.__class__ is yaml.AliasEvent or event.anchor is not None:
            raise self._refuse("C619", event)
        if event.tag is not None and event.tag != "!":
            raise self._refuse("C620", event, tag=event.tag)
        if event.__class__ is yaml.ScalarEvent:
            return self._scalar(event)
        if len(pointer) >= yamlfaults.DEPTH_LIMIT:
            raise self._refuse("C621", event, limit=yamlfaults.DEPTH_LIMIT)
        if event.__class__ is yaml.MappingStartEvent:
            return self._mapping(events, pointer)
        return self._sequence(events, pointer)

    def _scalar(self, event: Any) -> str | None:
        if event.style in ('"', "'"):
            return Quoted(event.value)
        if event.value or event.style:
            if self.has_hash and not event.style and not event.value.isascii():
                self._find_cut_off(event)
            return str(event.value)
        if remarks.starts_with_hash(self.text, event.start_mark):
            self.problems.append(self._problem("C639", event))
        return None

    def _find_cut_off(self, event: Any) -> None:
        """Tells of the end of a value that YAML takes for a remark (C653)."""
        if cut := remarks.cut_off(self.text, event.end_mark.index):
            # A message about a private file quotes nothing of it.
            self.problems.append(warning("C653", self._location(event), text="#" if self.is_private else cut))

    def _may_hold_more(self, event: Any) -> bool:
        """Whether this is a value that may have taken in what was meant as a field.

        In the register every value is looked at; elsewhere, what stands in quotes or in a block is meant as it is.
        """
        has_lines = event.start_mark.line != event.end_mark.line
        if event.__class__ is not yaml.ScalarEvent or (event.style and not self.is_private):
            return False
        return has_lines or _WORD.search(event.value) is not None or (self.is_private and not event.value.isascii())

    def _find_swallowed(self, event: Any) -> None:
        """Tells of a field that became a part of a value (C650)."""
        lines = self.text[event.start_mark.index : event.end_mark.index].split("\n")
        found = swallowed.find(lines, in_register=self.is_private)
        if found:
            number, column, key = found
            line = event.start_mark.line + self.first_line + number
            place = Location(self.path, line, column if number else event.start_mark.column + column)
            self.problems.append(error("C650", place, key=key))
        elif self.is_private and len(lines) > 1 and not event.style:
            self.problems.append(error("C652", Location(self.path, event.start_mark.line + self.first_line + 1, 1)))

    def _mapping(self, events: Iterator[Any], pointer: Pointer) -> dict[str, Any]:
        built: dict[str, Any] = {}
        lines: dict[str, int] = {}
        is_next = False
        for key_event in events:
            if key_event.__class__ is yaml.MappingEndEvent:
                break
            key = self._value(key_event, events, (*pointer, ""))
            if not isinstance(key, str):
                raise self._refuse("C617", key_event, text="")
            line = key_event.start_mark.line + self.first_line
            if not key_event.style and (meant := yamlfaults.full_width_colon(key)):
                # Between braces, all up to the next comma is one key.
                self.problems.append(self._problem("C611", key_event, key=meant))
                next_event = next(events)
                self._value(next_event, events, (*pointer, ""))
                continue
            if key in built and not is_next:
                # Where a second record begins without its dash, all of its fields would be told as written twice.
                is_next = key == "id"
                code = "C654" if is_next else "C618"
                self.problems.append(self._problem(code, key_event, key=key, first=lines[key]))
            lines[key] = line
            inner = (*pointer, key)
            if self.with_marks:
                self.marks.setdefault(inner, (line, key_event.start_mark.column + 1))
            event = next(events)
            if self._may_hold_more(event):
                self._find_swallowed(event)
            built[key] = self._value(event, events, inner)
        return built

    def _sequence(self, events: Iterator[Any], pointer: Pointer) -> list[Any]:
        built: list[Any] = []
        for event in events:
            if event.__class__ is yaml.SequenceEndEvent:
                break
            inner = (*pointer, len(built))
            if self.with_marks:
                mark = event.start_mark
                self.marks[inner] = (mark.line + self.first_line, mark.column + 1)
            # An item that is a field itself is told as such by whoever expects a record there.
            if self._may_hold_more(event) and not yamlfaults.is_like_a_field(event.value):
                self._find_swallowed(event)
            built.append(self._value(event, events, inner))
        return built

    def _location(self, event: Any) -> Location:
        return Location(self.path, event.start_mark.line + self.first_line, event.start_mark.column + 1)

    def _problem(self, code: str, event: Any, **facts: object) -> Problem:
        return error(code, self._location(event), **facts)

    def _refuse(self, code: str, event: Any, **facts: object) -> _RefusedError:
        return _RefusedError(self._problem(code, event, **facts))
