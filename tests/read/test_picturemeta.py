"""What pictures carry besides their pixels, in every format that can be looked into."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from generator.read.picturemeta import SUFFIXES, Carried, DamagedError, carried
from generator.render import photos

CLEAN = Carried()


def picture(form: str, **options: Any) -> bytes:
    image = Image.effect_noise((40, 30), 90)
    into = io.BytesIO()
    image.convert("P" if form == "GIF" else "RGB").save(into, form, **options)
    return into.getvalue()


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (25.0, 16.0, 12.0)}
    exif[0x010E] = "韦岚"
    return exif


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def with_segment(marker: int, content: bytes) -> bytes:
    plain = picture("JPEG")
    return plain[:2] + segment(marker, content) + plain[2:]


def with_chunk(kind: bytes, content: bytes) -> bytes:
    plain = picture("PNG")
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return plain[:-12] + chunk + plain[-12:]


def with_extension(content: bytes) -> bytes:
    plain = picture("GIF")
    return plain[:-1] + content + plain[-1:]


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (picture("JPEG"), ".jpg"),
        (picture("JPEG", progressive=True, icc_profile=PROFILE), ".jpeg"),
        (with_segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01"), ".jpg"),
        (picture("JPEG", restart_marker_blocks=2), ".jpg"),
        (picture("PNG", icc_profile=PROFILE, dpi=(96, 96)), ".png"),
        (picture("WEBP"), ".webp"),
        (picture("WEBP", icc_profile=PROFILE, lossless=True), ".webp"),
        (picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]), ".webp"),
        (picture("GIF"), ".gif"),
        (picture("GIF", save_all=True, append_images=[Image.new("P", (40, 30))], loop=0), ".gif"),
    ],
)
def test_a_plain_picture_carries_nothing(content: bytes, suffix: str) -> None:
    assert carried(content, suffix) == CLEAN


@pytest.mark.parametrize(
    ("content", "suffix", "block"),
    [
        (picture("JPEG", exif=gps()), ".jpg", "APP1 Exif"),
        (picture("JPEG", comment="韦岚家门口"), ".jpg", "COM"),
        (picture("JPEG", xmp=b"<x:xmpmeta/>"), ".jpg", "APP1 XMP"),
        (with_segment(0xED, b"Photoshop 3.0\x008BIM"), ".jpg", "APP13 IPTC"),
        (with_segment(0xE2, b"MPF\x00II*\x00"), ".jpg", "APP2 MPF"),
        (with_segment(0xE0, b"JFXX\x00\x10thumbnail"), ".jpg", "APP0 JFXX thumbnail"),
        (with_segment(0xE0, b"JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x01\x01abc"), ".jpg", "APP0 JFIF thumbnail"),
        (with_segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01and more"), ".jpg", "APP14"),
        (with_segment(0xE4, "13800138000 韦岚".encode()), ".jpg", "APP4"),
        (with_chunk(b"iTXt", "Author\x00\x00\x00\x00\x00韦岚".encode()), ".png", "iTXt"),
        (with_chunk(b"tEXt", b"Comment\x00x"), ".png", "tEXt"),
        (with_chunk(b"zTXt", b"Comment\x00\x00x"), ".png", "zTXt"),
        (picture("PNG", exif=gps()), ".png", "eXIf"),
        (with_chunk(b"tIME", b"\x07\xea\x01\x01\x00\x00\x00"), ".png", "tIME"),
        (with_chunk(b"prVt", b"anything"), ".png", "prVt"),
        (picture("WEBP", exif=gps()), ".webp", "EXIF"),
        (picture("WEBP", xmp=b"<x:xmpmeta/>"), ".webp", "XMP"),
        (picture("GIF", comment="韦岚".encode()), ".gif", "comment"),
        (with_extension(b"\x21\xff\x0bXMP DataXMP\x03abc\x00"), ".gif", "XMP"),
        (with_extension(b"\x21\xff\x0bMYPRIVATE01\x03abc\x00"), ".gif", "application"),
        (with_extension(b"\x21\x01\x0c123456789012\x03abc\x00"), ".gif", "text"),
    ],
)
def test_any_other_block_is_named_and_its_content_is_not(content: bytes, suffix: str, block: str) -> None:
    assert carried(content, suffix) == Carried((block,))


@pytest.mark.parametrize(("form", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".gif")])
def test_what_stands_behind_the_end_is_counted(form: str, suffix: str) -> None:
    assert carried(picture(form) + b"\x00\x00ftypmp42", suffix) == Carried((), 10)


def test_a_block_between_two_scans_is_seen() -> None:
    plain = picture("JPEG", progressive=True)
    second = plain.rindex(b"\xff\xda")
    assert carried(plain[:second] + segment(0xFE, b"hidden") + plain[second:], ".jpg") == Carried(("COM",))


@pytest.mark.parametrize("form", ["jpg", "webp"])
def test_what_the_program_makes_carries_nothing(form: str) -> None:
    decoded = photos.master(picture("JPEG", exif=gps(), comment="x", xmp=b"<x/>"))
    assert carried(photos.rendition(decoded, width=20, height=15, form=form), f".{form}") == CLEAN


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@given(cut=st.integers(1, 200), data=st.data())
def test_damage_is_told_and_hangs_nothing(suffix: str, cut: int, data: st.DataObject) -> None:
    form = {".jpg": "JPEG", ".jpeg": "JPEG"}.get(suffix, suffix[1:].upper())
    whole = Image.new("P" if form == "GIF" else "RGB", (3, 3))
    into = io.BytesIO()
    whole.save(into, form)
    content = into.getvalue()
    with pytest.raises(DamagedError):
        carried(content[: max(0, len(content) - cut)], suffix)
    at = data.draw(st.integers(0, len(content) - 1))
    broken = content[:at] + data.draw(st.binary(min_size=1, max_size=4)) + content[at + 1 :]
    try:
        assert carried(broken, suffix).trailing >= 0
    except DamagedError:
        return


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@given(content=st.binary(max_size=60))
def test_nonsense_is_told(suffix: str, content: bytes) -> None:
    with pytest.raises(DamagedError):
        carried(content, suffix)
