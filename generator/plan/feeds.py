"""What goes to machines: the Atom feed, the sitemap, robots.txt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.plan.cards import Cards
from generator.plan.frame import Frame
from generator.plan.outputs import Output, Page, Plan, page
from generator.plan.views.frame import View
from generator.plan.views.machines import FeedView, SitemapEntry, SitemapView

FEED_STORIES = 20
"""Entries of a feed, newest first."""
_NOT_IN_SITEMAP = (addresses.NOT_FOUND,)


def feed(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """feed.xml (RFC 4287); needs a base URL."""
    if not site.settings.base_url:
        return
    newest = list(reversed(site.listed))[:FEED_STORIES]
    stories = [site.stories[story] for story in newest]
    yield page(
        addresses.FEED,
        Page("feed.xml", FeedView.of),
        {
            "chrome": frame.chrome,
            "heading": Part(site.settings.title),
            "stories": cards.stories(newest),
            # RFC 4287 §4.2.15: when it last changed in a way that matters; never the time of the build.
            "updated": Part(max((story.updated or story.date for story in stories), default=None)),
            "updates": Part(tuple(story.updated or story.date for story in stories)),
            "authors": Part(tuple(tuple(name for _, name in story.authors) for story in stories)),
        },
    )


def sitemap(site: Site, frame: Frame, plan: Plan) -> Iterator[Output]:
    """sitemap.xml with every page planned so far; needs a base URL."""
    if not site.settings.base_url:
        return
    changed = _changes(site)
    entries = tuple(
        SitemapEntry(frame.url(path), changed.get(path))
        for path in sorted(plan.outputs)
        if path.endswith(".html") and path not in _NOT_IN_SITEMAP
    )
    parts = {"chrome": frame.chrome, "heading": Part(""), "entries": Part(entries)}
    yield page(addresses.SITEMAP, Page("sitemap.xml", SitemapView.of), dict(parts))


def robots(frame: Frame) -> Iterator[Output]:
    """robots.txt: everything may be read; says where the sitemap is."""
    parts: dict[str, Any] = {"chrome": frame.chrome, "heading": Part("")}
    yield page(addresses.ROBOTS, Page("robots.txt", View.of), parts)


def _changes(site: Site) -> dict[str, dt.date]:
    """The day on which a story or wish last changed, by address."""
    days = {
        addresses.story(story.id, story.date): (story.updated or story.date).date() for story in site.stories.values()
    }
    return days | {addresses.wish(wish.id): wish.since for wish in site.wishes.values()}
