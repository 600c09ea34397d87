"""Addresses that stories had before: each leads on to the story, on any static server and by double click."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.site import Site
from generator.model import addresses
from generator.plan.frame import Frame
from generator.plan.outputs import Output, Page, Parts, page
from generator.plan.views.redirects import RedirectView
from generator.plan.views.values import Link

TEMPLATE = "redirect.html"


def redirects(site: Site, frame: Frame) -> Iterator[Output]:
    """A page at each alias of a story that is shown; what is withheld has none, and nor has a preview."""
    heading = frame.t("这一页换了地址")
    for story in site.stories.values():
        if story.preview:
            continue
        parts: Parts = {"chrome": frame.chrome}
        own = {"heading": heading, "target": Link(addresses.story(story.id, story.date), story.title)}
        for alias in story.aliases:
            yield page(alias, Page(TEMPLATE, RedirectView.of), parts, own=own, origin=story.origin)
