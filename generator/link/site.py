"""The public site, indexed and linked: what planning needs to know, looked up once."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from generator.base.digest import Part
from generator.base.nearest import Suggestions
from generator.base.problems import Location, Problem, error, warning
from generator.base.summary import summarise
from generator.link.prose import resolve
from generator.link.prose.values import Prose
from generator.link.recommending import related
from generator.model import addresses, refer
from generator.model.entities import Channel, Granter, Media, Place, Public, StandingPage, Story, Wish
from generator.model.settings import SiteSettings
from generator.read.filenames import media_path, missing_picture

# Pictures, and the older pages of lists, of which nobody knows what they hung on.
_HANGS = re.compile(r"(?:cards|media)/|(?:.*/)?page-\d+\.html\Z")

Index = dict[str, tuple[str, ...]]
"""Ids of stories, oldest first, by the id of a thing."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Everything public, linked.

    Attributes:
        stories: by id, oldest first, retracted ones included; ``listed`` are the ids of the others.
        prose: by key, ``story:<id>`` or ``page:<id>``.
        summaries: by story, made from the text where the author gave none.
        wishes: by id; ``wish_stories`` are the ids of the listed stories that tell of a wish, oldest first.
        tags: name by slug; ``slugs`` by tag as written, of which several may be one.
        by_channel: as all indexes, listed stories only; a place's holds those of the places below it too.
        children: ids of the places below a place, ``""`` for those at the top.
        related: ids of the recommended reading of each story, best first; ``varied`` is the whole site's.
        targets: address and title of whatever a text may refer to, by ``Reference.key``.
        unlinked: keys of references to what exists and is not public; ``lapsed`` as in ``Public``.
        without_photos: the authors' files in whose texts a picture may not be shown.
        is_partial: whether anything is withheld.
        images: path relative to ``content/`` by (key of a prose, src as written); ``""`` where it may not be shown.
    """

    settings: SiteSettings
    stories: dict[str, Story]
    listed: tuple[str, ...]
    prose: dict[str, Part[Prose]]
    summaries: dict[str, str]
    wishes: dict[str, Wish]
    wish_stories: Index
    channels: dict[str, Channel]
    places: dict[str, Place]
    granters: dict[str, Granter]
    pages: tuple[StandingPage, ...]
    media: dict[str, Media]
    tags: dict[str, str]
    slugs: dict[str, str]
    children: Index
    by_channel: Index
    by_tag: Index
    by_place: Index
    by_granter: Index
    by_category: Index
    wishes_by_place: Index
    related: Index
    varied: tuple[str, ...]
    targets: dict[str, tuple[str, str]]
    images: dict[tuple[str, str], str]
    unlinked: frozenset[str]
    lapsed: frozenset[str]
    without_photos: frozenset[str]
    is_partial: bool
    groups: tuple[tuple[str, int], ...]

    def is_withheld(self, path: str) -> bool:
        """Whether an address is that of something that is not public: a link to it is words."""
        # Where a story stood before it was moved to another year, only its id tells.
        return refer.to_address(path) in self.unlinked or refer.to_story(addresses.id_of_story(path)) in self.unlinked

    def may_have_gone(self, path: str) -> bool:
        """Whether nothing may stand at an address because something is not public: its own page, or one of a list."""
        if self.is_withheld(path) or path in self.lapsed:
            return True
        return self.is_partial and _HANGS.match(path) is not None

    def lineage(self, place: str) -> list[str]:
        """A place and those above it, from the bottom up."""
        return _lineage(place, self.places)


def link(
    public: Public,
    prose: Mapping[str, Part[Prose]],
    settings: SiteSettings,
    *,
    recommender: related.Recommender | None = None,
) -> tuple[Site, tuple[Problem, ...]]:
    """The site, what its texts refer to that is not there (L301, L302), and tags written in two ways (S242).

    Args:
        public: what may be shown.
        prose: by key.
        settings: the site's.
        recommender: chooses the recommended reading, as ``related.recommended`` does, which is asked without one.
    """
    standing = [story for story in public.stories if not story.retracted]
    wishes = {wish.id: wish for wish in public.wishes}
    places = {place.id: place for place in public.places}
    targets = _targets(public)
    images, lacking, problems = _check_prose(public, prose, targets)
    slugs, twins = _slugs(standing, dict(settings.tags))
    features = [_features(story, wishes, places, prose[refer.to_story(story.id)].value) for story in standing]
    site = Site(
        settings=settings,
        stories={story.id: story for story in public.stories},
        listed=tuple(story.id for story in standing),
        prose=dict(prose),
        summaries=_summaries(public.stories, prose, targets),
        wishes=wishes,
        wish_stories=_index((wish, story.id) for story in standing for wish in story.wishes),
        channels={channel.id: channel for channel in public.channels},
        places=places,
        granters={granter.id: granter for granter in public.granters},
        pages=public.pages,
        media=public.media,
        tags={slug: tag for tag, slug in reversed(slugs.items())},
        slugs=slugs,
        children=_index((place.parent if place.parent in places else "", place.id) for place in public.places),
        by_channel=_index((story.channel, story.id) for story in standing),
        by_tag=_index((slugs[tag], story.id) for story in standing for tag in story.tags),
        by_place=_index((above, s.id) for s in standing for place in s.places for above in _lineage(place, places)),
        by_granter=_index((granter, story.id) for story in standing for granter in _granters(story, wishes)),
        by_category=_index((wishes[wish].category, story.id) for story in standing for wish in story.wishes),
        wishes_by_place=_index((above, wish.id) for wish in public.wishes for above in _lineage(wish.place, places)),
        related=(recommender or related.recommended)(features, pins=_pins(standing), count=settings.recommended),
        varied=related.varied(features, featured={story.id for story in standing if story.featured}),
        targets=targets,
        images=images,
        unlinked=public.unlinked,
        lapsed=public.lapsed,
        without_photos=lacking,
        is_partial=bool(public.withheld or public.withheld_media),
        groups=public.groups,
    )
    return site, (*problems, *twins)


def reading(site: Site) -> dict[str, tuple[related.Choice, ...]]:
    """The recommended reading of every listed story with its reasons: what ``Site.related`` holds without them."""
    standing = [site.stories[story] for story in site.listed]
    features = [
        _features(story, site.wishes, site.places, site.prose[refer.to_story(story.id)].value) for story in standing
    ]
    return related.recommend(features, pins=_pins(standing), count=site.settings.recommended)


def _pins(standing: Iterable[Story]) -> dict[str, tuple[str, ...]]:
    return {story.id: story.recommend for story in standing if story.recommend}


def _index(pairs: Iterable[tuple[str, str]]) -> Index:
    """Second halves by first half, in the given order, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, item in pairs:
        found[key][item] = None
    return {key: tuple(items) for key, items in found.items()}


def _slugs(standing: Iterable[Story], chosen: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The slug of each tag as written, and a warning where one is written in two ways (S242): they are one tag."""
    slugs: dict[str, str] = {}
    names: dict[str, str] = {}
    problems = []
    for story in standing:
        for tag in story.tags:
            if tag in slugs:
                continue
            slugs[tag] = slug = addresses.tag_slug(tag, chosen)
            if names.setdefault(slug, tag) != tag:
                place = Location(story.origin, pointer=("tags",))
                problems.append(warning("S242", place, tag=tag, other=names[slug]))
    return slugs, problems


def _lineage(place: str, places: Mapping[str, Place]) -> list[str]:
    line: list[str] = []
    while place in places and place not in line:
        line.append(place)
        place = places[place].parent
    return line


def _granters(story: Story, wishes: Mapping[str, Wish]) -> Iterator[str]:
    for wish in story.wishes:
        yield from wishes[wish].granters


def _targets(public: Public) -> dict[str, tuple[str, str]]:
    """Address and title of what may be linked to: ``wish:<id>``, ``story:<id>``, ``file:<path below content/>``."""
    targets = {refer.to_wish(wish.id): (addresses.wish(wish.id), wish.title) for wish in public.wishes}
    for story in public.stories:
        found = (addresses.story(story.id, story.date), story.title)
        targets[refer.to_story(story.id)] = targets[refer.to_file(story.origin)] = found
    for page in public.pages:
        targets[refer.to_file(page.origin)] = (addresses.standing(page.id), page.title)
    return targets


def summary_of(story: Story, prose: Prose, titles: Mapping[str, str]) -> str:
    """What a story is about: in its author's words, or the beginning of its text.

    Args:
        story: retracted ones have none but their author's.
        prose: its text.
        titles: of whatever the text may refer to, by ``Reference.key``.
    """
    if story.summary or story.retracted:
        return story.summary
    if prose.summary is not None:
        return prose.summary
    return summarise([resolve.resolve_text(paragraph, titles) for paragraph in prose.opening])


def _summaries(
    stories: Iterable[Story], prose: Mapping[str, Part[Prose]], targets: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    titles = {key: title for key, (_, title) in targets.items()}
    return {story.id: summary_of(story, _prose_of(story, prose), titles) for story in stories}


def _prose_of(story: Story, prose: Mapping[str, Part[Prose]]) -> Prose:
    return Prose() if story.retracted else prose[refer.to_story(story.id)].value


def _features(story: Story, wishes: Mapping[str, Wish], places: Mapping[str, Place], prose: Prose) -> related.Features:
    granted = [wishes[wish] for wish in story.wishes]
    streets = [places[place].parent for place in story.places if place in places]
    return related.Features(
        id=story.id,
        day=story.date.date().toordinal(),
        second=int(story.date.astimezone(dt.UTC).timestamp()),
        channel=story.channel,
        categories=tuple(sorted({wish.category for wish in granted})),
        granters=tuple(sorted({granter for wish in granted for granter in wish.granters})),
        tags=story.tags,
        places=story.places,
        streets=tuple(sorted({street for street in streets if street})),
        words=prose.words,
        title=story.title,
    )


def lost_in_texts(public: Public, prose: Mapping[str, Part[Prose]]) -> tuple[Problem, ...]:
    """What texts refer to and show that is not there (L301, L302), where more is wrong and there is no site."""
    return tuple(_check_prose(public, prose, _targets(public))[2])


def _check_prose(
    public: Public, prose: Mapping[str, Part[Prose]], targets: Mapping[str, tuple[str, str]]
) -> tuple[dict[tuple[str, str], str], frozenset[str], list[Problem]]:
    """Pictures by (key, src as written), files that lack one for its people, and what is referred to and not there."""
    images: dict[tuple[str, str], str] = {}
    lacking: set[str] = set()
    problems: list[Problem] = []
    every = public.media.keys() | public.withheld_media
    suggested, pictures = Suggestions(targets), Suggestions(every)
    for key, part in prose.items():
        body, value = public.bodies[key], part.value
        for reference in (*value.references, *value.links):
            key_of, place = reference.key, Location(body.path, reference.line, reference.column)
            # Whether an address exists is known when everything is planned.
            if reference.kind != "address" and key_of not in targets and key_of not in public.unlinked:
                # Nobody means the very text in which it is written.
                close = near.partition(":")[2] if (near := suggested(key_of)) != key else ""
                problems.append(error("L301", place, what=reference.kind, id=reference.id, nearest=close))
        for image in value.images:
            path = media_path(image.src, every, beside=body.path)
            if path in public.withheld_media:
                lacking.add(body.path)
            images[key, image.src] = "" if path in public.withheld_media else path
            if not path:
                place = Location(body.path, image.line, image.column)
                problems.append(missing_picture(image.src, pictures, place))
    return images, frozenset(lacking), problems
