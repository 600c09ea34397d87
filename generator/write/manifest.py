"""The records that an output keeps of itself: its manifest, and the journal of a commit that is under way.

The **manifest**, ``.wishlight.json``, lists every file of the last commit that was completed, with its digest: what may
be pruned, and what to deploy. The **journal** is there only while a commit is, or after one was killed: it lists the
paths that may have been written since the manifest. Together they know every file of ours, whatever happened.
Both are public and hold nothing but addresses of the site and digests of what stands there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import msgspec

from generator.base.digest import SIZE
from generator.base.problems import UsageError
from generator.model.addresses import MANIFEST
from generator.write import disk

JOURNAL = ".wishlight-journal.json"

_SEGMENT = r"(?!\.\.?(?:/|\Z))[a-z0-9!$%&'()+,;=@_~.-]+"
_PATH = re.compile(rf"(?!\.wishlight){_SEGMENT}(?:/{_SEGMENT})*")


class _Manifest(msgspec.Struct, frozen=True, gc=False):
    version: Literal[1]
    files: dict[str, str]


class _Journal(msgspec.Struct, frozen=True, gc=False):
    version: Literal[1]
    paths: list[str]


def digest_of(content: bytes) -> str:
    """The digest of a file: 32 hex digits of BLAKE2b, which ``b2sum --length=128`` prints as well."""
    return blake2b(content, digest_size=SIZE).hexdigest()


def is_path(path: str) -> bool:
    """Whether this can be the path of an output: relative, lower-case ASCII, inside, and none of our own records."""
    return _PATH.fullmatch(path) is not None


def load(output: Path) -> dict[str, str] | None:
    """What the last completed commit left in an output.

    Returns:
        Digest by path, or ``None`` where there is no manifest.

    Raises:
        UsageError: the manifest is damaged, or of a newer version. Without it nobody knows which files are ours, so
            nothing is guessed, nothing removed and nothing overwritten. Or it is no file at all.
        MachineError: it cannot be read.
    """
    found = _read(output / MANIFEST, _Manifest)
    return found.files if found is not None else None


def load_journal(output: Path) -> frozenset[str]:
    """The paths that a commit which never ended may have written; empty after one that did. Raises as ``load`` does."""
    found = _read(output / JOURNAL, _Journal)
    return frozenset(found.paths) if found is not None else frozenset()


def dump(files: Mapping[str, str]) -> bytes:
    """The bytes of a manifest: sorted, a line for each file, the same for the same files."""
    return _dump(_Manifest(version=1, files=dict(sorted(files.items()))))


def dump_journal(paths: Iterable[str]) -> bytes:
    """The bytes of a journal: sorted, a line for each path."""
    return _dump(_Journal(version=1, paths=sorted(paths)))


def _dump(record: msgspec.Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _read(path: Path, kind: type[Any]) -> Any:
    with disk.at(path):
        if not os.path.lexists(path):
            return None
        if path.is_symlink() or not path.is_file():
            raise UsageError("U807", path=path)
        content = path.read_bytes()
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as failure:
        raise UsageError("U809", path=path) from failure
