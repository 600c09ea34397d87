"""A file that is there gets new content, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from generator.write import disk


def replace(path: Path, content: bytes) -> None:
    """Puts new content in place of a file's, whole or not at all; its mode stays, and no copy of the old one is kept.

    Raises:
        MachineError: the disk refused; the file is as it was.
    """
    with disk.at(path):
        mode = path.stat().st_mode & 0o777 if path.exists() else disk.FILE_MODE
        # Nobody but its owner may read it meanwhile; the leading dot keeps it out of a site's sources.
        descriptor, fresh = tempfile.mkstemp(prefix=".wishlight-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(fresh, mode)
            disk.replace(fresh, os.fspath(path))
        except BaseException:
            with suppress(OSError):
                os.unlink(fresh)
            raise
