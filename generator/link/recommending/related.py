"""Recommended reading: which stories stand under a story, and why; and the recommended reading of the whole site.

A story's list starts with what its editors chose. The rest is ranked by what the stories share: the kind of wish, the
place and its street, the granter, tags, the channel, and the likeness of their text; the rarer, the more (``ranking``).
How new a story is adds a little, counted from the newest of the site and never from a clock. ``placing`` sees that each
list is full, and that no story is recommended everywhere and none nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from generator.link.recommending.arranging import Listed, arrange, nudge, rearrange
from generator.link.recommending.features import Features
from generator.link.recommending.ranking import WINDOW, Reason, Window
from generator.link.recommending.rows import Known

__all__ = ["PIN", "Choice", "Features", "Known", "Recommender", "recommend", "recommended", "renewed", "varied"]

PIN = 1000
"""What an editor's choice weighs."""

OUTLOOK = 16
"""Of how many stories, the newest of those left, the next one of the whole site's list is chosen."""


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
    site = arrange(stories, pins=pins, count=count, limits=WINDOW)
    return {
        story.id: tuple(_choice(site, place, other) for other in site.board.listed(place))
        for place, story in enumerate(site.compared.stories)
    }


def recommended(
    stories: Sequence[Features], *, pins: Mapping[str, Sequence[str]], count: int
) -> dict[str, tuple[str, ...]]:
    """The ids of what ``recommend`` chooses, without the reasons, which take a quarter of its time."""
    site = arrange(stories, pins=pins, count=count, limits=WINDOW)
    return site.ids()


class Recommender(Protocol):
    """Chooses the recommended reading of all stories."""

    def __call__(
        self, stories: Sequence[Features], *, pins: Mapping[str, Sequence[str]], count: int
    ) -> dict[str, tuple[str, ...]]:
        """See ``recommended``."""


def renewed(
    stories: Sequence[Features],
    *,
    pins: Mapping[str, Sequence[str]],
    count: int,
    known: Known | None,
    limits: Window = WINDOW,
) -> tuple[dict[str, tuple[str, ...]], Known]:
    """What ``recommended`` returns, and what to remember of it: only what changed since is reckoned anew.

    Args:
        stories: as there.
        pins: as there.
        count: as there.
        known: what an earlier run remembered, of this site or of any other: the lists are the same, whatever it holds.
        limits: which stories are compared.
    """
    listed, remembered = rearrange(stories, pins=pins, count=count, known=known, limits=limits)
    return listed.ids(), remembered


def _choice(site: Listed, story: int, other: int) -> Choice:
    reasons = site.likeness.reasons(story, other)
    if not reasons:
        reasons.append(("fill", str(abs(site.ages[story] - site.ages[other])), 0))
    if newness := nudge(site.ages[other]):
        reasons.append(("recency", str(site.ages[other]), newness))
    if other in site.board.pinned[story]:
        reasons.append(("pin", "", PIN))
    # Sorting is stable: of two that weigh the same, by kind and value.
    reasons.sort(key=lambda reason: -reason[2])
    return Choice(site.compared.stories[other].id, sum(weight for _, _, weight in reasons), tuple(reasons))


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
