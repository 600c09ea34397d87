"""What stands where a commit is going to work: everything foreign is seen, and refused, before anything is touched."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.base.problems import UsageError


def parents(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first, without the output itself."""
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def folders_of(paths: Iterable[str]) -> list[str]:
    """The folders of these paths, sorted, so that each comes after the one that holds it."""
    folders: set[str] = set()
    for path in paths:
        for folder in parents(path):
            if folder in folders:
                break
            folders.add(folder)
    return sorted(folders)


def refuse_foreign(output: Path, *, targets: Collection[str], ours: Collection[str], obsolete: Collection[str]) -> None:
    """Refuses a commit that would overwrite or follow what is not ours. Only looks.

    Args:
        output: the folder; it may be missing.
        targets: paths that are going to be written.
        ours: paths that we wrote, or may have written.
        obsolete: those of them that are going to be removed.

    Raises:
        UsageError: U807, with the path of a foreign file or folder where one of ours has to be, or U808, of a link in
            place of a folder.
    """
    real = {""} if output.is_dir() else set()
    for folder in folders_of((*targets, *obsolete)):
        if folder.rpartition("/")[0] in real and _is_folder(output, folder, ours=ours):
            real.add(folder)
    for path in targets:
        if path.rpartition("/")[0] in real:
            _refuse_target(output, path, ours=ours, obsolete=obsolete)


def _is_folder(output: Path, folder: str, *, ours: Collection[str]) -> bool:
    mode = _mode(output / folder)
    if mode is None:
        return False
    if stat.S_ISLNK(mode):
        raise UsageError("U808", path=output / folder)
    if not stat.S_ISDIR(mode) and folder not in ours:
        raise UsageError("U807", path=output / folder)
    return stat.S_ISDIR(mode)


def _refuse_target(output: Path, path: str, *, ours: Collection[str], obsolete: Collection[str]) -> None:
    mode = _mode(f"{output}/{path}")
    if mode is None:
        return
    if stat.S_ISDIR(mode):
        if not _holds_only(output, path, obsolete):
            raise UsageError("U807", path=output / path)
    elif path not in ours:
        raise UsageError("U807", path=output / path)


def _holds_only(output: Path, folder: str, obsolete: Collection[str]) -> bool:
    """Whether a folder falls away once the obsolete files in it are removed."""
    if not any(path.startswith(folder + "/") for path in obsolete):
        return False
    for place, _, names in os.walk(output / folder):
        prefix = Path(place).relative_to(output).as_posix()
        if any(f"{prefix}/{name}" not in obsolete for name in names):
            return False
    return True


def _mode(path: str | Path) -> int | None:
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
