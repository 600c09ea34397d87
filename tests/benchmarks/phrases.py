"""Words and sentences for the benchmark corpus: a phrasebook, and voices that draw from it.

Words are drawn by Zipf's law, so that a few stand everywhere and most are rare, as in real text; each voice keeps to a
palette of its own, so that a story repeats its rarer words instead of sprinkling all there are.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

_BOOK = Path(__file__).with_name("phrasebook.txt")
_SLOT = re.compile(r"\{([a-z-]+)\}")
_SECTION = re.compile(r"\[([a-z.-]+)\]$")
# Flattens the head of the distribution: the commonest word is drawn three times as often as the ninth.
_ZIPF_SHIFT = 3
_PALETTE = 9
"""Words that one voice knows for each slot."""


@cache
def sections() -> Mapping[str, tuple[str, ...]]:
    """The phrasebook: items by section, the commonest first."""
    found: dict[str, list[str]] = {}
    items: list[str] = []
    for line in _BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for item in line.split():
            if section := _SECTION.match(item):
                items = found.setdefault(section[1], [])
            else:
                items.append(item)
    return {name: tuple(held) for name, held in found.items()}


def words(slot: str, topic: str = "") -> tuple[str, ...]:
    """What may stand in a slot: the topic's own first, then what is common to all."""
    book = sections()
    return book.get(f"{slot}.{topic}", ()) + book.get(slot, ())


def zipf(rng: random.Random, items: Sequence[str]) -> str:
    """One of the items, the first ones far more often."""
    weights = _cumulative(len(items))
    return items[bisect(weights, rng.random() * weights[-1], 0, len(items) - 1)]


@cache
def _cumulative(length: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + _ZIPF_SHIFT) for rank in range(length)))


@cache
def _parts(phrase: str) -> tuple[str, ...]:
    """A phrase cut at its slots: text, slot, text, …, text."""
    return tuple(_SLOT.split(phrase))


class Voice:
    """A way of speaking about one topic, with some slots settled."""

    def __init__(self, rng: random.Random, topic: str, settled: Mapping[str, str]) -> None:
        self.rng = rng
        self.topic = topic
        self._settled = settled
        self._palettes: dict[str, list[str]] = {}
        self._waiting: dict[str, list[str]] = {}

    def word(self, slot: str) -> str:
        """A word for a slot, its own slots filled."""
        if slot in self._settled:
            return self._settled[slot]
        if slot not in self._palettes:
            self._palettes[slot] = self._palette(slot)
        return self.filled(zipf(self.rng, self._palettes[slot]))

    def filled(self, phrase: str) -> str:
        """A phrase with every slot filled."""
        parts = _parts(phrase)
        if len(parts) == 1:
            return phrase
        return "".join(self.word(part) if number % 2 else part for number, part in enumerate(parts))

    def sentence(self, section: str) -> str:
        """A sentence of a section; none comes twice before all have come once."""
        if not self._waiting.get(section):
            known = words(section, self.topic)
            self._waiting[section] = self.rng.sample(known, len(known))
        return self.filled(self._waiting[section].pop())

    def _palette(self, slot: str) -> list[str]:
        if slot in ("lane", "shop"):
            return [self._name(slot) for _ in range(3)]
        known = words(slot, self.topic)
        drawn = dict.fromkeys(zipf(self.rng, known) for _ in range(_PALETTE * 2))
        return list(drawn)[:_PALETTE]

    def _name(self, kind: str) -> str:
        """A name of a lane or shop, made of three parts: thousands of names that stand in a few stories each."""
        book = sections()
        return "".join(zipf(self.rng, book[f"{kind}-{part}"]) for part in ("first", "second", "last"))
