"""What every page has."""

from __future__ import annotations

from typing import Any, Self

import msgspec

from generator.model import addresses
from generator.model.settings import Footer
from generator.plan.views import linked
from generator.plan.views.linked import Thing
from generator.plan.views.values import Link, Picture, Value


class Chrome(Value, frozen=True, array_like=True, gc=False):
    """What stands on every page, and changes only with the settings, the channels or the standing pages.

    Attributes:
        channels: the header's menu; ``menu`` is the footer's.
        style, print_style, script, icon: addresses of the fingerprinted assets.
        preview: whether drafts or stories whose time has not come are shown: nobody is to find such a site.
        card: the share picture of pages that have none of their own; none without base URL.
    """

    title: str
    organization: str
    description: str
    language: str
    base_url: str
    claim: str
    channels: tuple[Link, ...]
    menu: tuple[Link, ...]
    footer: Footer
    style: str
    print_style: str
    script: str
    icon: str
    card: Picture | None = None
    preview: bool = False


class View(Value, frozen=True, array_like=True, gc=False, kw_only=True):
    """What every page's template has.

    Attributes:
        chrome: see ``Chrome``.
        path: the page's own address.
        root: leads back to the root of the site: ``""``, ``"../"`` ...; on 404.html the base URL, if there is one.
        heading: the page's ``h1`` as text, also used in ``<title>``.
        description: for search engines; may be empty.
        crumbs: from the front page down, without the page itself.
        share: the share picture of this page, where it has one of its own.
        linked: what the page says of itself to machines, as JSON-LD.
    """

    chrome: Chrome
    path: str
    root: str
    heading: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    share: Picture | None = None
    linked: tuple[Thing, ...] = ()

    @classmethod
    def of(cls, path: str, values: dict[str, Any]) -> Self:
        """A view whose fields are the values of its parts."""
        view = cls(path=path, root=addresses.root_of(path), **values)
        if not view.chrome.base_url:
            return view
        return msgspec.structs.replace(view, linked=(*view._breadcrumb(), *view.things()))

    def things(self) -> tuple[Thing, ...]:
        """What the page is about, as JSON-LD; asked only where the site has a base URL."""
        return ()

    def _breadcrumb(self) -> tuple[Thing, ...]:
        if not self.crumbs:
            return ()
        return (linked.breadcrumb(self.chrome.base_url, self.crumbs, Link(self.path, self.heading)),)
