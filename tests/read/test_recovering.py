"""One slip does not hide the rest of a file: what is broken by itself is left out, and all else is read and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.read import load, recovering, source, yamlfile
from tests import sites
from tests.link.register import PERSON
from tests.sites import told

Make = Callable[..., Path]

WISHES = "content/wishes/w.yaml"


def codes_of(text: str) -> list[tuple[str, int]]:
    found = recovering.read(text, WISHES).problems
    return sorted(((problem.code, problem.location.line) for problem in found), key=lambda told: told[1])


def test_what_can_be_read_is_read_as_it_is() -> None:
    rest = recovering.read("- id: a\n- id: b\n", WISHES)
    assert (rest.value, rest.problems, rest.is_whole) == ([{"id": "a"}, {"id": "b"}], (), True)


def test_a_broken_field_is_left_out_with_its_lines_and_nothing_else() -> None:
    rest = recovering.read("- id: a\n  title: @灯\n    再亮\n  place: x\n- id: b\n", WISHES)
    assert rest.value == [{"id": "a", "place": "x"}, {"id": "b"}]
    assert rest.text == "- id: a\n\n\n  place: x\n- id: b\n"
    assert (rest.fields, rest.torn, rest.lost) == (frozenset({"title"}), frozenset({0}), ())


def test_a_record_is_left_out_where_its_first_line_is_broken() -> None:
    rest = recovering.read("- id: a\n- title: @灯\n  id: b\n- id: c\n", WISHES)
    assert rest.value == [{"id": "a"}, {"id": "c"}]
    assert (rest.fields, rest.torn, rest.lost) == (frozenset(), frozenset(), ("b",))


def test_items_that_lost_a_field_are_counted_among_those_that_are_left() -> None:
    rest = recovering.read("- title: @灯\n- id: b\n- id: c\n  title: @灯\n", WISHES)
    assert rest.value == [{"id": "b"}, {"id": "c"}]
    assert (rest.torn, rest.lost) == (frozenset({1}), ("",))


def test_every_slip_is_told_at_its_line() -> None:
    text = '- id: a\n  title: @灯\n- id: b\n  tags: [甲, 乙\n- id: c\n  title: "灯\n- id: d\n\ttitle: 灯\n  place：x\n'
    assert codes_of(text) == [("C615", 2), ("C649", 4), ("C614", 6), ("C613", 8), ("C611", 9)]


def test_of_a_mapping_a_field_is_left_out() -> None:
    rest = recovering.read("title: @点亮\nper_page: 10\n", "content/site.yaml")
    assert rest.value == {"per_page": "10"}
    assert rest.fields == {"title"}


def test_nothing_is_left_out_that_can_be_read_by_itself() -> None:
    # The second line is blamed, and it is the first that stands too far in.
    text = "  title: 点亮\nper_page: 10\norganization：甲\n"
    rest = recovering.read(text, "content/site.yaml")
    assert (rest.text, rest.value) == (text, None)


def test_of_a_very_large_text_the_first_slip_is_told() -> None:
    text = "- id: a\n  title: @灯\n- id: b\n  title: @灯\n" + "# 说明\n" * 200_000
    assert codes_of(text) == [("C615", 2)]


def test_as_many_slips_as_one_likes_are_told_in_good_time() -> None:
    text = "- id: a\n" + "  a：b\n" * 20_000 + "  title: @灯\n" * 3
    assert len(codes_of(text)) == 20_003


LINES = """\
- id: a
  title: 灯
  title：灯
  x: @y
  x: "y
\tx: y
  x: [a, b
    z: 1
# 说明

-x: y
---""".splitlines()


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_whatever_is_read_stands_where_it_stood(lines: list[str]) -> None:
    text = "\n".join(lines)
    rest = recovering.read(text, WISHES)
    left = rest.text.split("\n")
    assert [one if one else line for one, line in zip(left, text.split("\n"), strict=True)] == text.split("\n")
    value, first = yamlfile.parse(text, WISHES)
    assert set(first) <= set(rest.problems)
    if value is not None or not first:
        assert (rest.value, rest.is_whole) == (value, True)
    elif rest.value is not None:
        assert yamlfile.parse(rest.text, WISHES)[0] == rest.value


BROKEN = """
-- content/wishes/w.yaml --
- id: w-1
  title: @灯
  category: home
  place: dukou
  beneficiary: {name: 众人, crowd: true}
  collected: 2026-01-03
- id: w-2
  title: 灯
  categry: home
  place: dukou
  beneficiary: {name: 众人, crowd: true}
  collected: 2026-01-03
- id: w-3
  title: 灯
  category: home
  place: nowhere
  beneficiary: {name: 众人, crowd: true}
  collected: 2026-01-03
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-01
channel: stories
tags: [灯
source: {name: 甲, uri: x}
---
灯亮了。
-- content/stories/b.md --
---
title: 灯亮了
date: 2026-02-01
channel: stories
wishes: [w-1, w-2, w-9]
---
灯亮了。
"""


def test_all_that_is_wrong_with_a_file_is_told_at_once(site: Make) -> None:
    """Records below a slip are checked, what refers to them as well, and nothing is told of what could not be read."""
    report = sites.check(site(BROKEN))
    assert told(report.problems) == [
        "C615 content/wishes/w.yaml:2",
        "C649 content/stories/a.md:5",
        "S201 content/stories/a.md:6",
        "S210 content/stories/b.md:5",
        "W101 content/wishes/w.yaml:9",
        "W110 content/wishes/w.yaml:16",
    ]


def test_of_a_register_that_cannot_be_read_whole_nothing_is_taken(site: Make) -> None:
    """Who is missing in it, nobody could tell from who is not."""
    root = site(f"{PERSON}- id: p-9\n  name: @韦\n- id: p-10\n  name: 韦\n")
    sources, _ = source.scan(root, program_templates=root)
    loaded = load.load(sources)
    assert told(loaded.problems) == ["C615 content/private/people.yaml:3"]
    assert loaded.records.people == ()
    assert all(loaded.records.unread.may_be("person", person) for person in ("p-1", "p-9", "p-10"))
