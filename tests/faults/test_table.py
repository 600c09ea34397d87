"""Every case has a test of its number, and no test a number of no case."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.table import CASES, PAINS, PAINS_WAITING, WAITING

TESTS = Path(__file__).resolve().parents[1]


def numbers() -> set[int]:
    """Of all tests that are named after a case, or after several: ``test_fault_23_to_26_…``."""
    found: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        for first, last in re.findall(r"^def test_fault_(\d\d)(?:_to_(\d\d))?_", path.read_text("utf-8"), re.MULTILINE):
            found.update(range(int(first), int(last or first) + 1))
    return found


def test_every_case_is_proved_by_a_test_of_its_name() -> None:
    assert numbers() == set(CASES)
    assert set(CASES) | WAITING == set(range(1, 51))


def test_every_pain_of_other_generators_has_a_test_that_holds_it() -> None:
    assert set(PAINS) | PAINS_WAITING == set(range(1, 45))
    for number, place in PAINS.items():
        file, _, name = place.partition("::")
        assert re.search(rf"^def {name}\(", (TESTS / file).read_text("utf-8"), re.MULTILINE), (number, place)
