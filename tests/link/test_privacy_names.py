"""The gate: under which name somebody is shown, and what may stand beside it (spec 4.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.link.privacy.register import given_name, shared_characters
from tests import sites
from tests.link.register import MINOR, PERSON, consent, story, wish
from tests.sites import told

Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("小禾（化名）", []),
        ("蓝雨桐", ["P421 content/wishes/w-1.yaml:5"]),
        ("蓝雨桐同学", ["P421 content/wishes/w-1.yaml:5"]),
        ("小雨（化名）", ["P422 content/wishes/w-1.yaml:5"]),
        ("桐桐（化名）", ["P422 content/wishes/w-1.yaml:5"]),
        # The surname says little; the given name says who.
        ("蓝同学", []),
    ],
)
def test_a_minor_has_a_pseudonym_that_shares_no_character_whatever_was_signed(
    site: Make, name: str, problem: list[str]
) -> None:
    root = site(MINOR + consent("story, real-name, face, health, village") + wish(name) + story())
    assert told(sites.publish(root)[2]) == problem


@pytest.mark.parametrize(
    "field",
    [
        "title: 蓝雨桐的灯",
        "wish: 蓝雨桐想要一盏灯",
        "outcome: 蓝雨桐有了灯",
        "photos: [{src: media/a.png, alt: 蓝雨桐}]",
    ],
)
def test_no_field_of_a_minors_wish_holds_the_real_name(site: Make, field: str) -> None:
    text = wish("小禾（化名）", more=f"{field}\n").replace(
        "title: 一盏灯\n", "" if field.startswith("title") else "title: 一盏灯\n"
    )
    root = site("-- content/media/a.png --\n9x9\n" + MINOR + consent("story, real-name") + text)
    (problem,) = sites.publish(root)[2]
    assert problem.code == "P421"


@pytest.mark.parametrize(
    ("more", "body", "problem"),
    [
        ("people: [p-1]", "蓝雨桐说好。", "P421 content/stories/a.md:7"),
        ("people: [p-1]", "小禾说：\n\n“好！”她叫蓝雨桐。", "P421 content/stories/a.md:9"),
        ("people: [p-1]\nsummary: 蓝雨桐", "小禾说好。", "P421 content/stories/a.md:6"),
        ("people: [p-1]\nkicker: 蓝雨桐", "小禾说好。", "P421 content/stories/a.md:6"),
        ("people: [p-1]", "小禾说好。", ""),
    ],
)
def test_nor_does_a_story_told_while_they_were_minors(site: Make, more: str, body: str, problem: str) -> None:
    """They are of age now and have agreed to their name: but the story is of the child."""
    now = dt.datetime(2034, 1, 1)
    root = site(MINOR + consent("story, real-name") + story(more, body))
    assert told(sites.publish(root, now=now)[2]) == [item for item in [problem] if item]


@pytest.mark.parametrize(
    ("birth", "date", "problems"),
    [
        ("2008-02-03", "2026-02-02", ["P421"]),
        ("2008-02-03", "2026-02-03", []),
        ("2008-02", "2026-02-28", ["P421"]),
        ("2008-02", "2026-03-01", []),
        ("2008-01", "2026-01-30", ["P421"]),
        ("2008-01", "2026-01-31", []),
        ("2008-02-29", "2026-02-28", ["P421"]),
        ("2008-02-29", "2026-03-01", []),
    ],
)
def test_one_comes_of_age_on_the_eighteenth_birthday(site: Make, birth: str, date: str, problems: list[str]) -> None:
    people = MINOR.replace("2015-06-15", birth)
    root = site(people + consent("story, real-name") + story("people: [p-1]", "蓝雨桐说好。", date=date))
    found = sites.publish(root, now=dt.datetime(2026, 4, 1))[2]
    assert [problem.code for problem in found] == problems


@pytest.mark.parametrize(
    ("entry", "problems"),
    [("guardian: p-2", ["P421"]), ("guardian: p-2, birth: 1980-01", []), ("phone: '1'", [])],
)
def test_one_with_a_guardian_and_no_date_of_birth_counts_as_a_minor(
    site: Make, entry: str, problems: list[str]
) -> None:
    people = f"-- content/private/people.yaml --\n- {{id: p-1, name: 蓝雨桐, {entry}}}\n- {{id: p-2, name: 蓝成}}\n"
    found = sites.publish(site(people + consent("story, real-name") + wish("蓝雨桐")))[2]
    assert [problem.code for problem in found] == problems


@pytest.mark.parametrize(
    ("name", "scope", "more", "problem"),
    [
        ("韦大爷", "story", "", []),
        ("韦岚音", "story", "", ["P423 content/wishes/w-1.yaml:5"]),
        ("阿岚", "story", "", ["P423 content/wishes/w-1.yaml:5"]),
        ("韦岚音", "story, real-name", "", []),
        ("韦岚音", "story, real-name, health", "tells: [health]\n", ["P424 content/wishes/w-1.yaml:5"]),
        ("韦大爷", "story, real-name, health", "tells: [health]\n", []),
        ("韦大爷", "story, real-name", "tells: [welfare]\n", ["P425 content/wishes/w-1.yaml:10"]),
        (
            "韦大爷",
            "story, real-name, health",
            "outcome: 韦岚音有了灯\ntells: [health]\n",
            ["P424 content/wishes/w-1.yaml:10"],
        ),
    ],
)
def test_an_adults_real_name_needs_its_own_consent_and_a_page_that_tells_nothing_of_health(
    site: Make, name: str, scope: str, more: str, problem: list[str]
) -> None:
    root = site(PERSON + consent(scope) + wish(name, more=more))
    assert told(sites.publish(root)[2]) == problem


@pytest.mark.parametrize(
    ("scope", "more", "body", "problem"),
    [
        ("story", "tells: [health]", "韦大爷看清了信。", ["P425 content/stories/a.md:6"]),
        ("story, health", "tells: [health]", "韦大爷看清了信。", []),
        ("story, health, real-name", "tells: [health]", "韦岚音看清了信。", ["P424 content/stories/a.md:8"]),
        ("story, health, real-name", "tells: [health]", "阿岚看清了信。", ["P424 content/stories/a.md:8"]),
        (
            "story, health, real-name",
            "summary: 韦岚音看清了信\ntells: [health]",
            "好。",
            ["P424 content/stories/a.md:6"],
        ),
        ("story, health, real-name", "tags: [信]", "韦岚音看清了信。", []),
    ],
)
def test_a_story_that_tells_of_health_needs_a_consent_and_no_name(
    site: Make, scope: str, more: str, body: str, problem: list[str]
) -> None:
    root = site(PERSON + consent(scope) + wish() + story(f"wishes: [w-1]\n{more}", body))
    assert told(sites.publish(root)[2]) == problem


def test_a_real_name_beside_the_card_of_a_wish_that_tells_of_health_is_a_breach(site: Make) -> None:
    """The wish stands on the story's page."""
    root = site(
        PERSON + consent("story, health, real-name") + wish(more="tells: [health]\n") + story(body="韦岚音看清了信。")
    )
    assert told(sites.publish(root)[2]) == ["P424 content/stories/a.md:7"]


def test_a_name_that_is_also_a_word_may_be_cleared_but_not_as_a_name(site: Make) -> None:
    people = MINOR.replace("蓝雨桐", "阳光")
    cleared = "-- content/private/cleared.yaml --\n- {text: 阳光, reason: 也是天气}\n"
    text = wish("小禾（化名）", more="outcome: 阳光照进了屋子\n") + story(body="那天阳光很好。")
    assert told(sites.publish(site(people + cleared + consent() + text))[2]) == []
    assert told(sites.publish(site(people + cleared + consent() + wish("阳光")))[2]) == [
        "P421 content/wishes/w-1.yaml:5"
    ]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("韦岚", "岚"),
        ("蓝雨桐", "雨桐"),
        ("欧阳娜", "娜"),
        ("欧阳", "阳"),
        ("诸葛小明", "小明"),
        ("阿卜杜拉·艾合买提", "阿卜杜拉"),
    ],
)
def test_given_names(name: str, given: str) -> None:
    assert given_name(name) == given


@pytest.mark.parametrize(
    ("public_name", "real_name", "shared"),
    [
        ("小雨", "蓝雨桐", "雨"),
        ("小禾", "蓝雨桐", ""),
        ("小明同学", "王小明", "明"),
        ("老大", "韦大", ""),
        ("欧阳同学", "欧阳娜", ""),
        ("娜娜", "欧阳娜", "娜娜"),
        ("小𠮷", "王𠮷", "𠮷"),
    ],
)
def test_forms_of_address_are_no_shared_characters(public_name: str, real_name: str, shared: str) -> None:
    assert shared_characters(public_name, real_name) == shared
