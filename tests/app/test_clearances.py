"""What is cleared for one file is told of every other, however it is written there."""

from __future__ import annotations

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
        ("蒋雨\n桐来了。", ["P431 stories/2026/b.html:1"]),
        ("蒋[雨](https://example.com/)桐来了。", ["P431 stories/2026/b.html:1"]),
        ("她的电话138\n07731234。", ["P432 stories/2026/b.html:1"]),
        ("又是[[story:a]]。", ["P431 stories/2026/b.html:1"]),
        ("又是[[story:a|那本书]]。", []),
    ],
)
def test_a_clearance_holds_in_its_file_alone(site: Make, text: str, told: list[str]) -> None:
    assert sites.told(sites.build(site(SITE % text)).problems) == told


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
    assert sites.told(sites.build(site(SITE % "好。" + WISH)).problems) == ["P431 wishes/w-1.html:1"]
