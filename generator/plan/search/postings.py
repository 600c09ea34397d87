"""The index of a segment: for each gram the documents that hold it.

A gram is one character or two beside each other in a paragraph, folded. All of it is array arithmetic. An occurrence is
one integer: shard, gram, list, document, phase; sorted and without doubles, these are the index. Only some of the
shards are made at once, because the occurrences of all do not belong into memory together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.plan.search.documents import Document
from generator.plan.search.lists import PHASE_BITS, POINT_BITS, REST_BIT, Array, Lists, changes
from generator.plan.search.reading import TITLE, Text, read

_OCCURRENCES = 500_000
"""Of grams, that are sorted at once, more or less; each takes some 100 bytes meanwhile."""
_NO_SHARD = 0xFFFF


class Postings:
    """The index of some documents of a segment, a range of its shards at a time.

    Attributes:
        span: shards in a range, a power of two.
    """

    def __init__(
        self, documents: Sequence[Document], shards: int, *, ranges: int = 1, numbers: Sequence[int] | None = None
    ) -> None:
        """Reads the documents, and lets go of their texts.

        Args:
            documents: in order.
            shards: a power of two, at most 32,768.
            ranges: so many at least, a power of two; where there are fewer shards, as many as they.
            numbers: of the documents, ascending, where these are not all.
        """
        text = read(documents)
        self._numbers = np.array(range(len(documents)) if numbers is None else numbers, np.uint32)
        self._layout = _Layout(int(self._numbers.max(initial=0)) + 1, len(text.alphabet))
        unigrams, self._bigram_shards = _shards_of(text, shards)
        # They are few, and so are parted once.
        met, self._edges = _by_shard(text.met, unigrams, shards)
        self._text = text._replace(met=met)
        ranges = min(ranges, shards)
        while ranges < shards and len(text.characters) > ranges * _OCCURRENCES:
            ranges *= 2
        self.span = shards // ranges

    def lists(self, first: int) -> Lists:
        """The shards of the range that begins with this one; there are ``span`` of them."""
        found = np.concatenate([self._bigrams(first), self._unigrams(first)])
        found.sort()
        if len(found):
            found = found[changes(found)]
        return self._layout.lists(found, self._text.alphabet, self.span)

    def _bigrams(self, first: int) -> Array:
        at = _below(self._bigram_shards, first, self.span)
        # The places ascend, so that it takes one look for each document to know which of them are in it.
        inside = np.diff(np.searchsorted(at, self._text.starts))
        marks, characters = self._text.marks[at], self._text.characters
        shards = self._bigram_shards[at] - np.uint16(first)
        gram = characters[at], characters[at + 1]
        return self._layout.packed(shards, gram, np.repeat(self._numbers, inside), marks)

    def _unigrams(self, first: int) -> Array:
        edges = self._edges[first : first + self.span + 1]
        shards = np.repeat(np.arange(self.span, dtype=np.uint16), np.diff(edges))
        one, place = (some[edges[0] : edges[-1]] for some in self._text.met)
        marks = (place & np.uint32(1)) << np.uint32(PHASE_BITS)
        documents = self._numbers[place >> np.uint32(1)]
        return self._layout.packed(shards, (np.zeros_like(one), one), documents, marks)


class _Layout:
    """How an occurrence is packed into 64 bits: shard, first character, second, list, document, phase.

    Characters are places in an alphabet that ascends, so that grams are in the order of their code points.
    """

    def __init__(self, documents: int, characters: int) -> None:
        self._character = characters.bit_length()
        self._document = max(1, documents.bit_length())

    def packed(self, shards: Array, gram: tuple[Array, Array], documents: Array, marks: Array) -> Array:
        """Occurrences as integers; a gram of one character has 0 for its first."""
        packed = shards.astype(np.uint64)
        for part in gram:
            packed <<= np.uint64(self._character)
            packed |= part
        packed <<= np.uint64(1 + self._document)
        # Titles come first.
        packed |= ((marks & TITLE) == 0).astype(np.uint64) << np.uint64(self._document)
        packed |= documents.astype(np.uint64)
        packed <<= np.uint64(PHASE_BITS)
        packed |= marks & (TITLE - 1)
        return packed

    def lists(self, packed: Array, alphabet: Array, shards: int) -> Lists:
        """What sorted occurrences without doubles say; alphabet: code points."""
        bits = self._document + PHASE_BITS
        both = packed >> np.uint64(bits + 1)
        starts = np.flatnonzero(changes(both)) if len(both) else np.zeros(0, np.intp)
        both = both[starts]
        edges = np.searchsorted(both >> np.uint64(2 * self._character), np.arange(shards + 1, dtype=np.uint64))
        mask = np.uint64((1 << self._character) - 1)
        first = alphabet[((both >> np.uint64(self._character)) & mask).astype(np.intp)].astype(np.uint64)
        second = alphabet[(both & mask).astype(np.intp)]
        sizes = np.diff(np.append(starts, len(packed))).astype(np.uint32)
        low = (packed & np.uint64((1 << bits + 1) - 1)).astype(np.uint32)
        rest = low >> np.uint32(bits)
        postings = (low & np.uint32((1 << bits) - 1)) | rest << np.uint32(REST_BIT)
        return Lists((first << np.uint64(POINT_BITS)) | second, sizes, postings, np.diff(edges).astype(np.uint32))


def _by_shard(met: tuple[Array, Array], shards: Array, count: int) -> tuple[tuple[Array, Array], Array]:
    """Characters that are met, as in ``Text``, shard by shard, and where each of ``count`` shards begins, and the end.

    Args:
        met: 0, which stands for no character, is put behind all shards.
        shards: of the characters of the alphabet.
        count: of all shards.
    """
    characters, places = met
    shards = shards.astype(np.uint16)
    shards[0] = _NO_SHARD
    of_each = shards[characters]
    # Numbers of 16 bits are put in a stable order without comparing them.
    order = np.argsort(of_each, kind="stable")
    edges = np.searchsorted(of_each[order], np.arange(count + 1, dtype=np.uint16))
    return (characters[order], places[order]), edges


def _shards_of(text: Text, shards: int) -> tuple[Array, Array]:
    """The shard of each character of the alphabet, and that of each bigram by the place where it begins."""
    prime, mask = np.uint32(0x01000193), np.uint32(shards - 1)
    once = (np.uint32(0x811C9DC5) ^ text.alphabet) * prime
    unigrams = (once ^ once >> np.uint32(15)) & mask
    bigrams = np.empty(len(text.characters) - 1, np.uint16)
    step = 1 << 20
    for start in range(0, len(bigrams), step):
        end = min(start + step, len(bigrams))
        state = once[text.characters[start:end]]
        state ^= text.alphabet[text.characters[start + 1 : end + 1]]
        state *= prime
        here = ((state ^ state >> np.uint32(15)) & mask).astype(np.uint16)
        here[(text.characters[start:end] == 0) | (text.characters[start + 1 : end + 1] == 0)] = _NO_SHARD
        bigrams[start:end] = here
    return unigrams, bigrams


def shards_of_grams(grams: Array, shards: int) -> Array:
    """The shard of each gram, as ``letters.shard_of`` tells it."""
    prime = np.uint32(0x01000193)
    first, second = (grams >> np.uint64(POINT_BITS)).astype(np.uint32), grams.astype(np.uint32)
    second &= np.uint32((1 << POINT_BITS) - 1)
    state = np.where(first == 0, np.uint32(0x811C9DC5), (np.uint32(0x811C9DC5) ^ first) * prime)
    state = (state ^ second) * prime
    return (state ^ state >> np.uint32(15)) & np.uint32(shards - 1)


def _below(values: Array, first: int, span: int) -> Array:
    """The places of 16-bit values from ``first`` on, ``span`` of them; sought in pieces that the cache can hold."""
    piece = 1 << 17
    # Below the first, unsigned numbers turn over and are large.
    found = [
        np.flatnonzero((values[start : start + piece] - np.uint16(first)) < span) + start
        for start in range(0, len(values), piece)
    ]
    return np.concatenate(found)
