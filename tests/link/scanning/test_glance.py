"""What a glance sees, and that it sees everything that a rule would find."""

from __future__ import annotations

import pytest

from generator.link.privacy.guard import Secret
from generator.link.scanning.fold import SUSPECT, Folding
from generator.link.scanning.glance import Glance, Sight
from generator.link.scanning.latin import LatinNames
from generator.link.scanning.written import Written

_NOTHING = Sight(folded=False, named=False, marked=False, masked=False, written=False)


def _at(text: str, *names: str) -> Sight:
    folding = Folding(names)
    return Glance(map(folding.folded, names), folding).at(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", _NOTHING),
        ("灯", _NOTHING),
        ("灯亮了，2024-01-02，Lamp 5 路", _NOTHING),
        ("岚韦", _NOTHING),
        ("韦\x00岚", _NOTHING),
        ("韦，岚", _NOTHING),
        ("见韦岚", _NOTHING._replace(named=True)),
        ("韦 · \n岚", _NOTHING._replace(named=True)),
        ("韦•岚", _NOTHING._replace(named=True, masked=True)),
        ("韋", _NOTHING._replace(folded=True)),
        ("\u200b", _NOTHING._replace(folded=True)),
        ("\U000e0100", _NOTHING._replace(folded=True)),
        ("\U0001d7d8", _NOTHING._replace(folded=True)),
        ("😀", _NOTHING),
        ("\U00020bb7木", _NOTHING._replace(named=True)),
        ("wéi", _NOTHING._replace(marked=True)),
        ("138****", _NOTHING._replace(masked=True)),
        ("138xx8000", _NOTHING._replace(masked=True)),
        ("5 号", _NOTHING._replace(written=True)),
        ("3单元", _NOTHING._replace(written=True)),
        ("桂A", _NOTHING._replace(written=True)),
        ("微信", _NOTHING._replace(written=True)),
    ],
)
def test_what_is_seen(text: str, expected: Sight) -> None:
    assert _at(text, "韦岚", "\U00020bb7木") == expected


def test_a_name_without_two_chinese_characters_is_always_looked_for() -> None:
    assert _at("灯", "韦岚", "Anna").named
    assert not _at("灯").named


def test_every_character_that_is_folded_is_seen() -> None:
    folding = Folding(("韦岚",))
    glance = Glance(("韦岚",), folding)
    everything = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
    suspects = [*SUSPECT.findall("".join(everything)), *folding.variants]
    assert len(suspects) > 2000
    assert [character for character in suspects[::7] if not glance.at(character).folded] == []


def test_many_names_share_places_and_none_is_missed() -> None:
    names = [chr(0x4E00 + code) + chr(0x9FFF - code) for code in range(2500)]
    folding = Folding(names)
    glance = Glance(names, folding)
    assert all(glance.at(name).named for name in names[::5])


@pytest.mark.parametrize("text", ["a@b.cn", "_@b.cn", "\u212a@b.cn", "x@\u017f.cn", "25.273, 110.29", "1.234"])
def test_points_and_at_signs_are_marks(text: str) -> None:
    assert Written.may_hold(text)


@pytest.mark.parametrize("text", ['{"@type": "x"}', "2.5 元", "@", "a @b", "v1.2.3"])
def test_other_points_and_at_signs_are_not(text: str) -> None:
    assert not Written.may_hold(text)


def test_marks_in_an_address_are_read_whatever_was_seen_of_the_prose() -> None:
    names = ("韦岚",)
    latin = LatinNames([Secret("p1", "name", "韦岚")], Folding(names))
    assert [found.owner for found in latin.find("", ("wéi-lán.html",), marked=False)] == ["p1"]
