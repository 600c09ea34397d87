"""Every field of the contract (spec 1 and 4), read into its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.base.problems import Location
from generator.model import records as r
from generator.model.settings import Footer, SiteSettings
from tests import sites

SHANGHAI = ZoneInfo("Asia/Shanghai")
Make = Callable[..., Path]


def records_of(root: Path) -> r.Records:
    _, records, problems = sites.read(root)
    assert problems == []
    return records


def test_every_setting(site: Make) -> None:
    settings, _, problems = sites.read(
        site("""
-- content/site.yaml --
title: 点亮  微心愿
organization: 石榴区志愿服务联合会
base_url: https://news.example.org/wishes
language: en
timezone: Asia/Urumqi
description: 一座城的小事
per_page: ３０
recommended: 0
categories: {health: 健康, study: 学习}
groups: {low-income: 低保户}
footer:
  host: 承办
  address: 七星路7号
  phone: 0773-5551234
  icp: 桂ICP备000号
  police: 桂公网安备000号
  site_code: 4503050001
public_contacts: ["0773-5551234", 七星路7号、12345]
privacy: {register: optional}
review: none
tags: {weixinyuan: 微心愿}
claim: |
  想认领心愿，
  请拨打 0773-5551234
""")
    )
    assert problems == []
    assert settings == SiteSettings(
        title="点亮 微心愿",
        organization="石榴区志愿服务联合会",
        base_url="https://news.example.org/wishes/",
        language="en",
        timezone="Asia/Urumqi",
        description="一座城的小事",
        per_page=30,
        recommended=0,
        categories=(("health", "健康"), ("study", "学习")),
        groups=(("low-income", "低保户"),),
        footer=Footer("承办", "七星路7号", "0773-5551234", "桂ICP备000号", "桂公网安备000号", "4503050001"),
        public_contacts=("0773-5551234", "七星路7号", "12345"),
        register_required=False,
        tags=(("weixinyuan", "微心愿"),),
        claim="想认领心愿，\n请拨打 0773-5551234",
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# title: 点亮\n", "---\n"])
def test_settings_that_hold_nothing_lack_what_they_must_hold(site: Make, text: str) -> None:
    root = site("")
    (root / "content/site.yaml").write_text(text, "utf-8")
    report = sites.build(root)
    assert sites.told(report.problems) == ["C602 content/site.yaml:1"] * 2
    assert report.failed(strict=False)


def test_what_site_yaml_may_leave_out(site: Make) -> None:
    settings, _, _ = sites.read(site("-- content/site.yaml --\ntitle: 点亮\norganization: 联合会\n"))
    assert settings == SiteSettings(title="点亮", organization="联合会")
    assert settings.zone == SHANGHAI
    assert (settings.per_page, settings.recommended, settings.register_required) == (20, 8, True)


def test_every_field_of_channels_places_and_granters(site: Make) -> None:
    records = records_of(
        site("""
-- content/channels.yaml --
- {id: stories, name: 心愿故事, description: 实现了的心愿}
-- content/places.yaml --
- {id: shiliu, name: 石榴区}
- {id: dukou, name: 渡口街道, parent: shiliu, contact: 0773-5551234}
-- content/granters.yaml --
- {id: library, name: 区图书馆, kind: government, url: "https://library.example.org/"}
- {id: g-1, name: 热心居民, kind: individual, person: p-1, anonymous: yes}
""")
    )
    channels, places, granters = (Location(f"content/{name}.yaml") for name in ("channels", "places", "granters"))
    assert records.channels == (
        r.ChannelRecord(at=channels.below(0), id="stories", name="心愿故事", description="实现了的心愿"),
    )
    assert records.places == (
        r.PlaceRecord(at=places.below(0), id="shiliu", name="石榴区"),
        r.PlaceRecord(at=places.below(1), id="dukou", name="渡口街道", parent="shiliu", contact="0773-5551234"),
    )
    assert records.granters == (
        r.GranterRecord(
            at=granters.below(0), id="library", name="区图书馆", kind="government", url="https://library.example.org/"
        ),
        r.GranterRecord(
            at=granters.below(1), id="g-1", name="热心居民", kind="individual", person="p-1", anonymous=True
        ),
    )


WISH = """
-- content/wishes/2026/w.yaml --
id: 2026-0007
title: 一副老花镜
wish: 想看清孙女寄来的信
category: health
place: beimen-shuijing
beneficiary:
  name: 韦大爷
  person: p-017
  crowd: 否
  count: 2
  groups: [low-income、disabled]
granters: [district-library， team]
collected: 2026-01-03
claimed: 2026年1月9日
fulfilled: 2026/1/18
outcome: 志愿者验光后配好眼镜送到家。
tells: [health]
photos:
  - {src: media/glasses.jpg, alt: 眼镜, caption: 新眼镜, credit: 小陈, subjects: [p-017]}
  - src: media/letter.jpg
closed: {on: 2026-02-01, reason: withdrawn}
notes: 只供内部
"""


def test_every_field_of_a_wish(site: Make) -> None:
    at = Location("content/wishes/2026/w.yaml")
    assert records_of(site(WISH)).wishes == (
        r.WishRecord(
            at=at,
            id="2026-0007",
            title="一副老花镜",
            wish="想看清孙女寄来的信",
            category="health",
            place="beimen-shuijing",
            beneficiary=r.BeneficiaryRecord(
                name="韦大爷", person="p-017", crowd=False, count=2, groups=("low-income", "disabled")
            ),
            granters=("district-library", "team"),
            collected=dt.date(2026, 1, 3),
            claimed=dt.date(2026, 1, 9),
            fulfilled=dt.date(2026, 1, 18),
            outcome="志愿者验光后配好眼镜送到家。",
            tells=("health",),
            photos=(
                r.PhotoRecord(
                    at=at.below("photos", 0),
                    src="media/glasses.jpg",
                    alt="眼镜",
                    caption="新眼镜",
                    credit="小陈",
                    subjects=("p-017",),
                ),
                r.PhotoRecord(at=at.below("photos", 1), src="media/letter.jpg"),
            ),
            closed=r.ClosedRecord(on=dt.date(2026, 2, 1), reason="withdrawn"),
            notes="只供内部",
        ),
    )


def test_a_file_holds_one_wish_or_a_list_and_a_beneficiary_may_be_a_bare_name(site: Make) -> None:
    records = records_of(
        site("""
-- content/wishes/a.yaml --
{id: w-1, title: 灯, category: home, place: dukou, beneficiary: 韦大爷, collected: 2026-01-05}
-- content/wishes/b.yml --
- {id: w-2, title: 凳, category: home, place: dukou, beneficiary: {name: 邻居, crowd: true}, collected: 2026-01-05}
- {id: w-3, title: 伞, category: home, place: dukou, beneficiary: "楼长：小韦", collected: 2026-01-05, claimed: }
-- content/wishes/c.yaml --
# 还没有
""")
    )
    assert [(wish.id, wish.beneficiary.name, wish.claimed) for wish in records.wishes] == [
        ("w-1", "韦大爷", None),
        ("w-2", "邻居", None),
        ("w-3", "楼长：小韦", None),
    ]


STORY = """
-- content/stories/2026/0203.md --
---
id: 20260203-01
title: 灯亮了
kicker: 河边社区的冬天
date: 2026-02-03 09:30
updated: 2026年2月4日 10:00:05
source: {name: 榕江发布, url: "https://example.org/a?b=c"}
author: 韦编
reporter: [小陈、小李]
correspondent: "张三，李四"
editor: 责编甲
channel: stories
tags: [微心愿, "敬老，助学"]
summary: 一句话
cover: {src: lamp.jpg, alt: 灯, caption: 楼道里的灯, credit: 小陈, subjects: p-017}
wishes: 2026-0007, 2026-0008
places: dukou、dukou-he
people: [p-017, p-018, p-017]
tells: [health，welfare]
recommend: 20260110-02
featured: true
draft: yes
expires: 2027-01-01
aliases: [old/address.html]
corrections:
  - {date: 2026-02-06, text: 改了一个字}
  - {date: 2026-02-05, text: 改了日期}
retracted: {date: 2026-02-07, reason: 事实有误}
---

正文。
"""


def test_every_field_of_a_story(site: Make) -> None:
    at = Location("content/stories/2026/0203.md")
    found = records_of(site(STORY)).stories
    assert found == (
        r.StoryRecord(
            at=at,
            id="20260203-01",
            title="灯亮了",
            kicker="河边社区的冬天",
            date=dt.datetime(2026, 2, 3, 9, 30, tzinfo=SHANGHAI),
            updated=dt.datetime(2026, 2, 4, 10, 0, 5, tzinfo=SHANGHAI),
            source_name="榕江发布",
            source_url="https://example.org/a?b=c",
            authors=(
                ("author", "韦编"),
                ("reporter", "小陈"),
                ("reporter", "小李"),
                ("correspondent", "张三，李四"),
            ),
            editor="责编甲",
            channel="stories",
            tags=("微心愿", "敬老，助学"),
            summary="一句话",
            cover=r.PhotoRecord(
                at=at.below("cover"),
                src="lamp.jpg",
                alt="灯",
                caption="楼道里的灯",
                credit="小陈",
                subjects=("p-017",),
            ),
            wishes=("2026-0007", "2026-0008"),
            places=("dukou", "dukou-he"),
            people=("p-017", "p-018"),
            tells=("health", "welfare"),
            recommend=("20260110-02",),
            featured=True,
            draft=True,
            expires=dt.datetime(2027, 1, 1, tzinfo=SHANGHAI),
            aliases=("old/address.html",),
            corrections=((dt.date(2026, 2, 5), "改了日期"), (dt.date(2026, 2, 6), "改了一个字")),
            retracted=(dt.date(2026, 2, 7), "事实有误"),
            body="\n正文。\n",
            body_line=30,
            digest=found[0].digest,
        ),
    )


def test_a_story_takes_its_id_from_its_file_and_its_zone_from_the_site(site: Make) -> None:
    records = records_of(
        site("""
-- content/site.yaml --
title: 点亮
organization: 联合会
timezone: America/Lima
-- content/stories/20260203-01.md --
---
title: 灯亮了
date: 2026-02-03 09:30
channel: stories
---
""")
    )
    (story,) = records.stories
    assert story.id == "20260203-01"
    assert story.date == dt.datetime(2026, 2, 3, 14, 30, tzinfo=dt.UTC)


def test_every_field_of_a_standing_page(site: Make) -> None:
    records = records_of(site("-- content/pages/about.md --\n---\ntitle: 关于\nmenu: 3\n---\n## 我们\n"))
    assert records.pages == (
        r.PageRecord(
            at=Location("content/pages/about.md"), id="about", title="关于", menu=3, body="## 我们\n", body_line=5
        ),
    )


def test_every_field_of_the_register(site: Make) -> None:
    records = records_of(
        site("""
-- content/private/people.yaml --
- id: p-017
  name: 韦岚音
  aliases: [阿岚、岚岚]
  birth: 2015-03
  guardian: p-018
  phone: 013800138000
  id_number: 450305201503120016
  address: 七星路7号
  never_publish: [绿房子, "三楼，左边"]
- {id: p-018, name: 韦成}
-- content/private/consents.yaml --
- id: c-1
  person: p-017
  signed_by: 韦成
  scope: [story, real-name, face, health, village]
  channels: [site, wechat]
  given: 2026-01-01
  expires: 2027-01-01
  withdrawn: 2026-05-01
  ref: 柜 3 第 12 页
- {id: c-2, person: p-018, scope: story、face, given: 2026-01-01}
-- content/private/cleared.yaml --
- {text: 阳光, path: stories/2026/x.html, reason: 小区的名字}
""")
    )
    people, consents, cleared = (Location(f"content/private/{name}.yaml") for name in ("people", "consents", "cleared"))
    assert records.has_register
    assert records.people == (
        r.PersonRecord(
            at=people.below(0),
            id="p-017",
            name="韦岚音",
            aliases=("阿岚", "岚岚"),
            birth=dt.date(2015, 3, 31),
            guardian="p-018",
            phone="013800138000",
            id_number="450305201503120016",
            address="七星路7号",
            never_publish=("绿房子", "三楼，左边"),
        ),
        r.PersonRecord(at=people.below(1), id="p-018", name="韦成"),
    )
    assert records.consents == (
        r.ConsentRecord(
            at=consents.below(0),
            id="c-1",
            person="p-017",
            signed_by="韦成",
            scope=("story", "real-name", "face", "health", "village"),
            channels=("site", "wechat"),
            given=dt.date(2026, 1, 1),
            expires=dt.date(2027, 1, 1),
            withdrawn=dt.date(2026, 5, 1),
            ref="柜 3 第 12 页",
        ),
        r.ConsentRecord(
            at=consents.below(1), id="c-2", person="p-018", scope=("story", "face"), given=dt.date(2026, 1, 1)
        ),
    )
    assert records.cleared == (
        r.ClearedRecord(at=cleared.below(0), text="阳光", path="stories/2026/x.html", reason="小区的名字"),
    )


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("titel", "title"), ("Title", "title"), ("标题", "title"), ("日期", "date"), ("作者", "author"), ("灯", "")],
)
def test_a_field_under_another_name_is_told_once(site: Make, typed: str, nearest: str) -> None:
    head = {"title": "灯", "date": "2026-02-03", "channel": "stories"}
    value = head.pop(nearest, "甲")
    lines = "".join(f"{key}: {item}\n" for key, item in head.items())
    _, _, problems = sites.read(site(f"-- content/stories/a.md --\n---\n{typed}: {value}\n{lines}---\n灯亮了。\n"))
    assert [(problem.code, dict(problem.facts)["nearest"]) for problem in problems] == [("S201", nearest)]


def test_a_text_whose_last_ending_its_author_cannot_see_is_named_without_it(site: Make) -> None:
    root = site("-- content/stories/a.md.txt --\n灯\n-- content/stories/b.txt --\n灯\n")
    _, _, problems = sites.read(root)
    assert [dict(problem.facts)["better"] for problem in problems] == ["a.md", ""]
