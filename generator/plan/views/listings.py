"""The views of listings and of the archive."""

from __future__ import annotations

from generator.model.entities import WishStatus
from generator.plan.views import linked
from generator.plan.views.cards import StoryCard, WishCard
from generator.plan.views.frame import View
from generator.plan.views.linked import Thing
from generator.plan.views.values import Fact, Link, Value


class ListingView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """A listing of stories, newest first, and each of its older pages.

    Attributes:
        kind: latest, channel, tag, place, granter, category, year or month.
        about: a sentence on what it lists; may be empty.
        number: 0 for the listing itself, else the page's number, counted from the oldest.
        newer, older: the neighbouring pages of the listing.
        feed: the address of a channel's own feed; empty where there is none.
    """

    kind: str
    about: str
    facts: tuple[Fact, ...]
    stories: tuple[StoryCard, ...]
    number: int = 0
    newer: Link | None = None
    older: Link | None = None
    feed: str = ""

    def things(self) -> tuple[Thing, ...]:
        """The stories of this page, in their order."""
        return (linked.item_list(self.chrome.base_url, [card.address for card in self.stories]),)


class YearRow(Value, frozen=True, array_like=True, gc=False):
    """A year of the archive; ``months`` are (link, stories), newest first, those with stories only."""

    link: Link
    count: int
    months: tuple[tuple[Link, int], ...]


class ArchiveView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """archive.html."""

    years: tuple[YearRow, ...]


class WallListingView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """wall/<status>.html and its older pages; numbers as in ListingView."""

    status: WishStatus
    count: int
    wishes: tuple[WishCard, ...]
    number: int = 0
    newer: Link | None = None
    older: Link | None = None

    def things(self) -> tuple[Thing, ...]:
        """The wishes of this page, in their order."""
        return (linked.item_list(self.chrome.base_url, [card.address for card in self.wishes]),)
