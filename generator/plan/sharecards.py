"""Share pictures: what chats and other sites show beside a link to a page of ours.

A story's is its lead photo; a story without one, and every listing of a channel, has the channel's card; any other page
has the site's. Cards are drawn once per channel and never per story. A share picture needs a full address, so a site
without base URL has none.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from generator.base import digest
from generator.base.problems import Location, Problem, warning
from generator.link.site import Site
from generator.model import addresses
from generator.model.entities import Story
from generator.plan.images import SHARE_HEIGHT, SHARE_WIDTH, Gallery
from generator.plan.outputs import Output, Plan, ShareCard
from generator.plan.views.values import Picture

CARD_RECIPE = b"Noto Serif SC Bold 2.003 subset, town at dusk, 1"
"""How they are drawn, and their font; to be changed when ``render/sharecards.py`` would make other bytes."""
_LATIN = (range(0x20, 0x7F), range(0xC0, 0x100))
_MARKS = "—–·…‧•×°㎡￥「」『』〇"
# Rows of GB/T 2312: marks, full-width ASCII, Chinese characters.
_ROWS = (1, 3, *range(16, 88))
_SITE, _CHANNELS = "content/site.yaml", "content/channels.yaml"


class ShareCards:
    """Hands out share pictures and plans each when a page first has it.

    Attributes:
        site: of the site itself; ``None`` without base URL.
        problems: names that cannot be set (L307); they are left out of the cards.
    """

    def __init__(self, site: Site, gallery: Gallery, plan: Plan) -> None:
        self._settings = site.settings
        self._channels = site.channels
        self._gallery = gallery
        self._plan = plan
        self._made: dict[str, Picture] = {}
        self.problems: tuple[Problem, ...] = ()
        self.site: Picture | None = None
        if self._settings.base_url:
            self.problems = tuple(self._unset())
            self.site = self._card(addresses.SITE_CARD, "")

    def story(self, story: Story) -> Picture | None:
        """A story's: its lead photo, else the card of its channel; ``None`` without base URL."""
        if not self._settings.base_url:
            return None
        path = addresses.story_card(story.id)
        photo = self._gallery.cropped(story.cover, path, origin=story.origin) if story.cover else None
        return photo or self.channel(story.channel)

    def channel(self, channel: str) -> Picture | None:
        """The card of a channel."""
        if not self._settings.base_url:
            return None
        return self._card(addresses.channel_card(channel), self._channels[channel].name)

    def _card(self, path: str, heading: str) -> Picture:
        if path not in self._made:
            title, organization = self._settings.title, self._settings.organization
            recipe = ShareCard(*(text if can_be_set(text) else "" for text in (heading, title, organization)))
            key = digest.of_bytes(CARD_RECIPE, digest.of_value(recipe))
            self._plan.add(Output(path, recipe, {}, key, _CHANNELS if heading else _SITE))
            alt = " - ".join(text for text in (heading, title) if text)
            self._made[path] = Picture(path, SHARE_WIDTH, SHARE_HEIGHT, alt=alt)
        return self._made[path]

    def _unset(self) -> Iterator[Problem]:
        texts = [
            (Location(_SITE, pointer=("title",)), self._settings.title),
            (Location(_SITE, pointer=("organization",)), self._settings.organization),
        ]
        names = enumerate(channel.name for channel in self._channels.values())
        texts += [(Location(_CHANNELS, pointer=(number, "name")), name) for number, name in names]
        for place, text in texts:
            if not can_be_set(text):
                missing = "".join(dict.fromkeys(character for character in text if character not in _set()))
                yield warning("L307", place, text=text, missing=missing)


def can_be_set(text: str) -> bool:
    """Whether the font of the cards has every character of a text."""
    return _set().issuperset(text)


@functools.cache
def _set() -> frozenset[str]:
    """The characters in the font of the cards; see the README beside it."""
    cells = [bytes((0xA0 + row, 0xA0 + cell)) for row in _ROWS for cell in range(1, 95)]
    chinese = "".join(cell.decode("gb2312", errors="ignore") for cell in cells)
    latin = "".join(chr(code) for block in _LATIN for code in block)
    return frozenset(latin + _MARKS + chinese)
