"""The postings of an index as they are kept: in pieces, a file each, and what an edit changes in them.

A piece begins with the digest of the digests of its shards, so that it is known to be of the same moment as what is
remembered of them; then come the grams of all of its shards, then their sizes, then their postings (see ``lists``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from generator.base import digest
from generator.plan.search.kept import PIECES, IndexMemory, KeptIndex, Wanted
from generator.plan.search.lists import DOCUMENTS, PHASE_BITS, Array, Lists, merged, of_content, offsets
from generator.plan.search.postings import Postings, shards_of_grams

_AT_ONCE = 1 << 16
"""Postings that are looked at at once: as many as the cache can hold."""
_COUNT = np.dtype("<u4")
_Beside: TypeAlias = tuple[Array, Array]
"""Grams and postings beside each other."""


class Keeper:
    """Keeps an index while it is made, provided that it is made from the first shard to the last."""

    def __init__(self, memory: IndexMemory, wanted: Wanted, keys: Sequence[bytes]) -> None:
        """Keeps nothing yet; ``keys``: of all shards."""
        self._memory = memory
        self._wanted = wanted
        self._keys = keys
        self._shards: list[Lists] = []
        self._digests: list[bytes] = []
        self._counts: list[tuple[int, int]] = []
        self._is_whole = True

    def add(self, first: int, lists: Lists) -> None:
        """Takes the shards from this one on."""
        self._is_whole = self._is_whole and first == len(self._digests)
        if not self._is_whole:
            return
        shards = lists.each
        self._shards += shards
        self._digests += [shard.digest for shard in shards]
        self._counts += map(_count, shards)
        size = _size(self._wanted.shards)
        while self._is_whole and len(self._shards) >= size:
            piece, self._shards = self._shards[:size], self._shards[size:]
            end = len(self._digests) - len(self._shards)
            number = end // size - 1
            self._is_whole = self._memory.keep_piece(number, _content(piece, self._digests[end - size : end]))
        if self._is_whole and len(self._digests) == self._wanted.shards:
            wanted, digests, keys = self._wanted, b"".join(self._digests), b"".join(self._keys)
            counts = np.array(self._counts, _COUNT).tobytes()
            self._memory.keep(KeptIndex(wanted.version, wanted.blocks, counts, digests, keys))


def shard_of(kept: KeptIndex, number: int, memory: IndexMemory) -> Lists | None:
    """A shard as it is kept; nothing where there is any doubt."""
    size = _size(len(kept.digests) // digest.SIZE)
    piece = _piece(kept, number // size, memory)
    return _sound(piece.each[number % size], kept, number) if piece else None


def patched(
    kept: KeptIndex, wanted: Wanted, changed: Sequence[int], memory: IndexMemory
) -> tuple[KeptIndex, dict[int, Lists]] | None:
    """An index after some of its documents said something else.

    Args:
        kept: of the same numbers.
        wanted: what it is to be of.
        changed: numbers of the documents that may have changed, ascending.
        memory: has the pieces of ``kept``, and keeps what is made.

    Returns:
        What is to be remembered, which it is now, and the shards that changed by number; ``None`` where there is any
        doubt about what was remembered.
    """
    pieces = [_piece(kept, number, memory) for number in range(wanted.shards // _size(wanted.shards))]
    whole = [piece for piece in pieces if piece]
    if len(whole) < len(pieces):
        return None
    is_changed = np.zeros(len(wanted.documents), bool)
    is_changed[changed] = True
    old = _beside([_of_documents(piece, is_changed) for piece in whole])
    documents = [wanted.documents[number] for number in changed]
    postings = Postings(documents, wanted.shards, numbers=changed)
    new = _beside([_of_all(postings.lists(first)) for first in range(0, wanted.shards, postings.span)])
    removed, added = _differences(old, new)
    shards = [shard for piece in whole for shard in piece.each]
    touched = _touched(shards, kept, _by_shard(removed, wanted.shards), _by_shard(added, wanted.shards))
    return (_kept(kept, wanted, shards, touched, memory), touched) if touched is not None else None


def _touched(
    shards: list[Lists], kept: KeptIndex, gone: Mapping[int, _Beside], come: Mapping[int, _Beside]
) -> dict[int, Lists] | None:
    """The shards that change, which are put in their places; ``None`` where one is not as it was remembered."""
    nothing = np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    touched: dict[int, Lists] = {}
    for number in sorted(gone.keys() | come.keys()):
        before = _sound(shards[number], kept, number)
        after = merged(before, gone.get(number, nothing), come.get(number, nothing)) if before else None
        if after is None:
            return None
        touched[number] = shards[number] = after
    return touched


def _kept(
    before: KeptIndex, wanted: Wanted, shards: Sequence[Lists], touched: dict[int, Lists], memory: IndexMemory
) -> KeptIndex:
    """What is to be remembered now; where that is not possible, the next build finds that it does not fit together."""
    size, row = _size(wanted.shards), digest.SIZE
    digests = [before.digests[at : at + row] for at in range(0, len(before.digests), row)]
    keys = [before.keys[at : at + row] for at in range(0, len(before.keys), row)]
    for number, shard in touched.items():
        digests[number] = shard.digest
        keys[number] = digest.of_bytes(wanted.version.encode(), str(number).encode(), digests[number])
    counts = np.frombuffer(before.counts, _COUNT).reshape(-1, 2).copy()
    counts[list(touched)] = np.array([_count(shard) for shard in touched.values()], _COUNT).reshape(-1, 2)
    kept = KeptIndex(wanted.version, wanted.blocks, counts.tobytes(), b"".join(digests), b"".join(keys))
    for piece in sorted({number // size for number in touched}):
        inside = slice(piece * size, (piece + 1) * size)
        memory.keep_piece(piece, _content(shards[inside], digests[inside]))
    memory.keep(kept)
    return kept


def _size(shards: int) -> int:
    """Shards in a piece."""
    return max(1, shards // PIECES)


def _count(shard: Lists) -> tuple[int, int]:
    return len(shard.grams), len(shard.postings)


def _content(shards: Sequence[Lists], digests: Sequence[bytes]) -> bytes:
    parts = [part for kind in ("grams", "sizes", "postings") for part in (getattr(one, kind) for one in shards)]
    return b"".join([digest.of_bytes(*digests), *parts])


def _piece(kept: KeptIndex, number: int, memory: IndexMemory) -> Lists | None:
    """A piece that is of the same moment as what is remembered of it; its content is not checked."""
    size, row = _size(len(kept.digests) // digest.SIZE), digest.SIZE
    counts = np.frombuffer(kept.counts, _COUNT).reshape(-1, 2)[number * size : (number + 1) * size]
    digests = kept.digests[number * size * row : (number + 1) * size * row]
    buffer = memory.piece(number)
    head = digest.of_bytes(*(digests[at : at + row] for at in range(0, len(digests), row)))
    if buffer is None or buffer[:row] != head:
        return None
    try:
        return of_content(memoryview(buffer)[row:], counts[:, 0], int(counts[:, 1].sum(dtype=np.int64)))
    except ValueError:
        return None


def _sound(shard: Lists, kept: KeptIndex, number: int) -> Lists | None:
    row = digest.SIZE
    return shard if shard.digest == kept.digests[number * row : (number + 1) * row] else None


def _of_documents(piece: Lists, is_wanted: Array) -> _Beside:
    """The postings of some documents."""
    hits = [np.zeros(0, np.int64)]
    least, span = np.flatnonzero(is_wanted)[[0, -1]].astype(np.uint32) << np.uint32(PHASE_BITS)
    span = span - least + np.uint32(1 << PHASE_BITS)
    for start in range(0, len(piece.postings), _AT_ONCE):
        some = piece.postings[start : start + _AT_ONCE] & DOCUMENTS
        # One comparison: what is below the least turns over and is large.
        some -= least
        near = np.flatnonzero(some < span)
        documents = (some[near] + least) >> np.uint32(PHASE_BITS)
        hits.append(near[is_wanted[documents]] + start)
    found = np.concatenate(hits)
    grams = np.searchsorted(offsets(piece.sizes), found, side="right") - 1
    return piece.grams[grams], piece.postings[found]


def _of_all(lists: Lists) -> _Beside:
    return np.repeat(lists.grams, lists.sizes), lists.postings


def _beside(some: Sequence[_Beside]) -> _Beside:
    grams, postings = (np.concatenate(parts) for parts in zip(*some, strict=True))
    return grams, postings


def _differences(old: _Beside, new: _Beside) -> tuple[_Beside, _Beside]:
    """What is only in the old, and what only in the new."""
    grams, places = np.unique(np.concatenate([old[0], new[0]]), return_inverse=True)
    packed = (places.astype(np.uint64) << np.uint64(32)) | np.concatenate([old[1], new[1]])
    before, after = packed[: len(old[0])], packed[len(old[0]) :]

    def apart(some: Array) -> _Beside:
        return grams[(some >> np.uint64(32)).astype(np.intp)], some.astype(np.uint32)

    return apart(np.setdiff1d(before, after)), apart(np.setdiff1d(after, before))


def _by_shard(some: _Beside, shards: int) -> dict[int, _Beside]:
    grams, postings = some
    where = shards_of_grams(grams, shards)
    order = np.argsort(where, kind="stable")
    edges = [0, *(np.flatnonzero(np.diff(where[order])) + 1).tolist(), len(order)]
    groups = [order[start:end] for start, end in pairwise(edges) if start < end]
    return {int(where[group[0]]): (grams[group], postings[group]) for group in groups}
