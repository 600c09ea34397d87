"""What is asked of a run on the command line, as values; imports little, so that ``--help`` is quick."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.problems import UsageError

if TYPE_CHECKING:
    from generator.model.settings import BuildOptions


def clock(now: str | None) -> dt.datetime:
    """The moment that a command means: naive where one was given, for it is meant in the site's time zone.

    Raises:
        UsageError: U823, that is no time.
    """
    return moment(now) if now else dt.datetime.now(dt.UTC)


def options(
    *, now: str | None = None, jobs: int | None = None, output: Path | None = None, **more: Any
) -> BuildOptions:
    """What was asked of a run; ``more`` as it is.

    Raises:
        UsageError: U823, that is no time.
    """
    from generator.model.settings import BuildOptions

    return BuildOptions(
        now=clock(now),
        output=str(output.absolute()) if output else "",
        jobs=jobs or os.cpu_count() or 1,
        **more,
    )


def moment(now: str) -> dt.datetime:
    """A time from the command line, naive: it is read in the site's time zone.

    Raises:
        UsageError: U823, that is no time.
    """
    from zoneinfo import ZoneInfo

    from generator.read import dates

    read = dates.read_moment(now, ZoneInfo("UTC"))
    if read is None:
        raise UsageError("U823", value=now)
    return read.replace(tzinfo=None)


def as_typed(path: Path) -> str:
    """A path as it is typed on a command line here: in quotes where it has blanks."""
    import shlex
    import subprocess

    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(str(path))
