"""Kinds of fields: how a text in YAML becomes a word, a list, a number or a date.

Everything arrives as text. What cannot be read raises ``PydanticCustomError`` with one of our own types, which
``read/faults.py`` turns into a problem with a code.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.base import identity
from generator.base.text import HAN
from generator.model import addresses
from generator.model.settings import UNREAD
from generator.read import dates, guarding
from generator.read.yamlvalues import Quoted

_YES = {"true", "yes", "on", "是", "y", "1"}
_NO = {"false", "no", "off", "否", "n", "0"}
_QUOTES = "“”‘’＂\"'"
# An item in quotes is one, whatever is in it; of another, a quotation mark is a part.
_ITEMS, _ITEMS_AND_COMMA = (
    re.compile(rf"\s*(?:[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]\s*(?=[{marks}]|$)|([^{marks}]*))(?:[{marks}]|$)")
    for marks in ("，、;；", "，、;；,")
)
# An item of a list without the blank behind its dash.
_TIGHT_DASH = re.compile(r"[-－]\s*([^\s-][^\s]{0,30})")
_BRACKETS = ("【】", "［］", "〔〕")
# Letters of any script, dots and hyphens within a name, and a space between words that are not Chinese.
_LETTER = r"(?![\d_])\w"
_NAME = re.compile(rf"{_LETTER}(?:(?:['’·•・･．.‧∙⋅﹒་‐-]|(?<![{HAN}])\.? (?![{HAN}]))?{_LETTER})*\.?")
_SEVERAL = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])|[/|\\。\n]")
# Controls, marks that turn the direction of writing, and characters that no font has: nobody means to write one, and
# each can hide what stands beside it.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffe\uffff]")


def _kind(expected: str, value: object) -> PydanticCustomError:
    found = "mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"
    return PydanticCustomError("kind", "kind", {"expected": expected, "found": found, "value": str(value)[:60]})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _kind("text", value)
    text = _seen(value)
    if not text:
        raise PydanticCustomError("empty", "empty")
    return text


def _seen(value: str) -> str:
    """A text in its normal form, without blanks around it, if all that is in it can be seen."""
    text = unicodedata.normalize("NFC", value).strip()
    if hidden := _HIDDEN.search(text):
        raise PydanticCustomError("hidden", "hidden", {"character": f"U+{ord(hidden[0]):04X}"})
    return text


def _line(value: object) -> str:
    return " ".join(_text(value).split())


def _reference(value: object) -> str:
    # Nobody means the quotation marks of Chinese text.
    return _line(value).strip("“”‘’")


def _id(value: object) -> str:
    text = _reference(value)
    if not addresses.ID.fullmatch(text):
        raise PydanticCustomError("id", "id", {"value": text[:60]})
    return text


def _items(value: object) -> list[str]:
    """Items of a list of words; ``，`` ``、`` ``;`` separate as well as YAML's comma, but never inside quotes."""
    if isinstance(value, dict):
        raise _kind("list", value)
    items: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if item is None:
            continue
        if not isinstance(item, str):
            raise _kind("text", item)
        if not isinstance(item, Quoted):
            if field := guarding.field_in(item):
                raise PydanticCustomError(*field)
            if dash := _TIGHT_DASH.match(item):
                raise PydanticCustomError("dash", "form", {"item": dash[1]})
        parts = [item] if isinstance(item, Quoted) else words_of(item, comma=isinstance(value, str))
        items += [_seen(part) for part in parts if part.strip()]
    return items


def words_of(text: str, *, comma: bool) -> list[str]:
    """The words of a list that is written as a text, without Chinese brackets around it, or quotes around each.

    Args:
        text: plain; what its author put in quotes of YAML is one word.
        comma: whether a half-width comma separates as well; between brackets YAML has done that.
    """
    text = text.strip()
    if text[:1] + text[-1:] in _BRACKETS:
        text = text[1:-1]
    found = (match[1] or match[2].strip() for match in (_ITEMS_AND_COMMA if comma else _ITEMS).finditer(text))
    return [item for item in found if item]


def _name(value: object) -> str:
    text = _line(value)
    # The vowels of some scripts are marks at their consonants.
    if not _NAME.fullmatch("".join(one for one in text if unicodedata.category(one)[0] != "M")):
        raise PydanticCustomError("name", "form")
    return text


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(_name, _words(value)))


def _phrases(value: object) -> tuple[str, ...]:
    items = _words(value)
    if any(map(_SEVERAL.search, items)):
        raise PydanticCustomError("several", "form")
    return items


def _words(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_items(value)))


def _ids(value: object) -> tuple[str, ...]:
    return tuple(_id(item) for item in _words(value))


def _flag(value: object) -> bool:
    text = _text(value).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise PydanticCustomError("choice", "choice", {"value": text[:60], "choices": "true, false"})


def _day(value: object) -> dt.date:
    day = dates.read_day(_text(value))
    if day is None:
        raise PydanticCustomError("date", "date", {"value": str(value)[:60], "form": "2026-02-03"})
    return day


def _birth(value: object) -> dt.date:
    day = dates.read_birth(_text(value))
    if day is None:
        raise PydanticCustomError("date", "date", {"value": str(value)[:60], "form": "1950-03"})
    return day


def _moment(value: object, context: ValidationInfo) -> dt.datetime:
    zone: ZoneInfo = context.context["zone"] if context.context else UNREAD.zone
    moment = dates.read_moment(_text(value), zone)
    if moment is None:
        raise PydanticCustomError("date", "date", {"value": str(value)[:60], "form": "2026-02-03 09:30"})
    return moment


# 1.39E+10, and 13912345678.0.
_OF_A_SHEET = re.compile(r"(?<![0-9A-Za-z.])(?:[0-9](?:\.[0-9]+[Ee]\+?|[Ee]\+)[0-9]{1,2}|[0-9]{5,}\.0+)(?![0-9A-Za-z])")
# A sheet keeps fifteen digits of a number, and writes noughts for the rest.
_CUT = re.compile(r"(?<![0-9])[0-9]{15}000(?![0-9])")


def _long_number(value: object) -> str:
    """Digits as they are; what a spreadsheet made of them would protect nobody."""
    text = _line(value)
    digits = unicodedata.normalize("NFKC", text)
    # One in a thousand ends so by itself.
    is_cut = any(not identity.is_sound(number) for number in _CUT.findall(digits))
    if is_cut or _OF_A_SHEET.search(digits):
        raise PydanticCustomError("sheet", "sheet", {})
    return text


def number(least: int, most: int) -> BeforeValidator:
    """A whole number field between two bounds, both allowed; full-width digits are fine."""

    def read(value: object) -> int:
        text = unicodedata.normalize("NFKC", _text(value))
        if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
            raise PydanticCustomError("number", "number", {"value": text[:60], "least": least, "most": most})
        return int(text)

    return BeforeValidator(read)


def choice(*allowed: str) -> BeforeValidator:
    """A field that takes one of a few words."""

    def read(value: object) -> str:
        text = _text(value)
        if text not in allowed:
            raise PydanticCustomError("choice", "choice", {"value": text[:60], "choices": ", ".join(allowed)})
        return text

    return BeforeValidator(read)


def choices(*allowed: str) -> BeforeValidator:
    """A list field whose items come from a few words."""
    known = frozenset(allowed)

    def read(value: object) -> tuple[str, ...]:
        # A register has thousands of them, nearly all of which are written just so.
        if isinstance(value, list) and all(isinstance(item, str) and item in known for item in value):
            return tuple(dict.fromkeys(map(str, value)))
        items = _words(value)
        for item in items:
            if item not in allowed:
                raise PydanticCustomError("choice", "choice", {"value": item[:60], "choices": ", ".join(allowed)})
        return items

    return BeforeValidator(read)


def matching(pattern: str, error_type: str, prepare: Callable[[str], str] = str) -> BeforeValidator:
    """A text field of a certain form; ``error_type`` names what is wrong with another."""
    compiled = re.compile(pattern)

    def read(value: object) -> str:
        text = prepare(_line(value))
        if not compiled.fullmatch(text):
            raise PydanticCustomError(error_type, "form", {"value": text[:80]})
        return text

    return BeforeValidator(read)


Text = Annotated[str, BeforeValidator(_text)]
"""Words, possibly of several lines."""
Line = Annotated[str, BeforeValidator(_line)]
"""Words on one line; white space within is one space."""
LongNumber = Annotated[str, BeforeValidator(_long_number)]
"""A telephone or identity number, which may be several and say whose each is."""
Reference = Annotated[str, BeforeValidator(_reference)]
"""An id as it is referred to, perhaps by a name, which whoever looks it up tells."""
Id = Annotated[str, BeforeValidator(_id)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_ids)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Name = Annotated[str, BeforeValidator(_name)]
"""What somebody is called and nothing besides: whatever stood beside it would keep the name from being recognised."""
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
"""Words that are looked for, each by itself."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Birth = Annotated[dt.date, BeforeValidator(_birth)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
