"""Rules that look whether there can be anything before they read: the same is found where the look is no use."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from generator.link.privacy.guard import Secret
from generator.link.scanning import exact
from generator.link.scanning.fold import Folding
from generator.link.scanning.masked import MaskedNames
from generator.link.scanning.written import Written
from generator.render.filters import dates

_FAR = " " * 80
_DAYS = [
    "2016年5月2日",
    "2016-05-02",
    "二〇一六年五月二",
    "1950.3.7",
    "2016年5月",
    "12",
    "日",
    "号",
    " ",
    "（农历）",
    "(",
]
_BIRTHS = [
    "生",
    "生于",
    "诞生于",
    "出生",
    "出",
    "生日",
    "是",
    "生辰",
    "生人",
    "人",
    "：",
    "，",
    "。",
    "学生",
    "证",
    "\n",
    ")",
]
_DEGREES = ["北纬", "25", "度", "°", "16", "分", "′", "'", "25.5秒", "″", "东经", "110", " ", "，", "/", "N", "E", "、"]
_MASKED = ["蓝", "桐", "韦", "岚", "某", "*", "×", "X", "x", " ", "○", "〇", "灯", "a", "。", "\x00", "来了"]
_HOUSES = [
    *(
        "书院路",
        "柳堤小区",
        "小区",
        "花园",
        "里",
        "村",
        "12",
        "3-2-501",
        "3",
        "号",
        "號",
        "#",
        "栋",
        "2单元",
        "单",
        "元",
    ),
    *(
        "501",
        "室",
        "房",
        "组",
        "队",
        "门牌",
        "桂",
        "C",
        "12345",
        "微信",
        "QQ",
        ":",
        "wx_abc123",
        " ",
        "灯",
        "微心愿",
        "\n",
    ),
]
_FOUND = ["3月28日", "2025年10月", "月", "3", "10", "年", "日", "号", "每个", "<b>", "&"]


def _texts(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join)


@given(text=_texts(_DAYS + _BIRTHS))
@example(text="2016年5月2日生")
@example(text="1950年3月7日(农历)生")
def test_days_of_birth(text: str) -> None:
    # A birthday that no day is near to.
    assert [*exact.find(text)] == [*exact.find(f"{text}{_FAR}生日")]


@given(text=_texts(_DEGREES))
@example(text="25度16分，110°17′")
@example(text="25°16′，110°17′")
@example(text="25 度 16分，110度17分")
def test_degrees(text: str) -> None:
    # A degree without its minute.
    assert [*exact.find(text)] == [*exact.find(f"{text}{_FAR}度1。°1")]


@given(text=_texts(_MASKED))
@example(text="蓝 *桐")
@example(text="x某某x")
def test_masked_names(text: str) -> None:
    secrets = [Secret("p1", "name", "蓝雨桐"), Secret("p2", "name", "韦岚")]
    names = MaskedNames(secrets, Folding(["蓝雨桐", "韦岚"]))
    # A mask behind what is nobody's name.
    assert [*names.find(text)] == [*names.find(f"{text}\x00灯*")]


@given(text=_texts(_HOUSES))
@example(text="柳堤小区3-2-501")
@example(text="书院路12号")
def test_addresses(text: str) -> None:
    # A house's sign that no number stands before, near enough to be read together with what stands before it.
    beside = f"{text}。\x00。座号栋#区村园寓苑庭里"
    assert {*Written(()).find(text)} == {*Written(()).find(beside)}


@given(text=_texts(_FOUND))
def test_dates(text: str) -> None:
    # A month's number and no day.
    assert dates(f"{text}。11月。") == dates(text) + "。11月。"
