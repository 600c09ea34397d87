"""wishes.json: the public wishes as data, for those who count again or build on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.model.entities import KIND_HEARTED, Wish
from generator.plan import counting
from generator.plan.frame import Frame
from generator.plan.outputs import Json, Output, Parts, page
from generator.plan.views.opendata import Named, OpenCounts, OpenData, OpenWish

VERSION = 1
"""Of the shape, see ``OpenData``."""


def wishes(site: Site, frame: Frame) -> Iterator[Output]:
    """wishes.json, sorted by id."""
    stories = {
        wish: tuple(addresses.story(story, site.stories[story].date) for story in stories)
        for wish, stories in site.wish_stories.items()
    }
    parts: Parts = {
        "title": Part(site.settings.title),
        "organization": Part(site.settings.organization),
        "base_url": Part(site.settings.base_url),
        "unnamed": Part(frame.t(KIND_HEARTED)),
        "categories": Part(site.settings.categories),
        "places": Part(tuple((place.id, place.name) for place in site.places.values())),
        "granters": Part(tuple((granter.id, granter.name) for granter in site.granters.values())),
        "wishes": Part(tuple(site.wishes[wish] for wish in sorted(site.wishes))),
        "stories": Part(stories),
    }
    yield page(addresses.OPEN_DATA, Json(open_data), parts)


def open_data(_: str, values: dict[str, Any]) -> OpenData:
    """The data from the values of the parts."""
    found: tuple[Wish, ...] = values["wishes"]
    names = {key: dict(values[key]) for key in ("categories", "places", "granters")}
    counts = counting.counts(found)
    return OpenData(
        version=VERSION,
        title=values["title"],
        organization=values["organization"],
        base_url=values["base_url"] or None,
        updated=counting.newest(found),
        counts=OpenCounts(counts.collected, counts.claimed, counts.fulfilled, counting.people_helped(found)),
        wishes=tuple(_open(wish, names, values["stories"].get(wish.id, ()), values["unnamed"]) for wish in found),
    )


def _open(wish: Wish, names: Mapping[str, Mapping[str, str]], stories: tuple[str, ...], unnamed: str) -> OpenWish:
    granters = tuple(Named(granter, names["granters"][granter]) for granter in wish.granters)
    return OpenWish(
        id=wish.id,
        title=wish.title,
        wish=wish.wish,
        category=Named(wish.category, names["categories"][wish.category]),
        place=Named(wish.place, names["places"][wish.place]),
        status=wish.status,
        count=wish.count,
        granters=(*granters, Named(None, unnamed)) if wish.anonymous else granters,
        collected=wish.collected,
        claimed=wish.claimed,
        fulfilled=wish.fulfilled,
        outcome=wish.outcome,
        address=addresses.wish(wish.id),
        stories=stories,
    )
