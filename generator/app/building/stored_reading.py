"""Recommended reading between builds: only what changed since is reckoned anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from generator.base import digest
from generator.link.recommending import related
from generator.link.recommending.features import Features
from generator.link.recommending.rows import LAYOUT, Known
from generator.write.cache import Store

_NAME, _CHOSEN = "related", "related-lists"


class Chosen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The lists themselves; most corrections of a text change nothing of what they follow from.

    Attributes:
        asked: digest of all that they follow from.
    """

    asked: bytes
    lists: dict[str, tuple[str, ...]]


class StoredReading:
    """Chooses what ``related.recommended`` would, and remembers how."""

    def __init__(self, store: Store, *, forget: bool) -> None:
        """Opens nothing yet.

        Args:
            store: the site's cache.
            forget: do not believe what is there, only replace it.
        """
        self._store = store
        self._forget = forget

    def __call__(
        self, stories: Sequence[Features], *, pins: Mapping[str, Sequence[str]], count: int
    ) -> dict[str, tuple[str, ...]]:
        """See ``related.Recommender``."""
        asked = digest.of_value((stories, pins, count))
        last = None if self._forget else self._store.load(_CHOSEN, Chosen)
        if last and last.asked == asked:
            return last.lists
        before = None if self._forget else self._recalled()
        chosen, now = related.renewed(stories, pins=pins, count=count, known=before)
        if now != before:
            self._store.save(_NAME, now)
        self._store.save(_CHOSEN, Chosen(asked, chosen))
        return chosen

    def _recalled(self) -> Known | None:
        """What the last run remembered, if there is no doubt about it."""
        found = self._store.load(_NAME, Known)
        return found if found is not None and found.layout == LAYOUT else None
