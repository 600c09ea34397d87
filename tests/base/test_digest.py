from __future__ import annotations

import datetime as dt
import subprocess
import sys

import msgspec
import pytest

from generator.base import digest


class Lamp(msgspec.Struct, frozen=True):
    name: str
    lit: bool = False


class Row(msgspec.Struct, frozen=True, array_like=True):
    name: str
    day: dt.date | None = None


def test_lengths_take_part_so_that_no_two_lists_of_chunks_meet() -> None:
    ways = [(b"abc",), (b"a", b"bc"), (b"ab", b"c"), (b"abc", b""), (b"", b"abc"), ()]
    assert len({digest.of_bytes(*way) for way in ways}) == len(ways)
    assert {len(digest.of_bytes(*way)) for way in ways} == {digest.SIZE}


def test_equal_values_have_one_digest_and_any_change_another() -> None:
    values = [Lamp("灯"), Lamp("灯", True), Lamp("灯 "), Row("灯"), Row("灯", dt.date(2026, 1, 1)), (), None, ["灯"]]
    assert len({digest.of_value(value) for value in values}) == len(values)
    assert digest.of_value(Lamp("灯")) == digest.of_value(Lamp("灯", False))


def test_the_order_of_a_mapping_does_not_matter_and_that_of_a_list_does() -> None:
    assert digest.of_value({"a": 1, "b": {"c": 2, "d": 3}}) == digest.of_value({"b": {"d": 3, "c": 2}, "a": 1})
    assert digest.of_value(("a", "b")) != digest.of_value(("b", "a"))


def test_a_set_is_the_same_in_every_process() -> None:
    made = "from generator.base import digest; print(digest.of_value(frozenset('abcdefgh')).hex())"
    seen = {
        subprocess.run(
            [sys.executable, "-c", made], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1


def test_what_has_no_canonical_bytes_is_refused() -> None:
    with pytest.raises(TypeError):
        digest.of_value(object())


def test_a_part_has_the_digest_of_its_value_unless_it_is_told_one() -> None:
    assert digest.Part(Lamp("灯")).digest == digest.of_value(Lamp("灯"))
    assert digest.Part(Lamp("灯"), b"known").digest == b"known"
    assert repr(digest.Part("灯")) == "Part('灯')"
