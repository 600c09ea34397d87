"""What a report may repeat: never a line or a word that is itself a leak, whatever else is wrong with it."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.app.building.prepared import Prepared
from generator.base.problems import Problem, in_order
from generator.link.scanning.scanner import Scanner
from generator.read import source
from generator.read.locate import locate
from generator.read.spoken import CHOICES, FIELDS
from generator.read.survey import CONTENT

MASK = "●●"
_HARMLESS = FIELDS.keys() | CHOICES.keys()
_PEOPLE = f"{CONTENT}/private/people.yaml"
# Two of one id, and a guardian who is not there, have been read.
_KNOWN_ALL_THE_SAME = ("P409", "P410")


class Printable(NamedTuple):
    """Problems as they may be printed, and (path, line) of every line that must not be quoted."""

    problems: tuple[Problem, ...]
    quiet: frozenset[tuple[str, int]]


def printable(problems: Iterable[Problem], prepared: Prepared, root: Path) -> Printable:
    """Problems of a site at their lines, in order, and as they may be printed.

    Args:
        problems: some located, others not yet.
        prepared: the site, whose register says what may not be.
        root: its folder.
    """
    located = in_order(locate(problems, lambda path: source.content_of(root, path)))
    if not located:
        return Printable((), frozenset())
    lines = functools.cache(lambda path: source.lines_of(root, path))

    def line_of(path: str, number: int) -> str:
        found = lines(path)
        return found[number - 1] if 0 < number <= len(found) else ""

    return discreet(located, Scanner(prepared.guard, prepared.contacts), line_of)


def discreet(problems: Iterable[Problem], scanner: Scanner, line_of: Callable[[str, int], str]) -> Printable:
    """Problems whose facts are fit to be printed, and the lines that are not.

    Args:
        problems: located.
        scanner: under the site's guard.
        line_of: a line of an author's file, by path and 1-based number; empty where there is none.

    Returns:
        The problems in the same order, with a mask in the place of each fact in which something leaks.
    """
    fit, quiet = [], set()
    problems = list(problems)
    # Who stands in a register that cannot be read, nobody knows.
    is_blind = any(
        problem.is_error and problem.location.path == _PEOPLE and problem.code not in _KNOWN_ALL_THE_SAME
        for problem in problems
    )

    def is_unfit(value: str) -> bool:
        return (is_blind and not value.isascii() and value not in _HARMLESS) or _leaks(scanner, value)

    for problem in problems:
        place = (problem.location.path, problem.location.line)
        if place not in quiet and (is_blind or _leaks(scanner, line_of(*place))):
            quiet.add(place)
        facts = tuple((name, MASK if is_unfit(value) else value) for name, value in problem.facts)
        fit.append(problem if facts == problem.facts else msgspec.structs.replace(problem, facts=facts))
    return Printable(tuple(fit), frozenset(quiet))


def masked(line: str, scanner: Scanner) -> str:
    """A line of an author's as it may be printed: masked where it leaks, and nothing in it commands a terminal."""
    if _leaks(scanner, line):
        return MASK
    return "".join("\ufffd" if unicodedata.category(one)[0] == "C" and one != "\t" else one for one in line)


def _leaks(scanner: Scanner, text: str) -> bool:
    return bool(text) and bool(scanner.scan("line.html", text.encode("utf-8", errors="replace")))
