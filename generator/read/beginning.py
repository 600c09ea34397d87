"""What is known already of what is to be written: records to the words that ``new`` puts into a story or a wish."""

from __future__ import annotations

import datetime as dt

from generator.base.nearest import nearest
from generator.base.problems import UsageError
from generator.model import records as r
from generator.read.samples import Samples


def wish_of(records: r.Records, wish_id: str) -> r.WishRecord:
    """A wish by its id.

    Raises:
        UsageError: U825, there is none; U838, what may have it cannot be read.
    """
    by_id = {record.id: record for record in records.wishes}
    if wish_id not in by_id:
        if records.unread.may_be("wish", wish_id):
            raise UsageError("U838", id=wish_id)
        raise UsageError("U825", id=wish_id, nearest=nearest(wish_id, by_id))
    return by_id[wish_id]


def lowest_place(records: r.Records) -> str:
    """A place with none below it; empty where there is none."""
    parents = {place.parent for place in records.places}
    return next((place.id for place in records.places if place.id not in parents), "")


def known(wish: r.WishRecord, records: r.Records, words: Samples) -> list[str]:
    """What is known of a wish, a paragraph each; only what the public may know."""
    granters = {
        record.id: record.name for record in records.granters if record.kind != "individual" and not record.anonymous
    }
    named = words.separator.join(granters.get(item, words.somebody) for item in wish.granters)
    wrote = words.wrote.format(
        day=spoken(wish.collected, words), name=wish.beneficiary.name, wish=wish.wish or wish.title
    )
    claimed, fulfilled = words.unclaimed, words.unfulfilled
    if wish.claimed:
        claimed = words.claimed.format(day=spoken(wish.claimed, words), granters=named)
    if wish.fulfilled:
        outcome = wish.outcome or words.came_true
        fulfilled = words.fulfilled.format(day=spoken(wish.fulfilled, words), outcome=outcome)
    return [wrote, claimed, fulfilled]


def spoken(day: dt.date, words: Samples) -> str:
    """A day as a story says it."""
    return words.day.format(year=day.year, month=day.month, day=day.day)
