"""The views of what goes to machines."""

from __future__ import annotations

import datetime as dt

from generator.plan.views.frame import View
from generator.plan.views.values import Picture, Value


class FeedStory(Value, frozen=True, array_like=True, gc=False):
    """What a feed says of a story besides its text.

    Attributes:
        address: relative to the site.
        id: the entry's name for ever, whatever becomes of its address.
        updated: its last update or correction, or else its publication.
        terms: its channel, then its tags.
    """

    id: str
    address: str
    title: str
    summary: str
    date: dt.datetime
    updated: dt.datetime
    authors: tuple[str, ...]
    terms: tuple[str, ...]
    lead: Picture | None
    corrections: tuple[tuple[dt.date, str], ...]


class FeedEntry(Value, frozen=True, array_like=True, gc=False):
    """A story of a feed; ``content`` is its whole text as HTML that needs no page round it: every address is full."""

    story: FeedStory
    url: str
    picture: str
    content: str


class FeedView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """A feed, newest story first.

    Attributes:
        id: the feed's name for ever.
        home: full address of the page whose stories these are; ``url`` is the feed's own.
        updated: when one of the stories last changed; ``None`` where there are none.
    """

    id: str
    home: str
    url: str
    updated: dt.datetime | None
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Value, frozen=True, array_like=True, gc=False):
    """A page's full address, and the day it last changed where that is known."""

    url: str
    changed: dt.date | None


class SitemapView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """sitemap.xml (sitemaps.org 0.9), or a part of it."""

    entries: tuple[SitemapEntry, ...]


class SitemapIndexView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """sitemap.xml where it is too large for one file; full addresses of its parts."""

    urls: tuple[str, ...]
