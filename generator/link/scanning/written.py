"""What leads to somebody's door, car or screen: addresses, plates, e-mail, QQ, WeChat, coordinates."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from itertools import product

from generator.base.problems import Severity
from generator.link.scanning.findings import Finding
from generator.link.scanning.fold import FOLDED_HAN

_N = r"[0-9〇零一二三四五六七八九十百]{1,5}"
_NO_HOUSE = r"(?!线|令|文|通知|公告|台风|公交|车|选手|运动员|球|院线|楼建|提案|矿)"
# 里 is a lane, but not after these: 那里12号 and 村里12号 tell a day. 5路12号 is a bus.
_WHERE = "这那哪家村心手夜屋院区会厂店校城水房车月期节周"
_ROAD = re.compile(
    rf"([{FOLDED_HAN}]{{2}})(?<![0-9])(?<![坐乘换][一二三四五六七八九十])((?:路|街|巷|弄|大道|胡同|(?<![{_WHERE}])里)"
    rf"(?:[东南西北中]?[一二三四五六]?[段巷弄])?\s*(?:{_N}\s*弄\s*)?附?{_N}(?:[之\-][0-9]{{1,3}})?\s*[号號#]{_NO_HOUSE})"
)
_UNITS = (
    r"[户人个家台盏年米万元层间套多余位把扇级根面对副处道段步袋箱封株盆床双"
    r"张平时分秒天月日件块名只棵条组次份%％\-./:：]"
)
_DIGITS_HAN = "〇零一二三四五六七八九十百千万"
# A village has numbers and no streets, and things happen in it on days of the month.
_VILLAGE = re.compile(rf"[{FOLDED_HAN}]{{2}}[村寨屯庄岭坪]\s*{_N}\s*号{_NO_HOUSE}(?![桥井水安开动上下举晚早])")
_ROOM = re.compile(
    rf"(?:{_N}|[A-Za-z](?=[座栋幢]))\s*(?:[栋幢]|号楼|座|单元)\s*(?:{_N}\s*单元)?\s*(?:[0-9]{{1,2}}\s*楼)?\s*"
    rf"(?:(?:[0-9]{{1,4}}|[〇零一二三四五六七八九十]{{1,5}})\s*(?:室|号房|房(?!间))"
    rf"|(?<!座)[0-9]{{3,4}}(?![0-9])(?!\s*{_UNITS})|(?<=单元)[〇零一二三四五六七八九]{{3,4}}(?![{_DIGITS_HAN}])(?!\s*{_UNITS}))"
)
_GROUP = re.compile(
    rf"(?:(?:(?<!第)|(?<=[村屯寨]第)){_N}\s*组|(?:(?<=[村屯寨])|(?<=[村屯寨]第)){_N}\s*[队社])\s*{_N}\s*号(?!选手|队员|桌|台|线|球|作品|展|赛|柜|机|方)"
)
# 柳堤小区3-2-501: house, entrance and flat, as they stand on a parcel.
_ESTATE = "区园村寓苑庭里"
_ESTATES = "小区|花园|[家嘉]园|新村|公寓|[苑庭]|(?<![那这哪村城乡家院])里"
# The floor and the flat on it; a year is neither.
_FLOOR = r"(?!19|20)(?:[1-9]|[1-3][0-9])(?:0[1-9]|[12][0-9])"
_DASH = r"[\-‐-―]"
_FLAT = re.compile(
    rf"[{FOLDED_HAN}]{{2}}(?:{_ESTATES})\s*[0-9]{{1,3}}(?:{_DASH}[0-9]{{1,2}})?"
    rf"{_DASH}{_FLOOR}(?![0-9]|{_DASH}|\s*(?:{_UNITS}|[亩斤吨公里克瓦字页岁至到号]))"
)
_DOOR = re.compile(rf"门牌号?(?:码)?[为是:：]?\s*{_N}(?:\s*号)?")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛晉陝閩貴粵雲寧瓊"
# GA 36: no I and no O.
_LETTER = "A-HJ-NP-Za-hj-np-z"
_PLATE = re.compile(
    rf"(?<![全崭最换更簇天])([{_PROVINCES}])\s?([{_LETTER}])[·•・.\s\-]?([{_LETTER}0-9]{{4}}[学警挂港澳领](?![员年生校期职队取奖导])|[{_LETTER}0-9]{{5,6}})(?![A-Za-z0-9])"
)
_FILE = r"(?:png|jpe?g|webp|svg|gif|avif|js|css|mjs)\b"
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+@(?:[A-Za-z0-9\-]+\.)+(?!{_FILE})[A-Za-z]{{2,}}", re.IGNORECASE
)
_QQ = re.compile(r"(?:QQ|扣扣|企鹅)\s*(?:号码|号|群号|群)?\s*[:：为是]?\s*([1-9][0-9]{4,10})(?![0-9])", re.IGNORECASE)
_WECHAT = re.compile(
    r"(?:(?:微信|薇信|威信|VX|V信|wechat|weixin|wx)\s*(?:(?:号码?|id|账号)\s*[:：为是]?|[:：])\s*|(?:加|我的?)微信\s*)"
    r"([A-Za-z][A-Za-z0-9_\-]{5,19}|1[3-9][0-9]{9})",
    re.IGNORECASE,
)
_DECIMAL = r"(?<![0-9.])([0-9]{1,3}\.[0-9]{3,})(?![0-9.])"
_PAIR = re.compile(rf"{_DECIMAL}[\s,，;；、/\"'A-Za-z:：°东西南北经纬度为是=]{{1,20}}{_DECIMAL}")
_NUMERAL = "0-9〇零一二三四五六七八九十百"
# The longest of them, to either side of its mark.
_MARGIN = 64
_FLAT_MARK = rf"(?<=[{_ESTATE}])(?=\s*[0-9]{{1,3}}{_DASH}[0-9])"
# Where any of these may be. It begins with a class, so that the search can leap to it, and an ordinary text ends here.
_HOUSE = "号號#栋幢座单组队社"
_HOUSE_MARK = rf"(?<=[{_NUMERAL}][{_HOUSE}])|(?<=[{_NUMERAL}]\s[{_HOUSE}])|(?<=[A-Za-z][栋幢座])|(?<=门牌)"
_CHAT_MARK = (
    "(?<=[Qq])[Qq]|(?<=[Vv])[Xx信]|(?<=[Ww])(?:[Xx]|[Ee](?:[Cc][Hh]|[Ii][Xx]))|(?<=[微薇威])信|(?<=扣)扣|(?<=企)鹅"
)
_PLATE_MARK = rf"(?<=[{_PROVINCES}])\s?[{_LETTER}][·•・.\s\-]?[A-Za-z0-9]{{4}}"
_MARK = re.compile(
    rf"[{_HOUSE}{_ESTATE}牌@.{_PROVINCES}QqVvWw微薇威扣企]"
    rf"(?:{_HOUSE_MARK}|{_FLAT_MARK}|{_CHAT_MARK}|{_PLATE_MARK}|(?<=@)|(?<=\.)[0-9]{{3}})"
)
# What stands in all that a kind of rules finds.
_OF_HOUSES, _OF_FLATS, _OF_PLATES, _OF_CHATS = (
    re.compile("[号號#栋幢座元牌]"),
    re.compile(f"[{_ESTATE}]"),
    re.compile(f"[{_PROVINCES}]"),
    re.compile("[QqVvWw扣企微薇威]"),
)
# In ASCII, where a question mark stands for anything else: two letters without case are letters to a rule.
_AT = re.compile(rb"@(?<=[A-Za-z0-9._%+\-?]@)[A-Za-z0-9\-?]")
_POINT = re.compile(rb"\.[0-9]{3}")
# The corners of China, in degrees.
_SOUTH, _NORTH, _WEST, _EAST = 3.5, 53.6, 73.4, 135.1


class Written:
    """Finds such things in plain texts; ``contacts`` are those that are public."""

    def __init__(self, contacts: Iterable[str]) -> None:
        self._contacts = tuple(sorted({contact for contact in contacts if contact.strip()}))

    @staticmethod
    def may_hold(text: str) -> bool:
        """Whether there may be anything in a text in which no pair of marks stands."""
        shown = text.encode("ascii", "replace")
        return bool(_POINT.search(shown) or _AT.search(shown))

    def find(self, text: str) -> Iterator[Finding]:
        """What must not go out, place by place."""
        for window in _windows(text):
            if _OF_HOUSES.search(window):
                roads = (match[1] + match[2] for match in _ROAD.finditer(window))
                others = (match[0] for rule in (_ROOM, _GROUP, _DOOR) for match in rule.finditer(window))
                yield from self._uncleared("address", (*roads, *others))
                villages = (match[0] for match in _VILLAGE.finditer(window))
                yield from self._uncleared("address", villages, severity=Severity.WARNING)
            if _OF_FLATS.search(window):
                yield from self._uncleared("address", (match[0] for match in _FLAT.finditer(window)))
            if "@" in window:
                yield from self._uncleared("email", (match[0] for match in _EMAIL.finditer(window)))
            if _OF_PLATES.search(window):
                numbers = (match.groups() for match in _PLATE.finditer(window))
                plates = (f"{area}{letter}{rest}" for area, letter, rest in numbers if _digits(rest) > 2)
                yield from self._uncleared("plate", plates)
            if _OF_CHATS.search(window):
                yield from self._uncleared("qq", (match[1] for match in _QQ.finditer(window)))
                yield from self._uncleared("wechat", (match[1] for match in _WECHAT.finditer(window)))
            if "." in window:
                yield from self._uncleared("coordinates", _coordinates(window))

    def in_address(self, text: str) -> Iterator[Finding]:
        """What must not stand in addresses, one a line: a mailbox, and a place on a map."""
        yield from self._uncleared("email", (match[0] for match in _EMAIL.finditer(text)))
        # A link may lead to a hall as well as to a door.
        places = _coordinates(text.replace("&", " "))
        yield from self._uncleared("coordinates", places, severity=Severity.WARNING)

    def _uncleared(self, rule: str, texts: Iterable[str], *, severity: Severity = Severity.ERROR) -> Iterator[Finding]:
        for text in texts:
            if not any(is_within(text, contact) for contact in self._contacts):
                yield Finding(rule, "", text, severity)


def pairs_of_marks() -> frozenset[str]:
    """Pairs of characters, one of which stands in all that is found without a ``.`` or ``@``, but for spaces between.

    They are fewer than the marks: a group's number is an address only before the number of a house.
    """
    houses = (*product("0123456789〇零一二三四五六七八九十百", "号號#栋幢座"), *product(string.ascii_letters, "栋幢座"))
    chats = (*product("Qq", "Qq"), *product("Vv", "Xx信"), *product("Ww", "XxEe"), *product("微薇威", "信"))
    plates = product(_PROVINCES, string.ascii_letters)
    flats = product(_ESTATE, string.digits)
    return frozenset(map("".join, (*houses, *flats, *chats, *plates, "单元", "门牌", "扣扣", "企鹅")))


def is_within(text: str, whole: str) -> bool:
    """Whether a text is the whole or, as 书院路8号 of 石榴区书院路8号, a part of it, by whole words."""
    part = re.escape(_key(text))
    found = re.search(rf"(?<![a-z0-9._%+\-]){part}(?![a-z_\-]|[0-9](?![0-9]*(?:号楼|[栋幢座])))", _key(whole))
    return bool(found or re.search(rf"(?<!\S){part}(?!\S)", whole.casefold()))


def _windows(text: str) -> Iterator[str]:
    """The surroundings of whatever may be such a thing; those that touch are one."""
    start = end = 0
    for mark in _MARK.finditer(text):
        if mark.start() - _MARGIN > end:
            if end:
                yield text[start:end]
            start = mark.start() - _MARGIN
        end = mark.end() + _MARGIN
    if end:
        yield text[max(0, start) : end]


def _key(text: str) -> str:
    # What may stand within a plate.
    return re.sub(r"(?<=[A-Za-z])[·•・](?=[A-Za-z0-9])|\s", "", text).casefold()


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _coordinates(text: str) -> Iterator[str]:
    """Pairs of decimal degrees inside China, either first."""
    for match in _PAIR.finditer(text):
        one, other = float(match[1]), float(match[2])
        latitude, longitude = min(one, other), max(one, other)
        if _SOUTH < latitude < _NORTH and _WEST < longitude < _EAST:
            yield match[0]
