"""The views: exactly what each template may use, and nothing else.

A template sees the fields of its view as names. Addresses are relative to the site: a template writes
``{{ root }}{{ card.address }}``. Dates are dates and are formatted by filters. Empty means absent: ``""``, ``None``,
``()``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

import msgspec

from generator.model import addresses
from generator.model.entities import WishStatus
from generator.model.settings import Footer


class Value(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Base of all that templates see."""


class Link(Value, frozen=True, array_like=True, gc=False):
    """A name and where it leads; an empty address is a name that leads nowhere (爱心人士, say)."""

    address: str
    label: str


class Picture(Value, frozen=True, array_like=True, gc=False):
    """A published picture; width and height in pixels."""

    address: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


class StoryCard(Value, frozen=True, array_like=True, gc=False):
    """A story as others show it.

    Attributes:
        phrases: the title cut where a headline may break; joined they are the title.
    """

    id: str
    address: str
    title: str
    phrases: tuple[str, ...]
    summary: str
    date: dt.datetime
    channel: Link
    kicker: str = ""
    picture: Picture | None = None
    preview: str = ""


class WishCard(Value, frozen=True, array_like=True, gc=False):
    """A wish as others show it: a window.

    Attributes:
        phrases: the title cut where a headline may break.
        wish: in the words of who made it; may be empty.
        count: people helped, at least 1.
        granters: those who may be named link to their pages; all others are one 爱心人士.
    """

    id: str
    address: str
    title: str
    phrases: tuple[str, ...]
    wish: str
    name: str
    count: int
    status: WishStatus
    place: Link
    category: Link
    granters: tuple[Link, ...]
    collected: dt.date
    claimed: dt.date | None = None
    fulfilled: dt.date | None = None


class Counts(Value, frozen=True, array_like=True, gc=False):
    """Wishes that ever came so far: collected >= claimed >= fulfilled."""

    collected: int
    claimed: int
    fulfilled: int


class Chrome(Value, frozen=True, array_like=True, gc=False):
    """What stands on every page, and changes only with the settings, the channels or the standing pages.

    Attributes:
        channels: the header's menu; ``menu`` is the footer's.
        style, script, icon: addresses of the fingerprinted assets; ``style_text`` is the CSS itself, for 404.html.
    """

    title: str
    organization: str
    description: str
    language: str
    base_url: str
    claim: str
    channels: tuple[Link, ...]
    menu: tuple[Link, ...]
    footer: Footer
    style: str
    script: str
    icon: str


class View(Value, frozen=True, array_like=True, gc=False, kw_only=True):
    """What every page's template has.

    Attributes:
        chrome: see ``Chrome``.
        path: the page's own address.
        root: leads back to the root of the site: ``""``, ``"../"`` ...; on 404.html the base URL, if there is one.
        heading: the page's ``h1`` as text, also used in ``<title>``.
        description: for search engines; may be empty.
        crumbs: from the front page down, without the page itself.
    """

    chrome: Chrome
    path: str
    root: str
    heading: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()

    @classmethod
    def of(cls, path: str, values: dict[str, Any]) -> Self:
        """A view whose fields are the values of its parts."""
        return cls(path=path, root=addresses.root_of(path), **values)


class GranterRow(Value, frozen=True, array_like=True, gc=False):
    """A line of the roll of honour; ``kind`` is a granter's kind, empty for 爱心人士."""

    link: Link
    kind: str
    fulfilled: int
    claimed: int


class ChannelRow(Value, frozen=True, array_like=True, gc=False):
    """A channel on the front page with its newest stories (none where the channel is empty)."""

    link: Link
    description: str
    stories: tuple[StoryCard, ...]


class FrontView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """index.html. ``windows``: at most 12 wishes, what waits first; ``waiting``: how many wait in all."""

    lead: StoryCard | None
    newest: tuple[StoryCard, ...]
    featured: tuple[StoryCard, ...]
    counts: Counts
    windows: tuple[WishCard, ...]
    waiting: int
    granters: tuple[GranterRow, ...]
    channels: tuple[ChannelRow, ...]


class StoryText(Value, frozen=True, array_like=True, gc=False):
    """What a story's own page says of it.

    Attributes:
        authors: (role, names); roles ``author``, ``reporter``, ``correspondent``.
        minutes: reading time, at least 1.
        corrections: (date, text), oldest first.
        retracted: (date, reason): the page is a tombstone and has neither body nor lead.
        preview: ``""``, ``"draft"`` or ``"held-back"``: the page must say so and be noindex.
    """

    id: str
    title: str
    phrases: tuple[str, ...]
    kicker: str
    date: dt.datetime
    updated: dt.datetime | None
    source: Link | None
    authors: tuple[tuple[str, tuple[str, ...]], ...]
    editor: str
    channel: Link
    tags: tuple[Link, ...]
    places: tuple[Link, ...]
    minutes: int
    corrections: tuple[tuple[dt.date, str], ...]
    retracted: tuple[dt.date, str] | None
    preview: str


class StoryView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """stories/<yyyy>/<id>.html. ``body`` is sanitised HTML; ``address`` the full address, or empty."""

    story: StoryText
    lead: Picture | None
    body: str
    wishes: tuple[WishCard, ...]
    address: str
    older: Link | None
    newer: Link | None
    recommended: tuple[StoryCard, ...]


class Fact(Value, frozen=True, array_like=True, gc=False):
    """A line about the thing that a listing lists: a label (a Chinese furniture word) and a text, number or links."""

    label: str
    text: str = ""
    links: tuple[Link, ...] = ()


class ListingView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """A listing of stories, newest first, and each of its older pages.

    Attributes:
        kind: latest, channel, tag, place, granter, category, year or month.
        about: a sentence on what it lists; may be empty.
        number: 0 for the listing itself, else the page's number, counted from the oldest.
        newer, older: the neighbouring pages of the listing.
    """

    kind: str
    about: str
    facts: tuple[Fact, ...]
    stories: tuple[StoryCard, ...]
    number: int = 0
    newer: Link | None = None
    older: Link | None = None


class YearRow(Value, frozen=True, array_like=True, gc=False):
    """A year of the archive; ``months`` are (link, stories), newest first, those with stories only."""

    link: Link
    count: int
    months: tuple[tuple[Link, int], ...]


class ArchiveView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """archive.html."""

    years: tuple[YearRow, ...]


class WallRow(Value, frozen=True, array_like=True, gc=False):
    """The wishes of one status on the wall: the newest of them, and how many there are."""

    status: WishStatus
    link: Link
    count: int
    wishes: tuple[WishCard, ...]


class WallView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """wall.html: a street of windows; collected, claimed, fulfilled."""

    rows: tuple[WallRow, ...]
    counts: Counts


class WallListingView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """wall/<status>.html and its older pages; numbers as in ListingView."""

    status: WishStatus
    count: int
    wishes: tuple[WishCard, ...]
    number: int = 0
    newer: Link | None = None
    older: Link | None = None


class WishView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """wishes/<id>.html; ``contact``: the office to ring, where the wish is open."""

    wish: WishCard
    outcome: str
    photos: tuple[Picture, ...]
    stories: tuple[StoryCard, ...]
    alike: tuple[WishCard, ...]
    contact: str


class GrantersView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """granters.html: the roll of honour, most wishes fulfilled first."""

    rows: tuple[GranterRow, ...]


class PlaceNode(Value, frozen=True, array_like=True, gc=False):
    """A place in the tree, with the numbers of the places below it included."""

    link: Link
    contact: str
    stories: int
    wishes: int
    children: tuple[PlaceNode, ...]


class PlacesView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """places.html: the tree of places."""

    tree: tuple[PlaceNode, ...]


class RecommendedView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """recommended.html: at most 40 stories, featured first, then varied."""

    stories: tuple[StoryCard, ...]


class StandingView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """A standing page; ``body`` is sanitised HTML."""

    body: str


class NotFoundView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """404.html: stands alone at any depth, so its style is inside it."""

    style_text: str


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
