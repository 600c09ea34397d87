"""A page that is made before its site is: the very page that the site will have, or none."""

from __future__ import annotations

import datetime as dt
import functools
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.building.build import build
from generator.app.building.session import Session
from generator.app.preview.glimpse import Glimpses
from generator.model.settings import BuildOptions
from tests import sites

Make = Callable[..., Path]

PATH, PAGE = "content/stories/lamp.md", "stories/2026/lamp.html"
SITE = f"""
-- content/site.yaml --
{sites.files_of(sites.BASE)["content/site.yaml"]}base_url: https://news.example.org/
-- content/private/people.yaml --
- {{id: p1, name: 韦岚}}
- {{id: p2, name: 卢禾}}
-- content/private/consents.yaml --
- {{id: c1, person: p2, scope: [story], given: 2026-01-01, expires: 2026-12-31}}
- {{id: c2, person: p2, scope: [village], given: 2026-01-01}}
-- content/wishes/w.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou-he
  collected: 2026-01-02
  claimed: 2026-01-05
  fulfilled: 2026-02-01
  granters: [team]
  beneficiary: {{name: 卢同学, person: p2}}
-- content/stories/lamp.md --
---
title: 灯亮了
date: 2026-02-03 09:00
channel: stories
wishes: [w-1]
cover: {{src: media/lamp.png, alt: 一盏灯}}
aliases: [old/lamp.html]
---
灯亮了，[[story:river]]。

![门口的灯](../media/lamp.png)
-- content/stories/river.md --
---
title: 河边
date: 2026-02-04
channel: stories
summary: 河边的事。
---
河边。
-- content/pages/help.md --
---
title: 怎么办
---
来问。
"""


class Desk:
    """A site that was built once."""

    def __init__(self, root: Path) -> None:
        (root / "content/media").mkdir(exist_ok=True)
        (root / "content/media/lamp.png").write_bytes(sites.picture(60, 40))
        self.root = root
        self.session = Session(root, repeats=True)
        self.glimpses = Glimpses(root, self.session)
        self.build()

    def build(self) -> bool:
        options = BuildOptions(now=sites.NOW, jobs=1)
        return not build(self.root, options, progress=lambda *_: None, session=self.session).failed(strict=False)

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), "utf-8")

    def built(self, page: str) -> bytes:
        return (self.root / "output" / page).read_bytes()


@pytest.fixture
def desk(site: Make) -> Desk:
    return Desk(site(SITE))


@pytest.mark.parametrize(
    ("path", "page", "old", "new"),
    [
        (PATH, PAGE, "灯亮了，", "灯又亮了，照见" + "长长的路。" * 150),
        (PATH, PAGE, "灯亮了，[[story:river]]。", "没有别的了。"),
        (PATH, PAGE, "![门口的灯](../media/lamp.png)", "[[story:river]] {{ 7 * 7 }} <b>亮</b>"),
        (PATH, PAGE, "门口的灯", "门口的那盏灯"),
        ("content/stories/river.md", "stories/2026/river.html", "河边。", "河边有风。"),
        ("content/pages/help.md", "help.html", "来问。", "来问，都会答。"),
    ],
)
def test_it_is_the_page_that_the_next_build_makes(desk: Desk, path: str, page: str, old: str, new: str) -> None:
    before = desk.built(page)
    desk.edit(path, old, new)
    assert desk.glimpses.take(path)
    assert desk.built(page) == before
    assert desk.build()
    assert desk.glimpses.pages == {page: desk.built(page)}
    assert desk.built(page) != before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(PATH, "title: 灯亮了", "title: 灯又亮了", id="its title"),
        pytest.param(PATH, "[[story:river]]", "[[story:rivre]]", id="leads nowhere"),
        pytest.param(PATH, "../media/lamp.png", "../media/lamb.png", id="another picture"),
        pytest.param(PATH, "灯亮了，", "韦岚来了，", id="somebody's name"),
        pytest.param(PATH, "灯亮了，", "打13800138000，", id="a telephone number"),
        pytest.param(PATH, "灯亮了，", "这个残废来了，", id="a slur"),
        pytest.param(PATH, "灯亮了，", "[灯](none.html)，", id="a lost address"),
        pytest.param(PATH, "灯亮了，", '<img src="https://example.org/a.png">', id="an error in the text"),
        pytest.param(PATH, "---\n灯亮了", "灯亮了", id="no header any more"),
        pytest.param("content/site.yaml", "title: ", "title: 新", id="no text at all"),
    ],
)
def test_there_is_none_where_there_is_a_doubt(desk: Desk, path: str, old: str, new: str) -> None:
    desk.edit(path, old, new)
    assert not desk.glimpses.take(path)
    assert desk.glimpses.pages == {}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(
            "content/private/consents.yaml", "2026-12-31}", "2026-12-31, withdrawn: 2026-02-02}", id="consent"
        ),
        pytest.param("content/private/people.yaml", "韦岚", "灯又", id="register"),
        pytest.param(
            "content/wishes/w.yaml", "title:", "closed: {on: 2026-02-02, reason: withdrawn}\n  title:", id="wish"
        ),
        pytest.param("content/granters.yaml", "kind: ", "note: 新\n  kind: ", id="granters"),
        pytest.param("content/site.yaml", "title: ", "title: 新", id="settings"),
    ],
)
def test_there_is_none_once_something_changed_that_decides_who_is_shown(
    desk: Desk, path: str, old: str, new: str
) -> None:
    desk.edit(path, old, new)
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    assert not desk.glimpses.take(PATH)
    desk.edit(path, new, old)
    assert desk.glimpses.take(PATH)


def test_there_is_none_once_a_consent_has_ended(site: Make) -> None:
    desk = Desk(site(SITE))
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    for year, is_shown in ((2026, True), (2027, False)):
        clock = functools.partial(dt.datetime, year, 12, 31, 12, tzinfo=dt.UTC)
        assert Glimpses(desk.root, desk.session, clock=clock).take(PATH) is is_shown


def test_a_page_goes_with_the_build_that_withholds_its_story(desk: Desk) -> None:
    begun = time.monotonic()
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    assert desk.glimpses.take(PATH)
    desk.edit("content/private/consents.yaml", "2026-12-31}", "2026-12-31, withdrawn: 2026-02-02}")
    assert desk.build()
    # The text was read after that build began to look.
    desk.glimpses.settle(begun)
    assert desk.glimpses.pages == {}


def test_a_page_whose_text_a_build_has_not_seen_is_made_anew_from_what_that_build_knows(desk: Desk) -> None:
    begun = time.monotonic()
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    assert desk.glimpses.take(PATH)
    before = desk.glimpses.pages[PAGE]
    desk.edit(PATH, "灯又亮了，", "灯亮了，")
    desk.edit("content/private/consents.yaml", "scope: [village]", "withdrawn: 2026-02-01, scope: [village]")
    assert desk.build()
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    desk.glimpses.settle(begun)
    after = desk.glimpses.pages
    assert desk.build()
    assert after == {PAGE: desk.built(PAGE)}
    assert after[PAGE] != before


def test_there_is_none_of_what_is_no_file_of_the_site(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text((desk.root / PATH).read_text("utf-8").replace("灯亮了，", "别处的，"), "utf-8")
    for path in ("", "content/stories/new.md", "../elsewhere.md"):
        assert not desk.glimpses.take(path)
    (desk.root / PATH).unlink()
    assert not desk.glimpses.take(PATH)
    (desk.root / PATH).symlink_to(elsewhere)
    assert not desk.glimpses.take(PATH)


def test_there_is_none_before_the_first_build_and_none_of_a_withheld_story(site: Make) -> None:
    root = site(SITE)
    assert not Glimpses(root, Session(root, repeats=True)).take(PATH)
    draft = root / PATH
    draft.write_text(draft.read_text("utf-8").replace("channel:", "draft: true\nchannel:"), "utf-8")
    desk = Desk(root)
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    assert not desk.glimpses.take(PATH)


def test_a_template_with_a_fault_shows_nothing(desk: Desk) -> None:
    (desk.root / "templates").mkdir()
    (desk.root / "templates/story.html").write_text(
        "{% if story.minutes > 1 %}{{ nothing.at.all }}{% endif %}", "utf-8"
    )
    assert desk.build()
    desk.edit(PATH, "灯亮了，", "灯又亮了，" + "长长的路。" * 400)
    assert not desk.glimpses.take(PATH)


def test_a_text_that_is_as_it_was_shows_the_page_of_the_site(desk: Desk) -> None:
    assert not desk.glimpses.take(PATH)
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    assert desk.glimpses.take(PATH)
    desk.edit(PATH, "灯又亮了，", "灯亮了，")
    assert desk.glimpses.take(PATH)
    assert desk.glimpses.pages == {}


def test_what_a_build_has_seen_is_forgotten(desk: Desk) -> None:
    desk.edit(PATH, "灯亮了，", "灯又亮了，")
    assert desk.glimpses.take(PATH)
    begun = time.monotonic()
    desk.edit("content/stories/river.md", "河边。", "河边有风。")
    assert desk.glimpses.take("content/stories/river.md")
    desk.glimpses.settle(begun)
    assert list(desk.glimpses.pages) == ["stories/2026/river.html"]


def test_there_is_none_where_a_name_would_stand_beside_an_illness(site: Make) -> None:
    named = SITE.replace("scope: [village]", "scope: [village, real-name, health]")
    desk = Desk(site(named.replace("cover:", "tells: [health]\ncover:")))
    desk.edit(PATH, "灯亮了，", "卢**禾**来了，")
    assert not desk.glimpses.take(PATH)
    assert not desk.build()


def test_a_glimpse_is_held_against_the_register_of_today(site: Callable[..., Path]) -> None:
    path = "content/stories/a.md"
    story = "---\ntitle: 灯亮了\ndate: 2026-02-03\nchannel: stories\n---\n灯。\n"
    people = "- {id: p1, name: 韦岚}\n"
    root = site(f"-- content/private/people.yaml --\n{people}-- {path} --\n{story}")
    session = Session(root, repeats=True)
    glimpses = Glimpses(root, session)
    options = BuildOptions(now=sites.NOW, output=str(root.parent / "pv"), jobs=1)
    build(root, options, progress=lambda *_: None, session=session)
    sites.write(root / path, story.replace("灯。", "灯亮。"))
    assert glimpses.take(path)
    sites.write(root / path, story)
    sites.write(root / "content/private/people.yaml", people + "- {id: p2, name: 卢禾穗}\n")
    build(root, options, progress=lambda *_: None, session=session)
    glimpses.drop()
    sites.write(root / path, story.replace("灯。", "卢禾穗来了。"))
    assert not glimpses.take(path)
