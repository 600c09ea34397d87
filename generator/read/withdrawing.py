"""What a withdrawal has to change: records to the lines that say so, in the one file that holds them. Pure."""

from __future__ import annotations

import datetime as dt

from generator.base.nearest import nearest
from generator.base.problems import UsageError
from generator.model import records as r
from generator.read.yamledit import Change

PERSON, STORY, WISH = "person", "story", "wish"

_REMARKS = {
    "zh-CN": "撤回于 {day}：不再发布。不要删掉下面这一行。",
    "en": "Withdrawn on {day}: not to be published again. Keep the line below.",
}

Changes = list[tuple[str, str, Change]]
"""File, id of the record, and what to write there; all of one file."""


def meant(records: r.Records, target: str) -> tuple[str, str]:
    """The kind and id that somebody typed.

    Raises:
        UsageError: U830, nothing has that id; U835, several things have it; U838, what may have it cannot be read.
    """
    kind, _, item = target.rpartition(":")
    known = {
        PERSON: {person.id for person in records.people} | {consent.person for consent in records.consents},
        STORY: {story.id for story in records.stories},
        WISH: {wish.id for wish in records.wishes},
    }
    found = [name for name, ids in known.items() if item in ids and kind in ("", name)]
    if not found and any(records.unread.may_be(name, item) for name in known if kind in ("", name)):
        raise UsageError("U838", id=item)
    if not found:
        raise UsageError("U830", id=target, nearest=nearest(item, known[STORY] | known[WISH]))
    if len(found) > 1:
        raise UsageError("U835", id=item, choices="、".join(f"{name}:{item}" for name in found))
    return found[0], item


def of_person(records: r.Records, person: str, day: dt.date, *, today: dt.date) -> Changes:
    """A day of withdrawal for every consent of a person that is live or will be, for whatever channel.

    Raises:
        UsageError: U831, none is, and none was withdrawn; U847, they signed for others and not for themselves.
    """
    held = [consent for consent in records.consents if consent.person == person]
    standing = [consent for consent in held if _stands(consent, today)]
    if not standing and not any(consent.is_withdrawn(today) for consent in held):
        wards = {entry.id for entry in records.people if entry.guardian == person} - {person}
        if others := sorted(wards.union(signed_for(records, person, today=today))):
            raise UsageError("U847", id=person, others="、".join(others), first=others[0])
        raise UsageError("U831", id=person)
    return [
        (
            consent.at.path,
            consent.id,
            Change(pointer=consent.at.pointer, key="withdrawn", value=day.isoformat(), after=("expires", "given")),
        )
        for consent in standing
    ]


def of_wish(records: r.Records, wish: str, day: dt.date) -> Changes:
    """A wish is closed as withdrawn; nothing where it was.

    Raises:
        UsageError: U846, the day is before the one on which it was collected; no build would go through.
    """
    record = next(record for record in records.wishes if record.id == wish)
    at = record.at
    if record.is_withdrawn:
        return []
    if day < record.collected:
        raise UsageError("U846", day=day, collected=record.collected)
    if record.closed:
        # Closed for another reason its stories go on being told: the reason is what has to change.
        inside = (*at.pointer, "closed")
        values = (("on", day.isoformat()), ("reason", "withdrawn"))
        return [(at.path, wish, Change(pointer=inside, key=key, value=value)) for key, value in values]
    value = f"{{on: {day.isoformat()}, reason: withdrawn}}"
    below = ("fulfilled", "claimed", "collected")
    return [(at.path, wish, Change(pointer=at.pointer, key="closed", value=value, after=below))]


def of_story(records: r.Records, story: str, day: dt.date, *, now: dt.datetime, language: str) -> Changes:
    """A story expires that day: it is gone from every build then, previews with drafts included.

    Nothing where it has expired; one that would expire later, be it the same day, goes at once.
    """
    record = next(record for record in records.stories if record.id == story)
    if record.expires and record.expires <= now:
        return []
    remark = _REMARKS[language].format(day=day.isoformat())
    return [(record.at.path, story, Change(pointer=(), key="expires", value=day.isoformat(), remark=remark))]


def signed_for(records: r.Records, person: str, *, today: dt.date) -> tuple[str, ...]:
    """Ids of others for whom a person signed, and whose consents stand."""
    signed = {consent.person for consent in records.consents if consent.signed_by == person and _stands(consent, today)}
    return tuple(sorted(signed - {person}))


def _stands(consent: r.ConsentRecord, today: dt.date) -> bool:
    """Whether a consent is live, or will be."""
    return not consent.is_withdrawn(today) and not consent.has_expired(today)
