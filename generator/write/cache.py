"""The cache of a site, ``.wishlight/``: values of earlier runs, safe to delete, and never believed on sight.

A file is a magic word, the format, the digest of all that follows, the version of whoever wrote it, and the value in
MessagePack. Whatever is missing, torn, of another version or another type is as good as not there.
"""

from __future__ import annotations

import os
import stat
import typing
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec

from generator.base.digest import SIZE, of_bytes
from generator.write import disk
from generator.write.stamps import Stamp, stamp_of

FOLDER = ".wishlight"

_MAGIC = b"wishlight cache 1\n"
_encode = msgspec.msgpack.Encoder().encode

T = TypeVar("T")

Buffer: TypeAlias = bytes | mmap


class Store:
    """Values by name in one folder."""

    __slots__ = ("_folder", "_held", "_version")

    def __init__(self, folder: Path, *, version: str, hold: bool = False) -> None:
        """Opens nothing yet.

        Args:
            folder: is made when something is saved.
            version: of the code that makes the values; what another version saved is not loaded.
            hold: keep values in memory as well, for a process that builds again and again.
        """
        self._folder = folder
        self._version = version.encode()
        self._held: dict[str, tuple[Stamp, Any]] | None = {} if hold else None

    def load(self, name: str, kind: type[T]) -> T | None:
        """A value that was saved, if there is no doubt about it.

        Args:
            name: as saved.
            kind: the type of the value; a Struct, or anything that msgspec can decode. It is shared: do not change it.

        Returns:
            ``None`` for any doubt; never raises for what is in the folder.
        """
        try:
            if self._held and name in self._held:
                stamp, value = self._held[name]
                if isinstance(value, typing.get_origin(kind) or kind) and stamp == self._stamp(name):
                    return value
            head, payload = self._read(name, len(_MAGIC) + SIZE + len(self._version))
            if head != _MAGIC + of_bytes(self._version, payload) + self._version:
                return None
            return msgspec.msgpack.decode(payload, type=kind)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None

    def save(self, name: str, value: object) -> bool:
        """Saves a value in place of the one of that name, whole or not at all.

        Args:
            name: lower-case letters, digits, ``-`` and ``.``.
            value: anything that msgspec can encode.

        Returns:
            Whether it was saved; a full or read-only disk costs the next run time, and this one nothing.
        """
        payload = _encode(value)
        head = _MAGIC, of_bytes(self._version, payload), self._version
        if not self.save_bytes(name, b"".join((*head, payload))):
            return False
        if self._held is not None:
            with suppress(OSError):
                self._held[name] = self._stamp(name), value
        return True

    def save_bytes(self, name: str, content: bytes) -> bool:
        """Saves bytes as they are, whole or not at all; whoever maps them checks them."""
        target = os.fspath(self._folder / name)
        fresh = f"{target}.new"
        try:
            self._make_folder()
            disk.remove(fresh)
            disk.write(fresh, content)
            # A file that takes the place of another is written out at once by some systems, which takes 10 ms each.
            # Killed in between, we lose a value, and the next run makes it again.
            disk.remove(target)
            disk.replace(fresh, target)
        except OSError:
            with suppress(OSError):
                disk.remove(fresh)
            return False
        return True

    def mapped(self, name: str) -> Buffer | None:
        """The bytes that were saved, not read yet and not checked; they stay when the file is replaced or removed.

        Returns:
            ``None`` for any doubt.
        """
        path = self._folder / name
        try:
            status = path.stat()
            # Opening a pipe would wait for ever, and nothing cannot be mapped.
            if not stat.S_ISREG(status.st_mode):
                return None
            if not status.st_size:
                return b""
            # On Windows a mapped file cannot be replaced.
            if os.name == "nt":
                return path.read_bytes()
            with path.open("rb") as file:
                return mmap(file.fileno(), 0, access=ACCESS_READ)
        except (OSError, ValueError):
            return None

    def _stamp(self, name: str) -> Stamp:
        return stamp_of((self._folder / name).stat())

    def _read(self, name: str, length: int) -> tuple[bytes, bytes]:
        """The head of so many bytes, and what follows it."""
        path = self._folder / name
        # Opening a pipe would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return b"", b""
        with path.open("rb") as file:
            return file.read(length), file.read()

    def _make_folder(self) -> None:
        self._folder.mkdir(exist_ok=True)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            disk.write(os.fspath(ignore), b"*\n")
