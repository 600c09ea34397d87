"""Pages about one thing: a story, a wish, a standing page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import msgspec

from generator.base import text
from generator.base.digest import Part
from generator.link.prose import resolve
from generator.link.prose.values import Prose
from generator.link.site import Site, summary_of
from generator.model import addresses, refer
from generator.model.entities import Story, Wish, WishStatus
from generator.plan.cards import Cards
from generator.plan.frame import Frame
from generator.plan.images import LARGE
from generator.plan.outputs import Output, Page, Parts, page
from generator.plan.views.cards import WishCard
from generator.plan.views.pages import StandingView, StoryText, StoryView, WishView
from generator.plan.views.values import Link

_NO_PROSE = Part(None)

ALIKE = 6
"""Wishes like it that a wish's page shows."""


def stories(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """A page for each story, retracted ones included."""
    position = {story: number for number, story in enumerate(site.listed)}
    for story in site.stories.values():
        at = position.get(story.id)
        older = site.listed[at - 1] if at else None
        newer = site.listed[at + 1] if at is not None and at + 1 < len(site.listed) else None
        text_key = "" if story.retracted else refer.to_story(story.id)
        address = addresses.story(story.id, story.date)
        prose, linked = prose_parts(site, cards, text_key)
        parts: Parts = {
            "chrome": frame.chrome,
            "crumbs": frame.crumbs(cards.channel_link(story.channel)),
            "prose": prose,
            "wishes": cards.wishes(story.wishes) if text_key else (),
            "recommended": cards.stories(site.related.get(story.id, ())),
        }
        own = {
            **linked,
            "story": _story_text(site, cards, story),
            "summary": site.summaries[story.id],
            "lead": cards.gallery.picture(story.cover, LARGE),
            "address": frame.url(address),
            "older": _story_link(cards, older),
            "newer": _story_link(cards, newer),
            "share": cards.shares.story(story),
            "feed": frame.channel_feed(story.channel),
        }
        yield page(address, Page("story.html", story_view), parts, own=own, origin=story.origin)


def story_view(path: str, values: dict[str, Any]) -> StoryView:
    """The view of a story from the values of its parts."""
    summary, body = values.pop("summary"), _body(path, values)
    return StoryView.of(path, {**values, "heading": values["story"].title, "description": summary, "body": body})


def standing(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """The standing pages."""
    for item in site.pages:
        prose, linked = prose_parts(site, cards, refer.to_page(item.id))
        parts: Parts = {"chrome": frame.chrome, "crumbs": frame.crumbs(), "prose": prose}
        own, address = {**linked, "heading": item.title}, addresses.standing(item.id)
        yield page(address, Page("standing.html", standing_view), parts, own=own, origin=item.origin)


def standing_view(path: str, values: dict[str, Any]) -> StandingView:
    """The view of a standing page from the values of its parts."""
    body = _body(path, values)
    return StandingView.of(path, {**values, "body": body})


def wishes(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """A page for each wish."""
    neighbours = _alike(site, cards)
    crumbs = frame.crumbs(Link(addresses.WALL, frame.t("心愿墙")))
    for wish in site.wishes.values():
        photos = (cards.gallery.picture(photo, LARGE) for photo in wish.photos)
        parts: Parts = {
            "chrome": frame.chrome,
            "crumbs": crumbs,
            "wish": cards.wish[wish.id],
            "stories": cards.stories(reversed(site.wish_stories.get(wish.id, ()))),
            "alike": neighbours[wish.id],
        }
        own = {
            "heading": wish.title,
            "description": wish.outcome or wish.wish,
            "outcome": wish.outcome,
            "photos": tuple([photo for photo in photos if photo]),
            "contact": _contact(site, wish),
        }
        yield page(addresses.wish(wish.id), Page("wish.html", WishView.of), parts, own=own, origin=wish.origin)


def _body(path: str, values: dict[str, Any]) -> str:
    """The HTML of a prose with its links and pictures resolved; takes what it uses out of the values."""
    prose: Prose | None = values.pop("prose")
    links, pictures = dict(values.pop("links")), dict(values.pop("pictures"))
    if prose is None:
        return ""
    return resolve.resolve(prose.html, links=links, pictures=pictures, root=addresses.root_of(path))


def prose_parts(site: Site, cards: Cards, key: str) -> tuple[Part[Prose | None], dict[str, Any]]:
    """A prose, and what its references (``links``) and ``pictures`` lead to.

    Args:
        site: linked.
        cards: for the gallery in which the pictures are planned.
        key: of the prose, ``story:<id>`` or ``page:<id>``; one that there is not makes empty values.
    """
    prose = site.prose.get(key)
    if prose is None:
        return _NO_PROSE, {"links": (), "pictures": ()}
    pictures = tuple(
        (image.src, cards.gallery.renditions(src, LARGE) if (src := site.images[key, image.src]) else None)
        for image in prose.value.images
    )
    return prose, {"links": _links(site, prose.value), "pictures": pictures}


def retold(output: Output, prose: Part[Prose], site: Site) -> Output | None:
    """A page of which the text alone is another now; what follows from it elsewhere stays as it was.

    Args:
        output: of a story or a standing page, as it was planned.
        prose: what its text has become.
        site: of which it was planned.

    Returns:
        ``None`` for any other output, and where the text leads to or shows what it did not before and is not known.
    """
    before = output.parts.get("prose")
    if not isinstance(output.recipe, Page) or not isinstance(before, Part) or before.value is None:
        return None
    value, linked = prose.value, (*prose.value.references, *prose.value.links)
    if any(link.kind != "address" and link.key not in site.targets for link in linked):
        return None
    if any(image.src not in dict(output.own["pictures"]) for image in value.images):
        return None
    own = {**output.own, "links": _links(site, value)}
    if isinstance(story := own.get("story"), StoryText):
        titles = {link.key: site.targets[link.key][1] for link in linked if link.kind != "address"}
        own["story"] = msgspec.structs.replace(story, minutes=text.reading_minutes(value.characters))
        own["summary"] = summary_of(site.stories[story.id], value, titles)
    return page(output.path, output.recipe, {**output.parts, "prose": prose}, own=own, origin=output.origin)


def _links(site: Site, prose: Prose) -> tuple[tuple[str, tuple[str, str] | None], ...]:
    return tuple(
        (link.key, site.targets.get(link.key) if link.kind != "address" or site.is_withheld(link.id) else (link.id, ""))
        for link in (*prose.references, *prose.links)
    )


def _story_link(cards: Cards, story: str | None) -> Link | None:
    if story is None:
        return None
    card = cards.story[story].value
    return Link(card.address, card.title)


def _story_text(site: Site, cards: Cards, story: Story) -> StoryText:
    prose = site.prose.get(refer.to_story(story.id))
    # A story that was retracted is under no tag.
    slugs = dict.fromkeys(site.slugs[tag] for tag in story.tags if tag in site.slugs)
    roles = groupby(story.authors, key=lambda author: author[0])
    return StoryText(
        id=story.id,
        title=story.title,
        kicker=story.kicker,
        date=story.date,
        updated=story.updated,
        source=Link(story.source_url, story.source_name) if story.source_name else None,
        authors=tuple((role, tuple(name for _, name in names)) for role, names in roles),
        editor=story.editor,
        channel=cards.channel_link(story.channel),
        tags=tuple(Link(addresses.tag(slug), site.tags[slug]) for slug in slugs),
        places=tuple(cards.place_link(place) for place in story.places),
        minutes=text.reading_minutes(prose.value.characters) if prose else 1,
        corrections=story.corrections,
        retracted=story.retracted,
        preview=story.preview,
        modified=story.modified,
    )


def _contact(site: Site, wish: Wish) -> str:
    """The office to ring about an open wish: the place's own, or that of the nearest place above it."""
    if wish.status is not WishStatus.COLLECTED:
        return ""
    return next((contact for place in site.lineage(wish.place) if (contact := site.places[place].contact)), "")


def _alike(site: Site, cards: Cards) -> dict[str, tuple[Part[WishCard], ...]]:
    """For each wish its neighbours in time of the same kind, half before and half after, nearest first."""
    kinds: dict[str, list[Wish]] = defaultdict(list)
    for wish in sorted(site.wishes.values(), key=lambda wish: (wish.collected, wish.id)):
        kinds[wish.category].append(wish)
    found = {}
    for group in kinds.values():
        shown = cards.wishes(wish.id for wish in group)
        for at, wish in enumerate(group):
            start = max(0, min(at - ALIKE // 2, len(group) - ALIKE - 1))
            end = min(len(group), start + ALIKE + 1)
            found[wish.id] = tuple([shown[at + step] for step in _nearest_first(start - at, end - at)])
    return found


@cache
def _nearest_first(start: int, end: int) -> tuple[int, ...]:
    """The numbers of a range but 0, the nearest to it first; of two as near, that below."""
    return tuple(sorted((step for step in range(start, end) if step), key=lambda step: (abs(step), step)))
