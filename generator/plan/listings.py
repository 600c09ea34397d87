"""Listings of stories: the newest, by channel, tag, place, granter, kind of wish, year and month; and the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from generator.base.digest import Part
from generator.link.site import Site
from generator.model import addresses
from generator.plan import counting
from generator.plan.cards import Cards
from generator.plan.frame import Frame, path_of
from generator.plan.outputs import Output, Page, Parts, page
from generator.plan.paginate import paginate
from generator.plan.views.listings import ArchiveView, ListingView, YearRow
from generator.plan.views.values import Fact, Link, Picture

GRANTER_KINDS = {
    "government": "机关单位",
    "party-branch": "党支部",
    "company": "企业",
    "nonprofit": "社会组织",
    "volunteers": "志愿服务队",
    "school": "学校",
    "medical": "医疗机构",
    "individual": "个人",
}


class _Subject(msgspec.Struct, frozen=True, gc=False):
    """What a listing is about: where it stands, its kind and name, and what to say of it."""

    address: str
    kind: str
    name: str
    about: str = ""
    facts: tuple[Fact, ...] = ()
    crumbs: tuple[Link, ...] = ()
    share: Picture | None = None
    feed: str = ""


class Listings:
    """Plans listings; each method yields a listing and its older pages."""

    def __init__(self, site: Site, cards: Cards, frame: Frame) -> None:
        self.site = site
        self.cards = cards
        self.frame = frame
        self.t = frame.t

    def every(self) -> Iterator[Output]:
        """All listings of the site."""
        yield from self._listing(_Subject(addresses.LATEST, "latest", self.t("全部故事")), self.site.listed)
        yield from self._channels()
        yield from self._tags()
        yield from self._places()
        yield from self._granters()
        yield from self._categories()
        yield from self._archive()

    def _channels(self) -> Iterator[Output]:
        for item in self.site.channels.values():
            share, feed = self.cards.shares.channel(item.id), self.frame.channel_feed(item.id)
            address = addresses.channel(item.id)
            stories = self.site.by_channel.get(item.id, ())
            facts = (self._count(self.t("本栏目"), stories),)
            subject = _Subject(address, "channel", item.name, item.description, facts, share=share, feed=feed)
            yield from self._listing(subject, stories)

    def _tags(self) -> Iterator[Output]:
        for slug, stories in self.site.by_tag.items():
            facts = (self._count(self.t("这个标签"), stories),)
            yield from self._listing(_Subject(addresses.tag(slug), "tag", self.site.tags[slug], facts=facts), stories)

    def _places(self) -> Iterator[Output]:
        crumb = Link(addresses.PLACES, self.t("社区地图"))
        for place in self.site.places.values():
            above = [self.cards.place_link(item) for item in reversed(self.site.lineage(place.id)[1:])]
            below = tuple(self.cards.place_link(item) for item in self.site.children.get(place.id, ()))
            facts = (
                *self._wish_facts(self.site.wishes_by_place.get(place.id, ())),
                Fact(self.t("下辖"), links=below),
                Fact(self.t("联系电话"), place.contact),
            )
            subject = _Subject(addresses.place(place.id), "place", place.name, facts=facts, crumbs=(crumb, *above))
            yield from self._listing(subject, self.site.by_place.get(place.id, ()))

    def _granters(self) -> Iterator[Output]:
        crumb = Link(addresses.GRANTERS, self.t("爱心榜"))
        claimed: dict[str, list[str]] = defaultdict(list)
        for wish in self.site.wishes.values():
            for by in wish.granters:
                claimed[by].append(wish.id)
        for granter in self.site.granters.values():
            facts = (
                Fact(self.t("类别"), self.t(GRANTER_KINDS[granter.kind])),
                # Units do not collect wishes: of the three numbers, theirs are the last two.
                *self._wish_facts(claimed[granter.id])[1:],
                Fact(self.t("网站"), links=(Link(granter.url, granter.url),) if granter.url else ()),
            )
            subject = _Subject(addresses.granter(granter.id), "granter", granter.name, facts=facts, crumbs=(crumb,))
            yield from self._listing(subject, self.site.by_granter.get(granter.id, ()))

    def _categories(self) -> Iterator[Output]:
        wishes: dict[str, list[str]] = defaultdict(list)
        for wish in self.site.wishes.values():
            wishes[wish.category].append(wish.id)
        for key, name in self.site.settings.categories:
            subject = _Subject(addresses.category(key), "category", name, facts=self._wish_facts(wishes[key]))
            yield from self._listing(subject, self.site.by_category.get(key, ()))

    def _archive(self) -> Iterator[Output]:
        years: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for story in self.site.listed:
            date = self.site.stories[story].date
            years[date.year][date.month].append(story)
        crumb = Link(addresses.ARCHIVE, self.t("往期"))
        rows = []
        for year, months in sorted(years.items(), reverse=True):
            here = Link(addresses.year(year), self.t("{year}年", year=year))
            stories = [story for month in sorted(months) for story in months[month]]
            yield from self._listing(_Subject(here.address, "year", here.label, crumbs=(crumb,)), stories)
            named = []
            for month, items in sorted(months.items(), reverse=True):
                name = self.t("{year}年{month}月", year=year, month=month)
                subject = _Subject(addresses.month(year, month), "month", name, crumbs=(crumb, here))
                yield from self._listing(subject, items)
                named.append((Link(subject.address, self.t("{month}月", month=month)), len(items)))
            rows.append(YearRow(here, len(stories), tuple(named)))
        parts: Parts = {
            "chrome": self.frame.chrome,
            "crumbs": self.frame.crumbs(),
            "heading": Part(self.t("往期")),
            "years": tuple(Part(row) for row in rows),
        }
        yield page(addresses.ARCHIVE, Page("archive.html", ArchiveView.of), parts)

    def _count(self, kind: str, stories: Sequence[str]) -> Fact:
        """What kind of thing a listing is about, and how many stories are in it."""
        return Fact(kind, self.t("{n} 篇", n=len(stories)))

    def _wish_facts(self, wishes: Sequence[str]) -> tuple[Fact, ...]:
        """The numbers of some wishes: ever collected, claimed, fulfilled."""
        numbers = counting.counts(self.site.wishes[wish] for wish in wishes)
        return (
            Fact(self.t("征集心愿"), str(numbers.collected)),
            Fact(self.t("认领心愿"), str(numbers.claimed)),
            Fact(self.t("点亮心愿"), str(numbers.fulfilled)),
        )

    def _listing(self, subject: _Subject, stories: Sequence[str]) -> Iterator[Output]:
        shared: Parts = {
            "chrome": self.frame.chrome,
            "heading": Part(subject.name),
            "kind": Part(subject.kind),
            "description": Part(subject.about),
            "about": Part(subject.about),
            "share": Part(subject.share),
            "feed": Part(subject.feed),
        }
        facts = Part(tuple(fact for fact in subject.facts if fact.text or fact.links))
        here = Link(subject.address, subject.name)
        for part in paginate(stories, self.site.settings.per_page):
            parts: Parts = {
                **shared,
                # An older page keeps its content for ever, so it does not show numbers that grow.
                "facts": Part(()) if part.number else facts,
                "crumbs": self.frame.crumbs(*subject.crumbs, here)
                if part.number
                else self.frame.crumbs(*subject.crumbs),
                **self.frame.paging(subject.address, part),
                "stories": self.cards.stories(part.items),
            }
            yield page(path_of(subject.address, part), Page("listing.html", ListingView.of), parts)
