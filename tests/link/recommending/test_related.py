"""Recommended reading: the rules that hold for any site, and what a reader would expect of a small one."""

import random
from collections import Counter
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.link.keywords import keywords
from generator.link.recommending.related import PIN, Features, recommend, recommended, varied

DAY = 86_400


def story(number: int, *, day: int | None = None, **features: Any) -> Any:
    """A story that is published `number` days after the first, unless another day is said."""
    day = number if day is None else day
    return Features(f"s{number:04}", day, day * DAY, **features)


def told(number: int, title: str, text: str, **features: Any) -> Any:
    return story(number, title=title, words=keywords(title, text), **features)


def ids(choices: Any) -> Any:
    return [choice.id for choice in choices]


def kinds(choice: Any) -> Any:
    return [kind for kind, _, _ in choice.reasons]


def cited(lists: Any) -> Any:
    return Counter(choice for listed in lists.values() for choice in listed)


def changed(before: Any, after: Any) -> Any:
    """The stories of both sites whose list is another one."""
    return [name for name in before.keys() & after.keys() if before[name] != after[name]]


TOPICS = 20


def synthetic(stories: int, *, seed: int = 0) -> Any:
    """A site of one story a day: 20 topics with 60 words each, 400 words of all, 24 places in 6 streets."""
    pick = random.Random(seed)
    site = []
    for number in range(stories):
        topic, place = pick.randrange(TOPICS), pick.randrange(24)
        words = {f"{topic}-{pick.randrange(60)}" for _ in range(12)} | {f"all-{pick.randrange(400)}" for _ in range(12)}
        site.append(
            story(
                number,
                channel=f"c{pick.randrange(4)}",
                categories=(f"k{topic % 6}",),
                granters=(f"g{pick.randrange(30)}",),
                tags=(f"t{pick.randrange(40)}",),
                places=(f"p{place}",),
                streets=(f"r{place // 4}",),
                words=tuple((word, pick.choice((1, 1, 1, 2, 4))) for word in sorted(words)),
                title=f"title {number}",
            )
        )
    return site


# Any site: few values, so that much is shared, days that coincide, texts and titles that repeat.
FEW = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
WORDS = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=8, unique=True).map(
    lambda words: tuple((w, 1) for w in words)
)


@st.composite
def sites(draw: Any, *, at_most: int = 48) -> Any:
    size = draw(st.integers(0, at_most))
    shape = st.tuples(
        st.integers(0, 900), st.sampled_from(["", "x", "y"]), FEW, FEW, FEW, WORDS, st.sampled_from(["", "A", "B"])
    )
    return [
        story(number, day=day, channel=channel, categories=few, places=places, tags=tags, words=words, title=title)
        for number, (day, channel, few, places, tags, words, title) in enumerate(
            draw(st.lists(shape, min_size=size, max_size=size))
        )
    ]


@st.composite
def pinned_sites(draw: Any) -> Any:
    site = draw(sites())
    names = [one.id for one in site]
    anybody = st.sampled_from([*names, "gone"])
    pins = draw(st.dictionaries(anybody, st.lists(anybody, max_size=3), max_size=6))
    return site, pins, draw(st.integers(0, 9))


def alike(size: int) -> Any:
    """Stories that are the same in everything, and of one moment."""
    return [
        story(number, day=5, channel="x", categories=("a",), words=(("灯", 1),), title="T") for number in range(size)
    ]


class TestAnySite:
    @given(pinned_sites())
    @example((alike(0), {}, 8))
    @example((alike(1), {}, 8))
    @example((alike(2), {}, 8))
    @example((alike(9), {}, 8))
    @example((alike(21), {}, 8))
    @example((alike(70), {}, 8))
    @example(([story(number) for number in range(21)], {}, 8))
    def test_every_list_is_full_and_has_neither_the_story_nor_anything_twice(self, drawn: Any) -> None:
        site, pins, count = drawn
        lists = recommend(site, pins=pins, count=count)
        assert lists.keys() == {one.id for one in site}
        for name, choices in lists.items():
            assert len(choices) == min(count, len(site) - 1)
            assert name not in ids(choices)
            assert len(set(ids(choices))) == len(choices)

    @given(pinned_sites(), st.randoms(use_true_random=False))
    def test_the_order_in_which_stories_come_does_not_matter(self, drawn: Any, chance: Any) -> None:
        site, pins, count = drawn
        shuffled = chance.sample(site, len(site))
        assert list(recommend(shuffled, pins=pins, count=count).items()) == list(
            recommend(site, pins=pins, count=count).items()
        )

    @given(pinned_sites())
    def test_pins_come_first_in_their_order(self, drawn: Any) -> None:
        site, pins, count = drawn
        names = {one.id for one in site}
        for name, choices in recommend(site, pins=pins, count=count).items():
            wanted = [pin for pin in dict.fromkeys(pins.get(name, ())) if pin in names and pin != name]
            assert ids(choices)[: len(wanted)] == wanted[: len(choices)]
            assert [kinds(choice)[0] == "pin" for choice in choices] == [pin in wanted for pin in ids(choices)]

    @given(sites(at_most=48), st.integers(1, 5))
    @example(alike(21), 2)
    @example(alike(48), 5)
    def test_over_twenty_stories_none_is_nowhere_and_none_in_more_than_one_list_of_eight(
        self, site: Any, count: int
    ) -> None:
        if len(site) <= 20:
            return
        appearances = cited(recommended(site, pins={}, count=count))
        assert set(appearances) == {one.id for one in site}
        if len(site) // 8 >= count:
            assert max(appearances.values()) <= len(site) // 8

    @pytest.mark.parametrize("size", [64, 65, 71, 72, 100, 200, 400])
    def test_from_sixty_four_stories_eight_places_each_keep_to_one_in_eight(self, size: int) -> None:
        for site in (synthetic(size), alike(size), [story(number) for number in range(size)]):
            appearances = cited(recommended(site, pins={}, count=8))
            assert len(appearances) == size
            assert max(appearances.values()) <= size // 8

    @pytest.mark.parametrize("size", [21, 40, 63])
    def test_where_one_in_eight_cannot_be_none_is_in_more_than_half_as_many_again_as_the_mean(self, size: int) -> None:
        popular = [story(number, categories=("a",), tags=("b",) if number < 2 else ()) for number in range(size)]
        for site in (synthetic(size), popular):
            appearances = cited(recommended(site, pins={}, count=8))
            assert len(appearances) == size
            assert max(appearances.values()) <= 12

    def test_pins_may_go_beyond_the_cap_but_nothing_is_added_to_them(self) -> None:
        site = synthetic(80)
        star = site[3].id
        lists = recommend(site, pins={one.id: [star] for one in site[:40]}, count=8)
        assert [name for name, choices in lists.items() if star in ids(choices)] == [
            one.id for one in site[:40] if one.id != star
        ]

    @given(pinned_sites())
    def test_the_reasons_add_up_and_the_weightiest_comes_first(self, drawn: Any) -> None:
        site, pins, count = drawn
        for choices in recommend(site, pins=pins, count=count).values():
            for choice in choices:
                weights = [weight for _, _, weight in choice.reasons]
                assert choice.score == sum(weights)
                assert weights == sorted(weights, reverse=True)
                assert weights

    @given(pinned_sites())
    def test_without_reasons_the_choice_is_the_same(self, drawn: Any) -> None:
        site, pins, count = drawn
        with_reasons = recommend(site, pins=pins, count=count)
        assert recommended(site, pins=pins, count=count) == {
            name: tuple(ids(choices)) for name, choices in with_reasons.items()
        }


NEIGHBOURHOOD = [
    told(1, "一副老花镜", "韦大爷看不清孙女的来信。验光师上门验光，配好老花镜，老花镜轻，韦大爷把信读了两遍。",
         categories=("health",), places=("beimen",), streets=("shiliu",), granters=("optician",)),
    told(2, "旧收音机响了", "陈奶奶的收音机坏了。师傅换了电容，波段准了，收音机里唱起桂剧。",
         categories=("culture",), places=("nanmen",), streets=("shiliu",), granters=("repair",)),
    told(3, "会长高的书桌", "小宇想要一张书桌。木工师傅做了书桌，桌腿能升高，小宇在书桌上写作业。",
         categories=("study",), places=("xiqiao",), streets=("liudi",), granters=("carpenter",)),
    told(4, "放大镜和大字报纸", "李奶奶视力不好。验光师送来放大镜，图书馆送来大字报纸，老花镜也换了新的。",
         categories=("health",), places=("beimen",), streets=("shiliu",), granters=("optician",)),
    told(5, "桂剧又唱起来", "老人们想听桂剧。剧团来社区唱桂剧，收音机前的老人都出来了。",
         categories=("culture",), places=("nanmen",), streets=("shiliu",), granters=("troupe",)),
    told(6, "台灯亮了", "小雨的书桌上没有台灯。木工师傅装好台灯，小雨晚上写作业不再揉眼睛。",
         categories=("study",), places=("xiqiao",), streets=("liudi",), granters=("carpenter",)),
    told(7, "河边的长椅", "河边散步的人没有地方坐。长椅装好了，早上有人下棋。",
         categories=("public",), places=("dongpo",), streets=("liudi",), granters=("company",)),
    told(8, "棋盘不再追着影子跑", "下棋的人嫌太阳晒。河边搭起凉棚，长椅旁的棋盘有了荫凉。",
         categories=("public",), places=("dongpo",), streets=("liudi",), granters=("company",)),
    told(9, "一辆轮椅", "黄大爷想下楼。志愿者送来轮椅，轮椅推到桂花树下。",
         categories=("health",), places=("dongpo",), streets=("liudi",), granters=("volunteers",)),
    told(10, "一个路由器", "山里的学校上网课没有信号。公司装了路由器，孩子们看见了屏幕里的老师。",
         categories=("study",), places=("yanwan",), streets=("shanli",), granters=("telecom",)),
]  # fmt: skip


class TestSmallSite:
    @pytest.mark.parametrize(("one", "other"), [(1, 4), (4, 1), (2, 5), (5, 2), (3, 6), (6, 3), (7, 8), (8, 7)])
    def test_the_story_that_anybody_would_name_comes_first(self, one: str, other: str) -> None:
        first = recommend(NEIGHBOURHOOD, pins={}, count=3)[f"s{one:04}"][0]
        assert first.id == f"s{other:04}"
        assert {"category", "place", "word"} <= set(kinds(first))

    def test_the_reasons_name_what_is_shared(self) -> None:
        first = recommend(NEIGHBOURHOOD, pins={}, count=3)["s0001"][0]
        shared = {(kind, value) for kind, value, _ in first.reasons}
        assert {
            ("category", "health"),
            ("place", "beimen"),
            ("street", "shiliu"),
            ("granter", "optician"),
            ("word", "验光师"),
            ("recency", "6"),
        } <= shared
        assert ("word", "台灯") not in shared

    def test_a_story_that_shares_nothing_is_shown_the_nearest_in_time(self) -> None:
        site = [*NEIGHBOURHOOD, told(11, "天气", "下雪。", day=700), story(12, day=698), story(13, day=650)]
        choices = recommend(site, pins={}, count=2)["s0011"]
        assert ids(choices) == ["s0012", "s0013"]
        assert choices[0].reasons == (("recency", "2", 3), ("fill", "2", 0))
        assert choices[1].reasons == (("fill", "50", 0), ("recency", "50", 2))[::-1]

    def test_a_pin_comes_before_the_obvious_story_and_a_pin_to_nothing_is_passed_over(self) -> None:
        choices = recommend(NEIGHBOURHOOD, pins={"s0001": ["s0099", "s0007"]}, count=3)["s0001"]
        assert ids(choices)[:2] == ["s0007", "s0004"]
        assert choices[0].reasons[0] == ("pin", "", PIN)

    def test_of_two_that_share_the_same_the_newer_weighs_more(self) -> None:
        site = [story(1, day=0, tags=("a",)), story(2, day=500, tags=("a",)), story(3, day=1000, tags=("a",))]
        assert ids(recommend(site, pins={}, count=2)["s0002"]) == ["s0003", "s0001"]

    def test_the_rarer_thing_in_common_weighs_more(self) -> None:
        site = [story(number, tags=("common",)) for number in range(20)]
        site += [story(20, tags=("common", "rare")), story(21, tags=("rare",)), story(22, tags=("common",))]
        assert ids(recommend(site, pins={}, count=1)["s0020"]) == ["s0021"]

    @pytest.mark.parametrize(("holders", "told"), [(10, {"word"}), (11, set())])
    def test_a_word_that_more_than_one_in_eight_has_tells_nothing(self, holders: int, told: Any) -> None:
        site = [story(n, day=0, words=(("灯", 1),) if n < holders else ()) for n in range(80)]
        site.append(story(80, day=900))
        first = recommend(site, pins={}, count=2)["s0000"][0]
        assert {kind for kind in kinds(first) if kind == "word"} == told

    def test_a_dozen_rare_words_beat_the_same_kind_of_wish_in_the_same_place_and_a_few_common_ones_do_not(self) -> None:
        rare = tuple((f"r{n}", 2) for n in range(12))
        common = tuple((f"c{n}", 2) for n in range(3))
        alike: dict[str, Any] = {"categories": ("k0",), "places": ("p0",), "channel": "x"}
        site = [
            story(n, day=n, categories=(f"k{n % 6}",), places=(f"p{n % 24}",), words=common if n % 9 == 1 else ())
            for n in range(1, 200)
        ]
        site += [story(900, day=50, words=(*rare, *common), **alike), story(901, day=51, words=rare)]
        site += [story(902, day=52, words=common)]
        first, *others = ids(recommend(site, pins={}, count=8)["s0900"])
        assert first == "s0901"
        assert set(others) <= {f"s{n:04}" for n in range(24, 200, 24)}

    def test_a_word_of_two_stories_in_a_thousand_weighs_more_than_one_of_thirty(self) -> None:
        assert [_weight_of_a_word_in(holders) for holders in (2, 3, 7, 31, 100)] == [13, 13, 10, 6, 3]

    def test_a_story_of_a_street_goes_with_the_stories_in_it(self) -> None:
        site = [story(number, day=0, channel="x") for number in range(5)]
        site += [story(5, day=900, places=("shiliu",)), story(6, day=1, places=("beimen",), streets=("shiliu",))]
        first = recommend(site, pins={}, count=2)["s0005"][0]
        assert first.id == "s0006"
        assert ("street", "shiliu") in {(kind, value) for kind, value, _ in first.reasons}


def _weight_of_a_word_in(holders: int) -> Any:
    site = [story(n, day=0, words=(("灯", 1),) if n < holders else ()) for n in range(1000)]
    (weight,) = {
        weight
        for choice in recommend(site, pins={}, count=1)["s0000"]
        for kind, _, weight in choice.reasons
        if kind == "word"
    }
    return weight


class TestNearDuplicates:
    def test_a_list_shows_one_of_the_stories_of_one_title(self) -> None:
        series = [story(number, tags=("a", "b"), title="本周的心愿！") for number in (30, 31, 32)]
        site = [story(number, tags=("a",), title=f"T{number}") for number in range(10)] + series
        for name, choices in recommended(site, pins={}, count=5).items():
            assert len({one.id for one in series} & {*choices}) <= 1, name

    def test_a_list_shows_one_of_the_stories_of_almost_one_text(self) -> None:
        words = tuple((word, 1) for word in "一二三四五六七八九十")
        copies = [story(30, words=words), story(31, words=words[1:]), story(32, words=words[:9])]
        site = [story(number, words=words[number % 5 : number % 5 + 2]) for number in range(12)] + copies
        lists = recommended(site, pins={}, count=4)
        for name in (one.id for one in site[:12]):
            assert len({one.id for one in copies} & {*lists[name]}) <= 1, name

    def test_stories_that_share_half_of_their_words_are_no_duplicates(self) -> None:
        words = ["甲乙丙丁", "甲乙丙丁戊己庚辛", "甲乙丙丁子丑寅卯", "戊己庚辛", "子丑寅卯"]
        site = [story(number, words=tuple((word, 1) for word in each)) for number, each in enumerate(words)]
        site += [story(number) for number in range(5, 30)]
        assert set(recommended(site, pins={}, count=2)["s0000"]) == {"s0001", "s0002"}


class TestStability:
    @pytest.mark.parametrize("seed", range(4))
    def test_publishing_one_story_changes_few_lists(self, seed: int) -> None:
        site = synthetic(401, seed=seed)
        before = recommended(site[:-1], pins={}, count=8)
        after = recommended(site, pins={}, count=8)
        assert len(changed(before, after)) <= 30

    @pytest.mark.parametrize("size", [255, 1023])
    def test_that_holds_when_the_number_of_stories_doubles(self, size: int) -> None:
        site = synthetic(size + 1)
        before = recommended(site[:-1], pins={}, count=8)
        assert len(changed(before, recommended(site, pins={}, count=8))) <= 50

    @pytest.mark.parametrize("seed", range(4))
    def test_editing_one_title_changes_few_lists(self, seed: int) -> None:
        site = synthetic(400, seed=seed)
        words = (("all-1", 3), ("all-2", 3), *site[200].words[2:])
        one = site[200]
        edited = msgspec.structs.replace(one, words=words, title="another title")
        before = recommended(site, pins={}, count=8)
        after = recommended([*site[:200], edited, *site[201:]], pins={}, count=8)
        assert len(changed(before, after)) <= 20

    def test_taking_one_story_away_touches_those_that_showed_it(self) -> None:
        site = synthetic(400)
        before = recommended(site, pins={}, count=8)
        after = recommended([*site[:200], *site[201:]], pins={}, count=8)
        showed = {name for name, choices in before.items() if site[200].id in choices}
        touched = set(changed(before, after))
        assert showed <= touched
        assert len(touched) <= len(showed) + 20


class TestVaried:
    def test_featured_stories_come_first_newest_first(self) -> None:
        site = [story(number) for number in range(10)]
        assert varied(site, featured=["s0002", "s0007", "gone"], count=3) == ("s0007", "s0002", "s0009")

    def test_neighbours_differ_and_newer_stories_come_first(self) -> None:
        site = [
            story(number, channel=f"c{number // 5}", categories=(f"k{number // 5}",), places=(f"p{number // 5}",))
            for number in range(15)
        ]
        shown = varied(site, featured=())
        channels = [int(name[1:]) // 5 for name in shown]
        assert shown[:3] == ("s0014", "s0009", "s0004")
        assert all(one != other for one, other in pairwise(channels))

    def test_to_be_like_the_last_is_worse_than_to_be_like_the_last_but_one(self) -> None:
        site = [story(9, channel="x"), story(8, channel="y"), story(7, channel="y"), story(6, channel="x")]
        assert varied(site, featured=()) == ("s0009", "s0008", "s0006", "s0007")

    def test_where_nothing_differs_the_newest_come_first(self) -> None:
        site = [story(number, channel="x") for number in range(4)]
        assert varied(site, featured=()) == ("s0003", "s0002", "s0001", "s0000")

    @given(sites(), st.integers(0, 45), st.randoms(use_true_random=False))
    def test_each_once_at_most_so_many_whatever_the_order(self, site: Any, count: int, chance: Any) -> None:
        featured = {one.id for one in site[::5]}
        shown = varied(site, featured=featured, count=count)
        assert len(shown) == len(set(shown)) == min(count, len(site))
        assert set(shown[: len(featured)]) <= featured
        assert shown == varied(chance.sample(site, len(site)), featured=featured, count=count)
