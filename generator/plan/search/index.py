"""The index of a segment: the text of each shard, and a key for it that can be told without making it.

Where the last build's index is remembered and the documents have the same numbers, only what changed is made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from generator.base import digest
from generator.plan.search.kept import BLOCK, PIECES, IndexMemory, KeptIndex, Wanted

if TYPE_CHECKING:
    from generator.plan.search.lists import Lists
    from generator.plan.search.pieces import Keeper
    from generator.plan.search.postings import Postings

_FEW, _FEW_PART = 4, 32
"""So many blocks, or one in so many, may have changed; to make all of an index anew then takes hardly longer."""


class Index(Protocol):
    """The shards of a segment."""

    def key(self, number: int) -> bytes:
        """Of a shard: the same key means the same text."""

    def text(self, number: int) -> str:
        """What is in a shard."""


def index_of(wanted: Wanted, memory: IndexMemory | None) -> Index:
    """The index of a segment.

    Args:
        wanted: what it is to be of.
        memory: of this segment's index; without one, all is made anew and nothing kept.
    """
    kept = memory.recall() if memory else None
    if memory is None or kept is None:
        return Fresh(wanted, memory)
    if kept.is_of(wanted):
        changed = wanted.changed(kept.blocks)
        if not changed:
            return _Recalled(wanted, memory, kept, {})
        if len(changed) <= max(_FEW * BLOCK, len(wanted.documents) // _FEW_PART):
            from generator.plan.search.pieces import patched

            found = patched(kept, wanted, changed, memory)
            if found:
                return _Recalled(wanted, memory, *found)
    memory.forget()
    return Fresh(wanted, memory)


class Fresh:
    """An index that is made from the texts, a range of shards at a time, and kept when all of it was asked for."""

    def __init__(self, wanted: Wanted, memory: IndexMemory | None) -> None:
        """Reads nothing yet."""
        self._wanted = wanted
        self._memory = memory
        self._digest = digest.of_bytes(wanted.version.encode(), wanted.blocks)
        self._postings: Postings | None = None
        self._keeper: Keeper | None = None
        self._first = -1
        self._range: list[str] = []

    def key(self, number: int) -> bytes:
        """See ``Index``; it follows all documents, for what is in the shard is not known."""
        return digest.of_bytes(self._digest, str(number).encode())

    def text(self, number: int) -> str:
        """See ``Index``; the shards after it are mostly made with it, and asked for next."""
        if not self._first <= number < self._first + len(self._range):
            self._make(number)
        text = self._range[number - self._first]
        if number == self._wanted.shards - 1:
            # Whoever asks again gets the same, and it takes its time.
            self._postings, self._first, self._range = None, -1, []
        return text

    def _make(self, number: int) -> None:
        from generator.plan.search import pieces, postings, spelling

        wanted = self._wanted
        if self._postings is None:
            self._postings = postings.Postings(wanted.documents, wanted.shards, ranges=PIECES)
            if self._memory:
                self._keeper = pieces.Keeper(self._memory, wanted, [self.key(one) for one in range(wanted.shards)])
        self._first = number - number % self._postings.span
        lists = self._postings.lists(self._first)
        self._range = spelling.spelled(lists, len(wanted.documents))
        if self._keeper:
            self._keeper.add(self._first, lists)


class _Recalled:
    """An index that is remembered, some of its shards changed. Where memory fails, it is made from the texts."""

    def __init__(self, wanted: Wanted, memory: IndexMemory, kept: KeptIndex, changed: dict[int, Lists]) -> None:
        self._wanted = wanted
        self._memory = memory
        self._kept = kept
        self._changed = changed
        self._fresh: Fresh | None = None

    def key(self, number: int) -> bytes:
        return self._kept.keys[number * digest.SIZE : (number + 1) * digest.SIZE]

    def text(self, number: int) -> str:
        from generator.plan.search import pieces, spelling

        lists = self._changed.get(number)
        if lists is None and self._fresh is None:
            lists = pieces.shard_of(self._kept, number, self._memory)
        if lists is not None:
            return spelling.spelled(lists, len(self._wanted.documents))[0]
        if self._fresh is None:
            self._memory.forget()
            self._fresh = Fresh(self._wanted, None)
        return self._fresh.text(number)
