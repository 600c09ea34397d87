"""The views of pages about one thing."""

from __future__ import annotations

import datetime as dt

from generator.link import keywords
from generator.plan.views import linked
from generator.plan.views.cards import StoryCard, WishCard
from generator.plan.views.frame import View
from generator.plan.views.linked import Thing
from generator.plan.views.values import Link, Picture, Value


class StoryText(Value, frozen=True, array_like=True, gc=False):
    """What a story's own page says of it.

    Attributes:
        authors: (role, names); roles ``author``, ``reporter``, ``correspondent``.
        minutes: reading time, at least 1.
        corrections: (date, text), oldest first.
        retracted: (date, reason): the page is a tombstone and has neither body nor lead.
        preview: ``""``, ``"draft"`` or ``"held-back"``: the page must say so and be noindex.
        modified: for machines, the last update or correction; ``None`` where there was none after the publication.
    """

    id: str
    title: str
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
    modified: dt.datetime | None = None

    @property
    def phrases(self) -> tuple[str, ...]:
        """The title cut where a headline may break; joined they are the title."""
        return keywords.phrases(self.title)

    @property
    def bylines(self) -> tuple[str, ...]:
        """Everybody who wrote it, whatever their role."""
        return tuple(name for _, names in self.authors for name in names)


class StoryView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """stories/<yyyy>/<id>.html.

    ``body`` is sanitised HTML; ``address`` the full address, or empty; ``feed`` the address of its channel's feed, or
    empty.
    """

    story: StoryText
    lead: Picture | None
    body: str
    wishes: tuple[WishCard, ...]
    address: str
    older: Link | None
    newer: Link | None
    recommended: tuple[StoryCard, ...]
    feed: str = ""

    def things(self) -> tuple[Thing, ...]:
        """The story, unless it is a tombstone."""
        story, base_url = self.story, self.chrome.base_url
        if story.retracted:
            return ()
        article = linked.article(
            base_url,
            self.path,
            authors=story.bylines,
            publisher=self.chrome.organization,
            source=story.source.label if story.source else "",
            headline=story.title,
            datePublished=linked.iso(story.date),
            dateModified=linked.iso(story.modified or story.date),
            articleSection=story.channel.label,
            keywords=", ".join(tag.label for tag in story.tags),
            image=[base_url + self.lead.address] if self.lead else None,
            inLanguage=self.chrome.language,
        )
        return article, linked.time_factor(article["url"], story.date, story.modified)


class WishView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """wishes/<id>.html; ``contact``: the office to ring, where the wish is open."""

    wish: WishCard
    outcome: str
    photos: tuple[Picture, ...]
    stories: tuple[StoryCard, ...]
    alike: tuple[WishCard, ...]
    contact: str


class StandingView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """A standing page; ``body`` is sanitised HTML."""

    body: str
