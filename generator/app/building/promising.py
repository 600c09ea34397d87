"""Notes the addresses at which stories are published, for a story that moves to lead on from where it was."""

from __future__ import annotations

from pathlib import Path

from generator.app.building.prepared import Planned
from generator.app.inplace import replace
from generator.base.problems import Location, MachineError, Problem, warning
from generator.model import addresses
from generator.read import promises, source
from generator.read.source import Sources
from generator.read.survey import PROMISES


def keep(root: Path, sources: Sources, planned: Planned) -> tuple[Sources, tuple[Problem, ...]]:
    """Notes what a build has published, after it was committed.

    An address whose story is shown no more is noted no more: what was withdrawn leaves no trace here either.

    Args:
        root: the site's folder.
        sources: of which the site was made.
        planned: the site that was committed.

    Returns:
        The sources as they are now; and a warning where a folder cannot be written (C646), which is no reason to fail.
    """
    stories = planned.site.stories.values()
    shown = {addresses.story(story.id, story.date) for story in stories if not story.preview}
    leading = {address for address in planned.promised if address in planned.outputs}
    wanted = shown | leading
    known, wrong = promises.read(sources.promises)
    if known == wanted and not wrong:
        return sources, ()
    content = promises.dump(wanted)
    try:
        replace(root / PROMISES, content)
    except MachineError as failure:
        return sources, (warning("C646", Location(PROMISES, 1, 1), cause=dict(failure.facts).get("cause", "?")),)
    return source.with_promises(root, sources, content), ()
