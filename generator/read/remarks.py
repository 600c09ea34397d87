"""What YAML takes for a remark, where an author may have meant a part of a value: ``标题: #1 号``."""

from __future__ import annotations

import re
from typing import Any

_REMARKED_BELOW = re.compile(r"( *(?:- +)?)[\w-]+: *\n( *)#")
# A remark has a blank behind its mark; what else is meant is a number or a topic: 信纸 #1 号.
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
_EXCERPT = 30


def starts_with_hash(text: str, mark: Any) -> bool:
    """Whether an empty value is empty only because what follows on its line begins with ``#``."""
    start = mark.index
    end = text.find("\n", start)
    rest = text[start : end if end >= 0 else len(text)]
    return rest.lstrip(" ").startswith("#") or _hash_before(text, start) or _hash_below(text, start)


def _hash_before(text: str, index: int) -> bool:
    # The mark of an empty scalar stands behind its key's colon, or already on a later line, past the comment.
    line_start = text.rfind("\n", 0, max(index - 1, 0)) + 1
    return bool(re.match(r"\s*(?:- +)?[\w-]+: +#", text[line_start:index]))


def _hash_below(text: str, index: int) -> bool:
    """Whether the value stands on the next line, and further in than its key: behind a ``#`` as well."""
    line_start = text.rfind("\n", 0, max(index - 1, 0)) + 1
    match = _REMARKED_BELOW.match(text, line_start)
    return bool(match and len(match[2]) > len(match[1]))


def cut_off(text: str, end: int) -> str:
    """What is no part of a value because it stands behind ``#``, where it does not look like a remark."""
    match = _CUT_OFF.match(text, end)
    return match[1][:_EXCERPT] if match else ""
