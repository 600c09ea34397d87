from __future__ import annotations

import time

import pytest

from generator.read import yamlfile
from generator.read.yamlvalues import Quoted, Value
from tests.sites import told


def parsed(text: str) -> Value:
    value, problems = yamlfile.parse(text, "x")
    assert problems == ()
    return value


def refused(text: str) -> list[str]:
    """Code, line and column of every problem."""
    _, problems = yamlfile.parse(text, "x")
    return [f"{item.code} {item.location.line}:{item.location.column}" for item in problems]


@pytest.mark.parametrize(
    "scalar",
    [
        *("no", "on", "true", "~", "null", "010", "0x1F", "1e3", "1_000", "12:30:45", "10:30", ".inf", "=", "<<"),
        *("450305201503120016", "123456789012345678", "2026-02-03", "2026-02-30", "2026-02-03 09:30", "+86", "3.10"),
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(scalar: str) -> None:
    assert parsed(f"key: {scalar}\n") == {"key": scalar}
    assert parsed(f"[{scalar}]") == [scalar]


def test_values_are_mappings_lists_and_texts_and_nothing_is_none() -> None:
    assert parsed("a:\nb: ''\nc: [x, ]\nd: {e: f}\ng:\n  - h\n  - i: j\n") == {
        "a": None,
        "b": "",
        "c": ["x"],
        "d": {"e": "f"},
        "g": ["h", {"i": "j"}],
    }
    assert parsed("") is None
    assert parsed("# 只有注释\n") is None
    assert parsed("---\na: b\n...\n") == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- ref: 柜 1\n    withdrawn：2026-11-01\n", "2:5"),
        ("- ref: 柜 1\n    withdrawn:2026-11-01\n", "2:5"),
        ("- ref: 柜 1\n    withdrawn 2026-11-01\n", "2:5"),
        ("ref: 柜 1\n\n  # 他不愿意了\n", ""),
        ("credit: 志愿队\n  subjects：[p-004]\n", "2:3"),
        ("editor: 廖明\n  draft:true\n", "2:3"),
        ("editor: 廖明\n  draft true\n", "2:3"),
        ("- {id: c-1, ref: 柜 1，withdrawn：2026-11-01}\n", "1:22"),
        ("name: 甲\n  contact：0773-5551234\n", "2:3"),
        ("aliases:\n- 桐桐\n  guardian：p-006\n", "3:3"),
        ("ref: 柜 1\n  guardian p-006\n", "2:3"),
        # What may as well be a text.
        ("summary: The library opened again\n  on 3 May, and people 30 years old\n  count 26 wishes\n", ""),
        ("tags: [people, draft]\n", ""),
        ("title: 剧目《Guardian：守护》进社区\n", ""),
        ("title: Anonymous：一位不留名的裁缝\n", ""),
        ("summary: Page withdrawn 2026-01-02 by its author\n", ""),
        ("summary: 门上写着“closed：”三个字\n", ""),
        ("url: https://news.example.org/draft:1?scope=2\n", ""),
        ("wish: 想看清孙女\n  寄来的信：很久了\n", ""),
        ("outcome: Volunteers came and the\n  people of the street looked on\n", ""),
        ("url: https://news.example.org/a:b\n", ""),
        ("ref: '柜 1\n  withdrawn：2026-11-01'\n", ""),
    ],
)
def test_a_field_that_a_value_swallows_is_told(text: str, place: str) -> None:
    assert refused(text) == ([f"C650 {place}"] if place else [])


@pytest.mark.parametrize(
    "value",
    [
        "|\n    柜 1\n    withdrawn: 2026-06-20",
        '"柜 1\n    withdrawn: 2026-06-20"',
        "档案 2025-004 withdrawn 2026-06-20",
        "档案（2025-004）withdrawn：2026-06-20",
        "交给站里。Withdrawn：2026-06-20",
        '柜 1 "withdrawn"：2026-06-20',
        "柜 1 withdrawn = 2026-06-20",
        "柜 1 withdrawn∶2026-06-20",
        "柜 1 withdrawn2026-06-20",
        "柜 1\n    signed_by p-006",
        "柜 1，person：p-012",
    ],
)
def test_in_the_register_no_way_of_writing_swallows_a_field(value: str) -> None:
    _, found = yamlfile.parse(f"- ref: {value}\n", "content/private/consents.yaml")
    assert [problem.code for problem in found] == ["C650"]


def test_what_was_quoted_is_known_to_have_been() -> None:
    value = parsed('["敬老，助学", \'甲\', 乙, ""]')
    assert isinstance(value, list)
    assert [isinstance(item, Quoted) for item in value] == [True, True, False, True]


def test_folded_and_literal_blocks_are_text() -> None:
    assert parsed("a: |\n  一\n  二\nb: >\n  三\n  四\n") == {"a": "一\n二\n", "b": "三 四\n"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        # What a community worker types, and where she has to look (domain 9.2).
        ("id: stories\ntitle：愿望\nname: x\n", "C611 2:6"),
        ("- id: stories\n  name：愿望\n  description: x\n", "C611 2:7"),
        ("a: b\ntitle:愿望\nc: d\n", "C612 2:6"),
        ("a: b\n\tc: d\n", "C613 2:1"),
        ("a:\n\t- b\n", "C613 2:1"),
        ("a:\tb\nc: d: e\n", "C613 1:3"),
        ('a: b\ntitle: "愿望\n', "C614 2:8"),
        ("a: b\ntitle: '愿望\nc: d\n", "C614 2:8"),
        ("a: b\ntitle: [公告]冬天的事\n", "C615 2:8"),
        ("a: b\ntitle: *重点*\n", "C615 2:8"),
        ("a: b\ntitle: @小明\n", "C615 2:8"),
        ("a: b\ntitle: %五十\n", "C615 2:8"),
        ("a: b\ntitle: 愿望: 一双鞋\n", "C616 2:10"),
        ('a: b\ntitle: "愿望"真好\n', "C628 2:12"),
        ("a: b\n  c: d\n", "C658 2:1"),
        ("a: b\nc: [x, y\nd: e\n", "C649 2:4"),
        ("a: b\nc: [x,\n  y\n\nd: e\n", "C649 2:4"),
        ("- {id: a}\n- {id: b, name: c\n", "C649 2:3"),
        ("a: b\nc: [#x, y]", "C617 2:1"),
        ("a: 1\nb: 2\na: 3\n", "C618 3:1"),
        ("a: &x 1\n", "C619 1:4"),
        ("a: 1\nb: *x\n", "C619 2:4"),
        ("a: 1\nb: !重要 通知\n", "C615 2:4"),
        ("a: 1\nb: !note 通知\n", "C620 2:4"),
        ("a: !!python/object:os.system x\n", "C620 1:4"),
        ("a: b\n---\nc: d\n", "C625 2:1"),
        ("a: b\ntag: #微心愿\n", "C639 2:5"),
        ("a: b\nlist:\n  - #微心愿\n  - 志愿\n", "C639 3:4"),
        ("- id: a\n\u3000\u3000name: b\n", "C647 2:1"),
        ("- id: a\n \u00a0name: b\n", "C647 2:1"),
        ("- id: a\n  name:\u3000b\n  kind: c\n", "C612 2:7"),
        ("- id: a\n-id: b\n", "C648 2:1"),
        ("- id: a\n— id: b\n", "C648 2:1"),
        ("tags: [灯\nid: a\n", "C649 1:7"),
        ("? [a, b]\n: c\n", "C617 1:3"),
    ],
)
def test_a_slip_is_named_for_what_it_is_where_it_is(text: str, problem: str) -> None:
    assert refused(text) == [problem]


def test_a_comment_after_a_value_or_under_an_empty_key_is_a_comment() -> None:
    assert parsed("a: b # 说明\nc: # 说明\n  - d\n") == {"a": "b", "c": ["d"]}


def test_all_duplicate_keys_are_named_with_the_first_line() -> None:
    _, problems = yamlfile.parse("a: 1\nb: 2\na: 3\nb: {c: 1, c: 2}\n", "x", first_line=2)
    assert told(problems) == ["C618 x:4", "C618 x:5", "C618 x:5"]
    assert [dict(problem.facts) for problem in problems] == [
        {"key": "a", "first": "2"},
        {"key": "b", "first": "3"},
        {"key": "c", "first": "5"},
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_at_once_and_the_process_lives(opening: str) -> None:
    start = time.perf_counter()
    _, (problem,) = yamlfile.parse(opening * 100_000, "x")
    assert problem.code in {"C617", "C621"}
    assert time.perf_counter() - start < 1


def test_a_hundred_thousand_brackets_are_too_deep() -> None:
    _, (problem,) = yamlfile.parse("a: " + "[" * 100_000 + "]" * 100_000, "x")
    assert (problem.code, dict(problem.facts)) == ("C621", {"limit": "64"})


def test_sixty_levels_are_not() -> None:
    value = parsed("[" * 60 + "]" * 60)
    assert value == [value[0]] if isinstance(value, list) else pytest.fail("no list")


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert refused(text) == ["C619 1:4"]


def test_marks_lead_to_keys_and_items() -> None:
    text = "- id: a\n  list: [b, c]\n- id: d\n  inner:\n    deep: e\n"
    assert yamlfile.marks(text, first_line=10) == {
        (0,): (10, 3),
        (0, "id"): (10, 3),
        (0, "list"): (11, 3),
        (0, "list", 0): (11, 10),
        (0, "list", 1): (11, 13),
        (1,): (12, 3),
        (1, "id"): (12, 3),
        (1, "inner"): (13, 3),
        (1, "inner", "deep"): (14, 5),
    }


def test_marks_of_what_is_broken_are_those_before_the_fault() -> None:
    assert yamlfile.marks("a: b\nc: [d\ne: f: g\n")[("a",)] == (1, 1)


def test_slips_that_every_line_shows_are_told_of_every_line() -> None:
    _, problems = yamlfile.parse("title：灯\ndate: 2026-02-03\nchannel：stories\ntags:灯\nplaces:\u3000a\n", "a")
    assert [(problem.code, problem.location.line) for problem in problems] == [
        ("C611", 1),
        ("C611", 3),
        ("C612", 4),
        ("C612", 5),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: 灯\n标题：信纸\ndate: 2026-02-03\n", 2, 1),
        ("- id: w-1\n  名称：一副老花镜\n  wish: 好\n", 2, 3),
        ("summary: 第一行。\n第二行摘要。\neditor: 叶\n", 2, 1),
        ("title: 灯\n\n标题：信纸\n\ndate: 2026-02-03\n", 3, 1),
    ],
)
def test_what_is_no_field_is_told_itself_and_not_the_one_below(text: str, line: int, column: int) -> None:
    _, problems = yamlfile.parse(text, "x")
    assert [(problem.code, problem.location.line, problem.location.column) for problem in problems] == [
        ("C617", line, column)
    ]


@pytest.mark.parametrize("text", ["date: 2026-01-04 #当天办好\n", "wish: 好 # 说明\n", 'title: "信 #1"\n', "a: 信#1\n"])
def test_remarks_and_what_stands_in_quotes_are_no_loss(text: str) -> None:
    assert yamlfile.parse(text, "x")[1] == ()


def test_nothing_private_is_quoted_where_a_value_was_cut() -> None:
    _, (problem,) = yamlfile.parse("name: 韦岚音 #韦嫂\n", "content/private/people.yaml")
    assert (problem.code, problem.facts) == ("C653", (("text", "#"),))
