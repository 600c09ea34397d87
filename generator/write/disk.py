"""The few things that are done to a disk here: write a whole file, make a folder, rename, remove; and what refuses.

Modes do not depend on the umask of whoever builds: a web server must be able to read what a careful account wrote.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager

from generator.base.problems import MachineError

FILE_MODE = 0o644
FOLDER_MODE = 0o755

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

# Seconds. On Windows a scanner, an indexer or a browser may hold a file for a moment.
_PAUSES = (0.01, 0.03, 0.1, 0.2)

_CODES = {
    errno.ENOSPC: "M901",
    errno.EDQUOT: "M901",
    errno.EACCES: "M902",
    errno.EPERM: "M902",
    errno.EROFS: "M903",
    errno.EMFILE: "M904",
    errno.ENFILE: "M904",
}


@contextmanager
def at(path: str | os.PathLike[str]) -> Iterator[None]:
    """Says of work on a file, in the words of a run, what the machine refused.

    Raises:
        MachineError: M901 the disk is full; M902 no permission; M903 the disk is read-only; M904 too many open files;
            M905 anything else. Facts: ``path``, and the system's ``cause``.
    """
    try:
        yield
    except OSError as failure:
        code = _CODES.get(failure.errno or 0, "M905")
        raise MachineError(code, path=os.fspath(path), cause=failure.strerror or type(failure).__name__) from failure


def write(path: str, content: bytes, *, durable: bool = False) -> os.stat_result:
    """Writes a file that is not there yet.

    Args:
        path: in a folder that exists; nothing may be there, not even a link.
        content: the whole content.
        durable: wait until the disk has it, for a record that other writes rely on.

    Returns:
        The status of the file, complete.
    """
    descriptor = os.open(path, _CREATE, FILE_MODE)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if durable:
            os.fsync(descriptor)
        status = os.fstat(descriptor)
        if os.name == "posix" and stat.S_IMODE(status.st_mode) != FILE_MODE:
            os.fchmod(descriptor, FILE_MODE)
        return status
    finally:
        os.close(descriptor)


def make_folder(path: str, *, mode: int = FOLDER_MODE) -> None:
    """Makes one folder in a folder that exists; one that is there already is left as it is."""
    try:
        os.mkdir(path, mode)
    except FileExistsError:
        return
    os.chmod(path, mode)


def replace(source: str, target: str) -> None:
    """Renames a file over whatever file is at the target; patient where somebody holds the target open."""
    for pause in _PAUSES:
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(source, target)


def remove(path: str) -> bool:
    """Removes a file or the link that stands in its place.

    Returns:
        Whether there was one; a folder of that name is somebody else's and stays.
    """
    for pause in (*_PAUSES, 0.0):
        try:
            if stat.S_ISDIR(os.lstat(path).st_mode):
                return False
            os.unlink(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except PermissionError:
            if not pause:
                raise
            time.sleep(pause)
        else:
            return True
    return False


def settle_folder(path: str) -> None:
    """Waits until the disk knows the names in a folder; Windows has no such call and orders them itself."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as failure:
        # Some network disks cannot do this for a folder; their server orders names itself.
        if failure.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)
