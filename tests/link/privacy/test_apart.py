"""Somebody named in one text, whose illness another tells: each is allowed, and together they give away (P468)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites
from tests.link.privacy.advised import advice_on, facts
from tests.link.register import PERSON, consent, story, wish

Make = Callable[..., Path]

NAMED = story("people: [p-1]", body="灯亮了。\n\n韦岚音在楼下看书。", name="a")
ILL = story("people: [p-1]\ntells: [health]", body="韦大爷能下楼了。", name="b")


def told(root: Path) -> list[str]:
    return [line for line in sites.told(advice_on(root)) if line.startswith("P468")]


def test_it_is_told_where_the_name_stands_with_the_other_text(site: Make) -> None:
    root = site(PERSON + consent("story, real-name, health") + NAMED + ILL)
    (found,) = [problem for problem in advice_on(root) if problem.code == "P468"]
    assert (str(found.location), found.is_error) == ("content/stories/a.md:9:1", False)
    assert facts(found) == {"person": "p-1", "other": "b"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(wish("韦岚音") + ILL, ["P468 content/wishes/w-1.yaml:5"], id="a wish under the name"),
        pytest.param(NAMED + wish(more="tells: [health]\n"), ["P468 content/stories/a.md:9"], id="a wish that tells"),
        pytest.param(NAMED, [], id="nothing is told"),
        pytest.param(ILL, [], id="nobody is named"),
        pytest.param(NAMED + ILL.replace("tells", "draft: true\ntells"), [], id="a draft"),
        pytest.param(NAMED.replace("韦岚音", "韦大爷") + ILL, [], id="another name in both"),
        pytest.param(NAMED + ILL.replace("p-1", "p-2"), [], id="two people"),
        pytest.param(NAMED + ILL.replace("[p-1]", "[p-1, p-2]"), [], id="the illness may be of the other"),
        pytest.param(NAMED + ILL.replace("[p-1]", "[p-1, p-3]"), [], id="what is withheld"),
        pytest.param(
            NAMED + ILL.replace("tells", "retracted: {date: 2026-02-04, reason: 误}\ntells"), [], id="retracted"
        ),
        pytest.param(NAMED.replace("韦岚音", "**韦** 岚音") + ILL, ["P468 content/stories/a.md:9"], id="in disguise"),
        pytest.param(
            NAMED.replace("韦岚音", "她").replace("people", "author: 韦岚音口述\npeople") + ILL,
            ["P468 content/stories/a.md:5"],
            id="as who told it",
        ),
        pytest.param(
            "-- content/granters.yaml --\n- {id: library, name: 韦岚音, kind: individual, person: p-1}\n"
            + wish("邻居们", "crowd: true")
            + ILL,
            ["P468 content/wishes/w-1.yaml:6"],
            id="as who granted a wish",
        ),
        pytest.param(
            "-- content/granters.yaml --\n- {id: library, name: 韦岚音, kind: individual, person: p-1}\n"
            "-- content/private/cleared.yaml --\n"
            "- {text: 韦岚音, path: content/wishes/w-1.yaml, reason: 本人都同意}\n"
            + wish("邻居们", "crowd: true")
            + ILL,
            [],
            id="as who granted it, cleared",
        ),
        pytest.param(
            "-- content/private/cleared.yaml --\n- {text: 韦岚音在楼下, reason: 书名}\n" + NAMED + ILL, [], id="cleared"
        ),
    ],
)
def test_only_of_one_person_in_two_public_texts(site: Make, text: str, places: list[str]) -> None:
    people = PERSON + "- {id: p-2, name: 蓝成, birth: 1960-01}\n- {id: p-3, name: 覃荷, birth: 1960-01}\n"
    agreed = consent("story, real-name, health")
    agreed += "- {id: c-2, person: p-2, scope: [story, health], given: 2026-01-02}\n"
    assert told(site(people + agreed + text)) == places


def test_who_may_not_be_named_is_an_error_already(site: Make) -> None:
    assert told(site(PERSON + consent("story, health") + NAMED + ILL)) == []
