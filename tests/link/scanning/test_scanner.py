"""The texts of an output, kind by kind; the memo; the place of a leak in its source."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.problems import Severity
from generator.link.privacy.guard import Clearance, Guard
from generator.link.scanning.scanner import Leak, Scanner
from generator.link.scanning.spots import columns, essence
from tests.link.scanning.people import TABLE, cleared, guard, leaks, rules

_WEI = guard("韦岚")


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("feed.xml", "<entry><title>韦岚</title></entry>"),
        ("feed.xml", "<content type='html'>&lt;p&gt;韦&lt;b&gt;岚&lt;/b&gt;&lt;/p&gt;</content>"),
        ("feed.xml", "<content>&lt;p&gt;韦&amp;#23706;&lt;/p&gt;</content>"),
        ("feed.xml", "<content><![CDATA[<p>韦<b>岚</b></p>]]></content>"),
        ("rss.xml", "<description>&lt;img alt=&quot;韦岚&quot;&gt;</description>"),
        ("a.svg", "<svg><text>韦<tspan>岚</tspan></text></svg>"),
        ("feed.json", json.dumps({"title": "韦岚"})),
        ("feed.json", json.dumps({"html": "<p>韦<b>岚</b></p>"})),
        ("feed.json", '{"html": "\\u003cp\\u003e韦\\u003cb\\u003e岚"}'),
        ("wishes.json", '{"a": "韦\\n岚"}'),
        ("search/0.js", 'add("韦岚", [1, 2])'),
        ("search/0.js", 'add("\\x2f\\u{97e6}\\u5c9a")'),
        ("assets/site.css", 'p::after { content: "\\97e6 \\5c9a" }'),
        ("assets/site.css", "/* 韦岚 */"),
        ("robots.txt", "# 韦岚"),
        ("a.html", "<p style=\"--x: '\\97e6\\5c9a'\">x</p>"),
        ("a.html", "<p>a < b, 韦<b>岚</b></p>"),
        ("a.html", '<img alt="1 > 0 韦岚">'),
        ("a.html", "<p>韦<!-- a > b -->岚</p>"),
        ("a.html", "<p>韦\n</b>\n<i>岚</i></p>"),
        ("a.html", '<a href="%25E9%259F%25A6%25E5%25B2%259A">x</a>'),
        ("a.html", "<p>韦\x00岚</p>"),
        ("a.html", "<p>写成 &lt;!-- 的是注释。</p><p>韦<i>岚</i></p>"),
        ("a.html", "<p>&lt;!-- 韦<i>岚</i> --&gt;</p>"),
        ("a.html", "<p>&lt;!-- &amp;lt;!-- 韦<i>岚</i></p>"),
        ("feed.json", '{"html": "\\u003c!-- 韦\\u003cb\\u003e岚"}'),
        ("a.html", '<img alt="灯><a title="韦岚">x</a>'),
        ("a.html", "\ufeff<p>韦岚</p>"),
        ("a.html", "<p>韦岚"),
    ],
)
def test_every_text_of_an_output(path: str, content: str) -> None:
    assert [leak.owner for leak in leaks(content, path, under=_WEI)] == ["p1"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("feed.xml", "<title>姓韦</title><title>岚山</title>"),
        ("feed.xml", "<c>&lt;p&gt;姓韦&lt;/p&gt;&lt;p&gt;岚山&lt;/p&gt;</c>"),
        ("feed.json", '["姓韦", "岚山"]'),
        ("a.html", "<li>姓韦</li>\n<li>岚山</li>"),
        ("a.html", "<p>姓韦</p>\n\n<!-- x -->\n<p>岚山</p>"),
        ("a.html", '<img alt="姓韦"><img alt="岚山">'),
    ],
)
def test_texts_that_are_apart_make_no_name(path: str, content: str) -> None:
    assert leaks(content, path, under=_WEI) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("path", ["a.bin", "a.html", "LICENSE", "a.doc"])
def test_bytes_of_any_encoding(encoding: str, path: str) -> None:
    assert [leak.owner for leak in leaks("昨天韦岚来了".encode(encoding), path, under=_WEI)] == ["p1"]
    assert leaks("昨天有人来了".encode(encoding), path, under=_WEI) == []


def test_noise_around_a_name_does_not_hide_it_and_a_film_of_noise_is_no_name() -> None:
    noise = bytes(range(256)) * 4
    assert [leak.owner for leak in leaks(noise + "韦岚".encode() + noise, "a.mp4", under=_WEI)] == ["p1"]
    assert leaks(noise + "韦岚".encode("gb18030") + noise, "a.mp4", under=_WEI) == []
    assert leaks("韦岚".encode(), "a.jpg", under=_WEI) == []


_PAGE = "<ul>\n<li>灯亮了</li>\n<li>{}</li>\n<li>\n  <span>{}</span>\n  <span>{}</span>\n</li>\n</ul>"


def test_what_was_read_and_found_clean_hides_no_leak_on_a_later_page() -> None:
    scanner = Scanner(_WEI, ())
    pages = [_PAGE.format("好", "姓韦", "是"), _PAGE.format("韦岚", "姓韦", "是"), _PAGE.format("好", "韦", "岚")]
    for _ in range(2):
        said = [[leak.text for leak in scanner.scan("a.html", page.encode())] for page in pages]
        assert said == [[], ["韦岚"], ["韦岚"]]


def test_a_leak_is_told_of_every_page_that_has_it() -> None:
    scanner = Scanner(cleared(TABLE, "韦岚", "b.html"), ())
    page = '<p>韦岚</p>\n<img alt="黄舒芸">'.encode()
    said = {path: [leak.owner for leak in scanner.scan(path, page)] for path in ("a.html", "b.html", "c.html")}
    assert said == {"a.html": ["p1", "p5"], "b.html": ["p5"], "c.html": ["p1", "p5"]}


@pytest.mark.parametrize("lines", ["韦\n岚", "韦\n<b>岚", "<p>韦\n岚</p>", "<p>韦\n\n岚</p>", "<b>韦</b>\n<b>岚</b>"])
def test_lines_that_were_clean_alone_are_read_across(lines: str) -> None:
    scanner = Scanner(_WEI, ())
    for line in lines.split("\n"):
        assert scanner.scan("a.html", line.encode()) == []
    assert [leak.text for leak in scanner.scan("a.html", lines.encode())] == ["韦岚"]


def test_each_kind_of_leak_is_told_once_sorted_and_the_certain_one_of_two() -> None:
    content = "<p>13800138000 韦岚</p><p>韦 岚</p><p>梁满意</p><p>梁满</p><p>梁满</p><img alt='韦岚'>"
    found = leaks(content, under=TABLE)
    assert found == sorted(found)
    assert [(leak.rule, leak.text, leak.severity) for leak in found] == [
        ("name", "韦岚", Severity.ERROR),
        ("name", "梁满", Severity.ERROR),
        ("name", "梁满意", Severity.WARNING),
        ("phone", "13800138000", Severity.ERROR),
    ]
    assert found[0] == Leak("a.html", "name", "p1", "韦岚")


def test_the_same_output_gives_the_same_leaks_whatever_was_scanned_before() -> None:
    page = "<p>韦岚和雨桐，梁满意，13800138000</p>"
    scanner = Scanner(TABLE, ())
    first = scanner.scan("a.html", page.encode())
    scanner.scan("b.html", "<p>韦岚</p>\n<p>好</p>".encode())
    assert scanner.scan("a.html", page.encode()) == first == leaks(page)


def test_without_a_register_numbers_are_still_scanned() -> None:
    assert rules(leaks("<p>韦岚 13800138000</p>", under=Guard((), ()))) == ["phone"]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("昨天韦岚说", "韦岚", [3]),
        ("昨天韦 岚说", "韦岚", [3]),
        ("韦岚和韦\u200b岚", "韦岚", [1, 4]),
        ("昨天**韦**岚说", "韦岚", [5]),
        ("昨天<b>韦</b>&#23706;说", "韦岚", [6]),
        ("昨天韋嵐说", "韦岚", [3]),
        ("昨天\u2ed9岚说", "韦岚", [3]),
        ("拨打138 0013 8000", "13800138000", [3]),
        ("拨打一三八零零一三八零零零", "13800138000", [3]),
        ("拨打138****8000", "138****8000", [3]),
        ("图在 photos/Wei-Lan.jpg", "wei lan", [11]),
        ("住建干路 12 号", "建干路12号", [2]),
        ("昨天韦某说", "韦岚", []),
        ("", "韦岚", []),
        ("a", "", []),
    ],
)
def test_the_columns_of_a_leak_in_its_source(line: str, text: str, expected: list[int]) -> None:
    assert columns(line, text) == expected
    assert Scanner.find(line, text) == next(iter(expected), 0)


def test_what_was_cleared_in_a_file_has_no_column_there() -> None:
    assert columns("梁满意，梁满", "梁满") == [1, 5]
    assert columns("梁满意，梁满", "梁满", spared=("梁满意",)) == [5]
    assert columns("梁**满**意", "梁满", spared=("梁满意",)) == []


def test_a_clearance_with_a_path_of_another_page_clears_nothing_here() -> None:
    under = Guard(_WEI.secrets, (Clearance("韦岚", "index.html"),))
    assert leaks("<p>韦岚</p>", "index.html", under=under) == []
    (leak,) = leaks("<p>韦岚</p>", "stories/a.html", under=under)
    assert (leak.severity, leak.spared) == (Severity.ERROR, ("index.html",))


_BITS = st.sampled_from(
    (
        *re.findall(
            r"\S+", "韦 韋 岚 嵐 &#23706; &amp; &nbsp; <b> </b> < > · - * _ ⼭ 弌 一 幺 1 １ 3 8000 a A ａ é ß ， ② ﬁ"
        ),
        *(" ", "\u200b", "\u00ad", "\u3000", "e\u0301"),
    )
)
_bits = st.lists(_BITS, max_size=12).map("".join)


@given(line=_bits, text=_bits, around=_bits)
def test_no_line_holds_a_leak_whose_essence_its_file_does_not_hold(line: str, text: str, around: str) -> None:
    for wanted in (text, line[1:4]):
        if columns(line, wanted):
            assert essence(wanted) in essence(f"{around}\n{line}\n{around}")
