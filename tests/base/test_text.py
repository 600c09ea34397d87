"""Counts, joints and summaries of Chinese text; the summaries are in summaries.txt beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from generator.base import text

GOLDEN = Path(__file__).with_name("summaries.txt")


def cases() -> list[ParameterSet]:
    """Title, input and expected output of each case: parted by lines with a dot."""
    parts = GOLDEN.read_text(encoding="utf-8").split("\n.\n")[:-1]
    titles, sources, expected = parts[0::3], parts[1::3], parts[2::3]
    return [pytest.param(*pair, id=title.strip()) for title, *pair in zip(titles, sources, expected, strict=True)]


@pytest.mark.parametrize(("source", "expected"), cases())
def test_summary(source: str, expected: str) -> None:
    assert text.summarise(source.split("\n")) == expected


def test_there_are_enough_summaries() -> None:
    assert len(cases()) >= 25


WORDS = [
    "心愿",
    "老花镜",
    "，",
    "。",
    "、",
    "；",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "15.6",
    "5.88%",
    "2026年1月",
    "Wish",
    "……",
    "！",
]


@given(st.lists(st.text(st.sampled_from("心愿灯，。、“”《》（）1.5%aZ …\n"), max_size=160), max_size=6))
def test_a_summary_has_at_most_100_characters_and_is_the_whole_text_or_at_least_40(paragraphs: list[str]) -> None:
    summary = text.summarise(paragraphs)
    everything = "".join("".join(paragraph.split()) for paragraph in paragraphs)
    assert len(summary) <= 100
    assert len(summary) >= 40 or len(everything) < 60


@given(st.lists(st.sampled_from(WORDS), min_size=30, max_size=120))
def test_a_summary_leaves_numbers_and_words_whole(words: list[str]) -> None:
    summary = text.summarise(["".join(words)])
    assert not summary.removesuffix("……").endswith(("15.", "1", "15", "5.8", "5.88", "20", "202", "Wi", "W", "Wis"))


@given(
    st.lists(st.sampled_from(["心愿", "老花镜", "，", "。", "“好，真好。”", "《书，和人》", "（化名）"]), max_size=90)
)
def test_a_summary_closes_every_pair_that_it_opens(pieces: list[str]) -> None:
    summary = text.summarise(["".join(pieces)])
    for opening, closing in ("“”", "《》", "（）"):
        assert summary.count(opening) == summary.count(closing)


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
