"""Lists written down as text, in the alphabet of ``letters``.

A shard is a row of entries, ``|`` key ``!`` titles ``;`` others, by the code points of their grams. Titles and others
are lists of documents by number: the gap from the one before less one (from -1 for the first), then, for grams of two,
the gram's phases in that document, ascending. Both lists may be left out with what begins them, but not both.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from generator.plan.search import letters
from generator.plan.search.lists import (
    DOCUMENTS,
    PHASE_BITS,
    POINT_BITS,
    REST_BIT,
    Array,
    Lists,
    changes,
    offsets,
    spread,
)

_COMMON, _COMMON_PART = 128, 2
"""A gram in more documents of a list than this and more than this part of them all is written without phases.

It stands nearly everywhere, so that phases part little, and they would make its shard too large to load.
"""


class _Found(NamedTuple):
    """Where things begin in the postings of some lists.

    Attributes:
        heads: the first posting of each document in each list.
        lists: places among ``heads`` where a list begins.
        grams: the gram of each list.
        opens: whether a list is the first of its gram.
    """

    heads: Array
    lists: Array
    grams: Array
    opens: Array


def spelled(lists: Lists, documents: int) -> list[str]:
    """The text of each shard.

    Args:
        lists: of some shards.
        documents: of the whole segment, in which something may be common.
    """
    if not len(lists.grams):
        return [""] * len(lists.shards)
    found = _found(lists)
    written, sizes = _postings(lists, found, documents)
    prefix, prefix_sizes = _prefixes(lists, found)
    # Each list goes behind what begins it.
    before = np.zeros(len(found.heads), np.int64)
    before[found.lists] = prefix_sizes
    ends = np.cumsum(sizes + before)
    stream = np.empty(int(ends[-1]), np.uint8)
    is_prefix = np.zeros(len(stream), bool)
    is_prefix[spread(ends[found.lists] - sizes[found.lists] - prefix_sizes, prefix_sizes)] = True
    stream[is_prefix] = prefix
    stream[~is_prefix] = written
    # The heads of each gram, then of each shard.
    firsts = np.append(found.lists[np.flatnonzero(found.opens)], len(found.heads))[offsets(lists.shards)]
    edges = np.concatenate([[0], ends])[firsts]
    text = stream.tobytes().decode("ascii")
    return [text[start:end] for start, end in pairwise(edges.tolist())]


def _found(lists: Lists) -> _Found:
    starts = offsets(lists.sizes)[:-1]
    is_head = changes(lists.postings >> np.uint32(PHASE_BITS))
    is_head[starts] = True
    heads = np.flatnonzero(is_head)
    opens_gram = np.zeros(len(lists.postings), bool)
    opens_gram[starts] = True
    opens_gram = opens_gram[heads]
    is_list = changes(lists.postings[heads] >> np.uint32(REST_BIT)) | opens_gram
    begins = np.flatnonzero(is_list)
    opens = opens_gram[begins]
    return _Found(heads, begins, np.cumsum(opens) - 1, opens)


def _postings(lists: Lists, found: _Found, of_all: int) -> tuple[Array, Array]:
    """All postings one behind the other, gap and phases, and the length of each."""
    documents = ((lists.postings[found.heads] & DOCUMENTS) >> np.uint32(PHASE_BITS)).astype(np.int64)
    before = np.empty_like(documents)
    before[1:] = documents[:-1]
    before[found.lists] = -1
    gaps, gap_sizes = _numbers(documents - before - 1)
    phases = np.diff(np.append(found.heads, len(lists.postings)))
    in_list = np.diff(np.append(found.lists, len(found.heads)))
    is_single = lists.grams[found.grams] >> np.uint64(POINT_BITS) == 0
    bare = np.repeat(is_single | (in_list > _COMMON) & (in_list * _COMMON_PART > of_all), in_list)
    phase_sizes = np.where((phases > letters.MOST_PHASES) | bare, 0, phases)
    sizes = gap_sizes + phase_sizes
    starts = np.cumsum(sizes) - sizes
    stream = np.empty(int(sizes.sum()), np.uint8)
    stream[spread(starts, gap_sizes)] = gaps
    kept = lists.postings[spread(found.heads, phase_sizes)] & np.uint32(len(letters.PHASES) - 1)
    stream[spread(starts + gap_sizes, phase_sizes)] = _bytes(letters.PHASES)[kept]
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


def _prefixes(lists: Lists, found: _Found) -> tuple[Array, Array]:
    """What begins each list, one behind the other, and the length of each.

    ``|`` key ``!`` before the titles, ``;`` before the others that follow titles of the same gram, and all of these
    before others that follow none.
    """
    grams, opens = lists.grams[found.grams], found.opens
    first = grams >> np.uint64(POINT_BITS)
    second = grams & np.uint64((1 << POINT_BITS) - 1)
    table = np.zeros((len(grams), 2 * letters.CODE_LETTERS + 3), np.uint8)
    table[opens, 0] = ord(letters.ENTRY)
    pairs = opens & (first != 0)
    table[pairs, 1 : 1 + letters.CODE_LETTERS] = _codes(first[pairs])
    table[opens, 1 + letters.CODE_LETTERS : -2] = _codes(second[opens])
    table[opens, -2] = ord(letters.KEY_END)
    table[lists.postings[found.heads[found.lists]] > DOCUMENTS, -1] = ord(letters.REST)
    return table[table != 0], np.count_nonzero(table, axis=1)


def _codes(points: Array) -> Array:
    """Code points in letters, a row each."""
    base = len(letters.LETTERS)
    powers = base ** np.arange(letters.CODE_LETTERS - 1, -1, -1)
    written: Array = _bytes(letters.LETTERS)[points.astype(np.int64)[:, None] // powers % base]
    return written


def _bytes(alphabet: str) -> Array:
    return np.frombuffer(alphabet.encode("ascii"), np.uint8)
