"""What is remembered of an index from one build to the next, and of what index it has to be to be of use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

import msgspec

from generator.base import digest
from generator.plan.search.documents import Document

if TYPE_CHECKING:
    from mmap import mmap

Buffer: TypeAlias = "bytes | mmap"

BLOCK = 16
"""Documents in a block of texts, whose digest they share."""
PIECES = 16
"""Files in which the postings of an index are kept, consecutive shards in each."""


class Wanted(NamedTuple):
    """What an index is to be of.

    Attributes:
        version: 10 hex digits that change with what numbers mean: the documents, not their texts, and the shards.
        blocks: digests of all that each ``BLOCK`` of documents says, one after the other.
        shards: a power of two.
    """

    version: str
    documents: Sequence[Document]
    blocks: bytes
    shards: int

    def changed(self, blocks: bytes) -> list[int]:
        """The numbers of documents in blocks that had other digests; as many as now."""
        size = digest.SIZE
        starts = range(0, len(blocks), size)
        found = [start // size for start in starts if blocks[start : start + size] != self.blocks[start : start + size]]
        count = len(self.documents)
        return [number for one in found for number in range(one * BLOCK, min((one + 1) * BLOCK, count))]


class KeptIndex(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of an index beside its postings; all but the version are rows of fixed size.

    Attributes:
        version, blocks: as in ``Wanted``.
        counts: of each shard, its grams and its postings, 4 bytes each, the least first.
        digests: of each shard.
        keys: of each shard.
    """

    version: str
    blocks: bytes
    counts: bytes
    digests: bytes
    keys: bytes

    def is_of(self, wanted: Wanted) -> bool:
        """Whether numbers mean what they are to mean, and there is one row for each."""
        rows = wanted.shards * digest.SIZE
        return (
            self.version == wanted.version
            and len(self.blocks) == len(wanted.blocks)
            and len(self.digests) == len(self.keys) == rows
            and len(self.counts) == wanted.shards * 8
        )


class IndexMemory(Protocol):
    """Where an index is kept from one build to the next. Whatever it tells is checked; it may forget at any time."""

    def recall(self) -> KeptIndex | None:
        """What was kept, if there is no doubt about it."""

    def piece(self, number: int) -> Buffer | None:
        """The bytes that were kept as a piece, not checked; they stay when it is replaced."""

    def keep_piece(self, number: int, content: bytes) -> bool:
        """Keeps a piece in place of the one of that number; whether that was possible."""

    def keep(self, kept: KeptIndex) -> bool:
        """Keeps what ``recall`` tells; whether that was possible."""

    def forget(self) -> None:
        """Keeps nothing, pieces included: they may tell of what was withdrawn."""
