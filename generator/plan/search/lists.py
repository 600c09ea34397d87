"""The index of some shards as arrays, between the texts it is made from and the text it is written as.

A posting is 32 bits, its parts in the order in which they are written: list (0 for titles, 1 for the others), document,
phase. A gram is 64 bits: the code points of its two characters, the first 0 for a gram of one. So postings that ascend
and grams that ascend by their code points are the same whatever was built before.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from generator.base import digest

Array = npt.NDArray[Any]

PHASE_BITS, POINT_BITS, REST_BIT = 5, 21, 31
DOCUMENTS = np.uint32((1 << REST_BIT) - 1)
"""The bits of document and phase."""
_POSTING_BITS = np.uint64(32)
_GRAM, _WORD = np.dtype("<u8"), np.dtype("<u4")


class Lists(NamedTuple):
    """All postings of some consecutive shards.

    Attributes:
        grams: ascending within a shard.
        sizes: of each gram, its postings, 1 or more.
        postings: of one gram after the other, ascending within each.
        shards: how many grams are in each.
    """

    grams: Array
    sizes: Array
    postings: Array
    shards: Array

    @property
    def each(self) -> list[Lists]:
        """Each shard by itself."""
        starts = offsets(self.sizes)
        edges = offsets(self.shards)
        return [
            Lists(
                self.grams[start:end],
                self.sizes[start:end],
                self.postings[starts[start] : starts[end]],
                self.shards[number : number + 1],
            )
            for number, (start, end) in enumerate(pairwise(edges.tolist()))
        ]

    @property
    def digest(self) -> bytes:
        """Of all that is in it."""
        return digest.of_bytes(*(part.tobytes() for part in _stored(self)), self.shards.astype(_WORD).tobytes())


def _stored(lists: Lists) -> tuple[Array, Array, Array]:
    stored = (lists.grams, _GRAM), (lists.sizes, _WORD), (lists.postings, _WORD)
    grams, sizes, postings = (np.ascontiguousarray(part, dtype=kind) for part, kind in stored)
    return grams, sizes, postings


def of_content(content: memoryview, shards: Array, postings: int) -> Lists:
    """Lists of which the bytes were stored; nothing is copied.

    Args:
        content: the bytes, exactly.
        shards: how many grams are in each.
        postings: how many there are.

    Raises:
        ValueError: there are more or fewer bytes, or sizes that do not fit.
    """
    grams = int(shards.sum(dtype=np.int64))
    ends = grams * _GRAM.itemsize, grams * (_GRAM.itemsize + _WORD.itemsize)
    if len(content) != ends[1] + postings * _WORD.itemsize:
        raise ValueError(len(content))
    sizes = np.frombuffer(content[ends[0] : ends[1]], _WORD)
    if int(sizes.sum(dtype=np.int64)) != postings:
        raise ValueError(postings)
    return Lists(np.frombuffer(content[: ends[0]], _GRAM), sizes, np.frombuffer(content[ends[1] :], _WORD), shards)


def merged(shard: Lists, removed: tuple[Array, Array], added: tuple[Array, Array]) -> Lists | None:
    """One shard without some of its postings and with others.

    Args:
        shard: only this one.
        removed: grams and postings beside each other, ascending.
        added: the same of others, none of which is in it.

    Returns:
        ``None`` if not all that is to be removed is in it.
    """
    fresh = added[0][changes(added[0])]
    grams = _inserted(shard.grams, fresh[~_stand_in(shard.grams, fresh)])

    def packed(some: Array, postings: Array) -> Array:
        return (np.searchsorted(grams, some).astype(np.uint64) << _POSTING_BITS) | postings

    held, lost = packed(np.repeat(shard.grams, shard.sizes), shard.postings), packed(*removed)
    if not (_stand_in(shard.grams, removed[0]).all() and _stand_in(held, lost).all()):
        return None
    kept = np.delete(held, np.searchsorted(held, lost))
    return _grouped(_inserted(kept, packed(*added)), grams)


def _stand_in(ascending: Array, others: Array) -> Array:
    """Which of the others are there; ``np.isin`` would sort what is sorted, or hash it."""
    places = np.searchsorted(ascending, others)
    found = places < len(ascending)
    found[found] = ascending[places[found]] == others[found]
    return found


def _inserted(ascending: Array, others: Array) -> Array:
    return np.insert(ascending, np.searchsorted(ascending, others), others)


def _grouped(packed: Array, grams: Array) -> Lists:
    """One shard of sorted occurrences, each the place of a gram above 32 bits of a posting."""
    place = (packed >> _POSTING_BITS).astype(np.intp)
    starts = np.flatnonzero(changes(place))
    sizes = np.diff(np.append(starts, len(packed))).astype(np.uint32)
    return Lists(grams[place[starts]], sizes, packed.astype(np.uint32), np.array([len(starts)], np.uint32))


def offsets(sizes: Array) -> Array:
    """Where runs of these sizes begin, and the end of the last."""
    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def changes(values: Array) -> Array:
    """Where a value differs from the one before; the first does."""
    found = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def spread(starts: Array, sizes: Array) -> Array:
    """The places of runs, one run after the other."""
    ends = np.cumsum(sizes)
    places: Array = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
    return places
