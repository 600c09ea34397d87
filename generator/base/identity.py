"""Identity numbers of citizens: the region by GB/T 2260, the date of birth, the check character of GB 11643-1999."""

from __future__ import annotations

import datetime as dt

LENGTH = 18
# The first two digits, by province.
_PROVINCES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91"
)
REGIONS = frozenset(_PROVINCES.split())
# Weights of the first seventeen digits, and the check character by the remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def is_birth(digits: str) -> bool:
    """Whether eight digits are a day of the twentieth or twenty-first century, on which people are born."""
    try:
        return _FIRST_YEAR <= dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < _LAST_YEAR
    except ValueError:
        return False


def is_checked(number: str) -> bool:
    """Whether the last of eighteen characters is the check of those before it, which are digits."""
    weighted = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[weighted % 11] == number[LENGTH - 1]


def is_sound(number: str) -> bool:
    """Whether a text is an identity number of eighteen characters in which nothing is wrong."""
    is_formed = len(number) == LENGTH and number[:-1].isascii() and number[:-1].isdigit()
    return is_formed and number[:2] in REGIONS and is_birth(number[6:14]) and is_checked(number.upper())
