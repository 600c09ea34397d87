"""Marks set right. What a body becomes stands in marks.txt: title, input, output; ``(as it was)`` is the input."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.link import marks, style
from generator.link.prose import bodyfaults, markup
from generator.model.entities import Body, Public
from generator.read.mending.kinds import Mend


def body(text: str) -> Body:
    return Body(text=text, path="content/stories/a.md", line=8)


def mended(text: str) -> str:
    return marks.mend_body(body(text))[0]


def cases() -> list[ParameterSet]:
    parts = Path(__file__).with_name("marks.txt").read_text("utf-8").split("\n.\n")[:-1]
    return [
        pytest.param(before, before if after == "(as it was)" else after, id=title.strip())
        for title, before, after in zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
    ]


@pytest.mark.parametrize(("before", "after"), cases())
def test_marks_are_set_right_where_they_are_marks_of_chinese_text(before: str, after: str) -> None:
    assert mended(before) == after
    assert mended(after) == after


@pytest.mark.parametrize("text", ["他说,好。", "社区(老街)里", "等了很久...", "等了很久。。。", "一楼\n二楼:三楼?四楼"])
def test_what_style_warns_of_and_can_only_be_set_one_way_it_warns_of_no_more(text: str) -> None:
    assert list(style.problems(Public(bodies={"story:a": body(text)})))
    assert list(style.problems(Public(bodies={"story:a": body(mended(text))}))) == []


def test_mends_are_counted() -> None:
    assert marks.mend_body(body("甲,乙(丙)...\n丁。。。")) == ("甲，乙（丙）……\n丁……", {Mend.MARKS: 2, Mend.DOTS: 2})
    assert marks.mend_words("灯(亮)了,好...") == ("灯（亮）了，好……", {Mend.MARKS: 2, Mend.DOTS: 1})
    assert marks.mend_words("A,B `甲,乙`") == ("A,B `甲,乙`", {})


def test_a_body_that_its_mends_would_make_too_large_is_left() -> None:
    text = "甲,乙" * (bodyfaults.LARGEST // 8)
    assert mended(text) == text


@pytest.mark.parametrize("unit", ["甲,乙", "(甲", "甲(", "甲...", "`甲", "<a", "甲@", "a-", "<code>甲"])
def test_no_body_takes_long(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert len(mended(text)) == len(mended(mended(text)))


_PIECES = st.sampled_from(
    [
        *(
            "甲,乙",
            "(甲)",
            "丙(丁)",
            "戊:己",
            "...",
            "。。。",
            "、、、",
            "，",
            "!",
            "?",
            "“",
            "”",
            "甲)",
            "[a](",
            "[",
            "]",
        ),
        *("`", "``", "```\n", "\n", "\n\n", " ", "<b>", "</b>", "<code>", "<pre>", "<!--", "-->", "**", "*", "~~"),
        *("|", "- ", "# ", "> ", "://", "a@", "[^1]: ", "\\", '"', "&#44;", "1. "),
    ]
)
_MARKS = str.maketrans("", "", "，：；？！（）,:;?!()…。、. \n")


@settings(max_examples=120)
@given(st.lists(_PIECES, max_size=20).map("".join))
def test_nothing_but_marks_changes_and_nothing_twice(text: str) -> None:
    after = mended(text)
    assert mended(after) == after
    assert after.translate(_MARKS) == text.translate(_MARKS)
    assert after.count("\n") == text.count("\n")
    before_page, after_page = (markup.to_prose(body(one))[0].html for one in (text, after))
    assert re.findall(r"<[^>]*>", before_page) == re.findall(r"<[^>]*>", after_page)
