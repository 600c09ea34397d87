"""Pictures made anew: decoded, turned upright, in sRGB, made smaller, encoded without what came with them."""

from __future__ import annotations

import io
import warnings
from typing import Any

QUALITY = 82
"""JPEG quality; at this one, faces at arm's length and printed words stay clear."""


class PictureError(Exception):
    """A file that cannot be decoded; the text is the decoder's reason."""


def rendition(content: bytes, width: int) -> bytes:
    """A JPEG of a picture, ``width`` pixels across; never larger than the picture itself.

    Pixels are pasted into a new image, because saving the decoded one would carry a JPEG's comment along. The first
    frame stands for an animation; transparency becomes white paper.

    Raises:
        PictureError: the file is damaged or is no picture.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # The size was checked from the header, before anything was decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as opened:
                if opened.format == "JPEG":
                    # The decoder itself can halve a JPEG; twice the width keeps the resampling clean.
                    opened.draft("RGB", (width * 2, width * 2))
                upright = ImageOps.exif_transpose(opened)
                pixels = _on_paper(_in_srgb(upright))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as failure:
        raise PictureError(str(failure)) from failure
    width = min(width, pixels.width)
    height = max(1, (pixels.height * width + pixels.width // 2) // pixels.width)
    small = pixels.resize((width, height), Image.Resampling.LANCZOS) if width != pixels.width else pixels
    fresh = Image.new("RGB", small.size)
    fresh.paste(small)
    encoded = io.BytesIO()
    fresh.save(encoded, "JPEG", quality=QUALITY, optimize=True, progressive=True, subsampling="4:2:0")
    return encoded.getvalue()


def _in_srgb(image: Any) -> Any:
    """The image with its colours in sRGB, where it says that they are in another space."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, space, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A broken profile says nothing; the numbers are taken as they are.
        return image
    return converted if converted is not None else image


def _on_paper(image: Any) -> Any:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        opaque = image.convert("RGBA")
        paper = Image.new("RGB", opaque.size, "white")
        paper.paste(opaque, mask=opaque.getchannel("A"))
        return paper
    if image.mode in ("I", "I;16", "I;16B", "F"):
        # 16-bit greys are scaled down, not cut off.
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")
