"""What a record says must exist: ids once each, references that lead somewhere, dates in order.

Works on records alone, so that a site with a hundred faults hears of all of them in one run.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from generator.base.nearest import Suggestions
from generator.base.problems import Location, Problem, error, warning
from generator.model import addresses
from generator.model import records as r
from generator.model.settings import SiteSettings
from generator.read import faults, filenames, register, samples
from generator.read.survey import CONTENT

# Of what there are few, all are named where one is missing.
_LISTED = frozenset(("category", "group", "channel", "place", "granter"))
_FEW = 12
# Where each is registered.
_FILES = {
    **dict.fromkeys(("category", "group"), f"{CONTENT}/site.yaml"),
    **{kind: f"{CONTENT}/{kind}s.yaml" for kind in ("channel", "place", "granter")},
    "person": f"{CONTENT}/private/people.yaml",
    "wish": f"{CONTENT}/wishes/",
    "story": f"{CONTENT}/stories/",
}


class _Identified(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def at(self) -> Location: ...


def check(records: r.Records, settings: SiteSettings, *, today: dt.date) -> tuple[Problem, ...]:
    """All problems between records."""
    known = _Known(records, settings)
    return tuple(
        itertools.chain(
            _duplicates(records),
            _check_places(records, known),
            _check_granters(records, known),
            *(_check_wish(wish, known, today=today) for wish in records.wishes),
            *(_check_story(story, known, today=today) for story in records.stories),
            _check_register(records, known),
            register.check(records, settings, today=today),
            _check_unread(records, known),
            filenames.unusable(records),
        )
    )


class _Known:
    """What may be referred to."""

    def __init__(self, records: r.Records, settings: SiteSettings) -> None:
        self.wishes = {item.id: item for item in records.wishes}
        self.ids: dict[str, Collection[str]] = {
            "channel": {item.id for item in records.channels},
            "place": {item.id for item in records.places},
            "granter": {item.id for item in records.granters},
            "wish": self.wishes,
            "story": {item.id for item in records.stories},
            "person": {item.id for item in records.people},
            "category": {key for key, _ in settings.categories},
            "group": {key for key, _ in settings.groups},
        }
        self._there = {what: frozenset((*ids, "")) for what, ids in self.ids.items()}
        self.unread = records.unread
        self._records, self._settings = records, settings
        self.media = {item.path.removeprefix("content/") for item in records.media}
        self.has_register = records.has_register
        self._nearest: dict[str, Suggestions] = {}
        self._named: dict[str, Suggestions] = {}
        self.pictures = Suggestions(self.media)

    def are_there(self, what: str, wanted: Iterable[str]) -> bool:
        """Whether there is something of each id; what is empty refers to nothing."""
        return self._there[what].issuperset(wanted)

    def named(self, what: str, name: str) -> str:
        """The id of what has a name, which many an author types; empty where nothing has. Nobody is looked up by it."""
        records, settings = self._records, self._settings
        named: dict[str, Iterable[tuple[str, str]]] = {
            "channel": ((item.id, item.name) for item in records.channels),
            "place": ((item.id, item.name) for item in records.places),
            "granter": ((item.id, item.name) for item in records.granters if not item.person),
            "wish": ((item.id, item.title) for item in records.wishes),
            "story": ((item.id, item.title) for item in records.stories),
            "category": settings.categories,
            "group": settings.groups,
        }
        ids = {label: key for key, label in named.get(what, ())}
        return ids.get(name) or ids.get(self._named.setdefault(what, Suggestions(ids))(name), "")

    def nearest(self, what: str, wanted: str) -> str:
        """The id that a mistyped one most likely means; empty where nothing is close."""
        return self._nearest.setdefault(what, Suggestions(self.ids[what]))(wanted)


_COPIED = re.compile(r"副本|复制|备份|(?i:\bcop(?:y|ies)\b|backup)|[(（]\d+[)）]\.\w+$")


def _duplicates(records: r.Records) -> Iterator[Problem]:
    kinds: tuple[tuple[str, Sequence[_Identified]], ...] = (
        ("C6", records.channels),
        ("C6", records.places),
        ("C6", records.granters),
        ("W1", records.wishes),
        ("S2", records.stories),
        ("P4", records.people),
        ("P4", records.consents),
    )
    for family, items in kinds:
        if len({item.id for item in items}) == len(items):
            continue
        first: dict[str, Location] = {}
        # Of a file and its copy, it is the copy that has to go.
        for item in sorted(items, key=lambda item: _COPIED.search(item.at.path) is not None):
            if item.id in first:
                other = "" if first[item.id].path == item.at.path else first[item.id].path
                yield error(family + faults.DUPLICATE_ID, item.at.below("id"), id=item.id, other=other)
            first.setdefault(item.id, item.at)


def _missing(
    ids: Collection[str], known: _Known, at: Location, *keys: str, family: str, what: str
) -> Iterable[Problem]:
    """What of the ids at the keys of a record is not known; nothing is located before something is wrong.

    Of what is written and cannot be read, that is said, and no more.
    """
    # Asked a hundred thousand times of a large site, and nearly always in vain.
    return () if known.are_there(what, ids) else _lacking(ids, known, at, *keys, family=family, what=what)


def _lacking(ids: Iterable[str], known: _Known, at: Location, *keys: str, family: str, what: str) -> Iterator[Problem]:
    there = known.ids[what]
    for number, wanted in enumerate(ids):
        if wanted and wanted not in there and not known.unread.may_be(what, wanted):
            # Whoever followed a guess would tie a text to somebody else's consent.
            close = "" if what == "person" else known.nearest(what, wanted) or known.named(what, wanted)
            choices = ", ".join(sorted(there)) if len(there) <= _FEW and what in _LISTED else ""
            facts = {"id": wanted[:60], "what": what, "nearest": close, "choices": choices, "file": _FILES[what]}
            # Of one that is no list, the place of its item is its own.
            yield error(family + faults.UNKNOWN_REFERENCE, at.below(*keys, number), **facts)


def _check_places(records: r.Records, known: _Known) -> Iterator[Problem]:
    parents = {place.id: place.parent for place in records.places}
    for place in records.places:
        yield from _missing([place.parent], known, place.at, "parent", family="C6", what="place")
        above, seen = place.parent, {place.id}
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above == place.id:
            yield error("C633", place.at.below("parent"), id=place.id)


def _check_granters(records: r.Records, known: _Known) -> Iterator[Problem]:
    if known.has_register:
        for granter in records.granters:
            yield from _missing([granter.person], known, granter.at, "person", family="C6", what="person")


def _check_wish(wish: r.WishRecord, known: _Known, *, today: dt.date) -> Iterator[Problem]:
    at, who = wish.at, wish.beneficiary
    yield from _missing([wish.category], known, at, "category", family="W1", what="category")
    yield from _missing([wish.place], known, at, "place", family="W1", what="place")
    yield from _missing(wish.granters, known, at, "granters", family="W1", what="granter")
    yield from _missing(who.groups, known, at, "beneficiary", "groups", family="W1", what="group")
    if known.has_register:
        yield from _missing([who.person], known, at, "beneficiary", "person", family="W1", what="person")
    yield from _unfilled(wish)
    yield from _check_dates(wish, today=today)
    for number, photo in enumerate(wish.photos):
        yield from _check_photo(photo, known, at.below("photos", number))


def _unfilled(wish: r.WishRecord) -> Iterator[Problem]:
    fields = ((("title",), wish.title), (("wish",), wish.wish), (("beneficiary", "name"), wish.beneficiary.name))
    for keys, words in fields:
        if samples.is_left(words):
            yield error("W116", wish.at.below(*keys), field=keys[-1], words=words)


def _check_dates(wish: r.WishRecord, *, today: dt.date) -> Iterator[Problem]:
    at = wish.at
    steps = [(name, day) for name in ("collected", "claimed", "fulfilled") if (day := getattr(wish, name))]
    for (earlier, first), (later, second) in itertools.pairwise(steps):
        if second < first:
            yield error("W111", at.below(later), earlier=earlier, first=first, later=later, second=second)
    if wish.closed and wish.closed.on < wish.collected:
        days = {"first": wish.collected, "second": wish.closed.on}
        yield error("W111", at.below("closed", "on"), earlier="collected", later="closed", **days)
    ended = [("closed", wish.closed.on)] if wish.closed else []
    for name, day in (*steps, *ended):
        if day > today:
            yield error("W112", at.below(name, "on") if name == "closed" else at.below(name), field=name, day=day)
    if wish.claimed and not wish.granters:
        yield error("W113", at.below("claimed"), id=wish.id)
    if wish.granters and not wish.claimed:
        yield error("W114", at.below("granters"), id=wish.id)
    if wish.fulfilled and not wish.claimed:
        yield error("W115", at.below("fulfilled"), id=wish.id)


def _check_header(story: r.StoryRecord) -> Iterator[Problem]:
    at = story.at
    for number, alias in enumerate(story.aliases):
        if not addresses.may_be_alias(alias):
            yield error("S243", at.below("aliases", number), alias=alias)
    if story.id in story.recommend:
        yield error("S214", at.below("recommend"), id=story.id)
    # A day without an hour is all of that day.
    is_day = story.updated is not None and story.updated.time() == dt.time()
    if story.updated and story.updated < (_midnight(story.date) if is_day else story.date):
        yield error("S215", at.below("updated"), date=story.date.date(), updated=story.updated.date())


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _check_days_to_come(story: r.StoryRecord, *, today: dt.date) -> Iterator[Problem]:
    """What a story says of itself and cannot have happened yet; only a warning, for a retraction must not wait."""
    days = [("corrections", day) for day, _ in story.corrections]
    if story.retracted:
        days.append(("retracted", story.retracted[0]))
    if story.updated:
        days.append(("updated", story.updated.date()))
    # A story whose time has not come may tell of that day.
    latest = max(today, story.date.date())
    for field, day in days:
        if day > latest:
            yield warning("S218", story.at.below(field), field=field, day=day)


def _check_finished(story: r.StoryRecord) -> Iterator[Problem]:
    """What of a story is still the sample's, or not there."""
    at = story.at
    for field, words in (("title", story.title), ("editor", story.editor), *story.authors):
        if samples.is_left(words):
            yield error("S216", at.below(field), field=field, words=words)
    if left := samples.left_in(story.body):
        start, words = left
        line = story.body_line + story.body.count("\n", 0, start)
        column = start - story.body.rfind("\n", 0, start)
        yield error("S216", Location(at.path, line, column), field="", words=words)
    if story.body.startswith(samples.STARTER):
        yield warning("S220", Location(at.path, story.body_line, 1))
    if not story.body.strip():
        yield warning("S217", Location(at.path, story.body_line, 1))


def _check_story(story: r.StoryRecord, known: _Known, *, today: dt.date) -> Iterator[Problem]:
    at = story.at
    yield from _missing([story.channel], known, at, "channel", family="S2", what="channel")
    yield from _missing(story.wishes, known, at, "wishes", family="S2", what="wish")
    yield from _missing(story.places, known, at, "places", family="S2", what="place")
    yield from _missing(story.recommend, known, at, "recommend", family="S2", what="story")
    if known.has_register:
        yield from _missing(story.people, known, at, "people", family="S2", what="person")
    if not story.draft:
        yield from _check_finished(story)
    yield from _check_header(story)
    yield from _check_days_to_come(story, today=today)
    if not story.draft:
        yield from _check_wishes_told(story, known)
    if story.cover:
        yield from _check_photo(story.cover, known, at.below("cover"), beside=story.at.path)


def _check_wishes_told(story: r.StoryRecord, known: _Known) -> Iterator[Problem]:
    for number, wanted in enumerate(story.wishes):
        wish = known.wishes.get(wanted)
        # A wish that was withdrawn is the gate's business: its story is withheld, which is no fault of the editor's.
        if wish and not wish.is_withdrawn and not _came_true(wish, story):
            at, day = story.at.below("wishes", number), wish.fulfilled.isoformat() if wish.fulfilled else ""
            if wish.closed:
                yield error("S219", at, id=wanted, reason=wish.closed.reason)
            else:
                yield error("S213", at, id=wanted, date=story.date.date(), day=day)


def _came_true(wish: r.WishRecord, story: r.StoryRecord) -> bool:
    return wish.fulfilled is not None and wish.fulfilled <= story.date.date() and wish.closed is None


def _check_photo(photo: r.PhotoRecord, known: _Known, at: Location, *, beside: str = "") -> Iterator[Problem]:
    if not filenames.media_path(photo.src, known.media, beside=beside):
        yield filenames.missing_picture(photo.src, known.pictures, at.below("src"))
    if known.has_register:
        yield from _missing(photo.subjects, known, at, "subjects", family="P4", what="person")


def _check_register(records: r.Records, known: _Known) -> Iterator[Problem]:
    for person in records.people:
        yield from _missing([person.guardian], known, person.at, "guardian", family="P4", what="person")
    for consent in records.consents:
        yield from _missing([consent.person], known, consent.at, "person", family="P4", what="person")


def _check_unread(records: r.Records, known: _Known) -> Iterator[Problem]:
    for item in records.unread.references:
        if known.has_register or item.kind != "person":
            yield from _missing([item.id], known, item.at, family=item.family, what=item.kind)
