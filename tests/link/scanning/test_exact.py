"""Days of birth, and degrees with their minutes."""

from __future__ import annotations

import pytest

from generator.link.privacy.guard import Clearance, Guard
from tests.link.scanning.people import leaks, rules

_NOBODY = Guard((), ())


@pytest.mark.parametrize(
    "text",
    [
        "小禾（化名）2016年5月2日出生",
        "生于1980.3.7",
        "出生于2016-05-02",
        "出生日期：2016/5/2",
        "她的生日是 2016年5月2日",
        "1950年3月7日生",
        "2016年5月2日，出生",
        "二〇一六年五月二日出生",
        "<b>2016</b>年5月2日出生",
        "２０１６年５月２日生",
        "二○一六年五月二日出生",
        "2016年五月二日出生",
        "2016年5月2日在县医院出生",
        "2016年5月2日（农历三月廿六）出生",
        "出生年月日：2016年5月2日",
        "生日是“2016年5月2日”",
        "1950年3月7日生人",
    ],
)
def test_a_day_of_birth_may_be_one(text: str) -> None:
    assert rules(leaks(f"<p>{text}</p>", under=_NOBODY)) == ["birth?"]


@pytest.mark.parametrize(
    "text",
    [
        "2026年2月3日生效",
        "2026年2月3日生产的牛奶",
        "2026年2月3日，生活馆开门",
        "3月7日是她的生日",
        "2016年5月出生",
        "过生日那天，队员们来了。2026年2月3日",
        "2026-02-03 09:00",
        "出生地在石榴区，2026年2月3日搬来",
        *(
            "2026年1月29日生日会上",
            "2026年5月1日生鲜超市",
            "2026年5月1日生怕",
            "2026年5月1日生机勃勃",
            "2026年5月1日生平第一次",
        ),
        *("2024年1月1日，出生人口登记", "2025年1月1日出生登记", "2025年10月1日，诞生了第一百个心愿"),
        *("点亮微心愿行动诞生于2021年3月5日", "诞生于2008年5月12日的队伍", "过完生日（2026年1月3日）"),
        "气温25度16分钟后",
        "25度6分",
    ],
)
def test_what_is_none(text: str) -> None:
    assert leaks(f"<p>{text}</p>", under=_NOBODY) == []


@pytest.mark.parametrize(
    "text",
    [
        "东经110度17分3秒，北纬25度16分25秒",
        "N25°16′25″，E110°17′3″",
        "25°16'25.5\"N 110°17'3\"E",
        "25°16’25”N，110°17’3”E",
        "北纬25度16.4分，东经110度17.1分",
        "北纬：25°16′25″ 东经：110°17′3″",
    ],
)
def test_degrees_with_seconds_are_a_place(text: str) -> None:
    assert rules(leaks(f"<p>{text}</p>", under=_NOBODY)) == ["coordinates"]


def test_degrees_with_minutes_alone_may_be_a_town() -> None:
    assert rules(leaks("<p>北纬25度16分、东经110度17分</p>", under=_NOBODY)) == ["coordinates?"]


def test_both_can_be_cleared() -> None:
    under = Guard((), (Clearance("2016年5月2日出生", "a.html"), Clearance("北纬25度16分、东经110度17分", "a.html")))
    assert leaks("<p>2016年5月2日出生。北纬25度16分、东经110度17分</p>", "a.html", under=under) == []
