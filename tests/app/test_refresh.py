"""Open pages in a real browser: when they reload and when not, what they keep, and what lies over them meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.app.preview.panels import Fault, note, panel
from tests import sites
from tests.app.previews import Desk

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><title>灯</title><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="assets/site.{style}.css"></head>
<body><main><h1>{title}</h1>{picture}<details><summary>细说</summary>多。</details>{text}</main></body></html>"""
LONG = "".join(f"<p>第{number}段。</p>" for number in range(150))


def story(title: str = "灯亮了", *, style: str = "1", picture: str = "", text: str = LONG) -> str:
    return PAGE.format(title=title, style=style, picture=picture, text=text)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "built").mkdir()
    with closing(Desk(tmp_path / "built")) as desk:
        desk.write({"story.html": story(), "404.html": "<h1>没有这一页</h1>", "assets/site.1.css": "h1 { color: red }"})
        yield desk


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """The story's page, marked: a reload wipes the mark off. No error of a script is forgiven."""
    faults: list[str] = []
    with closing(browser.new_page(viewport={"width": 800, "height": 600})) as page:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(desk.url + "story.html")
        page.evaluate("marked = true")
        yield page
    assert faults == []


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("'marked' in window"))


def hears(desk: Desk, page: Page, text: str) -> None:
    """Shows a state, and waits until the page has taken it in."""
    desk.show(note=note(text))
    expect(page.locator("wishlight-preview .note")).to_have_text(text)


def test_what_changed_elsewhere_reloads_nothing(desk: Desk, page: Page) -> None:
    desk.write({"other.html": story("别的")})
    hears(desk, page, "别的页面变了")
    assert is_marked(page)


def test_a_reload_keeps_the_place_and_what_was_opened(desk: Desk, page: Page) -> None:
    page.evaluate("document.querySelector('details').open = true; scrollTo(0, 3000)")
    # The picture says nowhere how high it is, and comes when the text already stands.
    desk.write(
        {"media/a.png": sites.picture(100, 700), "story.html": story("又亮了", picture='<img src="media/a.png">')}
    )
    desk.show()
    expect(page.locator("h1")).to_have_text("又亮了")
    page.wait_for_function("() => document.images[0].complete && scrollY === 3000")
    assert not is_marked(page)
    assert page.evaluate("document.querySelector('details').open")


def test_at_the_end_it_stays_at_the_end(desk: Desk, page: Page) -> None:
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    desk.write({"story.html": story("更长了", text=LONG + LONG)})
    desk.show()
    expect(page.locator("h1")).to_have_text("更长了")
    page.wait_for_function("() => scrollY > 6000 && document.documentElement.scrollHeight - innerHeight - scrollY < 2")


def test_another_style_is_put_on_without_a_reload(desk: Desk, page: Page) -> None:
    page.evaluate("scrollTo(0, 500)")
    for style, color in (("2", "rgb(0, 0, 255)"), ("3", "rgb(0, 128, 0)")):
        desk.write({f"assets/site.{style}.css": f"h1 {{ color: {color} }}", "story.html": story(style=style)})
        desk.show()
        expect(page.locator("h1")).to_have_css("color", color)
        expect(page.locator("link")).to_have_count(1)
    assert is_marked(page)
    assert page.evaluate("scrollY") == 500

    # Two on each other's heels: the last one stays, and nothing of the others.
    for style in ("4", "5"):
        desk.write({f"assets/site.{style}.css": f"h1 {{ margin: {style}px }}", "story.html": story(style=style)})
        desk.show()
    expect(page.locator("h1")).to_have_css("margin-top", "5px")
    expect(page.locator("link")).to_have_count(1)
    assert is_marked(page)

    # A sheet that cannot be had is none to wait for.
    desk.write({"story.html": story(style="6")})
    desk.show()
    page.wait_for_function("() => !('marked' in window)")


def test_a_page_that_has_gone_comes_back_by_itself(desk: Desk, page: Page) -> None:
    (desk.folder / "story.html").unlink()
    desk.show()
    expect(page.locator("h1")).to_have_text("没有这一页")
    desk.write({"story.html": story("回来了")})
    desk.show()
    expect(page.locator("h1")).to_have_text("回来了")


def test_what_is_wrong_can_be_put_out_of_the_way_and_goes_when_mended(desk: Desk, page: Page) -> None:
    def wrong(text: str) -> str:
        return panel([Fault("content/a.md:3:1", "S201", text, "改成这样。", "date: <b>")], count=1, language="zh-CN")

    lies = page.locator("wishlight-preview .problems")
    desk.show(number=1, panel=wrong("日期不对"))
    expect(lies).to_contain_text("content/a.md:3:1 第 3 行")
    expect(lies.locator("pre")).to_have_text("date: <b>")
    lies.locator("summary").click()
    expect(lies.locator("pre")).to_be_hidden()
    # Another save that is no better does not jump into the author's face again.
    desk.show(number=1, panel=wrong("日期还是不对"))
    expect(lies.locator(".what")).to_have_text("日期还是不对 S201")
    expect(lies.locator("pre")).to_be_hidden()
    desk.show(number=1)
    expect(lies).to_have_count(0)
    desk.show(number=1, panel=wrong("又不对"))
    expect(lies.locator("pre")).to_be_visible()
    assert is_marked(page)


def test_a_preview_that_has_ended_says_so(desk: Desk, page: Page) -> None:
    page.clock.install()
    hears(desk, page, "听着")
    desk.close()
    expect(page.locator("wishlight-preview .note")).to_have_text("听着")
    page.wait_for_function("() => fetch('/').then(() => false, () => true)")
    page.clock.run_for(3000)
    expect(page.locator("wishlight-preview .note.lost")).to_contain_text("预览已经停了")
    assert is_marked(page)
