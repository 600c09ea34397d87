"""Lines of Chinese text: what may stand at their ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render import typeset


def measure(text: str) -> int:
    """Han and full-width marks two wide, the rest one."""
    return sum(1 if character.isascii() else 2 for character in text)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("心愿故事", 8, ["心愿故事"]),
        ("心愿故事", 6, ["心愿", "故事"]),
        ("一二三，四五六", 6, ["一二", "三，四", "五六"]),
        ("一二三四「五六」", 10, ["一二三四", "「五六」"]),
        ("志愿者Volunteers队", 16, ["志愿者", "Volunteers队"]),
        ("2026年3.5公里", 8, ["2026年", "3.5公里"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("", 4, []),
    ],
)
def test_where_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert typeset.lines(text, measure, width=width, most=9) == expected


def test_what_is_too_long_is_cut_and_says_so() -> None:
    assert typeset.lines("一二三四五六七八九十", measure, width=8, most=2) == ["一二三四", "五六……"]


def test_the_cut_leaves_no_mark_hanging() -> None:
    assert typeset.lines("一二三四五、六七八九十", measure, width=10, most=1)[-1] == "一二三……"


WORDS = ("心", "愿", "，", "。", "」", "「", "《", "》", "ab", "12.5", " ", "灯火")


@given(text=st.lists(st.sampled_from(WORDS), max_size=30).map("".join), width=st.integers(6, 40))
def test_no_line_is_too_wide_and_no_mark_stands_where_it_must_not(text: str, width: int) -> None:
    found = typeset.lines(text, measure, width=width, most=99)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line) <= width for line in found)
    # A run of marks that no line holds may break anywhere.
    if not any(measure(unit) > width for unit in typeset._units(text)):
        assert not [line for line in found[1:] if line[0] in "，。」》"]
        assert not [line for line in found[:-1] if line[-1] in "「《"]
        assert not [1 for one, two in pairwise(found) if one[-1:] == "a" or two[:1] == "b"]
