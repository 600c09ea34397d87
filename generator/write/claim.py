"""Which folder may be taken for output. Nothing is touched before this is answered.

Other generators have deleted their users' projects by a wrong ``--output``; this one takes a folder only when it is
empty (but for dot-files and ``CNAME``, which hosts put there) or bears the mark of an earlier build.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NewType

from generator.base.problems import UsageError
from generator.model.addresses import MANIFEST
from generator.write import disk
from generator.write.manifest import JOURNAL

Claimed = NewType("Claimed", Path)
"""An output folder that passed ``claim``: absolute, every link resolved; it need not exist yet."""

_SOURCES = ("content", "templates")
_OURS = (".git", ".wishlight")


def is_own(output: Path, *, site: Path) -> bool:
    """Whether a folder is the one into which a site is built unless another is named; ``output`` is resolved."""
    return output == (site / "output").resolve()


def claim(output: Path, *, site: Path) -> Claimed:
    """Takes a folder for output, or says why not. Only looks.

    Args:
        output: the folder, which need not exist.
        site: the folder of the site.

    Returns:
        The folder's real place.

    Raises:
        UsageError: U801 it is the site, or the site or its sources lie in it; U802 it lies in ``content/``,
            ``templates/``, ``.git/`` or ``.wishlight/``; U803 it is the root of a disk; U804 it is the home folder, or
            that lies in it; U805 it is not a folder; U806 it holds files that are not ours.
        MachineError: it cannot be read.
    """
    with disk.at(output):
        place = _resolve(output)
        _refuse_places(place, _resolve(site))
        _refuse_strangers(place)
    return Claimed(place)


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as failure:
        # A loop of links, before Python 3.13; since then it is met where it is opened.
        raise UsageError("U805", path=path) from failure


def _refuse_places(place: Path, site: Path) -> None:
    if place == Path(place.anchor):
        raise UsageError("U803", path=place)
    for name in (*_SOURCES, *_OURS):
        if _lies_in(place, _resolve(site / name)):
            raise UsageError("U802", path=place, folder=name)
    for folder in (site, *(_resolve(site / name) for name in _SOURCES)):
        if _lies_in(folder, place):
            raise UsageError("U801", path=place, site=site)
    home = _home()
    if home is not None and _lies_in(home, place):
        raise UsageError("U804", path=place)


def _refuse_strangers(place: Path) -> None:
    try:
        names = sorted(os.listdir(place))
    except FileNotFoundError:
        return
    except OSError as failure:
        if failure.errno in {errno.ENOTDIR, errno.ELOOP}:
            raise UsageError("U805", path=place) from failure
        raise
    if any(name in {MANIFEST, JOURNAL} for name in names):
        return
    strangers = [name for name in names if not name.startswith(".") and name != "CNAME"]
    if strangers:
        raise UsageError("U806", path=place, example=strangers[0], count=len(strangers))


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        # An account without a home folder.
        return None


def _lies_in(inner: Path, outer: Path) -> bool:
    """Whether a folder is another or lies in it, also by another spelling or mount of the same folder."""
    if inner.is_relative_to(outer):
        return True
    identity = _identity(outer)
    return identity is not None and any(_identity(step) == identity for step in (inner, *inner.parents))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
