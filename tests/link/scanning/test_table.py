"""The table of cases of the privacy rules (domain 2.7), row by row, as far as they are the scan's."""

from __future__ import annotations

import msgspec
import pytest

from tests.link.scanning.people import BLOCK, PASS, TABLE, WARN, cleared, guard, leaks, verdict

_CONTACTS = ("0773-5551234", "七星路7号")
# Row, output, verdict, and the owner of what is found ("" for nobody's in particular).
_CASES = [
    (1, "<p>昨天韦岚高兴地说</p>", BLOCK, "p1"),
    (2, "<p>韦某高兴</p>", PASS, ""),
    (2, "<p>韦女士</p>", PASS, ""),
    (3, "<p>韦 岚</p>", BLOCK, "p1"),
    (3, "<p>韦　岚</p>", BLOCK, "p1"),
    (3, "<p>韦·岚</p>", BLOCK, "p1"),
    (3, "<p>韦\n岚</p>", BLOCK, "p1"),
    (4, "<p>韦<b>岚</b></p>", BLOCK, "p1"),
    (4, "<p><span>韦</span><wbr>岚</p>", BLOCK, "p1"),
    (4, "<p>姓韦</p><p>岚山</p>", PASS, ""),
    (5, "<p>韦&#8203;岚</p>", BLOCK, "p1"),
    (5, "<p>韦\u2060岚</p>", BLOCK, "p1"),
    (5, "<p>韦&shy;岚</p>", BLOCK, "p1"),
    (5, "<p>韦&#x5c9a;</p>", BLOCK, "p1"),
    (5, "<p>韦\ufe0f岚</p>", BLOCK, "p1"),
    (6, '<img alt="韦岚在家中理发">', BLOCK, "p1"),
    (6, '<a title="韦岚">x</a>', BLOCK, "p1"),
    (6, '<a aria-label="韦岚">x</a>', BLOCK, "p1"),
    (6, '<div data-caption="韦岚">x</div>', BLOCK, "p1"),
    (6, '<meta name="description" content="韦岚">', BLOCK, "p1"),
    (6, "<!-- 韦岚 -->", BLOCK, "p1"),
    (7, '<script type="application/ld+json">{"name": "\\u97e6\\u5c9a"}</script>', BLOCK, "p1"),
    (7, "<description>&lt;p&gt;韦岚&lt;/p&gt;</description>", BLOCK, "p1"),
    (7, '<style>p::after { content:"\\97e6\\5c9a" }</style>', BLOCK, "p1"),
    (8, '<img src="images/韦岚家中.jpg">', BLOCK, "p1"),
    (8, '<a href="/%E9%9F%A6%E5%B2%9A">x</a>', BLOCK, "p1"),
    (8, '<a href="wei-lan/">x</a>', BLOCK, "p1"),
    (8, '<a href="#weilan">x</a>', BLOCK, "p1"),
    (8, '<p id="weilan">x</p>', BLOCK, "p1"),
    (8, "<p>Yesterday Wei Lan came home.</p>", WARN, "p1"),
    (9, "<p>韋嵐</p>", BLOCK, "p1"),
    (9, "<p>⻩舒芸</p>", BLOCK, "p5"),
    (9, "<p>\u2ed9岚</p>", BLOCK, "p1"),
    (10, "<p>梁满发</p>", PASS, ""),
    (10, "<p>梁满发高兴地说</p>", PASS, ""),
    (11, "<p>梁满发言感谢大家</p>", WARN, "p2"),
    (12, "<p>梁满意地笑了</p>", WARN, "p2"),
    (12, "<p>阳光小区</p>", WARN, "p7"),
    (12, "<p>阳光明媚</p>", WARN, "p7"),
    (13, "<p>蓝雨桐</p>", BLOCK, "p4"),
    (14, "<p>雨桐</p>", BLOCK, "p4"),
    (14, "<p>小雨桐</p>", BLOCK, "p4"),
    (14, "<p>小桐来了</p>", WARN, "p4"),
    (15, "<p>小雨（化名）说</p>", BLOCK, "p4"),
    (15, "<p>小雨(化名)说</p>", BLOCK, "p4"),
    (15, "<p>小禾（化名）说</p>", PASS, ""),
    (17, "<p>138 0013 8000</p>", BLOCK, ""),
    (17, "<p>138-0013-8000</p>", BLOCK, ""),
    (17, "<p>１３８００１３８０００</p>", BLOCK, ""),
    (17, "<p>一三八零零一三八零零零</p>", BLOCK, ""),
    (17, '<a href="tel:+8613800138000">电话</a>', BLOCK, ""),
    (18, "<p>138****8000</p>", WARN, ""),
    (18, "<p>12345</p>", PASS, ""),
    (18, "<p>0773-5551234</p>", PASS, ""),
    (18, "<p>0773-5559999</p>", BLOCK, ""),
    (19, "<p>11010519491231002X</p>", BLOCK, ""),
    (19, "<p>450305201503120016</p>", BLOCK, ""),
    (20, "<p>450305201503120018</p>", WARN, ""),
    (20, "<p>450305201513320011</p>", WARN, ""),
    (20, "<p>999999201503120012</p>", PASS, ""),
    (21, "<p>450305********0016</p>", BLOCK, ""),
    (22, "<p>6222020000000000000</p>", BLOCK, ""),
    (22, "<p>2023012915353704</p>", PASS, ""),
    (23, "<p>12013800138000</p>", PASS, ""),
    (23, "<p>编号20230129138001380007</p>", PASS, ""),
    (24, "<p>家住建干路12号</p>", BLOCK, ""),
    (24, "<p>建干路十二号3栋2单元501室</p>", BLOCK, ""),
    (24, "<p>住在3栋501</p>", BLOCK, ""),
    (25, "<p>根据第3号通知</p>", PASS, ""),
    (25, "<p>地铁2号线</p>", PASS, ""),
    (25, "<p>2号楼建成</p>", PASS, ""),
    (25, "<footer>地址：七星路7号</footer>", PASS, ""),
]


@pytest.mark.parametrize(("row", "html", "expected", "owner"), _CASES)
def test_the_table(row: int, html: str, expected: str, owner: str) -> None:
    found = leaks(html, contacts=_CONTACTS)
    assert (verdict(found), {leak.owner for leak in found}) == (expected, {owner} if expected != PASS else set())


@pytest.mark.parametrize(
    "path", ["images/韦岚家中.jpg", "wei-lan/index.html", "WeiLan.html", "a/wei_lan.png", "%E9%9F%A6%E5%B2%9A.html"]
)
def test_a_name_in_a_path_blocks_row_8(path: str) -> None:
    assert [leak.owner for leak in leaks("", path)] == ["p1"]


def test_a_waiver_names_a_span_and_a_place_row_12() -> None:
    under = cleared(TABLE, "梁满意地", "stories/a.html")
    assert leaks("<p>梁满意地笑了</p>", "stories/a.html", under=under) == []
    assert verdict(leaks("<p>梁满意地笑了</p>", "stories/b.html", under=under)) == WARN
    # The waiver is for that span, and for nothing else on the page.
    assert verdict(leaks("<p>梁满意地笑了</p><p>梁满来了</p>", "stories/a.html", under=under)) == BLOCK
    assert leaks("<p>梁<b>满</b> 意地笑了</p>", "stories/a.html", under=under) == []


def test_a_waiver_without_a_place_holds_everywhere() -> None:
    under = cleared(TABLE, "阳光小区")
    assert leaks("<p>阳光小区</p>", "b.html", under=under) == []
    assert verdict(leaks("<p>阳光明媚</p>", "b.html", under=under)) == WARN


def test_the_name_of_a_place_is_no_leak_of_the_name_within_it() -> None:
    under = msgspec.structs.replace(guard("阳光", "韦岚"), places=("阳光村", "韦岚路"))
    assert leaks("<p>阳光村的韦岚路</p>", under=under) == []
    assert verdict(leaks("<p>阳光村的韦岚</p>", under=under)) == BLOCK
