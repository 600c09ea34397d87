"""What recommended reading knows of a story, and the terms that this makes: what a story may share with another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

import msgspec

_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int], ...]).decode

Words: TypeAlias = tuple[tuple[str, int], ...]
"""Keywords with their counts, the weightiest first."""


class Features(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What recommended reading knows of a story.

    Attributes:
        day: the ordinal of its date.
        second: when it was published, in seconds since the epoch.
        channel: an id; may be empty.
        categories, granters, tags: of its wishes and of itself, each once.
        places: where it happened; ``streets`` are the parents of these.
        words: its keywords; in MessagePack where they come from a prose.
        title: stories of the same title are near-duplicates; may be empty.
    """

    id: str
    day: int
    second: int
    channel: str = ""
    categories: tuple[str, ...] = ()
    granters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    words: Words | msgspec.Raw = ()
    title: str = ""


def words_of(story: Features) -> Words:
    """The keywords of a story."""
    return _decode(story.words) if isinstance(story.words, msgspec.Raw) else story.words


def terms_of(story: Features, streets: Collection[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """What a story may share with others besides words, as (kind, values); a value may come twice.

    Args:
        story: any.
        streets: all that any story names as the street of its place.
    """
    yield "category", story.categories
    yield "place", story.places
    # A story of a whole street has it in common with the stories of the places in it.
    yield "street", [*story.streets, *(place for place in story.places if place in streets)]
    yield "granter", story.granters
    yield "tag", story.tags
    yield "channel", [story.channel] if story.channel else []


def bare_title(title: str) -> str:
    """A title without marks and cases: what two stories of one series have in common."""
    return "".join(character for character in title if character.isalnum()).casefold()
