"""Words that take people's dignity (domain 2.3): what is found, and what looks like it and is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app import words
from generator.base.problems import Location, Problem
from generator.link.privacy import dignity, wording
from generator.link.privacy.passages import Passage
from tests import sites
from tests.link.privacy.advised import ROOT, advice_on, facts
from tests.link.register import MINOR, PERSON, consent, story, wish
from tests.sites import told

Make = Callable[..., Path]


def in_body(text: str) -> Passage:
    return Passage("body", Location("content/stories/a.md", 7, 1), text)


def style_of(text: str, *, field: str = "body", of_somebody: bool = True, of_minor: bool = False) -> list[str]:
    passage = Passage(field, Location("content/stories/a.md", 7, 1), text)
    found = dignity.advice([passage], of_somebody=of_somebody, of_minor=of_minor)
    return [f"{problem.code} {facts(problem)['word']}" for problem in found]


@pytest.mark.parametrize(
    "word",
    ["瞎子", "瘸子", "哑巴", "傻子", "弱智", "疯子", "聋子", "残废", "独眼龙", "跛子", "白痴", "智障", "神经病"],
)
def test_slurs_are_errors(word: str) -> None:
    (problem,) = dignity.slurs([in_body(f"村里的{word}来了。")])
    assert (problem.code, problem.is_error, facts(problem)["word"]) == ("P461", True, word)
    assert str(problem.location) == "content/stories/a.md:7:4"


@pytest.mark.parametrize(
    "text",
    [
        "吃了个哑巴亏",
        "哑巴吃黄连",
        "瞎子摸象的故事",
        "一袋傻子瓜子",
        "信号减弱智能调节",
        "心智障碍者家庭",
        "削弱智力竞赛的难度",
        "瞎子阿炳的曲子",
        "残废料回收",
        "神经病学教授",
        "盲人、聋人、言语残疾人",
        "视力残疾人和健全人一起下棋",
    ],
)
def test_what_looks_like_a_slur_and_is_none(text: str) -> None:
    assert list(dignity.slurs([in_body(text)])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("日子过得可怜", ["P462 可怜"]),
        ("这孩子真可怜", ["P462 可怜"]),
        ("工资少得可怜", []),
        ("可怜天下父母心", []),
        ("家里穷得没有灯，悲惨的往事", ["P462 穷得", "P462 悲惨"]),
        ("不幸的家庭", ["P462 不幸的家庭"]),
        ("一家人感恩戴德，磕头道谢", ["P463 感恩戴德", "P463 磕头"]),
        ("磕头机一上一下", []),
        ("您是我家的恩人", ["P463 恩人"]),
        ("感恩人人有责", []),
        ("残疾儿小禾", ["P464 残疾儿"]),
        ("残疾儿童康复中心", []),
        ("傻孩子，问题家庭", ["P464 傻孩子", "P464 问题家庭"]),
        ("说的是哪个问题家庭会议再议", []),
        ("关爱弱势群体", ["P464 弱势群体"]),
        ("像正常人一样", ["P464 正常人"]),
        ("孤老师傅", []),
        ("患有自闭症", ["P464 自闭症"]),
        ("听力二级", ["P465 听力二级"]),
        ("一级肢体残疾", ["P465 一级肢体残疾"]),
        ("持残疾人证二级", ["P465 残疾人证二级"]),
        ("二级公路通了", []),
        ("在市人民医院确诊", ["P465 医院确诊"]),
        ("去年确诊后转到省医院", ["P465 确诊后转到省医院"]),
        ("医院门口有公交站。大家确诊了路线", []),
        ("每月低保金620元", ["P465 低保金620元"]),
        ("退休金只有一千多元", ["P465 退休金只有一千多元"]),
        ("换拉链八元，改裤脚六元", []),
        ("不愿增加父母负担", ["P466 不愿增加父母负担"]),
        ("不想成为家里的累赘", ["P466 不想成为家里的累赘"]),
        ("怕给邻居添麻烦", []),
        ("减轻学生负担", []),
    ],
)
def test_words_that_are_advised_against(text: str, found: list[str]) -> None:
    assert style_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("父母离异后跟着奶奶", ["P465 父母离异"]),
        ("母亲精神残疾二级", ["P465 残疾二级", "P465 母亲精神残疾"]),
        ("爸爸在服刑", ["P465 爸爸在服刑"]),
        ("单亲家庭", ["P465 单亲"]),
        ("妈妈下了班赶回来", []),
        ("大妈生病了", []),
    ],
)
def test_what_befell_the_parents_of_a_minor_is_theirs(text: str, found: list[str]) -> None:
    assert style_of(text, of_minor=True) == found
    assert style_of(text) == [item for item in found if "级" in item]


@pytest.mark.parametrize(
    ("field", "of_somebody", "found"),
    [
        ("title", True, ["P467 低保", "P467 糖尿病"]),
        ("kicker", True, ["P467 低保", "P467 糖尿病"]),
        ("title", False, []),
        ("body", True, []),
    ],
)
def test_no_illness_and_no_welfare_in_the_headline_of_a_persons_story(
    field: str, of_somebody: bool, found: list[str]
) -> None:
    assert style_of("低保老人的糖尿病", field=field, of_somebody=of_somebody) == found


def test_each_word_is_told_once_a_paragraph_at_its_first() -> None:
    (problem,) = dignity.advice([in_body("看河。\n真可怜，可怜。")], of_somebody=True, of_minor=False)
    assert str(problem.location) == "content/stories/a.md:8:2"


def test_what_is_cleared_is_cleared_where_it_stands_and_nowhere_else() -> None:
    texts = [in_body("聋子酒馆的灯亮了。"), in_body("酒馆里来了个聋子，聋子酒馆满了。")]
    (problem,) = dignity.slurs(texts, ["聋子酒馆"])
    assert str(problem.location) == "content/stories/a.md:7:7"


# In a site


def slur_in(site: Make, text: str) -> list[str]:
    return told(sites.publish(site("-- content/media/a.png --\n9x9\n" + PERSON + consent() + text))[2])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (wish(more="outcome: 给瘸子配了拐杖\n"), "content/wishes/w-1.yaml:10"),
        (wish("王瘸子"), "content/wishes/w-1.yaml:5"),
        (wish(more="photos: [{src: media/a.png, alt: 灯, caption: 瘸子的灯}]\n"), "content/wishes/w-1.yaml:10"),
        (wish().replace("title: 一盏灯", "title: 瘸子的灯"), "content/wishes/w-1.yaml:2"),
        (story("tags: [x]", "河边。\n\n村里的瘸子。"), "content/stories/a.md:9"),
        (story("kicker: 瘸子", "河边。"), "content/stories/a.md:5"),
        (story("summary: 瘸子", "河边。"), "content/stories/a.md:5"),
        (story("cover: {src: media/a.png, alt: 灯, caption: 瘸子}", "河边。"), "content/stories/a.md:5"),
        (story("tags: [x]", '![灯](media/a.png "瘸子")'), "content/stories/a.md:7"),
        (story("corrections: [{date: 2026-02-04, text: 瘸子}]", "河边。"), "content/stories/a.md:5"),
    ],
)
def test_a_slur_stops_the_build_wherever_it_is_read(site: Make, text: str, line: str) -> None:
    assert slur_in(site, text) == [f"P461 {line}"]


@pytest.mark.parametrize(
    "text",
    [
        wish(more="notes: 邻居叫他瘸子\n"),
        wish(more="outcome: 瘸子\nclosed: {on: 2026-02-01, reason: withdrawn}\n"),
        story("draft: true", "村里的瘸子。"),
        story("retracted: {date: 2026-02-05, reason: 有误}", "村里的瘸子。"),
        story("tags: [x]", "<!-- 不要写瘸子 -->"),
        story("tags: [x]", "村里的瘸子。") + "-- content/private/cleared.yaml --\n- {text: 瘸子, reason: 引原话}\n",
        story("tags: [x]", "村里的瘸子。")
        + "-- content/private/cleared.yaml --\n- {text: 瘸子, path: content/stories/a.md, reason: 引原话}\n",
    ],
)
def test_what_nobody_reads_and_what_is_cleared_stops_nothing(site: Make, text: str) -> None:
    assert slur_in(site, text) == []


def test_what_is_cleared_in_one_file_is_not_in_another(site: Make) -> None:
    cleared = "-- content/private/cleared.yaml --\n- {text: 瘸子, path: content/stories/b.md, reason: 引原话}\n"
    assert slur_in(site, story("tags: [x]", "村里的瘸子。") + cleared) == ["P461 content/stories/a.md:7"]


def test_a_hint_says_what_to_write_and_whose_rule_it_is(site: Make) -> None:
    (problem,) = advice_on(site(story("tags: [x]", "日子很可怜。")))
    assert words.hint_of(problem, "zh-CN") == "“可怜”：换成写事实：缺什么，想要什么，怎么用（依据：慈善法第六十三条）。"
    assert words.hint_of(problem, "en").endswith("(rule: Charity Law art. 63).")


def test_every_rule_has_its_words_in_both_languages() -> None:
    for rule in (*wording.SLURS, *wording.ADVICE):
        assert rule.zh
        assert rule.en
        assert all(rule.source)
        assert {"zh", "zh_hint", "en", "en_hint"} <= words.entry_of(rule.code).keys()


# What a text tells of


def untold(root: Path) -> list[str]:
    found = [problem for problem in advice_on(root) if problem.code == "P446"]
    return [f"{problem.location.line} {facts(problem)['word']} {facts(problem)['tells']}" for problem in found]


@pytest.mark.parametrize(
    ("more", "body", "found"),
    [
        ("", "韦大爷去年住院，后来又住院。", ["7 住院 health"]),
        ("", "韦大爷看河。\n\n他坐轮椅来，吃低保。", ["9 轮椅 disability", "9 低保 welfare"]),
        ("tells: [health]\n", "韦大爷去年住院。", []),
        # A hearing aid is a matter of health to one and of disability to another.
        ("tells: [health]\n", "韦大爷有了助听器。", []),
        ("tells: [disability]\n", "韦大爷有糖尿病。", []),
        ("tells: [health]\n", "韦大爷吃低保。", ["8 低保 welfare"]),
        ("tells: [health, welfare]\n", "韦大爷住院，吃低保。", []),
        ("", "轮椅坡道修好了，残疾人联合会的人来看。", []),
        ("", "集中风力发电，其中风险不大。", []),
        ("", "区图书馆的灯亮了。", []),
    ],
)
def test_words_of_illness_disability_and_welfare_call_for_tells(
    site: Make, more: str, body: str, found: list[str]
) -> None:
    assert untold(site(PERSON + consent("story, health") + wish() + story(f"{more}wishes: [w-1]", body))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (wish(more="outcome: 出院有了轮椅\n"), ["10 轮椅 disability"]),
        (wish(more="outcome: 有了轮椅\ntells: [health]\n"), []),
        # Of a crowd, and of nobody, there is no consent to ask for.
        (wish("晨练队", "crowd: true", more="outcome: 有了轮椅\n"), []),
        (story("tags: [x]", "低保的政策问答。"), []),
        (story("people: [p-1]", "低保的政策问答。"), ["7 低保 welfare"]),
    ],
)
def test_a_wish_says_so_too_and_what_tells_of_nobody_need_not(site: Make, text: str, found: list[str]) -> None:
    assert untold(site(PERSON + consent("story, health") + text)) == found


def test_names_of_units_are_no_illness(site: Make) -> None:
    granters = "-- content/granters.yaml --\n- {id: library, name: 渡口肿瘤防治所, kind: medical}\n"
    root = site(granters + PERSON + consent() + wish() + story(body="渡口肿瘤防治所送韦大爷一盏灯。"))
    assert untold(root) == []


# False alarms

PLAIN = """
楼道里的灯亮了，老人说看清了台阶。
孩子们在河边画了一下午，颜料按颜色放回去。
志愿者上门量了尺寸，书桌第二天送到。
她把信读了两遍，说字比从前大了。
社区的钢琴调好了，合唱队开始练新歌。
残疾人之家添了两排书架，门口的轮椅坡道也修好了。
这台收音机跟了他三十一年，外壳一点没有打磨。
图书馆每月第一个星期六开门，不用报名。
理发师不带电推子，用手推剪慢慢推。
船靠岸时他喊一声：看脚。
问题在字上，刻细了远看还是糊。
家庭医生来讲怎样量血压，讲义印成大字。
请不要可怜的口气写稿，写事情就好。
""".strip().splitlines()


def test_plain_sentences_raise_no_alarm() -> None:
    alarms = [line for line in PLAIN[:-1] if style_of(line, of_minor=True) or any(dignity.slurs([in_body(line)]))]
    assert alarms == []
    assert style_of(PLAIN[-1]) == ["P462 可怜"]


def test_the_demo_is_written_with_dignity() -> None:
    """Every text of the demo, all rules on: no alarm, and so no false one."""
    _, records, _ = sites.read(ROOT)
    count = 0
    found: list[Problem] = []
    stories = (passage for record in records.stories for passage in dignity.texts_of(record))
    wishes = (passage for record in records.wishes for passage in dignity.texts_of(record))
    for passage in (*stories, *wishes):
        count += 1
        found += [*dignity.slurs([passage]), *dignity.advice([passage], of_somebody=True, of_minor=True)]
    assert count > 300
    assert found == []


def test_the_demo_gets_no_advice() -> None:
    assert advice_on(ROOT, now=dt.datetime(2026, 11, 24, 12)) == []


def test_a_minors_story_asks_for_more(site: Make) -> None:
    text = MINOR + consent("story, health") + wish("小禾（化名）") + story(body="小禾（化名）的父母离异了。")
    assert told(advice_on(site(text))) == ["P465 content/stories/a.md:7"]


def test_the_reason_of_a_retraction_is_read_as_well(site: Make) -> None:
    root = site(story("retracted: {date: 2026-02-20, reason: 文中说他是傻子。}"))
    assert sites.told(sites.build(root).problems) == ["P461 content/stories/a.md:5"]
