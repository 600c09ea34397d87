"""All candidates of a large site at once: what ``comparing`` does story by story, reckoned with arrays.

Numbers are whole here too. Memory is bounded: stories are taken so many at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.link.recommending import ranking, rows
from generator.link.recommending.comparison import Compared

Ints = npt.NDArray[np.signedinteger[Any]]

BLOCK = 512
"""Stories at a time."""


class _Holdings:
    """What each story is compared by: terms and weights of all stories in one row; story i has from starts[i] on."""

    __slots__ = ("begins", "bits", "ends", "holders", "owners", "positions", "starts", "terms", "weights", "words")

    def __init__(self, compared: Compared) -> None:
        read = [rows.read_weights(row) for row in compared.compared]
        self.starts = _starts([len(weights) for weights in read])
        size = int(self.starts[-1])
        self.terms = np.fromiter((term for weights in read for term in weights), np.int64, size)
        weights = np.fromiter((weight for mine in read for weight in mine.values()), np.int64, size)
        self.bits = int(weights.max(initial=0)).bit_length()
        # Where a vote and whose it is fit in the narrower numbers, these are sorted in half the time.
        narrow = BLOCK * len(read) << self.bits < 1 << 31
        self.weights = weights.astype(np.int32 if narrow else np.int64)
        self.words = np.frombuffer(bytes(compared.terms.kinds), np.uint8) == ranking.WORD
        self.owners = np.repeat(np.arange(len(read), dtype=self.weights.dtype), np.diff(self.starts))
        # The stories that hold each term, in order of time, of all terms in one row; and where each holding is in it.
        order = np.argsort(self.terms, kind="stable")
        self.holders = self.owners[order]
        self.positions = np.empty(size, np.int64)
        self.positions[order] = np.arange(size)
        counts = np.bincount(self.terms, minlength=len(compared.terms.values))
        self.ends = np.cumsum(counts)
        self.begins = self.ends - counts


def fill(compared: Compared) -> None:
    """Finds the candidates of all stories."""
    holdings = _Holdings(compared)
    reach, kept = compared.reach()
    numbers = compared.numbers
    candidates: list[list[int]] = []
    for story, votes in enumerate(_votes(holdings, reach, kept + 1)):
        # One more than is kept, to know where the choice ends. Here stories are known by their places.
        chosen, cut = ranking.most_voted(votes, kept, story, int)
        candidates.append(sorted(chosen))
        compared.cuts.append(rows.cut_row(_numbered(cut, numbers)))
    for near, scores, twins in _scores(holdings, candidates):
        compared.near.append(
            rows.near_row(
                [(numbers[other], score, twin) for other, score, twin in zip(near, scores, twins, strict=True)]
            )
        )


def _numbered(cut: ranking.Cut, numbers: Sequence[int]) -> ranking.Cut:
    least, *ends = cut
    a, b, c, d = (numbers[story] if story >= 0 else -1 for story in ends)
    return least, a, b, c, d


def _starts(lengths: Sequence[int]) -> Ints:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(np.asarray(lengths, np.int64), out=starts[1:])
    return starts


def _votes(holdings: _Holdings, reach: int, kept: int) -> Iterator[dict[int, int]]:
    """For each story the votes of the others that have most of them, at least as many as are kept, ties included."""
    stories = len(holdings.starts) - 1
    for first in range(0, stories, BLOCK):
        last = min(first + BLOCK, stories)
        voters, others, votes = _block(holdings, first, last, reach)
        enough = votes >= _least(voters, votes, last - first, kept)[voters]
        voters, others, votes = voters[enough], others[enough], votes[enough]
        ends = np.searchsorted(voters, np.arange(last - first + 1)).tolist()
        seen, counted = others.tolist(), votes.tolist()
        for start, end in pairwise(ends):
            yield dict(zip(seen[start:end], counted[start:end], strict=True))


def _block(holdings: _Holdings, first: int, last: int, reach: int) -> tuple[Ints, Ints, Ints]:
    """All votes of some stories: (voter, counted from the first; other; votes), by voter, then by other."""
    stories = len(holdings.starts) - 1
    mine = slice(int(holdings.starts[first]), int(holdings.starts[last]))
    terms = holdings.terms[mine]
    offsets = np.concatenate([np.arange(-reach, 0), np.arange(1, reach + 1)])
    around = holdings.positions[mine, None] + offsets
    there = (around >= holdings.begins[terms, None]) & (around < holdings.ends[terms, None])
    base = (holdings.owners[mine] - first) * stories
    keys = ((base[:, None] + holdings.holders.take(around, mode="clip")) << holdings.bits) | holdings.weights[
        mine, None
    ]
    keys = keys[there]
    # A sort of plain numbers brings the votes for one story together, and each carries its weight.
    keys.sort()
    pairs = keys >> holdings.bits
    heads = np.flatnonzero(np.diff(pairs, prepend=-1))
    if not len(heads):
        return heads, heads, heads
    votes = np.add.reduceat(keys & ((1 << holdings.bits) - 1), heads)
    pairs = pairs[heads]
    return pairs // stories, pairs % stories, votes


def _least(voters: Ints, votes: Ints, size: int, kept: int) -> Ints:
    """For each voter the most votes that as many have as are kept, or more; none, where there are not so many."""
    most = int(votes.max(initial=0)) + 1
    counts = np.bincount(voters * most + votes, minlength=size * most).reshape(size, most)
    # How many have so many votes or more.
    reaching = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
    least: Ints = np.maximum((reaching >= kept).sum(axis=1) - 1, 0)
    return least


def _scores(
    holdings: _Holdings, candidates: Sequence[Sequence[int]]
) -> Iterator[tuple[Sequence[int], list[int], list[bool]]]:
    """For each story its candidates, what it shares with each, and whether it is a near-duplicate."""
    salient = np.bincount(holdings.owners, weights=holdings.words[holdings.terms], minlength=len(candidates)).astype(
        np.int64
    )
    lengths = np.diff(holdings.starts)
    # What each term weighs in the stories at hand, a line for each; only what was set is put back to zero.
    block = max(1, BLOCK // 8)
    table = np.zeros((block, len(holdings.ends)), holdings.weights.dtype)
    for first in range(0, len(candidates), block):
        some = candidates[first : first + block]
        mine = slice(int(holdings.starts[first]), int(holdings.starts[first + len(some)]))
        table[holdings.owners[mine] - first, holdings.terms[mine]] = holdings.weights[mine] + 1
        one = np.repeat(np.arange(len(some)), [len(near) for near in some])
        other = np.fromiter((story for near in some for story in near), np.int64, len(one))
        spans = lengths[other]
        ends = np.cumsum(spans)
        theirs = np.arange(int(spans.sum())) + np.repeat(holdings.starts[other] - ends + spans, spans)
        terms = holdings.terms[theirs]
        found = table[np.repeat(one, spans), terms]
        both = np.where(found > 0, np.minimum(found - 1, holdings.weights[theirs]), 0)
        words = (found > 0) & holdings.words[terms]
        starts = ends - spans
        shared = _sums(both, starts)
        alike = _sums(words.astype(np.int64), starts)
        larger = np.maximum(salient[first + one], salient[other])
        twins = (larger >= ranking.FEWEST_WORDS) & (6 * alike >= 5 * larger)
        table[holdings.owners[mine] - first, holdings.terms[mine]] = 0
        scores, duplicates = shared.tolist(), twins.tolist()
        at = 0
        for near in some:
            yield near, scores[at : at + len(near)], duplicates[at : at + len(near)]
            at += len(near)


def _sums(values: Ints, starts: Ints) -> Ints:
    """The sums of stretches, of which none is empty: who is a candidate holds a term."""
    return np.add.reduceat(values, starts) if len(starts) else starts
