"""What is cleared for one file is told of every other, however it is written there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites

Make = Callable[..., Path]

SITE = """
-- content/private/people.yaml --
- {id: p-1, name: 蒋雨桐, birth: 2015-03, phone: "13807731234"}
-- content/private/consents.yaml --
[]
-- content/private/cleared.yaml --
- {text: 蒋雨桐, path: content/stories/a.md, reason: 同名作家}
- {text: "13807731234", path: content/stories/a.md, reason: 书上的电话}
-- content/stories/a.md --
---
title: 作家蒋雨桐的书
date: 2026-02-03
channel: stories
---
作家蒋雨桐的书，电话13807731234。
-- content/stories/b.md --
---
title: 灯亮了
date: 2026-02-04
channel: stories
---
%s
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("她来了。", []),
        ("蒋雨桐来了。", ["P431 content/stories/b.md:6"]),
        ("蒋雨\n桐来了。", ["P431 content/stories/b.md:6"]),
        ("蒋[雨](https://example.com/)桐来了。", ["P431 content/stories/b.md:6"]),
        ("她的电话138\n07731234。", ["P432 content/stories/b.md:6"]),
        ("又是[[story:a]]。", ["P431 content/stories/b.md:1"]),
        ("又是[[story:a|那本书]]。", []),
    ],
)
def test_a_clearance_holds_in_its_file_alone(site: Make, text: str, told: list[str]) -> None:
    assert sites.told(sites.build(site(SITE % text)).problems) == told


UNPUBLISHED = {
    "draft": "-- content/stories/c.md --\n---\ntitle: 蒋雨桐\ndate: 2026-02-05\nchannel: stories\ndraft: true\n---\n",
    "to come": "-- content/stories/c.md --\n---\ntitle: 蒋雨桐\ndate: 2027-02-05\nchannel: stories\n---\n好。\n",
    "closed": """-- content/wishes/w.yaml --
- id: w-1
  title: 蒋雨桐的书
  category: home
  place: dukou
  beneficiary: {name: 全村, crowd: true}
  collected: 2026-01-01
  closed: {on: 2026-01-02, reason: declined}
""",
    "note": """-- content/wishes/w.yaml --
# 蒋雨桐的书
- id: w-1
  title: 书
  category: home
  place: dukou
  beneficiary: {name: 全村, crowd: true}
  collected: 2026-01-01
  notes: 蒋雨桐说的
""",
    "comment": "-- content/stories/c.md --\n---\n# 蒋雨桐\ntitle: 书\ndate: 2026-02-05\nchannel: stories\n---\n好。\n",
}


@pytest.mark.parametrize("kind", UNPUBLISHED)
def test_what_is_cleared_is_not_told_of_what_nobody_will_read(site: Make, kind: str) -> None:
    assert sites.told(sites.build(site(SITE % "好。" + UNPUBLISHED[kind])).problems) == []


@pytest.mark.parametrize("kind", UNPUBLISHED)
def test_a_leak_is_told_where_it_goes_out(site: Make, kind: str) -> None:
    """A line that says the same and goes nowhere is no place to mend it."""
    uncleared = SITE.replace("- {text: 蒋雨桐, path: content/stories/a.md, reason: 同名作家}\n", "")
    root = site(uncleared % "蒋雨\n桐来了。" + UNPUBLISHED[kind])
    assert sites.told(sites.build(root).problems) == [
        "P431 content/stories/a.md:2",
        "P431 content/stories/a.md:6",
        "P431 content/stories/b.md:6",
    ]


ALIKE = "-- content/private/people.yaml --\n- {id: p-1, name: 梁满}\n- {id: p-2, name: 梁满发}\n" + (
    "-- content/private/consents.yaml --\n- {id: c-2, person: p-2, scope: [story, real-name], given: 2026-01-01}\n"
)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        # What is no leak there is none because it is one elsewhere.
        ("电话13912345678。", "编号20230129139123456787。", ["P432 content/stories/a.md:6"]),
        ("梁满来了。", "梁满发来了。", ["P431 content/stories/a.md:6", "P439 content/stories/b.md:7"]),
        # And what a line parts is one beside what none does.
        ("梁满来了。", "梁\n满来了。", ["P431 content/stories/a.md:6", "P431 content/stories/b.md:7"]),
        ("梁**满**来了。", "梁\n满来了。", ["P431 content/stories/a.md:6", "P431 content/stories/b.md:7"]),
    ],
)
def test_each_file_is_judged_by_its_own_page(site: Make, first: str, second: str, told: list[str]) -> None:
    head = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    texts = f"-- content/stories/a.md --\n{head}---\n{first}\n-- content/stories/b.md --\n{head}people: [p-2]\n---\n"
    assert sites.told(sites.build(site(f"{ALIKE}{texts}{second}\n")).problems) == told


def test_a_leak_is_told_with_the_page_of_its_file(site: Make) -> None:
    """And not with that of another that has it in a card."""
    head = "---\ntitle: 灯\ndate: 2026-02-0{}\nchannel: stories\n---\n"
    files = "".join(
        f"-- content/stories/{name}.md --\n{head.format(day)}" + "{}\n" for day, name in ((1, "a"), (2, "b"))
    )
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 蒋雨桐, birth: 2015-03}\n"
    (problem,) = sites.build(site(people + files.replace("{}", "好。", 1).replace("{}", "蒋雨桐来了。"))).problems
    assert dict(problem.facts)["page"] == "stories/2026/b.html"


CHANNEL = "- id: stories\n  name: 心愿故事\n  description: >-\n    给蒋雨\n    桐。"
SETTINGS = "title: 点亮\norganization: 联合会\ndescription: >-\n  给蒋雨\n  桐。"
TEMPLATE = "{% extends 'base.html' %}\n{% block main %}<p>编辑：蒋雨桐</p>{% endblock %}"


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("templates/standing.html", TEMPLATE, 2),
        ("templates/standing.html", TEMPLATE.replace("雨", "<b>雨</b>"), 2),
        ("content/channels.yaml", CHANNEL, 4),
        ("content/site.yaml", SETTINGS, 4),
    ],
)
def test_a_clearance_holds_in_no_list_and_no_template(site: Make, file: str, text: str, line: int) -> None:
    page = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n好。\n"
    root = site(SITE % "好。" + page + f"-- {file} --\n{text}\n")
    assert sites.told(sites.build(root).problems) == [f"P431 {file}:{line}"]


def test_what_is_folded_in_its_own_file_is_cleared_there(site: Make) -> None:
    assert sites.told(sites.build(site(SITE.replace("作家蒋雨桐的书，", "作家蒋雨\n桐的书，") % "好。")).problems) == []


WISH = """-- content/wishes/w.yaml --
- id: w-1
  title: 灯
  category: home
  place: dukou
  beneficiary: {name: 全村, crowd: true}
  collected: 2026-01-01
  wish: >-
    给蒋雨
    桐。
"""


def test_a_wish_folded_inside_a_name_is_told(site: Make) -> None:
    assert sites.told(sites.build(site(SITE % "好。" + WISH)).problems) == ["P431 content/wishes/w.yaml:8"]


BESIDE = """
-- content/private/people.yaml --
- {id: p-1, name: 覃映荷, birth: 1950-03}
- {id: p-2, name: 蔺骞羽, birth: 2008-02}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story, real-name, health], given: 2026-01-01}
- {id: c-2, person: p-2, scope: [story, real-name], given: 2026-03-01}
-- content/wishes/w.yaml --
- id: w-1
  title: 术后的一盏灯
  category: home
  place: dukou
  beneficiary: {name: %s, person: p-1}
  granters: [library]
  collected: 2026-01-01
  claimed: 2026-01-02
  fulfilled: 2026-01-03
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
%s
---
好。

%s
-- content/stories/b.md --
---
title: 覃映荷和蔺骞羽的灯
date: 2026-03-01
channel: stories
people: [p-1, p-2]
---
覃映荷和蔺骞羽在下棋。
"""


@pytest.mark.parametrize(
    ("header", "text", "told"),
    [
        ("people: [p-1]\ntells: [health]", "她刚做完手术。", []),
        ("people: [p-1]\ntells: [health]", "覃映荷刚做完手术。", ["P424 content/stories/a.md:10"]),
        ("people: [p-1]\ntells: [health]", "覃\n映荷刚做完手术。", ["P424 content/stories/a.md:10"]),
        ("people: [p-1]\ntells: [health]", "覃**映荷**刚做完手术。", ["P424 content/stories/a.md:10"]),
        ("people: [p-1]\ntells: [health]", "&#35203;映荷刚做完手术。", ["P424 content/stories/a.md:10"]),
        ("people: [p-1]\ntells: [health]", "映荷刚做完手术。", ["P424 content/stories/a.md:10"]),
        ("people: [p-1]\ntells: [health]\ntags: [覃映荷]", "她刚做完手术。", ["P424 content/stories/a.md:7"]),
        ("people: [p-1]\ntells: [health]\nsource: 覃映荷", "她刚做完手术。", ["P424 content/stories/a.md:7"]),
        ("people: [p-1]", "覃映荷在下棋。", []),
        ("people: [p-2]", "他在下棋。", []),
        ("people: [p-2]", "蔺**骞羽**在下棋。", ["P421 content/stories/a.md:9"]),
        ("people: [p-2]\nauthor: 蔺骞羽", "他在下棋。", ["P421 content/stories/a.md:6"]),
    ],
)
def test_a_name_that_may_be_said_stands_not_beside_an_illness(
    site: Make, header: str, text: str, told: list[str]
) -> None:
    assert sites.told(sites.build(site(BESIDE % ("韦大爷", header, text))).problems) == told


def test_what_a_story_tells_counts_for_the_cards_of_its_wishes(site: Make) -> None:
    root = site(BESIDE % ("覃映荷", "wishes: [w-1]\ntells: [health]", "她刚做完手术。"))
    # On the page of the story as well as on that of the wish, and told once.
    assert sites.told(sites.build(root).problems) == ["P424 content/wishes/w.yaml:5"]


def test_the_end_of_a_line_within_a_wish_parts_no_name(site: Make) -> None:
    text = BESIDE % ("韦大爷", "people: [p-1]", "她在下棋。")
    folded = "  tells: [health]\n  outcome: 灯亮了。\n  wish: |\n    我是覃映\n    荷。\n  granters:"
    told = sites.told(sites.build(site(text.replace("  granters:", folded))).problems)
    assert told == ["P424 content/wishes/w.yaml:9"]


def test_what_a_page_must_not_show_is_looked_for_when_it_is_not_made_anew(site: Make) -> None:
    root = site(BESIDE % ("韦大爷", "wishes: [w-1]", "覃**映荷**来了。"))
    assert sites.told(sites.build(root).problems) == []
    # No byte of the story's page changes with that.
    wishes = root / "content/wishes/w.yaml"
    wishes.write_text(wishes.read_text("utf-8").rstrip("\n") + "\n  tells: [health]\n", "utf-8")
    # The wish's page shows the beginning of the story.
    assert sites.told(sites.build(root).problems) == ["P424 content/stories/a.md:9"]


def test_a_doubtful_text_is_told_every_time(site: Make) -> None:
    """However many other pages are doubtful as well."""
    cleared = "- {text: 河边屯12号, path: content/stories/a.md, reason: 公共的}\n"
    crowd = "".join(OTHER % number for number in range(120))
    root = site(SITE.replace("- {text: 蒋雨桐", cleared + "- {text: 蒋雨桐") % "河边**屯**12号。" + crowd)
    story = root / "content/stories/a.md"
    story.write_text(story.read_text("utf-8") + "\n河边屯12号。\n", "utf-8")
    wanted = "P439 content/stories/b.md:6"
    assert wanted in sites.told(sites.build(root).problems)
    other = root / "content/stories/o-007.md"
    other.write_text(other.read_text("utf-8") + "\n又一句。\n", "utf-8")
    assert wanted in sites.told(sites.build(root).problems)


OTHER = "-- content/stories/o-%03d.md --\n---\ntitle: 又一篇\ndate: 2025-02-03\nchannel: stories\n---\n山脚村12号。\n"


@pytest.mark.parametrize(
    "line", ["title: jiangyutong", "title: 灯\nsummary: jiangyutong", "title: 灯\nauthor: jiangyutong"]
)
def test_what_is_cleared_for_many_files_is_told_of_the_next(site: Make, line: str) -> None:
    """A word alone is read as an address where a page has it in an attribute, and nowhere else."""
    head = "date: 2026-02-03\nchannel: stories\n---\n"
    cleared = "".join(f"- {{text: jiangyutong, path: content/stories/a{n}.md, reason: 网站}}\n" for n in range(4))
    texts = "".join(
        f"-- content/stories/a{n}.md --\n---\ntitle: 灯\n{head}[网站](https://example.org/jiangyutong)。\n"
        for n in range(4)
    )
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 蒋雨桐}\n-- content/private/cleared.yaml --\n"
    root = site(f"{people}{cleared}{texts}-- content/stories/z.md --\n---\n{line}\n{head}好。\n")
    found = sites.told(sites.build(root).problems)
    assert found == [f"P431 content/stories/z.md:{2 + line.count(chr(10))}"]


@pytest.mark.parametrize("text", ["韦**建**国来了。\n\n韦**建**国说好。", "韦建国来了。\n\n韦建国说好。"])
def test_every_line_is_told_beside_an_illness(site: Make, text: str) -> None:
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 韦建国, birth: 1950-03}\n"
    scope = "scope: [story, real-name, health]"
    consents = f"-- content/private/consents.yaml --\n- {{id: c, person: p-1, {scope}, given: 2026-01-01}}\n"
    story = f"---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\npeople: [p-1]\ntells: [health]\n---\n{text}\n"
    root = site(f"{people}{consents}-- content/stories/a.md --\n{story}")
    assert sites.told(sites.build(root).problems) == ["P424 content/stories/a.md:10", "P424 content/stories/a.md:8"]


def test_a_leak_in_a_long_list_of_notes_is_told_in_time(site: Make) -> None:
    who = "beneficiary: {name: 全村, crowd: true}"
    record = f"- {{{{id: w-{{n}}, title: 灯, category: home, place: dukou, {who.replace('{', '{{').replace('}', '}}')}"
    record += ", collected: 2026-01-01, notes: 蒋雨桐转告}}\n"
    wishes = "-- content/wishes/w.yaml --\n" + "".join(record.format(n=n) for n in range(400))
    started = time.perf_counter()
    root = site(SITE.replace("- {text: 蒋雨桐, path: content/stories/a.md, reason: 同名作家}\n", "") % "好。" + wishes)
    assert len(sites.build(root).problems) == 2
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("name", "body", "place"),
    [
        ("c", "|姓|名|\n|-|-|\n|覃|映荷|", "content/stories/c.md:8"),
        (
            "c",
            "好。\n\n|号码|\n|-|\n|1380013|8000|\n\n[x](https://a.example/%E8%A6%83%E6%98%A0%E8%8D%B7)",
            "content/stories/c.md:12",
        ),
        ("qinyinghe", "好。", "content/stories/qinyinghe.md:1"),
    ],
)
def test_a_leak_is_told_at_a_file_of_the_author(site: Make, name: str, body: str, place: str) -> None:
    people = "-- content/private/people.yaml --\n- {id: p-2, name: 覃映荷}\n"
    text = f"-- content/stories/{name}.md --\n---\ntitle: 灯亮了\ndate: 2026-02-04\nchannel: stories\n---\n{body}\n"
    told = sites.told(sites.check(site(people + text)).problems)
    assert {line for line in told if line.startswith("P431")} == {f"P431 {place}"}


def _story(more: str, body: str) -> str:
    return f"-- content/stories/c.md --\n---\ntitle: 灯亮了\ndate: 2026-02-04\nchannel: stories\n{more}---\n{body}\n"


def test_what_a_story_tells_counts_for_a_name_in_emphasis_in_its_wish(site: Make) -> None:
    person = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音}\n"
    scope = "[story, real-name, health]"
    signed = f"-- content/private/consents.yaml --\n- {{id: c-1, person: p-1, scope: {scope}, given: 2026-01-02}}\n"
    record = (
        "-- content/wishes/w.yaml --\n- id: w-1\n  title: 一盏灯\n  category: home\n  place: dukou\n"
        "  beneficiary: {name: 韦大爷, person: p-1}\n  granters: [library]\n  collected: 2026-01-05\n"
        "  claimed: 2026-01-06\n  fulfilled: 2026-01-07\n  outcome: 韦岚**音**很高兴。\n"
    )
    text = _story("wishes: [w-1]\ntells: [health]\n", "好。")
    assert "P424" in {problem.code for problem in sites.build(site(person + signed + record + text)).problems}


def test_a_number_that_is_no_public_contact_any_more_is_found_on_pages_that_stand(site: Make) -> None:
    settings = sites.files_of(sites.BASE)["content/site.yaml"]
    text = _story("", "请打 0773-5551234。")
    root = site(f"-- content/site.yaml --\n{settings}public_contacts: ['0773-5551234']\n{text}")
    assert sites.build(root).problems == ()
    sites.write(root / "content/site.yaml", settings)
    assert sites.told(sites.build(root).problems) == ["P432 content/stories/c.md:6"]
