from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.link.privacy.guard import Guard, Secret
from generator.link.scanning.scanner import Scanner
from generator.plan.search import letters, postings
from generator.plan.search.documents import Document, Plain
from generator.plan.search.postings import Postings
from generator.plan.search.spelling import spelled
from tests.plan.search import reader

_CHARACTERS = "点亮微心愿老人Aa ＡＢ１2，。,ﬁ㎡𠮷\u3000"


def document(title: str, *paragraphs: str) -> Document:
    return Document("story", "s", "s.html", title, dt.date(2026, 1, 1), (), Plain("\n".join(paragraphs)), ())


def shards_in(documents: list[Document], shards: int) -> Iterator[str]:
    """All shards of some documents, in order."""
    made = Postings(documents, shards)
    for first in range(0, shards, made.span):
        yield from spelled(made.lists(first), len(documents))


def some(count: int, *, seed: int = 1, characters: str = _CHARACTERS, length: int = 80) -> list[Document]:
    rng = random.Random(seed)
    texts = ["".join(rng.choice(characters) for _ in range(rng.randrange(1, length))) for _ in range(3 * count)]
    return [document("题" + one[:9], two, three) for one, two, three in zip(*[iter(texts)] * 3, strict=True)]


def expected(documents: list[Document]) -> dict[str, tuple[dict[int, set[int]], dict[int, set[int]]]]:
    """Phases by document, for titles and others, by gram; found without arithmetic on arrays."""
    index: dict[str, tuple[dict[int, set[int]], dict[int, set[int]]]] = defaultdict(
        lambda: (defaultdict(set), defaultdict(set))
    )
    for number, item in enumerate(documents):
        for place, paragraph in enumerate((item.title, *item.paragraphs)):
            text = letters.folded(paragraph)
            for at in range(len(text)):
                for gram in {text[at], text[at : at + 2]}:
                    if not any(map(str.isspace, gram)):
                        index[gram][min(place, 1)][number].add(at % 32)
    return index


@pytest.mark.parametrize("shards", [1, 8])
def test_the_lists_are_those_of_a_plain_count(shards: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that the occurrences are sorted in several ranges.
    monkeypatch.setattr(postings, "_OCCURRENCES", 20_000)
    # In one of them, a gram stands in more places than are written down.
    documents = [*some(1300, length=60), document("窗", "灯灯" * 6)]
    made = list(shards_in(documents, shards))
    assert len(made) == shards
    index = expected(documents)
    assert sum(shard.count("|") for shard in made) == len(index)
    for gram, wanted in index.items():
        for found, phases in zip(reader.lists(made, gram), wanted, strict=True):
            assert found.keys() == phases.keys()
            common = len(phases) > 128 and len(phases) * 2 > len(documents)
            for number, some_phases in phases.items():
                bare = len(gram) == 1 or len(some_phases) > letters.MOST_PHASES or common
                assert found[number] == (reader.ANY if bare else some_phases)


def test_it_is_written_as_the_format_says() -> None:
    [made] = shards_in([document("灯", "亮灯"), document("亮", "灯亮灯亮")], 1)
    key, phase = letters.key_of, letters.PHASES
    assert sorted(made.split("|")[1:]) == sorted(
        [
            f"{key('灯')}!#;##",
            f"{key('亮')}!$;##",
            f"{key('亮灯')}!;#{phase[0]}#{phase[1]}",
            f"{key('灯亮')}!;${phase[0]}{phase[2]}",
        ]
    )


@given(
    st.lists(st.tuples(st.text("亮灯aA ", max_size=5), st.text("亮灯aA １", max_size=90)), min_size=1, max_size=5),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_paragraph_is_found(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    documents = [document(f"窗{title}", text) for title, text in texts]
    made = list(shards_in(documents, 4))
    number = data.draw(st.sampled_from(range(len(documents))))
    paragraphs = (documents[number].title, *documents[number].paragraphs)
    paragraph = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(0, len(paragraph) - 1))
    term = paragraph[start : start + data.draw(st.integers(1, 8))].split()
    if term:
        assert number in reader.candidates(made, term[0])[paragraph is not documents[number].title]


def test_no_pair_reaches_from_one_paragraph_into_the_next() -> None:
    made = list(shards_in([document("微", "心", "愿望"), document("微心", "心愿")], 2))
    assert reader.candidates(made, "微心") == ({1}, set())
    assert reader.candidates(made, "心愿") == (set(), {1})
    assert reader.candidates(made, "心愿望") == (set(), set())


def test_phases_part_what_stands_in_the_same_document_but_not_together() -> None:
    made = list(shards_in([document("窗", "老人家在，家人都在"), document("窗", "老人和家人在")], 1))
    assert reader.candidates(made, "老人家") == (set(), {0})
    assert reader.candidates(made, "人家人") == (set(), set())


def test_nothing_to_read_makes_empty_shards() -> None:
    assert list(shards_in([document(" ", "")], 2)) == ["", ""]


def test_the_scan_for_leaks_hears_nothing_in_the_noise() -> None:
    names = ["李薇", "王芳", "欧阳娜娜", "韦兰", "吴敏", "嗯", "林一"]
    secrets = [Secret(f"p-{number}", "name", name) for number, name in enumerate(names)]
    scanner = Scanner(Guard((*secrets, Secret("p-9", "phone", "5551234")), ()), ())
    many = "".join(chr(code) for code in range(0x4E00, 0x5200)) + "李薇王芳"
    for number, shard in enumerate(shards_in(some(2500, characters=many), 64)):
        script = f'wishlightSearch.shard("a",{number},"0123456789","{shard}");\n'
        assert scanner.scan(f"search/a-{number:03x}.js", script.encode()) == []
    leaking = 'wishlightSearch.text(["a",1,[["story","x","x.html","窗","2026-01-01",["王芳来了"]]]]);'
    assert [leak.rule for leak in scanner.scan("search/text-a-001.js", leaking.encode())] == ["name"]
