from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.base.digest import Part
from generator.link.prose import markup
from generator.link.site import Site, link
from generator.plan.search.documents import Document, documents
from tests import sites

SITE = """
-- content/wishes/w.yaml --
- id: w-1
  title: 一副老花镜
  wish: 想看清来信
  category: home
  place: dukou-he
  beneficiary: {name: 河边的老人, crowd: true}
  granters: [library]
  collected: 2026-01-03
  claimed: 2026-01-04
  fulfilled: 2026-01-05
  outcome: 志愿者送到家。
- id: w-2
  title: 一盏灯
  category: home
  place: shiliu
  beneficiary: {name: 一户人家, crowd: true}
  collected: 2026-02-03
-- content/stories/s-1.md --
---
title: 看清了
kicker: 灯下
date: 2026-02-03 09:30
channel: stories
wishes: [w-1]
---
第一段 **粗体** 接着写。

## 小标题

见 [[wish:w-2]]。

![灯](../media/lamp.png "灯的说明")
-- content/media/lamp.png --
40x30
-- content/stories/s-2.md --
---
title: 撤下的
date: 2026-02-04
channel: stories
places: [dukou]
retracted: {date: 2026-02-05, reason: 重复}
---
撤下的正文。
"""


def linked(root: Path) -> Site:
    settings, _, _ = sites.read(root)
    assert settings is not None
    public, _, _ = sites.publish(root)
    prose = {key: Part(markup.to_prose(body)[0]) for key, body in public.bodies.items()}
    return link(public, prose, settings)[0]


def by_id(site: Site) -> dict[str, Document]:
    return {part.value.id: part.value for part in documents(site)}


def test_stories_and_wishes_in_a_lasting_order(site: Callable[..., Path]) -> None:
    found = [part.value for part in documents(linked(site(SITE)))]
    # A day's wishes come before its stories; a retracted story is not found.
    assert [(one.kind, one.id, str(one.date)) for one in found] == [
        ("wish", "w-1", "2026-01-03"),
        ("wish", "w-2", "2026-02-03"),
        ("story", "s-1", "2026-02-03"),
    ]


def test_all_that_is_said_of_them(site: Callable[..., Path]) -> None:
    found = by_id(linked(site(SITE)))
    assert found["s-1"].address == "stories/2026/s-1.html"
    assert found["s-1"].paragraphs == (
        "灯下",
        "第一段 粗体 接着写。",
        "小标题",
        "见 一盏灯。",
        "灯的说明",
        "一副老花镜",
        "想看清来信",
        "石榴区 渡口街道 河边社区",
        "区图书馆",
    )
    assert found["w-1"].title == "一副老花镜"
    assert found["w-1"].paragraphs == (
        "想看清来信",
        "志愿者送到家。",
        "河边的老人",
        "石榴区 渡口街道 河边社区",
        "区图书馆",
    )


def test_a_picture_that_is_withheld_takes_its_caption_with_it(site: Callable[..., Path]) -> None:
    # Somebody can be recognised in it, and there is no consent that says that this may be.
    told = SITE.replace("places: [dukou]", "places: [dukou]\ncover: {src: media/lamp.png, alt: 灯, subjects: [p-1]}")
    people = "\n-- content/private/people.yaml --\n- {id: p-1, name: 韦小满, birth: 1950-01}\n"
    found = by_id(linked(site(told + people)))
    assert "灯的说明" not in found["s-1"].paragraphs
    assert "第一段 粗体 接着写。" in found["s-1"].paragraphs
    assert "小标题" in found["s-1"].paragraphs


def test_digests_follow_every_word(site: Callable[..., Path]) -> None:
    def digests(text: str) -> dict[str, bytes]:
        return {part.value.id: part.digest for part in documents(linked(site(text)))}

    before = digests(SITE)
    for old, new, changed in (
        ("接着写", "写下去", {"s-1"}),
        ("一盏灯", "两盏灯", {"s-1", "w-2"}),
        ("想看清来信", "想看清照片", {"s-1", "w-1"}),
        ("志愿者送到家", "志愿者装好", {"w-1"}),
        ("title: 看清了", "title: 看见了", {"s-1"}),
    ):
        after = digests(SITE.replace(old, new))
        assert {key for key in before if after[key] != before[key]} == changed, old
