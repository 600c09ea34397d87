"""The size of a picture, from its header; what is too large is refused before anything is decoded."""

from __future__ import annotations

import io
import resource
import struct
from pathlib import Path

import pytest
from PIL import Image

from generator.read import photofile
from tests import sites


def encoded(form: str, size: tuple[int, int] = (7, 5)) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, (200, 100, 50)).save(into, form, **({"lossless": True} if form == "WEBP" else {}))
    return into.getvalue()


def pretending(form: str, width: int, height: int) -> bytes:
    """A small file whose header says that the picture is large."""
    content = bytearray(encoded(form))
    if form == "PNG":
        import zlib

        struct.pack_into(">II", content, 16, width, height)
        struct.pack_into(">I", content, 29, zlib.crc32(content[12:29]))
    elif form == "JPEG":
        struct.pack_into(">HH", content, content.index(b"\xff\xc0") + 5, height, width)
    elif form == "GIF":
        struct.pack_into("<HH", content, 6, width, height)
    else:
        # VP8L: 14 bits of width less one, 14 of height less one (RFC 9649, 3.4).
        at = content.index(b"\x2f", 20)
        struct.pack_into("<I", content, at + 1, (width - 1) | (height - 1) << 14)
    return bytes(content)


FORMS = ("PNG", "JPEG", "GIF", "WEBP")


@pytest.mark.parametrize("form", FORMS)
def test_the_size_stands_in_the_header(form: str) -> None:
    assert photofile.size_of(encoded(form)) == (7, 5)
    assert photofile.size_of(pretending(form, 3001, 2000)) == (3001, 2000)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("size", "megapixels"), [((10001, 5000), "50"), ((10000, 10000), "100"), ((16383, 16383), "268")]
)
def test_what_is_too_large_is_told_with_its_file_and_decodes_nothing(
    tmp_path: Path, form: str, size: tuple[int, int], megapixels: str
) -> None:
    root = sites.make_site(tmp_path / "site")
    sites.write(root / f"content/media/a.{form.lower()}", pretending(form, *size))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    problems = sites.check(root).problems
    assert sites.told(problems) == [f"L305 content/media/a.{form.lower()}:1"]
    assert dict(problems[0].facts)["megapixels"] == megapixels
    # Decoded, the smallest of them would be 150 MB; kilobytes on Linux.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


@pytest.mark.parametrize("kind", [{"lossless": True}, {"quality": 50}, {"quality": 50, "exif": b"Exif\0\0"}])
def test_every_kind_of_webp_tells_its_size_before_it_is_opened(kind: dict[str, object]) -> None:
    into = io.BytesIO()
    Image.new("RGB", (301, 205)).save(into, "WEBP", **kind)
    assert photofile._size_of_webp(into.getvalue()) == (301, 205)


def test_which_side_is_up_is_known_without_decoding() -> None:
    block = Image.Exif()
    block[0x0112] = 6
    exif = block.tobytes().removeprefix(b"Exif\x00\x00")
    # Behind pixels that nobody could decode: there are too few of them.
    content = pretending("PNG", 3001, 2000)
    late = content[:-12] + struct.pack(">I4s", len(exif), b"eXIf") + exif + bytes(4) + content[-12:]
    assert photofile.size_of(late) == (2000, 3001)


def test_at_the_limit_a_picture_is_accepted(tmp_path: Path) -> None:
    assert photofile.size_of(pretending("PNG", 10000, 5000)) == (10000, 5000)
    root = sites.make_site(tmp_path / "site")
    sites.write(root / "content/media/a.png", pretending("PNG", 10000, 5000))
    assert sites.check(root).problems == ()


@pytest.mark.parametrize("form", FORMS)
def test_what_has_no_header_has_no_size(form: str) -> None:
    assert photofile.size_of(encoded(form)[:6]) is None
    assert photofile.size_of(b"") is None


@pytest.mark.parametrize(
    ("major", "compatible", "form"),
    [
        (b"heic", [b"mif1", b"heic"], "HEIC"),
        (b"avif", [b"mif1", b"miaf"], "AVIF"),
        (b"mif1", [b"miaf", b"avif"], "AVIF"),
        (b"mif1", [b"mif1", b"heic"], "HEIC"),
        (b"msf1", [], "HEIC"),
        (b"mp42", [b"mp42", b"avif"], ""),
    ],
)
def test_whose_form_a_picture_of_a_phone_has_is_told_by_its_brands(
    major: bytes, compatible: list[bytes], form: str
) -> None:
    brands = b"".join((major, bytes(4), *compatible))
    assert photofile.foreign_form(struct.pack(">I4s", 8 + len(brands), b"ftyp") + brands + b"avif") == form


@pytest.mark.parametrize("cut", range(20))
def test_a_file_that_ends_in_its_brands_is_no_fault_of_ours(cut: int) -> None:
    assert photofile.foreign_form(b"\xff\xff\xff\xffftypmif1\0\0\0\0mi"[:cut]) in {"", "HEIC"}
