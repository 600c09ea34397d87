"""The leak scan, against the cases of domain 2.7 that it promises so far."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app import report as reports
from generator.link.privacy.guard import Clearance, Guard, Secret
from generator.link.scanning.scanner import Leak, Scanner
from tests import sites
from tests.sites import told

Make = Callable[..., Path]
GUARD = Guard(
    secrets=(
        Secret("p-1", "name", "韦岚"),
        Secret("p-2", "name", "Ali Musa"),
        Secret("p-3", "name", "黄舒芸"),
        Secret("p-3", "never-publish", "绿房子"),
        Secret("p-4", "id-number", "450305201503120016"),
        Secret("p-5", "name", "岚"),
    ),
    cleared=(),
)


def found(html: str, path: str = "a.html", *, guard: Guard = GUARD, contacts: tuple[str, ...] = ()) -> list[str]:
    """Owner, or rule where there is none, of every leak."""
    return [leak.owner or leak.rule for leak in Scanner(guard, contacts).scan(path, html.encode())]


@pytest.mark.parametrize(
    "html",
    [
        "<p>昨天韦岚高兴地说</p>",
        "<title>韦岚的灯</title>",
        '<img alt="韦岚在家中理发">',
        "<img alt='韦岚'>",
        "<img alt=韦岚>",
        '<a title="韦岚">x</a>',
        '<p aria-label="韦岚">x</p>',
        '<div data-caption="韦岚">x</div>',
        '<meta name="description" content="韦岚的灯">',
        '<meta property="og:title" content="韦&#23706;">',
        "<!-- 韦岚 -->",
        "<!-- a=b 韦岚 -->",
        "<script>var a = '韦岚'</script>",
        "<style>p::after { content: '韦岚' }</style>",
        "<svg><text>韦岚</text></svg>",
        '<a href="/%E9%9F%A6%E5%B2%9A.html">x</a>',
        '<img src="media/%e9%9f%a6%e5%b2%9a.jpg">',
        '<p id="韦岚">x</p>',
        '<option value="韦岚">',
        '{"name": "韦岚"}',
        "<entry><title>韦岚</title></entry>",
    ],
)
def test_wherever_it_stands_a_registered_name_is_a_leak(html: str) -> None:
    assert found(html) == ["p-1"]


@pytest.mark.parametrize(
    "disguised",
    [
        "韦 岚",
        "韦\u3000岚",
        "韦\u00a0岚",
        "韦  \t岚",
        "韦\n岚",
        "韦·岚",
        "韦•岚",
        "韦.岚",
        "韦-岚",
        "韦_岚",
        "韦*岚",
        "韦\u200b岚",
        "韦\u200d岚",
        "韦\u2060岚",
        "韦\u00ad岚",
        "韦\ufeff岚",
        "韦\ufe0f岚",
        "韦\u202e岚",
        "韦 \u200b 岚",
        "韦&nbsp;岚",
        "韦&#8203;岚",
        "韦&#x200B;岚",
        "韦&shy;岚",
        "韦&#x5c9a;",
        "&#38886;岚",
        "&#x97E6;&#x5C9A;",
        "韦&ensp;岚",
        "韦<b>岚</b>",
        "<em>韦</em><strong>岚</strong>",
        "<span>韦</span><wbr>岚",
        "韦<!-- x -->岚",
        "韦<a href='x'>岚</a>",
        "韦<b>\u200b</b>&nbsp;岚",
    ],
)
def test_a_name_in_disguise_is_one(disguised: str) -> None:
    assert found(f"<p>昨天{disguised}高兴地说</p>") == ["p-1"]
    if "<" not in disguised:
        assert found(f'<img alt="昨天{disguised}高兴地说">') == ["p-1"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>韦某高兴</p><p>韦女士</p>",
        "<p>姓韦</p><p>岚山</p>",
        "<li>韦</li><li>岚</li>",
        "<td>韦</td><td>岚</td>",
        "<h2>韦</h2>岚",
        "<p>韦和岚</p>",
        "<p>岚</p>",
        "<p>alimusa</p>",
    ],
)
def test_what_is_not_the_name_passes(html: str) -> None:
    assert found(html) == []


def test_latin_names_are_found_in_any_case_and_width() -> None:
    assert found("<p>by ALI MUSA</p>") == ["p-2"]
    assert found("<p>Ａｌｉ Ｍｕｓａ</p>") == ["p-2"]


def test_kangxi_radicals_are_the_characters_that_they_look_like() -> None:
    guard = Guard((Secret("p-6", "name", "黑金"),), ())
    assert found("<p>\u2fca\u2fa6</p>", guard=guard) == ["p-6"]


def test_words_and_numbers_of_the_register_are_leaks_like_names() -> None:
    leaks = Scanner(GUARD, ()).scan("a.html", "<p>绿房子，450305201503120016</p>".encode())
    assert {(leak.owner, leak.rule) for leak in leaks} == {("p-3", "never-publish"), ("p-4", "id-number")}


def test_the_path_is_scanned_and_pictures_are_not() -> None:
    assert found("", "stories/韦岚.html") == ["p-1"]
    assert found("韦岚", "media/0a1b.jpg") == []


@pytest.mark.parametrize(
    "number",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138–0013–8000",
        "１３８００１３８０００",
        "+86 138 0013 8000",
        "+8613800138000",
        "8613800138000",
        "138\u200b0013\u200b8000",
        "138&nbsp;0013&nbsp;8000",
        "138<b>0013</b>8000",
        "0773-5551234",
        "07735551234",
        "0773 555 1234",
        "0773 - 5551234",
        "0773–5551234",
        "（0773）5551234",
        "(010) 5551 2345",
        "010-55512345",
    ],
)
def test_telephone_numbers_in_any_form_are_leaks(number: str) -> None:
    assert found(f"<p>请拨打{number}，谢谢</p>") == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05 13800138000",
        "13800138000 2026-01-05",
        "13800138000 13900139000",
        "13800138000-13900139000",
        "0773-5551234 13800138000",
        "编号 2026-0007 13800138000",
        "2026 0773-5551234",
    ],
)
def test_a_number_beside_another_is_not_hidden_by_it(text: str) -> None:
    assert "phone" in found(f"<p>{text}</p>")


def test_two_numbers_side_by_side_are_two_leaks() -> None:
    assert found("<p>13800138000 13900139000</p>") == ["phone", "phone"]


@pytest.mark.parametrize("html", ['<a href="tel:+8613800138000">电话</a>', '<a href="tel:0773-5551234">x</a>'])
def test_a_number_in_an_address_is_one(html: str) -> None:
    assert found(html) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "12013800138000",
        "编号20230129138001380007",
        "2026-01-05 2026-01-06",
        "2026-01-05T09:30:00+08:00",
        "2026-0312 2026-01-03",
        "2026-0007 2026-01-03 2026-01-09",
        "12345",
        "110、119、120",
        "1 234 567 890",
        "12800138000",
        "0123-456",
        "桂ICP备05001234号",
        "2 800 200 300 400",
        "9780306406157",
    ],
)
def test_dates_ids_and_other_figures_are_no_telephone_numbers(text: str) -> None:
    assert found(f"<p>{text}</p>") == []


@pytest.mark.parametrize(
    "written", ["0773-5551234", "07735551234", "0773 5551234", "（0773）5551234", "０７７３－５５５１２３４"]
)
def test_a_public_number_passes_in_any_form(written: str) -> None:
    assert found(f"<p>{written}</p>", contacts=("0773-5551234",)) == []
    assert found(f"<p>{written}</p>", contacts=("0773-5551235",)) == ["phone"]


def test_a_public_mobile_passes_with_its_country_code() -> None:
    assert found('<a href="tel:+8613800138000">138 0013 8000</a>', contacts=("13800138000",)) == []


def cleared(text: str, path: str = "") -> Guard:
    return Guard(GUARD.secrets, (Clearance(text, path),))


def test_what_was_cleared_passes_and_nothing_else_with_it() -> None:
    assert found("<p>韦岚</p><p>黄舒芸</p>", guard=cleared("韦岚")) == ["p-3"]
    assert found("<p>韦 岚</p>", guard=cleared("韦岚")) == []
    assert found("<p>13800138000</p>", guard=cleared("138 0013 8000")) == []
    assert found("<p>0773-5551234</p>", guard=cleared("0773-5551234")) == []
    assert found("<p>0773-5551234</p>", guard=cleared("0773-5551235")) == ["phone"]


def test_what_was_cleared_for_one_page_passes_there_alone() -> None:
    guard = cleared("韦岚", "stories/2026/a.html")
    assert found("<p>韦岚</p>", "stories/2026/a.html", guard=guard) == []
    assert found("<p>韦岚</p>", "index.html", guard=guard) == ["p-1"]


def test_each_leak_of_an_output_is_told_once() -> None:
    scanner = Scanner(GUARD, ())
    assert scanner.scan("a.html", "<p>韦岚</p><p>韦 岚</p><img alt='韦岚'>".encode()) == [
        Leak("a.html", "name", "p-1", "韦岚")
    ]


def test_without_a_register_numbers_are_still_scanned() -> None:
    assert found("<p>韦岚 13800138000</p>", guard=Guard((), ())) == ["phone"]


def test_bytes_that_are_no_text_do_not_stop_the_scan() -> None:
    content = b"\xff\xfe" + "韦岚".encode() + b"\x00"
    assert [leak.owner for leak in Scanner(GUARD, ()).scan("a.bin", content)] == ["p-1"]


@pytest.mark.parametrize(
    ("line", "text", "column"),
    [
        ("昨天韦岚说", "韦岚", 3),
        ("昨天韦 岚说", "韦岚", 3),
        ("昨天韦\u200b岚说", "韦岚", 3),
        ("拨打138 0013 8000", "138-0013-8000", 3),
        ("昨天韦某说", "韦岚", 0),
        ("", "韦岚", 0),
    ],
)
def test_the_column_of_a_leak_in_its_source(line: str, text: str, column: int) -> None:
    assert Scanner.find(line, text) == column


# From end to end


REGISTER = """
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, aliases: [阿岚], phone: 13800138000}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story], given: 2026-01-02}
"""
STORY = "-- content/stories/a.md --\n---\ntitle: 灯亮了\ndate: 2026-02-03\nchannel: stories\n---\n楼道里的灯亮了。\n\n"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (STORY + "韦岚音说好。\n", ["P431 content/stories/a.md:8"]),
        (STORY + "灯亮了。\n\n“好！”韦 **岚** 音说。\n", ["P431 content/stories/a.md:10"]),
        (STORY + "打 138-0013-8000 找他。\n", ["P432 content/stories/a.md:8"]),
        (STORY + "![阿岚和灯](media/a.png)\n-- content/media/a.png --\n9x9\n", ["P431 content/stories/a.md:8"]),
        (STORY.replace("title: 灯亮了", "title: 阿岚的灯亮了"), ["P431 content/stories/a.md:2"]),
        (STORY.replace("channel", "tags: [阿岚]\nchannel"), ["P431 content/stories/a.md:4"]),
        (
            STORY + "阿岚来了。\n-- content/pages/about.md --\n---\ntitle: 关于\n---\n问阿岚。\n",
            ["P431 content/pages/about.md:4", "P431 content/stories/a.md:8"],
        ),
        (
            "-- content/places.yaml --\n- {id: dukou, name: 渡口街道, contact: 韦岚音}\n",
            ["P431 content/places.yaml:1"],
        ),
    ],
)
def test_a_leak_is_an_error_at_its_line_nothing_is_written_and_nothing_is_said(
    site: Make, text: str, problems: list[str]
) -> None:
    root = site(REGISTER + text)
    report = sites.build(root)
    assert told(report.problems) == problems
    assert [path for path in (root / "output").rglob("*") if path.is_file()] == []
    assert told(sites.check(root).problems) == problems
    for language in ("zh-CN", "en"):
        said = [
            reports.as_text(report, language=language, site=root, built=True, strict=False),
            reports.as_json(report, language=language),
            reports.as_github(report, language=language),
        ]
        for secret in ("韦岚音", "阿岚", "13800138000", "138-0013-8000", "0013"):
            assert not [text for text in said if secret in text]
        assert all("p-1" in text or "P432" in text for text in said)


def test_what_was_written_before_a_leak_stands(site: Make) -> None:
    root = site(REGISTER + STORY)
    assert sites.build(root).problems == ()
    before = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    with (root / "content/stories/a.md").open("a", encoding="utf-8") as story:
        story.write("韦岚音说好。\n")
    assert [problem.code for problem in sites.build(root).problems] == ["P431"]
    assert {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()} == before


def test_a_new_name_in_the_register_is_sought_in_what_was_written_long_ago(site: Make) -> None:
    root = site(REGISTER + STORY + "梁满说好。\n")
    assert sites.build(root).problems == ()
    assert sites.build(root).written == 0
    with (root / "content/private/people.yaml").open("a", encoding="utf-8") as people:
        people.write("- {id: p-2, name: 梁满}\n")
    assert told(sites.build(root).problems) == ["P431 content/stories/a.md:8"]
    sites.write(root / "content/private/cleared.yaml", "- {text: 梁满, reason: 是地名}\n")
    assert sites.build(root).problems == ()


def test_a_public_number_of_the_settings_passes(site: Make) -> None:
    root = site(STORY + "打 0773 5551234 找社区。\n")
    assert told(sites.check(root).problems) == ["P432 content/stories/a.md:8"]
    settings = root / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8") + 'public_contacts: ["0773-5551234"]\n', "utf-8")
    assert sites.check(root).problems == ()
