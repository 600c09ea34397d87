"""The public texts of a story or wish, piece by piece, each knowing where its author finds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import msgspec

from generator.base.problems import Location
from generator.base.text import blocks
from generator.model import records as r

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Headings, pictures, tables and footnotes: a summary that is made from the text leaves them out.
_BESIDE = re.compile(r"\s*(?:#|!\[|\||\[\^)")

# What may part a name in a text.
_PARTED = r"[*_~\s]*"

BODY = "body"


def is_within(match: re.Match[str], texts: Iterable[str]) -> bool:
    """Whether a match is part of one of some texts that stands where it was found."""
    for text in texts:
        at = match.string.find(text, max(0, match.end() - len(text)))
        if 0 <= at <= match.start():
            return True
    return False


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A field of a record, or a block of a body (lines without an empty one between them).

    Attributes:
        field: ``title``, ``summary``, … or ``body``.
        at: where the text begins.
    """

    field: str
    at: Location
    text: str

    @property
    def is_running(self) -> bool:
        """Whether it is running text, from which a summary may be made."""
        return self.field == BODY and not _BESIDE.match(self.text)

    def locate(self, offset: int) -> Location:
        """The place of a character: exact in a body, the field elsewhere."""
        if not self.at.line:
            return self.at
        above = self.text.count("\n", 0, offset)
        return Location(self.at.path, self.at.line + above, offset - self.text.rfind("\n", 0, offset))


def names_in(
    texts: Iterable[Passage], names: Iterable[str], *, cleared: Collection[str] = ()
) -> Iterator[tuple[str, Location]]:
    """The first of some names in each text, as it is known, with its place; of one within another, the longer counts.

    Args:
        texts: to look in.
        names: of people. Blanks and marks of Markdown may part one anywhere, and some have a blank themselves.
        cleared: texts in which a name is a word, or somebody else's.
    """
    known = {re.sub(_PARTED, "", name): name for name in names}
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    name_in = re.compile("|".join(_PARTED.join(map(re.escape, name)) for name in longest_first) or "(?!)")
    for passage in texts:
        found = (match for match in name_in.finditer(passage.text) if not is_within(match, cleared))
        if mention := next(found, None):
            yield known[re.sub(_PARTED, "", mention[0])], passage.locate(mention.start())


def of_wish(record: r.WishRecord) -> Iterator[Passage]:
    """Title, wish, outcome, and the words of its photos."""
    yield from _fields(record, ("title", "wish", "outcome"))
    for photo in record.photos:
        yield from _fields(photo, ("alt", "caption"))


def of_story(record: r.StoryRecord) -> Iterator[Passage]:
    """What stands above its body, then the body; of what was retracted, the title and the reason."""
    yield from of_front(record)
    if not record.retracted:
        yield from of_body(record)


def of_front(record: r.StoryRecord) -> Iterator[Passage]:
    """Title, kicker, summary, the words of its cover, corrections; of what was retracted, the title and the reason."""
    yield from _fields(record, ("title",))
    if record.retracted:
        yield Passage("retracted", record.at.below("retracted", "reason"), record.retracted[1])
        return
    yield from _fields(record, ("kicker", "summary"))
    if record.cover:
        yield from _fields(record.cover, ("alt", "caption"))
    for number, (_, text) in enumerate(record.corrections):
        yield Passage("corrections", record.at.below("corrections", number, "text"), text)


def of_bylines(record: r.StoryRecord) -> Iterator[Passage]:
    """Who wrote, told and edited a story, and where it is from."""
    for role, name in record.authors:
        yield Passage("author", record.at.below(role), name)
    yield from _fields(record, ("editor",))
    if record.source_name:
        yield Passage("source", record.at.below("source"), record.source_name)


def of_tags(record: r.StoryRecord) -> Iterator[Passage]:
    """The tags of a story; what was retracted has none."""
    if record.retracted:
        return
    for number, tag in enumerate(record.tags):
        yield Passage("tags", record.at.below("tags", number), tag)


def of_body(record: r.StoryRecord | r.PageRecord) -> Iterator[Passage]:
    """The blocks of a body, in order; comments, which nobody sees, are blank."""
    body = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), record.body)
    line, counted = record.body_line, 0
    for start, block in blocks(body):
        line, counted = line + body.count("\n", counted, start), start
        yield Passage(BODY, Location(record.at.path, line, 1), block)


def of_lines(record: r.PageRecord) -> Iterator[Passage]:
    """The blocks of a page, and of a table its rows."""
    for passage in of_body(record):
        if not passage.text.lstrip().startswith("|"):
            yield passage
            continue
        for number, line in enumerate(passage.text.split("\n")):
            yield Passage(BODY, Location(record.at.path, passage.at.line + number, 1), line)


def front(record: r.WishRecord | r.StoryRecord) -> str:
    """All that passages of a record hold but its body, and perhaps more: what is not in here needs no passages."""
    if isinstance(record, r.WishRecord):
        texts, photos = [record.title, record.wish, record.outcome], record.photos
    else:
        texts = [record.title, record.kicker, record.summary, *(text for _, text in record.corrections)]
        texts += record.retracted[1:] if record.retracted else ()
        photos = (record.cover,) if record.cover else ()
    for photo in photos:
        texts += (photo.alt, photo.caption)
    return "\n".join(texts)


def _fields(record: r.Record, names: Iterable[str]) -> Iterator[Passage]:
    for name in names:
        if text := getattr(record, name):
            yield Passage(name, record.at.below(name), text)
