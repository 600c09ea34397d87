"""Records to what the public may see, and what is withheld, and why.

Withheld means absent: from every page, listing, feed, number and image folder. A breach of the rules on names, health
and minors is an error instead, because an editor can mend it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from generator.base.problems import Problem, error, warning
from generator.link.privacy import breaches, dignity, pseudonyms, public_names
from generator.link.privacy import groups as kinds
from generator.link.privacy.beside import names_beside
from generator.link.privacy.grown import Grown
from generator.link.privacy.guard import Guard, granter_may_be_named, guard_of
from generator.link.privacy.photos import Photos
from generator.link.privacy.register import Register, clearances, people_of
from generator.model import addresses, refer
from generator.model import records as r
from generator.model.entities import (
    Body,
    Channel,
    Granter,
    HeldBack,
    Place,
    Public,
    StandingPage,
    Story,
    Wish,
    WishStatus,
    Withheld,
)
from generator.model.settings import SiteSettings

WISH_CLOSED, STORY_EXPIRED = "wish-withdrawn", "story-expired"
DRAFT, HELD_BACK = "draft", "held-back"

# How places are called that are smaller than a street, a town or a township.
_SMALL = re.compile("(?:社区|小区|花园|家园|新村|[村屯寨庄里巷弄坊苑院楼组队])$")


def publish(
    records: r.Records, settings: SiteSettings, *, now: dt.datetime, drafts: bool = False
) -> tuple[Public, Guard, tuple[Problem, ...]]:
    """All that may be shown at a moment.

    Args:
        records: whatever could be read; references that lead nowhere are skipped here (they are errors already).
        settings: the site's.
        now: aware.
        drafts: let drafts and stories whose time has not come through, marked.

    Returns:
        What is public, what must not go out, and breaches of the rules as errors (P4xx).
    """
    gate = _Gate(records, settings, now.astimezone(settings.zone))
    wishes = {record.id: wish for record in records.wishes if (wish := gate.wish(record))}
    stories = [story for record in records.stories if (story := gate.story(record, wishes, drafts=drafts))]
    stories.sort(key=lambda story: (story.date, story.id))
    pages = sorted(records.pages, key=lambda page: page.id)
    standing = {story.id for story in stories if not story.retracted}
    bodies = {refer.to_story(record.id): _body(record) for record in records.stories if record.id in standing}
    bodies |= {refer.to_page(page.id): _body(page) for page in pages}
    public = Public(
        channels=tuple(Channel(id=c.id, name=c.name, description=c.description) for c in records.channels),
        places=tuple(Place(id=p.id, name=p.name, parent=p.parent, contact=p.contact) for p in records.places),
        granters=gate.granters(),
        wishes=tuple(wishes[wish] for wish in sorted(wishes)),
        stories=tuple(stories),
        pages=tuple(StandingPage(id=p.id, title=p.title, menu=p.menu, origin=p.at.path) for p in pages),
        bodies=bodies,
        media=gate.photos.media(),
        withheld_media=gate.photos.withheld,
        without_photos=frozenset(gate.photos.missed),
        unlinked=frozenset(gate.unlinked),
        lapsed=frozenset(gate.lapsed),
        groups=gate.groups(wishes.values()),
        withheld=tuple(sorted(gate.withheld, key=lambda item: (item.path, item.id))),
        held_back=tuple(sorted(gate.held_back, key=lambda item: (item.until, item.id))),
        drafts=tuple(sorted(gate.drafts)),
        changes_at=gate.changes_at(),
    )
    gate.problems += gate.warn_of_places()
    guard, beside = guard_of(records, gate.register), names_beside(public, records, gate.register)
    return public, msgspec.structs.replace(guard, beside=beside), tuple(gate.problems)


def text_rules(
    records: r.Records, settings: SiteSettings, now: dt.datetime
) -> Callable[[str, str], tuple[Problem, ...]]:
    """The rules on texts, for one that changes while a preview runs; of the records they tell nothing but breaches.

    Args:
        records: as they were read.
        settings: the site's.
        now: aware.

    Returns:
        Breaches (P4xx) by the path of a story's file and what stands below its header by now, the header being as it
        was; what is no story's has no such rules.
    """

    def faults_of(path: str, text: str) -> tuple[Problem, ...]:
        gate = _Gate(records, settings, now.astimezone(settings.zone))
        own = (record for record in records.stories if record.at.path == path)
        return tuple(
            problem for record in own for problem in gate.faults_of_story(msgspec.structs.replace(record, body=text))
        )

    return faults_of


def _body(record: r.StoryRecord | r.PageRecord) -> Body:
    title, made = (record.title, record.digest) if isinstance(record, r.StoryRecord) else ("", b"")
    return Body(text=record.body, path=record.at.path, line=record.body_line, title=title, digest=made)


class _Gate:
    """One pass through the gate; gathers what is withheld and why."""

    def __init__(self, records: r.Records, settings: SiteSettings, now: dt.datetime) -> None:
        self.records = records
        self.settings = settings
        self.now = now
        self.register = Register.of(records, today=now.date())
        self.problems: list[Problem] = []
        self.withheld: list[Withheld] = []
        self.held_back: list[HeldBack] = []
        self.drafts: list[str] = []
        self.unlinked: set[str] = set()
        self.lapsed: set[str] = set()
        self.moments: list[dt.datetime] = []
        self.wish_records = {record.id: record for record in records.wishes}
        self.parents = {place.id: place.parent for place in records.places}
        self.places_above_others = set(self.parents.values())
        self.without_parents: set[str] = set()
        self.names = pseudonyms.Names.of(records.wishes, self.register)
        self.grown = Grown(self.register)
        self.named_granters = {item.id for item in records.granters if granter_may_be_named(item, self.register)}
        self.granter_people = {item.id: item.person for item in records.granters if item.person}
        self.photos = Photos(records, self.register)

    # Granters and places

    def granters(self) -> tuple[Granter, ...]:
        """Granters who may be named, by id."""
        self.lapsed.update(
            addresses.granter(item.id) for item in self.records.granters if item.id not in self.named_granters
        )
        named = (granter for granter in self.records.granters if granter.id in self.named_granters)
        return tuple(
            Granter(id=granter.id, name=granter.name, kind=granter.kind, url=granter.url)
            for granter in sorted(named, key=lambda granter: granter.id)
        )

    def _shown_place(self, place: str, people: Iterable[str], on: dt.date) -> str:
        """The place as it may be shown: without ``village``, the one above a place with none below it."""
        if place in self.places_above_others:
            return place
        exact = all(
            self.register.allows(person, "village") and not self.register.is_minor(person, on) for person in people
        )
        if exact:
            return place
        above = self.parents.get(place, "")
        if not above:
            self.without_parents.add(place)
        return above or place

    def groups(self, wishes: Iterable[Wish]) -> tuple[tuple[str, int], ...]:
        """People helped by kind of beneficiary, in the order of the settings, small kinds merged."""
        helped = []
        for wish in wishes:
            if wish.status is WishStatus.FULFILLED:
                who = self.wish_records[wish.id].beneficiary
                helped.append(kinds.Helped(wish.id, who.person or who.name, wish.count, who.groups, who.crowd))
        return kinds.totals(helped, [group for group, _ in self.settings.groups])

    def warn_of_places(self) -> Iterator[Problem]:
        """Communities and villages that are shown without consent, for there is nothing above them (P430)."""
        for place in self.records.places:
            if place.id in self.without_parents and _SMALL.search(place.name):
                yield warning("P430", place.at, place=place.id, name=place.name)

    # Wishes

    def wish(self, record: r.WishRecord) -> Wish | None:
        """The wish as it may be shown, or ``None``."""
        who = record.beneficiary
        self._check_register(record)
        refusal = "" if record.closed else self.register.refusal([who.person] if who.person else [])
        if record.closed or refusal:
            self.unlinked |= {refer.to_wish(record.id), refer.to_address(addresses.wish(record.id))}
            if refusal:
                self._withhold(record.id, record.at.path, refusal)
            return None
        self.problems += self._faults_of_wish(record)
        # Somebody without an entry in the register has agreed to nothing: no finer than the place above.
        people = () if who.crowd else (who.person,)
        named = tuple(granter for granter in record.granters if self._is_named(granter, record))
        return Wish(
            id=record.id,
            title=record.title,
            category=record.category,
            place=self._shown_place(record.place, people, record.collected),
            name=who.name,
            status=_status(record),
            collected=record.collected,
            claimed=record.claimed,
            fulfilled=record.fulfilled,
            wish=record.wish,
            count=who.count,
            crowd=who.crowd,
            granters=named,
            anonymous=len(record.granters) - len(named),
            outcome=record.outcome,
            photos=tuple(photo for item in record.photos if (photo := self.photos.shown(item, record.at.path))),
            origin=record.at.path,
        )

    def _faults_of_wish(self, record: r.WishRecord) -> Iterator[Problem]:
        cleared = clearances(self.records, record.at)
        yield from breaches.of_wish(record, self.register, cleared=cleared)
        yield from pseudonyms.of_wish(record, self.register, self.names, cleared=cleared)
        yield from dignity.slurs_of(record, cleared)

    def _is_named(self, granter: str, record: r.WishRecord) -> bool:
        """Whether a granter may be named beside a wish: nobody who was a minor when they claimed it."""
        person, day = self.granter_people.get(granter, ""), record.claimed or record.collected
        return granter in self.named_granters and not (person and self.register.is_minor(person, day))

    def _check_register(self, record: r.WishRecord) -> None:
        who = record.beneficiary
        if who.crowd and who.person:
            self.problems.append(error("P441", record.at.below("beneficiary", "person"), id=record.id))
        elif who.crowd and public_names.is_of_somebody(who.name):
            self.problems.append(warning("P449", record.at.below("beneficiary", "crowd"), name=who.name))
        elif self.settings.register_required and not who.crowd and not who.person:
            self.problems.append(error("P440", record.at.below("beneficiary"), id=record.id))

    # Stories

    def story(self, record: r.StoryRecord, shown: Mapping[str, Wish], *, drafts: bool) -> Story | None:
        """The story as it may be shown beside the wishes that are, or ``None``."""
        refusal, preview = self._refusal_of_story(record), self._preview(record)
        self._note_when(record, refusal, preview, drafts=drafts)
        is_kept_back = refusal or (preview and not drafts)
        if is_kept_back or record.retracted:
            self.lapsed.update(self._hanging_on(record))
        if is_kept_back:
            address = addresses.story(record.id, record.date)
            # At a former address, something of others may stand by now.
            own = {refer.to_address(path) for path in (address, addresses.story_card(record.id))}
            self.unlinked |= {refer.to_story(record.id), refer.to_file(record.at.path), *own}
            return None
        self.problems += self.faults_of_story(record)
        return Story(
            id=record.id,
            title=record.title,
            date=record.date,
            channel=record.channel,
            kicker=record.kicker,
            updated=record.updated,
            source_name=record.source_name,
            source_url=record.source_url,
            authors=record.authors,
            editor=record.editor,
            tags=record.tags,
            summary="" if record.retracted else record.summary,
            cover=None if record.retracted else self.photos.shown(record.cover, record.at.path, beside=record.at.path),
            wishes=tuple(wish for wish in record.wishes if wish in shown),
            places=tuple(dict.fromkeys(self._places_of_story(record, shown))),
            recommend=record.recommend,
            featured=record.featured and not record.retracted,
            aliases=record.aliases,
            corrections=record.corrections,
            retracted=record.retracted,
            preview=preview,
            origin=record.at.path,
        )

    def _places_of_story(self, record: r.StoryRecord, shown: Mapping[str, Wish]) -> Iterator[str]:
        """Where a story may say that it happened; its wishes say it where it does not."""
        people, day = people_of(record, self.wish_records), record.date.date()
        # Where a wish was may be shown, and yet not that everybody told of beside it was there.
        named = record.places or tuple(shown[wish].place for wish in record.wishes if wish in shown)
        # Somebody without an entry in the register has agreed to nothing, and is not shown there by their story either.
        granted = [self.wish_records[wish] for wish in record.wishes if wish in self.wish_records]
        hidden = {wish.place for wish in granted if not wish.beneficiary.person and not wish.beneficiary.crowd}
        for place in named:
            yield self._shown_place(place, (*people, *({""} if place in hidden else ())), day)

    def _hanging_on(self, record: r.StoryRecord) -> Iterator[str]:
        """Addresses at which something stands as long as a story is public, and perhaps for others as well."""
        chosen, day = dict(self.settings.tags), record.date
        yield from (addresses.tag(addresses.tag_slug(tag, chosen)) for tag in record.tags)
        yield from (addresses.year(day.year), addresses.month(day.year, day.month), addresses.story_card(record.id))
        yield from record.aliases

    def _preview(self, record: r.StoryRecord) -> str:
        """Why a story is not on the site yet, unless something else keeps it from there."""
        if record.draft:
            return DRAFT
        return HELD_BACK if record.date > self.now else ""

    def _note_when(self, record: r.StoryRecord, refusal: str, preview: str, *, drafts: bool) -> None:
        """Notes why a story is not on the site, and when that changes.

        Each is told once, as a draft, as withheld, or as held back; where drafts are shown, one that is withheld is
        told as such.
        """
        if refusal and (drafts or preview != DRAFT):
            self._withhold(record.id, record.at.path, refusal)
        elif preview == DRAFT:
            self.drafts.append(record.id)
        elif preview == HELD_BACK:
            self.held_back.append(HeldBack(id=record.id, path=record.at.path, until=record.date))
            self.moments.append(record.date)
        if record.expires and record.expires > self.now:
            self.moments.append(record.expires)

    def _refusal_of_story(self, record: r.StoryRecord) -> str:
        """Why a story may not be shown, whoever looks; empty where it may."""
        if record.expires and record.expires <= self.now:
            return STORY_EXPIRED
        wishes = (self.wish_records.get(wish) for wish in record.wishes)
        if any(wish and wish.is_withdrawn for wish in wishes):
            return WISH_CLOSED
        return self.register.refusal(people_of(record, self.wish_records))

    def faults_of_story(self, record: r.StoryRecord) -> Iterator[Problem]:
        """What breaks a rule on names, health, minors or dignity."""
        people = people_of(record, self.wish_records)
        cleared = clearances(self.records, record.at)
        yield from breaches.of_undeclared(record, people, self.grown, self.register, cleared=cleared)
        yield from breaches.of_story(record, people, self.register, self.wish_records, cleared=cleared)
        yield from pseudonyms.of_story(record, people, self.register, self.names, cleared=cleared)
        yield from dignity.slurs_of(record, cleared)

    # What is kept back

    def _withhold(self, item: str, path: str, reason: str) -> None:
        self.withheld.append(Withheld(id=item, path=path, reason=reason))

    def changes_at(self) -> dt.datetime | None:
        """The next moment at which the result changes by itself."""
        midnight = dt.time(tzinfo=self.settings.zone)
        moments = [*self.moments, *(dt.datetime.combine(day, midnight) for day in self.register.changes())]
        return min(moments, default=None)


def _status(record: r.WishRecord) -> WishStatus:
    if record.fulfilled:
        return WishStatus.FULFILLED
    return WishStatus.CLAIMED if record.claimed else WishStatus.COLLECTED
