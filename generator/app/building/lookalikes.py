"""Pictures of the site that look like one that may not be shown: the same, from another phone or messenger (P470).

That a picture with the same bytes is withheld too, the gate sees to. Of others it cannot know, for it opens none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.app.building.prepared import Prepared
from generator.base.problems import Location, Problem, warning
from generator.link.site import Site
from generator.plan.outputs import Rendition
from generator.read import source
from generator.read.survey import CONTENT
from generator.render.thumbnails import alike, thumbnail

_SAME_SHAPE = 0.03
"""By how much of itself the width to the height of a copy may be another."""


def of_withheld(prepared: Prepared, root: Path) -> Iterator[Problem]:
    """A warning for each picture that the site shows and that looks like one that is withheld.

    Args:
        prepared: the site.
        root: its folder; nothing is read unless something is withheld.
    """
    hidden = {f"{CONTENT}/{path}" for path in prepared.public.withheld_media}
    sizes = {item.path: item.width / item.height for item in prepared.sources.media if item.width and item.height}
    shapes = [sizes[path] for path in hidden if path in sizes]
    if not prepared.planned or not shapes:
        return
    shown = {output.recipe.source for output in prepared.outputs.values() if isinstance(output.recipe, Rendition)}
    # To open a picture takes a hundredth of a second, and most are of another shape.
    cleared = {f"{CONTENT}/{item.text.removeprefix(f'{CONTENT}/')}" for item in prepared.guard.cleared}
    similar = {
        path for path in shown - hidden - cleared if any(_is_near(sizes.get(path, 0), shape) for shape in shapes)
    }
    for path, other in alike(_thumbnails(root, hidden & sizes.keys()), _thumbnails(root, similar)):
        inside = path.removeprefix(f"{CONTENT}/")
        yield warning(
            "P470", Location(path, 1, 1), other=other, user=_user_of(inside, prepared.planned.site), picture=inside
        )


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SHAPE * other


def _thumbnails(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: thumbnail(source.read_bytes(root, path)) for path in sorted(paths)}


def _user_of(picture: str, site: Site) -> str:
    """The file of the first story or wish that shows a picture; empty for another page."""
    in_texts = {key for (key, _), path in site.images.items() if path == picture}
    for story in site.stories.values():
        if f"story:{story.id}" in in_texts or (story.cover and story.cover.src == picture):
            return story.origin
    shown = (wish.origin for wish in site.wishes.values() if any(photo.src == picture for photo in wish.photos))
    return next(shown, "")
