"""What pages say of themselves to machines: JSON-LD in the words of schema.org, and Baidu's 时间因子.

Whoever a story tells of is nobody here: no ``about``, no ``mentions``, no ``Person`` but those who wrote it.
All addresses are full, so none of this is made without a base URL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from generator.model import addresses
from generator.plan.views.values import Link

Thing: TypeAlias = "dict[str, Any]"
"""A JSON-LD object; whoever reads it may not change it."""

_SCHEMA_ORG = "https://schema.org"
_BAIDU = "https://ziyuan.baidu.com/contexts/cambrian.jsonld"


def breadcrumb(base_url: str, crumbs: Sequence[Link], here: Link) -> Thing:
    """The way down from the front page.

    The page ``here`` itself is in it only where the way would be one step long, which Google takes for none; without it
    all the stories of a channel say the same, and what was said before need not be scanned for leaks again.
    """
    way = crumbs if len(crumbs) > 1 else (*crumbs, here)
    items = [
        {"@type": "ListItem", "position": number, "name": link.label, "item": addresses.as_url(base_url, link.address)}
        for number, link in enumerate(way, 1)
    ]
    return _thing("BreadcrumbList", itemListElement=items)


def item_list(base_url: str, listed: Iterable[str]) -> Thing:
    """What a listing lists, by address and in its order; what each of them is, its own page says."""
    items = [
        {"@type": "ListItem", "position": number, "url": addresses.as_url(base_url, address)}
        for number, address in enumerate(listed, 1)
    ]
    return _thing("ItemList", numberOfItems=len(items), itemListElement=items)


def website(base_url: str, *, name: str, description: str, language: str, publisher: str) -> Thing:
    """The site itself, and how to search in it."""
    template = addresses.as_url(base_url, addresses.SEARCH) + "?q={search_term_string}"
    return _thing(
        "WebSite",
        name=name,
        url=addresses.as_url(base_url, addresses.FRONT),
        description=description,
        inLanguage=language,
        publisher=_organization(publisher, base_url),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        },
    )


def article(
    base_url: str, address: str, *, authors: Iterable[str], publisher: str, source: str = "", **more: Any
) -> Thing:
    """A story as a ``NewsArticle``.

    Args:
        base_url: of the site.
        address: of the story, relative to the site.
        authors: bylines; without any, the source or else the publisher is the author.
        publisher: the organization of the site.
        source: where the text was published first.
        more: further properties, in the words of schema.org; empty ones are left out.
    """
    people: list[Thing] = [{"@type": "Person", "name": name} for name in authors]
    return _thing(
        "NewsArticle",
        url=addresses.as_url(base_url, address),
        author=people or [{"@type": "Organization", "name": source or publisher}],
        publisher=_organization(publisher, base_url),
        isAccessibleForFree=True,
        **more,
    )


def time_factor(url: str, published: dt.datetime, updated: dt.datetime | None) -> Thing:
    """Baidu's 时间因子: the hour as it is at the site, without a zone."""
    dates = {"pubDate": _wall_clock(published)}
    if updated:
        dates["upDate"] = _wall_clock(updated)
    return {"@context": _BAIDU, "@id": url, **dates}


def iso(moment: dt.datetime) -> str:
    """A moment to the second, with its zone (ISO 8601)."""
    return moment.isoformat(timespec="seconds")


def _wall_clock(moment: dt.datetime) -> str:
    return iso(moment.replace(tzinfo=None))


def _thing(kind: str, **properties: Any) -> Thing:
    present = {name: value for name, value in properties.items() if value not in ("", None)}
    return {"@context": _SCHEMA_ORG, "@type": kind, **present}


def _organization(name: str, base_url: str) -> Thing:
    return {"@type": "Organization", "name": name, "url": addresses.as_url(base_url, addresses.FRONT)}
