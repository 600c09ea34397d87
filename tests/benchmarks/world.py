"""The district that a synthetic corpus tells of: places, granters, people, wishes and stories, as plain values.

Everything follows from the numbers that are asked for and a seed; nothing depends on the order of sets, on the clock or
on ``PYTHONHASHSEED``.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.phrases import Voice, sections, words, zipf

FIRST_DAY, LAST_DAY = dt.date(2018, 1, 1), dt.date(2026, 6, 30)
NOW = "2026-07-01 12:00"
"""The moment for which a corpus is made: the day after its last story."""

# Of a hundred wishes: fulfilled, claimed, collected; the rest is closed.
_FULFILLED, _CLAIMED, _COLLECTED = 80, 6, 10
_WISHES_TOLD = ((0, 6), (1, 62), (2, 24), (3, 8))
"""How many wishes a story tells of, and in how many stories of a hundred."""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Granter:
    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the private register; ``name`` is made of characters that stand in no text of the corpus."""

    id: str
    name: str
    address: str
    birth: str
    guardian: str
    village_scope: bool

    @property
    def public_name(self) -> str:
        return self.name[0] + self.address


@dataclass(frozen=True, slots=True)
class Wish:
    id: str
    topic: str
    thing: str
    village: Place
    street: Place
    granter: Granter
    who: str
    person: str
    count: int
    collected: dt.date
    claimed: dt.date | None
    fulfilled: dt.date | None
    closed: bool

    def voice(self, rng: random.Random) -> Voice:
        """A voice that speaks of this wish."""
        measure, _, thing = self.thing.partition("/")
        settled = {
            "thing": thing,
            "a": f"一{measure}{thing}",
            "who": self.who,
            "village": self.village.name,
            "street": self.street.name,
            # Somebody who gave alone is named nowhere.
            "team": "一位爱心人士" if self.granter.kind == "individual" else self.granter.name,
        }
        return Voice(rng, self.topic, settled)


@dataclass(frozen=True, slots=True)
class Story:
    """A story to be written; ``subject`` gives it its voice, and is among its ``wishes`` unless it tells of none."""

    id: str
    date: dt.datetime
    subject: Wish
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class World:
    places: tuple[Place, ...]
    granters: tuple[Granter, ...]
    people: tuple[Person, ...]
    wishes: tuple[Wish, ...]
    stories: tuple[Story, ...]


def make_world(*, stories: int, wishes: int, people: int, seed: int) -> World:
    """A district with so many stories and wishes, and so many people in its register (0: there is none)."""
    rng = random.Random(f"world {seed}")
    places = _places(stories)
    granters = _granters(stories)
    register = tuple(_people(people, rng))
    made = _wishes(wishes, rng, places=places, granters=granters, people=register)
    return World(places, granters, register, made, tuple(_stories(stories, made, rng)))


def _places(stories: int) -> tuple[Place, ...]:
    """A district, its streets and their villages: 40 at 10,000 stories."""
    book = sections()
    district = Place("shiliu", "石榴区", "")
    streets = [
        Place(f"s-{number:02}", f"{name}{'镇' if number % 3 == 0 else '街道'}", district.id)
        for number, name in enumerate(book["street-name"][: 4 + stories // 1000], 1)
    ]
    villages = [
        Place(f"v-{number:02}", f"{name}{'村' if number % 3 == 0 else '社区'}", streets[number % len(streets)].id)
        for number, name in enumerate(book["village-name"][: 12 + stories // 500], 1)
    ]
    return (district, *streets, *villages)


def _granters(stories: int) -> tuple[Granter, ...]:
    """Units with different names, 60 at 10,000 stories; four more are individuals, whose names stand in no text."""
    book = sections()
    units = []
    for number in range(min(60, 16 + stories // 200)):
        unit, _, kind = book["unit-kind"][number % len(book["unit-kind"])].partition("/")
        name = book["unit-name"][(number + number // len(book["unit-kind"])) % len(book["unit-name"])]
        units.append(Granter(f"g-{number + 1:03}", name + unit, kind))
    unseen = book["unseen"]
    alone = [Granter(f"i-{number}", f"{unseen[number]}{unseen[-number]}某", "individual") for number in range(1, 5)]
    return (*units, *alone)


def _people(count: int, rng: random.Random) -> Iterator[Person]:
    """A register; every eighth is a minor, with the one before as guardian."""
    book = sections()
    for number in range(1, count + 1):
        minor = number % 8 == 0
        yield Person(
            id=f"p-{number:05}",
            name=zipf(rng, book["surname"]) + "".join(rng.choices(book["unseen"], k=2)),
            address="同学" if minor else zipf(rng, [a for a in book["address"] if a != "同学"]),
            birth=f"{rng.randint(2013, 2016) if minor else rng.randint(1936, 1999)}-{rng.randint(1, 12):02}",
            guardian=f"p-{number - 1:05}" if minor else "",
            village_scope=rng.random() < 0.9,
        )


def _wishes(
    count: int,
    rng: random.Random,
    *,
    places: tuple[Place, ...],
    granters: tuple[Granter, ...],
    people: tuple[Person, ...],
) -> tuple[Wish, ...]:
    """Wishes in the order of their ids, which is that of their collection."""
    villages = [place for place in places if place.id.startswith("v-")]
    by_id = {place.id: place for place in places}
    topics = sections()["topics"]
    drafts = sorted((_dates(rng) for _ in range(count)), key=lambda dates: dates[0])
    numbers: Counter[int] = Counter()
    made = []
    for collected, claimed, fulfilled, closed in drafts:
        numbers[collected.year] += 1
        topic = zipf(rng, topics)
        village = villages[_skewed(rng, len(villages))]
        who, person, helped = _beneficiary(rng, village, people)
        made.append(
            Wish(
                id=f"{collected.year}-{numbers[collected.year]:05}",
                topic=topic,
                thing=zipf(rng, words("thing", topic)),
                village=village,
                street=by_id[village.parent],
                granter=granters[_skewed(rng, len(granters))],
                who=who,
                person=person,
                count=helped,
                collected=collected,
                claimed=claimed,
                fulfilled=fulfilled,
                closed=closed,
            )
        )
    return tuple(made)


def _beneficiary(rng: random.Random, village: Place, people: tuple[Person, ...]) -> tuple[str, str, int]:
    """Public name, entry in the register, and how many people; a crowd has no entry."""
    book = sections()
    if rng.random() < 0.2:
        return f"{village.name}{zipf(rng, book['crowd'])}", "", rng.randint(6, 120)
    if people:
        person = people[rng.randrange(len(people))]
        return person.public_name, person.id, 1
    return zipf(rng, book["surname"]) + zipf(rng, book["address"]), "", 1


def _skewed(rng: random.Random, length: int) -> int:
    """A number below ``length``, small ones more often."""
    return int(length * rng.random() ** 1.6)


def _some_day(rng: random.Random) -> dt.date:
    """A day of the corpus; later ones more often, as such sites grow."""
    span = (LAST_DAY - FIRST_DAY).days
    return FIRST_DAY + dt.timedelta(days=int((span + 1) * rng.random() ** 0.8))


def _dates(rng: random.Random) -> tuple[dt.date, dt.date | None, dt.date | None, bool]:
    """When a wish was collected, claimed and fulfilled, and whether it was closed."""
    state = rng.random() * 100
    if state < _FULFILLED:
        fulfilled = _some_day(rng)
        claimed = fulfilled - dt.timedelta(days=rng.randint(2, 40))
        return claimed - dt.timedelta(days=rng.randint(0, 30)), claimed, fulfilled, False
    if state < _FULFILLED + _CLAIMED:
        claimed = LAST_DAY - dt.timedelta(days=rng.randint(0, 90))
        return claimed - dt.timedelta(days=rng.randint(0, 30)), claimed, None, False
    if state < _FULFILLED + _CLAIMED + _COLLECTED:
        return LAST_DAY - dt.timedelta(days=rng.randint(0, 240)), None, None, False
    return _some_day(rng) - dt.timedelta(days=60), None, None, True


def _stories(count: int, wishes: tuple[Wish, ...], rng: random.Random) -> Iterator[Story]:
    """Stories by date; each takes wishes that have come true and were not told of yet, or comes back to an old one."""
    granted = sorted((wish for wish in wishes if wish.fulfilled), key=lambda wish: (wish.fulfilled, wish.id))
    # The first story needs something to tell of, on a site of three as on one of 50,000.
    first = granted[0].fulfilled if granted and granted[0].fulfilled else FIRST_DAY
    days = sorted(max(_some_day(rng), first) for _ in range(count))
    upcoming, untold = deque(granted), deque[Wish]()
    told: deque[Wish] = deque(maxlen=200)
    numbers: Counter[dt.date] = Counter()
    for day in days:
        while upcoming and (came_true := upcoming[0].fulfilled) and came_true <= day:
            untold.append(upcoming.popleft())
        wanted = rng.choices([n for n, _ in _WISHES_TOLD], [share for _, share in _WISHES_TOLD])[0]
        fresh = [untold.popleft() for _ in range(min(wanted, len(untold)))]
        told.extend(fresh)
        again = [rng.choice(told)] if wanted and not fresh and told else []
        chosen = (*fresh, *again)
        numbers[day] += 1
        moment = dt.datetime.combine(day, dt.time(rng.randint(7, 20), rng.randrange(60)))
        subject = chosen[0] if chosen else rng.choice(wishes)
        yield Story(f"{day:%Y%m%d}-{numbers[day]:02}", moment, subject, chosen)
