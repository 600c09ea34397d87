from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.outputs import Lazy, Output
from generator.plan.search import segments, spelling
from generator.plan.search.documents import Document, Plain
from generator.plan.search.segments import Segment
from tests.plan.search.shelf import Shelf

_WORDS = "点亮微心愿老人Aa １2，。灯灯灯"


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Many shards, and grams that are common, in few documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_SHARD_TEXT", {"r": 1 << 5, "a": 1 << 5})
        patch.setattr(spelling, "_COMMON", 6)
        yield


def text(seed: int, *, length: int = 40) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(_WORDS) for _ in range(length))


def document(name: int, words: str) -> Document:
    return Document("wish", f"w-{name:03}", "w.html", f"窗{words[:3]}", dt.date(2026, 1, 1), (words,), Plain(), ())


def some(count: int = 40) -> list[Document]:
    return [document(number, text(number)) for number in range(count)]


def shards(documents: Sequence[Document], memory: Shelf | None) -> dict[str, Output]:
    return {one.path: one for one in Segment("a", documents, memory).outputs() if "/text-" not in one.path}


def made(output: Output) -> bytes:
    assert isinstance(output.recipe, Lazy)
    return output.recipe.make()


def from_scratch(documents: Sequence[Document]) -> dict[str, bytes]:
    return {path: made(output) for path, output in shards(documents, None).items()}


class Site:
    """Builds again and again: makes only shards whose key is new, as a build does, and keeps the others."""

    def __init__(self) -> None:
        self.memory = Shelf()
        self.keys: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.written: set[str] = set()

    def build(self, documents: Sequence[Document]) -> None:
        planned = shards(documents, self.memory)
        fresh = {path: made(one) for path, one in planned.items() if self.keys.get(path) != one.key}
        self.written = set(fresh)
        self.files = {path: fresh[path] if path in fresh else self.files[path] for path in planned}
        self.keys = {path: one.key for path, one in planned.items()}


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "edit", "two", "add", "remove"]), st.integers(0, 39), st.integers(0, 99)
    ),
    min_size=1,
    max_size=5,
)


@given(EDITS)
@settings(max_examples=25, deadline=None)
def test_after_any_edits_the_shards_are_those_made_from_scratch(edits: list[tuple[str, int, int]]) -> None:
    documents = some()
    site = Site()
    site.build(documents)
    for kind, at, seed in edits:
        old = documents[at % len(documents)]
        if kind == "add":
            documents.insert(at, document(1000 + seed, text(seed)))
        elif kind == "remove":
            documents.remove(old)
        else:
            # A few characters, and one that was nowhere before.
            words = old.before[0][: seed % 40] + text(seed, length=3) + chr(0x20000 + seed) + old.before[0][seed % 40 :]
            documents[documents.index(old)] = document(int(old.id[2:]), words)
            if kind == "two":
                documents[0] = document(int(documents[0].id[2:]), text(seed, length=9))
        site.build(documents)
        assert site.files == from_scratch(documents)


def test_whatever_is_remembered_is_what_would_be_made() -> None:
    documents, site = some(), Site()
    site.build(documents)
    documents[7] = document(7, "渡口的灯亮了")
    site.build(documents)
    # Another output, of which nothing is there yet.
    assert {path: made(one) for path, one in shards(documents, site.memory).items()} == from_scratch(documents)
    assert site.memory.kept is not None


def test_an_edit_leaves_most_shards_alone() -> None:
    documents, site = some(), Site()
    site.build(documents)
    before = Segment("a", documents, None).fact
    assert len(site.written) == before.shards == 64
    documents[7] = document(7, documents[7].before[0] + "渡")
    site.build(documents)
    assert 0 < len(site.written) <= 4
    after = Segment("a", documents, None).fact
    assert after.version == before.version
    assert after.edition != before.edition
    site.build(documents)
    assert site.written == set()


def test_what_is_not_sought_changes_no_shard() -> None:
    documents, site = some(), Site()
    site.build(documents)
    documents[7] = msgspec.structs.replace(documents[7], address="elsewhere.html")
    for _ in range(2):
        site.build(documents)
        assert site.written == set()


def test_other_numbers_are_another_version() -> None:
    documents, site = some(), Site()
    site.build(documents)
    version = Segment("a", documents, None).fact.version
    documents[3], documents[4] = documents[4], documents[3]
    site.build(documents)
    assert len(site.written) == len(site.files)
    assert Segment("a", documents, None).fact.version != version
    assert site.files == from_scratch(documents)


def test_many_edits_at_once_are_made_from_scratch() -> None:
    documents, site = some(96), Site()
    site.build(documents)
    changed = [document(number, text(number + 500)) for number in range(96)]
    site.build(changed)
    assert len(site.written) == len(site.files)
    assert site.files == from_scratch(changed)


def _cut(memory: Shelf) -> None:
    memory.pieces[0] = memory.pieces[0][:-4]


def _lost(memory: Shelf) -> None:
    del memory.pieces[5]


def _of_another_moment(memory: Shelf) -> None:
    other = Site()
    other.build([document(number, text(number + 900)) for number in range(40)])
    memory.pieces |= {number: other.memory.pieces[number] for number in range(4)}


def _flipped(at: float) -> Callable[[Shelf], None]:
    def damage(memory: Shelf) -> None:
        for number, content in memory.pieces.items():
            place = 16 + int((len(content) - 17) * at)
            memory.pieces[number] = content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]

    return damage


@pytest.mark.parametrize("damage", [_cut, _lost, _of_another_moment, *map(_flipped, (0, 0.3, 0.6, 0.8, 0.9, 1))])
def test_what_was_damaged_is_made_anew(damage: Callable[[Shelf], None]) -> None:
    documents, site = some(), Site()
    site.build(documents)
    damage(site.memory)
    changed = [document(number, text(number + 500)) if number in (7, 8) else documents[number] for number in range(40)]
    planned = shards(changed, site.memory)
    assert {path: made(one) for path, one in planned.items()} == from_scratch(changed)
    site.build(changed)
    assert site.files == from_scratch(changed)


def test_a_build_that_was_killed_while_it_kept_its_index() -> None:
    documents, site = some(), Site()
    site.build(documents)
    before = site.memory.kept, site.keys, site.files
    # All phases are others, and there are as many of them.
    documents[7] = msgspec.structs.replace(documents[7], before=("\u3000" + documents[7].before[0],))
    site.build(documents)
    site.memory.kept, site.keys, site.files = before
    site.build(documents)
    assert site.files == from_scratch(documents)


def test_a_full_disk_costs_time_and_nothing_else() -> None:
    documents, site = some(), Site()
    site.build(documents)
    for number in (7, 9):
        site.memory.is_full = number == 7
        documents[number] = document(number, text(number + 500))
        site.build(documents)
        assert site.files == from_scratch(documents)


def test_nothing_that_was_taken_out_is_remembered() -> None:
    documents, site = some(), Site()
    documents[7] = document(7, "河边的灯")
    pair = (ord("河") << 21 | ord("边")).to_bytes(8, "little")
    site.build(documents)
    assert pair in b"".join(site.memory.pieces.values())
    documents[7] = document(7, "渡口的灯")
    site.build(documents)
    assert site.memory.kept is not None
    assert pair not in b"".join(site.memory.pieces.values())
    # And where there is no archive any more, nothing at all.
    segments.segments(documents, site.memory)
    assert site.memory.kept is None
    assert not site.memory.pieces
