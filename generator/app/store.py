"""Where a site's cache is."""

from __future__ import annotations

from pathlib import Path

from generator.app.version import code_version
from generator.write.cache import FOLDER, Store


def store_of(root: Path, *, hold: bool = False) -> Store:
    """The cache of a site; one that holds is for a process that builds it again and again."""
    return Store(root / FOLDER, version=code_version(), hold=hold)
