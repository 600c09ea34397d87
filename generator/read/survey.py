"""The walk over a site's sources: what is there, told by a look at each file; none is opened.

A file whose trace is as it was holds what it held, unless it was written in the very moment of the last look. Such a
one is read again: file systems count time in steps of up to two seconds (FAT).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.base import digest

CONTENT = "content"
TEMPLATES = "templates"
PROMISES = f"{CONTENT}/addresses.txt"
"""Where the addresses are noted that were published; see ``promises``."""

PROGRAM = "program"
"""Stands in front of the paths of the templates that come with the program."""

_PRIVATE = f"{CONTENT}/private/"

_STEP = 2_000_000_000
"""Nanoseconds in which a file may change without its times telling."""

_LITTER = ("~$", ".", "#")
_LITTER_ENDS = ("~", ".bak", ".crdownload", ".part", ".swo", ".swp", ".swx", ".tmp", "thumbs.db", "desktop.ini")
# Vim makes a file of this name, and removes it, to see whether it may write in a folder.
_LITTER_NAME = "4913"


def is_private(path: str) -> bool:
    """Whether a file, by its path relative to the site, is one of the register: its words are never repeated."""
    return path.startswith(_PRIVATE) or path == _PRIVATE.rstrip("/")


def is_litter(name: str) -> bool:
    """Whether a name is one of those that editors and systems leave while they work."""
    return name.startswith(_LITTER) or name.lower().endswith(_LITTER_ENDS) or name == _LITTER_NAME


class Trace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the disk says of a file.

    Attributes:
        mtime_ns, ctime_ns: nanoseconds since 1970; the second cannot be set by hand.
        size: bytes.
        inode: 0 on Windows, whose walks do not tell it.
        mode: with the kind of the file in it.
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int
    mode: int

    @property
    def is_regular(self) -> bool:
        """Whether it is a file as such: no link, pipe, socket or device."""
        return stat.S_ISREG(self.mode)


class Seen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as a run found it.

    Attributes:
        digest: of its bytes; empty where they did not matter.
        width, height, form: of a picture, as in ``source.MediaSource``.
    """

    trace: Trace
    digest: bytes
    width: int = 0
    height: int = 0
    form: str = ""


def files(base: Path, folder: str) -> Iterator[tuple[str, Trace]]:
    """Every file below a folder, sorted by path; the litter of editors left out, links not followed.

    Args:
        base: what the paths are relative to.
        folder: below it.

    Raises:
        OSError: a folder cannot be read.
    """
    pending, found = [folder], []
    while pending:
        current = pending.pop()
        with os.scandir(base / current) as entries:
            for entry in entries:
                name = entry.name
                if is_litter(name):
                    continue
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    pending.append(f"{current}/{name}")
                else:
                    found.append((f"{current}/{name}", trace_of(status)))
    yield from sorted(found)


def trace_of(status: os.stat_result) -> Trace:
    """The trace of a file by its status."""
    inode = status.st_ino if os.name == "posix" else 0
    return Trace(status.st_mtime_ns, status.st_ctime_ns, status.st_size, inode, status.st_mode)


def is_as_seen(root: Path, program_templates: Path, seen: Mapping[bytes, Seen], *, begun_ns: int) -> bool:
    """Whether a site's sources are those that an earlier run found.

    Args:
        root: the site's folder.
        program_templates: the templates that come with the program.
        seen: every file of that run, by the key of its path.
        begun_ns: when that run began to look, in nanoseconds since 1970.
    """
    found = 0
    places = ((root, CONTENT, ""), (root, TEMPLATES, ""), (program_templates.parent, program_templates.name, PROGRAM))
    for base, folder, prefix in places:
        if not (base / folder).is_dir():
            continue
        for path, trace in files(base, folder):
            known = seen.get(key_of(path, folder, prefix))
            if known is None or known.trace != trace:
                return False
            if (
                is_young(trace, begun_ns)
                and known.digest
                and digest.of_bytes((base / path).read_bytes()) != known.digest
            ):
                return False
            found += 1
    return found == len(seen)


def is_young(trace: Trace, begun_ns: int) -> bool:
    """Whether a file may have been written after a look at it that began then, without its trace telling."""
    return max(trace.mtime_ns, trace.ctime_ns) >= begun_ns - _STEP


def key_of(path: str, folder: str, prefix: str) -> bytes:
    """The key under which a file is known to later runs: its name may be somebody's, and is not for a cache to keep.

    Args:
        path: with the folder in front.
        folder: that was walked.
        prefix: ``PROGRAM`` for the templates that come with the program, wherever these are; else empty.
    """
    return digest.of_bytes(
        prefix.encode(), (path.removeprefix(folder) if prefix else path).encode("utf-8", "surrogateescape")
    )
