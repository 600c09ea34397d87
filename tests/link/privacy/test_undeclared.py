"""What a story says of somebody it does not say that it tells of, and what it calls those of whom it does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites

Make = Callable[..., Path]

SITE = """
-- content/private/people.yaml --
- {id: p-1, name: 覃映荷, birth: 1950-03}
- {id: p-2, name: 蔺骞羽, birth: 2008-02}
- {id: p-3, name: 韦岚音, birth: 1980-03}
- {id: p-4, name: 蒋雨桐, birth: 2015-03, guardian: p-3}
- {id: p-5, name: 陈嘉禾, birth: 2014-03, guardian: p-3}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story, real-name], given: 2026-01-01}
- {id: c-2, person: p-2, scope: [story, real-name], given: 2026-03-01}
- {id: c-3, person: p-3, scope: [story, health], given: 2026-01-01}
- {id: c-4, person: p-4, signed_by: p-3, scope: [story], given: 2026-01-01}
-- content/private/cleared.yaml --
- {text: 下着小雪, path: content/stories/a.md, reason: 天气}
-- content/wishes/w.yaml --
- id: w-1
  title: 书包
  category: home
  place: dukou
  beneficiary: {name: 小雪（化名）, person: p-4}
  collected: 2026-01-01
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
%s
---
%s
"""


@pytest.mark.parametrize(
    ("header", "text", "told"),
    [
        ("people: [p-3]", "覃映荷和她在下棋。", []),
        # A volunteer beside whom somebody is ill.
        ("people: [p-3]\ntells: [health]", "覃映荷送来轮椅。", []),
        ("people: [p-3]", "蔺骞羽来了。", ["P421 content/stories/a.md:7"]),
        ("people: [p-4]", "小雪（化名）来了。", []),
        ("people: [p-4]", "小桐（化名）来了。", ["P422 content/stories/a.md:7"]),
        ("people: [p-4]", "大家帮桐桐（化名）找书。", ["P422 content/stories/a.md:7"]),
        ("people: [p-4]", "那天下着小雪。小雪（化名）来了。", []),
        ("people: [p-4]", "小雪。小雪（化名）来了。", ["P426 content/stories/a.md:7"]),
    ],
)
def test_a_story_is_held_to_what_it_says(site: Make, header: str, text: str, told: list[str]) -> None:
    _, _, problems = sites.publish(site(SITE % (header, text)))
    assert sites.told(problems) == told


def test_somebody_of_the_same_name_may_be_meant(site: Make) -> None:
    namesake = "- {id: p-6, name: 蔺骞羽, birth: 1950-02}\n- {id: p-3"
    text = (SITE % ("people: [p-3]", "蔺骞羽来了。")).replace("- {id: p-3", namesake, 1)
    consent = "- {id: c-6, person: p-6, scope: [story, real-name], given: 2026-01-01}\n- {id: c-3"
    assert sites.told(sites.publish(site(text.replace("- {id: c-3", consent)))[2]) == []


@pytest.mark.parametrize("name", ["一个孩子", "一名男孩子", "一名困境儿童", "几个小学生"])
def test_a_description_gives_nobody_away(site: Make, name: str) -> None:
    text = (SITE % ("", "好。")).replace("小雪（化名）", name).replace("蒋雨桐", "张子童")
    assert sites.told(sites.publish(site(text))[2]) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("小禾（化名）", ["P449 content/wishes/w.yaml:5"]),
        ("韦大爷", ["P449 content/wishes/w.yaml:5"]),
        ("一名小学生", ["P449 content/wishes/w.yaml:5"]),
        ("一位独居老人", ["P449 content/wishes/w.yaml:5"]),
        ("12岁男孩", ["P449 content/wishes/w.yaml:5"]),
        ("卖米粉的大姐", ["P449 content/wishes/w.yaml:5"]),
        ("单亲妈妈", ["P449 content/wishes/w.yaml:5"]),
        ("脑瘫患儿", ["P449 content/wishes/w.yaml:5"]),
        ("他", ["P449 content/wishes/w.yaml:5"]),
        *(
            (name, [])
            for name in ("一个班的孩子们", "一个病区", "一个村", "一个班", "爱心妈妈", "十位妈妈", "两名患儿")
        ),
        ("十岁女孩", ["P449 content/wishes/w.yaml:5"]),
        ("一家人", []),
        ("单亲妈妈们", []),
        ("12岁到15岁的男孩们", []),
        ("渡口街道的孩子们", []),
        ("三位奶奶", []),
        ("云亭街道缝补角", []),
    ],
)
def test_one_person_is_no_crowd(site: Make, name: str, told: list[str]) -> None:
    text = (SITE % ("", "好。")).replace("{name: 小雪（化名）, person: p-4}", f"{{name: {name}, crowd: true}}")
    assert sites.told(sites.publish(site(text))[2]) == told


def test_a_pseudonym_that_a_wish_declares_is_nobodys_name(site: Make) -> None:
    text = (SITE % ("people: [p-4]", "小禾（化名）来了。")).replace("小雪（化名）", "小禾（化名）")
    assert sites.told(sites.build(site(text)).problems) == []


def test_a_photo_of_a_wish_that_was_withdrawn_is_shown_nowhere(site: Make) -> None:
    photo = "  photos: [{src: media/home.png, alt: 门}]\n"
    text = SITE % ("", "![门](../media/home.png)") + "-- content/media/home.png --\n30x20\n"
    wishes = text.replace("  collected: 2026-01-01\n", f"  collected: 2026-01-01\n{photo}")
    assert sites.publish(site(wishes))[0].withheld_media == frozenset()
    closed = wishes.replace(photo, photo + "  closed: {on: 2026-02-01, reason: withdrawn}\n")
    assert sites.publish(site(closed))[0].withheld_media == {"media/home.png"}


def test_a_name_goes_with_the_story_that_had_to_go(site: Make) -> None:
    text = (SITE % ("", "覃映荷来了。")).replace(
        "given: 2026-01-01}\n- {id: c-2", "given: 2026-01-01, withdrawn: 2026-02-01}\n- {id: c-2"
    )
    apart = text.replace("scope: [story, real-name], given: 2026-01-01,", "scope: [story], given: 2026-01-01,")
    again = apart.replace("- {id: c-3", "- {id: c-9, person: p-1, scope: [real-name], given: 2026-01-01}\n- {id: c-3")
    assert sites.told(sites.build(site(again)).problems) == ["P431 content/stories/a.md:7"]


def test_a_child_signs_for_nobody(site: Make) -> None:
    text = (SITE % ("people: [p-4]", "好。")).replace(
        "{id: p-3, name: 韦岚音, birth: 1980-03}", "{id: p-3, name: 韦岚音, birth: 2014-03}"
    )
    assert [item.reason for item in sites.publish(site(text))[0].withheld] != []
