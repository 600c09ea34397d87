"""What ``check`` reminds of: consents that nobody signed who may, and those that end soon (issue 3, points 1 and 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app import words
from tests import sites
from tests.link.privacy.advised import ROOT, advice_on, facts
from tests.link.register import MINOR, PERSON, consent, reasons, shown, story, wish
from tests.sites import told

Make = Callable[..., Path]
CONSENTS = "content/private/consents.yaml"


def signed(by: str, given: str = "2026-01-02", more: str = "") -> str:
    who = f"signed_by: {by}, " if by else ""
    return f"-- {CONSENTS} --\n- {{id: c-1, person: p-1, {who}scope: [story], given: {given}{more}}}\n"


# Guardians


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("p-2", True),
        ("蓝成", True),
        ("蓝 成", True),
        ("蓝成（父亲）", True),
        ("", False),
        ("p-1", False),
        ("蓝雨桐", False),
        ("p-3", False),
        ("蓝成林", False),
        ("父亲", False),
    ],
)
def test_for_a_minor_the_guardian_signs(site: Make, by: str, counts: bool) -> None:
    people = MINOR + "- {id: p-3, name: 黄舒芸}\n"
    root = site(people + signed(by) + wish("小禾（化名）") + story(body="灯亮了。"))
    public, _, problems = sites.publish(root)
    assert problems == []
    assert shown(public) == ((["w-1"], ["a"]) if counts else ([], []))
    assert reasons(public) == ({} if counts else {"w-1": "no-consent", "a": "no-consent"})
    assert told(advice_on(root)) == ([] if counts else [f"P443 {CONSENTS}:1"])


def test_the_warning_says_who_should_have_signed_and_no_name(site: Make) -> None:
    (problem,) = advice_on(site(MINOR + signed("蓝雨桐")))
    assert facts(problem) == {"person": "p-1", "guardian": "p-2"}
    assert not problem.is_error
    for language in ("zh-CN", "en"):
        said = words.message_of(problem, language) + words.hint_of(problem, language)
        assert "p-2" in said
        assert "蓝" not in said


@pytest.mark.parametrize(
    ("birth", "given", "counts"),
    [
        # Of age when it was signed: their own hand counts.
        ("2008-01-02", "2026-01-02", True),
        ("2008-01-03", "2026-01-02", False),
    ],
)
def test_it_matters_how_old_they_were_when_it_was_signed(site: Make, birth: str, given: str, counts: bool) -> None:
    root = site(MINOR.replace("2015-06-15", birth) + signed("p-1", given) + wish("小禾（化名）"))
    assert bool(sites.publish(root)[0].wishes) is counts


def test_an_adult_signs_or_somebody_for_them(site: Make) -> None:
    for by in ("p-1", "", "韦岚音", "居委会"):
        assert shown(sites.publish(site(PERSON + signed(by) + wish()))[0])[0] == ["w-1"]


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        ("birth: 2015-06-15", ["P444 content/private/people.yaml:1"]),
        ("birth: 2015-06-15, guardian: p-1", ["P444 content/private/people.yaml:1"]),
        ("birth: 2015-06-15, guardian: p-2", []),
        # Of age now, but the consent was given before.
        ("birth: 2008-01-15", ["P444 content/private/people.yaml:1"]),
        ("birth: 2008-01-01", []),
        ("birth: 1950-01", []),
        ("phone: '1'", []),
    ],
)
def test_a_minor_has_a_guardian(site: Make, entry: str, lines: list[str]) -> None:
    people = f"-- content/private/people.yaml --\n- {{id: p-1, name: 蓝雨桐, {entry}}}\n- {{id: p-2, name: 蓝成}}\n"
    root = site(people + signed("p-2") + wish("小禾（化名）"))
    assert told(advice_on(root)) == lines
    assert bool(sites.publish(root)[0].wishes) is (not lines)


# Coming of age


CHILDS = "- {id: c-1, person: p-1, signed_by: p-2, scope: [story, real-name], given: 2025-12-01}\n"


@pytest.mark.parametrize(
    ("day", "own", "found"),
    [
        ("2026-01-01", "", []),
        ("2026-01-02", "", ["story, real-name"]),
        ("2026-02-03", "scope: [story], given: 2026-01-02", ["real-name"]),
        ("2026-02-03", "scope: [story, real-name], given: 2026-01-02", []),
        ("2026-02-03", "scope: [story, real-name], given: 2026-02-04", ["story, real-name"]),
        (
            "2026-02-03",
            "scope: [story, real-name], given: 2026-01-02, channels: [wechat]",
            ["story, real-name"],
        ),
        # Also signed for the child.
        (
            "2026-02-03",
            "signed_by: p-2, scope: [story, real-name], given: 2026-01-01",
            ["story, real-name"] * 2,
        ),
    ],
)
def test_who_comes_of_age_is_asked_anew(site: Make, day: str, own: str, found: list[str]) -> None:
    more = f"- {{id: c-2, person: p-1, {own}}}\n" if own else ""
    root = site(MINOR.replace("2015-06-15", "2008-01-02") + f"-- {CONSENTS} --\n{CHILDS}{more}")
    told_of = [facts(item) for item in advice_on(root, now=dt.datetime.fromisoformat(day)) if item.code == "P448"]
    assert [item["scope"] for item in told_of] == found


@pytest.mark.parametrize(
    ("own", "lines"),
    [
        ("", ["P423 content/wishes/w-1.yaml:5"]),
        (
            "- {id: c-2, person: p-1, scope: [real-name], given: 2026-01-01, signed_by: p-2}",
            ["P423 content/wishes/w-1.yaml:5"],
        ),
        ("- {id: c-2, person: p-1, scope: [real-name], given: 2026-01-02}", []),
    ],
)
def test_nobody_is_named_because_the_guardian_signed_for_it(site: Make, own: str, lines: list[str]) -> None:
    people = MINOR.replace("2015-06-15", "2008-01-02") + f"-- {CONSENTS} --\n{CHILDS}{own}\n"
    root = site(people + wish("蓝雨桐"))
    assert told(sites.publish(root)[2]) == lines


# Guardians beside their wards

GRANTER = "-- content/granters.yaml --\n- {id: library, name: 蓝成, kind: individual, person: p-2}\n"
AGREED = """- {id: c-2, person: p-2, scope: [real-name], given: 2026-01-02}
-- content/private/cleared.yaml --
- {text: 蓝成的灯, path: content/stories/b.md, reason: 店名}
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (story("people: [p-1]", "小禾（化名）来了，\n父亲蓝成也来了。"), ["P450 content/stories/a.md:8"]),
        (story("people: [p-1]\nsummary: 蓝成和小禾（化名）", "小禾（化名）来了。"), ["P450 content/stories/a.md:6"]),
        (story("people: [p-1]", "小禾（化名）来了，父亲也来了。"), []),
        (story("people: [p-2]", "蓝成来了。"), []),
        (story("people: [p-1]", "小禾（化名）进了蓝成的灯店。", name="b"), []),
        (wish("小禾（化名）", more="outcome: 蓝成说，灯亮了。\n"), ["P450 content/wishes/w-1.yaml:10"]),
        (story("people: [p-1]", "小禾（化名）来了，\n父亲**蓝**成也来了。"), ["P450 content/stories/a.md:8"]),
        (story("people: [p-1]\nauthor: 蓝成", "小禾（化名）来了。"), ["P450 content/stories/a.md:6"]),
        (story("people: [p-1]\ntags: [灯, 蓝成]", "小禾（化名）来了。"), ["P450 content/stories/a.md:6"]),
        (GRANTER + wish("小禾（化名）"), ["P450 content/wishes/w-1.yaml:6"]),
        (GRANTER.replace("p-2", "p-3") + wish("小禾（化名）"), []),
        (GRANTER + wish("韦大爷", "person: p-3"), []),
    ],
)
def test_the_name_of_the_guardian_gives_the_child_away(site: Make, text: str, lines: list[str]) -> None:
    root = site(MINOR + "- {id: p-3, name: 黄舒芸}\n" + signed("p-2") + AGREED + text)
    assert told(advice_on(root)) == lines
    assert not [problem for problem in sites.publish(root)[2] if problem.code == "P450"]


def test_a_guardian_whose_name_has_a_blank_is_found(site: Make) -> None:
    people = MINOR.replace("name: 蓝成", "name: Anna Li")
    text = wish("小禾（化名）", more="wish: 我妈妈Anna Li也想看\n")
    assert "P450 content/wishes/w-1.yaml:10" in told(advice_on(site(people + signed("p-2") + text)))


def test_where_the_child_is_not_shown_no_guardian_gives_it_away(site: Make) -> None:
    ended = signed("p-2", more=", withdrawn: 2026-01-20") + AGREED
    text = GRANTER + wish("小禾（化名）") + story("wishes: [w-1]", "蓝成来了。")
    assert [code for code in map(str, told(advice_on(site(MINOR + ended + text)))) if "P450" in code] == []


# Expiry


def reminded(root: Path, day: str) -> list[str]:
    now = dt.datetime.fromisoformat(f"{day} 12:00")
    found = [facts(problem) for problem in advice_on(root, now=now) if problem.code == "P442"]
    return [f"{item['day']} {item['stories']}+{item['wishes']}" for item in found]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-03-01", []),
        ("2026-03-02", ["2026-04-01 2+1"]),
        ("2026-04-01", ["2026-04-01 2+1"]),
        ("2026-04-02", []),
    ],
)
def test_thirty_days_before_the_end_there_is_a_reminder(site: Make, day: str, found: list[str]) -> None:
    texts = wish() + story() + story("people: [p-1]", name="b") + story("tags: [x]", name="c")
    root = site(PERSON + consent(more="expires: 2026-04-01") + texts)
    assert reminded(root, day) == found


def test_the_reminder_stands_at_the_date_and_names_nobody(site: Make) -> None:
    root = site(PERSON + consent(more="expires: 2026-03-20") + wish() + story())
    (problem,) = advice_on(root)
    assert (problem.code, problem.is_error) == ("P442", False)
    text = (root / CONSENTS).read_text("utf-8")
    assert text[problem.location.column - 1 :].startswith("expires: 2026-03-20")
    assert words.message_of(problem, "zh-CN") == "p-1 的同意书 2026-03-20 到期，到期后有 1 篇故事、1 个心愿不再显示"


@pytest.mark.parametrize(
    ("renewal", "found"),
    [
        ("", ["2026-03-20 0+1"]),
        ("- {id: c-2, person: p-1, scope: [story, village], given: 2026-02-20}", []),
        ("- {id: c-2, person: p-1, scope: [story, village], given: 2026-03-20}", []),
        # Nothing is withheld, but the village will be shown as its street.
        ("- {id: c-2, person: p-1, scope: [story], given: 2026-02-20}", ["2026-03-20 +"]),
        (
            "- {id: c-2, person: p-1, scope: [story, village], given: 2026-02-20, channels: [wechat]}",
            ["2026-03-20 0+1"],
        ),
        (
            "- {id: c-2, person: p-1, scope: [story, village], given: 2026-02-20, expires: 2026-03-19}",
            ["2026-03-20 0+1"],
        ),
    ],
)
def test_a_renewal_silences_the_reminder(site: Make, renewal: str, found: list[str]) -> None:
    consents = consent("story, village", more="expires: 2026-03-20") + renewal + "\n"
    assert [item for item in reminded(site(PERSON + consents + wish()), "2026-03-01") if "03-20" in item] == found


@pytest.mark.parametrize(
    "more", ["withdrawn: 2026-02-01, expires: 2026-03-20", "channels: [wechat], expires: 2026-03-20"]
)
def test_what_does_not_hold_cannot_end(site: Make, more: str) -> None:
    assert reminded(site(PERSON + consent(more=more) + wish()), "2026-03-01") == []


def test_what_is_not_shown_is_not_counted(site: Make) -> None:
    texts = (
        wish(more="closed: {on: 2026-02-01, reason: declined}\n")
        + story("people: [p-1]\ndraft: true")
        + story("people: [p-1]\nexpires: 2026-02-20", name="b")
        + story("people: [p-1, p-9]", name="c")
    )
    people = PERSON + "- {id: p-9, name: 梁满}\n"
    assert reminded(site(people + consent(more="expires: 2026-03-20") + texts), "2026-03-01") == ["2026-03-20 +"]


@pytest.mark.parametrize(
    ("scope", "tells", "found"),
    [
        ("story, health", "tells: [health]", [("P447", "health")]),
        ("story, real-name", "tags: [x]", [("P447", "real-name")]),
        ("story, health, real-name", "tells: [health]", [("P447", "real-name, health")]),
        ("story, health", "tags: [x]", [("P442", "")]),
        ("story, village", "tells: [health]", [("P442", "")]),
    ],
)
def test_what_will_stop_the_build_is_told_as_such(
    site: Make, scope: str, tells: str, found: list[tuple[str, str]]
) -> None:
    lasting = "- {id: c-2, person: p-1, scope: [story], given: 2026-01-02}\n"
    root = site(
        PERSON + consent(scope, more="expires: 2026-03-20") + lasting + wish() + story(f"people: [p-1]\n{tells}")
    )
    told_of = [(item.code, facts(item).get("scope", "")) for item in advice_on(root) if item.code in {"P442", "P447"}]
    assert told_of == found


def test_what_will_go_with_its_story_is_no_fault(site: Make) -> None:
    root = site(
        PERSON + consent("story, health", more="expires: 2026-03-20") + wish() + story("people: [p-1]\ntells: [health]")
    )
    assert [item.code for item in advice_on(root)] == ["P442"]


# The whole


def test_advice_is_never_an_error_and_never_the_builds(site: Make) -> None:
    root = site(PERSON + consent(more="expires: 2026-03-20") + wish("岚姐") + story(body="岚姐真可怜，吃低保。"))
    found = advice_on(root)
    assert told(found) == [
        "P429 content/wishes/w-1.yaml:5",
        f"P442 {CONSENTS}:1",
        "P446 content/stories/a.md:7",
        "P462 content/stories/a.md:7",
    ]
    assert not any(problem.is_error for problem in found)
    assert sites.build(root).problems == ()


def test_a_site_without_a_register_is_advised_on_its_words_alone(site: Make) -> None:
    root = site(story("tags: [x]", "真可怜。"))
    assert told(advice_on(root)) == ["P462 content/stories/a.md:7"]


def test_the_demo_is_reminded_of_nothing() -> None:
    assert advice_on(ROOT, now=dt.datetime(2026, 11, 24, 12)) == []


def test_the_demo_would_have_been_reminded_in_may() -> None:
    """p-016's consent ended on the last of May."""
    (problem,) = [item for item in advice_on(ROOT, now=dt.datetime(2026, 5, 10, 12)) if item.code == "P442"]
    assert facts(problem) == {"person": "p-016", "day": "2026-05-31", "stories": "1", "wishes": "1"}


@pytest.mark.parametrize(
    ("name", "kind", "is_told"),
    [
        ("陈雨", "volunteers", True),
        ("欧阳娜一家", "nonprofit", True),
        ("韦岚音夫妇", "medical", True),
        ("黄秀英", "school", True),
        ("王超", "volunteers", True),
        ("周大福", "company", False),
        ("陈雨", "individual", False),
        ("马兰站", "volunteers", False),
        ("石榴", "volunteers", False),
        ("田东县", "school", False),
        ("贺州市", "government", False),
        ("石榴社", "company", False),
        ("区图书馆", "government", False),
        ("王女士", "volunteers", False),
        ("老李", "volunteers", False),
    ],
)
def test_a_unit_that_reads_like_somebodys_name_is_told(site: Make, name: str, kind: str, is_told: bool) -> None:
    root = site(f"-- content/granters.yaml --\n- id: g-1\n  name: {name}\n  kind: {kind}\n")
    expected = ["P469 content/granters.yaml:3"] if is_told else []
    assert [line for line in sites.told(advice_on(root)) if line.startswith("P469")] == expected
    sites.write(root / "content/private/cleared.yaml", f"- {{text: {name}, reason: 队名}}\n")
    assert [line for line in sites.told(advice_on(root)) if line.startswith("P469")] == []
