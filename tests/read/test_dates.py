from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from generator.read import dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("day", ["2023-01-29", "2023-1-29", "2023/1/29", "2023/01/29", "2023.1.29", "2023年1月29日"])
@pytest.mark.parametrize(
    ("time", "clock"),
    [("", (0, 0, 0)), (" 15:35", (15, 35, 0)), (" 15:35:37", (15, 35, 37)), (" 9:05", (9, 5, 0))],
)
def test_every_form_of_a_date_means_the_same_moment(day: str, time: str, clock: tuple[int, int, int]) -> None:
    assert dates.read_moment(day + time, SHANGHAI) == dt.datetime(2023, 1, 29, *clock, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    ["２０２３年１月２９日　１５：３５", "2023年1月29日15:35", "2023-01-29T15:35", "  2023-1-29 15:35 "],
)
def test_full_width_digits_and_a_time_close_to_its_date_are_read(text: str) -> None:
    assert dates.read_moment(text, SHANGHAI) == dt.datetime(2023, 1, 29, 15, 35, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2025-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023-01-00",
        "2023-1/29",
        "2023年1月29",
        "23-01-29",
        "1899-12-31",
        "2200-01-01",
        "2023-01-29 24:00",
        "2023-01-29 15:60",
        "2023-01-29 15",
        "2023-01-29 3pm",
        "20230129",
        "昨天",
        "",
    ],
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert dates.read_moment(text, SHANGHAI) is None
    assert dates.read_day(text) is None


def test_a_leap_day_is_a_day() -> None:
    assert dates.read_day("2024年2月29日") == dt.date(2024, 2, 29)


def test_a_day_forgets_its_time() -> None:
    assert dates.read_day("2023-01-29 23:59:59") == dt.date(2023, 1, 29)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2015-03", dt.date(2015, 3, 31)),
        ("2015/3", dt.date(2015, 3, 31)),
        ("2015.2", dt.date(2015, 2, 28)),
        ("2016年2月", dt.date(2016, 2, 29)),
        ("２０１５年１２月", dt.date(2015, 12, 31)),
        ("2015-03-02", dt.date(2015, 3, 2)),
        ("2015", None),
        ("2015-13", None),
        ("2015-0", None),
        ("1850-03", None),
    ],
)
def test_a_month_of_birth_is_its_last_day_so_that_nobody_comes_of_age_too_early(
    text: str, last: dt.date | None
) -> None:
    assert dates.read_birth(text) == last
