"""All the ways in which editors write a date, read into one value."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from zoneinfo import ZoneInfo

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
    r"|\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})|年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日)"
    r"(?:[ T]*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
)
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2})|/(\d{1,2})|\.(\d{1,2})|年(\d{1,2})月)")
_YEARS = range(1900, 2200)


def read_moment(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """A date with an optional time of day, in the site's time zone; without a time, the day's first moment.

    Returns:
        ``None`` where the text is no date of ours, or no day of the calendar.
    """
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    year, month, day = _numbers(match)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if year not in _YEARS:
        return None
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


# Many records share a day.
@lru_cache(maxsize=1 << 13)
def read_day(text: str) -> dt.date | None:
    """A date; a time of day behind it is allowed and dropped. ``None`` where it is no date."""
    moment = read_moment(text, ZoneInfo("UTC"))
    return moment.date() if moment else None


def read_birth(text: str) -> dt.date | None:
    """A date of birth, or the last day of a month: ``2015-03`` is 2015-03-31, so nobody comes of age too early."""
    if day := read_day(text):
        return day
    match = _MONTH.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or match[3] or match[4] or match[5])
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    month, day = next((match[f"m{n}"], match[f"d{n}"]) for n in range(1, 5) if match[f"m{n}"])
    return int(match["year"]), int(month), int(day)
