"""The same picture is known again whatever was done to its file; another one, or one with nothing on it, is not."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from generator.render.thumbnails import SIDE, alike, thumbnail


def scene(seed: int, width: int = 640, height: int = 480) -> Image.Image:
    """A picture with some shapes on it."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for number in range(12):
        at = (seed * 97 + number * 151) % width, (seed * 61 + number * 83) % height
        draw.ellipse((*at, at[0] + 120, at[1] + 90), fill=(number * 20, 255 - number * 20, seed * 40 % 255))
    return image


def saved(image: Image.Image, form: str = "JPEG", **how: object) -> bytes:
    into = io.BytesIO()
    image.save(into, form, **how)
    return into.getvalue()


def is_known(original: Image.Image, copy: bytes) -> bool:
    return list(alike({"a": thumbnail(saved(original))}, {"b": thumbnail(copy)})) == [("b", "a")]


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(lambda image: saved(image, quality=20), id="saved with less quality"),
        pytest.param(lambda image: saved(image.resize((160, 120)), quality=60), id="made smaller"),
        pytest.param(lambda image: saved(image, "PNG"), id="as PNG"),
        pytest.param(lambda image: saved(image.point(lambda value: value * 4 // 5)), id="darker"),
        pytest.param(lambda image: saved(image.convert("L")), id="grey"),
    ],
)
def test_a_copy_is_known_again(copy: object) -> None:
    image = scene(1)
    assert callable(copy)
    assert is_known(image, copy(image))


def test_a_copy_that_only_its_exif_turns_upright_is_known_again() -> None:
    image = scene(1)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = saved(image.transpose(Image.Transpose.ROTATE_90), exif=exif)
    assert is_known(image, turned)
    assert not is_known(image, saved(image.transpose(Image.Transpose.ROTATE_90)))


@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_another_scene_is_not_taken_for_it(seed: int) -> None:
    assert not is_known(scene(1), saved(scene(seed)))


def portrait(shift: int) -> Image.Image:
    """A head and shoulders before a wall, like all others but for what makes a face."""
    image = Image.new("RGB", (600, 800), (240, 240, 238))
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 620, 520, 800), fill=(60, 70, 100 + shift))
    draw.ellipse((150 - shift, 130, 450 + shift, 560 + shift), fill=(215, 180, 150))
    draw.ellipse((130, 100 + shift, 470, 280 + 2 * shift), fill=(30, 25, 20))
    for eye in (-1, 1):
        at = 300 + eye * (45 + shift)
        draw.ellipse((at - 22, 330 - shift, at + 22, 352), fill=(40, 30, 30))
    draw.ellipse((250, 430 + shift, 350, 460 + 2 * shift), fill=(170, 70, 70))
    return image


def test_two_portraits_before_one_wall_are_two_people() -> None:
    assert is_known(portrait(0), saved(portrait(0).resize((150, 200)), quality=50))
    assert not is_known(portrait(0), saved(portrait(12)))


def test_a_picture_of_sixteen_bits_is_seen() -> None:
    image = scene(1)
    deep = image.convert("L").convert("I").point(lambda value: value * 256).convert("I;16")
    assert is_known(image, saved(deep, "PNG"))


def test_of_what_shows_nothing_nothing_is_said() -> None:
    paper = Image.new("RGB", (640, 480), (250, 248, 240))
    assert not is_known(paper, saved(paper))
    assert thumbnail(b"no picture") == b""
    assert list(alike({"a": b""}, {"b": b""})) == []
    assert list(alike({}, {"b": thumbnail(saved(scene(1)))})) == []


def test_each_is_named_with_the_one_that_it_is_most_like() -> None:
    hidden = {f"h-{seed}": thumbnail(saved(scene(seed))) for seed in (1, 2, 3)}
    shown = {f"s-{seed}": thumbnail(saved(scene(seed), quality=40)) for seed in (4, 3, 1)}
    assert list(alike(hidden, shown)) == [("s-1", "h-1"), ("s-3", "h-3")]
    assert all(len(one) == SIDE * SIDE for one in hidden.values())
