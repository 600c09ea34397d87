"""All that is wrong, in one run: also what only a whole site shows, where a part of it cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites
from tests.sites import told

Make = Callable[..., Path]

REGISTER = """
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音}
"""
WISH = """
-- content/wishes/w.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou
  beneficiary: {name: 邻居们, crowd: true}
  granters: [team]
  collected: 2026-01-05
  claimed: 2026-01-06
  fulfilled: 2026-01-07
"""


def story(name: str, body: str, more: str = "") -> str:
    return f"-- content/stories/{name}.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n{more}---\n{body}\n"


def test_links_addresses_pictures_and_leaks_are_told_beside_an_unknown_field(site: Make) -> None:
    root = site(
        REGISTER
        + story("a", "灯亮了。", "auther: 韦记者\n")
        + story("b", "见[[story:z]]，[那里](nowhere.html)。\n\n![灯](../media/none.png)")
        + story("c", "韦岚音来了。")
        + "-- content/pages/wall.md --\n---\ntitle: 墙\n---\n来问。\n"
    )
    assert told(sites.check(root).problems) == [
        "L301 content/stories/b.md:6",
        "L302 content/stories/b.md:8",
        "L303 content/pages/wall.md:1",
        "L306 content/stories/b.md:6",
        "P431 content/stories/c.md:6",
        "S201 content/stories/a.md:5",
    ]
    # A build that stops makes no pages, in which leaks are found.
    assert [item for item in told(sites.check(root).problems) if item[0] != "P"] == told(sites.build(root).problems)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("见[[story:a]]。", id="by id"),
        pytest.param("见[那里](a.md)。", id="by file"),
        pytest.param("见[那里](stories/2026/a.html)。", id="by address"),
        pytest.param("见[[story:20260203-01]]。", id="by another id"),
    ],
)
def test_what_is_left_out_is_not_said_to_be_missing(site: Make, body: str) -> None:
    broken = story("a", "灯亮了。", "auther: 韦记者\nid: 20260203-01\n")
    assert told(sites.check(site(broken + story("b", body))).problems) == ["S201 content/stories/a.md:5"]


def test_a_name_that_only_stands_inside_a_word_of_what_is_left_out_is_missing(site: Make) -> None:
    broken = story("a", "桃花开了，灯亮了。", "auther: 韦记者\n")
    found = told(sites.check(site(broken + story("b", "![花](../media/花.jpg)"))).problems)
    assert found == ["L302 content/stories/b.md:6", "S201 content/stories/a.md:5"]


def test_a_word_in_a_file_with_an_error_does_not_hide_what_is_missed_elsewhere(site: Make) -> None:
    head = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    broken = f"-- content/stories/b.md --\n{head}wishes: [nope]\n---\n看 nope。\n"
    root = site(f"{broken}-- content/stories/c.md --\n{head}---\n![看](nope.jpg)\n\n[[wish:nope]]\n")
    found = {(problem.code, problem.location.path) for problem in sites.check(root).problems}
    assert {("S210", "content/stories/b.md"), ("L302", "content/stories/c.md")} < found
    assert ("L301", "content/stories/c.md") in found


def test_a_picture_that_cannot_be_shown_hides_nothing(site: Make) -> None:
    root = site(
        REGISTER
        + "-- content/media/a.jpg --\nno picture\n"
        + story("a", "灯亮了。\n\n![灯](../media/a.jpg)")
        + story("b", "韦岚音来了，[[story:z]]。")
        + story("c", "灯亮了。", "cover: {src: media/a.jpg, alt: 灯}\n")
    )
    assert told(sites.check(root).problems) == [
        "L301 content/stories/b.md:6",
        "L304 content/media/a.jpg:1",
        "P431 content/stories/b.md:6",
    ]


def test_stories_of_a_wish_with_an_error_are_left_out_with_it(site: Make) -> None:
    root = site(
        REGISTER
        + WISH.replace("title:", "titel:")
        + story("a", "灯亮了，[[story:z]]。", "wishes: [w-1]\n")
        + story("b", "韦岚音来了。")
    )
    assert told(sites.check(root).problems) == [
        "L301 content/stories/a.md:7",
        "P431 content/stories/b.md:6",
        "W101 content/wishes/w.yaml:2",
    ]


TEXT = "灯<b>亮</b>了，见[[story:z]]。\n\n<script>灯</script>\n\n![灯](../media/none.png)\n\n韦岚音来了。"
OF_THE_TEXT = ["L301 content/stories/a.md:7", "L302 content/stories/a.md:11", "S234 content/stories/a.md:9"]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("auther: 韦记者\n", ["S201 content/stories/a.md:5"]),
        ("date： 2026-02-03\n", ["C611 content/stories/a.md:5"]),
        ("expires: 哪天\n", ["S205 content/stories/a.md:5"]),
        ("wishes: [w-9]\n", ["S210 content/stories/a.md:5"]),
        # Who is told of may not have agreed, and the text may never be shown.
        ("people: [p-1]\nauther: 韦记者\n", ["S201 content/stories/a.md:6"]),
    ],
)
def test_what_is_wrong_with_a_text_is_told_beside_its_header(site: Make, header: str, found: list[str]) -> None:
    root = site(REGISTER + story("a", TEXT, header))
    lower = header.count("\n") - 1
    lines = [f"{line.rsplit(':', 1)[0]}:{int(line.rsplit(':', 1)[1]) + lower}" for line in OF_THE_TEXT]
    assert told(sites.check(root).problems) == sorted([*found, *lines])
    assert told(sites.build(root).problems) == sorted([*found, *lines])


def test_links_are_told_beside_what_is_wrong_with_their_text(site: Make) -> None:
    root = site(
        story("a", "[[story:z]]，[[foo:x]]，[[story:b]]。\n\n![灯](../media/none.png)")
        + story("b", "好。", "auther: 韦\n")
    )
    found = ["L301 content/stories/a.md:6", "L302 content/stories/a.md:8", "L311 content/stories/a.md:6"]
    assert told(sites.build(root).problems) == [*found, "S201 content/stories/b.md:5"]
    assert told(sites.check(root).problems) == [*found, "S201 content/stories/b.md:5"]


@pytest.mark.parametrize("header", ["draft: true\n", "retracted: {date: 2026-02-04, reason: 有误}\n"])
def test_of_what_is_not_shown_the_header_alone_is_told(site: Make, header: str) -> None:
    root = site(REGISTER + story("a", TEXT, f"{header}auther: 韦记者\n"))
    assert told(sites.check(root).problems) == ["S201 content/stories/a.md:6"]


def test_of_a_draft_between_braces_the_header_alone_is_told(site: Make) -> None:
    header = "{title: 灯, date: 2026-02-03, channel: stories, draft: true, auther: 韦记者}"
    root = site(f"{REGISTER}-- content/stories/a.md --\n---\n{header}\n---\n\n\n{TEXT}\n")
    assert told(sites.check(root).problems) == ["S201 content/stories/a.md:2"]


def test_a_header_without_room_for_another_hides_its_text(site: Make) -> None:
    assert (
        told(sites.build(site("-- content/stories/a.md --\n---\n---\n[[story:z]]\n")).problems)
        == ["S202 content/stories/a.md:1"] * 3
    )


@pytest.mark.parametrize("path", ["private/people.yaml", "granters.yaml", "site.yaml"])
def test_without_what_says_who_may_be_named_no_more_is_told(site: Make, path: str) -> None:
    root = site(REGISTER + story("b", "韦岚音来了，[[story:z]]。"))
    file = root / "content" / path
    file.write_text(file.read_text("utf-8") + "- id: x\n  nmae: 灯\n", "utf-8")
    found = {problem.location.path for problem in sites.check(root).problems}
    assert found == {f"content/{path}"}


def test_a_story_whose_time_has_not_come_is_checked_as_it_will_be_then(site: Make) -> None:
    body = "韦岚音的电话13812345678，见[[story:z]]和[那里](nope.html)。\n\n![灯](../media/none.png)"
    later = story("later", body).replace("2026-02-03", "2026-12-30 10:00")
    root = site(REGISTER + story("a", "灯亮了。") + later)
    assert told(sites.check(root).problems) == [
        "L301 content/stories/later.md:6",
        "L302 content/stories/later.md:8",
        "L306 content/stories/later.md:6",
        "P431 content/stories/later.md:6",
        "P432 content/stories/later.md:6",
    ]
    (root / "content/stories/later.md").write_text(
        (root / "content/stories/later.md").read_text("utf-8").replace(body, '韦岚音来了，他说"好"。'), "utf-8"
    )
    assert told(sites.check(root).problems) == ["P431 content/stories/later.md:6", "Z712 content/stories/later.md:6"]
    assert sites.build(root).problems == ()
    assert not (root / "output/stories/2026/later.html").exists()


def test_each_story_is_looked_at_in_its_own_moment(site: Make) -> None:
    soon = story("soon", "韦岚音来了。", "expires: 2026-12-20\n").replace("2026-02-03", "2026-12-10 10:00")
    later = story("later", "灯亮了。").replace("2026-02-03", "2026-12-30 10:00")
    assert told(sites.check(site(REGISTER + soon + later)).problems) == ["P431 content/stories/soon.md:7"]


def test_of_a_sound_story_whose_time_has_not_come_nothing_is_said(site: Make) -> None:
    later = story("later", "灯亮了，见[[story:a]]和[墙](wall.html#top)。").replace("2026-02-03", "2026-12-30 10:00")
    report = sites.check(site(story("a", "灯亮了。", "expires: 2027-06-01\n") + later))
    assert {problem.code for problem in report.problems} <= {"L309"}
    assert [item.id for item in report.held_back] == ["later"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/wishes/w.yaml", WISH + story("a", "灯亮了。", "wishes: [w-1]\n")),
        ("content/private/people.yaml", REGISTER + story("a", "灯亮了。", "people: [p-1]\n")),
        ("content/stories/z.md", story("z", "灯。") + story("a", "见[[story:z]]。")),
        ("content/granters.yaml", WISH),
    ],
)
def test_what_stands_in_a_file_that_is_none_is_not_missing(site: Make, tmp_path: Path, path: str, text: str) -> None:
    root = site(text)
    (root / path).rename(tmp_path / "elsewhere")
    (root / path).symlink_to(tmp_path / "elsewhere")
    assert told(sites.build(root).problems) == [f"C627 {path}:1"]
    assert told(sites.check(root).problems) == [f"C627 {path}:1"]
