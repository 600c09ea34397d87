"""Recommended reading that reckons anew only what changed: the same as if everything were."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base import digest
from generator.link.recommending import rows
from generator.link.recommending.features import words_of
from generator.link.recommending.ranking import WINDOW, Window
from generator.link.recommending.related import Features, recommended, renewed
from generator.link.recommending.renewing import renew
from generator.link.recommending.rows import Known
from tests.link.recommending.test_related import DAY, story, synthetic

# Windows so narrow that a few stories have neighbours within them and beyond.
NARROW = st.builds(
    Window,
    exact=st.sampled_from([0, 0, 4]),
    reach=st.integers(1, 4),
    kept=st.sampled_from([2, 3, 5, 8]),
    bulk=st.sampled_from([0, 1000]),
    # What a large site does, these shall do however much of them changes.
    share=st.just(1),
)

FEW = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
WORDS = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑寅卯"), st.sampled_from([1, 1, 2, 5])),
    max_size=12,
    unique_by=lambda each: each[0],
).map(tuple)
DAYS = st.one_of(st.integers(0, 40), st.sampled_from([0, 29, 31, 119, 121, 479, 481, 600, 1000]))
TITLES = st.sampled_from(["", "A", "B", "C", "D", "E"])


@st.composite
def tales(draw: Any) -> Any:
    day = draw(DAYS)
    return {
        "day": day,
        "second": day * DAY,
        "channel": draw(st.sampled_from(["x", "x", "y", ""])),
        "categories": draw(FEW),
        "tags": draw(FEW),
        "places": draw(FEW),
        "streets": draw(st.sampled_from([(), (), ("a",), ("b",)])),
        "words": draw(WORDS),
        "title": draw(TITLES),
    }


ANY = st.integers(0, 1000)
EDITS = st.one_of(
    st.tuples(st.just("publish"), ANY, tales()),
    st.tuples(st.just("withdraw"), ANY, st.none()),
    st.tuples(st.just("rewrite"), ANY, tales()),
    st.tuples(st.just("reword"), ANY, WORDS),
    st.tuples(st.just("stress"), ANY, st.sampled_from([1, 2, 5])),
    st.tuples(st.just("retitle"), ANY, TITLES),
    st.tuples(st.just("redate"), ANY, DAYS),
    st.tuples(st.just("pin"), ANY, ANY),
    st.tuples(st.just("count"), st.integers(0, 3), st.none()),
)


class Writer:
    """A site that is written, edit by edit."""

    def __init__(self, site: Any) -> None:
        self.site = [Features(id=f"s{number:02}", **features) for number, features in enumerate(site)]
        self.pins: dict[str, list[str]] = {}
        self.count = 1

    def edit(self, kind: str, number: int, value: Any) -> None:
        if kind == "count":
            self.count = number
        elif kind == "publish":
            self.site = [one for one in self.site if one.id != f"s{number:02}"]
            self.site.append(Features(id=f"s{number:02}", **value))
        elif self.site:
            place = number % len(self.site)
            one = self.site.pop(place)
            if kind == "pin":
                self.pins = {one.id: [self.site[value % len(self.site)].id]} if self.site and value % 3 else {}
            if kind != "withdraw":
                self.site.insert(place, msgspec.structs.replace(one, **_change(kind, one, value)))


def _change(kind: str, one: Features, value: Any) -> Any:
    if kind == "rewrite":
        # The moment stays, the day may not: another offset from UTC does that.
        return value | {"second": one.second}
    if kind == "stress":
        return {"words": tuple((word, value) for word, _ in words_of(one))}
    if kind == "redate":
        return {"day": value, "second": value * DAY}
    return {"reword": {"words": value}, "retitle": {"title": value}}.get(kind, {})


def again(known: Any) -> Any:
    """What is known, as the next run reads it."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(known), type=Known)


class TestSameAsFromTheBeginning:
    @settings(max_examples=120, deadline=None)
    @given(st.lists(tales(), max_size=30), st.lists(st.lists(EDITS, max_size=2), max_size=6), NARROW)
    def test_whatever_is_edited(self, site: Any, runs: Any, limits: Window) -> None:
        writer = Writer(site)
        known = None
        for edits in [[], *runs]:
            for edit in edits:
                writer.edit(*edit)
            lists, known = renewed(writer.site, pins=writer.pins, count=writer.count, known=known, limits=limits)
            fresh, _ = renewed(writer.site, pins=writer.pins, count=writer.count, known=None, limits=limits)
            assert list(lists.items()) == list(fresh.items())
            known = again(known)

    @settings(max_examples=30, deadline=None)
    @given(st.lists(tales(), max_size=30), st.lists(tales(), max_size=30), NARROW, NARROW)
    def test_whatever_site_is_known(self, site: Any, other: Any, limits: Window, others: Window) -> None:
        mine, yours = Writer(site).site, Writer(other).site
        _, known = renewed(yours, pins={}, count=2, known=None, limits=others)
        lists, _ = renewed(mine, pins={}, count=2, known=known, limits=limits)
        fresh, _ = renewed(mine, pins={}, count=2, known=None, limits=limits)
        assert lists == fresh

    @settings(max_examples=60, deadline=None)
    @given(st.lists(tales(), min_size=5, max_size=40), NARROW)
    def test_many_at_once_or_one_after_the_other(self, site: Any, limits: Window) -> None:
        stories = Writer(site).site
        at_once = renewed(stories, pins={}, count=2, known=None, limits=replace(limits, bulk=0))
        by_one = renewed(stories, pins={}, count=2, known=None, limits=replace(limits, bulk=1000))
        assert at_once == by_one


class TestOfTwoWithAsManyVotesTheNearerIsTheCandidate:
    @pytest.mark.parametrize(
        ("line", "before", "after", "candidate"),
        [
            ("a1S23b", "a1Sb", "a1S23b", "a"),
            ("a1S23b", "a1S23b", "a1Sb", "b"),
            ("b23S1a", "bS1a", "b23S1a", "a"),
            ("b23S1a", "b23S1a", "bS1a", "b"),
            ("a1xS2", "a1S2", "a1xS2", "x"),
            ("a1xS2", "a1xS2", "a1S2", "a"),
            ("z1a2xS", "z1a2S", "z1a2xS", "x"),
        ],
    )
    def test_though_only_stories_between_came_or_went(self, line: str, before: str, after: str, candidate: str) -> None:
        """Stories stand in a line, one a day; those with a letter share a tag, and each has one candidate."""
        limits = Window(exact=0, reach=3, kept=1, share=1)
        site = {
            name: Features(name, day, day * DAY, tags=("t",) if name.isalpha() else ()) for day, name in enumerate(line)
        }
        _, known = renewed([site[name] for name in before], pins={}, count=1, known=None, limits=limits)
        _, known = renewed([site[name] for name in after], pins={}, count=1, known=known, limits=limits)
        (found,) = rows.read_candidates(known.near[after.index("S")])
        assert after[rows.read(known.numbers).index(found)] == candidate


def test_who_shares_more_with_a_candidate_than_before_shows_it_before_others() -> None:
    limits = Window(exact=0, share=1)
    words = [(), (("灯", 1),), (("灯", 5),), (), (("灯", 1),), ()]
    site = [story(number, words=each) for number, each in enumerate(words)]
    lists, known = renewed(site, pins={}, count=1, known=None, limits=limits)
    assert lists["s0002"] == ("s0001",)
    site[4] = story(4, words=(("灯", 5),))
    lists, _ = renewed(site, pins={}, count=1, known=known, limits=limits)
    assert lists["s0002"] == ("s0004",)


def test_a_place_becomes_a_street_when_a_story_names_it_so() -> None:
    limits = Window(exact=0, share=1)
    site = [story(0, places=("a",)), *(story(number) for number in range(1, 9))]
    _, known = renewed(site, pins={}, count=1, known=None, limits=limits)
    site.append(story(9, streets=("a",)))
    lists, _ = renewed(site, pins={}, count=1, known=known, limits=limits)
    assert lists["s0009"] == ("s0000",)


def test_where_a_story_has_lost_its_twin_among_its_candidates_both_are_shown() -> None:
    limits = Window(exact=0, reach=12, kept=3, share=1)
    words = tuple((word, 1) for word in "甲乙丙丁戊己")
    site = [story(100 + number, day=0) for number in range(40)]
    site += [story(10, tags=("u",)), story(11, tags=("u",), words=words), story(13, tags=("u",))]
    site.append(story(12, tags=("u", "v", "w"), words=words))
    # What nobody else shows would take a place in any case.
    pins = {"s0100": ["s0012", "s0013"]}
    lists, known = renewed(site, pins=pins, count=2, known=None, limits=limits)
    assert lists["s0010"] == ("s0011", "s0013")
    site += [story(number, tags=("v", "w"), words=words) for number in (20, 21, 22)]
    lists, _ = renewed(site, pins=pins, count=2, known=known, limits=limits)
    assert lists["s0010"] == ("s0011", "s0012")


def test_a_title_makes_two_stories_one_of_a_series_until_too_many_have_it() -> None:
    limits = Window(exact=0, share=1)
    site = [story(100 + number, day=0, title="心愿" if number < 6 else "") for number in range(40)]
    site += [story(number, tags=("u",), title="心愿" if number == 11 else "") for number in (10, 11, 12, 13)]
    pins = {"s0100": ["s0011", "s0012"], "s0101": ["s0013", "s0010"]}

    def shown(known: Any) -> Any:
        lists, known = renewed(site, pins=pins, count=2, known=known, limits=limits)
        return lists["s0010"], known

    first, known = shown(None)
    assert first == ("s0011", "s0012")
    site[42] = story(12, tags=("u",), title="《心愿》！")
    in_series, known = shown(known)
    assert in_series == ("s0011", "s0013")
    site[39] = story(139, day=0, title="心愿")
    too_many, _ = shown(known)
    assert too_many == ("s0011", "s0012")


class TestLargerSite:
    """Within the limits that sites are built with."""

    def test_what_is_edited_one_by_one(self) -> None:
        site = synthetic(200)
        _, known = renewed(site, pins={}, count=3, known=None)
        pins: dict[str, list[str]] = {}
        edits: tuple[Callable[[], Any], ...] = (
            lambda: pins.update({one.id: [site[7].id] for one in site[60:63]}),
            pins.clear,
            lambda: site.append(msgspec.structs.replace(site[100], id="new", day=260, second=260 * DAY)),
            site.pop,
            lambda: site.pop(90),
            lambda: site.append(msgspec.structs.replace(site[100], id="old", title="补记")),
        )
        for edit in edits:
            edit()
            lists, known = renewed(site, pins=pins, count=3, known=again(known))
            assert lists == recommended(site, pins=pins, count=3)

    def test_of_a_text_edited_only_the_neighbourhood_is_compared_anew(self) -> None:
        site = synthetic(600)
        _, known = renewed(site, pins={}, count=8, known=None)
        edited = msgspec.structs.replace(site[300], words=site[300].words[1:], title="另一个题目")
        site[300] = edited
        found = renew(known, site, [digest.of_value(one) for one in site], WINDOW)
        assert found is not None
        assert 300 in found.altered
        assert 0 < len(found.touched) < 60

    def test_of_nothing_edited_nothing_is(self) -> None:
        site = synthetic(300)
        _, known = renewed(site, pins={}, count=8, known=None)
        found = renew(known, site, [digest.of_value(one) for one in site], WINDOW)
        assert found is not None
        assert not found.touched | found.altered


class TestKnown:
    def test_it_comes_back_from_a_cache_as_it_was(self) -> None:
        _, known = renewed(synthetic(5), pins={}, count=2, known=None)
        assert again(known) == known

    def test_between_two_stories_come_so_many_that_no_number_is_left(self) -> None:
        site = synthetic(140)
        _, known = renewed(site, pins={}, count=3, known=None)
        for hour in range(24):
            late = story(500 + hour, day=50, words=site[50].words, title=f"{hour}")
            # Each comes just behind the first, where the room is halved every time.
            site.append(msgspec.structs.replace(late, second=50 * DAY + 3600 * (24 - hour)))
            lists, known = renewed(site, pins={}, count=3, known=known)
        assert lists == recommended(site, pins={}, count=3)
