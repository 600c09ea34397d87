"""Cards: how a story, a wish or a granter looks on pages that are about something else. Each is made once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.model.catalogue import translator
from generator.model.entities import KIND_HEARTED, Story, Wish, WishStatus
from generator.plan import counting
from generator.plan.images import LARGE, SMALL, Gallery, Use
from generator.plan.sharecards import ShareCards
from generator.plan.views.cards import Counts, GranterRow, StoryCard, WishCard
from generator.plan.views.values import Link


class Cards:
    """All cards of a site, as parts."""

    def __init__(self, site: Site, gallery: Gallery, shares: ShareCards) -> None:
        self.site = site
        self.gallery = gallery
        self.shares = shares
        self._scenes = {channel: number for number, channel in enumerate(site.channels)}
        self._categories = dict(site.settings.categories)
        self._hearted = Link("", translator(site.settings.language)(KIND_HEARTED))
        self.story: dict[str, Part[StoryCard]] = {
            story.id: Part(self._story_card(story, SMALL)) for story in site.stories.values()
        }
        self.wish: dict[str, Part[WishCard]] = {wish.id: Part(self._wish_card(wish)) for wish in site.wishes.values()}

    def stories(self, ids: Iterable[str]) -> tuple[Part[StoryCard], ...]:
        """Cards of stories, in the given order."""
        return tuple([self.story[story] for story in ids])

    def wishes(self, ids: Iterable[str]) -> tuple[Part[WishCard], ...]:
        """Cards of wishes, in the given order."""
        return tuple([self.wish[wish] for wish in ids])

    def lead(self, story: str) -> Part[StoryCard]:
        """A story's card with its picture large."""
        return Part(self._story_card(self.site.stories[story], LARGE))

    def _story_card(self, story: Story, use: Use) -> StoryCard:
        return StoryCard(
            id=story.id,
            address=addresses.story(story.id, story.date),
            title=story.title,
            summary=self.site.summaries[story.id],
            date=story.date,
            channel=self.channel_link(story.channel),
            kicker=story.kicker,
            picture=self.gallery.picture(story.cover, use),
            preview=story.preview,
            scene=self._scenes[story.channel],
        )

    def _wish_card(self, wish: Wish) -> WishCard:
        named = tuple(self.granter_link(granter) for granter in wish.granters)
        return WishCard(
            id=wish.id,
            address=addresses.wish(wish.id),
            title=wish.title,
            wish=wish.wish,
            name=wish.name,
            count=wish.count,
            status=wish.status,
            place=self.place_link(wish.place),
            category=self.category_link(wish.category),
            granters=(*named, self._hearted) if wish.anonymous else named,
            collected=wish.collected,
            claimed=wish.claimed,
            fulfilled=wish.fulfilled,
        )

    def channel_link(self, channel: str) -> Link:
        """A channel by name."""
        return Link(addresses.channel(channel), self.site.channels[channel].name)

    def place_link(self, place: str) -> Link:
        """A place by name."""
        return Link(addresses.place(place), self.site.places[place].name)

    def granter_link(self, granter: str) -> Link:
        """A granter by name."""
        return Link(addresses.granter(granter), self.site.granters[granter].name)

    def category_link(self, category: str) -> Link:
        """A kind of wish by name."""
        return Link(addresses.category(category), self._categories[category])

    @cached_property
    def by_status(self) -> dict[WishStatus, tuple[str, ...]]:
        """Ids of wishes by status, by the day they came to it, oldest first."""
        ordered = sorted(self.site.wishes.values(), key=lambda wish: (wish.since, wish.id))
        return {status: tuple(wish.id for wish in ordered if wish.status is status) for status in WishStatus}

    def counts(self) -> Counts:
        """Wishes that ever came so far."""
        return counting.counts(self.site.wishes.values())

    @cached_property
    def honours(self) -> tuple[GranterRow, ...]:
        """The roll of honour: most wishes fulfilled first, then by id; those who may not be named are one line."""
        claimed = counting.by(self.site.wishes.values(), counting.granters)
        numbers = {granter: counting.counts(wishes) for granter, wishes in claimed.items()}
        ordered = sorted(numbers.items(), key=lambda item: (-item[1].fulfilled, -item[1].claimed, not item[0], item[0]))
        return tuple(
            GranterRow(*self._honoured(granter), number.fulfilled, number.claimed) for granter, number in ordered
        )

    def _honoured(self, granter: str) -> tuple[Link, str]:
        """How a granter stands in the roll: a link, and of what kind; of those who may not be named neither."""
        if granter == counting.ANONYMOUS:
            return self._hearted, ""
        return self.granter_link(granter), self.site.granters[granter].kind
