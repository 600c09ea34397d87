"""What an attacker found: whoever came of age since, forms of pseudonyms, pictures in texts that had to go."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.link.privacy import public_names
from tests import sites
from tests.link.register import MINOR, PERSON, consent, story, wish

Make = Callable[..., Path]

GROWN = """- {id: p-5, name: 覃映荷, birth: 2008-02-10, guardian: p-6}
- {id: p-6, name: 覃远}
"""
AGREED = "- {id: c-5, person: p-5, signed_by: p-5, scope: [real-name], given: 2026-02-10}\n"
GRANTERS = """-- content/granters.yaml --
- {id: library, name: 图书馆, kind: nonprofit}
- {id: g-1, name: 覃映荷, kind: individual, person: p-5}
"""
# On the day of the tests, 2026-03-01, 覃映荷 is of age; on that of the story she was not.
SITE = f"{PERSON}{GROWN}{consent()}{AGREED}{GRANTERS}"


def codes(root: Path) -> set[str]:
    return {problem.code for problem in sites.build(root).problems}


def test_who_was_a_minor_when_they_gave_is_not_named_for_it_later(site: Make) -> None:
    root = site(SITE + wish().replace("[library]", "[library, g-1]") + story())
    assert codes(root) == set()
    assert "爱心人士" in (root / "output/wishes/w-1.html").read_text("utf-8")
    for path in ("wishes/w-1.html", "stories/2026/a.html", "index.html", "wishes.json"):
        assert "映荷" not in (root / "output" / path).read_text("utf-8")
    later = SITE + wish().replace("[library]", "[g-1]").replace("2026-01-0", "2026-02-1") + story(date="2026-02-20")
    assert codes(later_site := site(later)) == set()
    assert "覃映荷" in (later_site / "output/wishes/w-1.html").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    ["覃映荷来了。", "覃**映荷**来了。", "覃映\n荷来了。", "覃 映荷来了。"],
    ids=["plain", "bold", "line", "blank"],
)
def test_a_minor_of_then_is_not_named_in_a_story_that_does_not_say_it_tells_of_them(site: Make, text: str) -> None:
    root = site(SITE + wish() + story(body=text))
    assert "P421" in codes(root)
    assert not (root / "output/index.html").exists()


@pytest.mark.parametrize("line", ["author: 覃映荷", "source: 覃映荷", "tags: [覃映荷]"])
def test_nor_in_a_field_of_it(site: Make, line: str) -> None:
    assert "P421" in codes(site(SITE + wish() + story(f"wishes: [w-1]\n{line}")))


def test_who_has_the_name_too_and_was_of_age_may_be_named(site: Make) -> None:
    namesake = "- {id: p-7, name: 覃映荷, birth: 1970-01}\n"
    agreed = "- {id: c-7, person: p-7, signed_by: p-7, scope: [real-name], given: 2026-01-02}\n"
    text = f"{PERSON}{GROWN}{namesake}{consent()}{AGREED}{agreed}{GRANTERS}{wish()}{story(body='覃映荷来了。')}"
    assert "P421" not in codes(site(text))


def test_nor_in_a_wish(site: Make) -> None:
    assert "P421" in codes(site(SITE + wish(more="outcome: 孙女覃映荷也来帮忙。\n")))


def test_a_name_that_is_a_word_is_cleared_for_one_file(site: Make) -> None:
    minor = MINOR.replace("蓝雨桐", "高兴")
    named = minor + consent() + wish("小禾（化名）") + story(body="小禾（化名）来了。大家很高兴。")
    assert "P421" in codes(site(named))
    cleared = "-- content/private/cleared.yaml --\n- {text: 很高兴, path: content/stories/a.md, reason: 不是名字}\n"
    assert "P421" not in codes(site(named + cleared))


@pytest.mark.parametrize(
    "text",
    [
        "小雨、小木（均为化名）来了。",
        "化名小雨的孩子来了。",
        "小雨（文中人物均为化名）",
        "小雨【化名】",
        "小雨（系化名）",
    ],
)
def test_a_pseudonym_of_the_own_character_is_found_in_every_form(site: Make, text: str) -> None:
    site_text = MINOR + consent() + wish("小禾（化名）") + story(body=f"小禾（化名）笑了。{text}")
    assert "P422" in codes(site(site_text))


@pytest.mark.parametrize("text", ["小禾、小木（均为化名）来了。", "小禾（文中均为化名）来了。", "化名小禾的孩子来了。"])
def test_a_pseudonym_is_marked_in_every_form(site: Make, text: str) -> None:
    assert "P426" not in codes(site(MINOR + consent() + wish("小禾（化名）") + story(body=text)))


@pytest.mark.parametrize("text", ["和" * 9_000, "小、" * 30_000, "![" * 60_000, "![](<" * 30_000])
def test_no_text_takes_for_ever(site: Make, text: str) -> None:
    gone = MINOR + consent(more="withdrawn: 2026-02-20") + wish("小禾（化名）")
    told = MINOR + consent() + wish("小禾（化名）")
    begun = time.perf_counter()
    for register in (gone, told):
        sites.check(site(register + story(body=f"小禾（化名）来了，都是化名。\n\n{text}")))
    assert time.perf_counter() - begun < 10


def test_pictures_in_a_text_that_had_to_go_are_shown_nowhere_else(site: Make) -> None:
    gone = PERSON + consent(more="withdrawn: 2026-02-20") + wish()
    about = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n![窗台](../media/b.png)\n\n好。\n"
    root = site(gone + story(body="![窗](../media/b.png)\n\n灯亮了。") + about + "-- content/media/b.png --\n60x40\n")
    assert codes(root) == set()
    assert "<img" not in (root / "output/about.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("王女士", True),
        ("老李", True),
        ("热心网友", True),
        ("王先生夫妇", True),
        ("热心市民王先生", True),
        ("陈雨桐女士", False),
        ("热心市民王建国", False),
        ("王建国", False),
    ],
)
def test_what_one_calls_many_is_nobodys_name(name: str, is_one: bool) -> None:
    assert public_names.is_form_of_address(name) is is_one


PLACES = "-- content/places.yaml --\n- {id: solo, name: %s%s}\n- {id: dukou, name: 渡口街道}\n"


@pytest.mark.parametrize(
    ("name", "parent", "scope", "is_told"),
    [
        ("独村", "", "story", True),
        ("柳堤社区", "", "story", True),
        ("独村", "", "story, village", False),
        ("独村", ", parent: dukou", "story", False),
        # As wide as it may be.
        ("柳堤街道", "", "story", False),
        ("石榴区", "", "story", False),
    ],
)
def test_a_village_with_nothing_above_it_is_told(
    site: Make, name: str, parent: str, scope: str, *, is_told: bool
) -> None:
    root = site(PERSON + consent(scope) + PLACES % (name, parent) + wish(place="solo") + story())
    told = [f"P430 {line}" for line in ["content/places.yaml:1"] * is_told]
    assert sites.told(sites.build(root).problems) == told


def test_of_a_child_the_village_is_told_whatever_was_signed(site: Make) -> None:
    text = MINOR + consent("story, village") + PLACES % ("独村", "") + wish("小禾（化名）", place="solo")
    assert codes(site(text)) == {"P430"}


def test_a_crowd_has_no_village_to_hide(site: Make) -> None:
    assert codes(site(PLACES % ("独村", "") + wish("全村老人", person="crowd: true", place="solo"))) == set()
