from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.search import letters


def test_every_sign_means_one_thing_and_none_spells_anything() -> None:
    signs = [*letters.LETTERS, *letters.FINAL, *letters.ENTRY, *letters.KEY_END, *letters.REST]
    assert len(set(signs)) == len(signs)
    assert letters.PHASES + letters.LEADING == letters.LETTERS
    # What ends a string or a script, digits, the vowels of pinyin, and the marks of e-mail and of "wx: …".
    assert set(signs).isdisjoint("\"'\\<>&0123456789aeiouvAEIOUV@%:/*\n ")
    assert "".join(signs).isascii()


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Wi-Fi", "wi-fi"),
        ("ＷＩＦＩ　１２", "wifi 12"),
        ("点亮，“窗”。", "点亮,“窗”。"),
        ("㎡ﬁ①é", "㎡ﬁ1é"),
        ("İΣ", "İσ"),
        ("金\u3000𠮷", "金 𠮷"),
    ],
)
def test_folding_keeps_every_character_in_its_place(written: str, sought: str) -> None:
    assert letters.folded(written) == sought
    assert len(sought) == len(written)


@given(st.integers(0, 5_000_000), st.integers(0, 5_000_000))
def test_numbers_have_one_spelling_each(one: int, other: int) -> None:
    assert (letters.number(one) == letters.number(other)) == (one == other)
    assert letters.number(one)[-1] in letters.FINAL
    assert set(letters.number(one)[:-1]) <= set(letters.LEADING)


@given(st.text(min_size=1, max_size=2), st.text(min_size=1, max_size=2))
def test_keys_and_shards(one: str, other: str) -> None:
    assert (letters.key_of(one) == letters.key_of(other)) == (one == other)
    assert 0 <= letters.shard_of(one, 64) < 64
    assert letters.shard_of(one, 1) == 0
