"""What wishes.json holds: the public wishes for other programs, each field by its name (README.md, "wishes.json")."""

from __future__ import annotations

import datetime as dt

import msgspec

from generator.model.entities import WishStatus


class Named(msgspec.Struct, frozen=True, gc=False):
    """A thing by its id and name; no id is what has no page, as 爱心人士."""

    id: str | None
    name: str


class OpenWish(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A wish without the name of who made it: data travels where no withdrawal follows.

    Attributes:
        count: people helped, at least 1.
        granters: those who may not be named are one 爱心人士, last.
        outcome: how it came true; empty where nothing is told.
        address, stories: relative to the site; stories oldest first.
    """

    id: str
    title: str
    wish: str
    category: Named
    place: Named
    status: WishStatus
    count: int
    granters: tuple[Named, ...]
    collected: dt.date
    claimed: dt.date | None
    fulfilled: dt.date | None
    outcome: str
    address: str
    stories: tuple[str, ...]


class OpenCounts(msgspec.Struct, frozen=True, gc=False):
    """Wishes that ever came so far, and people of fulfilled ones."""

    collected: int
    claimed: int
    fulfilled: int
    helped: int


class OpenData(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """wishes.json.

    Attributes:
        version: of this shape; another number where a field goes or changes its meaning, the same where one is added.
        base_url: what addresses are relative to; ``None`` where the site does not know its own.
        updated: the newest day in any record.
        wishes: sorted by id.
    """

    version: int
    title: str
    organization: str
    base_url: str | None
    updated: dt.date | None
    counts: OpenCounts
    wishes: tuple[OpenWish, ...]
