"""What the public may see. Made by the gate from records; every text in here has passed it."""

from __future__ import annotations

import datetime as dt
import enum

import msgspec

KIND_HEARTED = "爱心人士"
"""How a granter is shown who may not be named; also a word of the furniture, which is translated."""


class WishStatus(enum.StrEnum):
    """How far a wish has come; derived from its dates. In the order of the wall: what waits comes first."""

    COLLECTED = "collected"
    CLAIMED = "claimed"
    FULFILLED = "fulfilled"


class Entity(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """Base of what is public."""


class Photo(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A picture that may be shown; ``src`` is relative to ``content/``."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Channel(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A section of the news."""

    id: str
    name: str
    description: str = ""


class Place(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A district, street, community or village; ``contact`` is the office to ring."""

    id: str
    name: str
    parent: str = ""
    contact: str = ""


class Granter(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A unit or person who claims wishes, and may be named."""

    id: str
    name: str
    kind: str
    url: str = ""


class Wish(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A wish on the wall.

    Attributes:
        place: the place as it may be shown, which can be coarser than the record's.
        name: the public name of who made it.
        count: people helped, at least 1.
        granters: ids of those who may be named; ``anonymous`` counts the others.
        origin: the file that it stands in, for messages.
    """

    id: str
    title: str
    category: str
    place: str
    name: str
    status: WishStatus
    collected: dt.date
    claimed: dt.date | None = None
    fulfilled: dt.date | None = None
    wish: str = ""
    count: int = 1
    crowd: bool = False
    granters: tuple[str, ...] = ()
    anonymous: int = 0
    outcome: str = ""
    photos: tuple[Photo, ...] = ()
    origin: str = ""

    @property
    def since(self) -> dt.date:
        """The day on which the wish came to its present status."""
        return self.fulfilled or self.claimed or self.collected


class Story(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A published story without its text.

    Attributes:
        date: aware, in the site's time zone.
        authors: (role, name) pairs; roles are ``author``, ``reporter``, ``correspondent``.
        summary: as written by the author; empty where it is to be made from the text.
        wishes: ids of those that are public.
        preview: empty, or ``draft`` or ``held-back`` in a build with drafts.
        origin: the file that it stands in, for messages.
    """

    id: str
    title: str
    date: dt.datetime
    channel: str
    kicker: str = ""
    updated: dt.datetime | None = None
    source_name: str = ""
    source_url: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    editor: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    cover: Photo | None = None
    wishes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    recommend: tuple[str, ...] = ()
    featured: bool = False
    aliases: tuple[str, ...] = ()
    corrections: tuple[tuple[dt.date, str], ...] = ()
    retracted: tuple[dt.date, str] | None = None
    preview: str = ""
    origin: str = ""

    @property
    def modified(self) -> dt.datetime | None:
        """The last update or correction, for machines; ``None`` where there was none after the publication.

        Corrections have a day and no hour: one counts from the beginning of its day, on the day of publication itself
        from a second after it, so that none is silent.
        """
        if not (self.updated or self.corrections):
            return None
        after = self.date + dt.timedelta(seconds=1)
        days = [day for day, _ in self.corrections if day >= self.date.date()]
        moments = [max(after, dt.datetime.combine(day, dt.time(), self.date.tzinfo)) for day in days]
        last = max([*moments, self.updated or self.date])
        return last if last > self.date else None


class StandingPage(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A page that stands by itself: about, contact; ``menu`` is its place in the footer's menu, 0 for none."""

    id: str
    title: str
    menu: int = 0
    origin: str = ""


class Body(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """The Markdown of something public, with where it stands in its file for messages.

    Attributes:
        title: of the story that it is the text of; empty for a page. Its words count for what the text is about.
        digest: of a file from which all of this follows; empty where nobody made one.
    """

    text: str
    path: str
    line: int = 1
    title: str = ""
    digest: bytes = b""


class Media(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A picture's file: path relative to the site, digest of its bytes, upright size in pixels."""

    path: str
    digest: bytes
    width: int
    height: int


class Withheld(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """What the gate keeps back: id, file and the reason's code; names nobody."""

    id: str
    path: str
    reason: str


class HeldBack(Entity, frozen=True, array_like=True, gc=False, kw_only=True):
    """A story whose time has not come."""

    id: str
    path: str
    until: dt.datetime


class Public(msgspec.Struct, frozen=True, kw_only=True):
    """All that the gate lets through; everything sorted by id, stories by (date, id).

    Attributes:
        bodies: Markdown by key, ``story:<id>`` or ``page:<id>``.
        media: pictures that may be shown, by path relative to ``content/``.
        withheld_media: pictures that may not be; ``without_photos`` are the files of wishes and covers that lack one.
        unlinked: stories and wishes that exist but are not public: a reference to one is no error, its words stand
            unlinked. By ``Reference.key``: ``story:<id>``, ``wish:<id>``, ``file:<path>``, ``address:<address>``.
        lapsed: addresses of pages and pictures that hang on what is not public: of its tags, its year, its month, its
            share picture, its former addresses. Something may stand there all the same, of others.
        groups: people helped by kind of beneficiary, in totals only: (group, people) of fulfilled wishes; kinds with
            few people are merged under ``""``, which stands last.
        changes_at: the next moment at which the result changes by itself, if any.
    """

    channels: tuple[Channel, ...] = ()
    places: tuple[Place, ...] = ()
    granters: tuple[Granter, ...] = ()
    wishes: tuple[Wish, ...] = ()
    stories: tuple[Story, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    bodies: dict[str, Body] = {}
    media: dict[str, Media] = {}
    withheld_media: frozenset[str] = frozenset()
    without_photos: frozenset[str] = frozenset()
    unlinked: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()
    groups: tuple[tuple[str, int], ...] = ()
    withheld: tuple[Withheld, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    drafts: tuple[str, ...] = ()
    changes_at: dt.datetime | None = None
