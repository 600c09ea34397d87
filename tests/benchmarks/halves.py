"""How good recommended reading is, on text that nobody wrote for it: ``python -m tests.benchmarks.halves FOLDER``.

Each article is cut into two halves, of its odd sentences and of its even ones, and each half becomes a story by itself.
A half's likeliest reading is the other half; so it is counted how often that one is among those chosen. The halves of
one article share nothing but their text: kind of wish, place, granters, tags, channel and date are drawn for each half
alone, so that the structure of the site pulls elsewhere. Beside it stands what TF-IDF reaches, comparing every pair.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.link.keywords import keywords
from generator.link.recommending.related import Features, recommended
from tests.benchmarks.phrases import sections, zipf
from tests.benchmarks.world import make_world

CHOSEN = 8
LEAST = 500
"""Han characters of an article; shorter ones are left out."""

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*[”’」』）)]*")
_HAN = re.compile("[一-鿿]")
_DAY = 86_400

Structure = Callable[[int, random.Random], Iterator[Features]]
"""So many stories with everything but words."""


def articles(folder: Path, *, at_most: int, seed: int) -> list[str]:
    """Texts of ``*.txt`` and ``*.md`` files of at least 500 Han characters, drawn by the seed."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md"))
    random.Random(seed).shuffle(paths)
    found: list[str] = []
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        if len(_HAN.findall(text)) >= LEAST:
            found.append(text)
        if len(found) == at_most:
            break
    return found


def halves(text: str) -> tuple[str, str]:
    """The odd sentences of a text and the even ones."""
    sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]
    return "".join(sentences[::2]), "".join(sentences[1::2])


def bare(count: int, rng: random.Random) -> Iterator[Features]:
    """Stories that have nothing but a date."""
    days = list(range(count))
    rng.shuffle(days)
    for number, day in enumerate(days):
        yield Features(f"s{number:05}", day, day * _DAY)


def drawn(count: int, rng: random.Random) -> Iterator[Features]:
    """Stories with structure drawn evenly: 6 kinds of wish, 24 places in 6 streets, 30 granters, 40 tags."""
    for story in bare(count, rng):
        place = rng.randrange(24)
        yield msgspec.structs.replace(
            story,
            channel=f"c{rng.randrange(4)}",
            categories=(f"k{rng.randrange(6)}",),
            granters=(f"g{rng.randrange(30)}",),
            tags=tuple(sorted({f"t{rng.randrange(40)}" for _ in range(3)})),
            places=(f"p{place}",),
            streets=(f"r{place // 4}",),
        )


def like_a_site(count: int, rng: random.Random) -> Iterator[Features]:
    """Stories with the structure of the synthetic corpus: some kinds, places and tags are far commoner than others."""
    world = make_world(stories=count, wishes=count * 17 // 10, people=0, seed=rng.randrange(1_000_000))
    stories = list(world.stories)
    rng.shuffle(stories)
    for number, told in enumerate(stories):
        wishes = told.wishes or (told.subject,)
        yield Features(
            f"s{number:05}",
            told.date.toordinal(),
            told.date.toordinal() * _DAY + told.date.hour * 3600 + told.date.minute * 60,
            channel=zipf(rng, ("stories", "community", "volunteers", "notices")),
            categories=tuple(sorted({wish.topic for wish in told.wishes})),
            granters=tuple(sorted({wish.granter.id for wish in told.wishes})),
            tags=tuple(dict.fromkeys(zipf(rng, sections()["tag"]) for _ in range(rng.randint(2, 4)))),
            places=tuple(sorted({wish.village.id if told.wishes else wish.street.id for wish in wishes})),
            streets=tuple(sorted({wish.street.id for wish in wishes})) if told.wishes else (),
        )


STRUCTURES: Mapping[str, Structure] = {"none": bare, "even": drawn, "as a site's": like_a_site}


def found(texts: Sequence[str], structure: Structure, *, seed: int, count: int = CHOSEN) -> float:
    """In what share of all halves the other half is among those chosen."""
    both = [half for text in texts for half in halves(text)]
    told = [
        msgspec.structs.replace(story, words=keywords("", half))
        for story, half in zip(structure(len(both), random.Random(seed)), both, strict=True)
    ]
    lists = recommended(told, pins={}, count=count)
    return sum(told[number ^ 1].id in lists[story.id] for number, story in enumerate(told)) / len(told)


def found_by_tfidf(texts: Sequence[str], *, count: int = CHOSEN) -> float:
    """The same for the cosine of TF-IDF vectors of all the segmenter's words, each half compared to each."""
    import rjieba

    counts = [Counter(rjieba.cut(half)) for text in texts for half in halves(text)]
    holders = Counter(word for words in counts for word in words)
    vectors = []
    for words in counts:
        vector = {word: n * math.log(len(counts) / holders[word]) for word, n in words.items() if holders[word] > 1}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / length for word, value in vector.items()})
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for word, value in vector.items():
            postings[word].append((number, value))
    hits = 0
    for number, vector in enumerate(vectors):
        likeness: defaultdict[int, float] = defaultdict(float)
        for word, value in vector.items():
            for other, weight in postings[word]:
                likeness[other] += value * weight
        likeness.pop(number, None)
        best = sorted(likeness, key=lambda other: (-likeness[other], other))[:count]
        hits += number ^ 1 in best
    return hits / len(counts)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.halves", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles as .txt or .md")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tfidf", action="store_true", help="measure TF-IDF too, which is slow")
    asked = parser.parse_args(arguments)
    texts = articles(asked.folder, at_most=asked.articles, seed=asked.seed)
    print(f"{len(texts)} articles, {2 * len(texts)} stories")  # noqa: T201
    for name, structure in STRUCTURES.items():
        started = time.perf_counter()
        share = found(texts, structure, seed=asked.seed)
        print(f"structure {name:12} {share:.4f}  {time.perf_counter() - started:.1f} s")  # noqa: T201
    if asked.tfidf:
        print(f"TF-IDF, no structure   {found_by_tfidf(texts):.4f}")  # noqa: T201


if __name__ == "__main__":
    main()
