"""The commit: what is staged becomes the site, file by file, so that whoever looks or kills sees only whole files.

The order is the safety: the journal first, for the next run to know every file that may be ours; new pages before the
changed ones that link to them; removals last; then the manifest, and the journal goes. A commit that was killed is not
rolled forward, for what it staged may have been withheld since: the next one starts from the manifest and the journal
and ends where a clean build does.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from generator.base.problems import UsageError
from generator.model.addresses import MANIFEST
from generator.write import disk, manifest
from generator.write.ground import folders_of, parents, refuse_foreign
from generator.write.manifest import JOURNAL
from generator.write.stage import Stage
from generator.write.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did.

    Attributes:
        written: files that are new or changed.
        reused: files that were left as they stood.
        removed: paths that are no more, sorted: the addresses that vanished.
        stamps: of the files written, by path; those of the others are as they were.
    """

    written: int
    reused: int
    removed: tuple[str, ...]
    stamps: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class _Moves:
    """What is going to happen, in this order.

    Attributes:
        clearing: obsolete files that stand where a folder has to be, or in a folder where a file has to be.
        writing: staged paths, the new before the changed.
        removing: the other obsolete files.
    """

    clearing: Sequence[str]
    writing: Sequence[str]
    removing: Sequence[str]


def commit(stage: Stage, files: Mapping[str, str]) -> Committed:
    """Makes an output consist of exactly these files (and of what others put there).

    Args:
        stage: holds what is new or changed.
        files: the whole site, digest by path, in the order in which new files may appear: a page before those that
            link to it. What is not staged must be intact, and have the digest that the manifest gives it.

    Raises:
        UsageError: something foreign is in the way; nothing was touched.
        MachineError: the disk refused; every file is the old one or the new one, and the next commit completes.
        ValueError: ``files`` names what is neither staged nor intact, or leaves out what is staged.
    """
    _check(stage, files)
    ours = stage.committed.keys() | stage.unsettled
    obsolete = sorted(ours - files.keys())
    if not all(manifest.is_path(path) for path in obsolete):
        raise UsageError("U809", path=stage.output / MANIFEST)
    with disk.at(stage.output):
        refuse_foreign(stage.output, targets=stage.staged.keys(), ours=ours, obsolete=frozenset(obsolete))
    gone: set[str] = set()
    if stage.staged or stage.unsettled or files != stage.committed or not (stage.output / MANIFEST).exists():
        with _undisturbed():
            gone = _perform(stage, files, _moves(stage, files, obsolete))
    return Committed(
        written=len(stage.staged),
        reused=len(files) - len(stage.staged),
        removed=tuple(path for path in obsolete if path in gone or path in stage.committed),
        stamps={path: staged.stamp for path, staged in stage.staged.items()},
    )


def _check(stage: Stage, files: Mapping[str, str]) -> None:
    """What is committed is either staged or stands; a mistake here would put a lie into the manifest."""
    for path, staged in stage.staged.items():
        if files.get(path) != staged.digest:
            raise ValueError(path)
    for path, digest in files.items():
        if path not in stage.staged and (path not in stage.intact or stage.committed.get(path) != digest):
            raise ValueError(path)


def _moves(stage: Stage, files: Mapping[str, str], obsolete: Sequence[str]) -> _Moves:
    fresh = [path for path in files if path in stage.staged and path not in stage.committed]
    changed = [path for path in files if path in stage.staged and path in stage.committed]
    folders = frozenset(folders_of(stage.staged) if obsolete else ())
    clearing = {p for p in obsolete if p in folders or any(folder in files for folder in parents(p))}
    return _Moves(sorted(clearing), fresh + changed, [path for path in obsolete if path not in clearing])


def _perform(stage: Stage, files: Mapping[str, str], moves: _Moves) -> set[str]:
    """Moves everything into its place; returns the paths that were there and were removed."""
    output = os.fspath(stage.output)
    record = _begin(stage, files)
    gone = _remove(output, moves.clearing)
    for folder in folders_of(moves.writing):
        with disk.at(f"{output}/{folder}"):
            disk.make_folder(f"{output}/{folder}")
    for path in moves.writing:
        with disk.at(f"{output}/{path}"):
            disk.replace(stage.staged[path].place, f"{output}/{path}")
    gone |= _remove(output, moves.removing)
    with disk.at(f"{output}/{MANIFEST}"):
        disk.replace(record, f"{output}/{MANIFEST}")
        os.unlink(f"{output}/{JOURNAL}")
    return gone


def _begin(stage: Stage, files: Mapping[str, str]) -> str:
    """Puts the journal into the output, and the coming manifest on the stage, whose place is returned.

    Both are on the disk before the first rename, so that a full one changes nothing.
    """
    output = os.fspath(stage.output)
    journal, record = f"{stage.folder}/journal", f"{stage.folder}/manifest"
    with disk.at(output):
        disk.write(record, manifest.dump(files), durable=True)
        disk.write(journal, manifest.dump_journal({*stage.staged, *stage.unsettled}), durable=True)
        disk.make_folder(output)
        disk.replace(journal, f"{output}/{JOURNAL}")
        disk.settle_folder(output)
    return record


def _remove(output: str, paths: Sequence[str]) -> set[str]:
    """Removes files of ours, then the folders that this left empty; returns the paths that were there."""
    gone: set[str] = set()
    for path in paths:
        with disk.at(f"{output}/{path}"):
            if disk.remove(f"{output}/{path}"):
                gone.add(path)
    for folder in reversed(folders_of(paths)):
        # Not empty, or not there: it stays as it is.
        with suppress(OSError):
            os.rmdir(f"{output}/{folder}")
    return gone


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Lets a Ctrl-C wait until the commit is done, which takes moments; a second one stops at once."""
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    pressed: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if pressed:
            signal.default_int_handler(number, frame)
        pressed.append(number)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt
