"""Pseudonyms of minors: marked at the first mention, and nobody else's name (domain 2.4, 2.7 rows 13 to 16)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.summary import summarise
from generator.link.privacy import public_names
from tests import sites
from tests.link.privacy.advised import advice_on, facts
from tests.link.register import MINOR, PERSON, consent, shown, story, wish
from tests.sites import told

Make = Callable[..., Path]

STORY = "content/stories/a.md"
# The body of a story begins on line 7, or further down by what stands above it.
TOLD = MINOR + consent() + wish("小禾（化名）")


@pytest.mark.parametrize(
    ("public_name", "is_one"),
    [
        ("小禾", True),
        ("小禾（化名）", True),
        ("小禾(化名，下同)", True),
        ("阿木", True),
        ("晨晨", True),
        ("小禾同学", True),
        ("小禾小朋友", True),
        ("阿木家长", True),
        ("一名小学生", False),
        ("一位男孩", False),
        ("一个爱画画的孩子", False),
        ("几名学生", False),
        ("两位同学", False),
        ("某小学生", False),
        ("渡口街道的孩子", False),
        ("画室的小朋友", False),
        ("小学生", False),
        ("小朋友们", False),
        ("三年级学生家长", False),
        # The surname with the rest left out, which is how courts write it.
        ("蓝同学", False),
        ("蓝某", False),
        ("蓝某某", False),
        ("蓝小禾", True),
    ],
)
def test_a_made_up_name_is_a_pseudonym_and_a_description_is_none(public_name: str, is_one: bool) -> None:
    assert public_names.is_pseudonym(public_name, "蓝雨桐") is is_one


@pytest.mark.parametrize(
    ("public_name", "bare"),
    [("小禾（化名）", "小禾"), ("小禾 (化名)", "小禾"), ("小禾", "小禾"), ("小禾（化名，下同）同学", "小禾同学")],
)
def test_the_name_without_its_mark(public_name: str, bare: str) -> None:
    assert public_names.bare(public_name) == bare


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("小禾（化名）", []),
        ("小禾(化名)", []),
        ("小禾", ["P426 content/wishes/w-1.yaml:5"]),
        ("小禾（外号）", ["P426 content/wishes/w-1.yaml:5"]),
        ("一名小学生", []),
        ("蓝同学", []),
        # What must be replaced anyway needs no mark first.
        ("小雨", ["P422 content/wishes/w-1.yaml:5"]),
        ("蓝雨桐", ["P421 content/wishes/w-1.yaml:5"]),
    ],
)
def test_a_wish_of_a_minor_carries_the_mark(site: Make, name: str, problems: list[str]) -> None:
    assert told(sites.publish(site(MINOR + consent() + wish(name)))[2]) == problems


@pytest.mark.parametrize(
    ("title", "problems"), [("小禾的灯", ["P426 content/wishes/w-1.yaml:2"]), ("小禾（化名）的灯", []), ("一盏灯", [])]
)
def test_the_title_of_a_wish_stands_alone_in_lists(site: Make, title: str, problems: list[str]) -> None:
    root = site(MINOR + consent() + wish("小禾（化名）").replace("title: 一盏灯", f"title: {title}"))
    assert told(sites.publish(root)[2]) == problems


def test_an_adults_public_name_needs_no_mark(site: Make) -> None:
    assert sites.publish(site(PERSON + consent() + wish("韦大爷") + story(body="韦大爷来了。")))[2] == []


@pytest.mark.parametrize(
    ("more", "body", "places"),
    [
        ("", "那天，小禾（化名）画了一条河。小禾笑了。", []),
        ("", "那天，小禾画了一条河。", ["7:4"]),
        ("", "小禾画了一条河。\n\n小禾（化名）笑了。", ["7:1"]),
        ("", "河边。\n\n起风了，\n小禾来了。", ["10:1"]),
        ("", "**小禾**（化名）来了。", []),
        ("", "“小禾”（化名）来了。", []),
        ("", "[小禾](../../wishes/w-1.html)来了。", ["7:2"]),
        ("", "[小禾](../../wishes/w-1.html)（化名）来了。", []),
        ("", "小禾 (化名)来了。", []),
        ("", "小禾（化名，下同）来了。", []),
        ("", "小禾（十岁）来了。", ["7:1"]),
        ("", "<!-- 小禾是谁，见登记册 -->\n\n小禾（化名）来了。", []),
        ("", "<!-- 两行\n小禾 -->小禾来了。", ["8:7"]),
        ("", "没有写到名字的一天。", []),
        ("kicker: 小禾和灯\n", "河边。", ["5:1"]),
        ("summary: 小禾有了灯\n", "小禾（化名）来了。", ["5:1"]),
        ("summary: 小禾（化名）有了灯\n", "小禾（化名）来了。", []),
        ("summary: 小禾（化名）有了灯\n", "小禾来了。", ["8:1"]),
        ("summary: 一盏灯\n", "小禾（化名）来了。", []),
        # A heading is no part of a summary made from the text: the next mention may be its first.
        ("", "## 小禾（化名）\n\n小禾来了。", ["9:1"]),
        ("", "## 小禾（化名）\n\n小禾（化名）来了。", []),
        ("", "![小禾（化名）的灯](media/a.png)\n\n小禾来了。", ["9:1"]),
        ("summary: 一盏灯\n", "## 小禾（化名）\n\n小禾来了。", []),
    ],
)
def test_the_first_mention_in_every_text_is_marked(site: Make, more: str, body: str, places: list[str]) -> None:
    root = site("-- content/media/a.png --\n9x9\n" + TOLD + story(f"{more}wishes: [w-1]", body))
    found = sites.publish(root)[2]
    assert [f"{problem.location.line}:{problem.location.column}" for problem in found] == places
    assert {problem.code for problem in found} <= {"P426"}
    assert all(problem.is_error and facts(problem) == {"name": "小禾"} for problem in found)


def test_a_title_is_marked_too(site: Make) -> None:
    text = story(body="小禾（化名）来了。").replace("title: 灯亮了", "title: 小禾的灯亮了")
    assert told(sites.publish(site(TOLD + text))[2]) == [f"P426 {STORY}:2"]
    marked = text.replace("小禾的灯", "小禾（化名）的灯")
    assert sites.publish(site(TOLD + marked))[2] == []


@pytest.mark.parametrize("behind", ["看灯" * 40 + "。", "，看灯" * 30, "说好。" * 20])
def test_a_summary_made_from_the_text_never_parts_a_name_from_its_mark(behind: str) -> None:
    """The name stands at every place where the summary might be cut."""
    for lead in range(110):
        summary = summarise(["走" * lead + "小禾（化名）" + behind])
        assert "小禾" not in summary.replace("小禾（化名）", "")


def test_a_retracted_story_has_its_title_left(site: Make) -> None:
    more = "wishes: [w-1]\nretracted: {date: 2026-02-05, reason: 有误}"
    assert sites.publish(site(TOLD + story(more, "小禾来了。")))[2] == []


def test_they_are_no_minors_any_more_when_the_story_is_told(site: Make) -> None:
    people = MINOR.replace("2015-06-15", "2008-01-20")
    text = people + consent() + wish("小禾（化名）") + story(body="小禾来了。", date="2026-02-03")
    assert sites.publish(site(text))[2] == []


def test_a_name_within_a_longer_name_is_not_taken_for_it(site: Make) -> None:
    people = MINOR + "- {id: p-3, name: 黄舒芸, birth: 2014-01, guardian: p-2}\n"
    consents = (
        "-- content/private/consents.yaml --\n"
        "- {id: c-1, person: p-1, signed_by: p-2, scope: [story], given: 2026-01-02}\n"
        "- {id: c-3, person: p-3, signed_by: p-2, scope: [story], given: 2026-01-02}\n"
    )
    wishes = wish("小禾（化名）") + wish("小禾苗（化名）", "person: p-3", number=2)
    root = site(people + consents + wishes + story("wishes: [w-1, w-2]", "小禾苗（化名）和小禾来了。"))
    assert [facts(problem)["name"] for problem in sites.publish(root)[2]] == ["小禾"]


# Whose name it is


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("梁满", ["P428 content/wishes/w-1.yaml:5"]),
        ("阿满（化名）", ["P428 content/wishes/w-1.yaml:5"]),
        ("阿芒（化名）", []),
        ("满大爷", []),
    ],
)
def test_a_public_name_is_nobody_elses_name(site: Make, name: str, problems: list[str]) -> None:
    people = PERSON + "- {id: p-2, name: 梁满, aliases: [阿满]}\n"
    found = sites.publish(site(people + consent() + wish(name)))[2]
    assert told(found) == problems
    for problem in found:
        assert facts(problem) == {"other": "p-2"}


def test_two_namesakes_are_not_taken_for_each_other(site: Make) -> None:
    """The name is theirs, and that somebody else has it too is another matter."""
    people = PERSON + "- {id: p-2, name: 韦岚音}\n"
    found = sites.publish(site(people + consent("story, real-name") + wish("韦岚音")))[2]
    assert found == []


def test_two_people_under_one_pseudonym_are_told_at_the_later_wish(site: Make) -> None:
    people = MINOR + "- {id: p-3, name: 黄舒芸, birth: 2014-01, guardian: p-2}\n"
    wishes = (
        wish("小禾（化名）")
        + wish("小禾(化名)", "person: p-3", number=2)
        + wish("小禾（化名）", number=3)
        + wish("阿木（化名）", "person: p-3", number=4)
    )
    (problem,) = advice_on(site(people + wishes))
    assert (problem.code, problem.is_error, str(problem.location)) == ("P427", False, "content/wishes/w-2.yaml:5:15")
    assert facts(problem) == {"name": "小禾", "id": "w-2", "other": "w-1"}


def test_two_who_are_called_by_the_same_surname_are_no_matter(site: Make) -> None:
    people = PERSON + "- {id: p-2, name: 韦江, birth: 1950-03}\n"
    assert advice_on(site(people + wish("韦大爷") + wish("韦大爷", "person: p-2", number=2))) == []


@pytest.mark.parametrize(
    ("name", "scope", "problems"),
    [
        ("韦大爷", "story", []),
        ("岚姐", "story", ["P429 content/wishes/w-1.yaml:5"]),
        ("小音", "story", ["P429 content/wishes/w-1.yaml:5"]),
        ("岚姐", "story, real-name", []),
    ],
)
def test_an_adults_public_name_with_a_character_of_the_given_name_is_worth_a_word(
    site: Make, name: str, scope: str, problems: list[str]
) -> None:
    root = site(PERSON + consent(scope) + wish(name))
    assert told(advice_on(root)) == problems
    assert sites.publish(root)[2] == []


def test_the_mark_stands_on_the_card_of_the_wish(site: Make) -> None:
    root = site(TOLD + story(body="小禾（化名）来了。"))
    assert sites.build(root).problems == ()
    assert "小禾（化名）" in (root / "output/wishes/w-1.html").read_text("utf-8")
    assert shown(sites.publish(root)[0]) == (["w-1"], ["a"])
