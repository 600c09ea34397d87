"""What an author most likely meant where YAML gives up.

The library says "could not find expected ':'"; a community worker needs to hear that her colon is a Chinese one. Each
guess looks at the line itself, and at the lines just above, because YAML often notices a fault one line late.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from generator.base.problems import Location, Problem, error

DEPTH_LIMIT = 64
"""Levels of nesting; the deepest record needs five."""

_FULL_WIDTH_COLON = re.compile(r"^\s*(?:- +)?([A-Za-z_][\w-]*)\s*：")
_NO_SPACE = re.compile(r"^\s*(?:- +)?([A-Za-z_][\w-]*):(?![\s/]|$)")
_TAB = re.compile(r"^\s*\t|^ *-\t|^ *(?:- +)?[\w-]+:\t")
_WIDE_INDENT = re.compile(r"^ *[\u3000\xa0][\u3000\xa0 ]*(?=[^\s#])")
_NO_DASH = re.compile(r"^\s*(?:([—–－‐−·•])\s*|(-)(?=[A-Za-z_]))([A-Za-z_][\w-]*):(?:\s|$)")
_WIDE_GAP = re.compile(r"^\s*(?:- +)?([A-Za-z_][\w-]*):[\u3000\xa0]")
_CLOSING = {"[": "]", "{": "}"}
_SPECIAL = re.compile(r"^\s*(?:- +)?(?:[\w-]+: +)?([@`%*&!|>{\[\]}])")
_AFTER_QUOTE = re.compile(r"""^\s*(?:- +)?(?:[\w-]+: +)?("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s,#\]}:]""")
_OPEN_QUOTE = re.compile(r"""^\s*(?:- +)?(?:[\w-]+: +)?(["'])""")
_ENTRY = re.compile(r"\s*(?:#|- |-$|(?:- +)?[^\s:#][^:\n]*:(?:\s|$)|[\[\]{},|>\"'])")
_COLON_INSIDE = re.compile(r"^\s*(?:- +)?[\w-]+: +[^\"'\[{|>].*: ")

_REMARKED_BELOW = re.compile(r"( *(?:- +)?)[\w-]+: *\n( *)#")
# A remark has a blank behind its mark; what else is meant is a number or a topic: 信纸 #1 号.
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
_EXCERPT = 30
_ALONE = frozenset(("C611", "C612"))

_Guess = Callable[[str], "tuple[str, int, dict[str, object]] | None"]


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


def full_width_colon(text: str) -> str | None:
    """The key, where a text that should be a mapping is ``key：value`` with a Chinese colon."""
    match = _FULL_WIDTH_COLON.match(text)
    return match[1] if match else None


def missing_space(text: str) -> str | None:
    """The key, where a text that should be a mapping is ``key:value`` without a space."""
    match = _NO_SPACE.match(text)
    return match[1] if match else None


def is_like_a_field(text: str) -> bool:
    """Whether a text begins as a field does whose colon is a Chinese one, or lacks its space."""
    return full_width_colon(text) is not None or missing_space(text) is not None


# What libyaml says of more levels than it reads itself.
_TOO_DEEP = "nesting depth"


def explain(text: str, path: str, failure: yaml.YAMLError, *, first_line: int) -> tuple[Problem, ...]:
    """The problem behind a syntax error, at the line that is to blame; codes C611 to C617, C623, C628, C647 to C649."""
    lines = text.split("\n")
    mark = getattr(failure, "problem_mark", None) or getattr(failure, "context_mark", None)
    at = min(mark.line, len(lines) - 1) if mark is not None else 0
    if _TOO_DEEP in (getattr(failure, "problem", None) or ""):
        # The parser gave up before its events could be counted.
        return (error("C621", Location(path, at + first_line, 1), limit=DEPTH_LIMIT),)
    context = getattr(failure, "context_mark", None)
    candidates = [at, *range(at - 1, max(at - 4, -1), -1)]
    if context is not None and context.line < len(lines):
        candidates.append(context.line)
    for guess in _GUESSES:
        for number in candidates:
            if found := guess(lines[number]):
                if found[0] in _ALONE:
                    return tuple(_each(lines, path, first_line=first_line))
                code, column, facts = found
                return (error(code, Location(path, number + first_line, column), **facts),)
    if context is not None and "flow" in (getattr(failure, "context", None) or ""):
        # A bracket that is not closed is noticed lines later, or at the end; it is mended where it opens.
        mark, at = context, min(context.line, len(lines) - 1)
        bracket = lines[at][mark.column : mark.column + 1]
        if _CLOSING.get(bracket, bracket) not in lines[at][mark.column :]:
            place = Location(path, at + first_line, mark.column + 1)
            return (error("C649", place, bracket=bracket, closing=_CLOSING.get(bracket, "")),)
    column = mark.column + 1 if mark is not None else 1
    # What is no field YAML notices at the next one.
    before = next((number for number in range(at - 1, max(at - 4, -1), -1) if lines[number].strip()), at)
    if at < len(lines) and not _ENTRY.match(lines[before]):
        at, column = before, len(lines[before]) - len(lines[before].lstrip()) + 1
    return (error("C617", Location(path, at + first_line, column), text=lines[at].strip()[:40]),)


def _each(lines: list[str], path: str, *, first_line: int) -> Iterator[Problem]:
    """The slips of one line that can be told of every line, whatever the library makes of those before it."""
    for number, line in enumerate(lines, first_line):
        for guess in (_guess_full_width_colon, _guess_wide_gap, _guess_no_space):
            if found := guess(line):
                yield error(found[0], Location(path, number, found[1]), **found[2])
                break


def _guess_full_width_colon(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _FULL_WIDTH_COLON.match(line)
    return ("C611", match.end(), {"key": match[1]}) if match else None


def _guess_no_space(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _NO_SPACE.match(line)
    return ("C612", match.end(1) + 1, {"key": match[1]}) if match else None


def _guess_wide_indent(line: str) -> tuple[str, int, dict[str, object]] | None:
    return ("C647", 1, {}) if _WIDE_INDENT.match(line) else None


def _guess_wide_gap(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _WIDE_GAP.match(line)
    return ("C612", match.end(1) + 1, {"key": match[1]}) if match else None


def _guess_no_dash(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _NO_DASH.match(line)
    return (
        ("C648", line.index(match[1] or match[2]) + 1, {"mark": match[1] or match[2], "key": match[3]})
        if match
        else None
    )


def _guess_tab(line: str) -> tuple[str, int, dict[str, object]] | None:
    return ("C613", line.index("\t") + 1, {}) if _TAB.match(line) else None


def _guess_after_quote(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _AFTER_QUOTE.match(line)
    return ("C628", match.end(1) + 1, {"quoted": match[1][:20]}) if match else None


def _guess_open_quote(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _OPEN_QUOTE.match(line)
    if match and line.count(match[1]) % 2:
        return "C614", match.end(), {"quote": match[1]}
    return None


def _guess_special(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _SPECIAL.match(line)
    if not match:
        return None
    # A bracket that ends its line, or is never closed in it, is a list: the fault is elsewhere.
    closing = _CLOSING.get(match[1])
    if closing and (closing not in line or line.rstrip().endswith(closing)):
        return None
    return "C615", match.end(), {"character": match[1]}


def _guess_colon_inside(line: str) -> tuple[str, int, dict[str, object]] | None:
    match = _COLON_INSIDE.match(line)
    return ("C616", match.end() - 1, {}) if match else None


_GUESSES: tuple[_Guess, ...] = (
    _guess_full_width_colon,
    _guess_tab,
    _guess_wide_indent,
    _guess_wide_gap,
    _guess_no_dash,
    _guess_after_quote,
    _guess_open_quote,
    _guess_colon_inside,
    _guess_special,
    _guess_no_space,
)
