"""Pictures of the site: which renditions there are, what they are called, how large they come out."""

from __future__ import annotations

from generator.base import digest
from generator.model import addresses
from generator.model.entities import Media, Photo
from generator.plan.outputs import Output, Plan, Rendition
from generator.plan.views.values import Picture

RECIPE = b"jpeg 82 progressive 4:2:0, sRGB, metadata dropped, 1"
"""Stands for how pictures are encoded; change it whenever ``render/photos.py`` would make other bytes."""
LARGE, SMALL = 1280, 480
"""Widths in pixels: over the text of a story, and beside a summary in a listing."""


class Gallery:
    """Hands out pictures and plans each rendition once, when it is first shown; what nobody shows is not published."""

    def __init__(self, media: dict[str, Media], plan: Plan) -> None:
        self._media = media
        self._plan = plan
        self._made: dict[tuple[str, int], tuple[str, int, int]] = {}

    def picture(self, photo: Photo | None, width: int) -> Picture | None:
        """A photo as a picture at most so wide; ``None`` where there is no photo or its file cannot be shown."""
        if photo is None or photo.src not in self._media:
            return None
        address, across, down = self.rendition(photo.src, width)
        return Picture(address, across, down, alt=photo.alt, caption=photo.caption, credit=photo.credit)

    def rendition(self, src: str, width: int) -> tuple[str, int, int]:
        """Address, width and height of a picture at most so wide; never enlarged.

        Args:
            src: relative to ``content/``; must be among the media.
            width: in pixels.
        """
        if (src, width) not in self._made:
            self._made[src, width] = self._plan_rendition(self._media[src], width)
        return self._made[src, width]

    def _plan_rendition(self, media: Media, width: int) -> tuple[str, int, int]:
        across = min(width, media.width)
        down = max(1, (media.height * across + media.width // 2) // media.width)
        key = digest.of_bytes(media.digest, RECIPE, str(width).encode())
        path = addresses.media(key.hex()[:20], "jpg")
        # Two files with the same bytes are one picture.
        if path not in self._plan.outputs:
            recipe = Rendition(media.path, across)
            self._plan.add(Output(path, recipe, {}, key, media.path))
        return path, across, down
