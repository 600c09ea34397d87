"""What is odd in the private register itself: people twice, consents out of time, clearances that clear nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from generator.base.problems import Location, Problem, warning
from generator.model import records as r
from generator.model.settings import SiteSettings
from generator.read.survey import CONTENT

_OF_RECORDS = ("content/wishes/", "content/stories/", "content/pages/")
_SITE = f"{CONTENT}/site.yaml"
_NO_DIGIT = re.compile(r"[^0-9Xx]")
_BETWEEN = re.compile("[、，,；;/]+")
# A number with fewer digits is an extension, and says nothing without the rest; with more, it is two.
_FEWEST, _MOST = 7, 15


def check(records: r.Records, settings: SiteSettings, *, today: dt.date) -> Iterator[Problem]:
    """Warnings P411 to P413, P417, P418 and P420; what they say is fit to be printed.

    Args:
        records: all that was read.
        settings: the site's, whose public contacts are nobody's own.
        today: in the site's time zone.
    """
    yield from _twins(records.people)
    yield from _contacts_of_people(records.people, settings)
    for consent in records.consents:
        if consent.given > today:
            yield warning("P412", consent.at.below("given"))
        if consent.withdrawn and consent.withdrawn > today:
            yield warning("P413", consent.at.below("withdrawn"), day=consent.withdrawn)
    yield from _left_standing(records.consents, today=today)
    yield from _idle_clearances(records)


def _twins(people: Sequence[r.PersonRecord]) -> Iterator[Problem]:
    """One person in two entries (P411): a withdrawal would reach only one of them. A family shares a telephone."""
    first: dict[tuple[str, ...], str] = {}
    bearers = Counter(person.name for person in people)
    for person in people:
        marks = list(_marks_of(person, is_namesake=bearers[person.name] > 1))
        if found := next(((what, first[key]) for what, key in marks if key in first), None):
            yield warning("P411", person.at, what=found[0], other=found[1])
        for _, key in marks:
            first.setdefault(key, person.id)


def _marks_of(person: r.PersonRecord, *, is_namesake: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What no two people have in common, each with what it is called; most of it only where two share a name."""
    if person.id_number and (number := _bare(person.id_number)):
        yield "id-number", ("id-number", number)
    if not is_namesake:
        return
    for phone in sorted(_numbers(person.phone)):
        yield "name-and-phone", (person.name, phone)
    if person.birth:
        yield "name-and-birth", (person.name, person.birth.isoformat())


def _contacts_of_people(people: Sequence[r.PersonRecord], settings: SiteSettings) -> Iterator[Problem]:
    """Public contacts that are somebody's own number (P420)."""
    public = [_numbers(contact) for contact in settings.public_contacts]
    owners = {number: person.id for person in people for number in _numbers(person.phone)} if any(public) else {}
    for position, numbers in enumerate(public):
        if own := next((owners[number] for number in sorted(numbers) if number in owners), ""):
            yield warning("P420", Location(_SITE, pointer=("public_contacts", position)), person=own)


def _numbers(text: str) -> set[str]:
    """The telephone numbers in a text, digits only: a blank may stand within one, or between two."""
    parts = [*_BETWEEN.split(text), *re.split(r"[、，,；;/\s]+", text)]
    digits = (re.sub(r"^(?:00)?86(?=1[0-9]{10}$)", "", re.sub("[^0-9]", "", part)) for part in parts)
    return {number for number in digits if _FEWEST <= len(number) <= _MOST}


def _bare(number: str) -> str:
    return _NO_DIGIT.sub("", number).upper()


def _left_standing(consents: Sequence[r.ConsentRecord], *, today: dt.date) -> Iterator[Problem]:
    """Consents that hold although a later word of the same person took back just that, for the same channel (P417)."""
    taken_back: defaultdict[str, list[r.ConsentRecord]] = defaultdict(list)
    for consent in consents:
        if consent.is_withdrawn(today):
            taken_back[consent.person].append(consent)
    for consent in consents:
        if consent.person in taken_back and not consent.withdrawn and not consent.has_expired(today):
            others = (other for other in taken_back[consent.person] if _is_of_the_same(consent, other))
            if other := next(others, None):
                yield warning("P417", consent.at, id=consent.id, other=other.id, day=other.withdrawn)


def _is_of_the_same(consent: r.ConsentRecord, other: r.ConsentRecord) -> bool:
    """Whether one was given before the other was withdrawn, and both are about one thing."""
    is_older = other.withdrawn is not None and consent.given < other.withdrawn
    return is_older and bool({*other.scope} & {*consent.scope}) and bool({*other.channels} & {*consent.channels})


def _idle_clearances(records: r.Records) -> Iterator[Problem]:
    """Clearances for a file that is none (P418): they clear nothing. What cannot be read is not missing."""
    files = {item.at.path for kind in (records.wishes, records.stories, records.pages) for item in kind}
    is_whole = not (records.unread.ids or records.unread.kinds)
    for item in records.cleared if is_whole else ():
        is_record = item.path.startswith(_OF_RECORDS)
        if is_record and item.path not in files:
            yield warning("P418", item.at.below("path"))
