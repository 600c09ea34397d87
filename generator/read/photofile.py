"""What a picture's header tells, without decoding it: whether we can show it, and how large it is."""

from __future__ import annotations

import io
import warnings

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
PIXEL_LIMIT = 50_000_000
"""Pixels above which a picture is refused from its header, before anything is decoded."""
_ORIENTATION = 0x0112
# EXIF orientations 5 to 8 lie on their side (CIPA DC-008, 4.6.4).
_SIDEWAYS = (5, 6, 7, 8)


def size_of(content: bytes) -> tuple[int, int] | None:
    """Upright width and height in pixels, or ``None`` where this is no picture that we can show."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Whether a picture is too large is decided by us, from these very numbers.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                width, height = image.size
                sideways = image.getexif().get(_ORIENTATION) in _SIDEWAYS
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
    return (height, width) if sideways else (width, height)
