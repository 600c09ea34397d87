"""Counts a synthetic site again from its files, knowing nothing of the program: what any page says can be held to it.

It reads what ``tests/benchmarks/corpus.py`` writes without a register, and no other dialect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

KIND_HEARTED = ""
"""Stands for all granters who may not be named."""


@dataclass(frozen=True)
class Wish:
    """A wish that is shown; ``place`` is where it is shown, days are as written, empty where there is none."""

    id: str
    category: str
    place: str
    granters: frozenset[str]
    collected: str
    claimed: str
    fulfilled: str
    people: int
    hidden: str
    """The place that is not shown, for it is somebody's; empty where there is none."""

    @property
    def status(self) -> str:
        return "fulfilled" if self.fulfilled else "claimed" if self.claimed else "collected"

    @property
    def since(self) -> str:
        return self.fulfilled or self.claimed or self.collected


@dataclass(frozen=True)
class Story:
    """A story that is listed; ``date`` as written, ``2026-02-03 09:30``."""

    id: str
    date: str
    channel: str
    places: frozenset[str]
    categories: frozenset[str]
    granters: frozenset[str]

    @property
    def address(self) -> str:
        return f"stories/{self.date[:4]}/{self.id}.html"


@dataclass(frozen=True)
class Recount:
    """What there is to count: stories oldest first, wishes by the day of their status, oldest first.

    Attributes:
        parents: of each place, empty at the top.
        names: of places and named granters, by id.
    """

    stories: tuple[Story, ...]
    wishes: tuple[Wish, ...]
    channels: tuple[str, ...]
    categories: tuple[str, ...]
    parents: dict[str, str]
    names: dict[str, str]

    def lineage(self, places: Iterable[str]) -> set[str]:
        """Places and all above them."""
        return {above for place in places for above in self._up(place)}

    def _up(self, place: str) -> Iterator[str]:
        while place:
            yield place
            place = self.parents[place]

    def months(self) -> Counter[str]:
        """Stories by month, ``2026-02``."""
        return Counter(story.date[:7] for story in self.stories)

    def of_place(self, place: str) -> tuple[list[Story], list[Wish]]:
        """Stories and wishes of a place and of those below it."""
        return (
            [story for story in self.stories if place in self.lineage(story.places)],
            [wish for wish in self.wishes if place in self.lineage([wish.place])],
        )

    def of_granter(self, granter: str) -> tuple[int, int]:
        """How many wishes a granter fulfilled and claimed."""
        claimed = [wish for wish in self.wishes if granter in wish.granters]
        return sum(bool(wish.fulfilled) for wish in claimed), len(claimed)

    def far(self) -> tuple[int, int, int]:
        """Wishes ever collected, claimed and fulfilled."""
        claimed = sum(bool(wish.claimed) for wish in self.wishes)
        return len(self.wishes), claimed, sum(bool(wish.fulfilled) for wish in self.wishes)


def recount(root: Path) -> Recount:
    """Reads a site's files and counts."""
    content = root / "content"
    parents = {place["id"]: place.get("parent", "") for place in _yaml(content / "places.yaml")}
    named = {one["id"]: one["name"] for one in _yaml(content / "granters.yaml") if one["kind"] != "individual"}
    names = {place["id"]: place["name"] for place in _yaml(content / "places.yaml")} | named
    records = [record for path in sorted(content.glob("wishes/*.yaml")) for record in _yaml(path)]
    wishes = {record["id"]: _wish(record, parents, named) for record in records if "closed" not in record}
    fronts = [_yaml_text(path.read_text("utf-8").split("---\n")[1]) for path in content.glob("stories/*/*.md")]
    stories = [_story(front, wishes, parents) for front in fronts if "retracted" not in front]
    return Recount(
        stories=tuple(sorted(stories, key=lambda story: (story.date, story.id))),
        wishes=tuple(sorted(wishes.values(), key=lambda wish: (wish.since, wish.id))),
        channels=tuple(channel["id"] for channel in _yaml(content / "channels.yaml")),
        categories=tuple(_yaml(content / "site.yaml")["categories"]),
        parents=parents,
        names=names,
    )


def _wish(record: dict[str, Any], parents: dict[str, str], named: dict[str, str]) -> Wish:
    beneficiary = record["beneficiary"]
    crowd = beneficiary.get("crowd") == "true"
    place = record["place"]
    # Whoever has not agreed to be shown with their village is shown at the place above it.
    hidden = "" if crowd or place in parents.values() else place
    if hidden:
        place = parents[place]
    return Wish(
        id=record["id"],
        category=record["category"],
        place=place,
        granters=frozenset(who if who in named else KIND_HEARTED for who in record.get("granters", ())),
        collected=record["collected"],
        claimed=record.get("claimed", ""),
        fulfilled=record.get("fulfilled", ""),
        people=int(beneficiary.get("count", "1")),
        hidden=hidden,
    )


def _story(front: dict[str, Any], wishes: dict[str, Wish], parents: dict[str, str]) -> Story:
    told = [wishes[wish] for wish in front.get("wishes", ())]
    places = front.get("places", ()) or [wish.place for wish in told]
    hidden = {wish.hidden for wish in told}
    return Story(
        id=front["id"],
        date=front["date"],
        channel=front["channel"],
        places=frozenset(parents[place] if place in hidden else place for place in places),
        categories=frozenset(wish.category for wish in told),
        granters=frozenset(granter for wish in told for granter in wish.granters),
    )


def _yaml(path: Path) -> Any:
    return _yaml_text(path.read_text("utf-8"))


def _yaml_text(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)
