"""Pages that lead on: the front page, the wall, the roll of honour, the tree of places, recommended reading, 404."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.model.entities import WishStatus
from generator.plan.assets import Assets
from generator.plan.cards import Cards
from generator.plan.frame import Frame, path_of
from generator.plan.outputs import Output, Page, Parts, page
from generator.plan.paginate import paginate
from generator.plan.views.hubs import (
    ChannelRow,
    FrontView,
    GrantersView,
    NotFoundView,
    PlaceNode,
    PlacesView,
    RecommendedView,
    WallRow,
    WallView,
)
from generator.plan.views.listings import WallListingView
from generator.plan.views.values import Link

NEWEST, FEATURED, CHANNEL_STORIES, HONOURS = 6, 4, 3, 6
"""How many of each the front page shows."""
WINDOWS, WALL_WINDOWS = 12, 24
"""Windows on the front page, and of each status on the wall."""
WALL_NAMES = {
    WishStatus.COLLECTED: "等待点亮",
    WishStatus.CLAIMED: "已有人认领",
    WishStatus.FULFILLED: "已经点亮",
}


def front(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """The front page: the lead is the newest featured story, or the newest."""
    newest = list(reversed(site.listed))
    featured = [story for story in newest if site.stories[story].featured]
    lead = (featured or newest or [""])[0]
    others = [story for story in newest if story != lead]
    chosen = [story for story in featured[1:] if story not in others[:NEWEST]][:FEATURED]
    # Each story stands once.
    shown = {lead, *others[:NEWEST], *chosen}
    rows = []
    for channel in site.channels.values():
        unshown = [story for story in reversed(site.by_channel.get(channel.id, ())) if story not in shown]
        stories = tuple(cards.story[story].value for story in unshown[:CHANNEL_STORIES])
        rows.append(ChannelRow(cards.channel_link(channel.id), channel.description, stories))
    parts: Parts = {
        "chrome": frame.chrome,
        "heading": Part(site.settings.title),
        "description": Part(site.settings.description),
        "lead": cards.lead(lead) if lead else Part(None),
        "newest": cards.stories(others[:NEWEST]),
        "featured": cards.stories(chosen),
        "counts": Part(cards.counts()),
        "windows": cards.wishes(_windows(cards)),
        "waiting": Part(len(cards.by_status[WishStatus.COLLECTED])),
        "granters": tuple(Part(row) for row in cards.honours if row.fulfilled)[:HONOURS],
        "channels": tuple(Part(row) for row in rows),
    }
    yield page(addresses.FRONT, Page("front.html", FrontView.of), parts)


def _windows(cards: Cards) -> list[str]:
    """Wishes for the front page: what waits first (longest first), then claimed, then the newest lit ones.

    Each state has its share, so that a long queue does not hide that wishes do come true.
    """
    waiting, claimed, lit = (cards.by_status[status] for status in WishStatus)
    share = WINDOWS // 3
    chosen = [*waiting[:share], *claimed[-share:][::-1]]
    chosen += lit[-(WINDOWS - len(chosen)) :][::-1]
    spare = [wish for wish in (*waiting[share:], *claimed[::-1][share:]) if wish not in chosen]
    order = {wish: number for number, wish in enumerate((*waiting, *claimed[::-1], *lit[::-1]))}
    return sorted([*chosen, *spare[: WINDOWS - len(chosen)]], key=order.__getitem__)


def wall(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """The wall and the wishes of each status."""
    heading = frame.t("心愿墙")
    rows = []
    for status, ids in cards.by_status.items():
        link = Link(addresses.wall(status), frame.t(WALL_NAMES[status]))
        newest = tuple(cards.wish[wish].value for wish in ids[: -WALL_WINDOWS - 1 : -1])
        rows.append(WallRow(status, link, len(ids), newest))
    yield page(
        addresses.WALL,
        Page("wall.html", WallView.of),
        {
            "chrome": frame.chrome,
            "crumbs": frame.crumbs(),
            "heading": Part(heading),
            "rows": tuple(Part(row) for row in rows),
            "counts": Part(cards.counts()),
        },
    )
    for row in rows:
        yield from _wall_listing(site, cards, frame, row)


def _wall_listing(site: Site, cards: Cards, frame: Frame, row: WallRow) -> Iterator[Output]:
    crumbs = (Link(addresses.WALL, frame.t("心愿墙")),)
    address, ids = row.link.address, cards.by_status[row.status]
    for part in paginate(ids, site.settings.per_page):
        parts: Parts = {
            "chrome": frame.chrome,
            "heading": Part(row.link.label),
            "status": Part(row.status),
            "count": Part(0 if part.number else row.count),
            "crumbs": frame.crumbs(*crumbs, row.link) if part.number else frame.crumbs(*crumbs),
            **frame.paging(address, part),
            "wishes": cards.wishes(part.items),
        }
        yield page(path_of(address, part), Page("wall_listing.html", WallListingView.of), parts)


def granters(cards: Cards, frame: Frame) -> Iterator[Output]:
    """The roll of honour."""
    rows = tuple(Part(row) for row in cards.honours)
    parts = _hub(frame, frame.t("爱心榜")) | {"rows": rows}
    yield page(addresses.GRANTERS, Page("granters.html", GrantersView.of), parts)


def places(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """The tree of places."""

    def node(place: str) -> PlaceNode:
        return PlaceNode(
            link=cards.place_link(place),
            contact=site.places[place].contact,
            stories=len(site.by_place.get(place, ())),
            wishes=len(site.wishes_by_place.get(place, ())),
            children=tuple(node(child) for child in site.children.get(place, ())),
        )

    parts = _hub(frame, frame.t("社区地图")) | {"tree": tuple(Part(node(top)) for top in site.children.get("", ()))}
    yield page(addresses.PLACES, Page("places.html", PlacesView.of), parts)


def recommended(site: Site, cards: Cards, frame: Frame) -> Iterator[Output]:
    """The recommended reading of the whole site."""
    parts = _hub(frame, frame.t("推荐阅读")) | {"stories": cards.stories(site.varied)}
    yield page(addresses.RECOMMENDED, Page("recommended.html", RecommendedView.of), parts)


def not_found(frame: Frame, assets: Assets) -> Iterator[Output]:
    """404.html: shown at any depth, so its style is inside and its links are absolute where that is possible."""
    parts = _hub(frame, frame.t("没有找到这一页")) | {"style_text": Part(assets.text("site.css"))}
    yield page(addresses.NOT_FOUND, Page("not_found.html", not_found_view), parts)


def not_found_view(path: str, values: dict[str, Any]) -> NotFoundView:
    """The view of 404.html."""
    base_url = values["chrome"].base_url
    return NotFoundView(path=path, root=base_url, **values)


def _hub(frame: Frame, heading: str) -> Parts:
    return {"chrome": frame.chrome, "crumbs": frame.crumbs(), "heading": Part(heading)}
