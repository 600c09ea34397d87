"""One value is set in a YAML text, and every other character stays as its author typed it."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.problems import UsageError
from generator.read import yamlfile
from generator.read.yamledit import Change, edit, set_value

DAY = "2026-03-01"
PATH = "content/private/consents.yaml"


def withdrawn(number: int = 0, *, remark: str = "") -> Change:
    return Change(pointer=(number,), key="withdrawn", value=DAY, after=("expires", "given"), remark=remark)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "# 同意书\n- id: c-1   # 存档\n  given: 2026-01-01 # 当面签\n  ref: '柜 1'\n",
            "# 同意书\n- id: c-1   # 存档\n  given: 2026-01-01 # 当面签\n  withdrawn: 2026-03-01\n  ref: '柜 1'\n",
            id="below the day it was given",
        ),
        pytest.param(
            "- id: c-1\n  given: 2026-01-01\n  expires: 2027-01-01\n",
            "- id: c-1\n  given: 2026-01-01\n  expires: 2027-01-01\n  withdrawn: 2026-03-01\n",
            id="below the day it expires",
        ),
        pytest.param(
            "-     id: c-1\n      scope:\n      - story\n",
            "-     id: c-1\n      withdrawn: 2026-03-01\n      scope:\n      - story\n",
            id="a wide indent, a list at its end",
        ),
        pytest.param("-\n  given: 2026-01-01", "-\n  given: 2026-01-01\n  withdrawn: 2026-03-01", id="no end of line"),
        pytest.param(
            "- given: |\n    甲\n    乙\n  id: c-1\n",
            "- given: |\n    甲\n    乙\n  id: c-1\n  withdrawn: 2026-03-01\n",
            id="never below a block of text",
        ),
        pytest.param("- {id: c-1}\n", "- {id: c-1, withdrawn: 2026-03-01}\n", id="in braces"),
        pytest.param("- { id: c-1, }\n", "- { id: c-1, withdrawn: 2026-03-01, }\n", id="in braces, a comma at the end"),
        pytest.param(
            "- {id: c-1,\n   scope: [story]  # 注\n  }\n",
            "- {id: c-1,\n   scope: [story], withdrawn: 2026-03-01  # 注\n  }\n",
            id="in braces over several lines",
        ),
        pytest.param(
            "- {id: c-1, ref: }\n", "- {id: c-1, ref: , withdrawn: 2026-03-01}\n", id="in braces, an empty value"
        ),
        pytest.param(
            "- id: c-1\n  withdrawn:\n  ref: 甲\n",
            "- id: c-1\n  withdrawn: 2026-03-01\n  ref: 甲\n",
            id="an empty value",
        ),
        pytest.param(
            "- id: c-1\n  withdrawn:   \n- id: c-2\n",
            "- id: c-1\n  withdrawn: 2026-03-01\n- id: c-2\n",
            id="an empty value and spaces",
        ),
        pytest.param(
            "- id: c-1\n  withdrawn:   # 撤回日期\n",
            "- id: c-1\n  withdrawn: 2026-03-01   # 撤回日期\n",
            id="an empty value and a comment",
        ),
        pytest.param("- {withdrawn: , id: c}\n", "- {withdrawn: 2026-03-01, id: c}\n", id="an empty value in braces"),
        pytest.param("- {id: c, withdrawn: }\n", "- {id: c, withdrawn: 2026-03-01 }\n", id="the last one in braces"),
        pytest.param(
            "- id: c-1\n  'withdrawn' : \"2027-01-01\" # 以后\n",
            "- id: c-1\n  'withdrawn' : 2026-03-01 # 以后\n",
            id="a day to come is replaced",
        ),
    ],
)
def test_one_value_is_set_and_the_rest_stands(before: str, after: str) -> None:
    assert set_value(before, withdrawn()) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "- id: c-1\n  given: 2026-01-01\n  given: 2026-01-02\n  withdrawn: 1\n  withdrawn: 2\n", id="twice"
        ),
        pytest.param("- {id: c-1, withdrawn}\n", id="no colon"),
        pytest.param("- id: c-1\n  withdrawn: [2026-01-01]\n", id="a list"),
        pytest.param("- id: c-1\n  withdrawn: >\n    2026\n", id="a block of text"),
        pytest.param("- scope:\n  - story\n", id="nothing to stand below"),
        pytest.param("- ? id\n  : c-1\n  ? given\n  : 2026-01-01\n", id="keys with question marks"),
        pytest.param("- &one {id: c-1}\n", id="an anchor"),
        pytest.param("- [id, c-1]\n", id="no mapping"),
        pytest.param("id: c-1\n", id="not a list"),
        pytest.param("- id: 'c-1\n", id="not YAML"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_in_doubt_is_refused(text: str) -> None:
    assert set_value(text, withdrawn()) is None


def test_a_refusal_names_the_line_and_what_to_type() -> None:
    content = b"- id: c-1\r\n- id: c-2\r\n  withdrawn: [a]\r\n"
    with pytest.raises(UsageError) as refusal:
        edit(content, PATH, [withdrawn(1)])
    assert refusal.value.code == "U833"
    assert dict(refusal.value.facts) == {"path": f"{PATH}:2", "typed": "withdrawn: 2026-03-01"}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(codec: str, line_end: str) -> None:
    before = "# 同意书，𠮷\n- {id: c-1, ref: 柜}\n- id: c-2\n  given: 2026-01-01\n  ref: 柜\n"
    after = "# 同意书，𠮷\n- {id: c-1, ref: 柜, withdrawn: 2026-03-01}\n- id: c-2\n  given: 2026-01-01\n"
    after += "  withdrawn: 2026-03-01\n  ref: 柜\n"
    edited, lines = edit(before.replace("\n", line_end).encode(codec), PATH, [withdrawn(0), withdrawn(1)])
    assert edited == after.replace("\n", line_end).encode(codec)
    assert lines == [2, 5]


@pytest.mark.parametrize("content", [b"\xff\xfe-\x00", b"- id: c\x07\n", b"- id: \xff\xff\n"])
def test_what_cannot_be_decoded_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError):
        edit(content, PATH, [withdrawn()])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_of_a_story_only_the_front_matter_is_touched(line_end: str) -> None:
    before = "\n---\ntitle: 灯\ndraft: false # 写好了\n---\ndraft: 正文里的\n---\n"
    after = "\n---\ntitle: 灯\n# 撤回于\ndraft: true # 写好了\n---\ndraft: 正文里的\n---\n"
    change = Change(pointer=(), key="draft", value="true", remark="撤回于")
    edited, lines = edit(before.replace("\n", line_end).encode(), "content/stories/a.md", [change])
    assert edited == after.replace("\n", line_end).encode()
    assert lines == [5]


def test_a_new_entry_takes_its_remark_along() -> None:
    text = "- id: c-1\n  given: 2026-01-01\n"
    assert set_value(text, withdrawn(remark="说明")) == text + "  # 说明\n  withdrawn: 2026-03-01\n"
    assert set_value("- {id: c-1}\n", withdrawn(remark="说明")) == "- {id: c-1, withdrawn: 2026-03-01}\n"


def test_a_value_may_be_a_mapping_and_stand_deep() -> None:
    text = "- id: w-1\n  closed:\n    on: 2026-01-01\n    reason: declined # 婉拒\n"
    change = Change(pointer=(0, "closed"), key="reason", value="withdrawn")
    assert set_value(text, change) == text.replace("declined", "withdrawn")
    whole = Change(pointer=(0,), key="closed", value="{on: 2026-03-01, reason: withdrawn}")
    assert set_value("- id: w-1\n", whole) == "- id: w-1\n  closed: {on: 2026-03-01, reason: withdrawn}\n"


WORDS = st.text("甲乙 ab:#,'\"-{}[]", min_size=1, max_size=8)
SCALARS = st.one_of(
    st.just(""),
    st.sampled_from(["c-1", "2026-01-01", "韦大爷", "a:b", "x#y"]),
    WORDS.map(lambda text: "'" + text.replace("'", "''") + "'"),
    WORDS.map(lambda text: '"' + text.replace("\\", "").replace('"', '\\"') + '"'),
    st.just("[story, 'face']"),
)
KEYS = st.lists(st.sampled_from(["id", "person", "given", "expires", "ref", "withdrawn"]), min_size=1, unique=True)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """An entry of a list, in braces or below each other, as untidy as people write."""
    pairs = [(key, draw(SCALARS)) for key in draw(KEYS)]
    if draw(st.booleans()):
        glue = draw(st.sampled_from([", ", ",", " ,\n    "]))
        return (
            "- {" + glue.join(f"{key}: {value}" for key, value in pairs) + draw(st.sampled_from(["}", " }", "\n  }"]))
        )
    indent = " " * draw(st.integers(1, 4))
    ends = st.sampled_from(["", "  ", "   # 注：x", "\n# 整行的注", "\n"])
    lines = [f"{key}: {value}{draw(ends)}" for key, value in pairs]
    return f"-{indent}" + f"\n {indent}".join(lines)


@given(st.lists(entries(), min_size=1, max_size=4), st.data())
def test_edited_then_read_nothing_but_the_one_value_differs(items: list[str], data: st.DataObject) -> None:
    text = "# 头\n" + "\n".join(items) + data.draw(st.sampled_from(["", "\n", "\n\n# 尾\n"]))
    before, problems = yamlfile.parse(text, PATH)
    number = data.draw(st.integers(0, len(items) - 1))
    edited = set_value(text, withdrawn(number))
    assert isinstance(before, list)
    if edited is None:
        # There is a list in the place of the day, or no value that a new one could safely stand below.
        entry = before[number]
        assert isinstance(entry.get("withdrawn"), list) or not any(isinstance(value, str) for value in entry.values())
        return
    after, left = yamlfile.parse(edited, PATH)
    before[number]["withdrawn"] = DAY
    assert after == before
    assert len(left) <= len(problems)
    changed = [line for line in difflib.ndiff(text.split("\n"), edited.split("\n")) if line[0] in "+-"]
    assert [line for line in changed if line[0] == "+"] == [line for line in changed if DAY in line and line[0] == "+"]
    assert len([line for line in changed if line[0] == "+"]) == 1
    assert len(changed) <= 2
