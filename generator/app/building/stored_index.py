"""The search index between builds, in the cache of a site."""

from __future__ import annotations

from generator.plan.search.kept import PIECES, KeptIndex
from generator.write.cache import Buffer, Store

_NAME = "search"


class StoredIndex:
    """What is remembered of the index of the archive, as ``plan.search.kept.IndexMemory`` describes it."""

    def __init__(self, store: Store, *, forget: bool) -> None:
        """Opens nothing yet.

        Args:
            store: the site's cache.
            forget: do not believe what is there, only replace it.
        """
        self._store = store
        self._forget = forget

    def recall(self) -> KeptIndex | None:
        """See ``IndexMemory``."""
        return None if self._forget else self._store.load(_NAME, KeptIndex)

    def piece(self, number: int) -> Buffer | None:
        """See ``IndexMemory``."""
        return self._store.mapped(_piece(number))

    def keep_piece(self, number: int, content: bytes) -> bool:
        """See ``IndexMemory``."""
        return self._store.save_bytes(_piece(number), content)

    def keep(self, kept: KeptIndex) -> bool:
        """See ``IndexMemory``."""
        return self._store.save(_NAME, kept)

    def forget(self) -> None:
        """See ``IndexMemory``; most sites are too small to have kept anything."""
        for name in (_NAME, *map(_piece, range(PIECES))):
            if self._store.mapped(name):
                self._store.save_bytes(name, b"")


def _piece(number: int) -> str:
    return f"{_NAME}-{number:x}"
