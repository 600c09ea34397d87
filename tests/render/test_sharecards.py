"""Share cards: pure functions of their texts, in which every character has its shape."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFont

from generator.app.version import card_font
from generator.plan.outputs import ShareCard
from generator.plan.sharecards import _set, can_be_set
from generator.read import picturemeta
from generator.render import sharecards

FONT = card_font()


def test_every_character_that_may_be_set_has_a_shape_and_no_other() -> None:
    face = ImageFont.truetype(io.BytesIO(FONT), 20, layout_engine=ImageFont.Layout.BASIC)
    tofu = bytes(face.getmask("\ufffe"))
    assert any(tofu)
    assert [one for one in sorted(_set()) if bytes(face.getmask(one)) == tofu] == []
    assert [one for one in "𠮷龘ﷺ😀\u3400Ж" if bytes(face.getmask(one)) != tofu] == []
    assert len(_set()) == 7115


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("石榴区·“微心愿”（2026）", True),
        ("Café", True),
        ("𠮷庆里", False),
        ("点亮😀", False),
        ("點亮", False),
        ("", True),
    ],
)
def test_what_can_be_set(text: str, expected: bool) -> None:
    assert can_be_set(text) is expected


@pytest.mark.parametrize(
    "card",
    [
        ShareCard("心愿故事", "点亮微心愿", "石榴区志愿服务联合会"),
        ShareCard("", "点亮微心愿", ""),
        ShareCard("", "", ""),
        ShareCard("很长" * 100, "很长" * 100, "A" * 300),
    ],
)
def test_a_card_has_its_size_and_nothing_but_pixels(card: ShareCard) -> None:
    made = sharecards.draw(card, FONT)
    assert picturemeta.carried(made, ".jpg") == picturemeta.Carried()
    assert Image.open(io.BytesIO(made)).size == (1200, 630)
    assert len(made) < 200_000


def test_a_card_is_a_function_of_its_texts() -> None:
    one, other = ShareCard("心愿故事", "点亮", "联合会"), ShareCard("社区动态", "点亮", "联合会")
    first = sharecards.draw(one, FONT)
    assert sharecards.draw(other, FONT) != first
    assert sharecards.draw(one, FONT) == first
