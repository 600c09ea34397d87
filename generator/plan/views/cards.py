"""How a story, a wish or a granter looks on pages that are about something else."""

from __future__ import annotations

import datetime as dt

from generator.model.entities import WishStatus
from generator.plan.views.values import Link, Picture, Value


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


class GranterRow(Value, frozen=True, array_like=True, gc=False):
    """A line of the roll of honour; ``kind`` is a granter's kind, empty for 爱心人士."""

    link: Link
    kind: str
    fulfilled: int
    claimed: int
