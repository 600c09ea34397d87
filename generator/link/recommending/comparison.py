"""The stories of a site compared: what each holds, who is near whom, and how much they share.

``comparing`` makes it from the beginning, ``renewing`` from what is known of an earlier run. A story is known by its
place in the order of time, and in rows by its number (``rows``), which does not change when others come or go.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.link.recommending import ranking, rows
from generator.link.recommending.features import Features, terms_of, words_of
from generator.link.recommending.ranking import KINDS, WORD, Window

Mention = tuple[dict[int, int], frozenset[int]]
"""Of a story: its words with their emphasis, which is the magnitude of their count, and its other terms."""


class _Table(dict[str, int]):
    """The terms of one kind; one that is asked for and not there gets the next number of all terms."""

    __slots__ = ("_kind", "_terms")

    def __init__(self, terms: Terms, kind: int) -> None:
        self._terms = terms
        self._kind = kind

    def __missing__(self, value: str) -> int:
        self[value] = number = len(self._terms.values)
        self._terms.kinds.append(self._kind)
        self._terms.values.append(value)
        return number


class Terms:
    """What stories may have in common.

    Attributes:
        kinds, values, worths: of each term; ``worths`` may end before the newest of them.
    """

    __slots__ = ("_tables", "kinds", "values", "worths")

    def __init__(self, kinds: bytes = b"", values: Iterable[str] = (), worths: Iterable[int] = ()) -> None:
        self.kinds = bytearray(kinds)
        self.values = list(values)
        self.worths = array("H", worths)
        self._tables = [_Table(self, kind) for kind in range(len(KINDS))]
        for number, (kind, value) in enumerate(zip(self.kinds, self.values, strict=True)):
            self._tables[kind][value] = number

    def mention(self, story: Features, streets: Collection[str]) -> Mention:
        """The terms of a story."""
        words = self._tables[WORD]
        tables = self._tables
        held = [tables[_KIND[kind]][value] for kind, values in terms_of(story, streets) for value in values]
        return {words[word]: count.bit_length() for word, count in words_of(story)}, frozenset(held)

    def weigh(self, mention: Mention) -> dict[int, int]:
        """What each of the terms weighs that a story is compared by."""
        worths = self.worths
        words, held = mention
        weights = {term: worths[term] for term in held if worths[term]}
        salient = [(-worths[term] * emphasis, term) for term, emphasis in words.items() if worths[term]]
        if len(salient) > ranking.SALIENT:
            values = self.values
            salient = sorted(salient, key=lambda each: (each[0], values[each[1]]))[: ranking.SALIENT]
        weights.update([(term, -weight) for weight, term in salient])
        return weights


_KIND = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(slots=True)
class Compared:
    """The stories of a site in order of time, and what is known of each; of terms, who holds them.

    Attributes:
        numbers: of each story, ascending; ``places`` are the places by number.
        streets: all that a story names as the street of its place.
        titles: bare.
        compared, others, near, cuts: rows as in ``Known``; so are ``holders`` and ``spare``.
        fresh: how many terms there were when all was made at once; since then some may have lost all holders.
    """

    window: Window
    stories: Sequence[Features]
    numbers: list[int]
    places: dict[int, int]
    streets: frozenset[str]
    titles: list[str]
    terms: Terms
    compared: list[bytes]
    others: list[bytes]
    near: list[bytes]
    cuts: list[bytes]
    holders: list[bytes]
    spare: list[bytes]
    fresh: int

    def reach(self) -> tuple[int, int]:
        """How far candidates are sought on each side, and how many are kept."""
        size = len(self.stories)
        return (size, size) if size <= self.window.exact else (self.window.reach, self.window.kept)


def in_time(stories: Iterable[Features]) -> list[Features]:
    """Stories in the order of time."""
    return sorted(stories, key=lambda story: (story.second, story.id))


def streets_of(stories: Iterable[Features]) -> frozenset[str]:
    """All that a story names as the street of its place."""
    return frozenset(chain.from_iterable([story.streets for story in stories]))


class RowReader:
    """Reads rows, each once."""

    __slots__ = ("_all", "_postings", "_weights", "_words")

    def __init__(self, compared: Compared) -> None:
        self._all = compared
        self._postings: dict[int, array[int]] = {}
        self._weights: dict[int, dict[int, int]] = {}
        self._words: dict[int, frozenset[int]] = {}

    def weights(self, place: int) -> dict[int, int]:
        """The terms that a story is compared by, and what each weighs."""
        found = self._weights.get(place)
        if found is None:
            self._weights[place] = found = rows.read_weights(self._all.compared[place])
        return found

    def words(self, place: int) -> frozenset[int]:
        """The words among these terms."""
        found = self._words.get(place)
        if found is None:
            kinds = self._all.terms.kinds
            self._words[place] = found = frozenset([term for term in self.weights(place) if kinds[term] == WORD])
        return found

    def posting(self, term: int) -> array[int]:
        """The numbers of the stories that are compared by a term."""
        found = self._postings.get(term)
        if found is None:
            self._postings[term] = found = rows.read(self._all.holders[term])
        return found

    def around(self, place: int) -> set[int]:
        """The numbers of all stories that a story may be a candidate of, its own among them."""
        number = self._all.numbers[place]
        reach, _ = self._all.reach()
        found: set[int] = set()
        for term in self.weights(place):
            found.update(window(self.posting(term), number, reach))
        return found

    def candidates(self, place: int) -> tuple[list[int], ranking.Cut]:
        """The numbers of the stories that seem to share most with one, and where their choice ends."""
        number = self._all.numbers[place]
        reach, kept = self._all.reach()
        votes: defaultdict[int, int] = defaultdict(int)
        for term, weight in self.weights(place).items():
            for other in window(self.posting(term), number, reach):
                votes[other] += weight
        votes.pop(number, None)
        return ranking.most_voted(votes, kept, number, self._all.places.__getitem__)

    def votes(self, place: int, number: int) -> int:
        """How many votes a story gives another, which it need not keep among its candidates."""
        here = self._all.numbers[place]
        reach, _ = self._all.reach()
        mine, yours = self.weights(place), self.weights(self._all.places[number])
        votes = 0
        for term in mine.keys() & yours.keys():
            posting = self.posting(term)
            if abs(bisect_left(posting, here) - bisect_left(posting, number)) <= reach:
                votes += mine[term]
        return votes

    def compare(self, place: int, other: int) -> tuple[int, bool]:
        """What two stories share, and whether they are near-duplicates."""
        score = ranking.shared(self.weights(place), self.weights(other))
        return score, ranking.is_near_duplicate(self.words(place), self.words(other))


def window(posting: array[int], number: int, reach: int) -> array[int]:
    """The stories near one, which need not be there, among the holders of a term."""
    at = bisect_left(posting, number)
    return posting[max(0, at - reach) : at + reach + 1]
