"""A canary in every private field of a full site, sought in every byte of what comes out (spec 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.app import report as reports
from generator.app.outcome import Report
from tests import sites

Make = Callable[..., Path]

SITE = """
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
base_url: https://news.example.org/
categories: {home: 居家}
groups: {elderly: 老人}
-- content/granters.yaml --
- {id: library, name: 区图书馆, kind: government}
- {id: g-quiet, name: 鸩甲鸠, kind: individual, anonymous: true}
- {id: g-person, name: 鸩乙鸠, kind: individual, person: canary-person}
- {id: g-company, name: 鸩丙鸠公司, kind: company, anonymous: true}
-- content/private/people.yaml --
# 鸩丁鸠
- id: canary-person
  name: 鸩戊鸠
  aliases: [鸩己鸠]
  birth: 1931-07-19
  guardian: canary-guardian
  phone: "19912345678"
  id_number: "110105193107192345"
  address: 鸩庚鸠
  never_publish: [鸩辛鸠]
- {id: canary-guardian, name: 鸩壬鸠}
- {id: canary-absent, name: 鸩癸鸠}
-- content/private/consents.yaml --
- id: canary-consent
  person: canary-person
  signed_by: 鸩子鸠
  scope: [story, face, health]
  given: 2026-01-02
  expires: 2031-08-17
  ref: 鸩丑鸠
-- content/private/cleared.yaml --
- {text: 鸩寅鸠, path: canary-path.html, reason: 鸩卯鸠}
-- content/private/letters.txt --
鸩藏鸠
-- content/wishes/shown.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou
  beneficiary: {name: 楼上的大爷, person: canary-person, groups: [elderly]}
  granters: [library, g-quiet, g-person, g-company]
  collected: 2026-01-05
  claimed: 2026-01-06
  fulfilled: 2026-01-07
  tells: [health]
  photos: [{src: media/lamp.png, alt: 灯, subjects: [canary-person]}]
  notes: 鸩巳鸠
- id: w-2
  title: 一把伞
  category: home
  place: dukou
  beneficiary: {name: 楼里的邻居, crowd: true}
  collected: 2026-01-05
  photos: [{src: media/canary-photo.png, alt: 鸩午鸠, caption: 鸩未鸠, credit: 鸩申鸠, subjects: [canary-absent]}]
-- content/wishes/kept.yaml --
- id: canary-withheld
  title: 鸩酉鸠
  wish: 鸩戌鸠
  category: home
  place: dukou
  beneficiary: {name: 鸩亥鸠, person: canary-absent}
  collected: 2026-01-05
- id: canary-closed
  title: 鸩天鸠
  wish: 鸩地鸠
  category: home
  place: dukou
  beneficiary: {name: 鸩玄鸠, crowd: true}
  collected: 2026-01-05
  closed: {on: 2026-02-01, reason: declined}
-- content/stories/shown.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
wishes: [w-1]
people: [canary-person]
# 鸩黄鸠
---
楼道里的灯亮了。<!-- 鸩宇鸠 -->见[[wish:canary-withheld]]和[[story:canary-draft]]。

![灯](../media/canary-photo.png "鸩宙鸠")
-- content/stories/canary-draft.md --
---
title: 鸩洪鸠
date: 2026-02-03
channel: stories
draft: true
---
鸩荒鸠
-- content/stories/canary-later.md --
---
title: 鸩日鸠
date: 2026-08-03
channel: stories
---
鸩月鸠
-- content/stories/canary-expired.md --
---
title: 鸩盈鸠
date: 2026-01-03
channel: stories
expires: 2026-02-01
---
鸩昃鸠
-- content/stories/canary-people.md --
---
title: 鸩辰鸠
date: 2026-02-03
channel: stories
summary: 鸩宿鸠
people: [canary-absent]
aliases: [canary-alias.html]
---
鸩列鸠
-- content/stories/retracted.md --
---
title: 撤下的一篇
date: 2026-02-03
channel: stories
summary: 鸩张鸠
cover: {src: media/canary-photo.png, alt: 鸩寒鸠}
retracted: {date: 2026-02-04, reason: 事实有误}
---
鸩来鸠
-- content/media/lamp.png --
40x30
-- content/media/canary-photo.png --
30x40
-- content/media/list.xlsx --
鸩暑鸠
"""
OF_PEOPLE = ("canary-person", "canary-guardian", "canary-absent", "canary-consent")
PUBLIC_TEXT = SITE.partition("people: [canary-person]")[2].partition("-- content/")[0]
_PRIVATE_FILES = "".join(re.findall("-- content/private/.*?(?=\n-- )", SITE, re.DOTALL))
PRIVATE = re.findall("鸩.鸠|1[0-9]{10,}|[12][09]31-0[78]", _PRIVATE_FILES)
CANARIES = [*sorted({*re.findall("鸩.鸠", SITE)}), "canary", "1931-07", "2031-08", "19912345678", "110105193107192345"]


def forms(word: str) -> list[bytes]:
    """A word as it may stand in a file: encoded, escaped for JSON, HTML, CSS or an address."""
    points = [ord(character) for character in word]
    escaped = [
        json.dumps(word)[1:-1],
        quote(word).lower(),
        quote(word),
        "".join(f"&#{point};" for point in points),
        "".join(f"&#x{point:x};" for point in points),
        "".join(f"&#x{point:X};" for point in points),
        "".join(f"\\{point:x}" for point in points),
    ]
    encoded = [word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    return encoded + [item.encode() for item in escaped]


@pytest.fixture
def built(site: Make) -> tuple[Path, Report]:
    root = site(SITE)
    return root, sites.build(root)


def test_the_full_site_is_built(built: tuple[Path, Report]) -> None:
    root, report = built
    assert sites.told(report.problems) == ["C637 content/media/list.xlsx:1"]
    page = (root / "output/stories/2026/shown.html").read_text("utf-8")
    assert "楼道里的灯亮了" in page
    assert "一盏灯" in page
    assert len(list((root / "output/media").iterdir())) >= 1
    assert {item.id for item in report.withheld} == {"canary-withheld", "canary-people", "canary-expired"}
    assert [item.id for item in report.held_back] == ["canary-later"]
    assert report.drafts == ("canary-draft",)


def test_no_canary_is_in_any_byte_or_name_of_the_output(built: tuple[Path, Report]) -> None:
    root, _ = built
    folders = (root / "output", root / ".wishlight")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(files) > 20
    assert len(CANARIES) > 40
    sought = [(canary, form) for canary in CANARIES for form in forms(canary)]
    # The cache repeats what the report said, ids and files of what is kept back, and holds the texts of public stories
    # before their withheld pictures are taken out; but of no person and no consent.
    barred = [canary for canary in CANARIES if canary != "canary" and canary not in PUBLIC_TEXT]
    kept = [(canary, form) for canary in (*barred, *OF_PEOPLE) for form in forms(canary)]
    # Records are kept as the authors' public files have them, and nothing of the private ones.
    private = [(canary, form) for canary in (*PRIVATE, "canary-consent", "canary-guardian") for form in forms(canary)]
    for path in files:
        content = path.read_bytes() + path.relative_to(root).as_posix().encode()
        wanted = private if path.name == "records" else kept if ".wishlight" in path.parts else sought
        assert not [canary for canary, form in wanted if form in content], path


def test_the_report_of_a_build_says_no_more_than_ids_and_files(built: tuple[Path, Report]) -> None:
    root, report = built
    for language in ("zh-CN", "en"):
        for said in (
            reports.as_text(report, language=language, site=root, built=True, strict=False),
            reports.as_json(report, language=language),
            reports.as_github(report, language=language),
        ):
            assert not [word for word in ("鸩", "\\u9e29", "1931", "19912345678", "canary-person") if word in said]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("people", "- {id: 鸩鸠, name: x}\n"),
        ("people", "- {id: p-1, name: x, birth: 鸩鸠}\n"),
        ("people", "- {id: p-1, name: x, 鸩鸠: 鸩鸠}\n"),
        ("people", "- {id: p-1, name: x, guardian: 鸩鸠}\n"),
        ("people", "- {id: p-1, name: [鸩鸠]}\n"),
        ("people", "- id: p-1\n  name: 鸩鸠\n    phone: 鸩鸠\n"),
        ("people", "- id: p-1\n  name: 鸩鸠: 鸩鸠\n"),
        ("people", '- id: p-1\n  name: "鸩鸠"鸩鸠\n'),
        ("people", "- id: p-1\n  name: [鸩鸠]鸩鸠\n"),
        ("people", "- id: p-1\n  name: !鸩鸠 x\n"),
        ("people", "- id: p-1\n  name: !a鸩鸠 x\n"),
        ("people", "- id: p-1\n  name: &鸩鸠 x\n"),
        ("people", "- id: p-1\n  name: x\n  name: 鸩鸠\n"),
        ("people", "- id: p-1\n  name: x\n  鸩鸠: 1\n  鸩鸠: 2\n"),
        ("people", "鸩鸠\n"),
        ("people", "- 鸩鸠\n"),
        ("people", "- {id: p-1, name: x\n鸩鸠\n"),
        ("people", "- {id: p-1, name: 鸩\x07鸠}\n"),
        ("consents", "- {id: c-1, person: 鸩鸠, scope: [story], given: 2026-01-01}\n"),
        ("consents", "- {id: c-1, person: p-1, scope: [鸩鸠], given: 2026-01-01}\n"),
        ("consents", "- {id: c-1, person: p-1, scope: [story], given: 鸩鸠}\n"),
        ("cleared", "- {text: 鸩鸠, reason: 鸩鸠, page: 鸩鸠}\n"),
        ("cleared", "text: 鸩鸠：鸩鸠\nreason：鸩鸠\n"),
    ],
)
def test_what_is_wrong_with_a_private_file_is_said_without_its_words(site: Make, path: str, text: str) -> None:
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音}\n" if path != "people" else ""
    root = site(f"{people}-- content/private/{path}.yaml --\n{text}")
    report = sites.check(root)
    assert {problem.location.path for problem in report.problems} == {f"content/private/{path}.yaml"}
    for language in ("zh-CN", "en"):
        for said in (
            reports.as_text(report, language=language, site=root, built=True, strict=False),
            reports.as_json(report, language=language),
            reports.as_github(report, language=language),
        ):
            assert f"content/private/{path}.yaml" in said
            assert not [word for word in ("鸩", "鸠", "\\u9e29", "韦岚音") if word in said]
