"""Recommended reading: which stories stand under a story, and why; and the recommended reading of the whole site.

A story's list starts with what its editors chose. The rest is ranked by what the stories share: the kind of wish, the
place and its street, the granter, tags, the channel, and the likeness of their text; the rarer, the more (``ranking``).
How new a story is adds a little, counted from the newest of the site and never from a clock. ``placing`` sees that each
list is full, and that no story is recommended everywhere and none nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from generator.link.placing import Board, Rules
from generator.link.ranking import Likeness, Reason, Term, compare

PIN = 1000
"""What an editor's choice weighs."""

AGES = (30, 120, 480)
"""Days behind the site's newest story: for each that a story is younger than, it weighs one more.

The steps are few and grow, so that the days between two publications move hardly any story over one: few lists change.
"""

OUTLOOK = 16
"""Of how many stories, the newest of those left, the next one of the whole site's list is chosen."""


class Features(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What recommended reading knows of a story.

    Attributes:
        day: the ordinal of its date.
        second: when it was published, in seconds since the epoch.
        channel: an id; may be empty.
        categories, granters, tags: of its wishes and of itself, each once.
        places: where it happened; ``streets`` are the parents of these.
        words: its keywords with their counts, the weightiest first.
        title: stories of the same title are near-duplicates; may be empty.
    """

    id: str
    day: int
    second: int
    channel: str = ""
    categories: tuple[str, ...] = ()
    granters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    title: str = ""


class Choice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A recommended story.

    Attributes:
        score: the sum of the weights of its reasons.
        reasons: (kind, value, weight), the weightiest first. The value of a ``category``, ``place``, ``street``,
            ``granter``, ``tag``, ``word`` or ``channel`` is what the two share; of ``recency`` the days between the
            story and the newest of the site; a ``pin`` has none. Of ``fill``, whose weight is 0, it is the days between
            the two: they share nothing, and the story is shown for being near in time.
    """

    id: str
    score: int
    reasons: tuple[Reason, ...]


class _Site(msgspec.Struct, frozen=True, gc=False):
    """The stories in order of time, what they have in common, and their lists."""

    stories: Sequence[Features]
    ages: Sequence[int]
    likeness: Likeness
    board: Board


def recommend(
    stories: Sequence[Features], *, pins: Mapping[str, Sequence[str]], count: int
) -> dict[str, tuple[Choice, ...]]:
    """The recommended reading of every story, with the reasons.

    Ties are broken by the distance in time, then by id. Of near-duplicates a list shows one. Every story is recommended
    somewhere, and none in more than an eighth of all lists, if the site has eight times ``count`` stories. With fewer
    the mean alone, which is ``count``, is more than that: then none is in more than half as many again as the mean, so
    that lists still have a choice. Pins count, and may go beyond either.

    Args:
        stories: in any order, each id once.
        pins: for some ids those that editors want to see first; what is not in ``stories`` is passed over.
        count: how many each story shows; all others, on a site that has not so many.

    Returns:
        For each id, in order of time, its choices in order: no story twice, never the story itself.
    """
    site = _arranged(stories, pins, count)
    return {
        story.id: tuple(_choice(site, place, other) for other in site.board.listed(place))
        for place, story in enumerate(site.stories)
    }


def recommended(
    stories: Sequence[Features], *, pins: Mapping[str, Sequence[str]], count: int
) -> dict[str, tuple[str, ...]]:
    """The ids of what ``recommend`` chooses, without the reasons, which take a quarter of its time."""
    site = _arranged(stories, pins, count)
    return {
        story.id: tuple(site.stories[other].id for other in site.board.listed(place))
        for place, story in enumerate(site.stories)
    }


def _arranged(stories: Sequence[Features], pins: Mapping[str, Sequence[str]], count: int) -> _Site:
    in_time = sorted(stories, key=lambda story: (story.second, story.id))
    newest = max((story.day for story in in_time), default=0)
    ages = [newest - story.day for story in in_time]
    moments = [story.second for story in in_time]
    streets = {street for story in in_time for street in story.streets}
    likeness = compare(
        [_mentions(story, streets) for story in in_time],
        moments=moments,
        nudges=[_nudge(age) for age in ages],
        titles=[_normal(story.title) for story in in_time],
    )
    rules = _rules(len(in_time), count)
    board = Board(likeness, moments, pinned=_pinned(in_time, pins, rules.want), rules=rules)
    board.fill()
    board.adopt_orphans()
    return _Site(in_time, ages, likeness, board)


def _choice(site: _Site, story: int, other: int) -> Choice:
    reasons = site.likeness.reasons(story, other)
    if not reasons:
        reasons.append(("fill", str(abs(site.ages[story] - site.ages[other])), 0))
    if nudge := _nudge(site.ages[other]):
        reasons.append(("recency", str(site.ages[other]), nudge))
    if other in site.board.pinned[story]:
        reasons.append(("pin", "", PIN))
    # Sorting is stable: of two that weigh the same, by kind and value.
    reasons.sort(key=lambda reason: -reason[2])
    return Choice(site.stories[other].id, sum(weight for _, _, weight in reasons), tuple(reasons))


def _rules(stories: int, count: int) -> Rules:
    want = max(0, min(count, stories - 1))
    eighth = stories // 8
    return Rules(want=want, cap=eighth if eighth >= want else want + want // 2)


def _nudge(age: int) -> int:
    return sum(age < limit for limit in AGES)


def _mentions(story: Features, streets: Collection[str]) -> dict[Term, int]:
    """The terms of a story, each with its emphasis: 1, and for words the magnitude of their count."""
    terms: dict[Term, int] = {("word", word): count.bit_length() for word, count in story.words}
    # A story of a whole street has it in common with the stories of the places in it.
    whole = [place for place in story.places if place in streets]
    for kind, values in (
        ("category", story.categories),
        ("place", story.places),
        ("street", [*story.streets, *whole]),
        ("granter", story.granters),
        ("tag", story.tags),
        ("channel", [story.channel] if story.channel else []),
    ):
        for value in values:
            terms[kind, value] = 1
    return terms


def _normal(title: str) -> str:
    return "".join(character for character in title if character.isalnum()).casefold()


def _pinned(in_time: Sequence[Features], pins: Mapping[str, Sequence[str]], want: int) -> list[tuple[int, ...]]:
    places = {story.id: place for place, story in enumerate(in_time)}
    pinned = []
    for place, story in enumerate(in_time):
        wanted = (places.get(other, place) for other in pins.get(story.id, ()))
        pinned.append(tuple(dict.fromkeys(other for other in wanted if other != place))[:want])
    return pinned


def varied(stories: Sequence[Features], *, featured: Collection[str], count: int = 40) -> tuple[str, ...]:
    """The recommended reading of the whole site: what is featured, then the rest in turn.

    Args:
        stories: in any order, each id once.
        featured: ids of what editors put first; what is not in ``stories`` is passed over.
        count: how many at most.

    Returns:
        Ids, each once: the featured ones, newest first; then always the one of the 16 newest left that has least of
        channel, category and place in common with the two before it, the newer of two that have the same.
    """
    newest_first = sorted(stories, key=lambda story: (-story.second, story.id))
    first = frozenset(featured)
    shown = [story for story in newest_first if story.id in first][:count]
    left = [story for story in newest_first if story.id not in first]
    while left and len(shown) < count:
        before = shown[:-3:-1]
        following = min(left[:OUTLOOK], key=lambda story: _sameness(story, before))
        left.remove(following)
        shown.append(following)
    return tuple(story.id for story in shown)


def _sameness(story: Features, before: Sequence[Features]) -> int:
    """What a story has in common with the last one, counted twice, and with the last but one."""
    return sum(weight * _in_common(story, other) for weight, other in zip((2, 1), before, strict=False))


def _in_common(one: Features, other: Features) -> int:
    return (
        (one.channel == other.channel)
        + (not set(one.categories).isdisjoint(other.categories))
        + (not set(one.places).isdisjoint(other.places))
    )
