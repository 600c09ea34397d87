"""How a story, a wish or a granter looks on pages that are about something else."""

from __future__ import annotations

import datetime as dt

from generator.link import keywords
from generator.model.entities import WishStatus
from generator.plan.views.values import Link, Picture, Value


class StoryCard(Value, frozen=True, array_like=True, gc=False):
    """A story as others show it.

    Attributes:
        scene: which drawing stands where a picture would and there is none: the place of the channel in the menu,
            counted from 0.
    """

    id: str
    address: str
    title: str
    summary: str
    date: dt.datetime
    channel: Link
    kicker: str = ""
    picture: Picture | None = None
    preview: str = ""
    scene: int = 0

    @property
    def phrases(self) -> tuple[str, ...]:
        """The title cut where a headline may break; joined they are the title."""
        return keywords.phrases(self.title)


class WishCard(Value, frozen=True, array_like=True, gc=False):
    """A wish as others show it: a window.

    Attributes:
        wish: in the words of who made it; may be empty.
        count: people helped, at least 1.
        granters: those who may be named link to their pages; all others are one 爱心人士.
    """

    id: str
    address: str
    title: str
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

    @property
    def phrases(self) -> tuple[str, ...]:
        """The title cut where a headline may break; joined they are the title."""
        return keywords.phrases(self.title)


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
