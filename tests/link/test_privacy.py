"""The gate (spec 4): who is shown, until when, and what is kept back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.entities import WishStatus
from tests import sites
from tests.link.register import PERSON, consent, reasons, shown, story, wish
from tests.sites import told

Make = Callable[..., Path]
DAY = dt.datetime(2026, 3, 1, 12, 0)


# Consent


@pytest.mark.parametrize(
    ("more", "now", "reason"),
    [
        ("", DAY, ""),
        ("", dt.datetime(2026, 1, 8, 0, 0), ""),
        ("expires: 2026-03-01", DAY, ""),
        ("expires: 2026-03-01", dt.datetime(2026, 3, 1, 23, 59), ""),
        ("expires: 2026-03-01", dt.datetime(2026, 3, 2, 0, 0), "consent-expired"),
        ("withdrawn: 2026-03-01", DAY, "consent-withdrawn"),
        ("withdrawn: 2026-03-01", dt.datetime(2026, 2, 28, 23, 59), ""),
        ("withdrawn: 2026-03-01", dt.datetime(2026, 3, 1, 0, 0), "consent-withdrawn"),
        ("expires: 2026-02-01, withdrawn: 2026-02-15", DAY, "consent-withdrawn"),
        ("channels: [wechat]", DAY, "no-consent"),
        ("channels: [wechat, site]", DAY, ""),
    ],
)
def test_a_consent_holds_from_its_day_to_its_last_day(site: Make, more: str, now: dt.datetime, reason: str) -> None:
    root = site(PERSON + consent(more=more) + wish() + story(date="2026-01-08"))
    public, _, problems = sites.publish(root, now=now)
    assert problems == []
    assert shown(public) == ((["w-1"], ["a"]) if not reason else ([], []))
    assert reasons(public) == ({"w-1": reason, "a": reason} if reason else {})


@pytest.mark.parametrize(("given", "reason"), [("2026-03-01", ""), ("2026-03-02", "no-consent")])
def test_a_consent_given_tomorrow_is_none_today(site: Make, given: str, reason: str) -> None:
    consents = f"-- content/private/consents.yaml --\n- {{id: c-1, person: p-1, scope: [story], given: {given}}}\n"
    public, _, _ = sites.publish(site(PERSON + consents + wish()))
    assert reasons(public) == ({"w-1": reason} if reason else {})


@pytest.mark.parametrize("scope", ["face", "real-name, health, village"])
def test_only_a_consent_to_stories_lets_a_story_out(site: Make, scope: str) -> None:
    public, _, _ = sites.publish(site(PERSON + consent(scope) + wish() + story()))
    assert reasons(public) == {"w-1": "no-consent", "a": "no-consent"}


def test_nobody_has_consented_where_there_are_no_consents(site: Make) -> None:
    public, _, _ = sites.publish(site(PERSON + wish() + story("people: [p-1]")))
    assert shown(public) == ([], [])
    assert reasons(public) == {"w-1": "no-consent", "a": "no-consent"}
    assert public.bodies == {}
    assert public.unlinked == {
        *("wish:w-1", "address:wishes/w-1.html"),
        *("story:a", "file:stories/a.md", "address:stories/2026/a.html", "address:cards/a.jpg"),
    }


@pytest.mark.parametrize("first", ["withdrawn: 2026-02-01", "expires: 2026-02-01", "channels: [wechat]"])
def test_a_second_consent_that_is_live_is_enough(site: Make, first: str) -> None:
    second = "- {id: c-2, person: p-1, scope: [story], given: 2026-02-20}\n"
    public, _, _ = sites.publish(site(PERSON + consent(more=first) + second + wish() + story()))
    assert shown(public) == (["w-1"], ["a"])


def test_scopes_of_several_consents_add_up_as_long_as_each_is_live(site: Make) -> None:
    second = "- {id: c-2, person: p-1, scope: [village], given: 2026-01-02, expires: 2026-02-01}\n"
    root = site(PERSON + consent() + second + wish())
    places = [
        sites.publish(root, now=now)[0].wishes[0].place for now in (dt.datetime(2026, 2, 1), dt.datetime(2026, 2, 2))
    ]
    assert places == ["dukou-he", "dukou"]


def test_the_consent_of_somebody_else_is_of_no_use(site: Make) -> None:
    people = PERSON + "- {id: p-2, name: 梁满}\n"
    consents = "-- content/private/consents.yaml --\n- {id: c-1, person: p-2, scope: [story], given: 2026-01-02}\n"
    public, _, _ = sites.publish(site(people + consents + wish() + story("people: [p-2]")))
    assert shown(public) == ([], ["a"])


def test_a_story_needs_the_consent_of_everybody_in_it(site: Make) -> None:
    people = PERSON + "- {id: p-2, name: 梁满}\n"
    root = site(people + consent() + wish() + story("wishes: [w-1]\npeople: [p-2]") + story("wishes: [w-1]", name="b"))
    public, _, _ = sites.publish(root)
    assert shown(public) == (["w-1"], ["b"])
    assert reasons(public) == {"a": "no-consent"}


def test_without_the_private_folder_all_that_names_a_person_is_withheld(site: Make) -> None:
    crowd = wish("楼里的邻居", "crowd: true, count: 30", number=2)
    root = site(wish() + crowd + story() + story("people: [p-9]", name="b") + story("wishes: [w-2]", name="c"))
    public, _, problems = sites.publish(root)
    assert problems == []
    assert shown(public) == (["w-2"], ["c"])
    assert reasons(public) == {"w-1": "no-register", "a": "no-register", "b": "no-register"}


# Register


REQUIRED = ""
OPTIONAL = """
-- content/site.yaml --
title: 点亮
organization: 联合会
categories: {home: 居家}
privacy: {register: optional}
"""


@pytest.mark.parametrize(
    ("settings", "person", "problem"),
    [
        (REQUIRED, "", ["P440 content/wishes/w-1.yaml:5"]),
        (REQUIRED, "count: 3", ["P440 content/wishes/w-1.yaml:5"]),
        (REQUIRED, "crowd: true", ["P449 content/wishes/w-1.yaml:5"]),
        (REQUIRED, "person: p-1", []),
        (REQUIRED, "crowd: true, person: p-1", ["P441 content/wishes/w-1.yaml:5"]),
        (OPTIONAL, "", []),
        (OPTIONAL, "crowd: true, person: p-1", ["P441 content/wishes/w-1.yaml:5"]),
    ],
)
def test_who_must_be_in_the_register(site: Make, settings: str, person: str, problem: list[str]) -> None:
    root = site(settings + PERSON + consent() + wish(person=person))
    assert told(sites.publish(root)[2]) == problem


@pytest.mark.parametrize(
    ("person", "place"),
    [("", "dukou"), ("crowd: true", "dukou-he"), ("person: p-1", "dukou")],
)
def test_a_crowd_is_shown_where_it_is_and_anybody_else_one_place_higher(site: Make, person: str, place: str) -> None:
    public, _, _ = sites.publish(site(OPTIONAL + PERSON + consent() + wish(person=person)))
    assert public.wishes[0].place == place


# Closed wishes


@pytest.mark.parametrize("reason", ["withdrawn", "declined", "duplicate"])
def test_a_closed_wish_is_shown_nowhere_and_may_be_referred_to(site: Make, reason: str) -> None:
    closed = f"closed: {{on: 2026-02-01, reason: {reason}}}\n"
    root = site(PERSON + consent() + wish(more=closed) + story("tags: [x]", "说到[[wish:w-1|那盏灯]]。"))
    report = sites.build(root)
    assert report.problems == ()
    assert report.withheld == ()
    page = (root / "output/stories/2026/a.html").read_text("utf-8")
    assert "说到那盏灯。" in page
    assert not list((root / "output/wishes").glob("*"))


def test_the_story_of_a_withdrawn_wish_is_withheld(site: Make) -> None:
    root = site(PERSON + consent() + wish(more="closed: {on: 2026-02-01, reason: withdrawn}\n") + story())
    public, _, problems = sites.publish(root)
    assert problems == []
    assert shown(public) == ([], [])
    assert reasons(public) == {"a": "wish-withdrawn"}


def test_the_story_of_a_duplicate_wish_is_a_fault(site: Make) -> None:
    root = site(PERSON + consent() + wish(more="closed: {on: 2026-02-01, reason: duplicate}\n") + story())
    assert told(sites.check(root).problems) == ["S219 content/stories/a.md:5"]


# Time


def test_drafts_and_stories_whose_time_has_not_come_are_kept_back_and_listed(site: Make) -> None:
    root = site(
        story("draft: true", name="draft")
        + story("tags: [x]", name="later", date="2026-03-01 12:01")
        + story("tags: [x]", name="now", date="2026-03-01 12:00")
    )
    public, _, _ = sites.publish(root)
    assert shown(public)[1] == ["now"]
    assert public.drafts == ("draft",)
    assert [(item.id, f"{item.until:%H:%M}") for item in public.held_back] == [("later", "12:01")]
    assert set(public.bodies) == {"story:now"}
    assert {"story:draft", "story:later"} <= public.unlinked
    assert public.withheld == ()


def test_a_preview_shows_them_marked(site: Make) -> None:
    root = site(story("draft: true", name="draft") + story("tags: [x]", name="later", date="2026-03-02"))
    public, _, _ = sites.publish(root, drafts=True)
    assert {item.id: item.preview for item in public.stories} == {"draft": "draft", "later": "held-back"}


def test_a_preview_withholds_what_the_real_site_withholds(site: Make) -> None:
    public, _, _ = sites.publish(site(PERSON + story("draft: true\npeople: [p-1]")), drafts=True)
    assert shown(public)[1] == []


@pytest.mark.parametrize(
    ("expires", "reason"), [("2026-03-01 12:00", "story-expired"), ("2026-03-01 12:01", ""), ("2026-03-02", "")]
)
def test_an_expired_story_is_gone(site: Make, expires: str, reason: str) -> None:
    public, _, _ = sites.publish(site(story(f"expires: {expires}")))
    assert reasons(public) == ({"a": reason} if reason else {})
    assert shown(public)[1] == ([] if reason else ["a"])


def test_a_retracted_story_leaves_its_title_and_nothing_else(site: Make) -> None:
    more = "summary: 摘要\nfeatured: true\ncover: {src: c.png, alt: 灯}\nretracted: {date: 2026-02-05, reason: 有误}"
    public, _, _ = sites.publish(site("-- content/stories/c.png --\n7x7\n" + story(more)))
    (retracted,) = public.stories
    assert (retracted.title, retracted.retracted) == ("灯亮了", (dt.date(2026, 2, 5), "有误"))
    assert (retracted.summary, retracted.cover, retracted.featured) == ("", None, False)
    assert public.bodies == {}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        (story("tags: [x]", date="2026-03-05 08:00"), "2026-03-05 08:00"),
        (story("expires: 2026-03-06 09:00"), "2026-03-06 09:00"),
        (PERSON + consent(more="expires: 2026-03-03"), "2026-03-04 00:00"),
        (PERSON + consent(more="withdrawn: 2026-03-03"), "2026-03-03 00:00"),
        (PERSON + consent(more="expires: 2026-02-03"), None),
        (PERSON.replace("1950-03", "2008-03-05"), "2026-03-05 00:00"),
        (PERSON.replace("1950-03", "2008-03-01"), None),
        (PERSON.replace("1950-03", "2012-02-29"), "2030-03-01 00:00"),
        (PERSON + consent(more="expires: 2026-03-01"), "2026-03-02 00:00"),
        (PERSON + consent().replace("given: 2026-01-02", "given: 2026-03-09"), "2026-03-09 00:00"),
        (PERSON + consent(more="expires: 2026-03-03") + story("tags: [x]", date="2026-03-02"), "2026-03-02 00:00"),
    ],
)
def test_the_next_moment_at_which_the_site_changes_by_itself_is_known(
    site: Make, text: str, moment: str | None
) -> None:
    public, _, _ = sites.publish(site(text))
    assert (f"{public.changes_at:%Y-%m-%d %H:%M}" if public.changes_at else None) == moment


# What comes out


def test_everything_stands_in_order_and_the_status_is_derived(site: Make) -> None:
    base = "category: home, place: dukou, beneficiary: {name: 邻居, crowd: true}, collected: 2026-01-05"
    root = site(f"""
-- content/wishes/z.yaml --
- {{id: w-3, title: c, {base}, granters: [library], claimed: 2026-01-06, fulfilled: 2026-01-07}}
- {{id: w-1, title: a, {base}}}
- {{id: w-2, title: b, {base}, granters: [team], claimed: 2026-01-06}}
{story("tags: [x]", name="b", date="2026-02-03")}{story("tags: [x]", name="c", date="2026-02-02")}{story("tags: [x]")}
""")
    public, _, _ = sites.publish(root)
    assert [(item.id, item.status) for item in public.wishes] == [
        ("w-1", WishStatus.COLLECTED),
        ("w-2", WishStatus.CLAIMED),
        ("w-3", WishStatus.FULFILLED),
    ]
    assert shown(public)[1] == ["c", "a", "b"]


def test_kinds_of_beneficiaries_are_counted_by_people_of_fulfilled_wishes(site: Make) -> None:
    settings = (
        "-- content/site.yaml --\ntitle: 点亮\norganization: 联合会\ncategories: {home: 居家}\n"
        "groups: {disabled: 残疾人, low-income: 低保户, rich: 富户}\n"
    )
    root = site(
        settings
        + wish("甲", "crowd: true, count: 4, groups: [low-income, disabled]", number=1)
        + wish("乙", "crowd: true, count: 2, groups: [low-income]", number=2)
        + wish("丙", "crowd: true, count: 9, groups: [rich]", number=3).replace("fulfilled: 2026-01-07\n", "")
    )
    assert sites.publish(root)[0].groups == (("disabled", 4), ("low-income", 6))


def test_what_must_not_go_out_is_all_that_the_register_knows_but_names_that_may_be_said(site: Make) -> None:
    people = """
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, aliases: [阿岚], phone: 13800138000, id_number: '1', address: 七星路, never_publish: [绿门]}
- {id: p-2, name: 梁满, aliases: [阿满], phone: 13900139000}
"""
    root = site(people + consent("real-name") + "-- content/private/cleared.yaml --\n- {text: 绿门, reason: 店名}\n")
    _, guard, _ = sites.publish(root)
    assert [(item.owner, item.rule, item.text) for item in guard.secrets] == [
        ("p-1", "address", "七星路"),
        ("p-1", "id-number", "1"),
        ("p-1", "never-publish", "绿门"),
        ("p-1", "phone", "13800138000"),
        ("p-2", "name", "梁满"),
        ("p-2", "name", "阿满"),
        ("p-2", "phone", "13900139000"),
    ]
    assert [(item.text, item.path) for item in guard.cleared] == [("绿门", "")]


def test_a_link_to_the_address_of_a_story_that_goes_goes_with_it(site: Make) -> None:
    head = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    root = site(
        f"-- content/stories/a.md --\n{head}expires: 2026-02-20\n---\n灯亮了。\n"
        f"-- content/stories/b.md --\n{head}---\n见[旧的那篇](stories/2026/a.html)。\n"
    )
    page = root / "output/stories/2026/b.html"
    for day, link in ((10, '见<a href="../../stories/2026/a.html">旧的那篇</a>。'), (28, "见旧的那篇。")):
        assert sites.build(root, now=dt.datetime(2026, 2, day, 12)).problems == ()
        assert link in page.read_text("utf-8")


def test_the_door_of_a_village_is_one_however_it_is_said(site: Make) -> None:
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音, address: 石榴区河边村12号}\n"
    _, guard, _ = sites.publish(site(people))
    texts = {item.text for item in guard.secrets if item.rule == "address"}
    assert texts >= {"河边村12号", "河边村第12户", "河边村的12号", "石榴区河边村12户"}


@pytest.mark.parametrize(
    ("field", "rule", "texts"),
    [
        ("phone: 5551234 5556789", "phone", {"5551234", "5556789"}),
        ("address: 石榴区渡口街道河边12号", "address", {"河边12号"}),
    ],
)
def test_each_number_and_the_near_part_of_an_address_is_a_secret(
    site: Make, field: str, rule: str, texts: set[str]
) -> None:
    _, guard, _ = sites.publish(site(f"-- content/private/people.yaml --\n- {{id: p-1, name: 韦岚音, {field}}}\n"))
    assert {item.text for item in guard.secrets if item.rule == rule} >= texts


def test_of_two_people_of_one_name_the_one_who_did_not_agree_is_guarded(site: Make) -> None:
    people = PERSON + "- {id: p-2, name: 韦岚音, birth: 1960-03}\n"
    root = site(people + consent("story, real-name") + wish("韦岚音") + story("people: [p-1]", "韦岚音说灯亮了。"))
    assert {(item.code, item.is_error) for item in sites.build(root).problems} == {("P431", True)}


def test_a_pseudonym_that_keeps_a_part_of_the_name_hides_nobody_elsewhere(site: Make) -> None:
    people = PERSON.replace(", aliases: [阿岚]", "")
    root = site(people + consent() + wish("阿岚（化名）") + story("summary: 灯", "阿岚（化名）说灯亮了。"))
    assert "P431" in {problem.code for problem in sites.build(root).problems}
