"""What frames every page: the chrome, the way down from the front page, the words of the furniture."""

from __future__ import annotations

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.model.catalogue import Translator, translator
from generator.plan.assets import Assets
from generator.plan.outputs import Parts
from generator.plan.paginate import Slice
from generator.plan.views.frame import Chrome
from generator.plan.views.values import Link, Picture


class Frame:
    """The frame of a site's pages.

    Attributes:
        t: the words of the furniture in the site's language, by their Chinese.
    """

    def __init__(self, site: Site, assets: Assets, *, card: Picture | None = None) -> None:
        settings = site.settings
        menu = sorted((page for page in site.pages if page.menu), key=lambda page: (page.menu, page.id))
        self.base_url = settings.base_url
        self.t: Translator = translator(settings.language)
        self.home = Link(addresses.FRONT, self.t("首页"))
        self.chrome = Part(
            Chrome(
                title=settings.title,
                organization=settings.organization,
                description=settings.description,
                language=settings.language,
                base_url=settings.base_url,
                claim=settings.claim,
                channels=tuple(Link(addresses.channel(item.id), item.name) for item in site.channels.values()),
                menu=tuple(Link(addresses.standing(page.id), page.title) for page in menu),
                footer=settings.footer,
                style=assets.address("site.css"),
                print_style=assets.address("print.css"),
                script=assets.address("site.js"),
                icon=assets.address("icon.svg"),
                card=card,
                preview=settings.preview,
            )
        )
        self._crumbs: dict[tuple[Link, ...], Part[tuple[Link, ...]]] = {}

    def crumbs(self, *below: Link) -> Part[tuple[Link, ...]]:
        """The way down from the front page, without the page itself."""
        if below not in self._crumbs:
            self._crumbs[below] = Part((self.home, *below))
        return self._crumbs[below]

    def url(self, address: str) -> str:
        """The full address of a page, or empty where the site has no base URL."""
        return addresses.as_url(self.base_url, address) if self.base_url else ""

    def channel_feed(self, channel: str) -> str:
        """The address of a channel's feed, or empty where there are no feeds."""
        return addresses.channel_feed(channel) if self.base_url else ""

    def paging(self, address: str, part: Slice[str]) -> Parts:
        """Number and neighbours of a page of a listing, as parts."""

        def link(number: int | None) -> Part[Link | None]:
            if number is None:
                return Part(None)
            if number == 0:
                return Part(Link(address, self.t("最新一页")))
            return Part(Link(addresses.page_of(address, number), self.t("往期第 {n} 页", n=number)))

        return {"number": Part(part.number), "newer": link(part.newer), "older": link(part.older)}


def path_of(address: str, part: Slice[str]) -> str:
    """The address of a page of a listing."""
    return addresses.page_of(address, part.number) if part.number else address
