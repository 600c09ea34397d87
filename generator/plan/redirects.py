"""Addresses that stories had before: each leads on to the story, on any static server and by double click.

An author names some (``aliases``), others were noted when they were published; a story moves when its year changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.link.site import Site
from generator.model import addresses
from generator.plan.frame import Frame
from generator.plan.outputs import REDIRECT, Output, Page, Parts, page
from generator.plan.views.redirects import RedirectView
from generator.plan.views.values import Link


def redirects(site: Site, frame: Frame, promised: Collection[str] = ()) -> Iterator[Output]:
    """A page at each former address of a story that is shown; what is withheld has none, and nor has a preview.

    Args:
        site: linked.
        frame: of its pages.
        promised: addresses at which stories were published once.
    """
    heading = frame.t("这一页换了地址")
    moved: dict[str, list[str]] = {}
    for address in sorted(promised):
        moved.setdefault(addresses.id_of_story(address), []).append(address)
    for story in site.stories.values():
        if story.preview:
            continue
        here = addresses.story(story.id, story.date)
        former = dict.fromkeys((*story.aliases, *moved.get(story.id, ())))
        parts: Parts = {"chrome": frame.chrome}
        own = {"heading": heading, "target": Link(here, story.title)}
        for alias in former:
            if alias == here and alias not in story.aliases:
                continue
            yield page(alias, Page(REDIRECT, RedirectView.of), parts, own=own, origin=story.origin)
