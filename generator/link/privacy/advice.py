"""What ``check`` says and ``build`` does not: style, and what will need an editor soon. Warnings all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from generator.base.problems import Problem, warning
from generator.link import style
from generator.link.privacy import (
    apart,
    dignity,
    elsewhere,
    guardians,
    identify,
    passages,
    pseudonyms,
    public_names,
    wards,
)
from generator.link.privacy.guard import granter_may_be_named
from generator.link.privacy.register import Register, clearances, people_of
from generator.model import records as r
from generator.model.settings import SiteSettings

# Shops and works are often called after their founder, and offices after their county.
_GROUPS = frozenset(("party-branch", "nonprofit", "volunteers", "school", "medical"))

REMINDER = dt.timedelta(days=30)
"""How long before a consent expires an editor is reminded of it."""


def on_site(records: r.Records, settings: SiteSettings, now: dt.datetime) -> tuple[Problem, ...]:
    """Advice on the whole site.

    Drafts, closed wishes and what has expired are left alone; a story whose time has not come is not.

    Args:
        records: whatever could be read.
        settings: the site's.
        now: aware.

    Returns:
        Warnings P427, P429, P442 to P450, P460, P462 to P469, P471 and P472, each once.
    """
    advice = _Advice(records, now.astimezone(settings.zone))
    found = [
        *pseudonyms.of_site(advice.wishes),
        *advice.on_granters(),
        *advice.on_register(),
        *advice.on_coming_of_age(),
        *advice.on_expiry(),
        *apart.named_and_told_of(advice.shown(), advice.register, advice.named_granters),
        *(problem for wish in advice.wishes for problem in advice.on_wish(wish)),
        *(problem for story in advice.stories for problem in advice.on_story(story)),
        *(problem for page in records.pages for problem in identify.of_page(page, advice.register, advice.around)),
        *(problem for page in records.pages for problem in advice.on_page(page)),
    ]
    return tuple(dict.fromkeys(found))


class _Advice:
    """A site as of a moment."""

    def __init__(self, records: r.Records, now: dt.datetime) -> None:
        self.records = records
        self.register = Register.of(records, today=now.date())
        self.around = identify.Surroundings.of(records)
        named = [item for item in records.granters if granter_may_be_named(item, self.register)]
        self.named_granters = frozenset(item.id for item in named)
        self.granters = {item.id: item.person for item in named if item.person}
        self.wishes = [wish for wish in records.wishes if not wish.closed]
        self.stories = [
            story for story in records.stories if not story.draft and not (story.expires and story.expires <= now)
        ]

    def shown(self) -> r.Records:
        """The records without those that are left alone."""
        return msgspec.structs.replace(self.records, wishes=tuple(self.wishes), stories=tuple(self.stories))

    def on_wish(self, record: r.WishRecord) -> Iterator[Problem]:
        """Words of a wish, and whom they give away."""
        person = record.beneficiary.person
        cleared = clearances(self.records, record.at)
        is_minor = self.register.is_minor(person, record.collected)
        yield from pseudonyms.of_adult(record, self.register)
        if not self.register.refusal([person] if person else []):
            yield from wards.honoured(self.granters, record, self.register)
            yield from wards.named(passages.of_wish(record), [person], self.register, record.collected, cleared=cleared)
            yield from identify.hidden_place_named(passages.of_wish(record), record, self.register, self.around)
        yield from style.in_fields((passage.at, passage.text) for passage in passages.of_wish(record))
        yield from elsewhere.found_in(passages.of_wish(record), cleared=cleared)
        yield from dignity.advice(
            dignity.texts_of(record), of_somebody=not record.beneficiary.crowd, of_minor=is_minor, cleared=cleared
        )
        if not record.beneficiary.crowd:
            yield from dignity.untold(dignity.texts_of(record), record.tells, self.around.units, cleared)
            yield from identify.of_wish(record, self.register, self.around)

    def on_story(self, record: r.StoryRecord) -> Iterator[Problem]:
        """Words of a story, and whom they give away."""
        people, day = people_of(record, self.around.wishes), record.date.date()
        yield from style.in_fields((passage.at, passage.text) for passage in passages.of_front(record))
        cleared = clearances(self.records, record.at)
        yield from elsewhere.found_in(passages.of_story(record), cleared=cleared)
        if not self.register.refusal(people):
            texts = (*passages.of_bylines(record), *passages.of_tags(record), *passages.of_story(record))
            yield from wards.named(texts, people, self.register, day, cleared=cleared)
            for wish in record.wishes if len(people) == 1 else ():
                if granted := self.around.wishes.get(wish):
                    yield from identify.hidden_place_named(texts, granted, self.register, self.around)
        of_minor = any(self.register.is_minor(person, day) for person in people)
        yield from dignity.advice(
            dignity.texts_of(record), of_somebody=bool(people), of_minor=of_minor, cleared=cleared
        )
        if people:
            yield from dignity.untold(dignity.texts_of(record), record.tells, self.around.units, cleared)
            yield from identify.of_story(record, people, self.register, self.around)

    def on_page(self, record: r.PageRecord) -> Iterator[Problem]:
        """Where a page leads."""
        yield from elsewhere.found_in(passages.of_body(record), cleared=clearances(self.records, record.at))

    def on_granters(self) -> Iterator[Problem]:
        """People among the units, who are named without having been asked (P469)."""
        for granter in self.records.granters:
            is_group = granter.kind in _GROUPS and not granter.anonymous
            is_cleared = granter.name in clearances(self.records, granter.at)
            if is_group and not is_cleared and public_names.is_like_somebodys(granter.name):
                yield warning("P469", granter.at.below("kind"), name=granter.name, kind=granter.kind)

    def on_register(self) -> Iterator[Problem]:
        """Minors without a guardian (P444), and consents for minors that nobody signed who may (P443)."""
        people = self.register.people
        for entry in people.values():
            given = [consent.given for consent in self.register.consents.get(entry.id, ())]
            was_minor = any(guardians.is_minor(entry, day) for day in (*given, self.register.today))
            if was_minor and not guardians.guardian_of(entry, people):
                yield warning("P444", entry.at, person=entry.id)
        for consent in self.records.consents:
            person = people.get(consent.person)
            if not guardians.is_signed(consent, people) and person and guardians.guardian_of(person, people):
                at = consent.at.below("signed_by") if consent.signed_by else consent.at
                yield warning("P443", at, person=consent.person, guardian=person.guardian)

    def on_coming_of_age(self) -> Iterator[Problem]:
        """Consents that were given for a minor who is of age by now and was not asked since (P448)."""
        for consent in self.records.consents:
            person = self.register.people.get(consent.person)
            if not person or not person.birth or not self._was_a_childs(consent):
                continue
            later = (other for other in self.records.consents if other.person == person.id)
            own = [other for other in later if self.register.is_live(other) and not self._was_a_childs(other)]
            missing = [scope for scope in consent.scope if all(scope not in other.scope for other in own)]
            if missing:
                # Not since when: that would be the date of birth.
                yield warning("P448", consent.at, person=person.id, scope=", ".join(missing))

    def _was_a_childs(self, consent: r.ConsentRecord) -> bool:
        """Whether a consent holds that was given for a minor who is none any more."""
        was_minor = guardians.was_given_for_a_minor(consent, self.register.people)
        is_minor = self.register.is_minor(consent.person, self.register.today)
        return was_minor and not is_minor and self.register.is_live(consent)

    def on_expiry(self) -> Iterator[Problem]:
        """Consents that end within thirty days with nothing in their place.

        Either what goes with them (P442), or what then stands there and may not (P447): a text that tells of an illness
        is a fault without ``health``, as a real name is, and a site with faults is not built.
        """
        for consent in self.records.consents:
            last, today = consent.expires, self.register.today
            if not last or not today <= last <= today + REMINDER or not self.register.is_live(consent):
                continue
            after = self.register.on(last + dt.timedelta(days=1))
            if all(after.allows(consent.person, scope) for scope in consent.scope):
                continue
            at = consent.at.below("expires")
            if lost := self._lost(consent, after):
                yield warning("P447", at, person=consent.person, day=last, scope=", ".join(lost))
                continue
            stories = sum(
                self._goes(people_of(story, self.around.wishes), consent.person, after) for story in self.stories
            )
            wishes = sum(self._goes([wish.beneficiary.person], consent.person, after) for wish in self.wishes)
            # Something finer may end with it: a village is shown as its street.
            going = {"stories": stories, "wishes": wishes} if stories or wishes else {"stories": "", "wishes": ""}
            yield warning("P442", at, person=consent.person, day=last, **going)

    def _lost(self, consent: r.ConsentRecord, after: Register) -> list[r.Scope]:
        """Of what a consent covers, that which is used today, and later is not covered although somebody is shown."""
        if after.refusal([consent.person]):
            return []
        in_health = {
            *(person for story in self.stories if story.tells for person in people_of(story, self.around.wishes)),
            *(wish.beneficiary.person for wish in self.wishes if wish.tells),
        }
        used: dict[r.Scope, bool] = {"real-name": True, "health": consent.person in in_health}
        return [
            scope
            for scope, is_used in used.items()
            if is_used
            and scope in consent.scope
            and self.register.allows(consent.person, scope)
            and not after.allows(consent.person, scope)
        ]

    def _goes(self, people: Iterable[str], person: str, after: Register) -> bool:
        """Whether something is shown today and will be withheld for want of a person's consent."""
        named = [who for who in people if who]
        return person in named and not self.register.refusal(named) and bool(after.refusal([person]))
