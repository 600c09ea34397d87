from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.read import encoding
from tests import sites
from tests.sites import told

WORDS = "title: 点亮微心愿\norganization: 石榴区，“志愿”联合会\n"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("gb18030"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r\n").encode("utf-8-sig"),
        WORDS.replace("\n", "\r\n").encode("gb18030"),
        WORDS.replace("\n", "\r").encode(),
        b"\x84\x31\x95\x33" + WORDS.encode("gb18030"),
    ],
    ids=["utf-8", "bom", "gb18030", "crlf", "crlf-bom", "crlf-gb18030", "cr", "gb18030-bom"],
)
def test_every_way_of_saving_a_file_gives_the_same_text(content: bytes) -> None:
    assert encoding.decode(content, "content/site.yaml") == (WORDS, ())


def test_gb18030_beyond_gbk_is_read() -> None:
    name = "㙍𠮷"
    assert encoding.decode(f"name: {name}".encode("gb18030"), "x") == (f"name: {name}", ())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (WORDS.encode("utf-16"), "C622 x:1"),
        (WORDS.encode("utf-16-be"), "C622 x:2"),
        (WORDS.encode().replace("联".encode(), b"\xe8\x81"), "C622 x:2"),
        (b"title: ok\nname: \x81\n", "C622 x:2"),
        (b"title: ok\n\nname: a\x00b\n", "C623 x:3"),
        (b"title: ok\nname: a\x1bb\n", "C623 x:2"),
        ("title: ok\r\nname: a\x08b\r\n".encode("gb18030"), "C623 x:2"),
    ],
    ids=["utf-16", "utf-16-be", "broken utf-8", "no encoding", "nul", "escape", "backspace after crlf"],
)
def test_what_is_no_text_is_named_with_its_line(content: bytes, problem: str) -> None:
    text, problems = encoding.decode(content, "x")
    assert text == ""
    assert told(problems)[0] == problem


def test_the_column_counts_characters_not_bytes() -> None:
    _, (problem,) = encoding.decode("点亮\n微心愿\x01".encode(), "x")
    assert (problem.location.line, problem.location.column) == (2, 4)
    assert problem.facts == (("character", "U+0001"),)


def test_a_site_saved_by_three_programs_is_one_site(site: Callable[..., Path]) -> None:
    """A story from an old Notepad, the places from a new one, the rest from anything else."""
    story = "---\ntitle: 灯亮了\ndate: 2026-02-03 09:30\nchannel: stories\nplaces: [dukou]\n---\n河边的灯亮了。\n"
    root = site()
    places = (root / "content/places.yaml").read_text("utf-8")
    sites.write(root / "content/places.yaml", places.replace("\n", "\r\n").encode("utf-8-sig"))
    sites.write(root / "content/stories/20260203-01.md", story.replace("\n", "\r\n").encode("gb18030"))
    _, records, problems = sites.read(root)
    assert problems == []
    assert [place.name for place in records.places] == ["石榴区", "渡口街道", "河边社区"]
    assert [(story.title, story.body) for story in records.stories] == [("灯亮了", "河边的灯亮了。\n")]


def test_what_commands_a_terminal_is_no_text() -> None:
    text, problems = encoding.decode("title: a\x9bb\n".encode(), "a.md")
    assert (text, [problem.code for problem in problems]) == ("", ["C623"])
