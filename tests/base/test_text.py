"""Counts and joints of Chinese text."""

from __future__ import annotations

import pytest

from generator.base import text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", 0),
        ("微心愿", 3),
        ("微心愿，2026 年。", 5),
        ("共15.6万件，增长5.88%。", 7),
        ("WiFi 与 don't 和 e-mail", 5),
        ("〇一二々", 4),
        ("𠮷野家", 3),
        ("，。！", 0),
    ],
)
def test_han_counts_by_character_and_the_rest_by_word(written: str, expected: int) -> None:
    assert text.count(written) == expected


@pytest.mark.parametrize(("characters", "minutes"), [(0, 1), (400, 1), (599, 1), (600, 2), (1800, 5)])
def test_reading_time(characters: int, minutes: int) -> None:
    assert text.reading_minutes(characters) == minutes


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("厚", "德", True),
        ("好。", "她", True),
        ("说：", "“好", True),
        ("好”", "她", True),
        ("等——", "了", True),
        ("说“好”", "“行”", True),
        ("yes”", "“no", False),
        ("用 Python", "写", False),
        ("共", "12", False),
        ("one", "two", False),
        ("，", "，", True),
        ("ア", "イ", True),
        ("", "好", False),
        ("好", "", False),
        ("“", "”", False),
    ],
)
def test_a_line_break_between_wide_characters_is_no_blank(before: str, after: str, joined: bool) -> None:
    assert text.meets_without_space(before, after) is joined


def test_what_is_wide() -> None:
    assert text.is_wide("愿")
    assert text.is_wide("𠮷")
    assert text.is_wide("，")
    assert text.is_wide("（")
    assert not text.is_wide("“")
    assert not text.is_wide("a")


def test_plain_text_of_html() -> None:
    assert text.plain('<p title="a>b">甲&amp;<b>乙</b>\n丙</p>') == "甲&乙 丙"
