"""Problems with content are values that are returned; only what stops a run is an exception.

The exceptions of a run and the exit codes they become::

    RunError
    ├── UsageError      2   the command cannot mean what it says
    └── MachineError    3   the machine failed us; what was there stands

A run whose content has errors ends with exit code 1 and raises nothing.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable
from typing import Any

import msgspec


class Severity(enum.StrEnum):
    """How much a problem matters: an error stops the build, a warning does not (save under ``--strict``)."""

    ERROR = "error"
    WARNING = "warning"


class Location(msgspec.Struct, frozen=True, order=True, gc=False):
    """A place in an author's file.

    Attributes:
        path: relative to the site, with forward slashes.
        line: 1-based, as the editor shows it (front matter included); 0 while only the pointer is known.
        column: 1-based, in characters.
        pointer: the keys and 0-based indexes that lead to a value in a YAML file. Marks cost time, so records carry
            none: ``read/locate.py`` parses the few files that have problems once more and fills in line and column.
    """

    path: str
    line: int = 0
    column: int = 0
    pointer: tuple[str | int, ...] = ()

    def below(self, *keys: str | int) -> Location:
        """The location of a value below this one; this one itself, where its line is known already."""
        return self if self.line else Location(self.path, pointer=self.pointer + keys)

    def __str__(self) -> str:
        return f"{self.path}:{self.line or 1}:{self.column or 1}"


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something an author should mend: a stable code, a place, and the facts that its words are made of.

    The words are in ``app/messages.toml``, keyed by code, in Chinese and English.
    """

    code: str
    location: Location
    severity: Severity = Severity.ERROR
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the problem stops a build."""
        return self.severity is Severity.ERROR


def error(code: str, location: Location, **facts: object) -> Problem:
    """A problem that stops the build."""
    return Problem(code, location, Severity.ERROR, _as_text(facts))


def warning(code: str, location: Location, **facts: object) -> Problem:
    """A problem that the build reports and survives."""
    return Problem(code, location, Severity.WARNING, _as_text(facts))


def _as_text(facts: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in facts.items())


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as a report lists them: by file, line, column and code, each once."""
    return sorted(
        set(problems),
        key=lambda p: (p.location.path, p.location.line, p.location.column, p.code, p.facts),
    )


class RunError(Exception):
    """A run that cannot go on; carries a code of ``app/messages.toml`` and its facts."""

    exit_code = 1

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = _as_text(facts)

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword arguments do not survive pickling by themselves; workers send these to their parent.
        return functools.partial(type(self), self.code, **dict(self.facts)), ()


class UsageError(RunError):
    """The command cannot mean what it says: an unknown folder, an output that is not ours."""

    exit_code = 2


class MachineError(RunError):
    """The machine failed us: disk full, no permission. What was there stands."""

    exit_code = 3
