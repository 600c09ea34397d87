from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import pytest
from jinja2 import nodes
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.model.catalogue import ENGLISH, translator
from generator.model.entities import KIND_HEARTED, WishStatus
from generator.model.pictures import Candidate
from generator.model.settings import Footer
from generator.plan import hubs, listings
from generator.plan.views.cards import Counts, StoryCard, WishCard
from generator.plan.views.frame import Chrome, View
from generator.plan.views.hubs import FrontView, NotFoundView, WallRow, WallView
from generator.plan.views.listings import ListingView
from generator.plan.views.pages import StoryText, StoryView, WishView
from generator.plan.views.plots import Bar, Line, LinePlot, Point, Tick
from generator.plan.views.progress import CountRow, Period, ProgressView, Rate, Total
from generator.plan.views.values import Link, Picture
from generator.render.templates import Templates, problem_of

ROOT = Path(__file__).parents[2]
TEXTS = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
STYLE = (ROOT / "templates/assets/site.css").read_text("utf-8")


class Note(msgspec.Struct):
    """The smallest view."""

    title: str
    body: str = ""


def render(texts: dict[str, str], view: msgspec.Struct, *, language: str = "zh-CN") -> str:
    return Templates(texts, language=language).render("page.html", view)


# What a template is to its author


def test_a_template_sees_the_fields_of_its_view_escaped() -> None:
    assert render({"page.html": "<p>{{ title }}</p>{{ body | safe }}\n"}, Note("a<b & c", "<i>x</i>")) == (
        "<p>a&lt;b &amp; c</p><i>x</i>\n"
    )


def test_machines_templates_are_escaped_as_well() -> None:
    assert (
        Templates({"feed.xml": "<t>{{ title }}</t>"}, language="en").render("feed.xml", Note("R&D")) == "<t>R&amp;D</t>"
    )


def test_words_come_in_the_language_of_the_site() -> None:
    texts = {"page.html": '{{ t("心愿墙") }}|{{ t("{n} 篇", n=1) }}|{{ t("{n} 篇", n=2) }}'}
    assert render(texts, Note("")) == "心愿墙|1 篇|2 篇"
    assert render(texts, Note(""), language="en") == "Wish wall|1 story|2 stories"


def test_an_editors_own_words_stand_as_they_are() -> None:
    assert render({"page.html": '{{ t("我们自己的话") }}'}, Note(""), language="en") == "我们自己的话"


def test_there_is_neither_clock_nor_chance_nor_another_global() -> None:
    for text in ("{{ range(3) }}", "{{ lipsum() }}", "{{ [1, 2] | random }}"):
        with pytest.raises(jinja2.TemplateError):
            render({"page.html": text}, Note(""))


# Digests


def digest(texts: dict[str, str], *, language: str = "zh-CN") -> bytes:
    return Templates(texts, language=language).digest("page.html")


def test_a_digest_covers_all_that_a_template_is_made_of_and_nothing_else() -> None:
    texts = {
        "page.html": '{% extends "base.html" %}{% import "macros/m.html" as m %}',
        "base.html": '{% include "foot.html" %}',
        "macros/m.html": "m",
        "foot.html": "f",
        "other.html": "o",
    }
    made = digest(texts)
    for name in ("page.html", "base.html", "macros/m.html", "foot.html"):
        assert digest(texts | {name: texts[name] + " "}) != made, name
    assert digest(texts | {"other.html": "changed", "new.html": "new"}) == made
    assert digest(dict(reversed(texts.items()))) == made
    assert digest(texts, language="en") != made


def test_a_digest_changes_when_a_missing_template_appears() -> None:
    texts = {"page.html": '{% include "foot.html" ignore missing %}'}
    assert digest(texts) != digest(texts | {"foot.html": ""})


def test_templates_that_include_each_other_have_digests() -> None:
    assert digest({"page.html": '{% include "b.html" %}', "b.html": '{% include "page.html" %}'})


def test_a_broken_template_has_the_digest_of_its_text() -> None:
    assert digest({"page.html": "{% if"}) != digest({"page.html": "{% for"})


# Problems


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"page.html": "a\n\n{% if title %}b"}, ("T501", "templates/page.html", 3)),
        ({"page.html": "a\n{{ title | shout }}"}, ("T501", "templates/page.html", 2)),
        ({"page.html": "a\n{{ titel }}"}, ("T502", "templates/page.html", 2)),
        ({"page.html": "a\n{{ title.nope.x }}"}, ("T502", "templates/page.html", 2)),
        (
            {
                "page.html": '{% import "m.html" as m %}\n{{ m.x() }}',
                "m.html": "\n{% macro x() %}\n{{ y }}{% endmacro %}",
            },
            ("T502", "templates/m.html", 3),
        ),
        ({"page.html": '\n{% include "gone.html" %}'}, ("T503", "templates/page.html", 2)),
        ({"other.html": ""}, ("T503", "templates/page.html", 1)),
        ({"page.html": "\n{% include title %}"}, ("T504", "templates/page.html", 2)),
        (
            {"page.html": '{% include "b.html" %}', "b.html": "\n\n{% include title ~ '.html' %}"},
            ("T504", "templates/b.html", 3),
        ),
        ({"page.html": "\n{{ title + 1 }}"}, ("T505", "templates/page.html", 2)),
        ({"page.html": '\n{% include "page.html" %}'}, ("T505", "templates/page.html", 2)),
    ],
)
def test_a_fault_is_reported_at_its_line(texts: dict[str, str], expected: tuple[str, str, int]) -> None:
    with pytest.raises(jinja2.TemplateError) as raised:
        render(texts, Note("x"))
    problem = problem_of(raised.value, "page.html", "stories/2026/1.html")
    assert (problem.code, problem.location.path, problem.location.line) == expected
    assert dict(problem.facts)["page"] == "stories/2026/1.html"


@pytest.mark.parametrize(("text", "name"), [("{{ titel }}", "titel"), ("{{ title.nope }}", "nope")])
def test_an_undefined_name_is_named(text: str, name: str) -> None:
    with pytest.raises(jinja2.UndefinedError) as raised:
        render({"page.html": text}, Note("x"))
    assert dict(problem_of(raised.value, "page.html", "index.html").facts)["name"] == name


# The words of the furniture


def words_of_templates() -> Iterator[str]:
    environment = jinja2.Environment(autoescape=True)
    for name, text in TEXTS.items():
        for call in environment.parse(text).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t" and isinstance(call.args[0], nodes.Const):
                assert isinstance(call.args[0].value, str), name
                yield call.args[0].value


def words_of_code() -> Iterator[str]:
    for folder in ("plan", "render"):
        for path in sorted((ROOT / "generator" / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if called == "t":
                        yield str(node.args[0].value)
    yield from (*listings.GRANTER_KINDS.values(), *hubs.WALL_NAMES.values(), KIND_HEARTED)


def test_every_word_of_the_furniture_has_its_english_and_none_is_left_over() -> None:
    used = {*words_of_templates(), *words_of_code()}
    assert sorted(used - ENGLISH.keys()) == []
    assert sorted(ENGLISH.keys() - used) == []


def test_a_translation_fills_in_what_the_chinese_does() -> None:
    for chinese, english in ENGLISH.items():
        for words in (english,) if isinstance(english, str) else english:
            assert set(re.findall(r"\{\w+\}", words)) <= set(re.findall(r"\{\w+\}", chinese)), chinese


def test_templates_say_nothing_but_through_the_catalogue() -> None:
    for name, text in TEXTS.items():
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        assert re.findall(r"[\u4e00-\u9fff]+", bare) == [], name


# The pages

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
CHANNEL = Link("channels/stories.html", "心愿故事")
CHROME = Chrome(
    title="点亮微心愿",
    organization="石榴区志愿服务联合会",
    description="",
    language="zh-CN",
    base_url="https://example.org/w/",
    claim="请拨打 0773-5551234",
    channels=(CHANNEL,),
    menu=(Link("about.html", "关于本站"),),
    footer=Footer(host="主办：石榴区", phone="0773-5551234"),
    style="assets/site.css",
    print_style="assets/print.css",
    script="assets/site.js",
    icon="assets/icon.svg",
)
PHOTO = Picture("media/1.jpg", 1280, 720, alt="长椅", caption="河边", credit="插画：本站")


def story_card(number: int, **changes: Any) -> StoryCard:
    card = StoryCard(
        id=f"2026-{number}",
        address=f"stories/2026/2026-{number}.html",
        title="河边的长椅上，又有了下棋的声音",
        summary="老棋友们散了。",
        date=dt.datetime(2026, 2, number, 9, 30, tzinfo=SHANGHAI),
        channel=CHANNEL,
    )
    return msgspec.structs.replace(card, **changes)


def wish_card(number: int, status: WishStatus = WishStatus.FULFILLED) -> WishCard:
    return WishCard(
        id=f"w-{number}",
        address=f"wishes/w-{number}.html",
        title="一副大字象棋",
        wish="想和老棋友再下几盘",
        name="陆大爷",
        count=1,
        status=status,
        place=Link("places/liudi.html", "柳堤社区"),
        category=Link("categories/culture.html", "文体"),
        granters=(Link("granters/school.html", "职业学校"), Link("", "爱心人士")) if status != "collected" else (),
        collected=dt.date(2025, 12, 3),
        claimed=None if status == "collected" else dt.date(2025, 12, 6),
        fulfilled=dt.date(2026, 1, 18) if status == "fulfilled" else None,
    )


STORY = StoryText(
    id="2026-1",
    title="河边的长椅上，又有了下棋的声音",
    kicker="一群散了的棋友",
    date=dt.datetime(2026, 2, 3, 9, 30, tzinfo=SHANGHAI),
    updated=None,
    source=Link("https://example.org/", "石榴发布"),
    authors=(("reporter", ("覃一鸣", "何秋")),),
    editor="叶予",
    channel=CHANNEL,
    tags=(Link("tags/a.html", "微心愿"),),
    places=(Link("places/liudi.html", "柳堤社区"),),
    minutes=2,
    corrections=((dt.date(2026, 2, 4), "已改正"),),
    retracted=None,
    preview="",
)


def frame(path: str, **more: Any) -> dict[str, Any]:
    crumbs = (Link("index.html", "首页"), CHANNEL)
    return {
        "chrome": CHROME,
        "path": path,
        "root": "../" * path.count("/"),
        "heading": "标题",
        "crumbs": crumbs,
        **more,
    }


def story_view(**changes: Any) -> StoryView:
    view = StoryView(
        **frame("stories/2026/2026-1.html"),
        story=STORY,
        lead=PHOTO,
        body="<p>正文</p>",
        wishes=(wish_card(1),),
        address="https://example.org/w/stories/2026/2026-1.html",
        older=Link("stories/2026/2026-0.html", "更早的一篇"),
        newer=Link("stories/2026/2026-2.html", "更新的一篇"),
        recommended=(story_card(5), story_card(6)),
    )
    return msgspec.structs.replace(view, **changes)


def front_view(**changes: Any) -> FrontView:
    view = FrontView(
        **frame("index.html", crumbs=()),
        lead=None,
        newest=(),
        featured=(),
        counts=Counts(0, 0, 0),
        windows=(),
        waiting=0,
        granters=(),
        channels=(),
    )
    return msgspec.structs.replace(view, **changes)


def listing_view(**changes: Any) -> ListingView:
    view = ListingView(
        **frame("latest.html"), kind="latest", about="", facts=(), stories=(story_card(1, picture=PHOTO), story_card(2))
    )
    return msgspec.structs.replace(view, **changes)


def wall_view() -> WallView:
    waiting = WallRow(
        WishStatus.COLLECTED, Link("wall/collected.html", "等待点亮"), 1, (wish_card(1, WishStatus.COLLECTED),)
    )
    lit = WallRow(WishStatus.FULFILLED, Link("wall/fulfilled.html", "已经点亮"), 0, ())
    return WallView(**frame("wall.html"), rows=(waiting, lit), counts=Counts(1, 0, 0))


def wish_view() -> WishView:
    return WishView(
        **frame("wishes/w-1.html"),
        wish=wish_card(1, WishStatus.COLLECTED),
        outcome="",
        photos=(PHOTO,),
        stories=(),
        alike=(wish_card(2),),
        contact="0773-5551101",
    )


def not_found_view() -> NotFoundView:
    view = NotFoundView(**frame("404.html"), style_text=STYLE)
    return msgspec.structs.replace(view, root=CHROME.base_url)


def progress_view() -> ProgressView:
    line = Line(WishStatus.FULFILLED, (Point(0, 0, 1), Point(1000, 1000, 0)), 1000)
    row = CountRow(CHANNEL, Counts(3, 2, 1), Bar(333, 667, 1000))
    return ProgressView(
        **frame("progress.html"),
        counts=Counts(3, 2, 1),
        updated=dt.date(2026, 1, 18),
        claimed=Rate(2, 3, 67),
        fulfilled=Rate(1, 2, 50),
        helped=4,
        units=1,
        days_to_claim=0,
        days_to_light=1,
        unit="month",
        periods=(Period("2026-1", 3, 2, 1), Period("2026-2", 0, 0, 0)),
        plot=LinePlot((line,), (Tick(0, "2026-01"),), (Tick(1000, "0"),)),
        categories=(row,),
        places=(msgspec.structs.replace(row, bar=None), msgspec.structs.replace(row, depth=7)),
        granters=(),
        groups=(Total("低保户", 3), Total("", 4)),
        style="assets/plots.css",
    )


PAGES: list[tuple[str, View]] = [
    ("front.html", front_view()),
    ("front.html", front_view(lead=story_card(1), newest=(story_card(2),), windows=(wish_card(1),))),
    ("story.html", story_view()),
    ("listing.html", listing_view()),
    ("wall.html", wall_view()),
    ("wish.html", wish_view()),
    ("not_found.html", not_found_view()),
    ("progress.html", progress_view()),
    ("progress.html", msgspec.structs.replace(progress_view(), updated=None)),
]


def page(name: str, view: View, *, language: str = "zh-CN") -> LexborHTMLParser:
    return LexborHTMLParser(Templates(TEXTS, language=language).render(name, view))


def only(tree: LexborHTMLParser, selector: str) -> LexborNode:
    (found,) = tree.css(selector)
    return found


def one(tree: LexborHTMLParser, selector: str) -> str:
    return " ".join(only(tree, selector).text().split())


@pytest.mark.parametrize(("name", "view"), PAGES)
def test_every_page_has_one_header_main_footer_and_h1(name: str, view: View) -> None:
    tree = page(name, view)
    assert [len(tree.css(tag)) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]


@pytest.mark.parametrize(("name", "view"), PAGES)
def test_no_page_has_styles_or_handlers_in_its_attributes(name: str, view: View) -> None:
    for node in page(name, view).css("*"):
        assert [key for key in node.attributes if key == "style" or key.startswith("on")] == []


@pytest.mark.parametrize(("name", "view"), PAGES)
def test_pictures_have_a_size_and_words(name: str, view: View) -> None:
    for image in page(name, view).css("img"):
        assert image.attributes["width"]
        assert image.attributes["height"]
        assert "alt" in image.attributes
        assert image.attributes["decoding"] == "async"


def test_among_pictures_a_drawing_stands_where_there_is_none_and_alone_it_does_not() -> None:
    mixed = listing_view(stories=(story_card(1, picture=PHOTO), story_card(2, scene=5), story_card(3, scene=1)))
    drawn = page("listing.html", mixed).css(".thumb > *")
    assert [node.tag for node in drawn] == ["picture", "svg", "svg"]
    # There are four drawings; the sixth channel begins anew.
    assert drawn[1].html == drawn[2].html
    assert all(node.parent and node.parent.attributes["aria-hidden"] == "true" for node in drawn)
    assert not page("listing.html", listing_view(stories=(story_card(1), story_card(2)))).css(".thumb")


def test_a_lead_without_a_picture_has_a_drawing() -> None:
    assert only(page("front.html", front_view(lead=story_card(1))), ".lead .photo > svg.scene")
    lead = page("front.html", front_view(lead=story_card(1, picture=PHOTO)))
    assert only(lead, ".lead .photo img").attributes["fetchpriority"] == "high"
    assert not lead.css(".lead .scene")


def test_a_picture_offers_its_files_with_the_width_of_its_place() -> None:
    webp, jpeg = ((Candidate(f"media/1.{form}", 480), Candidate(f"media/2.{form}", 960)) for form in ("webp", "jpg"))
    photo = msgspec.structs.replace(PHOTO, webp=webp, jpeg=jpeg)
    tree = page("story.html", story_view(lead=photo))
    source, image = only(tree, "article > figure source").attributes, only(tree, "article > figure img").attributes
    assert source["srcset"] == "../../media/1.webp 480w, ../../media/2.webp 960w"
    assert image["srcset"] == "../../media/1.jpg 480w, ../../media/2.jpg 960w"
    assert source["sizes"] == image["sizes"] == "(min-width: 45.3em) 42.75em, calc(100vw - 2.5em)"
    assert source["type"] == "image/webp"


def test_a_page_shares_its_own_picture_else_that_of_the_site() -> None:
    def shared(view: StoryView) -> list[str | None]:
        names = ("og:image", "og:image:width", "og:image:height", "og:image:alt")
        tree = page("story.html", view)
        return [only(tree, f'meta[property="{name}"]').attributes["content"] for name in names]

    chrome = msgspec.structs.replace(CHROME, card=Picture("cards/site/site.jpg", 1200, 630, alt="点亮"))
    own = Picture("cards/a.jpg", 600, 315, alt="河边")
    assert shared(story_view(chrome=chrome)) == ["https://example.org/w/cards/site/site.jpg", "1200", "630", "点亮"]
    assert shared(story_view(chrome=chrome, share=own)) == ["https://example.org/w/cards/a.jpg", "600", "315", "河边"]


@pytest.mark.parametrize(("name", "view"), PAGES)
def test_headings_skip_no_level(name: str, view: View) -> None:
    levels = [int(str(node.tag)[1]) for node in page(name, view).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(("name", "view"), PAGES)
def test_every_page_speaks_english(name: str, view: View) -> None:
    assert "长辈版" not in (page(name, view, language="en").html or "")


def test_a_story_page_has_its_parts_in_the_order_of_the_contract() -> None:
    html = Templates(TEXTS, language="zh-CN").render("story.html", story_view())
    parts = (
        '<nav class="breadcrumb"',
        'data-story="2026-1"',
        'class="kicker"',
        "<h1",
        'class="source"',
        '<time datetime="2026-02-03T09:30:00+08:00">2026-02-03 09:30</time>',
        "覃一鸣、何秋",
        "责任编辑 叶予",
        "<figcaption>河边",
        "<p>正文</p>",
        'class="wish-card" data-wish="w-1"',
        'href="../../tags/a.html"',
        "已改正",
        'class="qr"',
        'rel="prev"',
        'rel="next"',
        '<section class="recommended">',
        'class="more" href="../../recommended.html"',
        'data-story="2026-5"',
        "<footer",
    )
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_a_story_page_names_its_neighbours_and_its_way_down() -> None:
    tree = page("story.html", story_view())
    assert one(tree, "a[rel=prev]") == "上一篇 更早的一篇"
    assert one(tree, "a[rel=next]") == "下一篇 更新的一篇"
    assert one(tree, "nav.breadcrumb") == "首页 心愿故事 正文"
    assert only(tree, "h1").html == (
        '<h1 class="headline"><span class="clause">河边的<wbr>长椅上，</span>'
        '<span class="clause">又有了<wbr>下棋的<wbr>声音</span></h1>'
    )


def test_a_wish_card_has_its_three_dates_and_its_granters() -> None:
    card = only(page("story.html", story_view()), ".wish-card")
    assert [time.attributes["datetime"] for time in card.css("time")] == ["2025-12-03", "2025-12-06", "2026-01-18"]
    assert "职业学校、爱心人士" in card.text()


def test_a_retracted_story_is_a_tombstone() -> None:
    retracted = msgspec.structs.replace(STORY, retracted=(dt.date(2026, 2, 5), "当事人要求撤下"))
    tree = page("story.html", story_view(story=retracted, lead=None, body="", wishes=(), recommended=()))
    assert "当事人要求撤下" in one(tree, "article.retracted")
    assert only(tree, 'meta[name="robots"]').attributes["content"] == "noindex"
    assert not tree.css(".prose, .qr, .byline")


def test_a_preview_says_so_and_is_not_indexed() -> None:
    draft, chrome = msgspec.structs.replace(STORY, preview="draft"), msgspec.structs.replace(CHROME, preview=True)
    tree = page("story.html", story_view(story=draft, chrome=chrome))
    assert one(tree, ".preview") == "草稿，没有发布"
    assert only(tree, 'meta[name="robots"]').attributes["content"] == "noindex"
    # Of a preview all pages, and each says it once.
    for name, view in (("not_found.html", not_found_view()), ("story.html", story_view())):
        tree = page(name, msgspec.structs.replace(view, chrome=chrome))
        assert only(tree, 'meta[name="robots"]').attributes["content"] == "noindex"
    assert not page("story.html", story_view()).css('meta[name="robots"]')


def test_without_an_address_there_is_no_code_and_no_share_tag() -> None:
    tree = page("story.html", story_view(address=""))
    assert not tree.css('.qr, meta[property="og:url"]')


def test_a_source_that_is_no_web_address_is_not_linked() -> None:
    sly = msgspec.structs.replace(STORY, source=Link("javascript:alert(1)", "石榴发布"))
    tree = page("story.html", story_view(story=sly))
    assert one(tree, ".source") == "来源：石榴发布"
    assert not tree.css(".source a")


def test_only_the_items_of_a_listing_carry_ids() -> None:
    tree = page("listing.html", listing_view())
    assert [node.attributes["data-story"] for node in tree.css("main [data-story]")] == ["2026-1", "2026-2"]
    assert not tree.css("main [data-wish]")


def test_an_older_page_of_a_listing_says_which() -> None:
    tree = page("listing.html", listing_view(number=3, newer=Link("latest.html", "最新一页")))
    assert one(tree, "h1") == "标题 往期第 3 页"
    assert one(tree, "title") == "标题 - 往期第 3 页 - 点亮微心愿"
    assert one(tree, ".pager") == "较新的 最新一页"


def test_empty_pages_say_so() -> None:
    assert one(page("listing.html", listing_view(stories=())), ".empty") == "这里还没有故事，先去心愿墙看看"
    assert len(page("front.html", front_view()).css(".empty")) == 2
    assert "还没有点亮的心愿。" in one(page("wall.html", wall_view()), "p.empty")


def test_the_state_of_a_wish_is_said_in_words() -> None:
    assert "等待点亮" in one(page("wall.html", wall_view()), ".window.collected .since")


def test_a_page_not_found_needs_no_other_file() -> None:
    tree = page("not_found.html", not_found_view())
    assert not tree.css("link[rel=stylesheet], link[rel=icon]:not([href='data:,']), script, img")
    assert ".window" in one(tree, "style")
    assert {str(link.attributes["href"]).startswith("https://example.org/w/") for link in tree.css("main a")} == {True}


def test_header_and_footer_do_not_change_with_a_publication() -> None:
    def furniture(view: StoryView) -> list[str | None]:
        tree = page("story.html", view)
        return [only(tree, tag).html for tag in ("header", "footer")]

    assert furniture(story_view()) == furniture(story_view(older=None, newer=None, recommended=(), wishes=()))


def test_the_style_loads_nothing_and_stays_small() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "</" not in STYLE
    assert len(STYLE.encode()) < 20 * 1024


def test_t_without_arguments_leaves_braces_alone() -> None:
    assert translator("zh-CN")("一{n}") == "一{n}"
