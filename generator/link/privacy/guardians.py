"""Who may sign for whom (PIPL art. 31, 未成年人保护法 art. 72): a minor's consent is the guardian's to give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from generator.model import records as r

ADULT_AGE = 18
"""未成年人保护法 art. 2: a minor is a citizen under eighteen."""

_REMARK = re.compile(r"\s|[（(][^（）()]*[）)]")

People = Mapping[str, r.PersonRecord]
"""The register, by id."""


def is_minor(entry: r.PersonRecord, on: dt.date) -> bool:
    """Whether a person was under eighteen on a day; one with a guardian and no date of birth counts as a minor."""
    if entry.birth is None:
        return bool(entry.guardian)
    return on < of_age(entry.birth)


# Asked again and again, of people who have a day of birth in common with others.
@lru_cache(maxsize=1 << 14)
def of_age(birth: dt.date) -> dt.date:
    """The first day on which somebody is no minor; who was born on 29 February waits for 1 March."""
    year = min(birth.year + ADULT_AGE, dt.MAXYEAR)
    try:
        return birth.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def guardian_of(entry: r.PersonRecord, people: People) -> r.PersonRecord | None:
    """The guardian's entry in the register; nobody is their own."""
    return people.get(entry.guardian) if entry.guardian != entry.id else None


def was_given_for_a_minor(consent: r.ConsentRecord, people: People) -> bool:
    """Whether the person of a consent was a minor when it was given."""
    entry = people.get(consent.person)
    return entry is not None and is_minor(entry, consent.given)


def is_signed(consent: r.ConsentRecord, people: People) -> bool:
    """Whether whoever had to sign did: for a minor the guardian, by id or by the name in the register.

    A remark in brackets does not matter: ``孟绮蔓（母亲）``. Who is a minor too cannot sign for anybody.
    """
    entry = people.get(consent.person)
    if entry is None or not is_minor(entry, consent.given):
        return True
    guardian = guardian_of(entry, people)
    if guardian is None or is_minor(guardian, consent.given):
        return False
    return _REMARK.sub("", consent.signed_by) in (guardian.id, _REMARK.sub("", guardian.name))
