from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from generator.model.catalogue import translator
from generator.plan.views.values import Link
from generator.render import filters
from generator.render.qr import Coder

MOMENT = dt.datetime(2026, 2, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = dt.date(2026, 2, 3)


def test_a_moment_and_a_day_for_machines() -> None:
    assert filters.iso(MOMENT) == "2026-02-03T09:30:00+08:00"
    assert filters.iso(DAY) == "2026-02-03"


def test_a_moment_for_rss_has_its_day_in_english() -> None:
    assert filters.rfc822(MOMENT) == "Tue, 03 Feb 2026 09:30:00 +0800"


def test_text_for_xml_keeps_what_xml_knows_and_drops_the_rest() -> None:
    assert filters.xml("a\x00\x0b\x1f\ud800\udfff\ufffe\uffffb") == "ab"
    assert filters.xml("a\t\n\r\x7f\x85\ud7ff\ue000\ufffd𠮷b") == "a\t\n\r\x7f\x85\ud7ff\ue000\ufffd𠮷b"


def test_markup_for_xml_stays_markup_and_text_stays_text() -> None:
    assert isinstance(filters.xml(Markup("<b>\x0b</b>")), Markup)
    assert not isinstance(filters.xml("<b>"), Markup)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://news.example.org/wishes/", "news.example.org"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("https://me:secret@example.org/", "example.org"),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert filters.host(address) == host


def test_a_style_is_known_by_what_a_browser_reads_of_it() -> None:
    # printf 'b{}\n' | openssl dgst -sha256 -binary | base64
    assert filters.integrity("b{}\n") == "sha256-wueFU3mQBLWwqgsvQ5OknNTOd3kPFGN1jqjBo1WTa/c="
    assert filters.integrity("b{}\r\n") == filters.integrity("b{}\r") == filters.integrity("b{}\n")


def test_a_moment_and_a_day_for_readers() -> None:
    assert filters.moment(MOMENT) == "2026-02-03 09:30"
    assert filters.moment(MOMENT.replace(hour=0, minute=0)) == "2026-02-03"
    assert filters.moment(MOMENT.replace(hour=0, minute=0), language="en") == "3 February 2026"
    assert filters.day(MOMENT) == filters.day(DAY) == "2026-02-03"
    assert filters.day(dt.date(987, 1, 2)) == "0987-01-02"


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "2026年2月3日"), ("en", "3 February 2026")])
def test_a_day_in_words(language: str, words: str) -> None:
    assert filters.long_day(DAY, language=language) == words


def test_a_headline_breaks_between_its_phrases_and_is_escaped() -> None:
    assert filters.headline(("河边的", "长椅", "<棋>")) == "河边的<wbr>长椅<wbr>&lt;棋&gt;"
    assert filters.headline(("问答：", "又有了", "<棋>")) == (
        '<span class="clause">问答：</span><span class="clause">又有了<wbr>&lt;棋&gt;</span>'
    )
    assert filters.headline(()) == ""


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=1", "HTTP://example.org", "mailto:a@example.org", "tel:0773-5551234", "tel:+86"],
)
def test_a_link_may_leave_the_site(address: str) -> None:
    assert filters.http_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "wishes/1.html",
        "javascript:alert(1)",
        " https://example.org",
        "data:text/html,x",
        "https://",
        "//example.org",
    ],
)
def test_nothing_else_is_a_link_that_leaves(address: str) -> None:
    assert filters.http_url(address) == ""


def test_telephone_numbers_can_be_rung_and_the_rest_is_escaped() -> None:
    assert filters.phones("请拨 0773-5551234 <或> 13800138000。") == (
        '请拨 <a href="tel:0773-5551234">0773-5551234</a> &lt;或&gt; <a href="tel:13800138000">13800138000</a>。'
    )


def test_in_a_text_with_markup_numbers_are_links_where_none_is_yet() -> None:
    rung = '<a href="tel:0773-5551234">0773-5551234</a>'
    assert filters.phones(Markup("<p>拨0773-5551234，1 &lt; 2</p>")) == f"<p>拨{rung}，1 &lt; 2</p>"
    assert filters.phones(Markup("<li>甲<b>0773-5551234</b></li>尾0773-5551234")) == f"<li>甲<b>{rung}</b></li>尾{rung}"


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="about.html"><b>0773-5551234</b></a></p>',
        "<pre><code>0773-5551234</code></pre>",
        '<p><img alt="0773-5551234" src="x.webp"></p>',
        "<p>2026-02-03，编号2026-0007</p>",
    ],
)
def test_nothing_in_links_code_and_attributes_is_rung(body: str) -> None:
    assert filters.phones(Markup(body)) == body


@pytest.mark.parametrize("text", ["2026-02-03", "2026-0007", "110101199003070000", "34 个心愿", "0773-555123400-1x"])
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert filters.phones(text) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("到明年1月15日止", ["1月15日"]),
        ("2026年11月3日", ["11月3日"]),
        ("2025年10月和2026年1月", ["2025年10月", "2026年1月"]),
        ("12月24号，三个月", ["12月24号"]),
        ("2026-02-03，11月", []),
    ],
)
def test_a_date_is_one_piece(text: str, pieces: list[str]) -> None:
    marked = text
    for piece in pieces:
        marked = marked.replace(piece, f'<span class="date">{piece}</span>')
    assert filters.dates(text) == marked
    assert filters.dates(Markup(f'<p title="1月2日">{text}<a href="x">{text}</a></p>')) == (
        f'<p title="1月2日">{marked}<a href="x">{marked}</a></p>'
    )
    assert filters.dates(Markup(f"<pre><code>{text}</code></pre>")) == f"<pre><code>{text}</code></pre>"


def test_what_is_no_markup_is_escaped_round_its_dates() -> None:
    assert filters.dates("<b>1月2日") == '&lt;b&gt;<span class="date">1月2日</span>'
    assert filters.dates("<b>") == "&lt;b&gt;"


def test_a_qr_code_is_an_inline_drawing_with_a_name() -> None:
    drawing = filters.qr("https://example.org/a?b&c", title="扫 <我>", coder=Coder())
    assert drawing.startswith("<svg")
    assert "<title>扫 &lt;我&gt;</title>" in drawing
    assert 'class="qr"' in drawing
    assert drawing == filters.qr("https://example.org/a?b&c", title="扫 <我>", coder=Coder())


def test_every_filter_has_its_name() -> None:
    named = filters.filters_of("en", translator("en"))
    readers = ["dates", "day", "headline", "http_url", "long_day", "moment", "once", "phones", "qr", "srcset"]
    machines = ["host", "integrity", "iso", "json_script", "minute", "rfc822", "xml"]
    assert sorted(named) == sorted(readers + machines)
    assert named["long_day"](DAY) == "3 February 2026"
    assert named["day"](DAY) == "3 Feb 2026"
    assert named["moment"](MOMENT) == "3 February 2026, 09:30"
    assert filters.filters_of("zh-CN", translator("zh-CN"))["day"](DAY) == "2026-02-03"


def test_a_macro_is_called_once_for_the_same_arguments() -> None:
    calls = []

    def macro(*arguments: object, **keywords: object) -> Markup:
        calls.append((arguments, keywords))
        return Markup(f"{arguments}{sorted(keywords.items())}")

    once = filters.Once()
    link = Link("a.html", "甲")
    first = once(macro, link, "../", level=3, pictures=True)
    assert once(macro, Link("a.html", "甲"), "../", pictures=True, level=3) is first
    assert len(calls) == 1
    assert once(macro, link, "", level=3, pictures=True) != first
    assert once(macro, link, "../", level=2, pictures=True) != first
    assert len(calls) == 3
