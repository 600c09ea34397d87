"""The site to the list of outputs. Adding a page to the site is one function here or beside, and one template."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.base.nearest import Suggestions
from generator.base.problems import Location, Problem, error, warning
from generator.link.site import Site
from generator.model import refer
from generator.plan import feeds, hubs, opendata, pages, progress, redirects, sitemap
from generator.plan.assets import Assets
from generator.plan.cards import Cards
from generator.plan.frame import Frame
from generator.plan.images import Gallery
from generator.plan.listings import Listings
from generator.plan.outputs import Output, Plan
from generator.plan.search.kept import IndexMemory
from generator.plan.search.page import search
from generator.plan.sharecards import ShareCards

# How the address of another site begins where its author left out the protocol.
_HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|cn|org|net|gov|edu)(?![\w.-])", re.IGNORECASE)


def plan_site(
    site: Site, assets: Mapping[str, bytes], index: IndexMemory | None = None, *, promised: Collection[str] = ()
) -> tuple[dict[str, Output], tuple[Problem, ...]]:
    """Every output of the site.

    Args:
        site: linked.
        assets: bytes by name, below ``templates/assets/``.
        index: what the last build knew of the search index; without, all of it is made anew where it is asked for.
        promised: addresses at which stories were published once.

    Returns:
        Outputs by path, in the order in which new files may appear: a page after what it shows and leads to, listings
        and the front page last. And collisions (L303), links that lead nowhere (L306), names that share cards cannot
        show (L307).
    """
    plan = Plan()
    published = Assets(assets, plan)
    gallery = Gallery(site.media, plan)
    shares = ShareCards(site, gallery, plan)
    cards = Cards(site, gallery, shares)
    frame = Frame(site, published, card=shares.site)
    made: tuple[Iterable[Output], ...] = (
        pages.wishes(site, cards, frame),
        pages.standing(site, cards, frame),
        pages.stories(site, cards, frame),
        redirects.redirects(site, frame, promised),
        Listings(site, cards, frame).every(),
        hubs.wall(site, cards, frame),
        hubs.granters(cards, frame),
        hubs.places(site, cards, frame),
        hubs.recommended(site, cards, frame),
        opendata.wishes(site, frame),
        progress.progress(site, cards, frame, published),
        search(site, frame, published, index),
        hubs.not_found(frame, published),
        hubs.front(site, cards, frame),
        feeds.every(site, cards, frame),
        sitemap.robots(frame),
        sitemap.sitemap(site, frame, plan),
    )
    for outputs in made:
        for output in outputs:
            plan.add(output)
    return plan.outputs, (*plan.problems, *shares.problems, *_lost_links(site, plan))


def _lost_links(site: Site, plan: Plan) -> Iterator[Problem]:
    """Links in texts to addresses of this site at which nothing stands (L306).

    A warning only, where what stood there may have been withheld: it must go, whatever leads to it.
    """
    origins = {refer.to_story(story.id): story.origin for story in site.stories.values()}
    origins |= {refer.to_page(item.id): item.origin for item in site.pages}
    suggested = Suggestions(plan.outputs)
    for key, prose in site.prose.items():
        for link in prose.value.links:
            if link.kind == "address" and link.id not in plan.outputs and not site.is_withheld(link.id):
                place = Location(origins[key], link.line, link.column)
                close, elsewhere = suggested(link.id), link.id if _HOST.match(link.id) else ""
                report = warning if site.may_have_gone(link.id) else error
                yield report("L306", place, address=link.id, nearest=close, site=elsewhere)
