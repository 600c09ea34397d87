"""Pictures of the site: which renditions there are, what they are called, how large they come out."""

from __future__ import annotations

import msgspec

from generator.base import digest
from generator.model import addresses
from generator.model.entities import Media, Photo
from generator.model.pictures import Candidate, Renditions
from generator.plan.outputs import Output, Plan, Rendition
from generator.plan.views.values import Picture

RECIPE = b"jpeg 82 progressive 4:2:0, webp 78 method 4, sRGB, metadata dropped, 2"
"""Stands for how pictures are encoded; change it whenever ``render/photos.py`` would make other bytes."""
JPEG, WEBP = "jpg", "webp"
SHARE_WIDTH, SHARE_HEIGHT = 1200, 630
"""Pixels of a share picture: the 1.91:1 that chats and feeds of others show whole."""


class Use(msgspec.Struct, frozen=True, gc=False):
    """Where a picture stands, as the widths in pixels that are worth making for it, narrowest first."""

    webp: tuple[int, ...]
    jpeg: tuple[int, ...]


# The measure of a story is 684 CSS pixels: 960 serve it, 1600 where a pixel is two; 480 a phone of one. Browsers
# without WebP are old and few, and get along with two widths.
LARGE = Use(webp=(480, 960, 1600), jpeg=(480, 960))
"""Over the text of a story, in it, and leading the front page."""
SMALL = Use(webp=(480,), jpeg=(480,))
"""Beside a summary in a listing: 171 CSS pixels at most, so that one width serves every screen."""


class Gallery:
    """Hands out pictures and plans each rendition once, when it is first shown; what nobody shows is not published."""

    def __init__(self, media: dict[str, Media], plan: Plan) -> None:
        self._media = media
        self._plan = plan
        self._made: dict[tuple[str, Use], Renditions] = {}

    def picture(self, photo: Photo | None, use: Use) -> Picture | None:
        """A photo as a picture for a use; ``None`` where there is no photo or its file cannot be shown."""
        if photo is None or photo.src not in self._media:
            return None
        made = self.renditions(photo.src, use)
        return Picture(
            address=made.address,
            width=made.width,
            height=made.height,
            alt=photo.alt,
            caption=photo.caption,
            credit=photo.credit,
            webp=made.webp,
            jpeg=made.jpeg,
        )

    def renditions(self, src: str, use: Use) -> Renditions:
        """A picture's files for a use; none is wider than the picture itself.

        Args:
            src: relative to ``content/``; must be among the media.
            use: where it is to stand.
        """
        if (src, use) not in self._made:
            media = self._media[src]
            webp, jpeg = self._candidates(media, WEBP, use.webp), self._candidates(media, JPEG, use.jpeg)
            widest = jpeg[-1]
            self._made[src, use] = Renditions(widest.address, widest.width, _height(media, widest.width), webp, jpeg)
        return self._made[src, use]

    def cropped(self, photo: Photo, path: str, *, origin: str) -> Picture | None:
        """The middle of a photo at the shape of a share picture, planned at a path; ``None`` where it cannot be shown.

        Args:
            photo: never enlarged, so that a small one makes a small share picture.
            path: of the output.
            origin: the author's file that asks for it, for messages.
        """
        if photo.src not in self._media:
            return None
        media = self._media[photo.src]
        # The largest window of that shape within the picture; then made smaller where it is too large.
        across = min(SHARE_WIDTH, media.width, media.height * SHARE_WIDTH // SHARE_HEIGHT)
        down = max(1, across * SHARE_HEIGHT // SHARE_WIDTH)
        recipe = Rendition(media.path, max(1, across), down, JPEG, cropped=True)
        self._plan.add(Output(path, recipe, {}, _key(media, recipe), origin))
        return Picture(path, recipe.width, recipe.height, alt=photo.alt)

    def _candidates(self, media: Media, form: str, widths: tuple[int, ...]) -> tuple[Candidate, ...]:
        reachable = sorted({min(width, media.width) for width in widths})
        return tuple(Candidate(self._planned(media, form, width), width) for width in reachable)

    def _planned(self, media: Media, form: str, width: int) -> str:
        recipe = Rendition(media.path, width, _height(media, width), form)
        key = _key(media, recipe)
        path = addresses.media(key.hex()[:20], form)
        # Two files with the same bytes are one picture.
        if path not in self._plan.outputs:
            self._plan.add(Output(path, recipe, {}, key, media.path))
        return path


def _height(media: Media, width: int) -> int:
    """The height that goes with a width, rounded, at least 1."""
    return max(1, (media.height * width + media.width // 2) // media.width)


def _key(media: Media, recipe: Rendition) -> bytes:
    """Changes with the picture's bytes and with all that is done to it, not with its name."""
    size = f"{recipe.width}x{recipe.height} {recipe.form} {recipe.cropped}"
    return digest.of_bytes(media.digest, RECIPE, size.encode())
