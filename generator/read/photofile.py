"""What a picture's header tells, without decoding it: whether we can show it, how large it is, which side is up."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from typing import Any

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
PLAYED = (".mp4", ".m4v", ".mov", ".avi", ".wmv", ".flv", ".mkv", ".webm", ".mp3", ".m4a", ".wav", ".aac")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
"""Of the pictures that can be shown, as Pillow calls them."""
PIXEL_LIMIT = 50_000_000
"""Pixels above which a picture is refused from its header, before anything is decoded."""
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error, zlib.error)
"""What Pillow raises over damaged files, ``UnidentifiedImageError`` among them."""
SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations in which a picture lies on its side (CIPA DC-008, 4.6.4)."""
_ORIENTATION = 0x0112
# Brands of the still pictures of ISO/IEC 23008-12 (HEIF), and whose they are.
_FOREIGN = {b"avif": "AVIF", b"avis": "AVIF"} | dict.fromkeys(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"
)
# Those that all of them have in common; whose it is, the brands say that it is compatible with.
_COMMON = (b"mif1", b"msf1")
_MOST_BRANDS = 256
_AREA = re.compile(r"(\d+) pixels")


def size_of(content: bytes) -> tuple[int, int] | None:
    """Upright width and height in pixels, or ``None`` where this is no picture that we can show."""
    from PIL import Image

    stated_size = _size_of_webp(content)
    if stated_size and stated_size[0] * stated_size[1] > PIXEL_LIMIT:
        # To open one is to make room for all its pixels.
        return stated_size
    try:
        with warnings.catch_warnings():
            # Whether a picture is too large is decided by us, from these very numbers; a broken EXIF is dropped anyway.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                width, height = image.size
                sideways = width * height <= PIXEL_LIMIT and orientation(image, content) in SIDEWAYS
    except Image.DecompressionBombError as refusal:
        # Far above our limit Pillow refuses by itself, and tells the number of pixels only in words.
        area = _AREA.search(str(refusal))
        return max(PIXEL_LIMIT + 1, int(area[1]) if area else 0), 1
    except DAMAGE:
        return None
    return (height, width) if sideways else (width, height)


def foreign_form(content: bytes) -> str:
    """The name of a form of picture that phones make and that is not shown here, ``HEIC`` or ``AVIF``; else empty.

    Told by what is in the file, for messengers send such pictures on as ``.jpg``.
    """
    if content[4:8] != b"ftyp":
        return ""
    major, end = content[8:12], min(int.from_bytes(content[:4], "big"), _MOST_BRANDS)
    if major not in _COMMON:
        return _FOREIGN.get(major, "")
    others = (content[at : at + 4] for at in range(16, end, 4))
    return next((_FOREIGN[brand] for brand in others if brand in _FOREIGN), "HEIC")


def _size_of_webp(content: bytes) -> tuple[int, int] | None:
    """Width and height in the header of a WebP (RFC 9649, 2.5 to 2.7; RFC 6386, 9.1), as it lies in the file."""
    if len(content) < 30 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def orientation(image: Any, content: bytes) -> int:
    """The EXIF orientation of an opened picture, 1 to 8; decodes nothing.

    Args:
        image: as Pillow opened it.
        content: the bytes that it was opened from.
    """
    from PIL import Image

    try:
        # A PNG's own method would decode the whole picture, for its EXIF may follow the pixels.
        found: Any = Image.Image.getexif(image).get(_ORIENTATION)
        if found is None and image.format == "PNG" and (late := _exif_of_png(content)):
            block = Image.Exif()
            block.load(late)
            found = block.get(_ORIENTATION)
    except DAMAGE:
        return 1
    return found if found in range(1, 9) else 1


def _exif_of_png(content: bytes) -> bytes:
    """The ``eXIf`` chunk of a PNG, wherever it stands (PNG, third edition, 11.3.4.4)."""
    at = 8
    while at + 8 <= len(content):
        size: int
        kind: bytes
        size, kind = struct.unpack_from(">I4s", content, at)
        if kind == b"eXIf":
            return content[at + 8 : at + 8 + size]
        at += 12 + size
    return b""
