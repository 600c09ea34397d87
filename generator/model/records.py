"""What authors wrote, private fields included, each record with its location.

Only the reader and the gate may import this module; a machine checks that. Nothing after the gate can name these types.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

from generator.base.problems import Location


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """What every record has: where it stands."""

    at: Location


class PhotoRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A photo as named in a record; ``src`` is relative to the story's file or to ``content/``."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    subjects: tuple[str, ...] = ()


class ChannelRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A section of the news."""

    id: str
    name: str
    description: str = ""


class PlaceRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A district, street, community or village; ``parent`` is the place above it."""

    id: str
    name: str
    parent: str = ""
    contact: str = ""


class GranterRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A unit or person who claims wishes."""

    id: str
    name: str
    kind: str
    url: str = ""
    person: str = ""
    anonymous: bool = False


class BeneficiaryRecord(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """Whom a wish is for: the public name, and the entry in the private register behind it."""

    name: str
    person: str = ""
    crowd: bool = False
    count: int = 1
    groups: tuple[str, ...] = ()


class ClosedRecord(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """Why and when a wish left the wall without being fulfilled, or was taken back."""

    on: dt.date
    reason: str


class WishRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A wish as the ledger has it; the status is derived from the dates, never typed."""

    id: str
    title: str
    category: str
    place: str
    beneficiary: BeneficiaryRecord
    collected: dt.date
    wish: str = ""
    granters: tuple[str, ...] = ()
    claimed: dt.date | None = None
    fulfilled: dt.date | None = None
    outcome: str = ""
    tells: tuple[str, ...] = ()
    photos: tuple[PhotoRecord, ...] = ()
    closed: ClosedRecord | None = None
    notes: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether whoever wished it took it back."""
        return self.closed is not None and self.closed.reason == "withdrawn"


class StoryRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """Front matter and body of a story.

    Attributes:
        authors: (role, name) pairs: author, reporter, correspondent.
        body_line: the line of the file on which the body begins, 1-based.
        digest: of its file and of its place; empty where nobody made one.
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
    cover: PhotoRecord | None = None
    wishes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    recommend: tuple[str, ...] = ()
    featured: bool = False
    draft: bool = False
    expires: dt.datetime | None = None
    aliases: tuple[str, ...] = ()
    corrections: tuple[tuple[dt.date, str], ...] = ()
    retracted: tuple[dt.date, str] | None = None
    body: str = ""
    body_line: int = 1
    digest: bytes = b""


class PageRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A standing page; ``menu`` is its place in the footer's menu, 0 for none."""

    id: str
    title: str
    menu: int = 0
    body: str = ""
    body_line: int = 1


class PersonRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """An entry of the private register: never published, only guarded.

    Attributes:
        birth: the last day on which the person may have been born: a month without a day is taken as its last day, so
            that nobody comes of age too early.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    birth: dt.date | None = None
    guardian: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    never_publish: tuple[str, ...] = ()


Scope: TypeAlias = Literal["story", "real-name", "face", "health", "village"]
"""What somebody agrees to: that we tell of them, and then how; each besides ``story`` allows more."""


class ConsentRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A signed consent: live from ``given`` to ``expires``, both days included, and no more from ``withdrawn`` on."""

    id: str
    person: str
    scope: tuple[Scope, ...]
    given: dt.date
    signed_by: str = ""
    channels: tuple[str, ...] = ("site",)
    expires: dt.date | None = None
    withdrawn: dt.date | None = None
    ref: str = ""

    def is_withdrawn(self, on: dt.date) -> bool:
        """Whether it was taken back by that day."""
        return self.withdrawn is not None and self.withdrawn <= on

    def has_expired(self, on: dt.date) -> bool:
        """Whether its last day was before that day."""
        return self.expires is not None and self.expires < on


class ClearedRecord(Record, frozen=True, array_like=True, gc=False, kw_only=True):
    """A text that looks like a leak and is none, with the reason why."""

    text: str
    reason: str
    path: str = ""


class MediaRecord(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """A file that records and stories may show; width and height in pixels, upright, 0 when it is no picture.

    ``form`` names that of a picture which is not shown here: ``HEIC``, ``AVIF``.
    """

    path: str
    digest: bytes
    width: int = 0
    height: int = 0
    form: str = ""


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """An id by which a record names another.

    Attributes:
        kind: of what it names, ``wish`` or ``place``.
        family: how the codes of the record's file begin, ``W1``.
    """

    kind: str
    id: str
    at: Location
    family: str


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """What is written and cannot be read: nobody may be told that it is not there, nor be given its id.

    Attributes:
        ids: the kind of each such record, ``wish`` or ``place``, and its id.
        kinds: those of which there is one without an id, or a whole file.
        references: what such records refer to in fields that can be read.
    """

    ids: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()

    def may_be(self, kind: str, id: str) -> bool:  # noqa: A002 - it is the field's name
        """Whether something of that kind and id may be written somewhere."""
        return kind in self.kinds or (kind, id) in self.ids


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """All that authors wrote.

    Attributes:
        unread: what they wrote and could not be read.
        has_register: whether ``content/private/people.yaml`` was there at all; without it, whatever names a person
            is withheld.
    """

    channels: tuple[ChannelRecord, ...] = ()
    places: tuple[PlaceRecord, ...] = ()
    granters: tuple[GranterRecord, ...] = ()
    wishes: tuple[WishRecord, ...] = ()
    stories: tuple[StoryRecord, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    consents: tuple[ConsentRecord, ...] = ()
    cleared: tuple[ClearedRecord, ...] = ()
    media: tuple[MediaRecord, ...] = ()
    has_register: bool = False
    unread: Unread = Unread()
