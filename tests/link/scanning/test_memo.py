"""What was read before changes nothing of what is found, and neither does looking before reading."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.link.privacy.guard import Clearance, Guard, Secret
from generator.link.scanning.memo import Memo
from generator.link.scanning.scanner import Scanner
from generator.link.scanning.texts import Gaps, visible
from tests.link.scanning.people import TABLE

_UNDER = Guard(
    (*TABLE.secrets, Secret("p8", "phone", "13800138001"), Secret("p9", "never-publish", "梁家大院")),
    (Clearance("梁满意", "a.html"),),
    TABLE.names_allowed,
)
# Whole lines, and pieces that make up something only together with what stands before or behind them.
_LINES = [
    *("", "  ", "韦", "岚", "<b>韦</b>", "<i>岚", "</i>", "<p>韦岚</p>", "<p>韦", "岚</p>", "<p>灯亮了</p>", "灯亮了"),
    *("<p>138</p>", "138", "00138000", "<p>13800138000</p>", "1380013", "8001", "<li>2024-01-02</li>", "<!--", "-->"),
    *(
        "<p>书院路12号</p>",
        "书院路",
        "12号",
        "<p>门牌12</p>",
        "<p>门牌12",
        "a@example",
        ".org",
        "<p>25.2736</p>",
        ",110.29",
    ),
    *('<a href="../wei-lan.html">一</a>', '<a href="../../wei-lan.html">一</a>', '<a href="../x.html">灯</a>'),
    *('<a href="../../x.html">灯</a>', '<p><a href="../x.html">灯</a></p>', '<p><a href="../../x.html">灯</a></p>'),
    *(
        '<img alt="韦岚">',
        '<img alt="韦',
        '岚">',
        "<p>梁满意</p>",
        "<p>梁满</p>",
        "<p>韋嵐</p>",
        "<p>韦\x00岚</p>",
        "<p>雨桐</p>",
    ),
    *("<!-- 灯 -->", "<!-- 韦<i>岚</i> -->", "<p>灯</p><!-- 0 --></p>", "<!-- <a -->", "<!-- 灯 --", "<!-->"),
    *("<a", "&lt;!--", "&amp;lt;b", "\\u003c!--", "\\3c a", "&#60;i", "韦<i>岚</i>", "<p>韦<i>岚</i></p>"),
    *("<script>", "</script>", '{"@type": "x"}', '{"name": "韦岚"}', "<br>", "<wbr>", "x" * 1600, "<p>138****8000</p>"),
]
# A text in another encoding, as bytes that are none in UTF-8.
_GB = "<p>韦岚</p>".encode("gb18030").decode("utf-8", "surrogateescape")
_pages = st.lists(st.sampled_from([*_LINES, _GB]), max_size=9).map("\n".join)
_paths = st.sampled_from(("a.html", "b/a.html", "b/c/a.html", "b/c/d.html"))


def _bytes(page: str) -> bytes:
    return page.encode("utf-8", "surrogateescape")


@given(outputs=st.lists(st.tuples(_paths, _pages), min_size=1, max_size=9), unseen=st.sampled_from((0, 40, 10**9)))
@example(outputs=[("a.html", "<p>灯</p>"), ("a.html", "<p>灯</p>\n韦"), ("a.html", "<p>灯</p>\n韦\n岚")], unseen=0)
@example(outputs=[("a.html", "韦\n\n<p>灯</p>"), ("a.html", "岚"), ("a.html", "韦\n岚")] * 2, unseen=10**9)
@example(outputs=[("a.html", "<p>灯亮了</p>"), ("a.html", "<p>门牌12\n<p>灯亮了</p>")], unseen=0)
@example(outputs=[("a.html", "<li>2024-01-02</li>"), ("a.html", "1380013\n<a\n<li>2024-01-02</li>")], unseen=0)
def test_a_page_has_the_same_leaks_whatever_was_scanned_before(outputs: list[tuple[str, str]], unseen: int) -> None:
    scanner = Scanner(_UNDER, (), unseen=unseen)
    for path, page in outputs:
        assert scanner.scan(path, _bytes(page)) == Scanner(_UNDER, ()).scan(path, _bytes(page))


@given(groups=st.lists(st.lists(st.tuples(_paths, _pages), max_size=4), max_size=4), unseen=st.sampled_from((0, 10**9)))
@example(groups=[[("a.html", "<!--"), ("a.html", "<p>韦<i>岚</i></p>")]], unseen=0)
@example(groups=[[("a.html", "&lt;!--"), ("a.html", "<p>韦<i>岚</i></p>")]], unseen=0)
@example(groups=[[("a.html", "<a"), ("a.html", "<p>韦岚</p>")]], unseen=0)
@example(groups=[[("a.html", "<p>灯</p>"), ("wei-lan.html", "<p>韦</p>")], [("a.html", "<p>韦</p>\n岚")]], unseen=0)
@example(groups=[[("a.html", f"{_GB}\n<p>灯</p>"), ("b/a.html", f"<p>灯</p>\n{_GB}")]] * 2, unseen=0)
@example(groups=[[("a.html", "<p>韦岚</p>"), ("a.json", '{"a": "韦"}')], [("a.html", "<p>韦岚</p>")]], unseen=0)
def test_pages_have_the_same_leaks_together_as_alone(groups: list[list[tuple[str, str]]], unseen: int) -> None:
    scanner = Scanner(_UNDER, (), unseen=unseen)
    for group in groups:
        found = scanner.scan_all([(path, _bytes(page)) for path, page in group])
        assert found == [Scanner(_UNDER, ()).scan(path, _bytes(page)) for path, page in group]


def _memo(*pages: bytes, climbs: bool = True) -> Memo:
    gaps = Gaps("html")
    memo = Memo(gaps, climbs=climbs)
    for page in pages:
        visible(page.decode(), gaps)
        memo.remember(memo.fresh(page, depth=0))
    return memo


@pytest.mark.parametrize(
    ("read", "page", "expected"),
    [
        (b"<p>a</p>", b"<p>a</p>", []),
        (b"<p>a</p>\n<p>b</p>", b"<p>b</p>\n\n<p>a</p>", []),
        (b"<p>a</p>\n<p>b</p>", b"<p>b</p>\n<p>c</p>\n<p>a</p>\nd\ne", [b"<p>c</p>", b"d\ne"]),
        (b"<p>a</p>\nb", b"<p>a</p>\nb\nc\n", [b"b\nc\n"]),
        (b"a\nb", b"b\na", [b"b\na"]),
        (b"a\nb", b"a\nb", []),
        (b"<p>a</p>", b"<p\x00>a</p>", []),
    ],
)
def test_what_has_to_be_read_of_a_page_after_another(read: bytes, page: bytes, expected: list[bytes]) -> None:
    assert _memo(read).fresh(page, depth=0).runs == expected


def test_a_card_is_one_at_any_depth_unless_its_way_up_is_sought() -> None:
    first, second = b'<p><a href="../x.html">a</a></p>', b'<p><a href="../../x.html">a</a></p>'
    assert _memo(first).fresh(second, depth=2).runs == []
    assert _memo(first, climbs=False).fresh(second, depth=2).runs == [second]
    secret = Guard((Secret("p1", "never-publish", "up../../here"),), ())
    scanner = Scanner(secret, ())
    assert scanner.scan("a/b/c.html", b"<p>up../here</p>") == []
    assert [leak.owner for leak in scanner.scan("a/b/c.html", b"<p>up../../here</p>")] == ["p1"]


def test_a_page_that_is_no_utf_8_is_still_read_after_one_that_is() -> None:
    scanner = Scanner(_UNDER, ())
    page = "<p>灯亮了</p>\n".encode()
    assert scanner.scan("a.html", page) == []
    assert [leak.text for leak in scanner.scan("a.html", page + "韦岚".encode("gb18030"))] == ["韦岚"]


@pytest.mark.parametrize("before", [b"", b'<a="weilan>', b"<i>", b"<p>\xe7\x81\xaf</p>"])
def test_a_tag_that_leaves_a_quotation_mark_open_leaks_whatever_was_read_with_it(before: bytes) -> None:
    page = b'<a="weilan><i>'
    under = Guard((Secret("p1", "name", "韦岚"),), ())
    for way in ("alone", "together"):
        scanner = Scanner(under, ())
        if way == "together":
            found = scanner.scan_all([("a.html", before), ("b.html", page)])[1]
        else:
            scanner.scan("a.html", before)
            found = scanner.scan("b.html", page)
        assert [leak.rule for leak in found] == ["pinyin"]


_NAME = "<p>韦<i>岚</i></p>"


def test_a_line_that_was_clean_alone_leaks_on_the_next_page_with_another() -> None:
    scanner = Scanner(TABLE, ())
    scanner.scan_all([("x.html", b"<p>a</p>")])
    line = "<p>韦岚</p>".encode()
    assert all(scanner.scan_all([("a.html", line), ("b.html", line)]))


def test_a_line_behind_an_open_comment_is_not_known_as_clean() -> None:
    scanner = Scanner(TABLE, ())
    pages = (f"<!--\n{_NAME}", "<p>灯</p>\n<!-->", _NAME, _NAME)
    *_, third, fourth = (scanner.scan("a.html", page.encode()) for page in pages)
    assert third != []
    assert fourth == third


@pytest.mark.parametrize("pages", [("<!-->", _NAME), (f"\\u003c!--\n{_NAME}", f"<!--\n{_NAME}")])
def test_a_page_that_opens_a_comment_hides_nothing_of_the_next(pages: tuple[str, str]) -> None:
    found = Scanner(TABLE, ()).scan_all([(f"{number}.html", page.encode()) for number, page in enumerate(pages)])
    alone = [Scanner(TABLE, ()).scan(f"{number}.html", page.encode()) for number, page in enumerate(pages)]
    assert found == alone
    assert any(found)
