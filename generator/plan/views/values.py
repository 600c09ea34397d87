"""The small values that all views are made of."""

from __future__ import annotations

import msgspec

from generator.model.pictures import Candidate


class Value(msgspec.Struct, frozen=True, array_like=True, gc=False, cache_hash=True):
    """Base of all that templates see.

    A card is asked for its hash on each of the pages that show it (``once``), and hashes all that it holds but once.
    """


class Link(Value, frozen=True, array_like=True, gc=False):
    """A name and where it leads; an empty address is a name that leads nowhere (爱心人士, say)."""

    address: str
    label: str


class Picture(Value, frozen=True, array_like=True, gc=False):
    """A published picture.

    Attributes:
        address: a JPEG that every browser shows; ``width`` and ``height`` are its own, in pixels.
        webp, jpeg: what a browser may choose from, narrowest first; empty for a picture that is only named in ``head``.
    """

    address: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    webp: tuple[Candidate, ...] = ()
    jpeg: tuple[Candidate, ...] = ()


class Fact(Value, frozen=True, array_like=True, gc=False):
    """A line about the thing that a listing lists: a label (a Chinese furniture word) and a text, number or links."""

    label: str
    text: str = ""
    links: tuple[Link, ...] = ()
