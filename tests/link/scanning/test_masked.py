"""Names of which a character is masked."""

from __future__ import annotations

import pytest

from tests.link.scanning.people import guard, leaks, rules

_UNDER = guard("蓝雨桐", "韦岚音", "覃松", "欧阳小满", allowed=("黄舒芸",))


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("收到字典的有蓝*桐、韦×音", ["p1", "p2"]),
        ("蓝某桐、韦某某音", ["p1", "p2"]),
        ("蓝 * 桐，韦***音", ["p1", "p2"]),
        ("蓝■桐，韦岚X，韦◯音", ["p1", "p2", "p2"]),
        ("蓝＊桐，韦Ｘ音", ["p1", "p2"]),
        ("韦岚*", ["p2"]),
        ("韦岚某来了", ["p2"]),
        ("欧阳○满", ["p4"]),
        ("<b>蓝</b>*桐", ["p1"]),
        ("藍*桐", ["p1"]),
    ],
)
def test_a_masked_name_may_be_one(text: str, owners: list[str]) -> None:
    found = leaks(f"<p>{text}</p>", under=_UNDER)
    assert [leak.owner for leak in found] == owners
    assert {*rules(found)} == {"masked-name?"}


@pytest.mark.parametrize(
    "text",
    [
        "韦某",
        "蓝**",
        "覃*",
        "覃×松",
        "黄*芸",
        "3×4",
        "某某小区",
        "第X届",
        "蓝色*花桐",
        "桐*蓝",
        "韦某音乐好",
        "蓝某桐树下",
    ],
)
def test_a_surname_alone_says_nobody(text: str) -> None:
    assert leaks(f"<p>{text}</p>", under=_UNDER) == []


def test_it_can_be_cleared() -> None:
    under = guard("蓝雨桐", cleared=(("蓝*桐", "a.html"),))
    assert leaks("<p>蓝*桐</p>", "a.html", under=under) == []
    assert rules(leaks("<p>蓝*桐</p>", "b.html", under=under)) == ["masked-name?"]
