"""Ids to addresses. An address is relative to the site and is the output's path as well; only this module makes either.

Addresses are plain lower-case ASCII files, so that they mean the same on every server, every disk and by double click.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

FRONT = "index.html"
LATEST = "latest.html"
RECOMMENDED = "recommended.html"
ARCHIVE = "archive.html"
WALL = "wall.html"
GRANTERS = "granters.html"
PLACES = "places.html"
PROGRESS = "progress.html"
NOT_FOUND = "404.html"
SEARCH = "search.html"
FEED = "feed.xml"
RSS = "rss.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
OPEN_DATA = "wishes.json"
ROBOTS = "robots.txt"
SITE_CARD = "cards/site/site.jpg"
"""The share picture of the site; below a folder, where no story and no channel can be called the same."""
MANIFEST = ".wishlight.json"

# Names that Windows keeps for devices are no files there, whatever follows the dot.
_DEVICE = "(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])"
_STEP = rf"(?!{_DEVICE}(?:[./]|$))[a-z0-9_-]+(?:\.[a-z0-9_-]+)*"
_ALIAS = re.compile(rf"{_STEP}(?:/{_STEP})*")
_LONGEST_ALIAS = 200

ID = re.compile(rf"(?!{_DEVICE}(?![a-z0-9-]))[a-z0-9](?:[a-z0-9-]{{0,78}}[a-z0-9])?(?![a-z0-9-])")
"""At most 80 characters: with what stands round it, a name that every system can have."""
_STORY = re.compile(rf"stories/[0-9]{{4}}/({ID.pattern})\.html")
_PLAIN_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]*")


def story(story_id: str, date: dt.datetime) -> str:
    """The page of a story, filed under the year of its publication."""
    return f"stories/{date.year:04d}/{story_id}.html"


def id_of_story(address: str) -> str:
    """The id of the story whose page may stand at an address; empty where no story's can."""
    match = _STORY.fullmatch(address)
    return match[1] if match else ""


def wish(wish_id: str) -> str:
    """The page of a wish."""
    return f"wishes/{wish_id}.html"


def channel(channel_id: str) -> str:
    """The listing of a channel."""
    return f"channels/{channel_id}.html"


def channel_feed(channel_id: str) -> str:
    """The Atom feed of a channel, beside its listing."""
    return f"channels/{channel_id}.xml"


def place(place_id: str) -> str:
    """The listing of a place."""
    return f"places/{place_id}.html"


def granter(granter_id: str) -> str:
    """The listing of a granter."""
    return f"granters/{granter_id}.html"


def category(category_id: str) -> str:
    """The listing of a kind of wish."""
    return f"categories/{category_id}.html"


def tag(slug: str) -> str:
    """The listing of a tag, by its slug."""
    return f"tags/{slug}.html"


def year(number: int) -> str:
    """The archive of a year."""
    return f"archive/{number:04d}.html"


def month(year_number: int, number: int) -> str:
    """The archive of a month, 1 to 12."""
    return f"archive/{year_number:04d}-{number:02d}.html"


def wall(status: str) -> str:
    """The wishes of one status."""
    return f"wall/{status}.html"


def may_be_alias(path: str) -> bool:
    """Whether a path can be an old address: plain steps below the root, none hidden, ending in ``.html``."""
    return len(path) <= _LONGEST_ALIAS and path.endswith(".html") and _ALIAS.fullmatch(path) is not None


def standing(page_id: str) -> str:
    """A standing page."""
    return f"{page_id}.html"


def media(name: str, extension: str) -> str:
    """A published picture; its name is a digest and says nothing."""
    return f"media/{name}.{extension}"


def story_card(story_id: str) -> str:
    """The share picture of a story that has a lead photo."""
    return f"cards/{story_id}.jpg"


def channel_card(channel_id: str) -> str:
    """The share picture of a channel."""
    return f"cards/channels/{channel_id}.jpg"


def asset(name: str, fingerprint: str) -> str:
    """An asset with its fingerprint: ``site.css`` becomes ``assets/site.1a2b3c4d5e.css``."""
    stem, dot, extension = name.rpartition(".")
    return f"assets/{stem}.{fingerprint}{dot}{extension}" if dot else f"assets/{name}.{fingerprint}"


def search_shard(segment: str, number: int) -> str:
    """A shard of the search index, counted from 0; segments are ``a`` and ``r``."""
    return f"search/{segment}-{number:03x}.js"


def search_text(segment: str, number: int) -> str:
    """A block of the texts of the search index, counted from 0."""
    return f"search/text-{segment}-{number:03x}.js"


def page_of(listing: str, number: int) -> str:
    """An older page of a listing; numbers count from 1, the oldest."""
    return f"{listing.removesuffix('.html')}/page-{number}.html"


def sitemap_part(number: int) -> str:
    """A part of a sitemap that is too large for one file; numbers count from 1."""
    return f"sitemap-{number}.xml"


def root_of(path: str) -> str:
    """What leads from the folder of an output back to the root of the site: ``""``, ``"../"``, ``"../../"``."""
    return "../" * path.count("/")


def tag_slug(name: str, chosen: Mapping[str, str]) -> str:
    """The slug of a tag.

    Args:
        name: the tag as written.
        chosen: names by slug, from the site's settings.

    Returns:
        The slug chosen in the settings, else the tag where it is plain ASCII and could be an id, else ``t-`` and 8
        hex digits of the SHA-256 of the tag.
    """
    for slug, tag_name in chosen.items():
        if tag_name == name:
            return slug
    plain = re.sub(r"[ _-]+", "-", name.lower()).strip("-") if _PLAIN_TAG.fullmatch(name) else ""
    if ID.fullmatch(plain):
        return plain
    return "t-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def tag_uri(base_url: str, name: str) -> str:
    """A name for something of this site that is no address (RFC 4151): ``tag:news.example.org,2026:/wishes/stories/x``.

    The year only says that the host was the site's by then; it is part of every name for ever, whatever year it is.
    """
    parts = urlsplit(base_url)
    return f"tag:{parts.hostname or ''},2026:{parts.path}{name}"


def as_url(base_url: str, address: str) -> str:
    """The full address; ``index.html`` is written out, as it is wherever it is linked."""
    return base_url + address
