"""Pictures and other files by the names that records and texts give them, and what is wrong with the pictures."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from generator.base.nearest import Suggestions
from generator.base.problems import Location, Problem, error, warning
from generator.model import records as r
from generator.read import photofile


def media_path(src: str, media: Collection[str], *, beside: str = "") -> str:
    """The path, relative to ``content/``, of a picture as named in a record or a story.

    Args:
        src: as written, relative to ``content/`` or to the story's file.
        media: all pictures, relative to ``content/``.
        beside: the story's file, relative to the site; empty for a record.

    Returns:
        Empty where there is no such picture.
    """
    plain = src.removeprefix("./").removeprefix("content/")
    for candidate in (_beside(beside.removeprefix("content/"), src) if beside else "", plain):
        if candidate and candidate in media:
            return candidate
        # One system writes é as one character, another as two; to a reader they are one name.
        written = (unicodedata.normalize(form, candidate) for form in ("NFC", "NFD"))
        if not candidate.isascii() and (found := next((name for name in written if name in media), "")):
            return found
    return ""


def _beside(file: str, src: str) -> str:
    """A path as it is seen from the folder of a file; nothing leads out of ``content/``."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), src))
    while path.startswith("../"):
        path = path[3:]
    return path


def missing_picture(src: str, pictures: Suggestions, at: Location) -> Problem:
    """What is wrong where no such picture is among ``pictures``: L302.

    L315 of films and sounds, L316 of drawings; L317 where the words below it stand in the quotation marks of a text.
    """
    if "“" in src or "”" in src:
        name = re.split("[“”]", src)[0].strip()
        return error("L317", at, src=name, spaced=name.rpartition("/")[2] if " " in name else "")
    suffix = PurePosixPath(src).suffix.lower()
    if suffix in photofile.PLAYED or suffix == ".svg":
        return error("L315" if suffix in photofile.PLAYED else "L316", at, src=src)
    return error("L302", at, src=src, nearest=pictures(src))


def undescribed(records: r.Records) -> Iterator[Problem]:
    """Pictures in records without words for those who do not see them (Z704); a file's name is none."""
    covers = ((story.cover, story.at.below("cover")) for story in records.stories if story.cover)
    photos = ((photo, wish.at.below("photos", i)) for wish in records.wishes for i, photo in enumerate(wish.photos))
    for photo, at in (*covers, *photos):
        if not photo.alt or PurePosixPath(photo.alt).suffix.lower() in photofile.SUFFIXES:
            yield warning("Z704", at.below("src"), src=photo.src)


def unusable(records: r.Records) -> Iterator[Problem]:
    """Pictures that cannot be shown, used or not: an editor put them there to be seen."""
    for item in records.media:
        at, facts = Location(item.path, 1, 1), dict[str, object]()
        code = ""
        if item.form:
            code, facts = "L314", {"form": item.form}
        elif not item.width and PurePosixPath(item.path).suffix.lower() in photofile.SUFFIXES:
            code = "L304"
        elif item.width * item.height > photofile.PIXEL_LIMIT:
            code, facts = "L305", {"megapixels": item.width * item.height // 1_000_000}
        if code:
            yield error(code, at, **facts, user=_user_of(item.path, records))


def _user_of(picture: str, records: r.Records) -> str:
    """The first file that shows a picture, as far as its name tells; empty where none does."""
    name = PurePosixPath(picture).name
    named = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])")
    for story in records.stories:
        if named.search(story.body) or (story.cover and PurePosixPath(story.cover.src).name == name):
            return story.at.path
    for wish in records.wishes:
        if any(PurePosixPath(photo.src).name == name for photo in wish.photos):
            return wish.at.path
    return next((page.at.path for page in records.pages if named.search(page.body)), "")
