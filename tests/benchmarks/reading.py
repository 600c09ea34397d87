"""What a synthetic site holds, as the program reads it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.model.records import Records
from generator.model.settings import SiteSettings
from generator.read import load, references, source
from tests.benchmarks.world import NOW

ROOT = Path(__file__).resolve().parents[2]
NOON = dt.datetime.fromisoformat(NOW).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
"""The moment for which a corpus is made."""


def read(site: Path) -> tuple[Records, SiteSettings]:
    """The records and settings of a site.

    Raises:
        ValueError: it has problems.
    """
    sources, problems = source.scan(site, program_templates=ROOT / "templates")
    settings, records, found = load.load(sources)
    found = problems + found
    if settings is not None:
        found += references.check(records, settings, today=NOON.date())
    if settings is None or found:
        raise ValueError(found[:3])
    return records, settings


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
