"""What the last build of an output saw and said, so that one with nothing to do can end at once.

It ends after a walk of the sources and one of the output, and says what the last one said. Nothing that a build needs
is imported for it.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from generator.app.building.memory import Ledger, ledger_name
from generator.app.outcome import Report
from generator.app.version import program_templates
from generator.base import digest
from generator.model.addresses import MANIFEST
from generator.model.settings import BuildOptions
from generator.read import survey
from generator.read.source import Earlier, Sources
from generator.read.survey import Seen
from generator.write import stamps
from generator.write.cache import Store
from generator.write.claim import Claimed
from generator.write.manifest import JOURNAL
from generator.write.stage import places_of
from generator.write.stamps import Stamp


class Visit(msgspec.Struct, frozen=True):
    """A build that came to its end.

    Attributes:
        asked: digest of what was asked of it, and where.
        begun_ns: when it began to look at the sources, in nanoseconds since 1970.
        now: the moment that its site is of, UTC.
        zone: the site's time zone, in which a time without one is meant.
        manifest: the stamp of the output's manifest, which no other commit has touched since.
    """

    asked: bytes
    begun_ns: int
    now: dt.datetime
    zone: str
    seen: dict[bytes, Seen]
    manifest: Stamp
    report: Report


class Visits:
    """The last build of an output."""

    def __init__(self, store: Store, root: Path, output: Claimed, options: BuildOptions) -> None:
        """Reads nothing yet.

        Args:
            store: the site's cache.
            root: the site's folder.
            output: the folder as claimed.
            options: what is asked of this run.
        """
        self._root = root
        self._output = output
        self._options = options
        self._store = store
        self._ledger = ledger_name(root, output)
        self._name = f"visit-{self._ledger}"
        # How many processes there are makes no difference to the bytes.
        asked = (os.fsencode(output), options.base_url, options.drafts, options.strict)
        self._asked = digest.of_value(asked)

    @functools.cached_property
    def _visit(self) -> Visit | None:
        return None if self._options.clean else self._store.load(self._name, Visit)

    def earlier(self) -> Earlier | None:
        """What the last build saw of the sources, if anybody knows: its pictures need not be opened again."""
        visit = self._visit
        return Earlier(Sources((), (), (), {}, {}, visit.seen), visit.begun_ns) if visit else None

    def report(self) -> Report | None:
        """What the last build said, if a build would find nothing to do; ``None`` for any doubt."""
        visit = self._visit
        if visit is None or visit.asked != self._asked or not self._is_timely(visit):
            return None
        try:
            same = survey.is_as_seen(self._root, program_templates(), visit.seen, begun_ns=visit.begun_ns)
        except OSError:
            # Whoever reads it says what is wrong with it.
            return None
        if not same or not self._output_stands(visit):
            return None
        report, zone = visit.report, ZoneInfo(visit.zone)
        # The cache keeps moments, and no zones in which an editor reads them.
        held_back = tuple(msgspec.structs.replace(item, until=item.until.astimezone(zone)) for item in report.held_back)
        counted = {"written": 0, "reused": report.written + report.reused}
        return msgspec.structs.replace(report, held_back=held_back, vanished=(), **counted)

    def _is_timely(self, visit: Visit) -> bool:
        now = self._options.now
        if now.tzinfo is None:
            now = now.replace(tzinfo=ZoneInfo(visit.zone))
        until = visit.report.changes_at
        return visit.now <= now and (until is None or now < until)

    def _output_stands(self, visit: Visit) -> bool:
        """Whether the output is as the last build left it, to the last file."""
        ledger = self._store.load(self._ledger, Ledger)
        if ledger is None or _stamp(self._output / MANIFEST) != visit.manifest:
            return False
        # What a run left lying that was stopped, the next build clears away.
        if any(map(os.path.lexists, (self._output / JOURNAL, *places_of(self._output)))):
            return False
        wanted = {path: stamp for path, (_, _, stamp) in ledger.files.items()}
        return len(stamps.verify(self._output, wanted)) == len(wanted)

    def keep(
        self,
        report: Report,
        seen: Mapping[bytes, Seen],
        moment: dt.datetime,
        *,
        begun_ns: int,
    ) -> None:
        """Remembers a build for the next one; one that wrote nothing for its errors is none to remember.

        Args:
            report: what it said.
            seen: the sources that it found.
            moment: that the site is of, in its time zone.
            begun_ns: when it began to look, in nanoseconds since 1970.
        """
        manifest = _stamp(self._output / MANIFEST)
        if report.failed(strict=self._options.strict) or manifest is None:
            return
        zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else "UTC"
        visit = Visit(self._asked, begun_ns, moment.astimezone(dt.UTC), zone, dict(seen), manifest, report)
        self._store.save(self._name, visit)


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamps.stamp_of(path.lstat())
    except OSError:
        return None
