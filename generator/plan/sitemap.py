"""The sitemap and robots.txt: what crawlers may read, and what there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.plan.frame import Frame
from generator.plan.outputs import REDIRECT, Output, Page, Plan, page
from generator.plan.views.frame import Chrome, View
from generator.plan.views.machines import SitemapEntry, SitemapIndexView, SitemapView

MOST_ENTRIES, MOST_BYTES = 50_000, 10_000_000
"""What one file may hold: the protocol's addresses (sitemaps.org), and the bytes of Sogou and 头条."""
# Of an entry besides its address, and of what stands round all of them: at most.
_ENTRY_BYTES, _FRAME_BYTES = 80, 300
# Templates whose pages say that they are not to be indexed.
_NOT_INDEXED = frozenset({"not_found.html", REDIRECT})
_PART = Page("sitemap.xml", SitemapView.of)
_INDEX = Page("sitemap_index.xml", SitemapIndexView.of)


def sitemap(site: Site, frame: Frame, plan: Plan) -> Iterator[Output]:
    """sitemap.xml with every page planned so far that may be indexed; an index of several files where it must be.

    Needs a base URL. Of a preview, nothing may be indexed.
    """
    if not site.settings.base_url or frame.chrome.value.preview:
        return
    changed, hidden = _changes(site), _hidden(site)
    entries = [
        SitemapEntry(frame.url(path), changed.get(path))
        for path, output in sorted(plan.outputs.items())
        if isinstance(output.recipe, Page) and path.endswith(".html") and path not in hidden
        if output.recipe.template not in _NOT_INDEXED
    ]
    yield from in_files(entries, frame.chrome)


def in_files(entries: Iterable[SitemapEntry], chrome: Part[Chrome], *, most: int = MOST_ENTRIES) -> Iterator[Output]:
    """One sitemap of the entries, or an index of several.

    Args:
        entries: in the order in which they are to stand.
        chrome: of the site.
        most: entries of a file.
    """
    parts: dict[str, Any] = {"chrome": chrome, "heading": Part("")}
    first, *others = split(entries, most=most)
    if not others:
        yield page(addresses.SITEMAP, _PART, {**parts, "entries": Part(first)})
        return
    numbered = {addresses.sitemap_part(number): file for number, file in enumerate((first, *others), 1)}
    for path, file in numbered.items():
        yield page(path, _PART, {**parts, "entries": Part(file)})
    urls = Part(tuple(addresses.as_url(chrome.value.base_url, path) for path in numbered))
    yield page(addresses.SITEMAP, _INDEX, {**parts, "urls": urls})


def split(
    entries: Iterable[SitemapEntry], *, most: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES
) -> Iterator[tuple[SitemapEntry, ...]]:
    """The entries in order, in as few files as the limits allow; at least one, which may be empty.

    Args:
        entries: in any order.
        most: entries of a file.
        most_bytes: of a file as it is written.
    """
    file: list[SitemapEntry] = []
    size = _FRAME_BYTES
    for entry in entries:
        more = len(escape(entry.url).encode()) + _ENTRY_BYTES
        if file and (len(file) == most or size + more > most_bytes):
            yield tuple(file)
            file, size = [], _FRAME_BYTES
        file.append(entry)
        size += more
    yield tuple(file)


def robots(frame: Frame) -> Iterator[Output]:
    """robots.txt: everything may be read, of a preview nothing; says where the sitemap is."""
    yield page(addresses.ROBOTS, Page("robots.txt", View.of), {"chrome": frame.chrome, "heading": Part("")})


def _changes(site: Site) -> dict[str, dt.date]:
    """The day on which a story or wish last changed, by address."""
    days = {
        addresses.story(story.id, story.date): (story.modified or story.date).date() for story in site.stories.values()
    }
    return days | {addresses.wish(wish.id): wish.since for wish in site.wishes.values()}


def _hidden(site: Site) -> set[str]:
    """Pages that say themselves that they are not to be indexed: tombstones."""
    stories = site.stories.values()
    return {addresses.story(story.id, story.date) for story in stories if story.retracted}
