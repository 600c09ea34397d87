"""What must exist, and what must come in order; and all of it in one run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.read import references
from tests import sites
from tests.sites import told

Make = Callable[..., Path]


def faults_of(root: Path, today: dt.date = dt.date(2026, 3, 1)) -> list[str]:
    settings, records, problems = sites.read(root)
    assert settings is not None
    assert problems == []
    from generator.read.locate import locate

    found = references.check(records, settings, today=today)
    return told(locate(found, lambda path: (root / path).read_bytes()))


def wish(**fields: str) -> str:
    known = {
        "id": "w-1",
        "title": "灯",
        "category": "home",
        "place": "dukou",
        "beneficiary": "{name: 邻居, crowd: true}",
        "granters": "[library]",
        "collected": "2026-01-05",
        "claimed": "2026-01-06",
        "fulfilled": "2026-01-07",
    }
    lines = [f"{name}: {value}" for name, value in (known | fields).items() if value]
    return "-- content/wishes/w.yaml --\n" + "\n".join(lines) + "\n"


def test_the_whole_wish_is_sound(site: Make) -> None:
    assert faults_of(site(wish())) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"claimed": "2026-01-04"}, "W111 content/wishes/w.yaml:8"),
        ({"fulfilled": "2026-01-05"}, "W111 content/wishes/w.yaml:9"),
        ({"claimed": "2026-01-05", "fulfilled": "2026-01-05"}, ""),
        ({"fulfilled": "2026-03-02"}, "W112 content/wishes/w.yaml:9"),
        ({"fulfilled": "2026-03-01"}, ""),
        ({"granters": "", "claimed": "2026-01-06"}, "W113 content/wishes/w.yaml:7"),
        ({"claimed": "", "fulfilled": ""}, "W114 content/wishes/w.yaml:6"),
        ({"claimed": "", "granters": ""}, "W115 content/wishes/w.yaml:7"),
        ({"claimed": "", "granters": "", "fulfilled": ""}, ""),
        ({"category": "hme"}, "W110 content/wishes/w.yaml:3"),
        ({"place": "duko"}, "W110 content/wishes/w.yaml:4"),
        ({"granters": "[library, teem]"}, "W110 content/wishes/w.yaml:6"),
        ({"beneficiary": "{name: x, crowd: true, groups: [rich]}"}, "W110 content/wishes/w.yaml:5"),
        ({"photos": "[{src: media/none.jpg}]"}, "L302 content/wishes/w.yaml:10"),
        ({"closed": "{on: 2026-02-01, reason: withdrawn}"}, ""),
        ({"closed": "{on: 2026-01-01, reason: withdrawn}"}, "W111 content/wishes/w.yaml:10"),
        ({"closed": "{on: 2026-03-02, reason: withdrawn}"}, "W112 content/wishes/w.yaml:10"),
    ],
)
def test_dates_claims_and_references_of_a_wish(site: Make, fields: dict[str, str], problem: str) -> None:
    assert faults_of(site(wish(**fields))) == [item for item in [problem] if item]


def story(name: str = "a", **fields: str) -> str:
    known = {"title": "灯", "date": "2026-02-03", "channel": "stories"}
    lines = [f"{key}: {value}" for key, value in (known | fields).items() if value]
    return f"-- content/stories/{name}.md --\n---\n" + "\n".join(lines) + "\n---\n正文\n"


CONSENTS = """-- content/private/people.yaml --
- {id: p-1, name: 韦岚音}
- {id: p-2, name: 覃映荷}
-- content/private/cleared.yaml --
- {text: 绿门, path: %s, reason: 店名}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story, face], given: 2026-01-01%s}
- {id: c-2, person: %s, scope: [%s], given: %s, withdrawn: 2026-02-01}
"""


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        (("content/wishes/w.yaml", "", "p-1", "story", "2026-01-01"), ["P417 content/private/consents.yaml:1"]),
        (("wishes/w.yaml", "", "p-1", "story", "2026-01-01"), ["P417 content/private/consents.yaml:1"]),
        (("content/site.yaml", "", "p-1", "health", "2026-01-01"), []),
        (("wishes/w-1.html", "", "p-2", "story", "2026-01-01"), []),
        (("wishes/w.yaml", ", expires: 2026-02-20", "p-1", "story", "2026-01-01"), []),
        (("content/wishes/v.yaml", "", "p-2", "story", "2026-01-01"), ["P418 content/private/cleared.yaml:1"]),
    ],
)
def test_what_was_taken_back_and_what_clears_nothing(site: Make, values: tuple[str, ...], problems: list[str]) -> None:
    assert faults_of(site(wish() + CONSENTS % values)) == problems


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"channel": "story"}, "S210 content/stories/a.md:4"),
        ({"wishes": "[w-1, w-2]"}, "S210 content/stories/a.md:5"),
        ({"places": "dukou-hee"}, "S210 content/stories/a.md:5"),
        ({"recommend": "[b]"}, "S210 content/stories/a.md:5"),
        ({"recommend": "[a]"}, "S214 content/stories/a.md:5"),
        ({"updated": "2026-02-02"}, "S215 content/stories/a.md:5"),
        ({"updated": "2026-02-03"}, ""),
        ({"date": "2026-02-03 10:00", "updated": "2026-02-03"}, ""),
        ({"date": "2026-02-03 10:00", "updated": "2026-02-03 09:00"}, "S215 content/stories/a.md:5"),
        ({"updated": "2026-08-01"}, "S218 content/stories/a.md:5"),
        ({"corrections": "[{date: 2026-08-01, text: 改}]"}, "S218 content/stories/a.md:5"),
        ({"retracted": "{date: 2026-08-01, reason: 误}"}, "S218 content/stories/a.md:5"),
        ({"date": "2026-08-01", "updated": "2026-08-01"}, ""),
        ({"cover": "{src: media/none.jpg}"}, "L302 content/stories/a.md:5"),
        ({"date": "2026-01-06", "wishes": "w-1"}, "S213 content/stories/a.md:5"),
        ({"date": "2026-01-07", "wishes": "w-1"}, ""),
    ],
)
def test_references_and_dates_of_a_story(site: Make, fields: dict[str, str], problem: str) -> None:
    assert faults_of(site(wish() + story(**fields))) == [item for item in [problem] if item]


@pytest.mark.parametrize(
    ("reason", "problem"),
    [("duplicate", "S219 content/stories/a.md:5"), ("declined", "S219 content/stories/a.md:5"), ("withdrawn", "")],
)
def test_a_story_of_a_closed_wish_is_a_fault_unless_its_owner_withdrew_it(
    site: Make, reason: str, problem: str
) -> None:
    root = site(wish(closed=f"{{on: 2026-02-01, reason: {reason}}}") + story(wishes="w-1"))
    assert faults_of(root) == [item for item in [problem] if item]


def test_pictures_are_found_beside_the_story_and_below_content(site: Make) -> None:
    media = "-- content/stories/2026/a.png --\n9x9\n-- content/media/b.png --\n9x9\n"
    for src in ("a.png", "./a.png", "../2026/a.png", "media/b.png", "content/media/b.png", "../../media/b.png"):
        assert faults_of(site(media + story("2026/a", cover=f"{{src: {src}}}"))) == [], src
    for src in ("b.png", "../../../etc/passwd", "/media/b.png", "media/B.png"):
        assert faults_of(site(media + story("2026/a", cover=f"{{src: {src}}}"))) == ["L302 content/stories/2026/a.md:5"]


REGISTER = """
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story], given: 2026-01-01}
"""


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (wish(beneficiary="{name: x, person: p-2}"), ["W110 content/wishes/w.yaml:5"]),
        (story(people="[p-1, p-2]"), ["S210 content/stories/a.md:5"]),
        (
            wish(photos="\n- src: media/a.png\n  alt: 灯\n  subjects: [p-2]") + "-- content/media/a.png --\n9x9\n",
            ["P410 content/wishes/w.yaml:13"],
        ),
        (
            story(cover="\n  src: media/a.png\n  subjects: p-1、p-2") + "-- content/media/a.png --\n9x9\n",
            ["P410 content/stories/a.md:7"],
        ),
        (
            "-- content/granters.yaml --\n- {id: g-1, name: x, kind: individual, person: p-2}\n",
            ["C610 content/granters.yaml:1"],
        ),
        (
            "-- content/private/consents.yaml --\n- id: c-1\n  scope: story\n  given: 2026-01-01\n  person: p-2\n",
            ["P410 content/private/consents.yaml:4"],
        ),
        (
            "-- content/private/people.yaml --\n- id: p-1\n  name: 韦岚音\n  guardian: p-9\n",
            ["P410 content/private/people.yaml:3"],
        ),
    ],
)
def test_whoever_is_named_is_in_the_register(site: Make, text: str, problems: list[str]) -> None:
    assert faults_of(site(REGISTER + text)) == problems


def test_without_a_register_nobody_is_looked_up_in_it(site: Make) -> None:
    """A build from a public checkout: what names a person is withheld, and that is no fault."""
    granters = "-- content/granters.yaml --\n- {id: library, name: x, kind: individual, person: p-2}\n"
    text = wish(beneficiary="{name: x, person: p-2}") + story(people="p-3") + granters
    assert faults_of(site(text)) == []


def test_ids_are_unique_within_their_kind(site: Make) -> None:
    root = site("""
-- content/channels.yaml --
- {id: stories, name: 心愿故事}
- {id: library, name: 图书馆}
- {id: stories, name: 故事}
-- content/places.yaml --
- {id: dukou, name: 渡口街道}
- {id: dukou, name: 渡口}
-- content/granters.yaml --
- {id: library, name: 区图书馆, kind: government}
- id: library
  name: 图书馆
  kind: school
-- content/wishes/a.yaml --
{id: w-1, title: 灯, category: home, place: dukou, beneficiary: 邻居, collected: 2026-01-05}
-- content/wishes/b.yaml --
- {id: w-2, title: 灯, category: home, place: dukou, beneficiary: 邻居, collected: 2026-01-05}
- title: 灯
  category: home
  place: dukou
  id: w-1
  beneficiary: 邻居
  collected: 2026-01-05
-- content/stories/2025/a.md --
---
title: 灯
date: 2025-02-03
channel: stories
---
灯亮了。
-- content/stories/2026/a.md --
---
title: 灯
date: 2026-02-03
channel: stories
---
灯亮了。
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音}
- {id: p-1, name: 韦岚韵}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story], given: 2026-01-01}
- {id: c-1, person: p-1, scope: [face], given: 2026-01-01}
""")
    assert faults_of(root) == [
        "C609 content/channels.yaml:3",
        "C609 content/granters.yaml:2",
        "C609 content/places.yaml:2",
        "P409 content/private/consents.yaml:2",
        "P409 content/private/people.yaml:2",
        "S209 content/stories/2026/a.md:2",
        "W109 content/wishes/b.yaml:5",
    ]


@pytest.mark.parametrize(
    ("places", "problems"),
    [
        ("- {id: a, name: a, parent: a}", ["C633 content/places.yaml:1"]),
        (
            "- {id: a, name: a, parent: c}\n- {id: b, name: b, parent: a}\n- {id: c, name: c, parent: b}",
            [f"C633 content/places.yaml:{line}" for line in (1, 2, 3)],
        ),
        (
            "- {id: a, name: a, parent: b}\n- {id: b, name: b, parent: c}\n- {id: c, name: c, parent: b}",
            ["C633 content/places.yaml:2", "C633 content/places.yaml:3"],
        ),
        ("- {id: a, name: a, parent: x}", ["C610 content/places.yaml:1"]),
    ],
)
def test_the_tree_of_places_has_no_rings(site: Make, places: str, problems: list[str]) -> None:
    assert faults_of(site(f"-- content/places.yaml --\n{places}\n")) == problems


def test_pictures_that_cannot_be_shown_are_faults_used_or_not(site: Make) -> None:
    from PIL import Image

    root = site("-- content/media/broken.jpg --\nno picture\n-- content/media/photo.heic --\nno picture\n")
    Image.new("1", (10_001, 5_000)).save(root / "content/media/huge.png")
    (root / "content/media/phone.HEIC").write_bytes(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic")
    (root / "content/media/from-a-chat.jpg").write_bytes(b"\0\0\0\x24ftypmif1\0\0\0\0mif1heic")
    (root / "content/media/new.avif").write_bytes(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1")
    assert faults_of(root) == [
        "L304 content/media/broken.jpg:1",
        "L304 content/media/photo.heic:1",
        "L305 content/media/huge.png:1",
        "L314 content/media/from-a-chat.jpg:1",
        "L314 content/media/new.avif:1",
        "L314 content/media/phone.HEIC:1",
    ]


def test_a_site_with_twelve_faults_in_six_files_hears_of_all_of_them_in_one_run(site: Make) -> None:
    report = sites.check(
        site("""
-- content/site.yaml --
title: 点亮
organisation: 联合会
organization: 联合会
per_page: 很多
categories: {home: 居家}
-- content/places.yaml --
- {id: dukou, name: 渡口街道, parent: duko}
- {id: beimen, name: 北门街道
-- content/granters.yaml --
- id: library
  name: 区图书馆
  kind: governmnt
-- content/wishes/w.yaml --
- id: w-1
  title: 灯
  category: home
  place: dukou
  beneficiary：韦大爷
  collected: 2026-01-05
-- content/wishes/v.yaml --
- id: W 2
  title: 凳
  category: home
  place: dukou
  beneficiary: 邻居
  collected: 2026-02-30
  tells: [healt]
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
date: 2026-02-04
chanel: stories
tags: #微心愿
---
正文
-- content/stories/b.md --
正文
""")
    )
    assert told(report.problems) == [
        "C601 content/site.yaml:2",
        "C606 content/site.yaml:4",
        "C607 content/granters.yaml:3",
        "C611 content/wishes/w.yaml:5",
        "C618 content/stories/a.md:4",
        "C639 content/stories/a.md:6",
        "C649 content/places.yaml:2",
        "S201 content/stories/a.md:5",
        "S211 content/stories/b.md:1",
        "W104 content/wishes/v.yaml:1",
        "W105 content/wishes/v.yaml:6",
        "W107 content/wishes/v.yaml:7",
    ]


def test_where_the_settings_are_sound_records_are_compared_although_others_cannot_be_read(site: Make) -> None:
    report = sites.check(
        site("""
-- content/places.yaml --
- {id: dukou, name: 渡口街道, parent: duko}
-- content/wishes/w.yaml --
- {id: w-1, title: 灯, category: hom, place: dukou, beneficiary: 邻居, collected: 2026-04-05}
- {id: w-2, title: 灯, category: home, place: dukou, beneficiary: 邻居, collected: 2026-13-05}
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
wishes: [w-1]
---
<iframe src="https://video.example.com/1"></iframe>
""")
    )
    assert told(report.problems) == [
        "C610 content/places.yaml:1",
        "L310 content/stories/a.md:7",
        "P440 content/wishes/w.yaml:1",
        "S213 content/stories/a.md:5",
        "W105 content/wishes/w.yaml:2",
        "W110 content/wishes/w.yaml:1",
        "W112 content/wishes/w.yaml:1",
    ]


@pytest.mark.parametrize(("draft", "found"), [("", ["S216 content/stories/a.md:9"]), ("draft: true\n", [])])
def test_what_the_sample_left_to_be_written_over_is_not_published(site: Make, draft: str, found: list[str]) -> None:
    head = f"---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n{draft or 'featured: true' + chr(10)}---\n"
    body = "灯亮了。\n\n本站2月3日电（通讯员 姓名）从一个看得见的场面写起。\n"
    story = f"-- content/stories/a.md --\n{head}{body}"
    assert faults_of(site(story)) == found


def test_a_story_without_a_text_is_no_story_unless_it_is_a_draft(site: Make) -> None:
    head = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    root = site(f"-- content/stories/a.md --\n{head}---\n\n-- content/stories/b.md --\n{head}draft: true\n---\n")
    assert faults_of(root) == ["S217 content/stories/a.md:6"]


def test_a_wish_that_nobody_filled_in_is_not_put_on_the_wall(site: Make) -> None:
    root = site()
    from generator.app import new

    new.wish(root, now=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    path = root / "content/wishes/2026.yaml"
    path.write_text(path.read_text("utf-8").replace("person:", "crowd: true"), "utf-8")
    assert faults_of(root) == [f"W116 content/wishes/2026.yaml:{line}" for line in (2, 3, 7)]


def test_a_draft_may_tell_of_a_wish_that_has_not_come_true(site: Make) -> None:
    told = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\nwishes: [w-1]\n{}---\n灯亮了。\n"
    for more, found in (("", ["S213 content/stories/a.md:5"]), ("draft: true\n", [])):
        root = site(wish(fulfilled="") + f"-- content/stories/a.md --\n{told.format(more)}")
        assert faults_of(root) == found
    assert not sites.build(root, drafts=True).failed(strict=True)
    assert "灯亮了。" in (root.parent / "preview/stories/2026/a.html").read_text("utf-8")


REFERRING = (
    "-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    "wishes: [w-1, w-8]\nplaces: [dukou]\nrecommend: [b]\n---\n灯亮了。\n"
)


@pytest.mark.parametrize(
    ("broken", "told_of"),
    [
        pytest.param(wish(titel="灯"), ["S210 content/stories/a.md:5"], id="a wish with an error, and one of no file"),
        pytest.param(wish(id="2026：1"), ["S210 content/stories/a.md:5"] * 2, id="the wish is another"),
        pytest.param("-- content/wishes/w.yaml --\n- id：w-1\n", [], id="a file of wishes that cannot be read"),
        pytest.param("-- content/wishes/w.yaml --\n- title: 灯\n", [], id="a wish without an id"),
        pytest.param("-- content/wishes/w.yaml --\n灯\n", [], id="a file that holds no records"),
        pytest.param(wish() + "-- content/places.yaml --\n- id: dukou\n\tname: 渡口\n", [], id="places"),
    ],
)
def test_what_cannot_be_read_is_not_said_to_be_missing(site: Make, broken: str, told_of: list[str]) -> None:
    sound = "-- content/stories/b.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n灯亮了。\n"
    root = site(broken + REFERRING + sound)
    if broken.startswith(wish()):
        told_of = ["S210 content/stories/a.md:5"]
    settings, records, problems = sites.read(root)
    assert settings is not None
    assert problems
    found = references.check(records, settings, today=dt.date(2026, 3, 1))
    assert [f"{problem.code} {problem.location.path}:5" for problem in found] == told_of


def test_what_a_record_that_cannot_be_read_refers_to_is_looked_for_all_the_same(site: Make) -> None:
    head = "title: 灯\ndate: 昨天\nchannel: storys\nwishes: [w-1，w-8]\nplaces: [dukou-hee]\nrecommend: {b: c}\n"
    wishes = wish(collected="昨天", category="book", beneficiary="{name: 韦大爷, groups: [elders]}")
    root = site(f"{wishes}-- content/stories/a.md --\n---\n{head}---\n灯亮了。\n")
    assert sorted(set(sites.told(sites.check(root).problems))) == [
        "S203 content/stories/a.md:7",
        "S205 content/stories/a.md:3",
        "S210 content/stories/a.md:4",
        "S210 content/stories/a.md:5",
        "S210 content/stories/a.md:6",
        "W105 content/wishes/w.yaml:7",
        "W110 content/wishes/w.yaml:3",
        "W110 content/wishes/w.yaml:5",
    ]


def test_a_story_that_cannot_be_read_is_not_said_to_be_missing(site: Make) -> None:
    story = "-- content/stories/b.md --\n---\ntitel: 灯\ndate: 2026-02-03\nchannel: stories\n---\n灯亮了。\n"
    report = sites.check(site(wish() + REFERRING.replace(", w-8", "") + story))
    assert {problem.location.path for problem in report.problems} == {"content/stories/b.md"}


@pytest.mark.parametrize(
    ("typed", "nearest", "choices"),
    [
        ({"category": "居家"}, "home", "home"),
        ({"place": "渡口"}, "dukou", "dukou, dukou-he, shiliu"),
        ({"granters": "[渡口志愿队]"}, "team", "library, team"),
        ({"category": "天文"}, "", "home"),
    ],
)
def test_where_a_name_was_typed_its_id_is_named(site: Make, typed: dict[str, str], nearest: str, choices: str) -> None:
    settings, records, problems = sites.read(site(wish(**typed)))
    assert settings is not None
    assert problems == []
    (problem,) = references.check(records, settings, today=dt.date(2026, 3, 1))
    assert dict(problem.facts) | {"nearest": nearest, "choices": choices} == dict(problem.facts)


def test_nobody_is_looked_up_by_name(site: Make) -> None:
    register = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音}\n"
    granter = "-- content/granters.yaml --\n- {id: wei, name: 韦岚音, kind: individual, person: p-1}\n"
    root = site(register + granter + wish(granters="[韦岚音]", beneficiary="{name: 韦阿姨, person: p-2}"))
    settings, records, _ = sites.read(root)
    assert settings is not None
    found = references.check(records, settings, today=dt.date(2026, 3, 1))
    assert [(dict(problem.facts)["id"], dict(problem.facts)["nearest"]) for problem in found] == [
        ("韦岚音", ""),
        # Whoever followed a guess would tie a text to somebody else's consent.
        ("p-2", ""),
    ]


def test_pictures_that_nobody_describes_are_told_by_a_check(site: Make) -> None:
    story = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\ncover: {src: media/a.png, alt: a.png}\n---\n灯亮了。\n"
    photos = "photos: [{src: media/a.png, alt: 一盏灯}, {src: media/a.png}]\n"
    root = site(f"-- content/media/a.png --\n40x30\n{wish()}{photos}-- content/stories/a.md --\n{story}")
    assert told(sites.check(root).problems) == ["Z704 content/stories/a.md:5", "Z704 content/wishes/w.yaml:10"]
    assert sites.build(root).problems == ()


def test_an_item_of_a_list_is_told_at_its_own_line(site: Make) -> None:
    lists = "wishes:\n  - w-1\n  - nope\nplaces: [dukou, nowhere]\nrecommend: x-1、x-2\naliases:\n- Old/A.html"
    story = f"-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n{lists}\n---\n好。\n"
    assert faults_of(site(wish() + story)) == [
        "S210 content/stories/a.md:7",
        "S210 content/stories/a.md:8",
        "S210 content/stories/a.md:9",
        "S210 content/stories/a.md:9",
        "S243 content/stories/a.md:11",
    ]


def test_of_a_file_and_its_copy_it_is_the_copy_that_has_to_go(site: Make) -> None:
    copy = wish().replace("w.yaml", "w-副本.yaml")
    assert faults_of(site(wish() + copy)) == ["W109 content/wishes/w-副本.yaml:1"]


def test_ids_in_chinese_quotation_marks_are_meant_without(site: Make) -> None:
    assert faults_of(site(wish(place="“dukou”", granters="[“library”]"))) == []


def test_a_consent_given_after_another_was_withdrawn_stands(site: Make) -> None:
    consents = """-- content/private/people.yaml --
- {id: p-1, name: 韦岚音}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story], given: 2026-01-02, withdrawn: 2026-02-01}
- {id: c-2, person: p-1, scope: [story], given: 2026-02-10}
"""
    assert faults_of(site(consents)) == []
