from __future__ import annotations

import datetime as dt

import pytest

from generator.base.digest import Part
from generator.plan.outputs import Lazy, Output
from generator.plan.search import segments
from generator.plan.search.documents import Document, Plain
from tests.plan.search import reader


def some(count: int, *, words: str = "想要一盏灯") -> list[Document]:
    return [
        Document("wish", f"w-{n}", f"wishes/w-{n}.html", f"第 {n} 盏灯", dt.date(2026, 1, 1), (words,), Plain(), ())
        for n in range(count)
    ]


CASES = ((20, "想要一盏灯"), (20, "想要两盏灯"), (21, "想要一盏灯"))


def outputs(documents: list[Document]) -> dict[str, Output]:
    return {output.path: output for one in segments.segments(documents) for output in one.outputs()}


def keys(documents: list[Document]) -> dict[str, bytes]:
    return {path: output.key for path, output in outputs(documents).items()}


def made(output: Output) -> bytes:
    assert isinstance(output.recipe, Lazy)
    return output.recipe.make()


def test_what_is_published_touches_the_recent_segment_only() -> None:
    before, after = keys(some(2048 + 19)), keys(some(2048 + 20))
    changed = {path for path, key in after.items() if before.get(path) != key}
    assert changed == {"search/r-000.js", "search/text-r-001.js"}
    assert sum(path.startswith("search/text-a-") for path in after) == 2048 // 16
    [recent, archive] = segments.segments(some(2048 + 20))
    assert (recent.fact.documents, archive.fact.documents) == (20, 2048)
    assert archive.fact == segments.segments(some(2048 + 19))[1].fact


def test_the_archive_grows_by_the_round() -> None:
    assert [one.fact.name for one in segments.segments(some(1023))] == ["r"]
    assert [one.fact.name for one in segments.segments(some(1024))] == ["a"]
    assert [one.fact.name for one in segments.segments(some(1025))] == ["r", "a"]
    assert segments.segments([]) == []


def test_a_changed_word_changes_the_edition_and_another_document_the_version() -> None:
    [one], [other], [more] = (segments.segments(some(count, words=words)) for count, words in CASES)
    assert len(one.fact.version) == len(one.fact.edition) == 10
    assert one.fact.version == other.fact.version
    assert one.fact.edition != other.fact.edition
    assert more.fact.version != one.fact.version
    assert more.fact.edition not in (one.fact.edition, other.fact.edition)


def test_shards_are_the_same_in_whatever_order_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_SHARD_TEXT", {"r": 1 << 5, "a": 1 << 5})
    monkeypatch.setattr("generator.plan.search.postings._OCCURRENCES", 1000)
    planned = {path: output for path, output in outputs(some(200)).items() if "text" not in path}
    assert len(planned) == 32
    forwards = {path: made(output) for path, output in planned.items()}
    again = outputs(some(200))
    assert {path: made(again[path]) for path in sorted(planned, reverse=True)} == forwards
    # And once more from the same plan, after it was forgotten.
    assert {path: made(output) for path, output in planned.items()} == forwards


def test_a_shard_is_a_call_that_says_what_it_belongs_to() -> None:
    [segment] = segments.segments(some(20))
    *_, shard = segment.outputs()
    start, text, end = made(shard).decode().rsplit('"', 2)
    assert start == f'wishlightSearch.shard("r",0,"{segment.fact.version}",'
    assert end == ");\n"
    assert reader.candidates([text], "盏") == (set(range(20)), set(range(20)))
    assert reader.candidates([text], "第") == (set(range(20)), set())


def test_a_block_tells_of_sixteen_documents() -> None:
    texts = outputs(some(20))["search/text-r-001.js"]
    block = texts.parts["documents"]
    assert isinstance(block, Part)
    assert [one.id for one in block.value] == ["w-16", "w-17", "w-18", "w-19"]
    value = segments.text_block(texts.path, {"place": ("r", 2), "documents": tuple(some(1))})
    story = ("wish", "w-0", "wishes/w-0.html", "第 0 盏灯", dt.date(2026, 1, 1), ("想要一盏灯",))
    assert value == ("r", 2, [story])
