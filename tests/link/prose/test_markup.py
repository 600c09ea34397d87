"""Markdown to prose. What a text becomes and what is wrong with it stands in markup/*.txt: title, input, output.

Every part ends with a line that holds a dot. In problems.txt the output is ``line:column severity code facts``.
"""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base import text
from generator.base.problems import Problem, Severity
from generator.link.prose import markup, resolve, sanitise
from generator.link.prose.values import Heading, ImageUse, Prose, Reference
from generator.model.entities import Body
from generator.model.pictures import Candidate, Renditions

GOLDEN = Path(__file__).with_name("markup")
FILE = "content/stories/2026/20260203-01.md"


def prose(source: str, *, line: int = 1, path: str = FILE) -> tuple[Prose, tuple[Problem, ...]]:
    return markup.to_prose(Body(text=source, path=path, line=line))


def html(source: str) -> str:
    return prose(source)[0].html


def codes(source: str) -> list[str]:
    return [problem.code for problem in prose(source)[1]]


def cases(name: str) -> list[ParameterSet]:
    parts = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").split("\n.\n")[:-1]
    titles, sources, expected = parts[0::3], parts[1::3], parts[2::3]
    return [pytest.param(*pair, id=title.strip()) for title, *pair in zip(titles, sources, expected, strict=True)]


def report(problems: tuple[Problem, ...]) -> str:
    ordered = sorted(problems, key=lambda problem: (problem.location.line, problem.location.column, problem.code))
    return "\n".join(
        f"{problem.location.line}:{problem.location.column} {problem.severity.value} {problem.code}"
        + "".join(f" {name}={value}" for name, value in problem.facts)
        for problem in ordered
    )


RENDERED = ["paragraphs", "emphasis", "lists", "headings", "figures", "references", "notes", "sanitised"]


@pytest.mark.parametrize(("source", "expected"), [case for name in RENDERED for case in cases(name)])
def test_html(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(("source", "expected"), cases("problems"))
def test_problems(source: str, expected: str) -> None:
    assert report(prose(source)[1]) == expected


# commonmark-spec#650 tells which marks break bold in CommonMark engines; here are all that Chinese uses.
@pytest.mark.parametrize("mark", "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·")
@pytest.mark.parametrize(("stars", "tag"), [("**", "strong"), ("*", "em"), ("***", None)])
def test_bold_and_italic_beside_every_mark(mark: str, stars: str, tag: str | None) -> None:
    opening, closing = (f"<{tag}>", f"</{tag}>") if tag else ("<em><strong>", "</strong></em>")
    for inside in (f"{mark}文", f"文{mark}", mark):
        assert html(f"前{stars}{inside}{stars}后") == f"<p>前{opening}{inside}{closing}后</p>"
    for before, after in ((mark, "后"), ("前", mark), ("", mark), (mark, "")):
        assert html(f"{before}{stars}文{stars}{after}") == f"<p>{before}{opening}文{closing}{after}</p>"


def test_the_text_is_everything_visible_the_paragraphs_only_what_is_told() -> None:
    found, _ = prose(
        "第一段，\n有**粗体**和[链接](https://a.example)。\n\n## 小标题\n\n- 甲\n  - 乙\n\n> 引文\n\n"
        "![灯](a.jpg '图注')\n\n| 头 | 脑 |\n|---|---|\n| 一 | 二 |\n\n"
        "尾[^1]段 &amp; <ruby>葳<rt>wēi</rt></ruby>。\n\n[^1]: 注文"
    )
    assert found.text.split("\n") == [
        "第一段，有粗体和链接。", "小标题", "甲", "乙", "引文", "图注", "头 脑", "一 二", "尾段 & 葳。", "wēi", "注文",
    ]  # fmt: skip
    assert found.paragraphs == ("第一段，有粗体和链接。", "甲", "乙", "引文", "尾段 & 葳。")
    assert found.characters == text.count(found.text)


def test_headings() -> None:
    found, _ = prose("## 心愿 墙\n\n# 二\n\n## 心愿 墙")
    assert found.headings == (
        Heading(3, "s-心愿-墙", "心愿 墙"),
        Heading(2, "s-二", "二"),
        Heading(3, "s-心愿-墙-2", "心愿 墙"),
    )


def test_references_say_where_they_stand() -> None:
    found, problems = prose(
        "甲[[wish:2026-0007|灯]]\n\n`[[wish:2026-0007]]` [[story:a]]\n乙[[wish:2026-0007]]", line=20
    )
    assert found.references == (
        Reference("wish", "2026-0007", "灯", 20, 2),
        Reference("story", "a", "", 22, 22),
        Reference("wish", "2026-0007", "", 23, 2),
    )
    assert found.references[0].key == "wish:2026-0007"
    assert problems == ()


def test_a_reference_in_raw_html_is_one_like_any_other() -> None:
    found, _ = prose('甲 <a href="wish:2026-0007">乙</a>')
    assert found.references == (Reference("wish", "2026-0007", "乙", 1, 12),)


def test_links_within_the_site_are_told() -> None:
    found, _ = prose("[墙](../wall.html) [页](../关于.md#x)", path="content/pages/about.md")
    assert found.links == (
        Reference("address", "wall.html", "墙", 1, 5),
        Reference("file", "关于.md", "页", 1, 23),
    )


def test_images() -> None:
    found, _ = prose("![甲](图片/小%20明.jpg '注')\n\n<img src='b.jpg' alt='乙'>\n\n![甲](图片/小%20明.jpg)", line=5)
    assert found.images == (
        ImageUse("图片/小 明.jpg", "甲", "注", 5, 6),
        ImageUse("b.jpg", "乙", "", 7, 11),
        ImageUse("图片/小 明.jpg", "甲", "", 9, 6),
    )


def test_the_caption_of_a_raw_figure_is_that_of_its_images() -> None:
    found, _ = prose("<figure><img src='a.jpg' alt='甲'><figcaption>图<b>注</b></figcaption></figure>")
    assert found.images == (ImageUse("a.jpg", "甲", "图注", 1, 19),)


def test_the_sanitiser_needs_nobody_behind_it() -> None:
    hostile = '<p style="x" class="y"><img src="a" srcset="//b 2x" onerror="c"><a href="javascript:d">甲</a><!-- e -->'
    assert sanitise.sanitise(hostile) == '<p><img src="a"><a>甲</a></p>'


@pytest.mark.parametrize(
    "source", ["<![", "<!-- -- >", "<?", "<!--", "<![CDATA[", "甲 <! 乙", "</", "<!-- - -- --- >\n甲"]
)
def test_what_once_crashed_or_hung_a_parser_is_read(source: str) -> None:
    # CVE-2025-69534 and Python-Markdown#1554.
    assert prose(f"前\n\n{source}\n\n后")[0].text.startswith("前")


def test_an_image_from_elsewhere_is_shown_nowhere() -> None:
    found, problems = prose("![甲](https://a.example/x.png)")
    assert (found.images, "img" in found.html) == ((), False)
    assert [problem.severity for problem in problems] == [Severity.ERROR]


def test_an_empty_body_is_empty_prose() -> None:
    assert prose("") == (Prose(), ())
    assert prose(" \n　　\n") == (Prose(), ())


def test_carriage_returns_are_line_feeds() -> None:
    assert html("甲\r\n乙\r\n\r\n- 丙\r\n") == "<p>甲乙</p><ul><li>丙</li></ul>"


def test_one_body_leaves_nothing_behind_for_the_next() -> None:
    html("[甲]: https://a.example\n\n## 题\n\n注[^1]\n\n[^1]: x\n\n<b>")
    assert html("[甲] 注[^1]\n\n## 题") == '<p>[甲] 注[^1]</p><h3 id="s-题">题</h3>'


def test_it_crosses_processes() -> None:
    made = prose("甲[[wish:a]]\n\n![](https://a.example/x.png)")
    assert pickle.loads(pickle.dumps(markup.to_prose)) is markup.to_prose
    assert pickle.loads(pickle.dumps(made)) == made


PLAIN = st.text(st.sampled_from("心愿灯，。“”《》：；（）12 aB15:35%、-"), min_size=1, max_size=60).map(
    lambda words: "愿" + words.strip()
)


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_plain_paragraphs_take_a_short_way_to_the_same_end(paragraphs: list[str]) -> None:
    # Inside a quotation nothing is short: the library does it all.
    source = "\n\n".join(paragraphs)
    quoted = "\n".join(f"> {line}" for line in source.split("\n"))
    assert html(quoted) == f"<blockquote>{html(source)}</blockquote>"


FRAGMENTS = [
    "甲", "乙。", "“", "”", "a", "1", " ", "  ", "　　", "\n", "\n\n", "- ", "1. ", "2、", "# ", "＃ ", "> ",
    "**", "*", "_", "~~", "`", "```\n", "[", "]", "(", ")", "![", "](", "a.jpg", "https://x.example/y",
    "//h/i", "[[wish:", "a", "|", "]]", "[[story:b]]", "[^1]", "\n[^1]: ", "\n: ", "<", "</", ">", "<b>",
    "</b>", "<div>", "</div>", "<p>", "<a href='wish:x'>", "</a>", "<img src=x.png>",
    "<img src='//e.example/y'>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "<?", "&", "&lt;",
    "&#x202e;", "\\", "\n|a|b|\n|---|---|\n", "---\n", "===\n", "\t", "<table>", "<tr><td>", "</table>",
    "<h1>", "<h3 id=x>", "#x", "<details>", "<ruby>甲<rt>j</rt></ruby>", "<figure>", "<figcaption>",
    "</figure>", "<style>", "<svg>", "<math>", "javascript:", "mailto:a@b.example", "\ue000", "\ue001",
    "'", '"', "{{ 7*7 }}", "<pre>", "</pre>", "\x02",
]  # fmt: skip
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>')
VOID = {"br", "hr", "img", "source", "wbr", "col"}
PICTURE = Renditions("media/a.jpg", 3, 2, (Candidate("media/a.webp", 3),), (Candidate("media/a.jpg", 3),))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_whatever_is_written_what_comes_out_is_whole_and_harmless(source: str) -> None:
    made, problems = prose(source, line=3)
    found = resolve.resolve(
        made.html,
        links={reference.key: ("wishes/a.html", "<题>") for reference in made.references},
        pictures={image.src: PICTURE for image in made.images},
        root="../",
    )
    opened: list[str] = []
    for closing, name, attributes in TAG.findall(found):
        assert name in sanitise.TAGS | {"picture", "source"}
        assert not re.search(
            r' (?:on\w+|style)=| (?:src|href)="(?:wish|story|file|site|media|javascript|data):', attributes
        )
        assert not re.search(r' src="(?:https?:|//)', attributes)
        if closing:
            assert opened.pop() == name
        elif name not in VOID:
            opened.append(name)
    assert not opened
    assert not re.search("[<>\x00-\x08\u202a-\u202e]", TAG.sub("", found))
    lines = range(3, 4 + source.count("\n"))
    assert all(problem.location.line in lines and problem.location.column > 0 for problem in problems)


@pytest.mark.parametrize(
    "source",
    [
        "[" * 5000,
        "![a](" * 3000,
        "[a](b 'c) " * 3000,
        "<div " * 20000,
        "<div>\n" * 30000,
        "".join("`" * length + "a" for length in range(1, 400)),
        "甲\n" * 50000,
        "[^1]" * 2000,
        "|" * 100_000,
        "*a **b" * 50_000,
    ],
    ids=lambda source: source[:8],
)
def test_a_body_that_asks_for_too_much_work_is_refused(source: str) -> None:
    found, problems = prose(source)
    assert found == Prose()
    assert [problem.code for problem in problems] == ["S233"]


def test_the_place_of_the_excess_is_told() -> None:
    _, problems = prose("甲\n\n" + "[" * 5000, line=10)
    assert (problems[0].location.line, dict(problems[0].facts)) == (12, {"mark": "["})


@pytest.mark.parametrize(
    "source",
    [
        "甲" * 300_000,
        "心愿，“灯”。\n\n" * 15_000,
        "- [甲](https://a.example/b 'c')，`乙`，**丙**\n" * 1000,
        "| [甲](a.html) | **乙** |\n|---|---|\n" + "| [甲](a.html) | **乙** |\n" * 1000,
        "> " * 400 + "甲",
        "- " * 3000 + "甲",
        "> - " * 2000,
        "*a " * 2000 + " a*" * 2000,
        # Runs of ticks that can be taken apart in many ways, and lines of nothing but blanks.
        "`" * 10 + " a " + ("`" * 9 + " b ") * 8,
        " " * 40_000 + "\n" + "[" * 64,
        "# 题\n" * 3000,
        "```\n" * 3001,
        "[a]:\n" * 3000,
    ],
    ids=lambda source: source[:8],
)
def test_a_long_body_is_read(source: str) -> None:
    found, problems = prose(source)
    assert found.text
    assert "S233" not in {problem.code for problem in problems}


def test_a_body_over_the_limit_is_refused() -> None:
    limit = 1024 * 1024
    assert codes("a" * limit) == []
    found, problems = prose("a" * (limit + 1))
    assert found == Prose()
    assert [(problem.code, problem.facts) for problem in problems] == [
        ("S230", (("size", str(limit + 1)), ("limit", str(limit))))
    ]
