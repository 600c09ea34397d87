"""A preview that survives: files with errors are set aside, each with what it last held that was good.

Only in a preview, whose output nobody publishes; a build stays all or nothing. Nothing private is ever set aside: an
older register or an older consent would show what was withdrawn since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.app.outcome import Report
from generator.base.problems import Problem
from generator.read.survey import CONTENT

Instead = Mapping[str, bytes | None]
"""What to read in the place of files, by path relative to the site; ``None`` to leave a file out."""

Read = Callable[[str], bytes]

_KINDS = ("wishes", "stories", "pages", "channels.yaml", "places.yaml", "granters.yaml")
MISSED = frozenset(("W110", "S210", "P410", "C610", "L301"))
"""What is said of a reference that leads nowhere."""

_LISTS = {what: f"{CONTENT}/{what}s.yaml" for what in ("channel", "place", "granter")}
_ROUNDS = 5
"""Without a file, others that refer to it have errors too, and are set aside in the next round."""


def build_with_rest(
    report: Report, good: Mapping[str, bytes], build: Callable[[Instead], Report], read: Read
) -> tuple[Report, Instead] | None:
    """Builds a site without what is wrong in it.

    Args:
        report: of the build that failed.
        good: what text files held when all was well, by path.
        build: builds with some files replaced.
        read: what a file holds; nothing where it is gone.

    Returns:
        How the rest went, and what was set aside; ``None`` where there is no site without what is wrong.
    """
    instead: dict[str, bytes | None] = {}
    for _ in range(_ROUNDS):
        errors = [problem for problem in report.problems if problem.is_error]
        # What a file that cannot be read holds is missed by others, which are not to blame.
        causes = [problem for problem in errors if problem.code not in MISSED]
        wrong = {problem.location.path for problem in causes} or _lists_missed(errors, good, read) - instead.keys()
        wrong = wrong or {problem.location.path for problem in errors}
        fresh = wrong - {path for path, content in instead.items() if content is None}
        if not fresh or not all(map(_may_be_set_aside, wrong)):
            return None
        # What is wrong even as it was before (what it refers to may have gone meanwhile) is left out.
        instead |= {path: None if path in instead else good.get(path) for path in fresh}
        report = build(instead)
        if not report.failed(strict=False):
            return report, instead
    return None


def _lists_missed(errors: Iterable[Problem], good: Mapping[str, bytes], read: Read) -> set[str]:
    """The lists that held what is missed now when all was well, and have been changed."""
    missed = {_LISTS.get(dict(problem.facts).get("what", "")) for problem in errors}
    return {path for path in missed if path and path in good and read(path) != good[path]}


def _may_be_set_aside(path: str) -> bool:
    top, _, rest = path.partition("/")
    return top == CONTENT and rest.partition("/")[0] in _KINDS
