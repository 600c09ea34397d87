"""Reads an index as the script of the page does, slowly and plainly."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.search import letters

ANY = frozenset(range(32))


def lists(shards: Sequence[str], gram: str) -> tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]]:
    """Phases by document: of the titles that hold a folded gram, and of the other paragraphs."""
    start = f"|{letters.key_of(gram)}!"
    entries = shards[letters.shard_of(gram, len(shards))].split(start)
    assert len(entries) < 3, "an entry stands once"
    title, _, rest = entries[1].split("|")[0].partition(";") if len(entries) == 2 else ("", "", "")
    return _postings(title), _postings(rest)


def _postings(written: str) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    at, number = -1, 0
    for sign in written:
        if sign in letters.FINAL:
            at += number * len(letters.FINAL) + letters.FINAL.index(sign) + 1
            number = 0
            found[at] = ANY
        elif sign in letters.PHASES:
            phase = letters.PHASES.index(sign)
            found[at] = frozenset([phase]) if found[at] is ANY else found[at] | {phase}
        else:
            number = number * len(letters.LEADING) + letters.LEADING.index(sign) + 1
    return found


def candidates(shards: Sequence[str], term: str) -> tuple[set[int], set[int]]:
    """Documents that may hold a term by all of its grams: in the title, in another paragraph."""
    term = letters.folded(term)
    grams = [(0, term)] if len(term) < 3 else [(at, term[at : at + 2]) for at in range(len(term) - 1)]
    read = [(at, lists(shards, gram)) for at, gram in grams]
    found: list[set[int]] = []
    for which in (0, 1):
        documents = set.intersection(*(set(both[which]) for _, both in read))
        found.append(
            {
                document
                for document in documents
                if any(all((begin + at) % 32 in both[which][document] for at, both in read) for begin in range(32))
            }
        )
    return found[0], found[1]
