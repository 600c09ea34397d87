"""The index of a segment: for each gram the documents that hold it, as text in the alphabet of ``letters``.

A shard is a row of entries, ``|`` key ``!`` titles ``;`` others. A gram is one character or two beside each other in a
paragraph, folded. Titles and others are lists of documents by number: the gap from the one before less one (from -1 for
the first), then, for grams of two, the gram's phases in that document, ascending. Both lists may be left out with what
begins them, but not both.

All of it is array arithmetic. An occurrence is one integer, its parts in the order in which they are written: shard,
gram, list, document, phase; sorted and without doubles, these are the index. Only some of the shards are made at once,
because the occurrences of all do not belong into memory together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from generator.plan.search import letters
from generator.plan.search.documents import Document

Array = npt.NDArray[Any]

_BATCH = 256
"""Documents that are read at once."""
_OCCURRENCES = 1_000_000
"""Of grams, that are sorted at once, more or less; each takes some 100 bytes meanwhile."""
_COMMON, _COMMON_PART = 128, 2
"""A gram in more documents of a list than this and more than this part of them all is written without phases.

It stands nearly everywhere, so that phases part little, and they would make its shard too large to load.
"""
_NO_SHARD = 0xFFFF
_PHASES = len(letters.PHASES)
_PHASE_BITS = 5
_TITLE = 1 << _PHASE_BITS


class _Text(NamedTuple):
    """The text of a segment, one character an item.

    Attributes:
        characters: places in ``alphabet``; 0 stands between paragraphs and for white space.
        marks: the phase of each, and whether it stands in a title.
        starts: where each document begins, and the end.
        alphabet: code points.
        met: each character once for each document and list: place in ``alphabet``; twice the document, plus 1 in a
            title.
    """

    characters: Array
    marks: Array
    starts: Array
    alphabet: Array
    met: tuple[Array, Array]


class Postings:
    """Writes the shards of one segment, a range of them at a time."""

    def __init__(self, documents: Sequence[Document], shards: int) -> None:
        """Reads the documents; ``shards`` is a power of two, at most 32,768."""
        self._text = _read(documents)
        self._layout = _Layout(len(documents), len(self._text.alphabet))
        self._unigram_shards, self._bigram_shards = _shards_of(self._text, shards)
        ranges = 1
        while ranges < shards and len(self._text.characters) > ranges * _OCCURRENCES:
            ranges *= 2
        self.span = shards // ranges

    def write(self, first: int) -> list[str]:
        """The shards of the range that begins with this one; there are ``span`` of them."""
        found = np.concatenate([self._bigrams(first), self._unigrams(first)])
        found.sort()
        if len(found):
            found = found[_changes(found)]
        return _written(found, self._layout, self._text.alphabet, self.span)

    def _bigrams(self, first: int) -> Array:
        at = _below(self._bigram_shards, first, self.span)
        # The places ascend, so that it takes one look for each document to know which of them are in it.
        inside = np.diff(np.searchsorted(at, self._text.starts))
        marks, characters = self._text.marks[at], self._text.characters
        shards = self._bigram_shards[at] - np.uint16(first)
        gram = characters[at], characters[at + 1]
        return self._layout.packed(shards, gram, np.repeat(np.arange(len(inside), dtype=np.uint32), inside), marks)

    def _unigrams(self, first: int) -> Array:
        shards = self._unigram_shards
        wanted = (shards >= first) & (shards < first + self.span)
        wanted[0] = False
        characters, places = self._text.met
        at = np.flatnonzero(wanted[characters])
        one, place = characters[at], places[at]
        marks = (place & np.uint32(1)) << np.uint32(_PHASE_BITS)
        return self._layout.packed(shards[one] - first, (np.zeros_like(one), one), place >> np.uint32(1), marks)


class _Layout:
    """How an occurrence is packed into 64 bits: shard, first character, second, list, document, phase."""

    def __init__(self, documents: int, characters: int) -> None:
        self._character = characters.bit_length()
        self.documents = documents
        self.document = max(1, documents.bit_length())

    @property
    def posting(self) -> int:
        """Bits behind a gram and its list."""
        return self.document + _PHASE_BITS

    def packed(self, shards: Array, gram: tuple[Array, Array], documents: Array, marks: Array) -> Array:
        """Occurrences as integers; a gram of one character has 0 for its first."""
        packed = shards.astype(np.uint64)
        for part in gram:
            packed <<= np.uint64(self._character)
            packed |= part
        packed <<= np.uint64(1 + self.document)
        # Titles come first.
        packed |= ((marks & _TITLE) == 0).astype(np.uint64) << np.uint64(self.document)
        packed |= documents.astype(np.uint64)
        packed <<= np.uint64(_PHASE_BITS)
        packed |= marks & (_TITLE - 1)
        return packed

    def gram(self, packed: Array) -> tuple[Array, Array]:
        """The two characters of occurrences."""
        both = packed >> np.uint64(self.posting + 1)
        mask = np.uint64((1 << self._character) - 1)
        return (both >> np.uint64(self._character)) & mask, both & mask

    def shard(self, packed: Array) -> Array:
        """The shards of occurrences, counted from the first of the range."""
        return packed >> np.uint64(self.posting + 1 + 2 * self._character)


def _read(documents: Sequence[Document]) -> _Text:
    """The characters of documents, folded, with where they stand."""
    fold, ranks = _folds(), np.zeros(0x110000, np.uint32)
    alphabet: list[Array] = [np.zeros(1, np.uint32)]
    known = 1
    characters, marks, lengths, met = [], [], [], []
    for start in range(0, len(documents), _BATCH):
        codes, found, sizes = _read_batch(documents[start : start + _BATCH])
        codes = fold[codes]
        fresh = np.flatnonzero((np.bincount(codes) > 0) & (ranks[: int(codes.max()) + 1] == 0))[1:]
        ranks[fresh] = np.arange(known, known + len(fresh))
        known += len(fresh)
        alphabet.append(fresh.astype(np.uint32))
        here = ranks[codes]
        kind = np.uint16 if known < 1 << 16 else np.uint32
        once, places = _met(here, found, sizes, start)
        met.append((once.astype(kind), places))
        characters.append(here.astype(kind))
        marks.append(found)
        lengths.append(sizes)
    # One more, so that every place has a next one.
    characters.append(np.zeros(1, np.uint16))
    starts = np.cumsum(np.concatenate([[0], *lengths]))
    seen = np.concatenate([once for once, _ in met]), np.concatenate([places for _, places in met])
    return _Text(np.concatenate(characters), np.concatenate(marks), starts, np.concatenate(alphabet), seen)


def _read_batch(documents: Iterable[Document]) -> tuple[Array, Array, Array]:
    """Code points of some documents with a 0 behind each paragraph, their marks, and the length of each document."""
    texts: list[str] = []
    titles: list[int] = []
    sizes = []
    for document in documents:
        paragraphs = (document.title, *document.paragraphs)
        texts += paragraphs
        titles += [_TITLE, *([0] * (len(paragraphs) - 1))]
        sizes.append(sum(map(len, paragraphs)) + len(paragraphs))
    codes = np.frombuffer(("\0".join(texts) + "\0").encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    begins = np.cumsum(lengths) - lengths
    places = np.arange(len(codes), dtype=np.uint32) - np.repeat(begins.astype(np.uint32), lengths)
    marks = (places & (_PHASES - 1)).astype(np.uint8) | np.repeat(np.array(titles, np.uint8), lengths)
    return codes, marks, np.array(sizes, np.int64)


def _met(characters: Array, marks: Array, sizes: Array, first: int) -> tuple[Array, Array]:
    """Each character of a batch once for each document and list, as ``_Text.met`` has it."""
    documents = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    # A batch has 256 documents: with 21 bits of a code point that is 30 bits.
    packed = (characters << np.uint32(9)) | (documents << np.uint32(1)) | (marks >> _PHASE_BITS)
    packed.sort()
    packed = packed[_changes(packed)]
    return packed >> np.uint32(9), (packed & np.uint32(0x1FF)) + np.uint32(2 * first)


@cache
def _folds() -> Array:
    """What each code point is sought as; white space, which no term holds, as 0."""
    folds = np.arange(0x110000, dtype=np.uint32)
    # Han and Hangul are as they are, and there are many of them.
    for start, end in ((0, 0x3400), (0xA000, 0xAC00), (0xE000, 0x20000), (0x2F800, 0x2FA20)):
        for code in range(start, end):
            character = letters.fold(chr(code))
            folds[code] = 0 if character.isspace() else ord(character)
    return folds


def _shards_of(text: _Text, shards: int) -> tuple[Array, Array]:
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


def _written(found: Array, layout: _Layout, alphabet: Array, shards: int) -> list[str]:
    """The texts of shards, from sorted occurrences without doubles."""
    if not len(found):
        return [""] * shards
    postings = np.flatnonzero(_changes(found >> np.uint64(_PHASE_BITS)))
    heads = found[postings]
    lists = np.flatnonzero(_changes(heads >> np.uint64(layout.posting)))
    written, sizes = _postings(found, layout, postings, lists)
    prefix, prefix_sizes = _prefixes(heads[lists], layout, alphabet)
    # Each list goes behind what begins it.
    before = np.zeros(len(postings), np.int64)
    before[lists] = prefix_sizes
    ends = np.cumsum(sizes + before)
    stream = np.empty(int(ends[-1]), np.uint8)
    is_prefix = np.zeros(len(stream), bool)
    is_prefix[_spread(ends[lists] - sizes[lists] - prefix_sizes, prefix_sizes)] = True
    stream[is_prefix] = prefix
    stream[~is_prefix] = written
    firsts = np.searchsorted(layout.shard(heads), np.arange(shards + 1, dtype=np.uint64))
    edges = np.concatenate([[0], ends])[firsts]
    text = stream.tobytes().decode("ascii")
    return [text[start:end] for start, end in pairwise(edges.tolist())]


def _postings(found: Array, layout: _Layout, postings: Array, lists: Array) -> tuple[Array, Array]:
    """All postings one behind the other, gap and phases, and the length of each."""
    heads = found[postings]
    documents = ((heads >> np.uint64(_PHASE_BITS)) & np.uint64((1 << layout.document) - 1)).astype(np.int64)
    before = np.empty_like(documents)
    before[1:] = documents[:-1]
    before[lists] = -1
    gaps, gap_sizes = _numbers(documents - before - 1)
    phases = np.diff(np.append(postings, len(found)))
    in_list = np.diff(np.append(lists, len(postings)))
    common = np.repeat((in_list > _COMMON) & (in_list * _COMMON_PART > layout.documents), in_list)
    first, _ = layout.gram(heads)
    told = np.where((phases > letters.MOST_PHASES) | common | (first == 0), 0, phases)
    sizes = gap_sizes + told
    starts = np.cumsum(sizes) - sizes
    stream = np.empty(int(sizes.sum()), np.uint8)
    stream[_spread(starts, gap_sizes)] = gaps
    kept = found[_spread(postings, told)] & np.uint64(_PHASES - 1)
    stream[_spread(starts + gap_sizes, told)] = _bytes(letters.PHASES)[kept.astype(np.intp)]
    return stream, sizes


def _numbers(values: Array) -> tuple[Array, Array]:
    """Numbers as ``letters.number`` writes them, one behind the other, and the length of each."""
    # Dividing 32 bits takes half the time.
    rest = values.astype(np.uint32)
    sizes = np.zeros(len(values), np.int64)
    base, alphabet, at = np.uint32(len(letters.FINAL)), _bytes(letters.FINAL), np.arange(len(values))
    digits = []
    while len(at):
        sizes[at] += 1
        upper = rest // base
        digits.append((at, alphabet[rest - upper * base]))
        more = np.flatnonzero(upper)
        at, rest = at[more], upper[more] - np.uint32(1)
        base, alphabet = np.uint32(len(letters.LEADING)), _bytes(letters.LEADING)
    ends = np.cumsum(sizes)
    stream = np.empty(int(ends[-1]), np.uint8)
    for place, (at, written) in enumerate(digits):
        stream[ends[at] - 1 - place] = written
    return stream, sizes


def _prefixes(heads: Array, layout: _Layout, alphabet: Array) -> tuple[Array, Array]:
    """What begins each list, one behind the other, and the length of each.

    ``|`` key ``!`` before the titles, ``;`` before the others that follow titles of the same gram, and all of these
    before others that follow none.
    """
    in_title = (heads >> np.uint64(layout.posting)) & np.uint64(1) == 0
    opens = _changes(heads >> np.uint64(layout.posting + 1))
    first, second = layout.gram(heads)
    width = 2 * letters.CODE_LETTERS + 3
    table = np.zeros((len(heads), width), np.uint8)
    table[opens, 0] = ord(letters.ENTRY)
    pairs = opens & (first != 0)
    table[pairs, 1 : 1 + letters.CODE_LETTERS] = _codes(alphabet[first[pairs].astype(np.intp)])
    table[opens, 1 + letters.CODE_LETTERS : -2] = _codes(alphabet[second[opens].astype(np.intp)])
    table[opens, -2] = ord(letters.KEY_END)
    table[~in_title, -1] = ord(letters.REST)
    return table[table != 0], np.count_nonzero(table, axis=1)


def _codes(points: Array) -> Array:
    """Code points in letters, a row each."""
    base = len(letters.LETTERS)
    powers = base ** np.arange(letters.CODE_LETTERS - 1, -1, -1)
    return _bytes(letters.LETTERS)[points[:, None] // powers % base]


def _changes(values: Array) -> Array:
    """Where a value differs from the one before."""
    return np.concatenate([[True], values[1:] != values[:-1]])


def _below(values: Array, first: int, span: int) -> Array:
    """The places of 16-bit values from ``first`` on, ``span`` of them; sought in pieces that the cache can hold."""
    piece = 1 << 17
    # Below the first, unsigned numbers turn over and are large.
    found = [
        np.flatnonzero((values[start : start + piece] - np.uint16(first)) < span) + start
        for start in range(0, len(values), piece)
    ]
    return np.concatenate(found)


def _spread(starts: Array, sizes: Array) -> Array:
    """The places of runs, one run after the other."""
    ends = np.cumsum(sizes)
    places: Array = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
    return places


def _bytes(alphabet: str) -> Array:
    return np.frombuffer(alphabet.encode("ascii"), np.uint8)


def shards_in(documents: Sequence[Document], shards: int) -> Iterator[str]:
    """All shards of some documents, in order."""
    postings = Postings(documents, shards)
    for first in range(0, shards, postings.span):
        yield from postings.write(first)
