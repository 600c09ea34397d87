"""Compares all stories of a site from the beginning."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from generator.link.recommending import ranking, rows
from generator.link.recommending.comparison import Compared, Mention, RowReader, Terms, streets_of
from generator.link.recommending.features import Features, bare_title
from generator.link.recommending.ranking import Window


def compare(stories: Sequence[Features], limits: Window) -> Compared:
    """Compares all stories, which come in the order of time."""
    step = max(1, min(rows.STEP, rows.MOST // 2 // (len(stories) + 1)))
    numbers = [step * place for place in range(1, len(stories) + 1)]
    streets = streets_of(stories)
    terms = Terms()
    mentions = [terms.mention(story, streets) for story in stories]
    held = Counter(chain.from_iterable(chain(words, others) for words, others in mentions))
    terms.worths = array("H", [ranking.worth(k, len(stories), held[t]) for t, k in enumerate(terms.kinds)])
    weights = [terms.weigh(mention) for mention in mentions]
    others = [_rest(mention, chosen) for mention, chosen in zip(mentions, weights, strict=True)]
    compared = Compared(
        window=limits,
        stories=stories,
        numbers=numbers,
        places={number: place for place, number in enumerate(numbers)},
        streets=streets,
        titles=[bare_title(story.title) for story in stories],
        terms=terms,
        compared=[rows.weights_row(chosen) for chosen in weights],
        others=[rows.row(rest) for rest in others],
        near=[],
        cuts=[],
        holders=_postings(weights, numbers, len(terms.values)),
        spare=_postings(others, numbers, len(terms.values)),
        fresh=len(terms.values),
    )
    if limits.exact < len(stories) >= limits.bulk:
        from generator.link.recommending.bulk import fill

        fill(compared)
    else:
        _fill(compared)
    return compared


def _rest(mention: Mention, chosen: Mapping[int, int]) -> list[int]:
    words, others = mention
    return [term for term in chain(words, others) if term not in chosen]


def _postings(held: Iterable[Iterable[int]], numbers: Iterable[int], terms: int) -> list[bytes]:
    """For each term the numbers of those that hold it."""
    postings: list[list[int]] = [[] for _ in range(terms)]
    for number, mine in zip(numbers, held, strict=True):
        for term in mine:
            postings[term].append(number)
    return [rows.row(posting) for posting in postings]


def _fill(compared: Compared) -> None:
    """Finds the candidates of all stories, one after the other."""
    reader = RowReader(compared)
    places = compared.places
    for place in range(len(compared.stories)):
        candidates, cut = reader.candidates(place)
        near = [(other, *reader.compare(place, places[other])) for other in sorted(candidates)]
        compared.near.append(rows.near_row(near))
        compared.cuts.append(rows.cut_row(cut))
