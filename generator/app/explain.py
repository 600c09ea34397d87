"""``explain``: why a story's recommended reading was chosen, and who recommends the story itself. Writes nothing.

It knows only what passed the gate, as a page does; and what would leak in a page is masked here.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from generator.app.building.prepare import prepare
from generator.app.building.prepared import Prepared
from generator.app.callbacks import Progress
from generator.app.discretion import masked, printable
from generator.base.problems import Problem, UsageError
from generator.link.recommending.related import Choice
from generator.link.scanning.scanner import Scanner
from generator.link.site import Site, reading
from generator.model.settings import BuildOptions
from generator.read.survey import CONTENT

LISTED, RETRACTED, UNKNOWN = "listed", "retracted", "unknown"
WITHHELD, HELD_BACK, DRAFT = "withheld", "held-back", "draft"


class Named(msgspec.Struct, frozen=True):
    """A story by id and title, with the day of its publication."""

    id: str
    title: str
    date: dt.date


class Ground(msgspec.Struct, frozen=True):
    """One reason of a choice.

    Attributes:
        kind: as in ``related.Choice``: ``category``, ``place``, ``street``, ``granter``, ``tag``, ``word``,
            ``channel``, ``recency``, ``pin`` or ``fill``.
        value: an id, a tag, a word, or a number of days; empty for a ``pin``.
        name: the value as the site calls it.
        weight: what it adds to the score.
    """

    kind: str
    value: str
    name: str
    weight: int


class Suggestion(msgspec.Struct, frozen=True):
    """A story that was chosen; ``reasons`` add up to ``score``, the weightiest first."""

    story: Named
    score: int
    reasons: tuple[Ground, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say of a story.

    Attributes:
        state: ``listed``, ``retracted``, ``withheld``, ``held-back``, ``draft``, or ``unknown`` where errors kept the
            site from being read.
        title: empty unless the story is public.
        reason: the code of why it is withheld.
        until: when it is held back, the moment of its publication.
        choices: its recommended reading, in order.
        cited_by: the stories that recommend it, oldest first.
        absent: ids that its editors recommend and that are not on the site.
        problems: located errors that no site can be made with.
    """

    id: str
    state: str
    title: str = ""
    reason: str = ""
    until: dt.datetime | None = None
    choices: tuple[Suggestion, ...] = ()
    cited_by: tuple[Named, ...] = ()
    absent: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = "zh-CN"


def explain(root: Path, story: str, *, options: BuildOptions, progress: Progress) -> Explanation:
    """Tells why a story's recommended reading was chosen.

    Args:
        root: the site's folder.
        story: an id.
        options: the moment for which the site is made.
        progress: told of the steps.

    Raises:
        UsageError: U820, no site there; U840, no story has that id.
    """
    prepared = prepare(root, options, progress=progress)
    explanation = _kept_back(prepared, story)
    if explanation is None and prepared.planned is None:
        errors = (problem for problem in prepared.problems if problem.is_error)
        explanation = Explanation(id=story, state=UNKNOWN, problems=printable(errors, prepared, root).problems)
    elif explanation is None and prepared.planned is not None:
        explanation = _on_the_site(prepared, prepared.planned.site, story)
    if explanation is None:
        raise UsageError("U840", id=story, nearest="、".join(difflib.get_close_matches(story, _ids(prepared), n=3)))
    return msgspec.structs.replace(explanation, language=prepared.language)


def _kept_back(prepared: Prepared, story: str) -> Explanation | None:
    """A story that is not public, if it is one."""
    public = prepared.public
    for item in public.withheld:
        if item.id == story and item.path.startswith(f"{CONTENT}/stories/"):
            return Explanation(id=story, state=WITHHELD, reason=item.reason)
    for held in public.held_back:
        if held.id == story:
            return Explanation(id=story, state=HELD_BACK, until=held.until)
    return Explanation(id=story, state=DRAFT) if story in public.drafts else None


def _on_the_site(prepared: Prepared, site: Site, story: str) -> Explanation | None:
    if story not in site.stories:
        return None
    shown = _discretion(prepared)
    entity = site.stories[story]
    if entity.retracted:
        return Explanation(id=story, state=RETRACTED, title=shown(entity.title))
    lists = reading(site)
    return Explanation(
        id=story,
        state=LISTED,
        title=shown(entity.title),
        choices=tuple(_suggestion(site, choice, shown) for choice in lists[story]),
        cited_by=tuple(
            _named(site, other, shown) for other, chosen in lists.items() if any(one.id == story for one in chosen)
        ),
        absent=tuple(other for other in dict.fromkeys(entity.recommend) if other not in site.listed),
    )


def _suggestion(site: Site, choice: Choice, shown: Callable[[str], str]) -> Suggestion:
    names: Mapping[str, Mapping[str, str]] = {
        "category": dict(site.settings.categories),
        "channel": {channel.id: channel.name for channel in site.channels.values()},
        "granter": {granter.id: granter.name for granter in site.granters.values()},
        "place": {place.id: place.name for place in site.places.values()},
        "street": {place.id: place.name for place in site.places.values()},
    }
    reasons = []
    for kind, value, weight in choice.reasons:
        name = names[kind].get(value, value) if kind in names else value
        reasons.append(Ground(kind, shown(value), shown(name), weight))
    return Suggestion(_named(site, choice.id, shown), choice.score, tuple(reasons))


def _named(site: Site, story: str, shown: Callable[[str], str]) -> Named:
    entity = site.stories[story]
    return Named(story, shown(entity.title), entity.date.date())


def _discretion(prepared: Prepared) -> Callable[[str], str]:
    """Masks what the leak scan would stop: no build went before this command. Nothing in it commands a terminal."""
    return functools.cache(functools.partial(masked, scanner=Scanner(prepared.guard, prepared.contacts)))


def _ids(prepared: Prepared) -> list[str]:
    public = prepared.public
    return sorted({*(story.id for story in public.stories), *(held.id for held in public.held_back), *public.drafts})
