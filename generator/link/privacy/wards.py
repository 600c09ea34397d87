"""A child's guardian in what tells of the child: whoever knows the one knows the other (P450)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.base.problems import Problem, warning
from generator.link.privacy import passages
from generator.link.privacy.guardians import guardian_of
from generator.link.privacy.passages import Passage
from generator.link.privacy.register import Register, names_of
from generator.model import records as r


def named(
    texts: Iterable[Passage], people: Iterable[str], register: Register, on: dt.date, *, cleared: Collection[str] = ()
) -> Iterator[Problem]:
    """The real name of a guardian beside a child told of (P450): whoever knows the one knows the other.

    Args:
        texts: of the record.
        people: ids of everybody it tells of.
        register: as of today.
        on: the day of the record.
        cleared: texts in which a name is a word, or somebody else's.
    """
    children = [register.people[person] for person in people if register.is_minor(person, on)]
    wards = {entry.guardian: entry.id for entry in children if guardian_of(entry, register.people)}
    if not wards:
        return
    names = {name: guardian for guardian in wards for name in names_of(register.people[guardian])}
    for name, place in passages.names_in(texts, names, cleared=cleared):
        yield warning("P450", place, person=names[name], child=wards[names[name]])


def honoured(granters: Mapping[str, str], record: r.WishRecord, register: Register) -> Iterator[Problem]:
    """A guardian among those who granted the wish of their child, and may be named as such (P450).

    Args:
        granters: person of each granter who may be named and is one.
        record: the wish.
        register: as of today.
    """
    child = register.people.get(record.beneficiary.person)
    guardian = guardian_of(child, register.people) if child and register.is_minor(child.id, record.collected) else None
    for granter in record.granters:
        if child and guardian and granters.get(granter) == guardian.id:
            yield warning("P450", record.at.below("granters"), person=guardian.id, child=child.id)
