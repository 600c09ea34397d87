"""What the last build of an output knew, kept in the cache: which files need no rendering, and no scan."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base import digest
from generator.write import stamps
from generator.write.cache import Store
from generator.write.claim import Claimed, is_own
from generator.write.commit import Committed
from generator.write.stage import Stage
from generator.write.stamps import Stamp

_OWN, _OTHER = "outputs", "outputs-elsewhere"


def ledger_name(root: Path, output: Claimed) -> str:
    """Where the ledger of an output is kept: a preview elsewhere must not cost the next real build its memory."""
    return _OWN if is_own(output, site=root) else _OTHER


class Ledger(msgspec.Struct, frozen=True):
    """Key, digest and stamp of every file of one output, and the guard under which they were scanned.

    Attributes:
        output: digest of the folder's path.
    """

    output: bytes
    guard: bytes = b""
    files: dict[str, tuple[bytes, str, Stamp]] = {}


class Memory:
    """The ledger of an output, read and replaced. Safe to lose: without it everything is rendered again.

    Attributes:
        name: under which it is kept.
        intact: paths of the outputs that stand as they were written.
    """

    def __init__(self, store: Store, root: Path, output: Claimed, *, forget: bool) -> None:
        """Recalls what is known of an output.

        Args:
            store: the site's cache.
            root: the site's folder.
            output: the folder as claimed; another one's ledger is of no use.
            forget: begin anew.
        """
        self._store = store
        self.name = ledger_name(root, output)
        known = None if forget else self._store.load(self.name, Ledger)
        place = digest.of_bytes(os.fsencode(output))
        self._ledger = known if known and known.output == place else Ledger(place)
        self.intact = stamps.verify(output, {path: stamp for path, (_, _, stamp) in self._ledger.files.items()})

    def reusable(self, keys: Mapping[str, bytes], stage: Stage) -> dict[str, str]:
        """Digests of the outputs whose key is known and that stand as they were written, by path."""
        found = {}
        for path, key in keys.items():
            known = self._ledger.files.get(path)
            if known and known[0] == key and path in self.intact and stage.committed.get(path) == known[1]:
                found[path] = known[1]
        return found

    def was_scanned_under(self, guard: bytes) -> bool:
        """Whether everything reusable was scanned under this very guard."""
        return self._ledger.guard == guard

    def keep(self, keys: Mapping[str, bytes], digests: Mapping[str, str], done: Committed, guard: bytes) -> None:
        """Remembers a commit for the next build."""
        known = {path: stamp for path, (_, _, stamp) in self._ledger.files.items()} | dict(done.stamps)
        files = {path: (keys[path], made, known[path]) for path, made in digests.items()}
        self._store.save(self.name, Ledger(self._ledger.output, guard, files))
