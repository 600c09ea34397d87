"""The views of pages that lead on."""

from __future__ import annotations

from generator.model.entities import WishStatus
from generator.plan.views import linked
from generator.plan.views.cards import Counts, GranterRow, StoryCard, WishCard
from generator.plan.views.frame import View
from generator.plan.views.linked import Thing
from generator.plan.views.values import Link, Value


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

    def things(self) -> tuple[Thing, ...]:
        """The site, and the search in it."""
        chrome = self.chrome
        site = linked.website(
            chrome.base_url,
            name=chrome.title,
            description=chrome.description,
            language=chrome.language,
            publisher=chrome.organization,
        )
        return (site,)


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

    def things(self) -> tuple[Thing, ...]:
        """The wishes that hang on it."""
        shown = [wish.address for row in self.rows for wish in row.wishes]
        return (linked.item_list(self.chrome.base_url, shown),)


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

    def things(self) -> tuple[Thing, ...]:
        """The stories, in their order."""
        return (linked.item_list(self.chrome.base_url, [card.address for card in self.stories]),)


class NotFoundView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """404.html: stands alone at any depth, so its style is inside it."""

    style_text: str
