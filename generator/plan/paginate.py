"""Pages of a listing, numbered from the oldest and always full, so that a page keeps its content for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Slice(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """One page of a listing: ``number`` 0 is the listing itself, others count from 1, the oldest.

    Attributes:
        items: newest first.
        newer, older: numbers of the neighbouring pages (0 the listing itself), ``None`` at the ends.
    """

    number: int
    items: tuple[T, ...]
    newer: int | None
    older: int | None


def paginate(items: Sequence[T], per_page: int) -> list[Slice[T]]:
    """The pages of a listing, the listing itself first, then from the newest page to the oldest.

    Args:
        items: oldest first.
        per_page: at least 1.

    Returns:
        At least one page. With ``n`` items there are ``n // per_page - 1`` older pages of exactly ``per_page`` items
        (none below 0); the listing itself holds the rest, up to ``2 * per_page - 1``.
    """
    full = max(0, len(items) // per_page - 1)
    first = Slice(0, tuple(reversed(items[full * per_page :])), None, full or None)
    slices = [first]
    for number in range(full, 0, -1):
        page = tuple(reversed(items[(number - 1) * per_page : number * per_page]))
        slices.append(Slice(number, page, number + 1 if number < full else 0, number - 1 or None))
    return slices
