"""The beginnings of texts; what becomes of which is in summaries.txt beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from generator.base.summary import summarise

GOLDEN = Path(__file__).with_name("summaries.txt")


def cases() -> list[ParameterSet]:
    """Title, input and expected output of each case: parted by lines with a dot."""
    parts = GOLDEN.read_text(encoding="utf-8").split("\n.\n")[:-1]
    titles, sources, expected = parts[0::3], parts[1::3], parts[2::3]
    return [pytest.param(*pair, id=title.strip()) for title, *pair in zip(titles, sources, expected, strict=True)]


@pytest.mark.parametrize(("source", "expected"), cases())
def test_summary(source: str, expected: str) -> None:
    assert summarise(source.split("\n")) == expected


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
    summary = summarise(paragraphs)
    everything = "".join("".join(paragraph.split()) for paragraph in paragraphs)
    assert len(summary) <= 100
    assert len(summary) >= 40 or len(everything) < 60


@given(st.lists(st.sampled_from(WORDS), min_size=30, max_size=120))
def test_a_summary_leaves_numbers_and_words_whole(words: list[str]) -> None:
    summary = summarise(["".join(words)])
    assert not summary.removesuffix("……").endswith(("15.", "1", "15", "5.8", "5.88", "20", "202", "Wi", "W", "Wis"))


@given(
    st.lists(st.sampled_from(["心愿", "老花镜", "，", "。", "“好，真好。”", "《书，和人》", "（化名）"]), max_size=90)
)
def test_a_summary_closes_every_pair_that_it_opens(pieces: list[str]) -> None:
    summary = summarise(["".join(pieces)])
    for opening, closing in ("“”", "《》", "（）"):
        assert summary.count(opening) == summary.count(closing)
