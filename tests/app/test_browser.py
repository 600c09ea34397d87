"""The demo in a real browser: by double click and below a path of a server, on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "stories/2026/20260324-01.html",
    "stories/2026/20260420-01.html",
    "stories/2026/20260918-01.html",
    "latest.html",
    "wall.html",
    "wall/collected.html",
    "wishes/2026-0012.html",
    "granters.html",
    "places.html",
    "places/dukou.html",
    "progress.html",
    "archive.html",
    "recommended.html",
    "about.html",
    "404.html",
)


def _was_left(asked: Request) -> bool:
    """Whether a request was given up because the next page was opened meanwhile."""
    return "ERR_ABORTED" in (asked.failure or "")


def complaints(page: Page, base: str) -> list[str]:
    """Gathers whatever the console says, and every request that leaves the site."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on("request", lambda asked: heard.append(asked.url) if not asked.url.startswith(base) else None)
    page.on("requestfailed", lambda asked: heard.append(f"failed {asked.url}") if not _was_left(asked) else None)
    return heard


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("way", ["server", "double click"])
def test_every_kind_of_page_is_quiet_at_home_and_fits(
    browser: Browser, served: Path, address: str, way: str, width: int
) -> None:
    base = address if way == "server" else f"file://{served}/a/b/"
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    heard = complaints(page, base)
    for path in PAGES:
        page.goto(base + path)
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
        unloaded = "Array.from(document.images).filter(i => i.loading != 'lazy' && !i.naturalWidth).map(i => i.src)"
        assert page.evaluate(unloaded) == []
    assert heard == []
    context.close()


def test_the_large_type_is_one_switch_that_is_remembered(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "index.html")
    size = "parseFloat(getComputedStyle(document.querySelector('.summary')).fontSize)"
    before = page.evaluate(size)
    page.locator("[data-elder]").click()
    assert page.evaluate(size) > before * 1.15
    page.goto(address + "stories/2026/20260324-01.html")
    assert page.locator("[data-elder]").get_attribute("aria-pressed") == "true"
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)") >= 22
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("[data-elder]").click()
    page.goto(address + "index.html")
    assert page.evaluate(size) == before
    context.close()


def test_headlines_have_the_whole_column_in_large_type(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + "index.html")
    page.locator("[data-elder]").click()
    page.goto(address + "latest.html")
    broad = "e => e.getBoundingClientRect().width"
    listing = page.locator(".stories.listing").evaluate(broad)
    assert set(page.locator(".stories.listing h2").evaluate_all(f"all => all.map({broad})")) == {listing}
    context.close()


def test_without_scripts_everything_is_there_but_the_switch(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "stories/2026/20260324-01.html")
    assert not page.locator("[data-elder]").is_visible()
    page.locator("a[rel=next]").click()
    assert page.url == address + "stories/2026/20260402-01.html"
    page.locator("section.recommended a.more").click()
    assert page.url == address + "recommended.html"
    context.close()


def test_the_keyboard_finds_the_text_first(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "stories/2026/20260324-01.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


_SHIFTS = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value })
    .observe({type: 'layout-shift', buffered: true})
  window.scrollTo(0, document.body.scrollHeight)
  setTimeout(() => done(sum), 400)
})"""
_CHOSEN = """image => image.decode().then(() => fetch(image.currentSrc)).then(r => r.blob()).then(createImageBitmap)
  .then(bitmap => [image.currentSrc.split('.').pop(), bitmap.width])"""


@pytest.mark.parametrize(
    ("place", "width", "density", "chosen"),
    [
        ("index.html .lead img", 360, 1, 480),
        ("index.html .lead img", 360, 3, 960),
        ("index.html .lead img", 1280, 1, 960),
        ("index.html .lead img", 1280, 2, 1600),
        ("latest.html .thumb img", 1280, 1, 480),
        ("stories/2026/20260206-01.html article > figure img", 1280, 1, 960),
        ("stories/2026/20260206-01.html article > figure img", 360, 1, 480),
        ("stories/2026/20260206-01.html .gallery img", 1280, 1, 480),
        ("stories/2026/20260206-01.html .gallery img", 360, 2, 480),
    ],
)
def test_a_picture_is_no_larger_than_its_place_asks_for(
    browser: Browser, address: str, place: str, width: int, density: int, chosen: int
) -> None:
    path, selector = place.split(" ", 1)
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=density)
    page = context.new_page()
    page.goto(address + path)
    image = page.locator(selector).first
    image.scroll_into_view_if_needed()
    assert image.evaluate(_CHOSEN) == ["webp", chosen]
    if path != "latest.html":
        # What sizes promises is what the style does.
        promised, real = image.evaluate("image => [image.naturalWidth, image.getBoundingClientRect().width]")
        assert abs(promised - real) <= 2
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["index.html", "stories/2026/20260206-01.html"])
def test_nothing_shifts_while_pictures_come(browser: Browser, address: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate(_SHIFTS) == 0
    assert page.locator("main img[fetchpriority=high]").count() == 1
    assert page.locator("main img:not([loading=lazy])").count() == 1
    page.close()
