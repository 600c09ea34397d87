"""The views of what goes to machines."""

from __future__ import annotations

import datetime as dt

from generator.plan.views.cards import StoryCard
from generator.plan.views.frame import View
from generator.plan.views.values import Value


class FeedView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """feed.xml; ``updates`` and ``authors`` go with the stories, one by one."""

    stories: tuple[StoryCard, ...]
    updated: dt.datetime | None
    updates: tuple[dt.datetime, ...]
    authors: tuple[tuple[str, ...], ...]


class SitemapEntry(Value, frozen=True, array_like=True, gc=False):
    """A page's full address, and the day it last changed where that is known."""

    url: str
    changed: dt.date | None


class SitemapView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """sitemap.xml (sitemaps.org 0.9)."""

    entries: tuple[SitemapEntry, ...]
