"""What may be typed into a field, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model import records as r
from tests import sites
from tests.sites import told

Make = Callable[..., Path]


def records_of(root: Path) -> r.Records:
    _, records, problems = sites.read(root)
    assert problems == []
    return records


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[甲, 乙]", ("甲", "乙")),
        ("[甲，乙]", ("甲", "乙")),
        ("[甲、乙; 丙；丁]", ("甲", "乙", "丙", "丁")),
        ("甲，乙、丙", ("甲", "乙", "丙")),
        ("甲, 乙", ("甲", "乙")),
        ("甲", ("甲",)),
        ("[甲 乙]", ("甲 乙",)),
        ('["甲，乙", 丙、丁]', ("甲，乙", "丙", "丁")),
        ('"甲，乙, 丙"', ("甲，乙, 丙",)),
        ("'甲、乙'", ("甲、乙",)),
        ("[甲, 甲, ，、, 乙]", ("甲", "乙")),
        ("", ()),
        ("[]", ()),
        ("\n  - 甲\n  - 乙、丙", ("甲", "乙", "丙")),
        ("【甲，乙】", ("甲", "乙")),
        ("［甲］", ("甲",)),
        ("[“甲”，‘乙’, “丙”和“丁”]", ("甲", "乙", "“丙”和“丁”")),
        ("['“甲”']", ("“甲”",)),
        # One é, typed in two ways.
        ("[cafe\u0301, caf\u00e9]", ("caf\u00e9",)),
    ],
)
def test_lists_of_words(site: Make, written: str, tags: tuple[str, ...]) -> None:
    root = site(
        f"-- content/stories/a.md --\n---\ntitle: x\ndate: 2026-02-03\nchannel: stories\ntags: {written}\n---\n"
    )
    assert [story.tags for story in records_of(root).stories] == [tags]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("titel: 灯", "C601 content/site.yaml:3"),
        ("titel:", "C601 content/site.yaml:3"),
        ("per_page: 0", "C606 content/site.yaml:3"),
        ("per_page: 二十", "C606 content/site.yaml:3"),
        ("per_page: 20.5", "C606 content/site.yaml:3"),
        ("language: zh", "C607 content/site.yaml:3"),
        ("categories: [a, b]", "C603 content/site.yaml:3"),
        ("categories: {健康: health}", "C604 content/site.yaml:3"),
        ("description: ''", "C608 content/site.yaml:3"),
        ("description: [a]", "C603 content/site.yaml:3"),
        ("timezone: 上海", "C631 content/site.yaml:3"),
        ("timezone: /etc/localtime", "C631 content/site.yaml:3"),
        ("timezone: ../../etc/passwd", "C631 content/site.yaml:3"),
        ("base_url: news.example.org", "C659 content/site.yaml:3"),
        ("base_url: https://news.example.org/?a=b", "C659 content/site.yaml:3"),
        ("base_url: https://u:p@news.example.org/", "C659 content/site.yaml:3"),
        ("base_url: https://news.example.org/index.html", "C659 content/site.yaml:3"),
        ("base_url: https://news.example.org/index.html/", "C659 content/site.yaml:3"),
        ("privacy: {registre: optional}", "C601 content/site.yaml:3"),
        ("footer: {icp: [a]}", "C603 content/site.yaml:3"),
        ("footer:\n  icp：桂", "C611 content/site.yaml:4"),
        ("footer:\n  # 备案\n  icp:桂", "C612 content/site.yaml:5"),
        ("review: three", "C630 content/site.yaml:3"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named_in_its_line(site: Make, written: str, problem: str) -> None:
    root = site(f"-- content/site.yaml --\ntitle: 点亮\norganization: 联合会\n{written}\n")
    assert told(sites.read(root)[2]) == [problem]


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("beneficary", "beneficiary"), ("catagory", "category"), ("tell", "tells"), ("heading", ""), ("状态", "")],
)
def test_an_unknown_key_is_asked_about(site: Make, key: str, nearest: str) -> None:
    root = site(f"""
-- content/wishes/w.yaml --
id: w-1
title: 灯
category: home
place: dukou
{key}: x
collected: 2026-01-05
beneficiary: 邻居
""")
    (problem,) = sites.read(root)[2]
    assert told([problem]) == ["W101 content/wishes/w.yaml:5"]
    unknown = "" if nearest else key
    expected = {"key": key, "nearest": nearest, "inside": "", "bare": "", "unknown": unknown, "private": ""}
    assert dict(problem.facts) == expected


def test_what_belongs_below_a_field_beside_it_is_sent_there(site: Make) -> None:
    wish = "id: w-1\ntitle: 灯\ncategory: home\nplace: dukou\ncollected: 2026-01-05\nbeneficiary: 吴奶奶\nperson: p-1\n"
    (problem,) = sites.read(site(f"-- content/wishes/w.yaml --\n{wish}"))[2]
    assert (told([problem]), dict(problem.facts)["inside"]) == (["W101 content/wishes/w.yaml:7"], "beneficiary")
    assert dict(problem.facts)["bare"] == "name"


def test_the_day_that_a_spreadsheet_counts_is_named(site: Make) -> None:
    wish = "id: w-1\ntitle: 灯\ncategory: home\nplace: dukou\ncollected: 46027\nbeneficiary: 邻居\n"
    (problem,) = sites.read(site(f"-- content/wishes/w.yaml --\n{wish}"))[2]
    assert (told([problem]), dict(problem.facts)["serial"]) == (["W105 content/wishes/w.yaml:5"], "2026-01-05")


@pytest.mark.parametrize(
    ("above", "line", "blanks"), [("collected: 2026-01-05", 7, "4"), ("collected: 2026-01-05\n  fulfilled:", 8, "")]
)
def test_a_record_pasted_too_far_in_is_told_where_it_begins(site: Make, above: str, line: int, blanks: str) -> None:
    first = f"- id: w-1\n  title: 灯\n  category: home\n  place: dukou\n  beneficiary: 邻居\n  {above}\n"
    second = "    - id: w-2\n      title: 灯\n"
    (problem,) = sites.read(site(f"-- content/wishes/w.yaml --\n{first}{second}"))[2]
    assert (told([problem]), dict(problem.facts)["blanks"]) == ([f"C660 content/wishes/w.yaml:{line}"], blanks)


def test_what_is_chosen_in_chinese_is_named(site: Make) -> None:
    (problem,) = sites.read(site("-- content/granters.yaml --\n- {id: g-1, name: 甲, kind: 党支部}\n"))[2]
    assert (told([problem]), dict(problem.facts)["nearest"]) == (["C607 content/granters.yaml:1"], "party-branch")


def test_an_unknown_key_within_is_compared_with_those_beside_it(site: Make) -> None:
    root = site("""
-- content/wishes/w.yaml --
- id: w-1
  title: 灯
  category: home
  place: dukou
  collected: 2026-01-05
  beneficiary:
    name: 邻居
    crowds: true
  photos:
    - {src: a.jpg}
    - src: b.jpg
      captoin: 灯
""")
    problems = sites.read(root)[2]
    assert told(problems) == ["W101 content/wishes/w.yaml:12", "W101 content/wishes/w.yaml:8"]
    assert {dict(problem.facts)["nearest"] for problem in problems} == {"crowd", "caption"}


@pytest.mark.parametrize("character", ["\x7f", "\x1b", "\u202e", "\u2066", "\ue000", "\ufffe"])
@pytest.mark.parametrize(
    "line", ['title: "楼{0}里的灯"', 'tags: ["微{0}心愿"]', 'cover: {{src: a.jpg, alt: "灯{0}光"}}']
)
def test_what_nobody_can_see_is_refused_where_it_hides(tmp_path: Path, character: str, line: str) -> None:
    written = line.format(f"\\u{ord(character):04x}")
    head = f"---\n{written}\ndate: 2026-02-03\nchannel: stories\n" + ("" if line.startswith("title") else "title: 灯\n")
    root = sites.make_site(
        tmp_path / "site", f"-- content/stories/a.md --\n{head}---\n灯。\n-- content/a.jpg --\n4x3\n"
    )
    found = [problem for problem in sites.build(root).problems if problem.code == "C623"]
    assert [(problem.location.line, dict(problem.facts)) for problem in found] == [
        (2, {"character": f"U+{ord(character):04X}"})
    ]
