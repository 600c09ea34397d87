"""The feeds: Atom, RSS and JSON of the whole site, Atom of each channel. They need a base URL.

Each holds the newest stories with their whole text. A story's name in all of them is a tag (RFC 4151), not its address:
the address changes with http to https and with a date that is corrected over New Year, and readers would then get
every story once more. A tag changes only when the site moves to another host or folder, and then nothing else that is
set would still be the same; the folder is in it because many sites of one town share a host, and ids like 20260203-01.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from generator.base.digest import Part
from generator.link.prose import resolve
from generator.link.prose.values import Prose
from generator.link.site import Site
from generator.model import addresses, refer
from generator.model.entities import Story
from generator.plan.cards import Cards
from generator.plan.frame import Frame
from generator.plan.images import LARGE
from generator.plan.outputs import Json, Output, Page, Parts, page
from generator.plan.pages import prose_parts
from generator.plan.views.linked import iso
from generator.plan.views.machines import FeedEntry, FeedStory, FeedView
from generator.plan.views.values import Picture

FEED_STORIES = 20
"""Entries of a feed, newest first."""


def every(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """All feeds. Stories that are only previewed are in none: no reader would show that they are not published."""
    if not site.settings.base_url:
        return
    feeds = _Feeds(site, cards, frame)
    shared: Parts = {
        "heading": Part(site.settings.title),
        "description": Part(site.settings.description),
        **feeds.of(site.listed, name="", home=addresses.FRONT),
    }
    yield page(addresses.FEED, Page("feed.xml", feed_view), shared)
    yield page(addresses.RSS, Page("rss.xml", feed_view), shared)
    yield page(addresses.JSON_FEED, Json(json_feed), shared)
    for channel in site.channels.values():
        home = addresses.channel(channel.id)
        parts: Parts = {
            "heading": Part(f"{channel.name} - {site.settings.title}"),
            "description": Part(channel.description),
            **feeds.of(site.by_channel.get(channel.id, ()), name=f"channels/{channel.id}", home=home),
        }
        yield page(addresses.channel_feed(channel.id), Page("feed.xml", feed_view), parts)


class _Feeds:
    """Makes the parts of feeds; those of a story once for all the feeds that it is in."""

    def __init__(self, site: Site, cards: Cards, frame: Frame) -> None:
        self._site = site
        self._cards = cards
        self._frame = frame
        self._parts: dict[str, dict[str, Part[Any]]] = {}

    def of(self, stories: Sequence[str], *, name: str, home: str) -> Parts:
        """The parts of a feed, but for its title and description.

        Args:
            stories: ids, oldest first.
            name: of the feed within the site, for ever.
            home: address of the page whose feed it is.
        """
        public = [story for story in stories if not self._site.stories[story].preview]
        entries = [self._parts_of(story) for story in public[: -FEED_STORIES - 1 : -1]]
        return {
            "chrome": self._frame.chrome,
            "id": Part(addresses.tag_uri(self._frame.base_url, name)),
            "home": Part(self._frame.url(home)),
            "corrected": Part(self._frame.t("更正")),
            **{key: tuple(parts[key] for parts in entries) for key in ("stories", "prose", "links", "pictures")},
        }

    def _parts_of(self, story: str) -> dict[str, Part[Any]]:
        if story not in self._parts:
            entity = self._site.stories[story]
            prose, linked = prose_parts(self._site, self._cards, refer.to_story(story))
            resolved = {name: Part(value) for name, value in linked.items()}
            self._parts[story] = {"stories": Part(self._feed_story(entity)), "prose": prose, **resolved}
        return self._parts[story]

    def _feed_story(self, story: Story) -> FeedStory:
        return FeedStory(
            id=addresses.tag_uri(self._frame.base_url, f"stories/{story.id}"),
            address=addresses.story(story.id, story.date),
            title=story.title,
            summary=self._site.summaries[story.id],
            date=story.date,
            updated=story.modified or story.date,
            authors=tuple(dict.fromkeys(name for _, name in story.authors)),
            terms=tuple(dict.fromkeys((self._site.channels[story.channel].name, *story.tags))),
            lead=self._cards.gallery.picture(story.cover, LARGE),
            corrections=story.corrections,
        )


def feed_view(path: str, values: dict[str, Any]) -> FeedView:
    """The view of a feed from the values of its parts."""
    base_url = values["chrome"].base_url
    texts = zip(*(values.pop(key) for key in ("stories", "prose", "links", "pictures")), strict=True)
    corrected = values.pop("corrected")
    entries = tuple(
        _entry(story, _body(base_url, story, text), base_url=base_url, corrected=corrected) for story, *text in texts
    )
    # RFC 4287 §4.2.15: when it last changed in a way that matters; never the time of the build.
    updated = max((entry.story.updated for entry in entries), default=None)
    return FeedView.of(
        path, {**values, "url": addresses.as_url(base_url, path), "updated": updated, "entries": entries}
    )


def json_feed(path: str, values: dict[str, Any]) -> dict[str, Any]:
    """A JSON Feed (jsonfeed.org, version 1.1) from the values of its parts."""
    view = feed_view(path, values)
    chrome = view.chrome
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.heading,
        "home_page_url": view.home,
        "feed_url": view.url,
        "description": view.description,
        "authors": [{"name": chrome.organization, "url": view.home}],
        "language": chrome.language,
    }
    return {**_present(feed), "items": [_present(_item(entry)) for entry in view.entries]}


def _item(entry: FeedEntry) -> dict[str, Any]:
    story = entry.story
    return {
        "id": story.id,
        "url": entry.url,
        "title": story.title,
        "content_html": entry.content,
        "summary": story.summary,
        "image": entry.picture,
        "date_published": iso(story.date),
        "date_modified": iso(story.updated),
        "authors": [{"name": name} for name in story.authors],
        "tags": list(story.terms),
    }


def _present(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}


def _entry(story: FeedStory, body: str, *, base_url: str, corrected: str) -> FeedEntry:
    picture = base_url + story.lead.address if story.lead else ""
    lead = _figure(story.lead, picture) if story.lead else ""
    return FeedEntry(
        story=story,
        url=base_url + story.address,
        picture=picture,
        content=lead + body + _corrections(story, corrected),
    )


def _body(base_url: str, story: FeedStory, text: list[Any]) -> str:
    prose: Prose | None = text[0]
    if prose is None:
        return ""
    body = resolve.resolve(prose.html, links=dict(text[1]), pictures=dict(text[2]), root=base_url)
    return resolve.with_full_fragments(body, base_url + story.address)


def _figure(lead: Picture, url: str) -> str:
    caption = escape(" ".join(filter(None, (lead.caption, lead.credit))), quote=False)
    image = f'<img src="{escape(url)}" alt="{escape(lead.alt)}" width="{lead.width}" height="{lead.height}">'
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>\n"


def _corrections(story: FeedStory, heading: str) -> str:
    lines = "".join(f"<li>{day.isoformat()} {escape(text, quote=False)}</li>" for day, text in story.corrections)
    return f"\n<h2>{escape(heading)}</h2><ul>{lines}</ul>" if lines else ""
