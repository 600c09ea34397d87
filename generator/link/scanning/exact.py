"""What is too exact to be said of anybody: the day on which somebody was born, and degrees with their minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.problems import Severity
from generator.link.scanning.findings import Finding

_ZERO = "〇零○"
_NUMERAL = f"{_ZERO}一二三四五六七八九十"
# It begins with one class, so that the search can leap to it.
_DAY = re.compile(
    rf"[12一二](?:(?<![0-9].)[09][0-9]{{2}}|[{_ZERO}九][{_NUMERAL}]{{2}}) ?[年.\-/] ?"
    rf"(?:[0-9]{{1,2}}|[{_NUMERAL}]{{1,2}}) ?[月.\-/] ?(?:[0-9]{{1,2}}(?![0-9])|[{_NUMERAL}]{{1,3}}(?=[日号生]))"
)
# What stands before such a day, and behind it: 生 by itself or 生人, for many a word begins with 生.
_BORN_BEFORE = re.compile(
    r"(?:(?<!诞)生于|出生(?:于|在|日期|年月日?)?|生日(?=[是为：:])|生辰)"
    r"[是为在：: ]{0,3}[“（(]?(?:公历|阳历|农历|阴历)?\Z"
)
_NO_BIRTH = "人口|登记|率|证|地|缺陷|医学"
_BORN_BEHIND = re.compile(
    r" ?[日号]?(?:[（(][^（）()]{0,12}[）)])?"
    rf"(?: ?生(?:人|(?!\w))|[^，。！？；\n]{{0,8}}出生(?!{_NO_BIRTH})|[，,] ?出生(?!{_NO_BIRTH}))"
)
_BEFORE, _BEHIND = 12, 32
# Where any of these may be: nearly all texts have days, and few have a birth.
_BIRTH = re.compile(rf"生(?:(?<=出.)|[于日辰]|(?<=[0-9{_NUMERAL}日号）) ].)(?:人|(?!\w)))")

# 北纬25度16分25秒, N25°16′25″: either of the pair may come first. Without seconds, it may be a town.
_DEGREES = (
    r"(?:[东西]经|[南北]纬|[NSEWnsew])?[:： ]? ?([0-9]{1,3}) ?[度°] ?[0-9]{1,2}(?:\.[0-9]+)? ?[分′'’]"
    r"(?: ?([0-9]{1,2}(?:\.[0-9]+)?) ?[秒″\"”])?"
)
_PAIR = re.compile(rf"{_DEGREES} ?[NSEWnsew]?[，,、；; /]{{0,3}}{_DEGREES}")
# What stands in every such pair. A search for one character is many times as fast as for any of two.
_WHOLE = re.compile("度 ?[0-9]"), re.compile("° ?[0-9]")
_MINUTES = re.compile(r"[度°] ?[0-9]{1,2}(?:\.[0-9]+)? ?[分′'’]")
# The corners of China, in whole degrees.
_LATITUDES, _LONGITUDES = range(3, 54), range(73, 136)


def find(text: str) -> Iterator[Finding]:
    """What is too exact in a plain text, place by place: places for certain, days of birth perhaps."""
    for day in _DAY.finditer(text) if _BIRTH.search(text) else ():
        before, behind = text[max(0, day.start() - _BEFORE) : day.start()], text[day.end() : day.end() + _BEHIND]
        if _BORN_BEFORE.search(before) or _BORN_BEHIND.match(behind):
            yield Finding("birth", "", day[0], Severity.WARNING)
    if any(sign.search(text) for sign in _WHOLE) and _MINUTES.search(text):
        for pair in _PAIR.finditer(text):
            latitude, longitude = sorted((int(pair[1]), int(pair[3])))
            if latitude in _LATITUDES and longitude in _LONGITUDES:
                is_exact = pair[2] or pair[4] or "." in pair[0]
                yield Finding("coordinates", "", pair[0], Severity.ERROR if is_exact else Severity.WARNING)
