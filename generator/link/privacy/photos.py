"""Photos at the gate: which pictures may be shown, whoever shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.link.privacy.register import EXPIRED, WITHDRAWN, Register, people_of
from generator.model import records as r
from generator.model.entities import Media, Photo
from generator.read.filenames import media_path
from generator.read.photofile import SUFFIXES

_ENDING = re.compile(rf"(?:{'|'.join(map(re.escape, SUFFIXES))})(?![A-Za-z0-9])", re.IGNORECASE)
# Behind any of these a path may begin. Bounded, so that no text takes for ever.
_EDGE = re.compile(r"""[\s<>"'\[\]()=:，,。：（]""")
_LONGEST = 200


class Photos:
    """The pictures of a site under a register.

    Attributes:
        withheld: paths relative to ``content/`` of pictures that may not be shown, wherever they are used.
        missed: files of records that were asked for, and of which a photo is withheld.
    """

    def __init__(self, records: r.Records, register: Register) -> None:
        self._records = records
        self._register = register
        self._wishes = {record.id: record for record in records.wishes}
        self._paths = {item.path.removeprefix("content/") for item in records.media}
        self.withheld = frozenset(self._withheld())
        self.missed: set[str] = set()

    def shown(self, record: r.PhotoRecord | None, origin: str, *, beside: str = "") -> Photo | None:
        """The photo as it may be shown; ``None`` where it is withheld or missing.

        Args:
            record: as written, if there is one.
            origin: the author's file that has it.
            beside: the author's file, to which its path may be relative.
        """
        src = media_path(record.src, self._paths, beside=beside) if record else ""
        if not record or not src:
            return None
        if src in self.withheld:
            self.missed.add(origin)
            return None
        return Photo(src=src, alt=record.alt, caption=record.caption, credit=record.credit)

    def media(self) -> dict[str, Media]:
        """Pictures that may be shown, by path relative to ``content/``."""
        return {
            src: Media(path=item.path, digest=item.digest, width=item.width, height=item.height)
            for item in self._records.media
            if (src := item.path.removeprefix("content/")) not in self.withheld and item.width
        }

    def _withheld(self) -> set[str]:
        """Those that show somebody without a live ``face`` consent, those that were taken back, and copies of both."""
        withheld = {
            media_path(photo.src, self._paths, beside=beside)
            for photo, beside in self._every_photo()
            if not all(self._register.allows(subject, "face") for subject in photo.subjects)
        }
        withheld |= {media_path(photo.src, self._paths, beside=beside) for photo, beside in self._taken_back()}
        withheld.update(self._in_texts_taken_back())
        digests = {item.path.removeprefix("content/"): item.digest for item in self._records.media if item.width}
        copied = {digests[path] for path in withheld if path in digests}
        return withheld | {path for path, digest in digests.items() if digest in copied}

    def _every_photo(self) -> Iterator[tuple[r.PhotoRecord, str]]:
        """Photos of all records, each with the file beside which it is looked for as well."""
        for wish in self._records.wishes:
            yield from ((photo, "") for photo in wish.photos)
        for story in self._records.stories:
            if story.cover:
                yield story.cover, story.at.path

    def _taken_back(self) -> Iterator[tuple[r.PhotoRecord, str]]:
        """Those of wishes that were withdrawn, and of wishes and stories that tell of who took back the consent."""
        for wish in self._records.wishes:
            person = wish.beneficiary.person
            if wish.is_withdrawn or (person and self._register.refusal([person]) in (WITHDRAWN, EXPIRED)):
                yield from ((photo, "") for photo in wish.photos)
        for story in self._records.stories:
            if story.cover and self._is_taken_back(story):
                yield story.cover, story.at.path

    def _is_taken_back(self, story: r.StoryRecord) -> bool:
        if self._register.refusal(people_of(story, self._wishes)) in (WITHDRAWN, EXPIRED):
            return True
        return any(self._wishes[wish].is_withdrawn for wish in story.wishes if wish in self._wishes)

    def _in_texts_taken_back(self) -> Iterator[str]:
        """Pictures in the texts of stories that had to go, in whatever way they are written there.

        Every build asks, and what had to go is not remembered, so that no text is parsed for this: what is named like
        a picture of the site is one.
        """
        for story in self._records.stories:
            if _ENDING.search(story.body) and self._is_taken_back(story):
                for name in _pictures_named(story.body):
                    if path := media_path(name, self._paths, beside=story.at.path):
                        yield path


def _pictures_named(text: str) -> Iterator[str]:
    """What in a text may be the path of a picture: all that ends as one, from each place on at which it may begin."""
    plain = html.unescape(text).replace("\\", "")
    for ending in _ENDING.finditer(plain):
        line = plain[max(0, ending.start() - _LONGEST) : ending.end()].rpartition("\n")[2]
        yield unquote(line)
        yield from (unquote(line[edge.end() :]) for edge in _EDGE.finditer(line))
