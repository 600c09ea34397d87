"""Totals by kind of beneficiary: nobody can be picked out of them, not even by subtraction."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from generator.link.privacy.groups import FEWEST, MERGED, Helped, totals

ORDER = ["a", "b", "c", "d"]


def helped(**people: int) -> list[Helped]:
    """One person a wish, of one kind each."""
    return [Helped(f"{kind}-{n}", f"p-{kind}-{n}", 1, (kind,)) for kind, count in people.items() for n in range(count)]


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({}, ()),
        ({"a": 3, "b": 9}, (("a", 3), ("b", 9))),
        # Two small kinds are enough of a crowd by themselves.
        ({"a": 9, "b": 1, "c": 2}, (("a", 9), (MERGED, 3))),
        # One alone would stand in 其他 under another name: the next smallest goes with it.
        ({"a": 9, "b": 1, "c": 4}, (("a", 9), (MERGED, 5))),
        # One of two as large would tell by its absence.
        ({"a": 4, "b": 2, "c": 4, "d": 5}, (("d", 5), (MERGED, 10))),
        ({"a": 3, "b": 3, "c": 2, "d": 2}, ()),
        # Two of one each make two: still fewer than three.
        ({"a": 9, "b": 1, "c": 1}, ()),
        ({"a": 9, "b": 1, "c": 1, "d": 5}, (("a", 9), (MERGED, 7))),
        # Two of two make four, which only two twos do.
        ({"a": 9, "b": 2, "c": 2}, ()),
        ({"a": 9, "b": 2, "c": 2, "d": 3}, (("a", 9), (MERGED, 7))),
        # Three of one each make three, and nothing else does of three kinds with somebody in each.
        ({"a": 9, "b": 1, "c": 1, "d": 1}, ()),
        # What would have to be merged altogether is left out.
        ({"a": 2}, ()),
        ({"a": 2, "b": 100}, ()),
        ({"a": 1, "b": 2}, ()),
        # A kind that holds everybody would say of each wish whose it is.
        ({"a": 3}, ()),
        ({"a": 9, "b": 3}, (("a", 9), ("b", 3))),
    ],
)
def test_small_kinds_are_merged_so_that_nobody_can_subtract(people: dict[str, int], shown: tuple[object, ...]) -> None:
    assert totals(helped(**people), ORDER) == shown


def test_somebody_with_three_wishes_is_one_person_and_counts_three_times() -> None:
    thrice = [Helped(f"w-{n}", "p-1", 1, ("a",)) for n in range(3)]
    others = [*helped(b=2), *helped(c=8)]
    assert totals([*thrice, *others], ORDER) == (("c", 8), (MERGED, 5))
    assert totals([*thrice, *helped(c=8)], ORDER) == ()


def test_a_wish_of_two_merged_kinds_counts_once() -> None:
    both = [Helped("w-1", "p-1", 1, ("a", "b", "a")), Helped("w-2", "p-2", 1, ("b",)), Helped("w-3", "p-3", 1, ("d",))]
    assert totals([*both, *helped(c=9)], ORDER) == (("c", 9), (MERGED, 3))


def test_two_people_of_three_merged_places_are_still_two() -> None:
    two = [Helped("w-1", "p-1", 1, ("a", "b")), Helped("w-2", "p-2", 1, ("b",))]
    assert totals([*two, *helped(c=9)], ORDER) == ()
    assert totals([*two, *helped(c=9, d=4)], ORDER) == (("c", 9), (MERGED, 6))


def test_a_crowd_is_as_many_people_as_it_says() -> None:
    assert totals([Helped("w-1", "三楼的邻居", 3, ("a",), crowd=True)], ORDER) == (("a", 3),)
    twice = [Helped(f"w-{n}", "三楼的邻居", 2, ("a",), crowd=True) for n in range(2)]
    assert totals(twice, ORDER) == ()


def test_a_kind_that_holds_everybody_but_crowds_is_not_shown() -> None:
    everybody = [*helped(a=5), Helped("w-9", "三楼的邻居", 20, ("b",), crowd=True)]
    assert totals(everybody, ORDER) == (("b", 20),)
    assert totals([*everybody, Helped("w-8", "p-8", 1, ())], ORDER) == (("a", 5), ("b", 20))


@pytest.mark.parametrize("fewest", [0, 1])
def test_no_total_is_small_and_no_merged_kind_is_known_from_its_total(fewest: int) -> None:
    """For a reader who knows the rule and the names of all kinds, or even that there is somebody of each."""
    alike: dict[tuple[tuple[str, int], ...], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in itertools.product(range(fewest, 7), repeat=len(ORDER)):
        alike[totals(helped(**dict(zip(ORDER, numbers, strict=True))), ORDER)].append(numbers)
    merged = [shown for shown in alike if shown and shown[-1][0] == MERGED]
    assert len(merged) > 20
    for shown, those in alike.items():
        assert all(people >= FEWEST for _, people in shown)
        names = {name for name, _ in shown}
        for place, name in enumerate(ORDER):
            if MERGED in names and name not in names:
                assert len({numbers[place] for numbers in those}) > 1, (shown, name)
