from __future__ import annotations

from generator.base.nearest import MOST, Suggestions, nearest


def test_the_nearest_word() -> None:
    assert nearest("storie", ["stories", "wishes"]) == "stories"
    assert nearest("Stories", ["stories", "storied"]) == "stories"
    assert nearest("灯", ["stories"]) == ""


def test_of_very_many_words_only_some_are_sought() -> None:
    few = Suggestions(f"w-{number:04}" for number in range(100))
    assert all(few(f"x-{number:04}") for number in range(100))
    many = Suggestions(f"w-{number:05}" for number in range(2_000))
    found = [many(f"x-{number:05}") for number in range(MOST + 10)]
    assert all(found[:MOST])
    assert not any(found[MOST:])
    # What was found once is told again.
    assert many("x-00000") == found[0]
