"""Names in disguise, alone, beside each other and within words."""

from __future__ import annotations

import msgspec
import pytest

from generator.base.problems import Severity
from generator.link.privacy.guard import Guard, Secret
from tests.link.scanning.people import BLOCK, PASS, WARN, cleared, guard, leaks, rules, verdict


@pytest.mark.parametrize(
    "written",
    [
        "黃舒芸",
        "\u2ee9舒芸",
        "黄 舒 芸",
        "黄.舒.芸",
        "黄\u3164舒\U000e0101芸",
        "黄\u0300舒芸",
        "黄・舒芸",
        "黄\x08舒芸",
        "黄/舒|芸",
        "黄—舒芸",
        "<i>黄</i>舒<sup>芸</sup>",
        "&amp;#40644;舒芸",
        "舒芸",
        "舒<b>芸</b>",
        "黄舒\x01芸",
        "黄舒\x1b芸",
        "黄舒\x7f芸",
        "黄舒\ufffe芸",
    ],
)
def test_disguises(written: str) -> None:
    assert verdict(leaks(f"<p>见到{written}，她笑了</p>", under=guard("黄舒芸"))) == BLOCK


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("黄舒芸", "黃舒芸"),
        ("黃舒芸", "黄舒芸"),
        ("金立发", "⾦⽴发"),
        ("金立发", "金立發"),
        ("峰金立", "峯金立"),
        ("龙金立", "\uf907金立"),
        ("陈马白", "陳\u2ee2白"),
        ("阿卜杜拉·艾合买提", "阿卜杜拉•艾合买提"),
        ("阿卜杜拉·艾合买提", "阿卜杜拉艾合买提"),
        ("艾尔肯江·吐尔逊", "艾尔肯江"),
        ("司马𠮷木", "司马𠮷木"),
        ("司马𠮷木", "𠮷木"),
    ],
)
def test_forms_of_characters(name: str, written: str) -> None:
    assert verdict(leaks(f"<p>见到{written}，说好</p>", under=guard(name))) == BLOCK


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小桐来了", ["nickname?"]),
        ("阿桐来了", ["nickname?"]),
        ("老桐说", ["nickname?"]),
        ("下着小雨", []),
        ("小雨(化名)来了", ["pseudonym"]),
        ("记者王雨桐", ["given-name?"]),
        ("雨桐花开", ["given-name"]),
        ("大雨桐花", ["given-name?"]),
        ("桐雨", []),
        ("雨", []),
    ],
)
def test_given_names_and_forms_of_address(text: str, expected: list[str]) -> None:
    assert rules(leaks(f"<p>{text}</p>", under=guard("蓝雨桐"))) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("李建国", "李建国庆祝生日", BLOCK),
        ("李建国", "建国以来", PASS),
        ("李建国", "建国说好", WARN),
        ("王学文", "大学文化", PASS),
        ("王心怡", "小心一点，小心怡红院", WARN),
        ("王师生", "老师和小学生", PASS),
        ("周全", "考虑周全", WARN),
        ("赵国庆", "赵国庆来了", BLOCK),
        ("赵国庆", "国庆节快到了", PASS),
        ("阳光明", "阳光明媚", WARN),
        ("阳光明", "阳光明说", BLOCK),
        ("王芳", "国王芳龄二十", WARN),
        ("王芳", "老师王芳", BLOCK),
        ("金石", "金石为开", WARN),
    ],
)
def test_names_that_are_words_or_lie_across_two(name: str, text: str, expected: str) -> None:
    assert verdict(leaks(f"<p>{text}</p>", under=guard(name))) == expected


def test_the_longest_match_is_told_and_the_rest_of_it_is_not() -> None:
    found = leaks("<p>梁满发来了，梁满也来了</p>", under=guard("梁满", "梁满发"))
    assert [(leak.owner, leak.text) for leak in found] == [("p1", "梁满"), ("p2", "梁满发")]
    assert [leak.owner for leak in leaks("<p>梁满发来了</p>", under=guard("梁满", "梁满发"))] == ["p2"]


def test_two_people_of_one_name_are_both_told_and_one_who_may_be_named_makes_it_doubtful() -> None:
    assert [leak.owner for leak in leaks("<p>韦岚</p>", under=guard("韦岚", "韦岚"))] == ["p1", "p2"]
    assert verdict(leaks("<p>韦岚</p>", under=guard("韦岚", allowed=("韦岚",)))) == WARN


def test_a_given_name_within_a_name_that_may_be_said_passes() -> None:
    under = msgspec.structs.replace(guard("蓝雨桐", allowed=("王雨桐",)), places=("雨桐巷",))
    assert leaks("<p>王雨桐在雨桐巷</p>", under=under) == []
    assert verdict(leaks("<p>王雨桐和雨桐</p>", under=under)) == BLOCK


def test_words_that_must_not_be_published_are_certain_whatever_they_are() -> None:
    under = Guard((Secret("p1", "never-publish", "阳光"), Secret("p1", "address", "河沿街31号")), ())
    assert rules(leaks("<p>阳光明媚</p>", under=under)) == ["never-publish"]
    assert ("p1", "address") in {(leak.owner, leak.rule) for leak in leaks("<p>河沿街31号</p>", under=under)}


def test_an_alias_has_no_given_name() -> None:
    under = Guard((Secret("p1", "alias", "陆老棋"),), ())
    assert rules(leaks("<p>陆老棋，老棋</p>", under=under)) == ["alias"]


def test_latin_names_stand_as_words_of_their_own() -> None:
    under = guard("Ali Musa", "Li")
    assert [leak.owner for leak in leaks("<p>by ALI  musa</p>", under=under)] == ["p1"]
    assert leaks("<p>alimusa, Alice, a list</p>", under=under) == []
    assert [leak.owner for leak in leaks("<p>与Li同行</p>", under=under)] == ["p2"]


def test_a_cleared_span_clears_nothing_beside_it() -> None:
    under = cleared(guard("梁满", "蓝雨桐"), "雨桐花")
    assert leaks("<p>一树雨桐花</p>", under=under) == []
    assert rules(leaks("<p>一树雨桐花，雨桐看见了，梁满也看见了</p>", under=under)) == ["given-name", "name"]


def test_what_is_cleared_elsewhere_is_told_with_the_span_that_was_cleared() -> None:
    under = cleared(guard("梁满"), "梁满意", "content/stories/a.md")
    (leak,) = leaks("<p>梁满意地笑了</p>", "stories/a.html", under=under)
    assert (leak.text, leak.spared, leak.severity) == ("梁满意", ("content/stories/a.md",), Severity.WARNING)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("wei-lan.html", ["pinyin"]),
        ("photos/WeiLan/1.jpg", ["pinyin"]),
        ("weilan2.jpg", ["pinyin"]),
        ("wei_lan-jia.jpg", ["pinyin"]),
        ("wei%20lan.jpg", ["pinyin"]),
        ("wéi-lán.jpg", ["pinyin"]),
        ("wei2lan2.jpg", ["pinyin"]),
        ("shan-lei.html", ["pinyin"]),
        ("dan-lei.html", ["pinyin"]),
        ("lv-qing.html", ["pinyin"]),
        ("ouyang-na.html", ["pinyin"]),
        ("ou-yang-na.html", ["pinyin"]),
        ("wei/lan.html", []),
        ("weilanlu.html", []),
        ("lan-wei.html", []),
        ("na-ouyang.html", []),
        ("yutong-jiang.html", ["pinyin"]),
        ("yutongjiang.html", ["pinyin"]),
        ("stories/2026/20260203-01.html", []),
        ("channels/community.html", []),
    ],
)
def test_pinyin_in_addresses(address: str, expected: list[str]) -> None:
    under = guard("韦岚", "单雷", "吕青", "欧阳娜", "江雨桐")
    assert rules(leaks("", address, under=under)) == expected
    assert rules(leaks(f'<a href="{address}">x</a>', under=under)) == expected
    assert rules(leaks(f"<loc>https://example.org/{address}</loc>", "sitemap.xml", under=under)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("stories/2026/yutong.html", ["pinyin?"]),
        ("stories/2026/yutong-2.html", ["pinyin?"]),
        ("wishes/20260203-YuTong.html", ["pinyin?"]),
        ("stories/2026/yu-tong.html", ["pinyin?"]),
        ("wishes/ayiguli.html", ["pinyin?"]),
        ("wishes/ma-ke-bo-luo.html", ["pinyin"]),
        ("wishes/boluo-make.html", ["pinyin"]),
        ("wishes/ayiguli-maimaiti.html", ["pinyin"]),
        ("wishes/ayigulimaimaiti.html", ["pinyin"]),
        ("stories/2026/yutong-tree.html", []),
        # A village, a tag.
        ("places/yutong.html", []),
        ("tags/yutong.html", []),
        # 岚, and 雷 as anybody may write them.
        ("stories/2026/lan.html", []),
        ("stories/2026/lei.html", []),
    ],
)
def test_a_given_name_alone_in_an_address_may_be_somebodys(address: str, expected: list[str]) -> None:
    under = guard("韦岚", "单雷", "江雨桐", "阿依古丽·买买提", "马可·波罗")
    assert rules(leaks("", address, under=under)) == expected
    assert rules(leaks("", address, under=cleared(under, address.rsplit("/", maxsplit=1)[-1]))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs Wei Lan reads.", ["pinyin?"]),
        ("Mrs Weilan reads.", ["pinyin?"]),
        ("we lan", []),
        ("He ran home", []),
        ("a list of names", []),
    ],
)
def test_pinyin_in_prose_is_only_possible(text: str, expected: list[str]) -> None:
    assert rules(leaks(f"<p>{text}</p>", under=guard("韦岚", "何冉", "李思"))) == expected


def test_a_cleared_address_of_a_namesake_passes() -> None:
    under = cleared(guard("韦岚"), "wei-lan-lu")
    assert leaks('<a href="places/wei-lan-lu.html">x</a>', under=under) == []


def test_what_is_doubtful_in_one_place_never_stands_for_what_is_certain_in_another() -> None:
    under = guard("蓝雨桐", "梁满", "韦岚")
    content = "<p>记者王雨桐</p><p>雨桐</p><p>大雨桐花</p><p>梁满意</p><p>梁满</p><p>Wei Lan</p><p id='wei-lan'>x</p>"
    found = leaks(content, under=under)
    assert [(leak.rule, leak.text, leak.severity) for leak in found] == [
        ("given-name", "大雨桐", Severity.WARNING),
        ("given-name", "王雨桐", Severity.WARNING),
        ("given-name", "雨桐", Severity.ERROR),
        ("name", "梁满", Severity.ERROR),
        ("name", "梁满意", Severity.WARNING),
        ("pinyin", "Wei Lan", Severity.WARNING),
        ("pinyin", "wei lan", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("蒋雨桐", "照顾雨桐", BLOCK),
        ("蒋雨桐", "每周雨桐都来", BLOCK),
        ("蒋雨桐", "顾雨桐来了", WARN),
        ("蒋雨桐", "桐桐来了", WARN),
        ("陈林雨桐", "雨桐来了", BLOCK),
        ("阿依古丽•买买提", "阿依古丽来了", BLOCK),
        ("高立青", "高立⾭来了", BLOCK),
        ("高立青", "高立靑来了", BLOCK),
        ("John O'Neil", "John O’Neil came", BLOCK),
    ],
)
def test_ways_in_which_names_are_said(name: str, text: str, expected: str) -> None:
    assert verdict(leaks(f"<p>{text}</p>", under=guard(name))) == expected


def test_whoever_may_be_named_lets_no_child_out() -> None:
    under = guard("蒋雨桐", allowed=("蒋雨桐妈妈", "雨桐妈妈"))
    assert verdict(leaks("<p>蒋雨桐妈妈来了</p>", under=under)) == BLOCK
    assert (
        verdict(leaks("<p>照顾雨桐</p>", under=msgspec.structs.replace(guard("蒋雨桐"), bylines=("顾雨桐",)))) == BLOCK
    )


def test_a_name_of_five_letters_in_pinyin_is_found() -> None:
    assert leaks("<p>灯</p>", "stories/2026/lihua.html", under=guard("李华")) != []
