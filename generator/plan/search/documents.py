"""What can be searched: every listed story and every public wish, as paragraphs in a lasting order."""

from __future__ import annotations

import datetime as dt

import msgspec

from generator.base import digest
from generator.base.digest import Part
from generator.link.prose import resolve
from generator.link.prose.values import Prose
from generator.link.site import Site
from generator.model import addresses

STORY, WISH = "story", "wish"


class Document(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A story or a wish as the search sees it.

    Attributes:
        kind: ``story`` or ``wish``.
        date: of publication, or on which the wish was collected; it never moves when a wish goes on.
        before, text, after: what stands before the text, the text with a block on each line, what stands after it.
            The text is not cut into paragraphs until somebody needs them, for most builds do not.
    """

    kind: str
    id: str
    address: str
    title: str
    date: dt.date
    before: tuple[str, ...]
    text: str
    after: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All but the title; none is empty. What is sought stands within one of them."""
        return tuple(filter(None, (*self.before, *self.text.split("\n"), *self.after)))

    @property
    def size(self) -> int:
        """Characters, more or less."""
        return len(self.title) + len(self.text) + sum(map(len, self.before)) + sum(map(len, self.after))


def documents(site: Site) -> tuple[Part[Document], ...]:
    """Every document of a site, by date, then kind and id: what is new comes last and moves nothing before it."""
    reader = _Reader(site)
    stories = [(story.date.isoformat(), STORY, story.id) for story in map(site.stories.__getitem__, site.listed)]
    wishes = [(wish.collected.isoformat(), WISH, wish.id) for wish in site.wishes.values()]
    made = {STORY: reader.story, WISH: reader.wish}
    return tuple(made[kind](item) for _, kind, item in sorted(stories + wishes))


class _Reader:
    """Makes documents of one site; names of places and granters are put together once each."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._titles = {key: title for key, (_, title) in site.targets.items()}
        self._places = {
            place: " ".join(site.places[above].name for above in reversed(site.lineage(place))) for place in site.places
        }

    def story(self, story_id: str) -> Part[Document]:
        site = self._site
        story = site.stories[story_id]
        prose = site.prose[f"story:{story_id}"]
        text, kept = self._text(f"story:{story_id}", prose.value)
        told = [site.wishes[wish] for wish in story.wishes]
        granters = dict.fromkeys(granter for wish in told for granter in wish.granters)
        document = Document(
            kind=STORY,
            id=story_id,
            address=addresses.story(story_id, story.date),
            title=story.title,
            date=story.date.date(),
            before=(story.kicker,),
            text=text,
            after=(
                *(words for wish in told for words in (wish.title, wish.wish)),
                *(self._places[place] for place in story.places if place in self._places),
                self._names(tuple(granters)),
            ),
        )
        # The text has its digest already, unless it is not shown as it is.
        return _part(document, prose.digest if kept else b"")

    def wish(self, wish_id: str) -> Part[Document]:
        wish = self._site.wishes[wish_id]
        document = Document(
            kind=WISH,
            id=wish_id,
            address=addresses.wish(wish_id),
            title=wish.title,
            date=wish.collected,
            before=(wish.wish, wish.outcome),
            text="",
            after=(wish.name, self._places.get(wish.place, ""), self._names(wish.granters)),
        )
        return _part(document, b"")

    def _names(self, granters: tuple[str, ...]) -> str:
        return " ".join(self._site.granters[granter].name for granter in granters)

    def _text(self, key: str, prose: Prose) -> tuple[str, bool]:
        """What the page shows of a text, and whether that is the text as it stands.

        A picture that may not be shown takes its caption with it. Which lines were its caption is not known here, so
        of such a text only what stands outside of figures, tables and notes is searched.
        """
        text, kept = prose.text, True
        if not all(self._site.images.get((key, image.src), "") in self._site.media for image in prose.images):
            text, kept = "\n".join((*(heading.text for heading in prose.headings), *prose.paragraphs)), False
        if resolve.OPEN in text:
            text, kept = resolve.resolve_text(text, self._titles), False
        return text, kept


def _part(document: Document, text: bytes) -> Part[Document]:
    """A document with its digest; ``text`` is the digest of its text, empty where that is to be made as well."""
    bare = msgspec.structs.replace(document, text="") if text else document
    return Part(document, digest.of_bytes(digest.of_value(bare), text))
