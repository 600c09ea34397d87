from __future__ import annotations

import pytest

from generator.base.problems import (
    Location,
    MachineError,
    RunError,
    Severity,
    UsageError,
    error,
    in_order,
    warning,
)


def test_a_location_is_shown_as_editors_and_compilers_show_it() -> None:
    assert str(Location("content/site.yaml", 3, 7)) == "content/site.yaml:3:7"
    assert str(Location("content/site.yaml")) == "content/site.yaml:1:1"


def test_the_location_of_a_value_below_keeps_the_file_and_the_way() -> None:
    at = Location("x").below(2).below("photos", 0, "src")
    assert at == Location("x", pointer=(2, "photos", 0, "src"))


def test_facts_are_texts_in_the_order_they_were_given() -> None:
    problem = error("W111", Location("x"), later="claimed", second=3)
    assert problem.facts == (("later", "claimed"), ("second", "3"))


def test_an_error_stops_a_build_and_a_warning_does_not() -> None:
    assert error("S211", Location("x")).is_error
    assert not warning("C635", Location("x")).is_error
    assert (str(Severity.ERROR), str(Severity.WARNING)) == ("error", "warning")


def test_a_report_lists_problems_by_file_line_column_and_code_each_once() -> None:
    places = [("b", 1, 1, "C601"), ("a", 10, 1, "C601"), ("a", 9, 2, "C601"), ("a", 9, 1, "C602"), ("a", 9, 1, "C601")]
    problems = [error(code, Location(path, line, column)) for path, line, column, code in places]
    listed = [(p.location.path, p.location.line, p.location.column, p.code) for p in in_order(problems * 2)]
    assert listed == [
        ("a", 9, 1, "C601"),
        ("a", 9, 1, "C602"),
        ("a", 9, 2, "C601"),
        ("a", 10, 1, "C601"),
        ("b", 1, 1, "C601"),
    ]


def test_two_problems_of_one_place_that_differ_in_a_fact_are_both_told() -> None:
    at = Location("x", 1, 1)
    assert len(in_order([error("W110", at, id="a"), error("W110", at, id="b"), error("W110", at, id="a")])) == 2


@pytest.mark.parametrize(("kind", "code"), [(RunError, 1), (UsageError, 2), (MachineError, 3)])
def test_a_run_that_cannot_go_on_knows_its_exit_code(kind: type[RunError], code: int) -> None:
    failure = kind("U820", folder="x")
    assert (failure.exit_code, failure.code, failure.facts) == (code, "U820", (("folder", "x"),))
    assert isinstance(failure, RunError)
