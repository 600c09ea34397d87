"""Pictures made anew: upright, in sRGB, without anything that came along, the same wherever they are made."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PIL import Image, ImageCms

from generator.read import photofile, picturemeta
from generator.render import photos

RED, BLUE, WHITE = (220, 30, 30), (30, 40, 200), (255, 255, 255)
SECRET = b"25.273611,110.290000 secret"


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    into = io.BytesIO()
    image.save(into, form, **options)
    return into.getvalue()


def two_halves(size: tuple[int, int] = (80, 40), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.quantize(8) if mode == "P" else image.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """GPS, a description, a maker's note and an orientation."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010E] = SECRET.decode()
    block.get_ifd(0x8769)[0x927C] = SECRET
    block.get_ifd(0x8825).update({1: "N", 2: (25.0, 16.0, 25.0), 3: "E", 4: (110.0, 17.0, 24.0)})
    return block.tobytes()


def made(content: bytes, form: str = "jpg", *, width: int = 0, height: int = 0) -> Image.Image:
    """A rendition, decoded; as large as the picture unless said."""
    size = photofile.size_of(content)
    assert size is not None
    decoded = photos.master(content)
    into = photos.rendition(decoded, width=width or size[0], height=height or size[1], form=form)
    assert picturemeta.carried(into, f".{form}") == picturemeta.Carried()
    return Image.open(io.BytesIO(into))


def is_near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int], far: int = 14) -> bool:
    found = image.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(one - other) <= far for one, other in zip(found, colour, strict=True))


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
PNG_TEXT = struct.pack(">I", len(SECRET) + 2) + b"tEXtk\x00" + SECRET
PNG_TEXT += struct.pack(">I", zlib.crc32(PNG_TEXT[4:]))


def _png_with_text() -> bytes:
    plain = encoded(two_halves(), "PNG", exif=exif())
    return plain[:33] + PNG_TEXT + plain[33:]


CARRYING: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: encoded(two_halves(), "JPEG", exif=exif(), xmp=XMP, comment=SECRET) + SECRET,
    "PNG": lambda: _png_with_text() + SECRET,
    "WebP": lambda: encoded(two_halves(), "WEBP", exif=exif(), xmp=XMP),
    "GIF": lambda: encoded(two_halves(), "GIF", comment=SECRET) + SECRET,
}


@pytest.mark.parametrize("form", ["jpg", "webp"])
@pytest.mark.parametrize("kind", CARRYING)
def test_nothing_that_came_along_goes_out(kind: str, form: str) -> None:
    content = CARRYING[kind]()
    assert SECRET in content
    decoded = photos.master(content)
    into = photos.rendition(decoded, width=80, height=40, form=form)
    assert picturemeta.carried(into, f".{form}") == picturemeta.Carried()
    assert SECRET not in into
    again = Image.open(io.BytesIO(into))
    assert not again.getexif()
    assert {"icc_profile", "exif", "xmp", "comment"}.isdisjoint(again.info)


def test_a_thumbnail_of_what_was_cut_away_is_gone() -> None:
    thumbnail = encoded(Image.new("RGB", (16, 12), (1, 2, 3)), "JPEG")
    block = exif() + thumbnail
    content = encoded(two_halves(), "JPEG", exif=block)
    assert thumbnail in content
    assert thumbnail not in photos.rendition(photos.master(content), width=80, height=40, form="jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright_whatever_their_exif_says(orientation: int, kind: str) -> None:
    # As the picture is meant: a red corner at the top left of a blue field, wider than high.
    upright = Image.new("RGB", (96, 48), BLUE)
    upright.paste(RED, (0, 0, 32, 16))
    stored = {
        1: lambda image: image,
        2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
        4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
        6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
        7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
        8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
    }[orientation](upright)
    content = encoded(stored, kind, exif=exif(orientation))
    assert photofile.size_of(content) == (96, 48)
    shown = made(content)
    assert shown.size == (96, 48)
    assert is_near(shown, (8, 4), RED, far=40)
    assert all(is_near(shown, at, BLUE, far=40) for at in ((90, 4), (8, 44), (90, 44)))


def test_a_png_may_say_so_behind_its_pixels() -> None:
    content = encoded(two_halves((40, 80)), "PNG", exif=exif(6))
    at = content.index(b"eXIf") - 4
    chunk = content[at : at + 12 + struct.unpack_from(">I", content, at)[0]]
    late = content.replace(chunk, b"")[:-12] + chunk + content[-12:]
    assert photofile.size_of(late) == (80, 40)
    assert made(late).size == (80, 40)


def test_a_broken_exif_turns_nothing_and_spoils_nothing() -> None:
    assert made(encoded(two_halves(), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")).size == (80, 40)


def test_an_orientation_that_is_none_turns_nothing() -> None:
    assert made(encoded(two_halves(), "JPEG", exif=exif(9))).size == (80, 40)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "L"), ("GIF", "P"), ("TIFF", "CMYK")],
)
def test_every_kind_of_pixel_becomes_rgb(kind: str, mode: str) -> None:
    shown = made(encoded(two_halves(mode=mode), kind))
    assert shown.mode == "RGB"
    left, right = (shown.convert("L").getpixel(at) for at in ((10, 20), (70, 20)))
    assert isinstance(left, int)
    assert isinstance(right, int)
    # Dithered to black and white both halves are mixtures.
    assert mode == "1" or left > right


def test_sixteen_bits_of_grey_are_scaled_not_cut_off() -> None:
    image = Image.new("I;16", (40, 20), 0x8000)
    assert is_near(made(encoded(image, "PNG")), (20, 10), (128, 128, 128), far=2)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white_paper(mode: str) -> None:
    image = two_halves(mode="RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 40, 40))
    content = encoded(image.convert(mode), "PNG")
    assert is_near(made(content), (10, 20), WHITE)


def test_a_palette_with_a_transparent_colour_becomes_white_paper() -> None:
    image = two_halves(mode="P")
    content = encoded(image, "GIF", transparency=image.getpixel((5, 5)))
    assert is_near(made(content), (10, 20), WHITE)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_stands_for_an_animation(kind: str) -> None:
    frames = [Image.new("RGB", (40, 20), colour) for colour in (RED, BLUE)]
    content = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert is_near(made(content), (20, 10), RED, far=30)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_of_another_space_become_those_of_srgb(mode: str) -> None:
    """A profile that swaps nothing but the gamma would pass unseen; one in Lab that is no RGB at all is ignored."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert is_near(made(encoded(two_halves(mode=mode), "PNG", icc_profile=lab)), (10, 20), RED)


def wide_profile() -> bytes:
    """sRGB with its red and blue primaries exchanged: whoever ignores it shows red as red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", profile, 128)[0]
    tags = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_colour_profile_is_applied_before_it_is_dropped(kind: str, mode: str) -> None:
    content = encoded(two_halves(mode=mode), kind, icc_profile=wide_profile())
    assert is_near(made(content), (10, 20), (30, 30, 220), far=30)


def test_a_broken_profile_says_nothing() -> None:
    assert is_near(made(encoded(two_halves(), "PNG", icc_profile=b"none")), (10, 20), RED)


def test_the_middle_is_shown_of_what_is_cropped() -> None:
    image = Image.new("RGB", (300, 100), RED)
    image.paste(BLUE, (100, 0, 200, 100))
    decoded = photos.master(encoded(image, "PNG"))
    shown = Image.open(io.BytesIO(photos.rendition(decoded, width=50, height=50, form="jpg", cropped=True)))
    assert shown.size == (50, 50)
    assert all(is_near(shown, at, BLUE, far=30) for at in ((1, 1), (48, 1), (1, 48), (48, 48)))


def test_what_lies_on_its_side_is_cropped_upright() -> None:
    upright = Image.new("RGB", (100, 300), RED)
    upright.paste(BLUE, (0, 100, 100, 200))
    content = encoded(upright.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif(6))
    shown = Image.open(
        io.BytesIO(photos.rendition(photos.master(content), width=90, height=45, form="jpg", cropped=True))
    )
    assert shown.size == (90, 45)
    assert all(is_near(shown, at, BLUE, far=30) for at in ((1, 1), (88, 1), (1, 43), (88, 43)))


def test_bytes_do_not_depend_on_threads_or_on_what_was_made_before() -> None:
    noise = random.Random(7).randbytes(400 * 300 * 3)
    content = encoded(Image.frombytes("RGB", (400, 300), noise), "JPEG")
    sizes = [(form, width) for form in ("webp", "jpg") for width in (400, 200, 100)]

    def one(size: tuple[str, int]) -> bytes:
        form, width = size
        return photos.rendition(photos.master(content), width=width, height=width * 3 // 4, form=form)

    decoded = photos.master(content)
    alone = [photos.rendition(decoded, width=w, height=w * 3 // 4, form=form) for form, w in sizes]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(one, reversed(sizes)))
    assert together[::-1] == alone
    assert len(set(alone)) == len(alone)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_file_is_a_picture_error(kind: str) -> None:
    content = encoded(Image.frombytes("RGB", (90, 90), random.Random(3).randbytes(90 * 90 * 3)), kind)
    with pytest.raises(photos.PictureError):
        photos.master(content[: len(content) // 2])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_damage_anywhere_is_a_picture_or_a_picture_error(kind: str) -> None:
    chance = random.Random(11)
    options = {"exif": exif(6)} if kind in ("JPEG", "PNG", "WEBP", "TIFF") else {}
    whole = encoded(two_halves((24, 12)), kind, **options)
    for _ in range(120):
        content = bytearray(whole)
        for at in chance.sample(range(len(content)), 3):
            content[at] = chance.randrange(256)
        size = photofile.size_of(bytes(content))
        assert size is None or min(size) > 0
        if size and size[0] * size[1] < 1_000_000:
            try:
                photos.master(bytes(content))
            except photos.PictureError:
                continue
