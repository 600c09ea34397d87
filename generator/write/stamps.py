"""Whether the files of an output are as we left them, told by a walk that reads none of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec


class Stamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the disk says of a file that we wrote.

    Attributes:
        mtime_ns: nanoseconds since 1970.
        size: bytes.
        inode: 0 on Windows, whose walks do not tell it.
    """

    mtime_ns: int
    size: int
    inode: int


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file by its status."""
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino if os.name == "posix" else 0)


def verify(output: Path, stamps: Mapping[str, Stamp]) -> set[str]:
    """The files that stand as we left them.

    A file that a commit wrote after its stamp was taken has another inode or time, so after a killed commit this tells
    what may still be relied on as well.

    Args:
        output: the folder.
        stamps: by path, as ``commit`` returned them.

    Returns:
        Paths out of ``stamps``; what is missing from them was removed, altered, or lies behind a link.
    """
    wanted = _folders(stamps)
    intact: set[str] = set()
    pending = [("", os.fspath(output))] if wanted else []
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    stamp = stamps.get(path)
                    if stamp is not None:
                        if stamp == stamp_of(entry.stat(follow_symlinks=False)):
                            intact.add(path)
                    elif path in wanted and entry.is_dir(follow_symlinks=False):
                        pending.append((path + "/", entry.path))
        except OSError:
            # Gone or closed to us: what lies there counts as missing, and the commit says what is wrong.
            continue
    return intact


def _folders(paths: Mapping[str, Stamp]) -> set[str]:
    """Every folder on the way to a path, the output itself (``""``) included."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
