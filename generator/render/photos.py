"""Pictures made anew: decoded, turned upright, in sRGB, made smaller, encoded without what came with them.

A file is decoded once to a master, from which all its renditions are made; so they do not depend on which of them was
asked for first, or in which process.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

import msgspec

from generator.read import photofile

JPEG_QUALITY, WEBP_QUALITY = 82, 78
"""At these, faces at arm's length and printed words stay clear."""
_MASTER = 3200
TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""EXIF orientations (CIPA DC-008, 4.6.4) to what turns the pixels upright; 1 is upright."""


class PictureError(Exception):
    """A file that cannot be decoded; the text is the decoder's reason."""


class Master(msgspec.Struct, frozen=True, gc=False):
    """Decoded pixels without metadata, as they lie in the file, and the EXIF orientation that turns them upright."""

    pixels: Any
    orientation: int


def master(content: bytes) -> Master:
    """The pixels of a picture in sRGB, no smaller than what renditions are made from.

    The first frame stands for an animation; transparency becomes white paper.

    Raises:
        PictureError: the file is damaged or is no picture.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # The size was checked from the header, before anything was decoded. What a damaged file is warned of
            # (a broken EXIF, say) is dropped with all metadata.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as opened:
                orientation = photofile.orientation(opened, content)
                if opened.format == "JPEG":
                    # The decoder itself can halve a JPEG.
                    opened.draft(None, (_MASTER, _MASTER))
                pixels = _in_srgb(_reduced(on_paper(opened)), opened.info.get("icc_profile"))
    except (*photofile.DAMAGE, Image.DecompressionBombError) as failure:
        raise PictureError(str(failure)) from failure
    return Master(pixels, orientation)


def rendition(made: Master, *, width: int, height: int, form: str, cropped: bool = False) -> bytes:
    """A picture of exactly that upright size in pixels.

    Args:
        made: from ``master``.
        width: upright, in pixels.
        height: upright, in pixels.
        form: ``jpg`` or ``webp``.
        cropped: show the largest window of that shape in the middle, not the whole.
    """
    from PIL import Image

    # Cheaper while the picture is still small: what is upright is made smaller first, and turned then.
    size = (height, width) if made.orientation in photofile.SIDEWAYS else (width, height)
    whole = made.pixels
    box = _window(whole.size, size) if cropped else (0, 0, *whole.size)
    small = whole.resize(size, Image.Resampling.LANCZOS, box=box)
    if made.orientation in TURNS:
        small = small.transpose(Image.Transpose[TURNS[made.orientation]])
    # Pasted into a new image, because a decoded one carries a JPEG's comment along when it is saved.
    fresh = Image.new("RGB", small.size)
    fresh.paste(small)
    encoded = io.BytesIO()
    if form == "webp":
        fresh.save(encoded, "WEBP", quality=WEBP_QUALITY, method=4)
    else:
        fresh.save(encoded, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True, subsampling="4:2:0")
    return encoded.getvalue()


def _window(whole: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """The largest box of a shape in the middle of a picture: left, top, right, bottom in pixels."""
    across, down = whole
    wide, high = min(across, max(1, down * shape[0] // shape[1])), min(down, max(1, across * shape[1] // shape[0]))
    left, top = (across - wide) // 2, (down - high) // 2
    return left, top, left + wide, top + high


def _reduced(image: Any) -> Any:
    """The image by a whole number smaller, where it is several times larger than any rendition."""
    factor = min(image.size) // _MASTER
    return image.reduce(factor) if factor > 1 else image


def _in_srgb(image: Any, profile: bytes | None) -> Any:
    """An RGB image with its colours in sRGB, where its profile says that they are in another space."""
    from PIL import ImageCms

    if profile:
        try:
            space = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, space, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile, or one of another kind of colour, says nothing; the numbers are taken as they are.
            return image.convert("RGB")
        return converted if converted is not None else image.convert("RGB")
    return image.convert("RGB")


def on_paper(image: Any) -> Any:
    """The image without transparency, in a mode that can be made smaller and that its colour profile is about."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        opaque = image.convert("RGBA")
        paper = Image.new("RGB", opaque.size, "white")
        paper.paste(opaque, mask=opaque.getchannel("A"))
        return paper
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "I;16N", "F"):
        # 16-bit greys are scaled down, not cut off.
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGB", "L", "CMYK"):
        image.load()
        return image
    return image.convert("RGB")
