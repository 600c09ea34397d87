"""What a process keeps from one build of a site to the next: its cache, and in a preview what it read."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.app.outcome import Report
from generator.app.version import code_version
from generator.read.source import Earlier
from generator.write.cache import FOLDER, Store

if TYPE_CHECKING:
    from generator.app.building.prepared import Prepared


class Session:
    """One build of a site, or many.

    Attributes:
        repeats: whether builds are repeated.
        store: the site's cache.
        earlier: the sources of the last build, and when it looked; where builds are not repeated, what it saw of them.
        shown: the site of the last build that was committed; likewise.
        good: those of the last build in which nothing was wrong; likewise.
        instead: what to take for the content of files; see ``source.replaced``.
    """

    def __init__(self, root: Path, *, repeats: bool = False) -> None:
        self.repeats = repeats
        self.store = Store(root / FOLDER, version=code_version(), hold=repeats)
        self.earlier: Earlier | None = None
        self.shown: Prepared | None = None
        self.good: dict[str, bytes] = {}
        self.instead: Mapping[str, bytes | None] = {}

    @staticmethod
    def tidy() -> None:
        """Throws away what a build left behind in circles, which hold files open; a build itself never stops for it."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def remember(self, report: Report, scanned: Earlier) -> None:
        """Keeps what was read for the next build, where there will be one."""
        if self.repeats:
            self.earlier = scanned
            if not report.failed(strict=False):
                self.good = {item.path: item.content for item in scanned.sources.texts}
