"""A byline or a place may be the longer name beside a registered one, but no way to let somebody's name out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.link.privacy.guard import Secret
from tests import sites
from tests.link.scanning.people import BLOCK, PASS, WARN, guard, leaks, verdict

GUARD = guard("蒋缨穗", "李明", "王建国", "蓝雨桐")


@pytest.mark.parametrize(
    ("byline", "text", "wanted"),
    [
        pytest.param("李明华", "李明华摄。", PASS, id="another, longer name"),
        pytest.param("陈缨穗", "陈缨穗写的。", PASS, id="another surname"),
        pytest.param("欧阳雨桐", "欧阳雨桐写的。", PASS, id="a surname of two characters"),
        pytest.param("女孩雨桐", "女孩雨桐写的。", BLOCK, id="two characters that are no surname"),
        pytest.param("蒋缨穗口述", "蒋缨穗口述，大家听。", BLOCK, id="with what she did"),
        pytest.param("口述：蒋缨穗", "口述：蒋缨穗。", BLOCK, id="behind it"),
        pytest.param("蒋缨穗（学生）", "蒋缨穗（学生）来了。", BLOCK, id="with what she is"),
        pytest.param("蒋 缨 穗（学生）", "蒋 缨 穗（学生）来了。", BLOCK, id="in disguise"),
        pytest.param("缨穗老人", "缨穗老人来了。", WARN, id="the given name"),
        pytest.param("小缨穗", "小缨穗来了。", WARN, id="a pet name"),
        pytest.param("李明", "李明来了。", BLOCK, id="the very name"),
        pytest.param("张李明", "张李明摄。", PASS, id="behind another surname"),
        pytest.param("李明摄", "李明摄，大家看。", BLOCK, id="with what he did, in one character"),
        pytest.param("李明妈", "李明妈来了。", BLOCK, id="somebody of his"),
        pytest.param("李明译", "李明译。", BLOCK, id="with what he did, again"),
        pytest.param("图李明", "图李明。", BLOCK, id="behind what he did"),
        pytest.param("女缨穗", "女缨穗来了。", WARN, id="the given name behind what is no surname"),
        pytest.param("孙女缨穗", "孙女缨穗来了。", WARN, id="the given name behind what she is"),
        pytest.param("李 明", "李 明来了。", BLOCK, id="the very name in disguise"),
        pytest.param("李明老师", "李明老师来了。", BLOCK, id="a short name with what he is"),
    ],
)
def test_a_byline_covers_somebody_elses_name_only(byline: str, text: str, wanted: str) -> None:
    assert verdict(leaks(f"<p>{text}</p>", under=msgspec.structs.replace(GUARD, bylines=(byline,)))) == wanted


@pytest.mark.parametrize(
    ("place", "text", "wanted"),
    [
        ("建国社区", "建国社区的灯亮了。", PASS),
        ("李明村", "李明村的灯亮了。", PASS),
        ("蒋缨穗工作室", "蒋缨穗工作室的灯亮了。", BLOCK),
        ("李 明", "李 明来了。", BLOCK),
    ],
)
def test_a_place_covers_what_it_is_called_after_but_no_whole_name(place: str, text: str, wanted: str) -> None:
    assert verdict(leaks(f"<p>{text}</p>", under=msgspec.structs.replace(GUARD, places=(place,)))) == wanted


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [("建国商店", PASS), ("李明爱心基金", BLOCK), ("李明社", BLOCK), ("蒋缨穗工作室", BLOCK), ("雨桐爱心账户", BLOCK)],
)
def test_a_unit_covers_nothing_of_anybody(unit: str, wanted: str) -> None:
    assert verdict(leaks(f"<p>{unit}的灯亮了。</p>", under=msgspec.structs.replace(GUARD, units=(unit,)))) == wanted


def test_a_word_that_somebody_does_not_want_to_read_may_be_part_of_a_place() -> None:
    under = msgspec.structs.replace(
        GUARD, secrets=(*GUARD.secrets, Secret("p9", "never-publish", "河景新村")), places=("河景新村社区",)
    )
    assert verdict(leaks("<p>河景新村社区的灯亮了。</p>", under=under)) == PASS
    assert verdict(leaks("<p>河景新村的灯亮了。</p>", under=under)) == BLOCK


def test_not_even_the_byline_of_a_draft_lets_a_name_out(site: Callable[..., Path]) -> None:
    head = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    root = site(
        "-- content/private/people.yaml --\n- {id: p-1, name: 蒋缨穗, birth: 1940-01}\n"
        f"-- content/stories/a.md --\n{head}editor: 蒋缨穗老人\ndraft: true\n---\n灯亮了。\n"
        f"-- content/stories/b.md --\n{head}---\n蒋缨穗老人来了。\n"
    )
    assert "P431 content/stories/b.md:6" in sites.told(sites.build(root).problems)
