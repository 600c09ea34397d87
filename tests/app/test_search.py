"""Search in a real browser: over HTTP below a path, and by double click."""

from __future__ import annotations

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.plan.search import letters, segments
from tests import sites
from tests.browser import chromium

pytestmark = pytest.mark.browser

STORIES = {
    "20260103-01": ("一盏灯亮了", "老人家里装上了 WiFi，晚上能和女儿视频。"),
    "20260104-01": ("<b>粗</b>与<i>细</i>", "用 <code> 写成的文字，不是标记。"),
    "20260105-01": ("书桌", "志愿者把书桌搬上五楼，灯也换了新的。桌子是旧的。"),
    "20260106-01": ("夜里的路灯", "渡口的台阶上从此有了光。\n\n窗帘" + "。" * 31 + "帘布"),
    "20260107-01": ("旧事", "书，桌，椅，都在。" + "又过了一些日子。" * 30 + "最后才说到钥匙。"),
}
WISHES = """
-- content/wishes/w.yaml --
- id: w-1
  title: 一副老花镜
  wish: 想看清孙女寄来的信
  category: home
  place: dukou-he
  beneficiary: {name: 河边的老人, crowd: true}
  granters: [library]
  collected: 2026-01-02
  claimed: 2026-01-03
"""


def story(number: str, title: str, text: str) -> str:
    date = f"{number[:4]}-{number[4:6]}-{number[6:8]}"
    head = f"title: '{title}'\ndate: {date}\nchannel: stories\nplaces: [dukou]\ntags: [微心愿]"
    return f"-- content/stories/{number}.md --\n---\n{head}\n---\n{text.replace('<', '&lt;')}\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server, in which the site is below ``a/b/``."""
    folder = tmp_path_factory.mktemp("www")
    stories = "".join(story(number, *told) for number, told in STORIES.items())
    # A week later, more of them than are shown at once.
    stories += "".join(story(f"202602{day:02}-01", f"灯会第 {day} 夜", f"第 {day} 夜的灯。") for day in range(1, 25))
    with pytest.MonkeyPatch.context() as patch:
        # As on a large site: an archive beside what is recent, each in several shards.
        patch.setattr(segments, "ROUND", 16)
        patch.setattr(segments, "_SHARD_TEXT", {"r": 1 << 8, "a": 1 << 8})
        report = sites.build(sites.make_site(folder / "a", WISHES + stories))
    assert [problem for problem in report.problems if problem.is_error] == []
    (folder / "a/output").rename(folder / "a/b")
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/a/b/"
    running.shutdown()
    running.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(params=["server", "double click"])
def page(request: pytest.FixtureRequest, browser: Browser, server: str, root: Path) -> Iterator[Page]:
    """The search page, which nothing may go wrong on."""
    page = browser.new_page()
    heard: list[str] = []
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on("console", lambda message: heard.append(message.text))
    page.goto((server if request.param == "server" else f"file://{root}/a/b/") + "search.html")
    yield page
    assert heard == []
    page.close()


def found(page: Page, query: str) -> list[str]:
    """What a query finds, by id, in order."""
    page.locator("#q").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator("[data-search]")).not_to_have_attribute("aria-busy", "true")
    items = "Array.from(document.querySelectorAll('main [data-story], main [data-wish]'))"
    ids = f"{items}.map(item => item.dataset.story || item.dataset.wish)"
    result: list[str] = page.evaluate(ids)
    return result


def told(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_any_part_of_a_text_is_found(page: Page) -> None:
    assert page.locator("main [data-story], main [data-wish]").count() == 0
    # One character; the story whose title has it is first, though it is older.
    assert found(page, "书") == ["20260105-01", "20260107-01", "w-1"]
    assert told(page) == "找到 3 条"
    # Latin in whatever case and width, and across words.
    assert found(page, "wifi") == found(page, "ＷＩＦＩ") == ["20260103-01"]
    assert found(page, "者把书桌搬") == ["20260105-01"]
    # 书，桌 is no 书桌.
    assert found(page, "书桌") == ["20260105-01"]
    # Two terms, in whatever paragraphs.
    assert found(page, "台阶  渡口街") == ["20260106-01"]
    # Names of places above and of granters; the wish with its own words.
    assert found(page, "孙女") == found(page, "区图书") == ["w-1"]
    assert found(page, "花镜 河边 图") == ["w-1"]
    assert page.locator(".search ol li").get_attribute("data-wish") == "w-1"
    # 32 characters on, a pair looks as if it stood here; and of five terms in two segments, one is not looked up.
    assert found(page, "窗帘布") == found(page, "灯会 第 夜 灯 鸟") == []
    assert found(page, "河边石") == []
    assert told(page) == "没有找到“河边石”。换个短些的词，或者从下面翻看。"
    assert page.locator(".search ol").count() == 0
    assert found(page, "  ") == []
    assert told(page) == ""


def test_the_hit_is_shown_in_its_passage_and_is_text(page: Page) -> None:
    assert found(page, "钥匙") == ["20260107-01"]
    passage = page.locator(".search ol .summary")
    assert passage.inner_text().startswith("…")
    assert passage.inner_text().endswith("最后才说到钥匙。")
    assert page.locator(".search ol mark").all_inner_texts() == ["钥匙"]
    # Two terms that stand in different paragraphs are both shown.
    assert found(page, "光 渡口街") == ["20260106-01"]
    assert passage.inner_text() == "渡口的台阶上从此有了光。 · 石榴区 渡口街道"
    assert page.locator(".search ol mark").all_inner_texts() == ["光", "渡口街"]
    assert found(page, "<B>粗") == ["20260104-01"]
    assert page.locator(".search ol a").inner_text() == "<b>粗</b>与<i>细</i>"
    assert page.locator(".search ol :is(b, i)").count() == 0
    assert found(page, "<code>") == ["20260104-01"]
    assert found(page, "<img src=x onerror=alert(1)>") == []
    assert "“<img src=x onerror=alert(1)>”" in told(page)
    link = page.locator(".search ol a")
    assert found(page, "一盏灯") == ["20260103-01"]
    link.click()
    expect(page.locator("article")).to_have_attribute("data-story", "20260103-01")


def test_more_results_by_keyboard(page: Page) -> None:
    first = found(page, "灯")
    assert first == [f"202602{day:02}-01" for day in range(24, 14, -1)]
    assert told(page) == "找到 27 条"
    page.get_by_role("button", name="更多结果").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".search ol li")).to_have_count(20)
    # Who goes on by keyboard goes on with the first of the new ones.
    assert page.evaluate("document.activeElement.textContent") == "灯会第 14 夜"
    page.get_by_role("button", name="更多结果").click()
    expect(page.locator(".search ol li")).to_have_count(27)
    expect(page.get_by_role("button", name="更多结果")).to_have_count(0)
    assert found(page, "灯")[-1] == first[-1]


def test_results_come_while_one_types_but_not_while_one_composes(page: Page) -> None:
    page.locator("#q").press_sequentially("wif")
    expect(page.locator(".search ol li")).to_have_count(1)
    session = page.context.new_cdp_session(page)
    page.locator("#q").fill("")
    expect(page.locator(".search ol li")).to_have_count(0)
    session.send("Input.imeSetComposition", {"text": "shuzhuo", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(400)
    assert told(page) == ""
    session.send("Input.insertText", {"text": "书桌"})
    expect(page.locator(".search ol li")).to_have_count(1)


def test_it_can_be_linked_to(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + "search.html?q=%E4%B9%A6%E6%A1%8C")
    expect(page.locator(".search ol li")).to_have_attribute("data-story", "20260105-01")
    assert found(page, "a&b c") == []
    assert page.url == server + "search.html?q=a%26b%20c"
    form = page.get_by_role("search")
    expect(form.get_by_label("搜索故事和心愿")).to_have_value("a&b c")
    page.close()


def test_it_says_so_when_the_index_does_not_come_and_tries_again(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.route(re.compile("/search/[ar]-"), lambda route: route.abort())
    page.goto(server + "search.html")
    assert found(page, "灯") == []
    assert told(page) == "没有载入搜索要用的文件，可能是网络断了。再试一次，或者从下面翻看。"
    page.unroute(re.compile("/search/[ar]-"))
    assert len(found(page, "灯")) == 10
    # A page that was open while the site was published anew.
    old = "for (let i = 0; i < 32; i++) wishlightSearch.shard('r', i, '0123456789', '')"
    page.route("**/search/r-*", lambda route: route.fulfill(body=old, content_type="text/javascript"))
    page.reload()
    assert found(page, "书") == []
    assert told(page) == "网站刚刚更新，请刷新这一页再搜索。"
    page.close()


def test_without_scripts_there_is_another_way(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + "search.html")
    assert not page.locator("form").is_visible()
    assert page.get_by_role("link", name="微心愿 29 篇").get_attribute("href") == "tags/t-76946620.html"
    page.get_by_role("link", name="按年月翻看").click()
    assert page.url == server + "archive.html"
    context.close()


def test_script_and_builder_fold_alike(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + "search.html")
    # A browser may know characters that this Python does not.
    known = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    # Most of all are Han and Hangul, which stay as they are.
    told = "".join(c for c in known if not unicodedata.name(c, "").startswith(("CJK UNIFIED", "HANGUL SYLLABLE")))
    compare = "([a, b]) => { b = [...b]; return [...a].filter((c, i) => wishlightSearch.fold(c) !== b[i]); }"
    assert len(told) > 40_000
    other = page.evaluate(compare, [told, letters.folded(told)])
    assert other == []
    page.close()
