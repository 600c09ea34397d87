"""Telephones, identity cards and bank cards, and the many figures that are neither."""

from __future__ import annotations

import pytest

from generator.link.privacy.guard import Clearance, Guard, Secret
from tests.link.scanning.people import leaks, rules

_NOBODY = Guard((), ())


def found(text: str, *contacts: str) -> list[str]:
    """The rules that a paragraph breaks, a question mark after what is only possible."""
    return rules(leaks(f"<p>{text}</p>", under=_NOBODY, contacts=contacts))


@pytest.mark.parametrize(
    "text",
    [
        "请拨打13800138000",
        "Tel.13800138000",
        "tel13800138000",
        "138 00138000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "一三八〇〇一三八〇〇〇",
        "幺三八零零幺三八零零零",
        "一三八-零零一三-八零零零",
        "138零零一三8000",
        "1３8-００13-8000",
        "①③⑧⓪⓪①③⑧⓪⓪⓪",
        "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
        "13800138000转802",
        "(+86)13800138000",
        "008613800138000",
        "13800138000。",
        "2026-02-03 138-0013-8000",
        "2026-02-03 09:30 13800138000",
        "0773 5551 234",
        "0773-5551234-802",
        "021-6555 1234",
    ],
)
def test_telephones(text: str) -> None:
    assert found(text) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-03 09:30:00",
        "20260203-01",
        "第186 2026-01-03",
        "18 2026-01-03 9",
        "IMG13800138000x",
        "3b13800138000e",
        "订单A13800138000",
        "0.13800138000",
        "圆周率3.14159265358979",
        "400-800-1234",
        "95588",
        "12355、119、120",
        "0773",
        "一二三四五六七八九",
        "二〇二六年一月三日",
        "1380013800",
        "138001380000",
        "202601031234567890",
        "ISBN 978-7-5495-1234-5",
        "1 200 300 400",
        "GB 11643-1999",
        "统一社会信用代码：91450300MA5K12345X",
        "M13 800L13 800h1 380 z",
    ],
)
def test_other_figures(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "html",
    [
        '<svg viewBox="0 0 138 0013 8000"><path d="M138 00138000z"/></svg>',
        '<img src="media/13800138000.jpg" alt="">',
        '<a href="stories/2018/13800138000-01.html">x</a>',
        '<time datetime="13800138000">x</time>',
        '<script src="a.js" integrity="sha256-13800138000"></script>',
    ],
)
def test_drawings_digests_and_file_names_hold_no_numbers(html: str) -> None:
    assert leaks(html, under=_NOBODY) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("110105 19491231 002X", ["id-number"]),
        ("１１０１０５１９４９１２３１００２Ｘ", ["id-number"]),
        ("11010519491231002x", ["id-number"]),
        ("450305201503120016", ["id-number"]),
        ("45030520150312001642", ["id-number"]),
        ("450305150312001", ["id-number"]),
        ("450305159912001", []),
        ("4503052015031200161", []),
        ("450305189903120013", []),
        ("45030519********16", ["id-number"]),
        ("4503**********0016", ["id-number"]),
        ("450305xxxxxxxx0016", ["id-number"]),
        ("450305********001X", ["id-number"]),
        ("200305********0016", ["bank-card?"]),
        ("1380***8000", ["phone?"]),
        ("138 **** 8000", ["phone?"]),
        ("138xxxx8000", ["phone?"]),
        ("2**10", []),
        ("12 * 34 * 56", []),
        ("6222 0200 0000 0000 000", ["bank-card"]),
        ("6222020000000000001", []),
        ("4111 1111 1111 1111", ["bank-card"]),
        ("4111111111111112", []),
        ("378282246310005", ["bank-card"]),
        ("2223003122003222", ["bank-card"]),
        ("9558801234567890128", ["bank-card"]),
        ("348282246310002", ["bank-card"]),
    ],
)
def test_identity_and_bank_cards(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_number_of_the_register_is_its_owners() -> None:
    under = Guard((Secret("p-1", "id-number", "450399201504233290"), Secret("p-2", "phone", "5551234")), ())
    said = leaks("<p>450399 20150423 3290，555-1234，85551234</p>", under=under)
    assert [(leak.owner, leak.rule) for leak in said] == [("p-1", "id-number"), ("p-2", "phone")]


@pytest.mark.parametrize("text", ["家里电话5559999。", "555-9999", "五五五九九九九", "0773 5559999"])
def test_a_landline_of_the_register_is_found_without_its_area(text: str) -> None:
    under = Guard((Secret("p-1", "phone", "0773-5559999"),), ())
    assert [leak.owner for leak in leaks(f"<p>{text}</p>", under=under)] == ["p-1"]


def test_public_numbers_pass_one_by_one() -> None:
    assert found("13800138000，13900139000", "138 0013 8000") == ["phone"]
    assert found("0773-5551234", "（0773）5551234") == []
    assert found("+86 138 0013 8000", "13800138000") == []


def test_a_cleared_number_is_cleared_for_its_page() -> None:
    under = Guard((), (Clearance("450305201503120018", "a.html"), Clearance("138****8000", "")))
    assert leaks("<p>450305201503120018，138****8000</p>", "a.html", under=under) == []
    assert rules(leaks("<p>450305201503120018，138****8000</p>", "b.html", under=under)) == ["id-number?"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13912345678一直有人接听", ["phone"]),
        ("第一13912345678", ["phone"]),
        ("1.13912345678", ["phone"]),
        ("打电话问；2.139 1234 5678", ["phone"]),
        ("圆周率 3.13912345678", []),
        ("v1.13912345678", []),
        ("11.13912345678", []),
        ("0.13912345678", []),
        ("139-1234-5678零距离", ["phone"]),
        ("身份证450305201503120016一张", ["id-number"]),
        ("一三九一二三四五六七八", ["phone"]),
        ("139.1234.5678", ["phone"]),
        ("139/1234/5678", ["phone"]),
        # Three numbers, or one.
        ("单价：139，1299，2599元", ["phone?"]),
        ("比分138:1234:5678", ["phone?"]),
        ("+86-773-2821234", ["phone"]),
        ("86 2026 7731234", []),
    ],
)
def test_where_a_number_ends_and_what_parts_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_number_of_the_register_is_found_whatever_it_touches_and_wherever_it_stands() -> None:
    under = Guard((Secret("p1", "phone", "13807731234"), Secret("p2", "id-number", "E12345678")), ())
    for text in (
        *(
            "加vx13807731234",
            "13807731234vx同号",
            "手机M13807731234",
            "138_0773_1234",
            "138，0773，1234",
            "138=0773=1234",
        ),
        *('<a href="https://a.example/?tel=13807731234">x</a>', '<time datetime="13807731234">x</time>'),
        *('<span id="fn:13807731234">x</span>', "护照E12345678", "壹叁捌零柒柒叁壹贰叁肆"),
    ):
        assert [leak.severity.value for leak in leaks(f"<p>{text}</p>", under=under)] == ["error"], text


def test_a_long_row_of_digits_is_read_in_time() -> None:
    assert found("1" * 60_000 + " 1234567a") == []
