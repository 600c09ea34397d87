"""What points at somebody without a name: kinds of signs, and how many are too many (domain 2.4, 2.7 row 29)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.link.privacy import identify, passages, sensitive
from generator.link.privacy.register import people_of
from tests import sites
from tests.link.privacy.advised import ROOT, advice_on, facts
from tests.link.register import MINOR, PERSON, consent, story, wish

Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("他住在码坪社区。", "place"),
        ("青砚镇竹埠村的早晨", "place"),
        ("一家人住河景小区", "place"),
        ("她在育才小学读书", "school"),
        ("他上四年级", "school"),
        ("今年念初二", "school"),
        ("初三（2）班的班长", "school"),
        ("今年八十八岁", "age"),
        ("10岁的孩子", "age"),
        ("2015年出生", "age"),
        ("少数民族学生", "people"),
        ("瑶族老人", "people"),
        ("得过白血病", "illness"),
        ("肢体残疾", "illness"),
        ("戴着助听器", "illness"),
        ("父亲在外打工", "parent"),
        ("妈妈去世得早", "parent"),
        ("留守在家", "parent"),
        ("爸爸是货车司机", "parent"),
        ("住在建干路", "road"),
        ("解放东路的老屋", "road"),
        ("有一个弟弟", "sibling"),
        ("双胞胎", "sibling"),
        ("3月5日那天", "date"),
        ("三月初五", ""),
        ("十月十八日", "date"),
        # The parent's illness is the parent's, and is counted once.
        ("母亲精神残疾二级", "parent"),
        ("母亲精神残疾，他自己有哮喘", "illness parent"),
    ],
)
def test_kinds_of_signs(text: str, kinds: str) -> None:
    assert " ".join(sorted(identify.kinds_in(text))) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "社区工作人员到河边发心愿卡",
        "我们在社区活动室坐了一上午",
        "全村的人都来了，村里没有路灯",
        "嫁到外村的，一时忘了从哪条巷子进村",
        "老年学堂在智慧社区二楼",
        "上小学的孩子要一张书桌",
        "石榴区的大学生志愿者",
        "春节初二，改到前一个星期三",
        "后面推高一指，两鬓不要见青",
        "末班车几点，走错了怎么回来",
        "按岁数，二叔公应该坐正中",
        "几岁的孩子都能玩，十几岁的也行",
        "万岁亭边的柳树",
        "水族馆要修，家族群里说好了",
        "连着三天走公路，线路图早已找不到",
        "电路板上换了四只电容，一路走一路看",
        "天冷路滑，当晚路口人多",
        "渡口街道、云亭街道、青砚镇",
        "两条街外的公交车站",
        "老姐妹每个月给我写一封信",
        "妈妈下了班赶回来，天已经黑了",
        "大妈生病的猫",
        "其中风力最大的一天",
        "轮椅坡道修好了",
        "残疾人联合会送来了书",
        "请联系社区，或者写到街道或社区，再问社区",
        "提前走了一遍路，石板路还湿着，把路径记下给街坊看",
        "贫困线是一个统计词",
    ],
)
def test_what_is_no_sign(text: str) -> None:
    assert identify.kinds_in(text) == {}


BOY = wish("一名男孩").replace("place: dukou-he", "place: dukou")
ROW_29 = "码坪社区有一名男孩，少数民族，母亲精神残疾二级。"


def test_the_source_article_is_recognised(site: Make) -> None:
    """Row 29: a boy without a name, his community, his people, his mother's disability."""
    root = site(MINOR + consent("story, health") + BOY + story("wishes: [w-1]\ntells: [health]", ROW_29))
    assert sites.publish(root)[2] == []
    problem = next(problem for problem in advice_on(root) if problem.code == "P445")
    assert not problem.is_error
    assert str(problem.location) == "content/stories/a.md:8:1"
    assert facts(problem) == {
        "person": "p-1",
        "kinds": "3",
        "budget": "3",
        "parent": "8",
        "people": "8",
        "place": "8",
    }


SIGNS = ["住在码坪社区", "今年十岁", "是瑶族", "有一个弟弟", "住在建干路"]


def recognised(root: Path) -> list[str]:
    return [f"{facts(item)['person']} {facts(item)['kinds']}" for item in advice_on(root) if item.code == "P445"]


@pytest.mark.parametrize(("count", "found"), [(2, []), (3, ["p-1 3"]), (5, ["p-1 5"])])
def test_three_are_too_many_of_a_minor(site: Make, count: int, found: list[str]) -> None:
    body = "小禾（化名）" + "，".join(SIGNS[:count]) + "。"
    assert recognised(site(MINOR + consent() + wish("小禾（化名）") + story(body=body))) == found


@pytest.mark.parametrize(("count", "found"), [(3, []), (4, ["p-1 4"])])
def test_four_are_too_many_of_an_adult(site: Make, count: int, found: list[str]) -> None:
    body = "韦大爷" + "，".join(SIGNS[:count]) + "。"
    assert recognised(site(PERSON + consent() + wish() + story(body=body))) == found


def test_a_story_that_tells_of_a_minor_is_careful_of_everybody_in_it(site: Make) -> None:
    people = MINOR + "- {id: p-3, name: 韦岚音, birth: 1950-03}\n"
    wishes = wish("小禾（化名）") + wish("韦大爷", "person: p-3", number=2)
    text = story("wishes: [w-1, w-2]", "小禾（化名）来了。\n\n韦大爷" + "，".join(SIGNS[:3]))
    assert recognised(site(people + wishes + text)) == ["p-3 3"]


TWO = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音, birth: 1950-03}\n- {id: p-2, name: 梁满}\n"


def test_of_two_adults_only_paragraphs_that_mention_them_count(site: Make) -> None:
    body = "韦大爷来了。\n\n" + "，".join(SIGNS) + "。"
    wishes = wish() + wish("老梁", "person: p-2", number=2)
    assert recognised(site(TWO + wishes + story("wishes: [w-1, w-2]", body))) == []


def test_a_text_goes_on_about_the_one_it_tells_of(site: Make) -> None:
    body = "韦大爷来了。\n\n他" + "，".join(SIGNS) + "。"
    assert recognised(site(PERSON + wish() + story(body=body))) == ["p-1 5"]
    of_minor = "小禾（化名）来了。\n\n韦大爷在。\n\n他" + "，".join(SIGNS[:3]) + "。"
    people = MINOR + "- {id: p-3, name: 韦岚音, birth: 1950-03}\n"
    wishes = wish("小禾（化名）") + wish("韦大爷", "person: p-3", number=2)
    assert recognised(site(people + wishes + story("wishes: [w-1, w-2]", of_minor))) == ["p-1 3"]


def test_tags_are_signs_too(site: Make) -> None:
    text = story("wishes: [w-1]\ntags: [瑶族, 码坪社区]", "小禾（化名）今年十岁。")
    assert recognised(site(MINOR + wish("小禾（化名）") + text)) == ["p-1 3"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ("wish: 我十岁，瑶族，想要一个书包\n", []),
        ("wish: 我十岁，瑶族，在河边小学读四年级\n", ["p-1 3 wish"]),
        ("wish: 我十岁，想要一个书包\noutcome: 3月5日送到，妹妹也有一个\n", ["p-1 3 wish"]),
        ("photos: [{src: media/a.png, alt: 十岁的瑶族孩子, caption: 码坪社区的书包}]\n", ["p-1 3 photos"]),
    ],
)
def test_a_wish_is_measured_as_well(site: Make, texts: str, found: list[str]) -> None:
    root = site(MINOR + wish("小禾（化名）", more=texts) + "-- content/media/a.png --\n9x9\n")
    told = [problem for problem in advice_on(root) if problem.code == "P445"]
    lines = (root / "content/wishes/w-1.yaml").read_text("utf-8").splitlines()
    places = [lines[item.location.line - 1].split(":")[0] for item in told]
    assert [f"{one} {place}" for one, place in zip(recognised(root), places, strict=True)] == found


def test_of_an_adult_a_wish_may_say_more_and_of_who_is_named_anything(site: Make) -> None:
    more = "wish: " + "，".join(SIGNS[:3]) + "\n"
    assert recognised(site(PERSON + wish(more=more))) == []
    more = "wish: " + "，".join(SIGNS) + "\n"
    assert recognised(site(PERSON + wish(more=more))) == ["p-1 5"]
    assert recognised(site(PERSON + consent("story, real-name") + wish("韦岚音", more=more))) == []
    assert recognised(site(wish("邻居们", "crowd: true", more=more))) == []


def test_kinds_add_up_over_paragraphs_title_and_summary_and_their_lines_are_told(site: Make) -> None:
    more = "summary: 韦大爷今年八十八岁\nwishes: [w-1]"
    body = "韦大爷是瑶族。\n他有一个弟弟。\n\n看河。\n\n韦大爷住在建干路，是瑶族。"
    (problem,) = [
        item for item in advice_on(site(PERSON + consent() + wish() + story(more, body))) if "445" in item.code
    ]
    told = {kind: lines for kind, lines in facts(problem).items() if kind not in ("person", "kinds", "budget")}
    assert told == {"age": "summary", "people": "8、13", "road": "13", "sibling": "9"}


@pytest.mark.parametrize(
    ("scope", "place", "found"),
    [
        ("story, village", "dukou-he", ["p-1 4"]),
        # Their village is not shown: the card says only the street.
        ("story", "dukou-he", []),
        ("story, village", "dukou", []),
    ],
)
def test_the_place_on_the_card_counts_where_it_is_shown(site: Make, scope: str, place: str, found: list[str]) -> None:
    body = "韦大爷今年八十八岁，是瑶族，住在建干路。"
    assert recognised(site(PERSON + consent(scope) + wish(place=place) + story(body=body))) == found


def test_the_places_of_the_site_are_known_by_name(site: Make) -> None:
    places = sites.files_of(sites.BASE)["content/places.yaml"] + "- {id: wan, name: 三湾, parent: dukou}\n"
    body = "韦大爷今年八十八岁，是瑶族，有一个弟弟，住三湾。"
    root = site(f"-- content/places.yaml --\n{places}" + PERSON + consent() + wish() + story(body=body))
    assert recognised(root) == ["p-1 4"]


def test_those_who_help_are_no_sign_of_those_who_are_helped(site: Make) -> None:
    granters = "-- content/granters.yaml --\n- {id: library, name: 建干路育才小学, kind: school}\n"
    body = "韦大爷今年八十八岁，建干路育才小学送来了灯，那是3月5日。"
    assert recognised(site(granters + PERSON + consent() + wish() + story(body=body))) == []


def test_an_unnamed_minor_is_sought_as_a_child(site: Make) -> None:
    body = "这个孩子" + "，".join(SIGNS[:3]) + "。"
    assert recognised(site(MINOR + consent() + story("people: [p-1]", body))) == ["p-1 3"]


def test_who_is_named_is_no_secret(site: Make) -> None:
    body = "韦岚音" + "，".join(SIGNS) + "。"
    root = site(PERSON + consent("story, real-name, village") + wish("韦岚音") + story(body=body))
    assert recognised(root) == []


def test_the_demo_gives_nobody_away() -> None:
    assert recognised(ROOT) == []


def test_signs_in_the_demo_are_real() -> None:
    """Every sign that is found in the demo's stories, read by hand: none is a false alarm."""
    _, records, _ = sites.read(ROOT)
    around = identify.Surroundings.of(records)
    found: dict[str, int] = {}
    for record in records.stories:
        for passage in passages.of_story(record):
            for kind in identify.kinds_in(sensitive.blanked(passage.text, around.units), around.exact.values()):
                found[kind] = found.get(kind, 0) + 1
    assert len(records.stories) > 20
    assert any(people_of(record, around.wishes) for record in records.stories)
    # Nothing of schools, illness, parents or brothers and sisters; the roads are where the office is, and where a shop.
    assert set(found) == {"place", "date", "age", "road"}
    assert (found["age"], found["road"]) == (1, 6)


# The place that the card does not show


PLACES = """-- content/places.yaml --
- {id: dukou, name: 渡口街道}
- {id: dukou-he, name: 河边社区, parent: dukou}
"""
UNIT = "-- content/granters.yaml --\n- {id: library, name: 河边社区志愿队, kind: volunteers}\n"


@pytest.mark.parametrize(
    ("scope", "text", "told"),
    [
        ("story", wish(more="outcome: 河边社区的灯亮了\n"), ["P460 content/wishes/w-1.yaml:10"]),
        ("story, village", wish(more="outcome: 河边社区的灯亮了\n"), []),
        ("story", wish(more="outcome: 渡口街道的灯亮了\n"), []),
        ("story", wish(place="dukou", more="outcome: 渡口街道的灯亮了\n"), []),
        ("story", wish("邻居们", "crowd: true", more="outcome: 河边社区的灯亮了\n"), []),
        ("story", wish() + story(body="灯亮了。\n\n河边社区的人都来了。"), ["P460 content/stories/a.md:9"]),
        ("story", wish() + story("wishes: [w-1]\ntags: [河边社区]"), ["P460 content/stories/a.md:6"]),
        # Called after the place, a unit says where it is itself.
        ("story", UNIT + wish(more="outcome: 河边社区志愿队来了\n"), []),
    ],
)
def test_the_text_does_not_say_what_the_card_hides(site: Make, scope: str, text: str, told: list[str]) -> None:
    found = advice_on(site(PERSON + consent(scope) + PLACES + text))
    assert [line for line in sites.told(found) if line.startswith("P460")] == told


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "| 小禾（化名） | 10岁 | 四年级 | 瑶族 |\n|---|---|---|---|\n| 韦大爷 | 88岁 | | |",
            ["P445 content/pages/p.md:4"],
        ),
        ("小禾（化名）10岁，读四年级，是瑶族。", ["P445 content/pages/p.md:4"]),
        ("| 小禾（化名） | 10岁 |\n|---|---|\n| 别人 | 四年级，瑶族 |", []),
        ("孩子10岁，读四年级，是瑶族。", []),
    ],
)
def test_a_standing_page_is_measured_where_it_names_somebody(site: Make, body: str, found: list[str]) -> None:
    root = site(MINOR + wish("小禾（化名）") + f"-- content/pages/p.md --\n---\ntitle: 榜\n---\n{body}\n")
    assert [line for line in sites.told(advice_on(root)) if line.startswith("P445")] == found
