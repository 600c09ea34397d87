"""What a picture's header tells, without decoding it: whether we can show it, and how large it is."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
PIXEL_LIMIT = 50_000_000
"""Pixels above which a picture is refused from its header, before anything is decoded."""
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error, zlib.error)
"""What Pillow raises over damaged files, ``UnidentifiedImageError`` among them."""
_AREA = re.compile(r"(\d+) pixels")
_ORIENTATION = 0x0112
# EXIF orientations 5 to 8 lie on their side (CIPA DC-008, 4.6.4).
_SIDEWAYS = (5, 6, 7, 8)


def size_of(content: bytes) -> tuple[int, int] | None:
    """Upright width and height in pixels, or ``None`` where this is no picture that we can show."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Whether a picture is too large is decided by us, from these very numbers; a broken EXIF is dropped anyway.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                width, height = image.size
                sideways = image.getexif().get(_ORIENTATION) in _SIDEWAYS
    except Image.DecompressionBombError as refusal:
        # Far above our limit Pillow refuses by itself, and tells the number of pixels only in words.
        told = _AREA.search(str(refusal))
        return max(PIXEL_LIMIT + 1, int(told[1]) if told else 0), 1
    except DAMAGE:
        return None
    return (height, width) if sideways else (width, height)
