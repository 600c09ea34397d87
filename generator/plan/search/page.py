"""The search page and all that its script loads."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.plan.assets import Assets
from generator.plan.frame import Frame
from generator.plan.outputs import Output, Page, Parts, page
from generator.plan.search.documents import documents
from generator.plan.search.kept import BLOCK, IndexMemory
from generator.plan.search.segments import segments
from generator.plan.views.search import SearchView
from generator.plan.views.values import Link


def search(site: Site, frame: Frame, assets: Assets, index: IndexMemory | None = None) -> Iterator[Output]:
    """The index and its texts, and then the page, which is the only one that changes with them.

    Args:
        site: linked.
        frame: of all pages.
        assets: that pages load.
        index: what the last build knew of the index.
    """
    made = segments(documents(site), index)
    for segment in made:
        yield from segment.outputs()
    tags = sorted(site.by_tag.items(), key=lambda item: (-len(item[1]), item[0]))
    parts: Parts = {
        "chrome": frame.chrome,
        "crumbs": frame.crumbs(),
        "heading": Part(frame.t("搜索")),
        "style": Part(assets.address("search.css")),
        "script": Part(assets.address("search.js")),
        "segments": tuple(Part(segment.fact) for segment in made),
        "block": Part(BLOCK),
        "tags": tuple(Part((Link(addresses.tag(slug), site.tags[slug]), len(stories))) for slug, stories in tags),
    }
    yield page(addresses.SEARCH, Page("search.html", SearchView.of), parts)
