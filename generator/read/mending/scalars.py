"""Scalars of a YAML text by their place, and the text with some of them typed anew."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import yaml

from generator.read import yamlfile
from generator.read.yamlvalues import Pointer, Value

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(msgspec.Struct, frozen=True):
    """A value that is one text.

    Attributes:
        typed: as it stands in the file, quotes included.
        value: what it means.
        in_brackets: whether it is an item of a list in brackets.
    """

    pointer: Pointer
    typed: str
    value: str
    is_plain: bool
    in_brackets: bool


class Retyped(msgspec.Struct, frozen=True):
    """A scalar typed anew, and what it then means: for an item of a list it may mean several."""

    typed: str
    values: tuple[Value, ...]


def rewritten(text: str, change: Callable[[Scalar], Retyped | None]) -> tuple[str, int]:
    """A YAML text with scalars typed anew.

    Args:
        text: line feeds only.
        change: asked of every scalar on one line; what it gives takes the place of that scalar, ``None`` leaves it.

    Returns:
        The text, and how many scalars were changed: none where the text cannot be read without a doubt, or where it
        would not mean what it should.
    """
    before, problems = yamlfile.parse(text, "")
    # A key that stands twice leaves open which of its values is meant.
    if before is None or any(problem.code == "C618" for problem in problems):
        return text, 0
    cuts: list[tuple[int, int, Pointer, Retyped]] = []
    # The depth is bounded: the text was parsed within our limit before.
    for start, scalar in _scalars(text, yaml.compose(yamlfile.with_editors_lines(text), Loader=_Loader), ()):
        if retyped := change(scalar):
            cuts.append((start, start + len(scalar.typed), scalar.pointer, retyped))
    if not cuts:
        return text, 0
    edited = cut(text, [(start, end, retyped.typed) for start, end, _, retyped in cuts])
    expected = copy.deepcopy(before)
    # From the last to the first, so that the index of an item still means it.
    for _, _, pointer, retyped in sorted(cuts, key=lambda one: one[0], reverse=True):
        _put(expected, pointer, retyped.values)
    found, left = yamlfile.parse(edited, "")
    if found != expected or len(left) > len(problems):
        return text, 0
    return edited, len(cuts)


def cut(text: str, cuts: Iterable[tuple[int, int, str]]) -> str:
    """A text with pieces of it, from a start to an end, replaced; they must not overlap."""
    parts, done = [], 0
    for start, end, new in sorted(cuts):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def quoted(value: str) -> str:
    """A text on one line as YAML takes it to the letter."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _scalars(text: str, node: Any, pointer: Pointer, *, in_brackets: bool = False) -> Iterator[tuple[int, Scalar]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(text, value, (*pointer, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _scalars(text, item, (*pointer, number), in_brackets=bool(node.flow_style))
    elif node.style not in ("|", ">") and node.start_mark.line == node.end_mark.line:
        typed = text[node.start_mark.index : node.end_mark.index]
        if typed:
            yield (
                node.start_mark.index,
                Scalar(pointer, typed, node.value, is_plain=not node.style, in_brackets=in_brackets),
            )


def _put(value: Any, pointer: Pointer, new: tuple[Value, ...]) -> None:
    for step in pointer[:-1]:
        value = value[step]
    last = pointer[-1]
    if isinstance(last, int):
        value[last : last + 1] = new
    else:
        value[last] = new[0]
