"""The texts of documents as arrays: their characters, folded, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from generator.plan.search import letters
from generator.plan.search.documents import Document
from generator.plan.search.lists import PHASE_BITS, Array, changes

_BATCH = 256
"""Documents that are read at once."""
TITLE = 1 << PHASE_BITS
"""The mark of what stands in a title, above its phase."""


class Text(NamedTuple):
    """The text of a segment, one character an item.

    Attributes:
        characters: places in ``alphabet``; 0 stands between paragraphs and for white space.
        marks: the phase of each, and whether it stands in a title.
        starts: where each document begins, and the end.
        alphabet: code points, ascending.
        met: each character once for each document and list: place in ``alphabet``; twice the document, plus 1 in a
            title.
    """

    characters: Array
    marks: Array
    starts: Array
    alphabet: Array
    met: tuple[Array, Array]


def read(documents: Sequence[Document]) -> Text:
    """The characters of documents, folded, with where they stand."""
    folds, ranks = _Folds(), np.zeros(0x110000, np.uint32)
    alphabet: list[Array] = [np.zeros(1, np.uint32)]
    known = 1
    characters, marks, lengths, met, places = [], [], [], [], []
    for start in range(0, len(documents), _BATCH):
        codes, found, sizes = _read_batch(documents[start : start + _BATCH])
        codes = folds.of(codes)
        fresh = np.flatnonzero((np.bincount(codes) > 0) & (ranks[: int(codes.max()) + 1] == 0))[1:]
        ranks[fresh] = np.arange(known, known + len(fresh))
        known += len(fresh)
        alphabet.append(fresh.astype(np.uint32))
        here = ranks[codes]
        kind = np.uint16 if known < 1 << 16 else np.uint32
        once, where = _met(here, found, sizes, start)
        met.append(once.astype(kind))
        places.append(where)
        characters.append(here.astype(kind))
        marks.append(found)
        lengths.append(sizes)
    points = np.concatenate(alphabet)
    order = np.argsort(points)
    places_of = np.argsort(order).astype(np.uint16 if known < 1 << 16 else np.uint32)
    # One after the other, for there is much of it.
    for some in (characters, met):
        for at, ranked in enumerate(some):
            some[at] = places_of[ranked]
    # One more, so that every place has a next one.
    characters.append(np.zeros(1, np.uint16))
    starts = np.cumsum(np.concatenate([[0], *lengths]))
    text = _let_go(characters), _let_go(marks)
    return Text(*text, starts, points[order], (_let_go(met), _let_go(places)))


def _let_go(some: list[Array]) -> Array:
    """Some arrays as one; the list is empty then."""
    joined = np.concatenate(some)
    some.clear()
    return joined


def _read_batch(documents: Iterable[Document]) -> tuple[Array, Array, Array]:
    """Code points of some documents with a 0 behind each paragraph, their marks, and the length of each document."""
    texts: list[str] = []
    titles: list[int] = []
    sizes = []
    for document in documents:
        paragraphs = (document.title, *document.paragraphs)
        texts += paragraphs
        titles += [TITLE, *([0] * (len(paragraphs) - 1))]
        sizes.append(sum(map(len, paragraphs)) + len(paragraphs))
    codes = np.frombuffer(("\0".join(texts) + "\0").encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    begins = np.cumsum(lengths) - lengths
    places = np.arange(len(codes), dtype=np.uint32) - np.repeat(begins.astype(np.uint32), lengths)
    marks = (places & (len(letters.PHASES) - 1)).astype(np.uint8) | np.repeat(np.array(titles, np.uint8), lengths)
    return codes, marks, np.array(sizes, np.int64)


def _met(characters: Array, marks: Array, sizes: Array, first: int) -> tuple[Array, Array]:
    """Each character of a batch once for each document and list, as ``_Text.met`` has it."""
    documents = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    # A batch has 256 documents: with 21 bits of a code point that is 30 bits.
    packed = (characters << np.uint32(9)) | (documents << np.uint32(1)) | (marks >> PHASE_BITS)
    packed.sort()
    packed = packed[changes(packed)]
    return packed >> np.uint32(9), (packed & np.uint32(0x1FF)) + np.uint32(2 * first)


class _Folds:
    """What each code point is sought as; white space, which no term holds, as 0. Only those that are met are folded."""

    def __init__(self) -> None:
        self._folds = np.arange(0x110000, dtype=np.uint32)
        self._open = np.zeros(0x110000, np.bool_)
        # Han and Hangul are as they are, and there are many of them.
        for start, end in ((0, 0x3400), (0xA000, 0xAC00), (0xE000, 0x20000), (0x2F800, 0x2FA20)):
            self._open[start:end] = True

    def of(self, codes: Array) -> Array:
        """The code points of a text, folded."""
        met = np.flatnonzero(np.bincount(codes))
        for code in met[self._open[met]].tolist():
            character = letters.fold(chr(code))
            self._folds[code] = 0 if character.isspace() else ord(character)
            self._open[code] = False
        return self._folds[codes]
