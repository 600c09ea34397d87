"""What a report may repeat: never a line or a word that is itself a leak, whatever else is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

import msgspec

from generator.base.problems import Problem
from generator.link.scanning.scanner import Scanner
from generator.read.survey import CONTENT

MASK = "●●"
_PEOPLE = f"{CONTENT}/private/people.yaml"
# Two of one id, and a guardian who is not there, have been read.
_KNOWN_ALL_THE_SAME = ("P409", "P410")


def discreet(
    problems: Iterable[Problem], scanner: Scanner, line_of: Callable[[str, int], str]
) -> tuple[list[Problem], frozenset[tuple[str, int]]]:
    """Problems whose facts are fit to be printed, and the lines that are not.

    Args:
        problems: located.
        scanner: under the site's guard.
        line_of: a line of an author's file, by path and 1-based number; empty where there is none.

    Returns:
        The problems, with a mask in the place of each fact in which something leaks, and (path, line) of every line
        that must not be quoted.
    """
    told, quiet = [], set()
    problems = list(problems)
    # Who stands in a register that cannot be read, nobody knows.
    is_blind = any(
        problem.is_error and problem.location.path == _PEOPLE and problem.code not in _KNOWN_ALL_THE_SAME
        for problem in problems
    )

    def is_unfit(value: str) -> bool:
        return (is_blind and not value.isascii()) or _leaks(scanner, value)

    for problem in problems:
        place = (problem.location.path, problem.location.line)
        if place not in quiet and (is_blind or _leaks(scanner, line_of(*place))):
            quiet.add(place)
        facts = tuple((name, MASK if is_unfit(value) else value) for name, value in problem.facts)
        told.append(problem if facts == problem.facts else msgspec.structs.replace(problem, facts=facts))
    return told, frozenset(quiet)


def masked(line: str, scanner: Scanner) -> str:
    """A line of an author's as it may be printed: masked where it leaks, and nothing in it commands a terminal."""
    if _leaks(scanner, line):
        return MASK
    return "".join("\ufffd" if unicodedata.category(one)[0] == "C" and one != "\t" else one for one in line)


def _leaks(scanner: Scanner, text: str) -> bool:
    return bool(text) and bool(scanner.scan("line.html", text.encode("utf-8", errors="replace")))
