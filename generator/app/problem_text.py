"""A problem as reports for people tell it, and what they say of those for which there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.app import words
from generator.base.problems import Problem


def lines_of(
    problem: Problem, t: words.Speaker, *, quoted: Iterable[str] = (), after_fix: bool = False
) -> Iterator[str]:
    """A problem as a report for people tells it: the place, what is wrong there, and how to mend it.

    Args:
        problem: located.
        t: speaks.
        quoted: lines that show what the author wrote there.
        after_fix: what ``fix`` can mend, it has.
    """
    kind = "" if problem.is_error else t("提醒：", "warning: ")
    yield f"{problem.location}: {problem.code} {kind}{words.message_of(problem, t.language)}"
    yield from quoted
    yield f"  → {words.hint_of(problem, t.language, after_fix=after_fix)}"


def rest_of(count: int, shown: int, t: words.Speaker) -> Iterator[str]:
    """What is not listed, if anything is left."""
    if count > shown:
        yield t("……还有 {n} 处", "… and {n} more").format(n=count - shown)
