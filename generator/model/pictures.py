"""A published picture in several widths: what a browser chooses from."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Candidate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file of a picture: its address and its width in pixels."""

    address: str
    width: int


class Renditions(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All files of one picture.

    Attributes:
        address: the JPEG for browsers that choose nothing; the widest of ``jpeg``.
        width, height: of that file, in pixels.
        webp, jpeg: narrowest first, each width once; at least one of each.
    """

    address: str
    width: int
    height: int
    webp: tuple[Candidate, ...]
    jpeg: tuple[Candidate, ...]


def srcset(candidates: Iterable[Candidate], root: str) -> str:
    """The value of a ``srcset`` with width descriptors (HTML, §4.8.4.2.1).

    Args:
        candidates: their addresses are plain ASCII without blanks or commas, so nothing is escaped.
        root: what leads from the page to the root of the site.
    """
    return ", ".join([f"{root}{candidate.address} {candidate.width}w" for candidate in candidates])
