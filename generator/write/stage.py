"""The stage: new files wait here, whole, until the commit renames them into the output.

It stands beside the output (``.output.wishlight-stage``), so that no visitor or deployment meets it; inside, when the
folder around the output is on another disk or closed to us. What a killed run left on its stage is thrown away: it may
have been withheld since.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.problems import UsageError
from generator.write import disk, manifest
from generator.write.claim import Claimed
from generator.write.stamps import Stamp, stamp_of

INSIDE = ".wishlight-stage"
_PROBE = ".wishlight-probe"

# Nobody else looks at what was not released yet.
_PRIVATE = 0o700

# What a rename from one disk or mount to another says.
_ELSEWHERE = {errno.EXDEV, errno.EINVAL, errno.ENOTSUP}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Staged:
    """A file on the stage: its place, its digest, and the stamp that it keeps when it is renamed."""

    place: str
    digest: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Stage:
    """An output's stage, and what the output held when it was opened.

    Attributes:
        output: the output folder, which need not exist yet.
        folder: where the staged files are.
        committed: digest by path, from the manifest.
        unsettled: paths of a killed commit's journal.
        intact: paths that are known to stand as the manifest says; only these may be kept.
        staged: by path, in the order in which they came.
    """

    output: Claimed
    folder: str
    committed: Mapping[str, str]
    unsettled: frozenset[str]
    intact: Collection[str]
    staged: dict[str, Staged] = field(default_factory=dict)

    def put(self, path: str, content: bytes) -> str:
        """Stages a file, unless the very same stands in the output.

        Args:
            path: of the output; each is staged once.
            content: all of it.

        Returns:
            The digest of the content, for the manifest.

        Raises:
            MachineError: the disk is full, or refuses.
            ValueError: the path is no output's, or was staged before.
        """
        if not manifest.is_path(path) or path in self.staged:
            raise ValueError(path)
        digest = manifest.digest_of(content)
        if self.committed.get(path) == digest and path in self.intact:
            return digest
        place = f"{self.folder}/{len(self.staged)}"
        with disk.at(self.output / path):
            status = disk.write(place, content)
        self.staged[path] = Staged(place, digest, stamp_of(status))
        return digest

    def read(self, path: str) -> bytes:
        """The bytes of an output as it will be: staged, or standing.

        Raises:
            MachineError: it cannot be read.
        """
        staged = self.staged.get(path)
        with disk.at(self.output / path):
            return Path(staged.place).read_bytes() if staged else (self.output / path).read_bytes()


def places_of(output: Path) -> tuple[Path, Path]:
    """Where the stage of an output may be: beside it, inside it."""
    return output.parent / f".{output.name}.wishlight-stage", output / INSIDE


@contextmanager
def staging(output: Claimed, *, intact: Collection[str] = frozenset()) -> Iterator[Stage]:
    """Opens the stage of an output, and clears it away in the end, whatever happened.

    Args:
        output: as claimed; hold its lock, for the stage of an earlier run is removed.
        intact: paths that ``stamps.verify`` found as we left them: what may be kept, and ``put`` does not write again.

    Raises:
        UsageError: the output's own records are damaged, or something foreign stands in the stage's place.
        MachineError: there is no place to write.
    """
    committed = manifest.load(output) or {}
    unsettled = manifest.load_journal(output)
    with disk.at(output):
        folder = _open(output)
    try:
        yield Stage(output, folder, committed, unsettled, intact)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open(output: Path) -> str:
    """Makes the stage where files can be renamed from it into the output."""
    beside, inside = places_of(output)
    for leftover in (beside, inside):
        _clear(leftover)
    output.parent.mkdir(parents=True, exist_ok=True)
    if _try_beside(beside, output):
        return os.fspath(beside)
    disk.make_folder(os.fspath(inside), mode=_PRIVATE)
    return os.fspath(inside)


def _try_beside(folder: Path, output: Path) -> bool:
    """Makes the stage beside an output; if it cannot be there, nothing is left of it."""
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        try:
            disk.make_folder(os.fspath(folder), mode=_PRIVATE)
        except OSError as failure:
            if failure.errno in _CLOSED and output.exists():
                return False
            raise
        if output.exists() and not _reaches(folder, output):
            return False
        undo.pop_all()
        return True


def _reaches(stage: Path, output: Path) -> bool:
    """Whether a rename leads from the stage into the output; tried, for two mounts of one disk look like one."""
    source, target = os.fspath(stage / _PROBE), os.fspath(output / _PROBE)
    disk.write(source, b"")
    try:
        disk.replace(source, target)
    except OSError as failure:
        if failure.errno in _ELSEWHERE:
            return False
        raise
    os.unlink(target)
    return True


def _clear(leftover: Path) -> None:
    if leftover.is_symlink() or (leftover.exists() and not leftover.is_dir()):
        raise UsageError("U807", path=leftover)
    if leftover.exists():
        shutil.rmtree(leftover)
