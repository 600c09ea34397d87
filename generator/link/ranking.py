"""How much stories have in common: rarity, likeness, candidates.

A story is here a mapping of terms to emphases, and a moment; it is known by its place in the order of time. Two stories
are compared only if they are near each other among those that share a term, so the cost of a story does not grow with
the site. Scores are whole numbers: the same on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Term = tuple[str, str]
"""A kind (category, place, street, granter, tag, channel, word) and a value."""

Reason = tuple[str, str, int]
"""A kind, a value and what it weighs."""

FLAT = {"category": 12, "street": 4, "channel": 1}
"""What it weighs to have one of these in common: there are few of each, and rarity tells little."""

BY_RARITY = {"place": 5, "granter": 4, "tag": 4}
"""What one of these weighs, times its rarity. A word weighs what its rarity says, times its emphasis."""

RAREST = 6
"""Here rarity ends for places, granters and tags: the rarest is not more like than one that a fiftieth of them have."""

WORDS = (0, 1, 1, 3, 3, 6, 6, 8, 10, 13, 16)
"""What a word weighs by its rarity, times its emphasis.

Among common words it rises at every other step, so that a word printed once more moves few lists; among rare ones it
rises faster than rarity: what a text is about are just the words that hardly any other text has.
"""

SALIENT = 32
"""Words by which a story is compared: those of its keywords that weigh most on this site."""

REACH = 12
"""How far candidates are sought in time, on each side, among the stories that share a term."""

KEPT = 24
"""Candidates that are compared exactly."""

EXACT = 128
"""Up to so many stories, all that share a term are compared."""

ALWAYS_TELLING = 8
"""A word in so few stories, or in an eighth of them, is not too common to tell anything, unless all have it."""

FEWEST_WORDS = 6
"""Stories with fewer salient words are too short to be called near-duplicates."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the stories of a site have in common.

    Attributes:
        terms: every term that two stories share and that is worth something.
        weights: for each story, in order of time, the number of each of its terms and what it weighs.
        twins: for each story the near-duplicates of it among its candidates.
        ranked: for each story its candidates as (score, story), the best first.
    """

    terms: tuple[Term, ...]
    weights: tuple[Mapping[int, int], ...]
    twins: tuple[frozenset[int], ...]
    ranked: tuple[tuple[tuple[int, int], ...], ...]

    def shared(self, one: int, other: int) -> int:
        """What all that two stories share weighs."""
        return _shared(self.weights[one], self.weights[other])

    def reasons(self, one: int, other: int) -> list[Reason]:
        """What two stories share, the weightiest first, then by kind and value."""
        mine, yours = self.weights[one], self.weights[other]
        # Numbers are in the order of kind and value.
        shared = sorted([(-min(mine[term], yours[term]), term) for term in mine.keys() & yours.keys()])
        return [(*self.terms[term], -weight) for weight, term in shared]


def rarity(stories: int, holders: int, *, rarest: int = RAREST) -> int:
    """How rare a term is that so many of the stories hold, from 1 to ``rarest``: about log2(stories / holders).

    The size of the site counts in steps, at 8, 64, 512, 4096 ... stories. Between these a publication changes only what
    its own terms weigh, and few lists with them; at one of these many lists change at once.
    """
    magnitude = 3 * ((stories.bit_length() - 1) // 3) + 2
    return max(1, min(rarest, magnitude - holders.bit_length()))


def is_telling(stories: int, holders: int) -> bool:
    """Whether words or a title that so many stories share tell them from the rest.

    The size of the site counts in steps of an eighth or less: were it counted exactly, each eighth publication would
    bring in all words that just so many stories have, and change the lists of all of these.
    """
    step = max(0, stories.bit_length() - 4)
    return 2 <= holders <= max(min(ALWAYS_TELLING, stories - 1), (stories >> step << step) // 8)


def compare(
    mentions: Sequence[Mapping[Term, int]], *, moments: Sequence[int], nudges: Sequence[int], titles: Sequence[str]
) -> Likeness:
    """Compares each story with those near it.

    Args:
        mentions: the terms of each story, in order of time, and the emphasis of each, at least 1.
        moments: when each was published, in seconds, ascending.
        nudges: what is added to the score of each wherever it is a candidate.
        titles: stories with one title are near-duplicates, unless very many have it; an empty one says nothing.
    """
    terms, weights, postings = _weigh(mentions)
    words = [frozenset(term for term in mine if terms[term][0] == "word") for mine in weights]
    series = _series(titles)
    ranked, twins = [], []
    for story, near in enumerate(_candidates(weights, postings)):
        mine, moment = weights[story], moments[story]
        scored = []
        alike = set(series.get(titles[story], ()))
        for other in near:
            score = _shared(mine, weights[other]) + nudges[other]
            scored.append((-score, abs(moment - moments[other]), other))
            if _is_near_duplicate(words[story], words[other]):
                alike.add(other)
        scored.sort()
        ranked.append(tuple([(-score, other) for score, _, other in scored]))
        twins.append(frozenset(alike - {story}))
    return Likeness(terms, weights, tuple(twins), tuple(ranked))


def _weigh(
    mentions: Sequence[Mapping[Term, int]],
) -> tuple[tuple[Term, ...], tuple[dict[int, int], ...], list[list[int]]]:
    """The telling terms, what each weighs in each story, and the stories that hold each, in order of time."""
    holders: defaultdict[Term, int] = defaultdict(int)
    for mine in mentions:
        for term in mine:
            holders[term] += 1
    worth = {term: _worth(term[0], len(mentions), count) for term, count in holders.items() if count > 1}
    numbers = {term: number for number, term in enumerate(sorted(term for term, value in worth.items() if value))}
    postings: list[list[int]] = [[] for _ in numbers]
    weights = []
    for story, mine in enumerate(mentions):
        told = [(worth[term] * emphasis, numbers[term], term[0]) for term, emphasis in mine.items() if term in numbers]
        chosen = {number: weight for weight, number, kind in told if kind != "word"}
        # Numbers are in order of value, so that this cut has no ties.
        words = sorted((-weight, number) for weight, number, kind in told if kind == "word")
        chosen.update((number, -weight) for weight, number in words[:SALIENT])
        for number in chosen:
            postings[number].append(story)
        weights.append(chosen)
    return tuple(numbers), tuple(weights), postings


def _worth(kind: str, stories: int, holders: int) -> int:
    if kind in FLAT:
        return FLAT[kind]
    if kind == "word":
        return _worth_of_word(stories, holders)
    return BY_RARITY[kind] * rarity(stories, holders)


def _worth_of_word(stories: int, holders: int) -> int:
    """A dozen rare words in common outweigh the same kind of wish in the same place; a few common ones never do."""
    return WORDS[rarity(stories, holders, rarest=len(WORDS) - 1)] if is_telling(stories, holders) else 0


def _candidates(weights: Sequence[Mapping[int, int]], postings: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each story those that seem to share most with it, in no particular order."""
    stories = len(weights)
    reach, kept = (stories, stories) if stories <= EXACT else (REACH, KEPT)
    passed = [0] * len(postings)
    candidates = []
    for story, mine in enumerate(weights):
        votes: defaultdict[int, int] = defaultdict(int)
        for term, weight in mine.items():
            at = passed[term]
            passed[term] += 1
            for other in postings[term][max(0, at - reach) : at + reach + 1]:
                votes[other] += weight
        votes.pop(story, None)
        candidates.append(_most_voted(votes, kept, story))
    return candidates


def _most_voted(votes: Mapping[int, int], kept: int, story: int) -> list[int]:
    """So many of them with the most votes; of those with as many votes the nearest in time."""
    if len(votes) <= kept:
        return list(votes)
    least = sorted(votes.values())[-kept]
    best = sorted([(-count, abs(other - story), other) for other, count in votes.items() if count >= least])
    return [other for _, _, other in best[:kept]]


def _shared(mine: Mapping[int, int], yours: Mapping[int, int]) -> int:
    return sum([min(mine[term], yours[term]) for term in mine.keys() & yours.keys()])


def _is_near_duplicate(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two stories share five of six of their salient words."""
    larger = max(len(one), len(other))
    return larger >= FEWEST_WORDS and 6 * len(one & other) >= 5 * larger


def _series(titles: Sequence[str]) -> dict[str, list[int]]:
    """The stories under each title that a few of them share."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for story, title in enumerate(titles):
        if title:
            bearers[title].append(story)
    return {title: stories for title, stories in bearers.items() if is_telling(len(titles), len(stories))}
