"""WCAG 2.2 AA and best practices, as axe-core measures them, on every kind of page of the demo."""

from __future__ import annotations

from importlib import resources

import pytest
from playwright.sync_api import Browser, Page

from tests.app.test_browser import PAGES

pytestmark = pytest.mark.browser

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe has to complain of: rule, element, and what is wrong with it."""
    page.evaluate(_AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", list(_RULES)
    )
    return [
        f"{rule['id']} {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("width", "scheme", "elder"),
    [(360, "light", False), (1280, "dark", False), (360, "dark", True)],
    ids=["phone", "desk by night", "large type"],
)
def test_nothing_keeps_anybody_out(browser: Browser, address: str, width: int, scheme: str, elder: bool) -> None:
    # What axe adds to the page is not the page's own, and its policy would keep it out.
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    if elder:
        page.goto(address + "index.html")
        page.locator("[data-elder]").click()
    found = {}
    for path in PAGES:
        page.goto(address + path)
        is_large = page.evaluate("document.documentElement.classList.contains('elder')")
        # 404.html stands alone, without the script.
        assert is_large is (elder and path != "404.html")
        found[path] = violations(page)
    assert {path: said for path, said in found.items() if said} == {}
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_letters_twice_as_large_fit_a_phone(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    for path in (*PAGES, "search.html"):
        page.goto(address + path)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_a_fault_would_be_told(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<html lang=zh-CN><title>x</title><main><h1>x</h1><img src=x><p style='color:#999'>淡得看不清</p></main>"
    )
    told = " ".join(violations(page))
    assert "image-alt" in told
    assert "color-contrast" in told
    page.close()
