"""Values that are read wrongly, or not at all, though it is certain what they mean: dates and lists of words.

A date in a form that the schema reads stays as its author typed it; one that it refuses is mended where only one day,
and one time, can be meant.
"""

from __future__ import annotations

import re
import unicodedata
from zoneinfo import ZoneInfo

from generator.read import dates
from generator.read.fields import words_of
from generator.read.mending import known
from generator.read.mending.scalars import Retyped, Scalar, quoted, rewritten

_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*(?:[-/.—–−‐]\s*(?P<m1>\d{1,2})\s*[-/.—–−‐]\s*(?P<d1>\d{1,2})"
    r"|年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*[日号]?)"
    r"|(?P<compact>\d{8}))"
    r"(?:(?:[\sT]*(?P<half>上午|下午)|[\sT]+|(?<=[日号]))\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:时点]\s*(?P<minute>\d{2})\s*分?(?::(?P<second>\d{2}))?|[时点]整?))?"
)
_UTC = ZoneInfo("UTC")
# What needs no quotes between brackets, wherever it stands.
_SAFE = re.compile(r"[^\W_][^\[\]{},#:&*!|>'\"%@`\\\n]*")


def mend_dates(text: str, path: str) -> tuple[str, int]:
    """A YAML text with the dates that were refused in the form ``2026-02-03 09:30``, and how many there were."""

    def change(scalar: Scalar) -> Retyped | None:
        if known.kind_at(path, scalar.pointer) != known.DATE or dates.read_birth(scalar.value):
            return None
        plain = plain_date(scalar.value)
        return Retyped(plain, (plain,)) if plain else None

    return rewritten(text, change)


def plain_date(text: str) -> str:
    """A date, with its time where it has one, in the form ``2026-02-03 09:30``; empty where it is in doubt."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return ""
    if compact := match["compact"]:
        year, month, day = compact[:4], compact[4:6], compact[6:]
    else:
        year, month, day = match["year"], match["m1"] or match["m2"], match["d1"] or match["d2"]
    plain = f"{year}-{month:0>2}-{day:0>2}"
    if match["hour"]:
        hour = int(match["hour"])
        # Twelve in the morning may be noon or midnight; thirteen in the morning is a slip.
        if match["half"] == "上午" and hour > 11:
            return ""
        hour += 12 if match["half"] == "下午" and hour < 12 else 0
        plain += f" {hour:02d}:{match['minute'] or '00'}" + (f":{match['second']}" if match["second"] else "")
    return plain if dates.read_moment(plain, _UTC) else ""


def mend_lists(text: str, path: str) -> tuple[str, int]:
    """A YAML text whose lists of words stand in brackets with commas, and how many lists or items were changed."""

    def change(scalar: Scalar) -> Retyped | None:
        if not scalar.is_plain:
            return None
        kind = known.kind_at(path, scalar.pointer)
        if kind == known.WORDS:
            words = words_of(scalar.value, comma=True)
            is_list = len(words) > 1 or words != [scalar.value]
            return Retyped("[" + ", ".join(map(_typed, words)) + "]", (words,)) if is_list else None
        if kind == known.WORD and scalar.in_brackets:
            words = words_of(scalar.value, comma=False)
            return Retyped(", ".join(map(_typed, words)), tuple(words)) if words and words != [scalar.value] else None
        return None

    return rewritten(text, change)


def _typed(word: str) -> str:
    return word if _SAFE.fullmatch(word) else quoted(word)
