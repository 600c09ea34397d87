"""What is too exact to be said of anybody: the day on which somebody was born, and degrees with their minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.problems import Severity
from generator.link.scanning.findings import Finding

_NUMERAL = "〇零一二三四五六七八九十"
# It begins with one class, so that the search can leap to it.
_DAY = re.compile(
    r"[12一二](?:(?<![0-9].)[09][0-9]{2} ?[年.\-/] ?[0-9]{1,2} ?[月.\-/] ?[0-9]{1,2}(?![0-9])"
    rf"|[〇零九][{_NUMERAL}]{{2}}年[{_NUMERAL}]{{1,2}}月[{_NUMERAL}]{{1,3}}(?=[日号生]))"
)
# What stands before and behind such a day. 生效, 生产 and 生活 begin on days, too.
_BORN_BEFORE = re.compile(
    r"(?:生于|出生(?:于|在|日期|年月)?|生日|生辰|诞生于)[是为在：:（( ]{0,3}(?:公历|阳历|农历|阴历)?\Z"
)
_BORN_BEHIND = re.compile(r" ?[日号]? ?(?:[，,]? ?(?:出生|诞生)(?!地)|生(?![效产活态长病成意存根命]))")
_BEFORE, _BEHIND = 12, 8

# 北纬25度16分25秒, N25°16′25″: either of the pair may come first.
_DEGREES = (
    r"(?:[东西]经|[南北]纬|[NSEWnsew])? ?([0-9]{1,3}) ?[度°] ?[0-9]{1,2} ?[分′'](?: ?[0-9]{1,2}(?:\.[0-9]+)? ?[秒″\"])?"
)
_PAIR = re.compile(rf"{_DEGREES} ?[NSEWnsew]?[，,、；; /]{{0,3}}{_DEGREES}")
# What stands in every such pair.
_MINUTES = re.compile(r"[度°] ?[0-9]{1,2} ?[分′']")
# The corners of China, in whole degrees.
_LATITUDES, _LONGITUDES = range(3, 54), range(73, 136)


def find(text: str) -> Iterator[Finding]:
    """What is too exact in a plain text, place by place: places for certain, days of birth perhaps."""
    for day in _DAY.finditer(text):
        before, behind = text[max(0, day.start() - _BEFORE) : day.start()], text[day.end() : day.end() + _BEHIND]
        if _BORN_BEFORE.search(before) or _BORN_BEHIND.match(behind):
            yield Finding("birth", "", day[0], Severity.WARNING)
    if _MINUTES.search(text):
        for pair in _PAIR.finditer(text):
            latitude, longitude = sorted((int(pair[1]), int(pair[2])))
            if latitude in _LATITUDES and longitude in _LONGITUDES:
                yield Finding("coordinates", "", pair[0])
