"""What the links of a page come to: by a glance, by reading, and both alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.links import LinkChecker, Links, Lost, has_place, may_glance

PATHS = frozenset(
    ("index.html", "wall.html", "stories/2026/a.html", "stories/2026/b.html", "stories/index.html", "assets/a.css")
)
PAGE = "stories/2026/a.html"


def check(page: str, *, path: str = PAGE, base_url: str = "", glance: bool = False) -> Links:
    return LinkChecker(PATHS, base_url, glance=glance).check(path, page.encode())


@pytest.mark.parametrize("glance", [False, True])
@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<a href="b.html">', "stories/2026/b.html"),
        ('<a href="../../wall.html">', "wall.html"),
        ('<a href=" ../../wall.html ">', "wall.html"),
        ('<a href="../../wall.html?q=1">', "wall.html"),
        ('<a href="../../w%61ll.html">', "wall.html"),
        ('<a href="../../w&#97;ll.html">', "wall.html"),
        ('<a href="/wall.html">', "wall.html"),
        ('<a href="../../">', "index.html"),
        ('<a href="../../.">', "index.html"),
        ('<a href="/">', "index.html"),
        ('<a href="..">', "stories/index.html"),
        ('<a href="../">', "stories/index.html"),
        ('<link rel="stylesheet" href="../../assets/a.css">', "assets/a.css"),
        ('<img src="../../assets/a.css">', "assets/a.css"),
        ('<img srcset="b.html 320w, ../../wall.html 640w">', "wall.html"),
        ('<video poster="b.html">', "stories/2026/b.html"),
        ('<form action="../../wall.html">', "wall.html"),
        ('<object data="b.html">', "stories/2026/b.html"),
        ('<base href="../../"><a href="wall.html">', "wall.html"),
        ('<base href="/stories/x.html"><a href="2026/b.html">', "stories/2026/b.html"),
        ('<meta http-equiv="Refresh" content="0; url=b.html">', "stories/2026/b.html"),
    ],
)
def test_links_that_lead_somewhere(page: str, target: str, glance: bool) -> None:
    links = check(page, glance=glance)
    assert (links.lost, links.places) == ((), ())
    assert target in links.fresh


@pytest.mark.parametrize("glance", [False, True])
@pytest.mark.parametrize(
    ("page", "lost"),
    [
        ('<a href="c.html">', Lost("c.html", "stories/2026/c.html")),
        ('<a href="wall.html">', Lost("wall.html", "stories/2026/wall.html")),
        ('<a href="../../Wall.html">', Lost("../../Wall.html", "Wall.html")),
        ('<a href="../../../wall.html">', Lost("../../../wall.html", "../wall.html")),
        ('<a href="b.html/">', Lost("b.html/", "stories/2026/b.html/index.html")),
        ('<a href="/none.html">', Lost("/none.html", "none.html")),
        ('<img srcset="b.html 320w, c.html 640w">', Lost("c.html", "stories/2026/c.html")),
        ('<script src="../a.js"></script>', Lost("../a.js", "stories/a.js")),
        ('<base href="/"><a href="b.html">', Lost("b.html", "b.html")),
        ('<meta http-equiv="refresh" content="5;URL=c.html">', Lost("c.html", "stories/2026/c.html")),
        ('<p id="a"><a href="#b">', Lost("#b", PAGE, "b")),
    ],
)
def test_links_that_lead_nowhere(page: str, lost: Lost, glance: bool) -> None:
    assert check(page, glance=glance).lost == (lost,)


@pytest.mark.parametrize(
    "page",
    [
        '<p id="里"><a href="#里">',
        '<p id="里"><a href="#%E9%87%8C">',
        '<a name="b"><a href="#b">',
        "<p id=b><a href='#b'>",
        '<a href="#">',
        '<a href="#top">',
        '<a href="#:~:text=灯">',
        '<a href="">',
        '<a href="?page=2">',
        '<a href="https://example.org/c.html">',
        '<a href="//example.org/c.html">',
        '<a href="http://[">',
        '<a href="mailto:a@example.org">',
        '<a href="tel:+86-773-5551234">',
        '<link rel="icon" href="data:,">',
        '<!-- <a href="c.html"> -->',
        '<script>"<a href=\\"c.html\\">"</script>',
        '<p data-href="c.html">',
        "<p>href=&quot;c.html&quot;</p>",
    ],
)
def test_what_is_no_lost_link(page: str) -> None:
    for glance in (False, True):
        links = check(page, glance=glance)
        assert (links.lost, links.places) == ((), ())


def test_places_in_other_pages_are_told_for_their_pages_to_say() -> None:
    assert check('<a href="b.html#w-1"><a href="b.html#">').places == (
        Lost("b.html#w-1", "stories/2026/b.html", "w-1"),
    )
    assert has_place(b'<p id="w-1">', "w-1")
    assert has_place("<p id='里'>".encode(), "里")
    assert not has_place(b'<p id="w-1">', "w-2")


def test_full_addresses_of_the_site_are_its_own() -> None:
    base = "https://example.org/news/"
    for glance in (False, True):
        page = (
            '<link rel="canonical" href="https://example.org/news/wall.html"><a href="/news/"><a href="/other/x.html">'
        )
        assert check(page, base_url=base, glance=glance).lost == ()
        lost = check('<a href="https://example.org/news/none.html">', base_url=base, glance=glance).lost
        assert lost == (Lost("https://example.org/news/none.html", "none.html"),)


def test_only_pages_have_links_and_each_target_is_new_once() -> None:
    checker = LinkChecker(PATHS, "", glance=True)
    assert checker.check("feed.xml", b'<a href="none.html"/>') == Links()
    assert checker.check("index.html", b'<a href="wall.html"><a href="index.html">').fresh == ("wall.html",)
    assert checker.check("other.html", b'<a href="wall.html"><a href="index.html">').fresh == ("index.html",)
    assert checker.check(PAGE, b'<a href="../../wall.html">') == Links()
    assert checker.check(PAGE, b'<a href="wall.html">').lost == (Lost("wall.html", "stories/2026/wall.html"),)


@pytest.mark.parametrize(
    "template",
    [
        "<a href='x.html'>",
        "<a href=x.html>",
        '<a HREF="x.html">',
        '<img src ="a.png">',
        '<img srcset= "a.png">',
        '<META HTTP-EQUIV="refresh" content="0; url=x.html">',
        '<BASE href="x/">',
    ],
)
def test_a_template_that_writes_otherwise_is_read(template: str) -> None:
    assert not may_glance(['<a href="a.html">', template])
    assert may_glance(['<a href="a.html">{% set href = 1 %}{{ macro(src=2) }}<p data-src=x>', "{# href=x #}"])


_ADDRESSES = st.sampled_from(
    (
        "b.html",
        "../../wall.html",
        "../",
        "none.html",
        "#a",
        "#b",
        "b.html#x",
        "",
        "https://e.org/",
        "../../assets/a.css",
    )
)
_TAGS = st.sampled_from(
    (
        '<a href="{}">灯</a>',
        '<img src="{}">',
        '<img srcset="{} 1x, b.html 2x">',
        '<p id="a">="</p>',
        "<!-- {} -->",
        '<i class="{}">',
    )
)


@given(parts=st.lists(st.tuples(_TAGS, _ADDRESSES), max_size=6))
def test_a_glance_sees_what_reading_finds(parts: list[tuple[str, str]]) -> None:
    page = "".join(tag.format(address) for tag, address in parts)
    glanced, read = check(page, glance=True), check(page)
    assert (glanced.lost, glanced.places) == (read.lost, read.places)
    # A glance may take words of a comment for a link; whoever looks at what was linked to looks at more, never at less.
    assert set(glanced.fresh) >= set(read.fresh)
