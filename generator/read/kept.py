"""Records that were read before: a file that is as it was is not parsed again.

Only of wishes and stories, for there are many of them, and only of files without anything wrong. Nothing of the private
folder is ever kept.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from generator.base import digest
from generator.model import records as r
from generator.read.source import Source


class Headed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A story without its body, which is the rest of its file's bytes from ``start`` on."""

    record: r.StoryRecord
    start: int


class KeptRecords(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a run, by ``key_of`` a file."""

    wishes: dict[bytes, tuple[r.WishRecord, ...]] = {}
    stories: dict[bytes, Headed] = {}

    def is_of(self, other: KeptRecords) -> bool:
        """Whether this is kept of the very files of another run."""
        return self.wishes.keys() == other.wishes.keys() and self.stories.keys() == other.stories.keys()


def key_of(source: Source, zone: ZoneInfo) -> bytes:
    """What a file's records depend on: its place, its bytes, and what its times of day mean."""
    return digest.of_bytes(source.path.encode(), source.digest, zone.key.encode())


def keep(record: r.StoryRecord, source: Source) -> Headed | None:
    """A story as it can be kept.

    Returns:
        ``None`` where its body is not simply the rest of its file (line ends, other encodings), or where a moment does
        not come back as it was: one that daylight saving skips.
    """
    body = record.body.encode()
    if not source.content.endswith(body):
        return None
    if any(_again(moment) != moment.replace(tzinfo=None) for moment in _moments(record)):
        return None
    return Headed(msgspec.structs.replace(record, body=""), len(source.content) - len(body))


def restore(headed: Headed, source: Source, zone: ZoneInfo, *, key: bytes) -> r.StoryRecord:
    """A story as it was read; the cache gives moments back in no particular time zone.

    Args:
        headed: as kept.
        source: the story's file.
        zone: the site's.
        key: under which it was kept.
    """
    record = headed.record
    return msgspec.structs.replace(
        record,
        body=source.content[headed.start :].decode(),
        date=record.date.astimezone(zone),
        updated=record.updated and record.updated.astimezone(zone),
        expires=record.expires and record.expires.astimezone(zone),
        digest=key,
    )


def _moments(record: r.StoryRecord) -> list[dt.datetime]:
    return [moment for moment in (record.date, record.updated, record.expires) if moment]


def _again(moment: dt.datetime) -> dt.datetime:
    """What the clock on the wall shows after a moment was written down and read again."""
    return moment.astimezone(dt.UTC).astimezone(moment.tzinfo).replace(tzinfo=None)
