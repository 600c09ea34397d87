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
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from generator.plan.search import letters
from generator.plan.search.documents import Document

Array = npt.NDArray[Any]

_BATCH = 256
"""Documents that are read at once."""
_OCCURRENCES = 1_500_000
"""Of grams, that are sorted at once, more or less; each takes some 40 bytes meanwhile."""
_COMMON, _COMMON_PART = 128, 8
"""A gram in more documents of a list than this and more than this part of them all is written without phases.

It stands nearly everywhere, so that phases part little, and they would make its shard too large to load.
"""
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
    """

    characters: Array
    marks: Array
    starts: Array
    alphabet: Array


class Postings:
    """Writes the shards of one segment, a range of them at a time."""

    def __init__(self, documents: Sequence[Document], shards: int) -> None:
        """Reads the documents; ``shards`` is a power of two, at most 65,536."""
        self._count = len(documents)
        self._shards = shards
        self._text = _read(documents)
        self._unigram_shards, self._bigram_shards = _shards_of(self._text, shards)
        ranges = 1
        while ranges < shards and 2 * len(self._text.characters) > ranges * _OCCURRENCES:
            ranges *= 2
        self.span = shards // ranges

    def write(self, first: int) -> list[str]:
        """The shards of the range that begins with this one; there are ``span`` of them."""
        layout = _Layout(self._count, len(self._text.alphabet))
        found = np.concatenate([self._bigrams(layout, first), self._unigrams(layout, first)])
        found.sort()
        if len(found):
            found = found[np.concatenate([[True], found[1:] != found[:-1]])]
        return _written(found, layout, self._text.alphabet, self.span)

    def _bigrams(self, layout: _Layout, first: int) -> Array:
        at = np.flatnonzero((self._bigram_shards - self._bigram_shards.dtype.type(first)) < self.span)
        characters = self._text.characters
        at = at[(characters[at] != 0) & (characters[at + 1] != 0)]
        return layout.packed(
            self._bigram_shards[at] - first, (characters[at], characters[at + 1]), self._documents_at(at), self._marks(at)
        )

    def _unigrams(self, layout: _Layout, first: int) -> Array:
        shards = self._unigram_shards
        wanted = (shards >= first) & (shards < first + self.span)
        wanted[0] = False
        at = np.flatnonzero(wanted[self._text.characters])
        one = self._text.characters[at]
        return layout.packed(
            shards[one] - first, (np.zeros_like(one), one), self._documents_at(at), self._marks(at) & _TITLE
        )

    def _marks(self, at: Array) -> Array:
        return self._text.marks[at]

    def _documents_at(self, at: Array) -> Array:
        """The document of each place; places ascend."""
        return np.repeat(np.arange(self._count), np.diff(np.searchsorted(at, self._text.starts)))


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
    characters, marks, lengths = [], [], []
    for start in range(0, len(documents), _BATCH):
        codes, found, sizes = _read_batch(documents[start : start + _BATCH])
        codes = fold[codes]
        met = np.unique(codes)
        fresh = met[(ranks[met] == 0) & (met != 0)]
        ranks[fresh] = np.arange(known, known + len(fresh))
        known += len(fresh)
        alphabet.append(fresh)
        characters.append(ranks[codes].astype(np.uint16 if known < 1 << 16 else np.uint32))
        marks.append(found)
        lengths.append(sizes)
    ends = np.cumsum(np.concatenate([[0], *lengths]))
    # One more, so that every place has a next one.
    characters.append(np.zeros(1, np.uint16))
    marks.append(np.zeros(1, np.uint8))
    return _Text(np.concatenate(characters), np.concatenate(marks), ends, np.concatenate(alphabet))


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
    codes = np.frombuffer("".join(f"{text}\0" for text in texts).encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    begins = np.cumsum(lengths) - lengths
    places = np.arange(len(codes)) - np.repeat(begins, lengths)
    marks = (places % _PHASES | np.repeat(np.array(titles), lengths)).astype(np.uint8)
    return codes, marks, np.array(sizes, np.int64)


@cache
def _folds() -> Array:
    """What each code point is sought as; white space, which no term holds, as 0."""
    folds = np.arange(0x110000, dtype=np.uint32)
    for code in range(0x110000):
        # Nothing to fold in the planes of rare Chinese characters and of private use.
        if not 0xD800 <= code < 0xE000 and not 0x20000 <= code < 0xE0000 and code < 0xF0000:
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
        bigrams[start:end] = (state ^ state >> np.uint32(15)) & mask
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
    return [text[start:end] for start, end in zip(edges[:-1], edges[1:], strict=True)]


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
    digits = [_bytes(letters.FINAL)[values % len(letters.FINAL)]]
    rest = values // len(letters.FINAL)
    sizes = np.ones(len(values), np.int64)
    while rest.any():
        more = rest > 0
        sizes += more
        rest, digit = np.divmod(rest - more, len(letters.LEADING))
        digits.append(_bytes(letters.LEADING)[digit])
    ends = np.cumsum(sizes)
    stream = np.empty(int(ends[-1]), np.uint8)
    for place, written in enumerate(digits):
        has = sizes > place
        stream[ends[has] - 1 - place] = written[has]
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


def _spread(starts: Array, sizes: Array) -> Array:
    """The places of runs, one run after the other."""
    ends = np.cumsum(sizes)
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)


def _bytes(alphabet: str) -> Array:
    return np.frombuffer(alphabet.encode("ascii"), np.uint8)


def shards_in(documents: Sequence[Document], shards: int) -> Iterator[str]:
    """All shards of some documents, in order."""
    postings = Postings(documents, shards)
    for first in range(0, shards, postings.span):
        yield from postings.write(first)
