"""Writes for Hugo the site that a folder of ours holds: the same stories, wishes and listings at the same addresses.

What both make: story pages with head, wish cards, previous and next, related stories and pictures in two widths and two
formats; wish pages with wishes like them; listings of 20 by date, month, channel, tag, place, granter and kind of wish;
the wall; the numbers; feeds with whole texts, one for each channel as well; sitemap, ``wishes.json``, share pictures.
The templates, in ``hugo/``, are as fast as their author could make them: what repeats is made once (``partialCached``),
wishes come from one data file, neighbours come from sections.

What Hugo does not do here, to its advantage: search, the gate and the leak scan, the check of links (references become
addresses while this is written), phrases in headlines, QR codes, drawn share cards (a picture is copied), plots.
Its related stories come from tags and places alone; ours read the text as well. What differs otherwise: Hugo fills the
first page of a listing and not the others, so there is mostly one page more; the list of all stories is
``latest/index.html``; the site is at the root of its host, for below a folder Hugo's relative links lead astray; bold
that ends in a Chinese mark stays unread. Hugo keeps nothing from one build to the next but pictures.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.link.privacy import gate
from generator.model import addresses
from generator.model.entities import Photo, Public, Story, Wish
from generator.model.settings import SiteSettings
from tests.benchmarks.reading import NOON, ROOT, read

_TEMPLATES = Path(__file__).parent / "hugo"
_ASSETS = ("icon.svg", "print.css", "site.css", "site.js")
_REFERENCE = re.compile(r"\[\[(?P<kind>story|wish):(?P<id>[a-z0-9-]+)(?:\|(?P<words>[^\]]+))?\]\]")
_WALL = {"collected": "等待点亮", "claimed": "已有人认领", "fulfilled": "已经点亮"}
# Listings that have no page of their own on our side, and those that have one.
_UNSEEN = ("stories", "wishes", "channels", "tags", "categories")
_SEEN = {"wall": "心愿墙", "archive": "往期", "places": "社区地图", "granters": "爱心榜"}


def write_hugo_site(site: Path, folder: Path) -> None:
    """Writes the Hugo site of what a synthetic site publishes at the benchmark's "now".

    Args:
        site: a site's folder, without problems.
        folder: becomes Hugo's source; it must not exist.

    Raises:
        ValueError: the site has problems.
    """
    records, settings = read(site)
    public, _, _ = gate.publish(records, settings, now=NOON)
    shutil.copytree(_TEMPLATES, folder)
    _write(folder / "hugo.yaml", "\n".join(_settings(public, settings)), append=True)
    for name in _ASSETS:
        shutil.copy(ROOT / "templates/assets" / name, _made(folder / "assets" / name))
    shutil.copytree(site / "content/media", folder / "assets/media")
    picture = min((site / "content/media").iterdir())
    for card in ("site/site", *(f"channels/{channel.id}" for channel in public.channels)):
        shutil.copy(picture, _made(folder / f"static/cards/{card}.jpg"))
    _write(folder / "data/ledger.json", json.dumps(_ledger(public), ensure_ascii=False))
    for path, text in (*_listings(public, settings), *_pages(public), *_Stories(public, settings).files()):
        _write(folder / "content" / path, text)


def story_file(story: Path) -> str:
    """Where a story of ours stands in the Hugo site, by its file."""
    return f"content/stories/{story.stem[:4]}/{story.stem}.md"


def _settings(public: Public, settings: SiteSettings) -> Iterator[str]:
    yield ""
    yield f"title: {_flow(settings.title)}"
    host = urlsplit(settings.base_url or "").netloc
    yield f"baseURL: https://{host}/"
    parameters = {
        "description": settings.description,
        "organization": settings.organization,
        "host": host,
        "imprint": settings.footer.host,
        "claim": settings.claim,
        "channels": [{"id": channel.id, "name": channel.name} for channel in public.channels],
        "menu": [{"id": page.id, "title": page.title} for page in sorted(public.pages, key=lambda page: page.menu)],
    }
    yield f"params: {_flow(parameters)}"
    yield ""


def _ledger(public: Public) -> dict[str, Any]:
    """The public wishes, as the content adapter takes them."""
    names = {place.id: place.name for place in public.places}
    told: dict[str, list[str]] = defaultdict(list)
    for story in public.stories:
        for wish in story.wishes if not story.retracted else ():
            told[wish].append(f"/stories/{story.date:%Y}/{story.id}")
    above = _lineage(public)
    wishes = [_wish(wish, names[wish.place], told[wish.id], above[wish.place][1:]) for wish in public.wishes]
    return {"kinds": sorted({wish.category for wish in public.wishes}), "wishes": wishes}


def _wish(wish: Wish, place: str, stories: Sequence[str], above: Sequence[str]) -> dict[str, Any]:
    return {
        "id": wish.id,
        "title": wish.title,
        "wish": wish.wish,
        "category": wish.category,
        "place": wish.place,
        "place_name": place,
        "above": list(above),
        "name": wish.name,
        "count": wish.count,
        "status": wish.status.value,
        "granters": list(wish.granters),
        "collected": str(wish.collected),
        "claimed": str(wish.claimed or ""),
        "fulfilled": str(wish.fulfilled or ""),
        "since": str(wish.since),
        "outcome": wish.outcome,
        "stories": list(stories),
    }


def _lineage(public: Public) -> dict[str, list[str]]:
    """Each place with all above it, itself first."""
    parents = {place.id: place.parent for place in public.places}
    found: dict[str, list[str]] = {}
    for place in parents:
        line = [place]
        while above := parents[line[-1]]:
            line.append(above)
        found[place] = line
    return found


def _listings(public: Public, settings: SiteSettings) -> Iterator[tuple[str, str]]:
    """Names of listings; a place, granter or channel without a story has its page too."""
    unseen = {"build": {"render": "never", "list": "never"}}
    for name in _UNSEEN:
        yield f"{name}/_index.md", _file({"title": name, **unseen})
    for name, title in _SEEN.items():
        yield f"{name}/_index.md", _file({"title": title, "url": f"/{name}.html"})
    # Hugo cannot give the address of a file to a section that has pages of its own.
    yield "latest/_index.md", _file({"title": "全部故事"})
    named = {f"categories/{key}": name for key, name in settings.categories}
    named |= {f"wall/{key}": name for key, name in _WALL.items()}
    named |= {f"places/{place.id}": place.name for place in public.places}
    named |= {f"granters/{granter.id}": granter.name for granter in public.granters}
    listed = [story for story in public.stories if not story.retracted]
    named |= {f"tags/{_slug(tag, settings)}": tag for story in listed for tag in story.tags}
    named |= {f"archive/{story.date:%Y}": f"{story.date:%Y}年" for story in listed}
    named |= {f"archive/{story.date:%Y-%m}": f"{story.date:%Y}年{story.date.month}月" for story in listed}
    for path, title in named.items():
        yield f"{path}/_index.md", _file({"title": title})
    for channel in public.channels:
        yield f"channels/{channel.id}/_index.md", _file({"title": channel.name, "outputs": ["html", "atom"]})


def _pages(public: Public) -> Iterator[tuple[str, str]]:
    for page in public.pages:
        yield f"{page.id}.md", _file({"title": page.title}, public.bodies[f"page:{page.id}"].text)
    yield "recommended.md", _file({"title": "推荐阅读", "layout": "recommended"})
    yield "progress.md", _file({"title": "数字", "layout": "progress"})


class _Stories:
    """Writes the stories of a site as pages of Hugo."""

    def __init__(self, public: Public, settings: SiteSettings) -> None:
        self._public = public
        self._settings = settings
        self._above = _lineage(public)
        self._wishes = {wish.id: wish for wish in public.wishes}
        self._known = {f"wish:{wish.id}": (wish.title, addresses.wish(wish.id)) for wish in public.wishes}
        self._known |= {
            f"story:{story.id}": (story.title, addresses.story(story.id, story.date)) for story in public.stories
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """Path below ``content/`` and text of each."""
        for story in self._public.stories:
            body = self._public.bodies.get(f"story:{story.id}")
            text = self._text(body.text) if body else ""
            yield f"stories/{story.date:%Y}/{story.id}.md", _file(self._head(story), text)

    def _head(self, story: Story) -> dict[str, Any]:
        wishes = [self._wishes[wish] for wish in story.wishes]
        head: dict[str, Any] = {
            "title": story.title,
            "date": story.date.isoformat(),
            "kicker": story.kicker,
            "source": story.source_name,
            "authors": [name for _, name in story.authors],
            "summary": story.summary,
            "cover": _photo(story.cover) if story.cover else None,
            "featured": story.featured,
            "channels": [story.channel],
            "words": list(story.tags),
            "corrections": [{"date": str(date), "text": text} for date, text in story.corrections],
        }
        if story.retracted:
            return {**head, "retracted": str(story.retracted[0]), "build": {"list": "never"}}
        return head | {
            "tags": [_slug(tag, self._settings) for tag in story.tags],
            # A listing of a place holds the stories of the places below it; likeness goes by the places themselves.
            "places": list(dict.fromkeys(above for place in story.places for above in self._above[place])),
            "spots": list(story.places),
            "categories": sorted({wish.category for wish in wishes}),
            "granters": sorted({granter for wish in wishes for granter in wish.granters}),
            "archive": [f"{story.date:%Y}", f"{story.date:%Y-%m}"],
            "told": [f"{wish.category}/{wish.id}" for wish in wishes],
        }

    def _text(self, markdown: str) -> str:
        """A body as Hugo takes it: links with addresses, indents dropped, headings one level lower, as ours are."""
        linked = _REFERENCE.sub(self._link, markdown)
        return re.sub(r"^#", "##", re.sub(r"^　+", "", linked, flags=re.MULTILINE), flags=re.MULTILINE)

    def _link(self, found: re.Match[str]) -> str:
        title, address = self._known.get(f"{found['kind']}:{found['id']}", ("", ""))
        words = found["words"] or title
        # From the root of the site: so Hugo makes it relative like all others.
        return f"[{words}](/{address})" if address else words


def _photo(photo: Photo) -> dict[str, str]:
    return {"src": photo.src, "alt": photo.alt, "caption": photo.caption, "credit": photo.credit}


def _slug(tag: str, settings: SiteSettings) -> str:
    return addresses.tag_slug(tag, dict(settings.tags))


def _file(head: Mapping[str, Any], text: str = "") -> str:
    """A content file; what is empty is left out of its front matter."""
    lines = [f"{key}: {_flow(value)}" for key, value in head.items() if value]
    return "\n".join(["---", *lines, "---", text])


def _flow(value: object) -> str:
    """A value as YAML, which holds JSON."""
    return json.dumps(value, ensure_ascii=False)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _write(path: Path, text: str, *, append: bool = False) -> None:
    with _made(path).open("a" if append else "w", encoding="utf-8") as file:
        file.write(text)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hugosite", description="Writes a site for Hugo.")
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    write_hugo_site(asked.site, asked.folder)


if __name__ == "__main__":
    main()
