"""One build at a time: a lock that the system itself takes back from a process that died."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generator.base.problems import MachineError
from generator.write import disk

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0
"""Seconds that the second build waits."""

_PAUSE = 0.05
_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

# Windows forbids others to read a locked byte, so the lock is on one far behind the number of the process.
_FAR = 1 << 30


@contextmanager
def alone(*, site: Path, output: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keeps other builds of a site, and other builds into an output, waiting.

    Args:
        site: its folder; where nothing can be written in it there is no cache to mix up, and no lock.
        output: as claimed.
        patience: seconds to wait for each.

    Raises:
        MachineError: as ``held`` does.
    """
    with ExitStack() as locks:
        if os.access(site, os.W_OK):
            locks.enter_context(held(site / ".wishlight" / "lock", patience=patience))
        locks.enter_context(held(beside(output), patience=patience))
        yield


def beside(output: Path) -> Path:
    """The lock file of an output: beside it, or inside where the folder around it is closed to us."""
    if output.parent.is_dir() and not os.access(output.parent, os.W_OK):
        return output / ".wishlight-lock"
    return output.parent / f".{output.name}.wishlight-lock"


@contextmanager
def held(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Holds a lock; the lock file is there only meanwhile, or after a run was killed, when it means nothing.

    Args:
        path: the lock file; its folder is made.
        patience: seconds to wait for another holder.

    Raises:
        MachineError: M906 with the number of the process that still holds it; or the file cannot be made.
    """
    with disk.at(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _acquire(path, deadline=time.monotonic() + patience)
    try:
        yield
    finally:
        # While it is still locked: who waits sees that the file is no longer the one at this path, and tries anew.
        if os.name == "posix":
            with suppress(OSError):
                os.unlink(path)
            os.close(descriptor)
        else:
            os.close(descriptor)
            with suppress(OSError):
                os.unlink(path)


def _acquire(path: Path, *, deadline: float) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, disk.FILE_MODE)
        try:
            if _lock(descriptor) and _is_at(descriptor, path):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, b"%d\n" % os.getpid())
                return descriptor
            holder = os.pread(descriptor, 20, 0) if os.name == "posix" else os.read(descriptor, 20)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise MachineError("M906", path=path, pid=holder.decode("ascii", "replace").strip() or "?")
        time.sleep(_PAUSE)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the file that is locked is still the one at this path; its last holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool:
    """Locks an open file at once, or not at all; closing it, or the end of the process, frees it."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as failure:
        if failure.errno in _BUSY:
            return False
        raise
    return True
