"""How a run went."""

from __future__ import annotations

import datetime as dt

import msgspec

from generator.base.problems import Problem
from generator.model.entities import HeldBack, Withheld

FORGIVEN = frozenset(("L306", "L308"))
"""As warnings, these tell of links to what is withheld, which has to go even where warnings count."""


def stops(problem: Problem, *, strict: bool) -> bool:
    """Whether a problem keeps a build from being written; under ``strict``, warnings do."""
    return problem.is_error or (strict and problem.code not in FORGIVEN)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """How a run went.

    Attributes:
        problems: located, in order. Any error means that nothing was written.
        quiet: (path, line) of lines that hold a leak and are never quoted.
        without_photos: authors' files of what is shown without one of its photos.
        written, reused, removed: numbers of files.
        vanished: addresses that are no more.
        without_base_url: whether feeds and the like were left out for want of one.
        changes_at: the next moment at which the site changes by itself, if any.
    """

    problems: tuple[Problem, ...]
    quiet: frozenset[tuple[str, int]] = frozenset()
    withheld: tuple[Withheld, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    without_photos: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    language: str = "zh-CN"
    written: int = 0
    reused: int = 0
    vanished: tuple[str, ...] = ()
    output: str = ""
    stories: int = 0
    wishes: int = 0
    without_base_url: bool = False
    changes_at: dt.datetime | None = None

    @property
    def removed(self) -> int:
        """How many files were removed."""
        return len(self.vanished)

    def failed(self, *, strict: bool) -> bool:
        """Whether the content has errors; under ``strict``, warnings count."""
        return any(stops(problem, strict=strict) for problem in self.problems)
