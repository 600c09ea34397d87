"""The private register: who agreed to what, until when, and how old they are."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from generator.base.problems import Location
from generator.link.privacy import guardians
from generator.link.privacy.surnames import COMPOUND
from generator.model import records as r

SITE = "site"
NO_REGISTER, NO_CONSENT = "no-register", "no-consent"
EXPIRED, WITHDRAWN = "consent-expired", "consent-withdrawn"

_DOT = re.compile(r"(?<=[^\x00-\xff])[·•・･．.‧∙⋅﹒](?=[^\x00-\xff])")
# Forms of address and fillers, which a pseudonym may share with anybody's name.
_COMMON = frozenset("小阿老大同学先生女士某（）()化名的家们")


def is_of_parts(name: str) -> bool:
    """Whether a Chinese name has a dot between its parts, whichever was at hand: 阿依古丽·买买提."""
    return _DOT.search(name) is not None


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name with dots between them; a name without is one."""
    return tuple(_DOT.split(name))


def given_name(name: str) -> str:
    """The given name within a full Chinese name: 岚 of 韦岚, 娜 of 欧阳娜; a name with a dot keeps its first part."""
    if is_of_parts(name):
        return _DOT.split(name, maxsplit=1)[0]
    surname = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    return name[surname:]


def shared_characters(public_name: str, real_name: str) -> str:
    """Characters of the given name that a pseudonym gives away; forms of address do not count."""
    given = set(given_name(real_name)) - _COMMON
    return "".join(character for character in public_name if character in given)


def names_of(person: r.PersonRecord) -> tuple[str, ...]:
    """All that somebody is called in the register."""
    return (person.name, *person.aliases)


def people_of(record: r.StoryRecord, wishes: Mapping[str, r.WishRecord]) -> tuple[str, ...]:
    """Everybody a story tells of: those it names and those of its wishes, each once."""
    beneficiaries = (wishes[wish].beneficiary.person for wish in record.wishes if wish in wishes)
    return tuple(dict.fromkeys(person for person in (*record.people, *beneficiaries) if person))


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """People and their consents as of one day.

    Attributes:
        present: whether there is a register at all; without one, nobody has agreed to anything.
        cleared: names that are also words, and may be said everywhere.
        live: who agreed to what for the site, (person, scope), as it holds on that day.
    """

    people: dict[str, r.PersonRecord]
    consents: dict[str, tuple[r.ConsentRecord, ...]]
    today: dt.date
    present: bool
    cleared: frozenset[str]
    live: frozenset[tuple[str, r.Scope]]

    @classmethod
    def of(cls, records: r.Records, *, today: dt.date) -> Register:
        """The register of a site on a day."""
        consents: dict[str, list[r.ConsentRecord]] = defaultdict(list)
        for consent in records.consents:
            consents[consent.person].append(consent)
        register = cls(
            people={person.id: person for person in records.people},
            consents={person: tuple(items) for person, items in consents.items()},
            today=today,
            present=records.has_register,
            cleared=frozenset(item.text for item in records.cleared if not item.path),
            live=frozenset(),
        )
        return register.on(today)

    def on(self, day: dt.date) -> Register:
        """The same register as of another day."""
        held = (consent for consents in self.consents.values() for consent in consents)
        live = (consent for consent in held if _is_live(consent, self.people, day))
        agreed = frozenset((consent.person, scope) for consent in live for scope in _covered(consent, self.people))
        return msgspec.structs.replace(self, today=day, live=agreed)

    def allows(self, person: str, scope: r.Scope) -> bool:
        """Whether a live consent of that person covers a scope on the site."""
        return self.present and (person, scope) in self.live

    def refusal(self, people: Iterable[str]) -> str:
        """Why something that tells of these people may not be shown; empty where everybody agreed."""
        for person in people:
            if not self.present:
                return NO_REGISTER
            if self.allows(person, "story"):
                continue
            held = [consent for consent in self.consents.get(person, ()) if "story" in consent.scope]
            if any(consent.is_withdrawn(self.today) for consent in held):
                return WITHDRAWN
            if any(consent.has_expired(self.today) for consent in held):
                return EXPIRED
            return NO_CONSENT
        return ""

    def is_minor(self, person: str, on: dt.date) -> bool:
        """Whether a person was under eighteen on a day; one with a guardian and no date of birth counts as a minor."""
        entry = self.people.get(person)
        return entry is not None and guardians.is_minor(entry, on)

    def is_live(self, consent: r.ConsentRecord) -> bool:
        """Whether a consent holds for the site on this day, signed by whoever had to."""
        return _is_live(consent, self.people, self.today)

    def changes(self) -> list[dt.date]:
        """The days, after today, on which a consent begins or ceases to hold, or somebody comes of age."""
        births = (person.birth for person in self.people.values() if person.birth)
        days = [day for day in map(guardians.of_age, births) if day > self.today]
        for consent in (consent for held in self.consents.values() for consent in held):
            days += [day for day in (consent.given, consent.withdrawn) if day and day > self.today]
            if consent.expires and consent.expires >= self.today:
                days.append(consent.expires + dt.timedelta(days=1))
        return days


def _is_live(consent: r.ConsentRecord, people: Mapping[str, r.PersonRecord], today: dt.date) -> bool:
    """Whether a consent holds for the site on a day, signed by whoever had to."""
    return (
        SITE in consent.channels
        and guardians.is_signed(consent, people)
        and consent.given <= today
        and not consent.is_withdrawn(today)
        and not consent.has_expired(today)
    )


def _covered(consent: r.ConsentRecord, people: Mapping[str, r.PersonRecord]) -> tuple[r.Scope, ...]:
    """The scopes of a consent that count; a real name is nobody's to give but one's own, once one is of age."""
    if guardians.was_given_for_a_minor(consent, people):
        return tuple(scope for scope in consent.scope if scope != "real-name")
    return consent.scope


def clearances(records: r.Records, at: Location) -> tuple[str, ...]:
    """The texts that are cleared in a file: everywhere, or there."""
    return tuple([item.text for item in records.cleared if item.path in ("", at.path)])
