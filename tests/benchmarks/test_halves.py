"""Recommended reading finds the other half of a text, though all else in common pulls it elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.halves import STRUCTURES, articles, found, halves


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Texts of a hundred synthetic stories; they share one phrasebook, so they are more alike than real ones."""
    folder = tmp_path_factory.mktemp("halves")
    write_corpus(folder, stories=100)
    return articles(folder / "content/stories", at_most=100, seed=1)


def test_halves_are_every_other_sentence_and_lose_none() -> None:
    assert halves("一。二！三？四……\n五。”六。") == ("一。三？五。”", "二！四……\n六。")


def test_too_short_an_article_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("灯" * 500, encoding="utf-8")
    (tmp_path / "short.txt").write_text("灯" * 499, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("灯" * 500, encoding="utf-8")
    assert articles(tmp_path, at_most=9, seed=1) == ["灯" * 500]


# On 1,000 halves of news that nobody wrote for this they are 0.99, 0.98 and 0.98.
@pytest.mark.parametrize(("structure", "least"), [("none", 0.98), ("even", 0.93), ("as a site's", 0.93)])
def test_the_other_half_is_nearly_always_among_the_eight(texts: list[str], structure: str, least: float) -> None:
    assert len(texts) == 100
    assert found(texts, STRUCTURES[structure], seed=1) >= least


def test_halves_of_nothing_alike_are_not_found() -> None:
    texts = ["".join(chr(0x4E00 + 8 * n + k) * 2 + "。" for k in range(8)) for n in range(200, 260)]
    assert found(texts, STRUCTURES["none"], seed=1) < 0.3
