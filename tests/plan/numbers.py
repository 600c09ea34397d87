"""What the tests of numbers share: a site of numbers written out, and a recount that knows nothing of ours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from generator.link.site import link
from generator.plan.outputs import Page, values_of
from generator.plan.plan import plan_site
from generator.plan.views.progress import ProgressView
from tests import sites

SETTINGS = """
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
categories: {home: 居家, study: 学习, skill: 技能}
groups: {senior: 高龄老人, disabled: 残疾人, veteran: 退役军人, student: 学生}
-- content/granters.yaml --
- {id: library, name: 区图书馆, kind: government}
- {id: team, name: 渡口志愿队, kind: volunteers}
- {id: idle, name: 还没认领的单位, kind: company}
- {id: quiet, name: 不愿留名的人, kind: individual, anonymous: true}
-- content/places.yaml --
- {id: shiliu, name: 石榴区}
- {id: dukou, name: 渡口街道, parent: shiliu}
- {id: dukou-he, name: 河边社区, parent: dukou}
- {id: dukou-shu, name: 书院社区, parent: dukou}
- {id: yunting, name: 云亭街道, parent: shiliu}
- {id: far, name: 没有心愿的镇, parent: shiliu}
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, birth: 1950-03}
- {id: p-2, name: 梁满川, birth: 1948-06}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story, village], given: 2025-01-01}
- {id: c-2, person: p-2, scope: [story, village], given: 2025-01-01, withdrawn: 2026-02-01}
"""

WITHHELD = {"w-06", "w-07"}
"""One by a consent that was withdrawn, one closed."""

WISHES = """
-- content/wishes/all.yaml --
- {id: w-01, title: 一盏灯, category: home, place: dukou-he,
   beneficiary: {name: 河边的邻居, crowd: true, count: 12, groups: [senior]},
   granters: [library, team], collected: 2025-11-03, claimed: 2025-11-03, fulfilled: 2025-11-20}
- {id: w-02, title: 一间课堂, category: study, place: dukou-shu,
   beneficiary: {name: 书院学堂, crowd: true, count: 26, groups: [senior, student]},
   granters: [library], collected: 2025-11-28, claimed: 2025-12-30, fulfilled: 2026-01-02}
- {id: w-03, title: 一副眼镜, category: home, place: dukou-he,
   beneficiary: {name: 阿婆, person: p-1, groups: [disabled]},
   granters: [quiet], collected: 2026-01-05, claimed: 2026-01-09, fulfilled: 2026-02-27}
- {id: w-04, title: 一把椅子, category: home, place: yunting,
   beneficiary: {name: 云亭的老兵, crowd: true, count: 2, groups: [veteran]},
   granters: [team], collected: 2026-01-05, claimed: 2026-02-01, fulfilled: 2026-02-20}
- {id: w-05, title: 一堂电工课, category: home, place: yunting,
   beneficiary: {name: 云亭的邻居, crowd: true, count: 4, groups: [student]},
   granters: [team], collected: 2026-02-02, claimed: 2026-02-03}
- {id: w-06, title: 一台收音机, category: skill, place: dukou-he,
   beneficiary: {name: 大爷, person: p-2, count: 7, groups: [disabled]},
   granters: [idle], collected: 2024-02-02, claimed: 2024-02-03, fulfilled: 2024-02-04}
- {id: w-07, title: 一张藤椅, category: skill, place: far,
   beneficiary: {name: 镇上的邻居, crowd: true, count: 9, groups: [veteran]},
   collected: 2026-02-28, closed: {on: 2026-02-28, reason: duplicate}}
- {id: w-08, title: 一面镜子, category: study, place: shiliu,
   beneficiary: {name: 区里的舞队, crowd: true, count: 5},
   collected: 2026-02-25}
"""

SITE = SETTINGS + WISHES.lstrip()


def records_of(root: Path) -> list[dict[str, Any]]:
    """Every wish as it is written, all text."""
    return [
        record
        for path in sorted((root / "content/wishes").rglob("*.yaml"))
        for record in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    ]


def day(text: str) -> dt.date:
    return dt.date(*map(int, text.split("-")))


def planned(root: Path, *, now: dt.datetime = sites.NOW) -> ProgressView:
    """The view of progress.html of a site without stories."""
    settings, _, _ = sites.read(root)
    assert settings is not None
    public, _, problems = sites.publish(root, now=now)
    assert problems == []
    site, _ = link(public, {}, settings)
    outputs, _ = plan_site(site, {"plots.css": b".plot {}"})
    output = outputs["progress.html"]
    assert isinstance(output.recipe, Page)
    view = output.recipe.build(output.path, values_of(output))
    assert isinstance(view, ProgressView)
    return view
