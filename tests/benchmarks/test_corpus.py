from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from generator.base.text import HAN
from generator.link.privacy import gate
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.phrases import sections
from tests.benchmarks.reading import NOON, ROOT, read, tree
from tests.benchmarks.world import Place, make_world


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 120 stories with a register of 60 people."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder, stories=120, people=60, length=600)
    return folder


@pytest.fixture(scope="module")
def bodies(site: Path) -> dict[str, str]:
    """The body of each story, by id."""
    files = sorted(site.rglob("stories/**/*.md"))
    return {path.stem: path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in files}


@pytest.fixture(scope="module")
def pairs(bodies: dict[str, str]) -> dict[str, set[str]]:
    """Pairs of neighbouring Han characters, by story: as good as words for telling what is rare."""
    han = re.compile(f"[{HAN}]+")
    return {
        story: {first + second for run in han.findall(body) for first, second in pairwise(run)}
        for story, body in bodies.items()
    }


def test_a_corpus_has_no_problem_and_nothing_is_withheld(site: Path) -> None:
    records, settings = read(site)
    assert (len(records.stories), len(records.wishes), len(records.people)) == (120, 204, 60)
    public, _, problems = gate.publish(records, settings, now=NOON)
    assert not problems
    assert not public.withheld
    assert len(public.stories) == 120


def test_a_corpus_without_a_register_has_no_problem_either(tmp_path: Path) -> None:
    write_corpus(tmp_path, stories=12, wishes=9, length=100)
    records, settings = read(tmp_path)
    assert not records.has_register
    assert len(records.wishes) == 9
    assert not gate.publish(records, settings, now=NOON)[2]


@pytest.mark.parametrize("stories", [1, 2, 3])
def test_the_smallest_corpora_are_sites_too(tmp_path: Path, stories: int) -> None:
    write_corpus(tmp_path, stories=stories, people=stories, length=50)
    assert len(read(tmp_path)[0].stories) == stories


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for hash_seed in ("0", "1"):
        command = [sys.executable, "-m", "tests.benchmarks.corpus", str(tmp_path / hash_seed)]
        command += ["--stories", "6", "--people", "4", "--length", "200"]
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True, capture_output=True
        )
    assert tree(tmp_path / "0") == tree(tmp_path / "1")


def test_another_seed_gives_another_site(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_corpus(tmp_path / str(seed), stories=3, length=100, seed=seed)
    first, second = (tree(tmp_path / str(seed)) for seed in (1, 2))
    assert not [name for name in first if "/stories/" in name and first[name] == second.get(name)]


def test_wishes_are_in_every_state_and_most_have_come_true(site: Path) -> None:
    wishes = read(site)[0].wishes
    closed = [wish for wish in wishes if wish.closed]
    waiting = [wish for wish in wishes if not wish.claimed and not wish.closed]
    claimed = [wish for wish in wishes if wish.claimed and not wish.fulfilled]
    assert closed
    assert waiting
    assert claimed
    assert sum(wish.fulfilled is not None for wish in wishes) > len(wishes) * 0.7


def test_places_lie_in_three_levels() -> None:
    places = {place.id: place for place in make_world(stories=10_000, wishes=1, people=0, seed=1).places}
    levels = Counter(_depth(place, places) for place in places)
    assert levels == {1: 1, 2: 12, 3: len(sections()["village-name"])}


def _depth(place: str, places: dict[str, Place]) -> int:
    parent = places[place].parent
    return 1 + _depth(parent, places) if parent else 1


def test_granters_bear_different_names() -> None:
    names = [granter.name for granter in make_world(stories=10_000, wishes=1, people=0, seed=1).granters]
    assert len(names) == 64
    assert len(set(names)) == 64


def test_no_registered_name_stands_in_any_text(site: Path) -> None:
    people = make_world(stories=120, wishes=204, people=60, seed=1).people
    texts = "".join(
        content.decode()
        for path, content in tree(site).items()
        if not path.startswith("content/private/") and not path.endswith((".jpg", "granters.yaml"))
    )
    assert people[0].name in (site / "content/private/people.yaml").read_text(encoding="utf-8")
    assert not [person.name for person in people if person.name in texts]
    assert not set(sections()["unseen"]) & set(texts)


def test_minors_have_a_guardian_and_no_pseudonym_that_tells() -> None:
    people = make_world(stories=10, wishes=1, people=80, seed=1).people
    minors = [person for person in people if person.birth > "2008-07"]
    assert len(minors) == 10
    known = {person.id: person for person in people}
    assert all(known[minor.guardian].birth < "2000" for minor in minors)
    assert not [person for person in people if set(person.public_name) & set(person.name[1:])]


def test_who_signed_was_of_age_then(tmp_path: Path) -> None:
    write_corpus(tmp_path, stories=2, wishes=600, people=500, length=50)
    records, settings = read(tmp_path)
    assert not gate.publish(records, settings, now=NOON)[0].withheld


def test_words_differ_in_rarity_as_in_real_text(pairs: dict[str, set[str]]) -> None:
    """Zipf: the commonest pairs of characters stand nearly everywhere, and many of them in a story or two."""
    spread = Counter(pair for told in pairs.values() for pair in told)
    rare = sum(count <= 2 for count in spread.values())
    assert len(spread) > 4000
    assert rare > len(spread) * 0.25
    assert sum(count > len(pairs) * 0.9 for count in spread.values()) < len(spread) * 0.05


def test_stories_of_one_topic_share_more_of_what_is_rare(site: Path, pairs: dict[str, set[str]]) -> None:
    records, _ = read(site)
    topics = {wish.id: wish.category for wish in records.wishes}
    told = {story.id: topics[story.wishes[0]] for story in records.stories if story.wishes}
    spread = Counter(pair for story in pairs.values() for pair in story)
    rare = {story: {pair for pair in pairs[story] if spread[pair] < len(pairs) // 4} for story in told}
    alike: dict[bool, list[int]] = {True: [], False: []}
    for one, other in combinations(sorted(told), 2):
        alike[told[one] == told[other]].append(len(rare[one] & rare[other]))
    same, different = (sum(alike[key]) / len(alike[key]) for key in (True, False))
    assert same > different * 1.25


def test_stories_are_about_as_long_as_asked_and_hold_what_editors_use(bodies: dict[str, str]) -> None:
    lengths = sorted(len(re.findall(f"[{HAN}]", body)) for body in bodies.values())
    assert 450 < lengths[len(lengths) // 2] < 750
    everything = "\n".join(bodies.values())
    for ornament in ("\n## ", "\n- ", "\n1. ", "**", "[[wish:", "[[story:", "\n> ", "| --- |", "![", "　　"):
        assert ornament in everything, ornament


def test_nothing_of_the_phrasebook_is_left_unfilled(bodies: dict[str, str]) -> None:
    assert not [body for body in bodies.values() if "{" in body or "}" in body]
