"""What a process keeps from one build of a site to the next: its cache, and in a preview what it read."""

from __future__ import annotations

from pathlib import Path

from generator.app.version import code_version
from generator.read.source import Earlier
from generator.write.cache import FOLDER, Store


class Session:
    """One build of a site, or many.

    Attributes:
        store: the site's cache.
        earlier: the sources of the last build, and when it looked; only where builds are repeated.
    """

    def __init__(self, root: Path, *, repeats: bool = False) -> None:
        self.repeats = repeats
        self.store = Store(root / FOLDER, version=code_version(), hold=repeats)
        self.earlier: Earlier | None = None
