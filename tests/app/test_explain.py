"""An editor asks why these stories stand under theirs: each reason by name, with its weight, and nothing withheld."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.app.discretion import MASK
from generator.cli import main
from tests.app.pages import parse
from tests.sites import NOW, build

Site = Callable[..., Path]
AT = NOW.isoformat(" ", "minutes")


def wish(number: int, **lines: str) -> str:
    fields = {
        "category": "home",
        "place": "dukou-he",
        "beneficiary": "{name: 邻居们, crowd: true}",
        "granters": "[library]",
        "collected": "2026-01-02",
        "claimed": "2026-01-03",
        "fulfilled": "2026-01-04",
    } | lines
    told = "".join(f"  {name}: {value}\n" for name, value in fields.items())
    return f"- id: w-{number}\n  title: 心愿{number}\n{told}"


def story(name: str, title: str, text: str, *head: str, day: int = 5) -> str:
    lines = "".join(f"{line}\n" for line in head)
    return (
        f"-- content/stories/{name}.md --\n---\ntitle: {title}\ndate: 2026-02-{day:02} 09:00\nchannel: stories\n"
        f"{lines}---\n{text}\n"
    )


SITE = f"""
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
categories: {{home: 居家, study: 学习}}
recommended: 2
-- content/private/people.yaml --
- {{id: p-1, name: 韦岚音}}
-- content/wishes/w.yaml --
{wish(1)}{wish(2)}{wish(3, category="study", place="dukou", granters="[team]")}
{story("s-1", "阁楼的窗", "木工师傅量了窗框，换上新的玻璃。", "wishes: [w-1]", "tags: [老屋]", "recommend: [s-3, s-8]")}
{story("s-2", "楼道的扶手", "木工师傅装好扶手，又量了窗框。", "wishes: [w-2]", "tags: [老屋]", day=7)}
{story("s-3", "一本字典", "老师带来字典。", "wishes: [w-3]", day=8)}
{story("s-4", "河边的风", "风从河面吹来。", "places: [shiliu]", day=9)}
{story("s-5", "还没写完", "草稿。", "draft: true")}
{story("s-6", "下个月见", "定时。", day=28).replace("2026-02-28", "2026-03-28")}
{story("s-7", "不能公开的题目", "一段话。", "people: [p-1]")}
{story("s-8", "错了的", "一段话。", "retracted: {date: 2026-02-20, reason: 内容有误}")}
"""


def explain(root: Path, story: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["explain", story, str(root), "--now", AT, *more])


def told(root: Path, story: str, *more: str) -> str:
    result = explain(root, story, *more)
    assert result.exit_code == 0, result.output
    return result.output


def test_each_choice_is_told_with_reasons_by_name_that_add_up(site: Site) -> None:
    lines = told(site(SITE), "s-1").splitlines()
    assert lines[0] == "《阁楼的窗》（s-1）"
    second = lines.index(next(line for line in lines if line.startswith("2. ")))
    assert lines[second].startswith("2. 《楼道的扶手》（s-2，2026-02-07），合计 ")
    reasons = lines[second + 1 : lines.index("", second)]
    for reason in (
        "   同一类心愿：居家 +12",
        "   同一个栏目：心愿故事 +1",
        "   同属：渡口街道 +4",
        "   比较新，比全站最新的一篇早 2 天 +3",
    ):
        assert reason in reasons
    words = next(reason for reason in reasons if "都写到：" in reason)
    assert "窗框" in words
    assert "dukou" not in "".join(reasons)
    assert "library" not in "".join(reasons)
    weights = [int(part.split("+")[1]) for reason in reasons for part in reason.split("、") if "+" in part]
    assert sum(weights) == int(lines[second].rsplit(" ", 1)[1])


def test_what_editors_chose_comes_first_and_what_they_chose_in_vain_is_said(site: Site) -> None:
    output = told(site(SITE), "s-1")
    assert "recommend 里写的 s-8 现在不在网站上" in output
    first = output.index("1. 《一本字典》")
    assert output.index("编辑指定（recommend） +1000") == output.index("   ", first) + 3


def test_it_is_told_in_english_too(site: Site) -> None:
    output = told(site(SITE), "s-1", "--lang", "en")
    assert "same kind of wish: 居家 +12" in output
    assert "both in: 渡口街道 +4" in output
    assert "It is recommended by" in output


def test_what_is_told_is_what_the_page_shows(site: Site) -> None:
    root = site(SITE)
    build(root)
    lists = {}
    for name in ("s-1", "s-2", "s-3", "s-4"):
        report = json.loads(told(root, name, "--format", "json"))
        page = parse(root / f"output/stories/2026/{name}.html")
        lists[name] = [item.attributes["data-story"] for item in page.css("section.recommended [data-story]")]
        assert [choice["story"]["id"] for choice in report["choices"]] == lists[name]
        assert all(sum(r["weight"] for r in c["reasons"]) == c["score"] for c in report["choices"])
        assert report["state"] == "listed"
    for name in lists:
        report = json.loads(told(root, name, "--format", "json"))
        assert [by["id"] for by in report["cited_by"]] == [other for other in lists if name in lists[other]]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("s-5", "s-5 还是草稿"),
        ("s-6", "s-6 定于 2026-03-28 09:00 发布，时间还没有到"),
        ("s-7", "s-7 没有发布（写到的人还没有签同意书）"),
        ("s-8", "s-8 已经撤稿"),
    ],
)
def test_a_story_that_is_not_public_has_none_and_says_why(site: Site, name: str, said: str) -> None:
    output = told(site(SITE), name)
    assert output.startswith(said)
    assert "没有推荐阅读" in output
    for title in ("还没写完", "下个月见", "不能公开的题目"):
        assert title not in output


def test_what_is_withheld_is_recommended_nowhere_and_named_nowhere(site: Site) -> None:
    root = site(SITE.replace("recommended: 2", "recommended: 9"))
    for name in ("s-1", "s-2", "s-3", "s-4"):
        output = told(root, name) + told(root, name, "--format", "json")
        assert "s-7" not in output
        assert "不能公开的题目" not in output


def test_a_name_that_a_build_would_stop_at_is_masked(site: Site) -> None:
    root = site(SITE.replace("一本字典", "韦岚音的字典"))
    output = told(root, "s-1") + told(root, "s-1", "--format", "json")
    assert "韦岚音" not in output
    assert f"《{MASK}》（s-3" in output


def test_no_title_commands_the_terminal(site: Site) -> None:
    # A title with controls is refused when it is read; marks that nobody sees, and that may stand in one, are shown.
    refused = explain(site(SITE.replace("一本字典", r'"一本\e]0;x\a字典"')), "s-1")
    assert "C623" in refused.stdout
    assert "\x1b" not in refused.stdout
    assert "一本\ufffd字典" in told(site(SITE.replace("一本字典", r'"一本\u200E字典"')), "s-1")


def test_an_unknown_story_is_wrong_usage_with_the_nearest_id(site: Site) -> None:
    result = explain(site(SITE), "s-9")
    assert result.exit_code == 2
    assert "U840" in result.stderr
    assert "s-7" not in result.stderr
    assert "s-4" in explain(site(SITE), "s-44").stderr


def test_errors_come_first(site: Site) -> None:
    result = explain(site(SITE + "-- content/channels.yaml --\n- {id: other, name: 别的}\n"), "s-1")
    assert result.exit_code == 1
    assert "S2" in result.stdout
    assert "→" in result.stdout
    assert json.loads(explain(site(SITE + "-- content/places.yaml --\n"), "s-1", "--format", "json").stdout)["problems"]


def test_a_story_alone_says_so(site: Site) -> None:
    output = told(site(story("s-1", "一盏灯", "灯亮了。")), "s-1")
    assert "没有推荐阅读" in output
    assert "没有别的故事推荐它" in output
