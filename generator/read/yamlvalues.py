"""The values that a YAML text holds, and what points at one of them."""

from __future__ import annotations

from typing import Any, TypeAlias

Value: TypeAlias = "dict[str, Any] | list[Any] | str | None"
"""A scalar is text, an absent value ``None``."""
Pointer: TypeAlias = "tuple[str | int, ...]"
"""The way to a value from the top: keys, and places in lists counted from 0."""
Mark: TypeAlias = "tuple[int, int]"
"""Line and column of a value, 1-based."""


class Quoted(str):
    """A scalar that its author put in quotes: an item of a list that is never split."""

    __slots__ = ()
