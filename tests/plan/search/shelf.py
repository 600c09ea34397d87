"""Keeps an index in memory, and can be made to fail."""

from __future__ import annotations

from generator.plan.search.kept import KeptIndex


class Shelf:
    """What is kept of an index; ``is_full``: keeps nothing more."""

    def __init__(self) -> None:
        self.kept: KeptIndex | None = None
        self.pieces: dict[int, bytes] = {}
        self.is_full = False

    def recall(self) -> KeptIndex | None:
        return self.kept

    def piece(self, number: int) -> bytes | None:
        return self.pieces.get(number)

    def keep_piece(self, number: int, content: bytes) -> bool:
        if not self.is_full:
            self.pieces[number] = content
        return not self.is_full

    def keep(self, kept: KeptIndex) -> bool:
        if not self.is_full:
            self.kept = kept
        return not self.is_full

    def forget(self) -> None:
        self.kept = None
        self.pieces.clear()
