"""What an author most likely meant where YAML gives up.

The library says "could not find expected ':'"; a community worker needs to hear that her colon is a Chinese one. Each
guess looks at the line itself, and at the lines just above, because YAML often notices a fault one line late.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

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
# The same, or one among several that opens in a list.
_OPEN_VALUE = re.compile(r"""^\s*(?:- +)?(?:[\w-]+: {1,9})?\[? {0,9}(["'])""")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_BLOCK = re.compile(r"^\s*(?:- +)?(?:[\w-]+: +)?[|>][-+0-9]*\s*$")
_RECORD = re.compile(r"^( *)- +id:")
_FIELD = re.compile(r"^([ \t]+)([A-Za-z_][\w-]*):(?:\s|$)")
_COMPLETE = re.compile(r"^(\s*(?:- +)?)[A-Za-z_][\w-]*: +[^\s|>\[{&*!\"'#]")
_PARTED_WRONGLY = re.compile(r"""^\s*(?:- +)?[\w-]+: {0,9}(?:(\[) {0,9})?(?:"[^"]*"|'[^']*') {0,9}([，、；;,])""")
_ENTRY = re.compile(r"\s*(?:#|- |-$|(?:- +)?[^\s:#][^:\n]*:(?:\s|$)|[\[\]{},|>\"'])")
_COLON_INSIDE = re.compile(r"^\s*(?:- +)?[\w-]+: +[^\"'\[{|>].*: ")

_ALONE = frozenset(("C611", "C612"))


class _Guess(NamedTuple):
    """What a line has wrong: the code, the column from 1, and the facts of the message."""

    code: str
    column: int
    facts: Mapping[str, object]


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
    """The problem behind a syntax error, at the line that is to blame.

    Codes C611 to C617, C621, C628, C647 to C649, C657, C658 and C660.
    """
    lines = text.split("\n")
    context = getattr(failure, "context_mark", None)
    mark = getattr(failure, "problem_mark", None) or context
    at = min(mark.line, len(lines) - 1) if mark is not None else 0
    if _TOO_DEEP in (getattr(failure, "problem", None) or ""):
        # The parser gave up before its events could be counted.
        return (error("C621", Location(path, at + first_line, 1), limit=DEPTH_LIMIT),)
    suspects = [at, *range(at - 1, max(at - 4, -1), -1)]
    if context is not None and context.line < len(lines):
        suspects.append(context.line)
    found = (
        _guessed(lines, suspects)
        or _open_above(lines, at)
        or _too_deep(lines, at)
        or _record_too_deep(lines, suspects)
        or _unclosed(lines, failure)
    )
    number, guess = found or _no_field(lines, at, mark)
    if guess.code in _ALONE:
        return tuple(_each(lines, path, first_line=first_line))
    return (error(guess.code, Location(path, number + first_line, guess.column), **guess.facts),)


def _guessed(lines: list[str], suspects: list[int]) -> tuple[int, _Guess] | None:
    """The first guess that holds of a line, and the number of that line, from 0."""
    found = ((number, guess(lines[number])) for guess in _GUESSES for number in suspects)
    return next(((number, guess) for number, guess in found if guess), None)


def _open_above(lines: list[str], at: int) -> tuple[int, _Guess] | None:
    """A quotation mark that nothing closes before the line at which YAML gives up."""
    for number in range(min(at, len(lines) - 1), -1, -1):
        match = _OPEN_VALUE.match(lines[number])
        if not match or _is_closed(lines[number][match.end() - 1 :], match[1]) or _is_in_a_block(lines, number):
            continue
        if not any(match[1] in line for line in lines[number + 1 : at]):
            return number, _Guess("C614", match.end(), {"quote": match[1]})
    return None


def _is_closed(rest: str, mark: str) -> bool:
    """Whether what begins with a quotation mark leaves none open: one item of a list after the other."""
    return mark not in _QUOTED.sub("", rest).partition(" #")[0]


def _is_in_a_block(lines: list[str], number: int) -> bool:
    """Whether a line is part of a text that stands below its field, and holds whatever it likes."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    above = next((line for line in reversed(lines[:number]) if len(line) - len(line.lstrip()) < indent), "")
    return bool(indent and _BLOCK.match(above))


def _too_deep(lines: list[str], at: int) -> tuple[int, _Guess] | None:
    """A field that stands further in than the one above it, which has a value of its own."""
    field = _FIELD.match(lines[at])
    above = next((lines[number] for number in range(at - 1, -1, -1) if lines[number].strip()), "")
    owner = _COMPLETE.match(above)
    if field and owner and len(field[1]) > len(owner[1]):
        return at, _Guess("C658", 1, {"key": field[2]})
    return None


def _record_too_deep(lines: list[str], suspects: list[int]) -> tuple[int, _Guess] | None:
    """A record that stands further in than the first one of its list, pasted from another file."""
    first = next((match for line in lines if (match := _RECORD.match(line))), None)
    for number in suspects:
        record = _RECORD.match(lines[number])
        if first and record and len(record[1]) > len(first[1]):
            return number, _Guess("C660", 1, {"blanks": len(record[1]) - len(first[1])})
    return None


def _unclosed(lines: list[str], failure: yaml.YAMLError) -> tuple[int, _Guess] | None:
    """A bracket that is not closed: that is noticed lines later, or at the end, and mended where it opens."""
    opened = getattr(failure, "context_mark", None)
    if opened is None or "flow" not in (getattr(failure, "context", None) or ""):
        return None
    at = min(opened.line, len(lines) - 1)
    bracket = lines[at][opened.column : opened.column + 1]
    closing = _CLOSING.get(bracket, "")
    if (closing or bracket) in lines[at][opened.column :]:
        return None
    return at, _Guess("C649", opened.column + 1, {"bracket": bracket, "closing": closing})


def _no_field(lines: list[str], at: int, mark: Any) -> tuple[int, _Guess]:
    """A line that cannot be read; what is no field YAML notices at the next one."""
    column = mark.column + 1 if mark is not None else 1
    before = next((number for number in range(at - 1, max(at - 4, -1), -1) if lines[number].strip()), at)
    if not _ENTRY.match(lines[before]):
        at, column = before, len(lines[before]) - len(lines[before].lstrip()) + 1
    return at, _Guess("C617", column, {"text": lines[at].strip()[:40]})


def _each(lines: list[str], path: str, *, first_line: int) -> Iterator[Problem]:
    """The slips of one line that can be told of every line, whatever the library makes of those before it."""
    for number, line in enumerate(lines, first_line):
        for guess in (_guess_full_width_colon, _guess_wide_gap, _guess_no_dash, _guess_no_space):
            if found := guess(line):
                yield error(found.code, Location(path, number, found.column), **found.facts)
                break


def _guess_full_width_colon(line: str) -> _Guess | None:
    match = _FULL_WIDTH_COLON.match(line)
    return _Guess("C611", match.end(), {"key": match[1]}) if match else None


def _guess_no_space(line: str) -> _Guess | None:
    match = _NO_SPACE.match(line)
    return _Guess("C612", match.end(1) + 1, {"key": match[1]}) if match else None


def _guess_wide_indent(line: str) -> _Guess | None:
    return _Guess("C647", 1, {}) if _WIDE_INDENT.match(line) else None


def _guess_wide_gap(line: str) -> _Guess | None:
    match = _WIDE_GAP.match(line)
    return _Guess("C612", match.end(1) + 1, {"key": match[1]}) if match else None


def _guess_no_dash(line: str) -> _Guess | None:
    match = _NO_DASH.match(line)
    if not match:
        return None
    mark = match[1] or match[2]
    return _Guess("C648", line.index(mark) + 1, {"mark": mark, "key": match[3]})


def _guess_tab(line: str) -> _Guess | None:
    return _Guess("C613", line.index("\t") + 1, {}) if _TAB.match(line) else None


def _guess_parted_wrongly(line: str) -> _Guess | None:
    match = _PARTED_WRONGLY.match(line)
    # Between brackets, the comma of ASCII is the right one.
    return (
        _Guess("C657", match.start(2) + 1, {"mark": match[2]}) if match and (match[2] != "," or not match[1]) else None
    )


def _guess_after_quote(line: str) -> _Guess | None:
    match = _AFTER_QUOTE.match(line)
    return _Guess("C628", match.end(1) + 1, {"quoted": match[1][:20]}) if match else None


def _guess_open_quote(line: str) -> _Guess | None:
    match = _OPEN_QUOTE.match(line)
    if match and not _is_closed(line[match.end() - 1 :], match[1]):
        return _Guess("C614", match.end(), {"quote": match[1]})
    return None


def _guess_special(line: str) -> _Guess | None:
    match = _SPECIAL.match(line)
    if not match:
        return None
    # A bracket that ends its line, or is never closed in it, is a list: the fault is elsewhere.
    closing = _CLOSING.get(match[1])
    if closing and (closing not in line or line.rstrip().endswith(closing)):
        return None
    return _Guess("C615", match.end(), {"character": match[1]})


def _guess_colon_inside(line: str) -> _Guess | None:
    match = _COLON_INSIDE.match(line)
    return _Guess("C616", match.end() - 1, {}) if match else None


_GUESSES: tuple[Callable[[str], _Guess | None], ...] = (
    _guess_full_width_colon,
    _guess_tab,
    _guess_wide_indent,
    _guess_wide_gap,
    _guess_no_dash,
    _guess_parted_wrongly,
    _guess_after_quote,
    _guess_open_quote,
    _guess_colon_inside,
    _guess_special,
    _guess_no_space,
)
