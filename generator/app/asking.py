"""What is asked of a run on the command line, as values; imports little, so that ``--help`` is quick."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.problems import UsageError

if TYPE_CHECKING:
    from generator.model.settings import BuildOptions


def aware(now: str | None) -> dt.datetime:
    """The moment that a command means, aware; a time that was given is read as China's.

    Raises:
        UsageError: U823, that is no time.
    """
    from zoneinfo import ZoneInfo

    asked = options(now=now).now
    return asked if asked.tzinfo else asked.replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def options(
    *, now: str | None = None, jobs: int | None = None, output: Path | None = None, **more: Any
) -> BuildOptions:
    """What was asked of a run; ``more`` as it is.

    Its ``now`` is naive where one was given, and then means the site's time zone.

    Raises:
        UsageError: U823, that is no time.
    """
    from generator.model.settings import BuildOptions

    return BuildOptions(
        now=moment(now) if now else dt.datetime.now(dt.UTC),
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
