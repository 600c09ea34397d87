"""Whatever an author pastes, into any field or text, nothing of it runs, loads or breaks a page, in a real browser.

The pages are opened without their content policy, which is the second wall: the first has to hold alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests import sites
from tests.app.pages import parse

pytestmark = pytest.mark.browser

BODIES = (Path(__file__).parent / "hostile/bodies.txt").read_text("utf-8").splitlines()
# Out of an attribute, out of a tag, out of a script, out of a template, out of XML; and what scripts take for a line.
EVIL = "\"'><img src=x onerror=hit()></title></script><script>hit()</script>]]>{{ 7*7 }}&lt;b&gt;\u2028javascript:hit()"
WISH = {
    "id": "w-1",
    "title": f"一盏灯{EVIL}",
    "wish": EVIL,
    "category": "home",
    "place": "dukou",
    "beneficiary": {"name": f"邻居{EVIL}", "crowd": True, "count": 3, "groups": ["old"]},
    "granters": ["library"],
    "collected": "2026-01-05",
    "claimed": "2026-01-06",
    "fulfilled": "2026-01-07",
    "outcome": EVIL,
    "photos": [{"src": "media/lamp.png", "alt": EVIL, "caption": EVIL, "credit": EVIL}],
    "notes": EVIL,
}
STORY = {
    "title": f"灯亮了{EVIL}",
    "kicker": EVIL,
    "date": "2026-02-03",
    "updated": "2026-02-04",
    "channel": "stories",
    "source": {"name": EVIL, "url": "https://example.org/?a=1&b=%22%3E%3Cscript%3E"},
    "author": EVIL,
    "reporter": [EVIL],
    "correspondent": [EVIL],
    "editor": EVIL,
    "tags": [f"标签{EVIL}"],
    "summary": EVIL,
    "cover": {"src": "media/lamp.png", "alt": EVIL, "caption": EVIL, "credit": EVIL},
    "wishes": ["w-1"],
    "corrections": [{"date": "2026-02-05", "text": EVIL}],
}
TOMBSTONE = STORY | {"wishes": [], "retracted": {"date": "2026-02-06", "reason": EVIL}}
SETTINGS = {
    "title": f"点亮{EVIL}",
    "organization": EVIL,
    "base_url": "https://news.example.org/",
    "description": EVIL,
    "categories": {"home": EVIL},
    "groups": {"old": EVIL},
    "claim": EVIL,
    "footer": dict.fromkeys(("host", "address", "phone", "icp", "police", "site_code"), EVIL),
}
FILES = {
    "content/site.yaml": SETTINGS,
    "content/channels.yaml": [{"id": "stories", "name": EVIL, "description": EVIL}],
    "content/places.yaml": [{"id": "dukou", "name": EVIL, "contact": EVIL}],
    "content/granters.yaml": [
        {"id": "library", "name": EVIL, "kind": "government", "url": 'https://example.org/"><b>'}
    ],
    "content/wishes/w.yaml": WISH,
}
_FOUND = """() => [...document.querySelectorAll("*")].flatMap(node => [...node.attributes].filter(({name, value}) =>
  /^on/i.test(name) ||
  (/^(href|src|action|formaction|data|srcdoc)$/i.test(name) && /^\\s*((java|vb)script:|data:text)/i.test(value))
).map(({name, value}) => `${node.tagName} ${name}=${value}`))"""
_LOOK = f"""() => ({{
  hit: "wasHit" in window,
  found: ({_FOUND})(),
  headings: document.querySelectorAll("h1").length,
  footers: document.querySelectorAll("body > footer").length,
  foreign: document.querySelectorAll(
    "iframe, object, embed, base, style:not(head *), form:not([role=search])"
  ).length,
}})"""


def headed(front: object, body: str) -> str:
    return f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}\n"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the same in every field, and a story for every hostile text that the program does not refuse."""
    root = sites.make_site(tmp_path_factory.mktemp("hostile") / "site")
    sites.write(root / "content/media/lamp.png", sites.picture(80, 60))
    for path, value in FILES.items():
        sites.write(root / path, yaml.safe_dump(value, allow_unicode=True))
    sites.write(root / "content/stories/fields.md", headed(STORY, "正文。"))
    sites.write(root / "content/stories/tombstone.md", headed(TOMBSTONE, "正文。"))
    sites.write(root / "content/pages/about.md", headed({"title": EVIL, "menu": 1}, "关于。"))
    for number, body in enumerate(BODIES):
        plain = {"title": f"第{number}篇", "date": f"2026-01-{number % 28 + 1:02d}", "channel": "stories"}
        text = body.replace("  与  ", "\n\n")
        sites.write(root / f"content/stories/b-{number}.md", headed(plain, f"前面。\n\n{text}\n\n后面。"))
    refused = 0
    # Some are told when all that comes before is in order.
    while errors := {problem for problem in sites.build(root).problems if problem.is_error}:
        for path in {problem.location.path for problem in errors}:
            assert path.startswith("content/stories/b-"), errors
            (root / path).unlink()
            refused += 1
    assert refused < len(BODIES) // 2
    return root / "output"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(bypass_csp=True)) as context:
        yield context.new_page()


def test_fault_23_to_26_nothing_runs_loads_or_breaks(output: Path, page: Page) -> None:
    heard: list[str] = []
    # Without anybody who listens, a dialog is dismissed by itself.
    page.add_init_script("window.hit = () => { window.wasHit = true }; alert = confirm = prompt = window.hit")
    page.on("request", lambda asked: heard.append(asked.url) if not asked.url.startswith("file:") else None)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    # What is on its way when the next page is opened is given up.
    page.on("requestfailed", lambda asked: None if "ERR_ABORTED" in (asked.failure or "") else heard.append(asked.url))
    seen = 0
    for path in sorted(output.rglob("*.html")):
        page.goto(path.as_uri())
        seen += 1
        here = path.relative_to(output).as_posix()
        assert page.evaluate(_LOOK) == {"hit": False, "found": [], "headings": 1, "footers": 1, "foreign": 0}, here
        assert heard == [], here
    assert seen > 80


def test_fault_27_content_is_no_template(output: Path) -> None:
    for path in output.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "49&" not in text
        assert "]]&gt;49" not in text
    (title,) = parse(output / "stories/2026/fields.html").css("h1")
    assert "{{ 7*7 }}" in title.text()


def test_fault_25_data_for_machines_is_well_formed(output: Path) -> None:
    for path in output.rglob("*.xml"):
        ET.parse(path)
    for path in (output / "feed.json", output / "wishes.json"):
        json.loads(path.read_text("utf-8"))
    for path in output.rglob("*.html"):
        for node in parse(path).css('script[type="application/ld+json"]'):
            json.loads(node.text())
    first = ET.parse(output / "feed.xml").getroot().find("{*}entry/{*}title")
    assert first is not None
    assert "".join((first.text or "").split()) == "".join(str(STORY["title"]).split())


def test_what_is_sought_and_found_runs_nothing(output: Path, page: Page) -> None:
    page.add_init_script("window.hit = () => { window.wasHit = true }")
    page.goto((output / "search.html").as_uri())
    page.get_by_role("searchbox").fill("灯亮了\"'><img src=x onerror=hit()>")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('main').textContent.includes('灯亮了')")
    assert not page.evaluate("'wasHit' in window")
    assert page.evaluate(_FOUND) == []
