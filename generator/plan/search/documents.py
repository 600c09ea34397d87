"""What can be searched: every listed story and every public wish, as paragraphs in a lasting order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from generator.base import digest
from generator.base.digest import Part
from generator.link.prose import resolve
from generator.link.prose.values import Prose
from generator.link.site import Site
from generator.model import addresses, refer
from generator.model.entities import Story, Wish

STORY, WISH = "story", "wish"

_NOT_SAID = 64
"""Bytes of the facts of a document that are not searched, more or less: id, address, date."""


class Text(Protocol):
    """A text that is here, or fetched each time that it is asked for."""

    @property
    def text(self) -> str:
        """A block on each line."""

    @property
    def length(self) -> int:
        """Characters, more or less; known without the text."""


class Plain(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A text that is here."""

    text: str = ""

    @property
    def length(self) -> int:
        """See ``Text``."""
        return len(self.text)


class StoryText:
    """What the page of a story shows of its text.

    A picture that may not be shown takes its caption with it. Which lines were its caption is not known here, so of
    such a text only what stands outside of figures, tables and notes is searched.
    """

    __slots__ = ("_is_whole", "_prose", "_titles")

    def __init__(self, prose: Part[Prose], titles: Sequence[tuple[str, str]], *, is_whole: bool) -> None:
        """Reads nothing yet.

        Args:
            prose: of the story.
            titles: of what it refers to without words, by ``Reference.key``.
            is_whole: whether all of its pictures are shown.
        """
        self._prose = prose
        self._titles = titles
        self._is_whole = is_whole

    @property
    def text(self) -> str:
        """See ``Text``."""
        prose = self._prose.value
        if self._is_whole:
            text = prose.text
        else:
            text = "\n".join((*(heading.text for heading in prose.headings), *prose.paragraphs))
        return resolve.resolve_text(text, dict(self._titles))

    @property
    def length(self) -> int:
        """See ``Text``."""
        return self._prose.value.length

    @property
    def facts(self) -> tuple[bytes, Sequence[tuple[str, str]], bool]:
        """What the text follows from, short."""
        return self._prose.digest, self._titles, self._is_whole

    def __reduce__(self) -> tuple[type[Plain], tuple[str]]:
        """Another process is handed the text itself."""
        return Plain, (self.text,)


class Document(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A story or a wish as the search sees it.

    Attributes:
        kind: ``story`` or ``wish``.
        date: of publication, or on which the wish was collected; it never moves when a wish goes on.
        before, body, after: what stands before the text, the text, what stands after it. The text is not fetched until
            somebody needs it, for most builds do not.
    """

    kind: str
    id: str
    address: str
    title: str
    date: dt.date
    before: tuple[str, ...]
    body: Text
    after: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All but the title; none is empty. What is sought stands within one of them."""
        return tuple(filter(None, (*self.before, *self.body.text.split("\n"), *self.after)))


def documents(site: Site) -> tuple[Document, ...]:
    """Every document of a site, by date, then kind and id: what is new comes last and moves nothing before it."""
    reader = _Reader(site)
    stories = [site.stories[story] for story in site.listed]
    made = [*map(reader.story, stories), *map(reader.wish, site.wishes.values())]
    # What ends here comes before what goes on: a day's wishes before its stories, which have an hour.
    keys = [f"{story.date.isoformat()}\0{STORY}\0{story.id}" for story in stories]
    keys += [f"{wish.collected.isoformat()}\0{WISH}\0{wish.id}" for wish in site.wishes.values()]
    return tuple([made[place] for place in sorted(range(len(keys)), key=keys.__getitem__)])


def measured(some: Sequence[Document]) -> tuple[bytes, int]:
    """A digest of documents that follows all that they say, and their characters, more or less; reads no text."""
    facts = _encode(some)
    # Most of it is Han, three bytes a character.
    said = max(0, len(facts) - _NOT_SAID * len(some)) // 3
    return digest.of_bytes(facts), said + sum([document.body.length for document in some])


def _facts(body: Any) -> Any:
    if isinstance(body, StoryText):
        return body.facts
    raise TypeError(body)


_encode = msgspec.msgpack.Encoder(enc_hook=_facts).encode


class _Reader:
    """Makes documents of one site; names of places and granters are put together once each."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._nothing = Plain()
        self._places = {
            place: " ".join(site.places[above].name for above in reversed(site.lineage(place))) for place in site.places
        }
        self._granters: dict[tuple[str, ...], str] = {}

    def story(self, story: Story) -> Document:
        said: list[str] = []
        granters: tuple[str, ...] = ()
        for wish in map(self._site.wishes.__getitem__, story.wishes):
            said += (wish.title, wish.wish)
            granters += wish.granters
        said += [self._places[place] for place in story.places if place in self._places]
        return Document(
            STORY,
            story.id,
            addresses.story(story.id, story.date),
            story.title,
            story.date.date(),
            (story.kicker,),
            self._text_of(refer.to_story(story.id)),
            (*said, self._names(granters)),
        )

    def wish(self, wish: Wish) -> Document:
        return Document(
            WISH,
            wish.id,
            addresses.wish(wish.id),
            wish.title,
            wish.collected,
            (wish.wish, wish.outcome),
            self._nothing,
            (wish.name, self._places.get(wish.place, ""), self._names(wish.granters)),
        )

    def _names(self, granters: tuple[str, ...]) -> str:
        names = self._granters.get(granters)
        if names is None:
            names = " ".join(self._site.granters[granter].name for granter in dict.fromkeys(granters))
            self._granters[granters] = names
        return names

    def _text_of(self, key: str) -> StoryText:
        prose = self._site.prose[key]
        value = prose.value
        titles = tuple([(one.key, self._title(one.key)) for one in value.references + value.links if not one.words])
        images, media = self._site.images, self._site.media
        shown = [images.get((key, image.src), "") in media for image in value.images]
        return StoryText(prose, titles, is_whole=all(shown))

    def _title(self, key: str) -> str:
        return self._site.targets.get(key, ("", ""))[1]
