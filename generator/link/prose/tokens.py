"""Sanitised HTML as tags and the text between them. Only for what ``sanitise`` wrote: well-formed, quoted, escaped."""

from __future__ import annotations

import html
import re
from typing import TypeAlias

TAG = re.compile(r'<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]|"[^"]*")*)>')
"""A tag; a ``<`` or ``>`` outside of tags is always written as an entity."""

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')

Attributes: TypeAlias = "dict[str, str]"


def attributes(written: str) -> Attributes:
    """The attributes of a tag with entities resolved, in the order in which they stand."""
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def tag(name: str, values: Attributes) -> str:
    """An opening tag, its values escaped."""
    return f"<{name}" + "".join(f' {key}="{html.escape(value)}"' for key, value in values.items()) + ">"


def escaped_text(text: str) -> str:
    """Text as it stands between tags."""
    return html.escape(text, quote=False)
