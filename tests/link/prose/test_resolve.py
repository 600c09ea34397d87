"""Symbolic links and pictures made real."""

from __future__ import annotations

import re

import pytest

from generator.link.prose import markup, resolve
from generator.model.entities import Body
from generator.model.pictures import Candidate, Renditions


def resolved(
    source: str,
    *,
    links: dict[str, tuple[str, str] | None] | None = None,
    pictures: dict[str, Renditions | None] | None = None,
    root: str = "",
) -> str:
    made, _ = markup.to_prose(Body(text=source, path="content/pages/about.md"))
    return resolve.resolve(made.html, links=links or {}, pictures=pictures or {}, root=root)


def files(name: str) -> Renditions:
    """A picture of 960 by 640 pixels in two widths."""
    webp, jpeg = (
        tuple(Candidate(f"media/{name}{w}.{form}", w) for w in widths)
        for form, widths in (("webp", (480, 960)), ("jpg", (960,)))
    )
    return Renditions(jpeg[-1].address, 960, 640, webp, jpeg)


WISH: dict[str, tuple[str, str] | None] = {"wish:2026-0007": ("wishes/2026-0007.html", "一副老花镜 <b>")}


def test_words_link_and_without_words_the_title_does() -> None:
    assert resolved("甲[[wish:2026-0007|灯]]乙[[wish:2026-0007]]", links=WISH, root="../../") == (
        '<p>甲<a href="../../wishes/2026-0007.html">灯</a>乙'
        '<a href="../../wishes/2026-0007.html">一副老花镜 &lt;b&gt;</a></p>'
    )


@pytest.mark.parametrize("links", [{}, {"wish:2026-0007": None}])
def test_to_something_withheld_the_words_stand_alone_or_nothing(links: dict[str, tuple[str, str] | None]) -> None:
    assert resolved("甲[[wish:2026-0007|灯]]乙[[wish:2026-0007]]丙", links=links) == "<p>甲灯乙丙</p>"


def test_a_raw_link_to_something_withheld_keeps_its_markup_inside() -> None:
    assert resolved('<a href="wish:x"><b>灯</b></a>') == "<p><b>灯</b></p>"


def test_files_and_addresses() -> None:
    links: dict[str, tuple[str, str] | None] = {"file:pages/联系.md": ("contact.html", "联系")}
    assert resolved("[墙](../wall.html#a) [联系](联系.md#电话) [无](no.md)", links=links, root="../") == (
        '<p><a href="../wall.html#a">墙</a> <a href="../contact.html#电话">联系</a> 无</p>'
    )


def test_a_picture_gets_its_files_and_its_size() -> None:
    full = "(min-width: 45.3em) 42.75em, calc(100vw - 2.5em)"
    assert resolved("![灯 \"大\"](图/a%20b.jpg '亮')", pictures={"图/a b.jpg": files("x")}, root="../") == (
        '<figure><picture><source type="image/webp" srcset="../media/x480.webp 480w, ../media/x960.webp 960w"'
        f' sizes="{full}"><img src="../media/x960.jpg" alt="灯 &quot;大&quot;" srcset="../media/x960.jpg 960w"'
        f' sizes="{full}" width="960" height="640" loading="lazy" decoding="async"></picture>'
        "<figcaption>亮</figcaption></figure>"
    )


@pytest.mark.parametrize(
    ("shown", "sizes"),
    [("ab", ["half", "half"]), ("abc", ["full", "half", "half"]), ("ac", ["half", "half"]), ("c", ["full"])],
)
def test_in_a_gallery_pictures_stand_side_by_side_but_the_first_of_an_odd_number(shown: str, sizes: list[str]) -> None:
    pictures = {f"{name}.jpg": files(name) for name in shown}
    made = resolved("![甲](a.jpg)\n![乙](b.jpg)\n![丙](c.jpg)\n\n![丁](a.jpg)", pictures=dict(pictures))
    gallery, _, _ = made.partition("</div>")
    found = re.findall(r' sizes="([^"]*)" width=', gallery)
    assert ["half" if "50vw" in value else "full" for value in found] == sizes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲\n\n![乙](b.jpg '注')\n\n丙", "<p>甲</p><p>丙</p>"),
        ("![乙](b.jpg)\n![丙](b.jpg)", ""),
        ("甲![乙](b.jpg)丙", "<p>甲丙</p>"),
        ("[![乙](b.jpg)](https://a.example)", ""),
        ("<figure><img src='b.jpg'><figcaption>注<b>粗</b></figcaption></figure>", ""),
        ("<div><figure><img src='b.jpg'></figure>字</div>", "<div>字</div>"),
        ("<figure>没有图</figure>", "<figure>没有图</figure>"),
    ],
)
def test_a_withheld_picture_takes_its_figure_along(source: str, expected: str) -> None:
    assert resolved(source) == expected


def test_a_gallery_keeps_the_pictures_that_may_be_shown() -> None:
    shown = resolved("![甲](a.jpg)\n![乙](b.jpg)", pictures={"a.jpg": files("a"), "b.jpg": None})
    assert shown.startswith('<div class="gallery"><figure><picture><source type="image/webp" srcset="media/a480.webp')
    assert shown.count("<figure>") == shown.count("</figure>") == 1


def test_a_figure_of_two_pictures_stays_for_the_one() -> None:
    source = "<figure><img src='a.jpg'><img src='b.jpg'><figcaption>注</figcaption></figure>"
    shown = resolved(source, pictures={"a.jpg": files("a")})
    assert (shown.count("<img"), "注" in shown) == (1, True)


def test_text_that_looks_like_a_symbol_is_text() -> None:
    source = '"wish:x" href="wish:2026-0007" `<a href="wish:2026-0007">` src="media:a.jpg"'
    assert resolved(source, links=WISH) == (
        '<p>"wish:x" href="wish:2026-0007" <code>&lt;a href="wish:2026-0007"&gt;</code> src="media:a.jpg"</p>'
    )


def test_what_has_nothing_to_resolve_comes_back_as_it_is() -> None:
    body = "<p>甲</p>"
    assert resolve.resolve(body, links={}, pictures={}, root="") is body


def test_titles_in_plain_text() -> None:
    made, _ = markup.to_prose(Body(text="甲[[wish:a]]乙[[story:b|丙]][[story:c]]\ue000wish:a\ue001", path="a.md"))
    assert resolve.resolve_text(made.paragraphs[0], {"wish:a": "灯", "story:c": None}) == "甲灯乙丙wish:a"


def test_an_address_of_something_withheld_is_no_link() -> None:
    text = "[旧](../stories/2026/a.html#灯)和[新](stories/2026/b.html)"
    links: dict[str, tuple[str, str] | None] = {"address:stories/2026/a.html": None}
    assert resolved(text, links=links, root="../") == '<p>旧和<a href="../stories/2026/b.html">新</a></p>'
