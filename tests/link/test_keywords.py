from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.keywords import keywords, phrases

TEXT = "志愿者给老人送来收音机。收音机是红色的，老人把收音机放在窗台上。2026年2月3日，他们又来了一次，带来两副老花镜。"


def test_the_words_that_a_text_is_about_come_first() -> None:
    words = keywords("", TEXT)
    assert words[0] == ("收音机", 3)
    assert dict(words)["老人"] == 2
    assert dict(words)["老花镜"] == 1


def test_a_word_of_the_title_counts_three_times() -> None:
    assert dict(keywords("收音机响了", TEXT))["收音机"] == 6
    assert dict(keywords("桂花", TEXT))["桂花"] == 3


def test_function_words_numbers_and_single_characters_say_nothing() -> None:
    words = dict(keywords("他们的灯", "我们一起把这个灯送给了他们，一共三盏，第二天又送了一盏。因为天黑，所以需要。"))
    assert not words.keys() & {"我们", "一起", "这个", "他们", "三盏", "一盏", "第二天", "因为", "所以", "需要", "灯"}


def test_latin_words_are_in_lower_case_and_of_three_letters_or_more() -> None:
    words = dict(keywords("", "一台 iPad 和一本 Python 书，用 AI 写的，ipad 是旧的"))
    assert words["ipad"] == 2
    assert words["python"] == 1
    assert "ai" not in words


def test_the_word_that_the_site_is_about_is_one_word() -> None:
    assert dict(keywords("", "石榴区微心愿征集"))["微心愿"] == 1


def test_longer_words_and_more_frequent_ones_first_then_by_word() -> None:
    words = keywords("", TEXT * 3 + "桂花和茶花，茶花和桂花")
    weights = [count * len(word) for word, count in words]
    assert weights == sorted(weights, reverse=True)
    ties = [word for word, count in words if count * len(word) == 4]
    assert ties == sorted(ties)
    assert {"桂花", "茶花"} <= set(ties)


def test_at_most_sixty_each_once() -> None:
    text = "，".join(f"word{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(100))
    words = keywords("", text)
    assert len(words) == 60
    assert len({word for word, _ in words}) == 60


@pytest.mark.parametrize(
    "headline",
    [
        "一副|老花镜，|让韦大爷|看清了|孙女的|来信",
        "2026年2月3日，|穿岩|社区|120户|居民|用上了|新路灯",
        "“我想要|一辆|自行车”：|小宇的|心愿|实现了",
        "“点亮微心愿”|走进|社区 |党员|认领|300个|心愿",
        "广西|桂林：|多方|联动|助残|圆梦 |iPad|送到|山里娃|手中",
        "增长|5.88%的|《读书计划》|（三）……",
        "爷爷和|孙女的|约定",
        "老人|想要|一台|收音机，|你们|能帮帮|他吗？",
        "“等等我”——|一个|孩子和|他的|Wi-Fi|路由器",
        "二十六部手机，|八个|星期六",
        "棋盘|不再|追着|影子跑",
        "三条线，|十四户：|一个|理发队的|值班本",
        "四个月，|九盏灯：|石榴区|微心愿的|第一份|账单",
        "3月28日|那天，|窗户|开着",
        "灯",
    ],
)
def test_a_headline_is_cut_where_a_line_may_end(headline: str) -> None:
    assert phrases(headline.replace("|", "")) == tuple(headline.split("|"))


def test_no_headline_has_no_phrases() -> None:
    assert phrases("") == ()


HEADLINES = st.text(
    st.sampled_from("老人想要一台收音机的了吗和与在小宇灯社区微心愿，：。！“”《》（）… 12月日年aB-.%·"), max_size=40
)


@given(HEADLINES)
def test_phrases_joined_are_the_title(title: str) -> None:
    cut = phrases(title)
    assert "".join(cut) == title
    assert all(cut)


@given(HEADLINES)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(title: str) -> None:
    cut = phrases(title)
    assert not [phrase for phrase in cut[1:] if phrase[0] in "，：。！”》）…%"]
    assert not [phrase for phrase in cut[:-1] if phrase[-1] in "“《（"]


@given(st.lists(st.sampled_from(["老人", "想要", "收音机", "灯", "的"]), min_size=2, max_size=6))
def test_a_line_may_always_end_after_a_comma(clauses: Any) -> None:
    title = "，".join(clauses)
    assert "".join("".join(phrases(title)).split("，")) == "".join(clauses)
    assert sum(phrase.endswith("，") for phrase in phrases(title)) == len(clauses) - 1


@given(st.lists(st.sampled_from(["2026年2月3日", "3月28日", "Wi-Fi", "5.88%", "120户", "老人", "想要", "，", "的"])))
def test_dates_numbers_and_latin_words_stay_whole(words: Any) -> None:
    whole = [word for word in words if word[0].isascii()]
    # Between two whole words stands a comma, or they would be one.
    cut = phrases("，".join(whole))
    assert [phrase.rstrip("，") for phrase in cut] == whole


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_has_the_same_keywords_again(title: str, text: str) -> None:
    assert keywords(title, text) == keywords(title, text)
