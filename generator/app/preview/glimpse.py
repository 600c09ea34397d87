"""The page at which an author is looking, made before the site is.

A save that changes the text of a story and nothing above it makes, as a rule, one page another. That page is made at
once from what the last build knew, and stands in front of the old one until the next build has made it with all the
rest. It is a glimpse: made only where there is no doubt of any kind, scanned for leaks as every page is, shown by a
preview and written nowhere.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.app.building.prepared import Planned, Prepared
from generator.app.building.rendering import renderer_of
from generator.app.building.saying import leaks_beside
from generator.app.building.session import Session
from generator.base import digest
from generator.base.digest import Part
from generator.link.privacy.guard import Guard
from generator.link.prose import markup
from generator.link.prose.values import Prose
from generator.link.scanning.scanner import Scanner
from generator.link.site import Site
from generator.model.entities import Body
from generator.plan.outputs import Output
from generator.plan.pages import retold
from generator.read import encoding, frontmatter, source
from generator.read.source import Source


class _Glimpse(NamedTuple):
    """A page as it will be, the file of its text, and when that was read, in seconds of ``time.monotonic``."""

    page: bytes
    origin: str
    read: float


class Glimpses:
    """Pages that stand in front of those of the last build."""

    def __init__(self, root: Path, session: Session, *, clock: Callable[[], dt.datetime] | None = None) -> None:
        """Makes nothing yet.

        Args:
            root: the site's folder.
            session: of the preview; knows the site that is shown.
            clock: tells the time, aware; without one it stands still.
        """
        self._root = root
        self._session = session
        self._clock = clock
        self._made: dict[str, _Glimpse] = {}
        self._scanner: tuple[Guard, Scanner] | None = None
        # A text is saved while a build ends.
        self._lock = threading.Lock()

    @property
    def pages(self) -> dict[str, bytes]:
        """The pages, by the path of their output."""
        return {path: glimpse.page for path, glimpse in self._made.items()}

    def take(self, path: str) -> bool:
        """Makes the page of a text that was saved, if no more than that can have changed.

        Args:
            path: of the file, relative to the site.

        Returns:
            Whether another page is to be shown now. Of a text that is again what the site has, it is the site's.
        """
        with self._lock:
            return self._take(path)

    def drop(self) -> None:
        """Forgets all pages."""
        with self._lock:
            self._made = {}

    def settle(self, begun: float) -> None:
        """Forgets all pages after a build that began then, in seconds of ``time.monotonic``.

        Those whose texts were read later, which it may not have seen, are made anew from what it knows.
        """
        with self._lock:
            late = [glimpse.origin for glimpse in self._made.values() if glimpse.read > begun]
            self._made = {}
            for origin in late:
                self._take(origin)

    def _take(self, path: str) -> bool:
        read, shown = time.monotonic(), self._session.shown
        if shown is None or shown.planned is None:
            return False
        known = next((item for item in shown.sources.markdown if item.path == path), None)
        fresh = source.reread(self._root, known) if known else None
        page_of = _page_of(path, shown.planned)
        if not (known and fresh and page_of and self._may_be_shown(shown, shown.planned.site, page_of)):
            return False
        address = page_of.path
        others = {other: glimpse for other, glimpse in self._made.items() if other != address}
        if fresh.digest == known.digest:
            was_there, self._made = address in self._made, others
            return was_there
        page = self._page(shown, shown.planned, page_of, own_text=_text_of(known, fresh, page_of))
        if page is not None:
            self._made = {**others, address: _Glimpse(page, path, read)}
        return page is not None

    def _may_be_shown(self, shown: Prepared, site: Site, page: Output) -> bool:
        """Whether nothing changed of what lets a page be shown: time, settings, lists, the wishes it tells of."""
        due = shown.public.changes_at
        if self._clock and due and self._clock() >= due:
            return False
        story = site.stories[page.own["story"].id] if "story" in page.own else None
        wishes = (site.wishes[wish].origin for wish in story.wishes) if story else ()
        known = {item.path: item.digest for item in shown.sources.yaml}
        for path in {*source.LISTS, *wishes}:
            content = source.content_of(self._root, path)
            if known.get(path) != (None if content is None else digest.of_bytes(content)):
                return False
        return True

    def _page(
        self, shown: Prepared, planned: Planned, before: Output, *, own_text: tuple[str, Part[Prose]] | None
    ) -> bytes | None:
        """The page with another text; ``None`` where a build might not let it pass."""
        if own_text is None or planned.faults_of_text is None:
            return None
        text, prose = own_text
        output = retold(before, prose, planned.site)
        if output is None or _leads_nowhere(prose.value, planned):
            return None
        if any(problem.is_error for problem in planned.faults_of_text(before.origin, text)):
            return None
        if any(leaks_beside(shown.guard, {output.path: output})):
            return None
        page = renderer_of(str(self._root), shown.sources.templates, shown.language).render(output)
        return page if isinstance(page, bytes) and not self._scanner_of(shown).scan(output.path, page) else None

    def _scanner_of(self, shown: Prepared) -> Scanner:
        """A scanner under the guard of the site; to make one takes longer than to scan a page."""
        if self._scanner is None or self._scanner[0] != shown.guard:
            self._scanner = shown.guard, Scanner(shown.guard, shown.contacts)
        return self._scanner[1]


def _page_of(path: str, planned: Planned) -> Output | None:
    """The page that tells the text of a file, which may have a share picture and former addresses besides."""
    of_file = (output for output in planned.outputs.values() if output.origin == path)
    return next((output for output in of_file if "prose" in output.parts), None)


def _leads_nowhere(prose: Prose, planned: Planned) -> bool:
    """Whether a link leads to an address at which nothing stands, which a build would not let pass."""
    addressed = (link.id for link in prose.links if link.kind == "address" and link.id not in planned.outputs)
    return any(not planned.site.is_withheld(address) for address in addressed)


def _text_of(known: Source, fresh: Source, planned: Output) -> tuple[str, Part[Prose]] | None:
    """The text of a file and its prose, where that alone changed and nothing is wrong with it; else ``None``."""
    parts = []
    for item in (known, fresh):
        text, faults = encoding.decode(item.content, item.path)
        split, more = frontmatter.split(text, item.path)
        if faults or more or split is None:
            return None
        parts.append(split)
    before, after = parts
    if (before.header, before.body_line) != (after.header, after.body_line):
        return None
    title = planned.own["story"].title if "story" in planned.own else ""
    prose, problems = markup.to_prose(Body(text=after.body, path=fresh.path, line=after.body_line, title=title))
    if any(problem.is_error for problem in problems):
        return None
    # No other text has this digest, and nobody keeps it.
    return after.body, Part(prose, digest.of_bytes(fresh.path.encode(), fresh.digest))
