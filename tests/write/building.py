"""A build without pages: what the tests of this floor commit, and how they look at what came out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from generator.model.addresses import MANIFEST
from generator.write.claim import claim
from generator.write.commit import Committed, commit
from generator.write.manifest import digest_of
from generator.write.stage import staging
from generator.write.stamps import Stamp, verify

Site = Mapping[str, bytes]
Stamps = Mapping[str, Stamp]


def site_of(**pages: str) -> Site:
    """Pages by name; ``__`` stands for a slash and ``_`` for the dot: ``stories__a_html="…"``."""
    return {name.replace("__", "/").replace("_", "."): text.encode() for name, text in pages.items()}


def publish(output: Path, site: Site, stamps: Stamps | None = None) -> tuple[Committed, Stamps]:
    """Commits a site as a build does: stages what does not stand as it was left, keeps the rest."""
    home = output.parent / "no-such-site"
    before = stamps or {}
    with staging(claim(output, site=home), intact=verify(output, before)) as stage:
        files = {path: stage.put(path, content) for path, content in site.items()}
        done = commit(stage, files)
    return done, {path: done.stamps.get(path) or before[path] for path in site}


def tree(output: Path) -> dict[str, bytes]:
    """Every file below a folder, and every folder that is empty, by relative path; links as their target."""
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(output):
        here = Path(place)
        if not folders and not names and here != output:
            found[here.relative_to(output).as_posix() + "/"] = b""
        for name in names + [name for name in folders if (here / name).is_symlink()]:
            path = here / name
            key = path.relative_to(output).as_posix()
            found[key] = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
    return found


def pages(output: Path) -> dict[str, bytes]:
    """The tree without the manifest."""
    return {path: content for path, content in tree(output).items() if path != MANIFEST}


def digests(site: Site) -> dict[str, str]:
    """What the manifest says of a site."""
    return {path: digest_of(content) for path, content in site.items()}
