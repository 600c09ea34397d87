"""What an open page looks like, told so shortly that a browser can see whether it is out of date, and in what."""

from __future__ import annotations

import re

import msgspec

from generator.base import digest

_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_IS_STYLE = re.compile(rb"""\srel\s*=\s*["']?stylesheet["'\s>]""", re.IGNORECASE)
_HREF = re.compile(rb"""(\shref\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


class Look(msgspec.Struct, frozen=True):
    """What a page is made of. Assets and pictures carry fingerprints in their names, so its bytes tell of them too.

    Attributes:
        bones: hex digest of its bytes, less the addresses of its style sheets. Another one: the page is another.
        styles: addresses of its style sheets, as they are written and in order. Others: it wears other clothes.
    """

    bones: str
    styles: tuple[str, ...] = ()


NOTHING = Look("")
"""Of a page that is not the site's."""


def look_of(page: bytes) -> Look:
    """How a page looks; never fails, whatever is in it."""
    styles: list[str] = []

    def bare(link: re.Match[bytes]) -> bytes:
        href = _HREF.search(link[0])
        if not href or not _IS_STYLE.search(link[0]):
            return link[0]
        styles.append(next(filter(None, href.groups()[1:]), b"").decode("utf-8", "replace"))
        return link[0][: href.end(1)] + link[0][href.end() :]

    bones = digest.of_bytes(_LINK.sub(bare, page))
    return Look(bones.hex(), tuple(styles))
