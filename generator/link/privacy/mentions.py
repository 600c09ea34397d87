"""What still speaks of somebody or something that was taken back: by its public name, or in the words of a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.problems import Location, Problem, warning
from generator.link.privacy import passages, public_names
from generator.link.privacy.register import people_of
from generator.link.prose.values import Prose
from generator.model import addresses, refer
from generator.model import records as r
from generator.model.entities import Public
from generator.read.withdrawing import PERSON, WISH

# A form of address of two characters stands in many texts, and means many.
_SHORTEST = 3


def of_withdrawn(
    kind: str, item: str, records: r.Records, public: Public, texts: Iterable[tuple[str, Prose]]
) -> tuple[Problem, ...]:
    """Passages for an editor to look at once more (P459), not located; the program cannot tell who is meant.

    Args:
        kind: ``person``, ``wish`` or ``story``.
        item: the id of what was taken back.
        records: all that was read.
        public: what is shown without it.
        texts: the prose of that, by what it is kept by.
    """
    known = {wish.id: wish for wish in records.wishes}
    wishes = [wish for wish in records.wishes if item == (wish.beneficiary.person if kind == PERSON else wish.id)]
    if kind == PERSON:
        stories = [story for story in records.stories if item in people_of(story, known)]
    else:
        wishes = wishes if kind == WISH else []
        stories = [story for story in records.stories if item == story.id or (kind == WISH and item in story.wishes)]
    keys = {key for wish in wishes for key in _keys_of_wish(wish)} | {
        key for story in stories for key in _keys_of_story(story)
    }
    names = {public_names.bare(wish.beneficiary.name) for wish in wishes if _is_telling(wish.beneficiary)}
    found = [*_named(names, records, public), *_linked(keys, records, texts)]
    return tuple(warning("P459", at) for at in dict.fromkeys(found))


def _is_telling(who: r.BeneficiaryRecord) -> bool:
    return not who.crowd and (public_names.is_marked(who.name) or len(public_names.bare(who.name)) >= _SHORTEST)


def _keys_of_wish(wish: r.WishRecord) -> tuple[str, ...]:
    return refer.to_wish(wish.id), refer.to_address(addresses.wish(wish.id))


def _keys_of_story(story: r.StoryRecord) -> tuple[str, ...]:
    address = refer.to_address(addresses.story(story.id, story.date))
    return refer.to_story(story.id), refer.to_file(story.at.path), address


def _named(names: set[str], records: r.Records, public: Public) -> Iterator[Location]:
    """Passages of what is shown in which one of the names stands."""
    for passage in _shown_passages(records, public) if names else ():
        for name in sorted(names):
            if name in passage.text:
                yield passage.locate(passage.text.index(name))


def _shown_passages(records: r.Records, public: Public) -> Iterator[passages.Passage]:
    wishes, stories = {wish.id for wish in public.wishes}, {story.id for story in public.stories}
    for wish in records.wishes:
        if wish.id in wishes:
            yield from passages.of_wish(wish)
    for story in records.stories:
        if story.id in stories:
            yield from passages.of_tags(story)
            yield from passages.of_story(story)
    for page in records.pages:
        yield from passages.of_body(page)


def _linked(keys: set[str], records: r.Records, texts: Iterable[tuple[str, Prose]]) -> Iterator[Location]:
    """Links to what is gone whose own words stay, and references without words, which leave a gap in a sentence."""
    files = {refer.to_story(story.id): story.at.path for story in records.stories}
    files |= {refer.to_page(page.id): page.at.path for page in records.pages}
    for key, prose in texts:
        told = (*prose.references, *(link for link in prose.links if link.words))
        if key in files:
            yield from (Location(files[key], link.line, link.column) for link in told if link.key in keys)
