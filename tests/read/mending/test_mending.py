"""YAML with its slips mended. What a text becomes stands in *.txt beside this file: title, input, output.

Every part ends with a line that holds a dot; ``(as it was)`` stands for the input.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.read import yamlfile
from generator.read.mending import encoded, known
from generator.read.mending.ids import Numbers, add_ids
from generator.read.mending.kinds import Mend
from generator.read.mending.mend import is_read_the_same, mend_yaml
from generator.read.mending.scalars import Retyped, quoted, rewritten
from generator.read.mending.values import plain_date

FOLDER = Path(__file__).parent
PATHS = {"story": "content/stories/a.md", "wishes": "content/wishes/w.yaml", "site": "content/site.yaml"}
STORY, WISHES = PATHS["story"], PATHS["wishes"]
PEOPLE = "content/private/people.yaml"


def cases() -> list[ParameterSet]:
    found = []
    for name, path in PATHS.items():
        parts = (FOLDER / f"{name}.txt").read_text("utf-8").split("\n.\n")[:-1]
        for title, before, after in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
            expected = before if after == "(as it was)" else after
            found.append(pytest.param(path, before, expected, id=f"{name}: {title.strip()}"))
    return found


@pytest.mark.parametrize(("path", "before", "after"), cases())
def test_what_is_certain_is_mended_once(path: str, before: str, after: str) -> None:
    done = mend_yaml(before, path)
    assert done.text == after
    assert bool(done.mends) == (before != after)
    again = mend_yaml(after, path)
    assert (again.text, again.mends) == (after, {})


def test_every_mend_is_counted() -> None:
    text = "title：甲: 乙\ndate：2026年2月3号\ntags:灯、夜\ncover:\n\tsrc: a.jpg\nplaces:\n－ a\n"
    assert mend_yaml(text, STORY).mends == {
        Mend.COLON: 2,
        Mend.QUOTES: 1,
        Mend.DATE: 1,
        Mend.SPACE: 1,
        Mend.LIST: 1,
        Mend.TAB: 1,
        Mend.DASH: 1,
    }


@pytest.mark.parametrize(("typed", "mend"), [("-\t", Mend.TAB), ("－", Mend.DASH), ("-\u3000", Mend.DASH)])
def test_what_stands_before_an_item_has_its_name(typed: str, mend: Mend) -> None:
    done = mend_yaml(f"title: 甲\nplaces:\n{typed}a\n", STORY)
    assert (done.text, done.mends) == ("title: 甲\nplaces:\n- a\n", {mend: 1})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title：甲\nkicker: '乙\n", "C614 3"),
        ("title：甲\nkicker: [乙\n", "C649 3"),
        ("corrections:\n- date: 2026-02-03\n\t- text: 甲\n", "C617 4"),
    ],
)
def test_where_something_else_is_in_doubt_nothing_is_mended_and_that_is_named(text: str, problem: str) -> None:
    done = mend_yaml(text, STORY, first_line=2)
    assert (done.text, done.mends) == (text, {})
    assert [f"{item.code} {item.location.line}" for item in done.blocked] == [problem]


# Encoding

WORDS = "title: 点亮\ntags: [灯]\n"


@pytest.mark.parametrize(
    ("content", "mends"),
    [
        pytest.param(WORDS.encode(), (), id="utf-8"),
        pytest.param(WORDS.replace("\n", "\r\n").encode(), (), id="all crlf"),
        pytest.param(WORDS.replace("\n", "\r").encode(), (), id="all cr"),
        pytest.param(WORDS.replace("\n", "\r\n", 1).encode(), (Mend.LINE_ENDS,), id="a mixture"),
        pytest.param(WORDS.encode("utf-8-sig"), (Mend.BOM,), id="bom"),
        pytest.param(WORDS.encode("gb18030"), (Mend.ENCODING,), id="gb18030"),
        pytest.param(WORDS.encode("utf-16"), (Mend.ENCODING,), id="utf-16"),
        pytest.param(WORDS.replace("\n", "\r\n", 1).encode("gb18030"), (Mend.ENCODING, Mend.LINE_ENDS), id="both"),
        pytest.param(b"", (), id="nothing"),
    ],
)
def test_a_file_is_saved_as_utf_8_with_one_kind_of_line_end(content: bytes, mends: tuple[Mend, ...]) -> None:
    file, problems = encoded.opened(content, STORY)
    assert (file is not None, problems) == (True, ())
    assert file is not None
    assert file.mends == mends
    saved = encoded.sealed(file, file.text)
    assert saved.decode().replace("\r\n", "\n").replace("\r", "\n") == (WORDS if content else "")
    assert (saved == content) == (not mends)
    again, _ = encoded.opened(saved, STORY)
    assert again is not None
    assert again.mends == ()


@pytest.mark.parametrize(
    "content",
    [WORDS.encode("utf-16-le"), b"title: \x81\n", WORDS.encode().replace("灯".encode(), b"\xe7\x81"), b"\xff\xfea"],
    ids=["utf-16 without a mark", "no encoding", "broken utf-8", "broken utf-16"],
)
def test_what_is_no_certain_encoding_is_left(content: bytes) -> None:
    file, problems = encoded.opened(content, STORY)
    assert file is None
    assert {problem.code for problem in problems} <= {"C622", "C623"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_of_word_become_line_ends_in_the_text_alone(end: str) -> None:
    story = "---\ntitle: 灯{}亮了\n---\n灯亮了。\x0b她笑了。\n".replace("\n", end)
    file, _ = encoded.opened(story.replace("{}", "").encode(), STORY)
    assert file is not None
    # Two blanks: whoever ended a line meant it to end on the page.
    assert (file.text, file.mends) == ("---\ntitle: 灯亮了\n---\n灯亮了。  \n她笑了。\n", (Mend.LINE_ENDS,))
    for content, path in ((story.replace("{}", "\x0b"), STORY), ("title: 灯\x0b亮\n", "content/site.yaml")):
        file, problems = encoded.opened(content.encode(), path)
        assert file is None
        assert {problem.code for problem in problems} == {"C623"}


# Dates


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("2026年2月3号", "2026-02-03"),
        ("2026 年 2 月 3 日 上午 9:05", "2026-02-03 09:05"),
        ("2026年2月3日下午3点", "2026-02-03 15:00"),
        ("2026-02-03 9时30分", "2026-02-03 09:30"),
        ("２０２６－２－３　９：３０：０７", "2026-02-03 09:30:07"),
        ("2026-2/3", "2026-02-03"),
        ("20260203", "2026-02-03"),
        ("下午2026年2月3日", ""),
        ("2026-02-03 25:00", ""),
        ("2026-02-03T09:30:00+08:00", ""),
        ("2026-2", ""),
        ("202623", ""),
        ("26年2月3日", ""),
    ],
)
def test_a_date_has_one_meaning_or_stays(typed: str, plain: str) -> None:
    assert plain_date(typed) == plain


# Ids


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            WISHES,
            "- title: 甲\n  collected: 2026-02-03\n- {title: 乙, collected: 2025-1-2}\n"
            "- id:   # 编号\n  collected: 2026-3-1\n",
            "- id: 2026-0010\n  title: 甲\n  collected: 2026-02-03\n- {id: 2025-0001, title: 乙, collected: 2025-1-2}\n"
            "- id: 2026-0011   # 编号\n  collected: 2026-3-1\n",
        ),
        (WISHES, "title: 甲\ncollected: 2026年2月3日\n", "id: 2026-0010\ntitle: 甲\ncollected: 2026年2月3日\n"),
        (WISHES, "- title: 甲\n", "- title: 甲\n"),
        (WISHES, "- ID: 2026-0001\n  collected: 2026-02-03\n", "- ID: 2026-0001\n  collected: 2026-02-03\n"),
        (WISHES, "- id: 甲\n  collected: 2026-02-03\n", "- id: 甲\n  collected: 2026-02-03\n"),
        (
            PEOPLE,
            "# 登记\n- name: 甲\n- id: p-0003\n  name: 乙\n",
            "# 登记\n- id: p-0008\n  name: 甲\n- id: p-0003\n  name: 乙\n",
        ),
        (PEOPLE, "- name: 甲\n", "- id: p-008\n  name: 甲\n"),
        (
            "content/stories/灯.md",
            "title: 甲\ndate: 2026-02-03 10:00",
            "id: 20260203-03\ntitle: 甲\ndate: 2026-02-03 10:00",
        ),
        (STORY, "title: 甲\ndate: 2026-02-03", "title: 甲\ndate: 2026-02-03"),
        ("content/granters.yaml", "- name: 甲\n", "- name: 甲\n"),
    ],
)
def test_an_id_is_the_next_number_that_stands_nowhere(path: str, before: str, after: str) -> None:
    numbers = Numbers(["wishes: [2026-0009]", "见 [[story:20260203-02|那篇]]", "guardian: p-007"])
    text, added = add_ids(before, path, numbers)
    assert text == after
    assert (added > 0) == (before != after)
    assert is_read_the_same(before, after, path)
    assert add_ids(after, path, numbers) == (after, 0)


# Scalars typed anew


def test_a_scalar_typed_anew_must_mean_what_it_should() -> None:
    text = "a: b  # c\nd: ['e', f]\n"
    assert rewritten(text, lambda one: Retyped("x", ("x",)) if one.value == "e" else None) == (
        "a: b  # c\nd: [x, f]\n",
        1,
    )
    # It is said to mean something else.
    assert rewritten(text, lambda one: Retyped("x", ("y",)) if one.value == "e" else None) == (text, 0)
    # It breaks the text.
    assert rewritten(text, lambda one: Retyped("[", ("[",)) if one.value == "b" else None) == (text, 0)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")))
def test_what_is_quoted_is_read_to_the_letter(words: str) -> None:
    assert yamlfile.parse(f"k: {quoted(words)}", "") == ({"k": words}, ())


def test_the_schema_knows_what_belongs_where() -> None:
    assert known.kind_at(STORY, ("title",)) == known.TEXT
    assert known.kind_at(STORY, ("tags",)) == known.WORDS
    assert known.kind_at(STORY, ("tags", 0)) == known.WORD
    assert known.kind_at(STORY, ("updated",)) == known.DATE
    assert known.kind_at(STORY, ("cover",)) == known.MAPPING
    assert known.kind_at(STORY, ("corrections", 0, "date")) == known.DATE
    assert known.kind_at(WISHES, (3, "beneficiary", "groups")) == known.WORDS
    assert known.kind_at(PATHS["site"], ("categories", "health")) == known.TEXT
    assert known.kind_at(PEOPLE, (0, "birth")) == known.DATE
    for pointer in (("titel",), ("title", "x"), ("tags", 0, "x"), ("corrections", "date")):
        assert known.kind_at(STORY, pointer) == known.UNKNOWN


# Records that were sound, broken as people break them, are sound again

_TEXT = st.sampled_from(["社区的灯", "甲、乙", "“好”", "A座 3:20", "甲（乙）", "1,000 米"])
_SPECIAL = st.sampled_from(["甲: 乙", "[公告]甲", "@甲", "*甲*", "#甲", "%甲", '"甲"乙'])
_COLON = st.sampled_from([": ", "：", ":　", "： ", " ："])


@st.composite
def _stories(draw: st.DrawFn) -> tuple[str, str]:
    """The front matter of a story as it should be, and as somebody typed it."""
    title, is_special = draw(_TEXT | _SPECIAL), draw(st.booleans())
    kicker = draw(_SPECIAL) if is_special else draw(_TEXT)
    words = draw(st.lists(st.sampled_from(["助老", "理发", "A座", "2026"]), min_size=1, max_size=3, unique=True))
    day = draw(st.sampled_from(["2026年2月3号", "20260203", "2026-2-3", "2026.2.3"]))
    tags = draw(st.sampled_from(["、", "，", "；", ", "])).join(words)
    tab = draw(st.sampled_from(["\t", "  "]))
    dash = draw(st.sampled_from(["- ", "－", "-　"]))
    right = [
        *(f"title: {quoted(title)}", f"kicker: {quoted(kicker)}", "date: 2026-02-03", "channel: stories"),
        *(f"tags: [{', '.join(words)}]", "cover:", "  src: a.jpg", f"  alt: {quoted(kicker)}", "wishes:", "- w-1"),
    ]
    typed = [
        *(f"title{draw(_COLON)}{title}", f"kicker{draw(_COLON)}{kicker}", f"date{draw(_COLON)}{day}"),
        *(f"channel{draw(_COLON)}stories", f"tags{draw(_COLON)}[{tags}]", f"cover{draw(_COLON)}".rstrip()),
        *(f"{tab}src{draw(_COLON)}a.jpg", f"{tab}alt{draw(_COLON)}{kicker}", f"wishes{draw(_COLON)}".rstrip()),
        f"{dash}w-1",
    ]
    return "\n".join(right), "\n".join(typed)


@settings(max_examples=60)
@given(_stories())
def test_a_broken_header_is_read_as_the_sound_one(story: tuple[str, str]) -> None:
    right, typed = story
    done = mend_yaml(typed, STORY)
    assert done.blocked == ()
    assert is_read_the_same(right, done.text, STORY)
    assert mend_yaml(done.text, STORY).text == done.text


_PIECES = st.sampled_from(
    [
        *(
            "title",
            "tags",
            "date",
            "cover",
            "src",
            "id",
            "甲",
            "#甲",
            "@",
            "*a",
            "&a",
            '"',
            "'",
            "[",
            "]",
            "{",
            "}",
            "|",
        ),
        *(": ", "：", ":", "\u3000", "\t", "\n", "\n  ", "\n- ", "\n－", ", ", "，", "、", " # ", "20260203", "---"),
        "\u2028",
    ]
)


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=14).map("".join), st.sampled_from([STORY, WISHES]))
@example("title：甲\ntags: [甲、乙", STORY)
def test_no_text_is_read_worse_or_mended_twice(text: str, path: str) -> None:
    done = mend_yaml(text, path)
    assert is_read_the_same(text, done.text, path)
    assert mend_yaml(done.text, path).text == done.text
    assert done.text.count("\n") == text.count("\n")
