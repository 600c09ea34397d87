"""A preview that survives: files with errors are set aside, each with what it last held that was good.

Only in a preview, whose output nobody publishes; a build stays all or nothing. Nothing private is ever set aside: an
older register or an older consent would show what was withdrawn since.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from generator.app.building.besides import found_late
from generator.app.building.build import build
from generator.app.building.session import Session
from generator.app.callbacks import Progress
from generator.app.outcome import Report
from generator.base.problems import Problem, in_order
from generator.model.settings import BuildOptions
from generator.read import source
from generator.read.source import Instead
from generator.read.survey import CONTENT

Read = Callable[[str], bytes]

_KINDS = ("wishes", "stories", "pages", "media", "channels.yaml", "places.yaml", "granters.yaml")
MISSED = frozenset(("W110", "S210", "P410", "C610", "L301"))
"""What is said of a reference that leads nowhere."""

_LISTS = {what: f"{CONTENT}/{what}s.yaml" for what in ("channel", "place", "granter")}
# Fields that keep something or somebody back, with what they say.
_KEEPS_BACK = re.compile("(?:\\b(?:draft|expires|retracted|closed|people|person|subjects)|草稿)[\"']?[ \t]*[:：][^\n]*")
_SRC = re.compile(r"""src["']?\s*[:：]\s*["']?([^\s"',，}]+)""")
_TEXTS = (".md", ".yaml", ".yml")
_ROUNDS = 5
"""Without a file, others that refer to it have errors too, and are set aside in the next round."""


def preview(
    root: Path, options: BuildOptions, *, progress: Progress, session: Session
) -> tuple[Report, tuple[Report, Instead] | None]:
    """Builds a site for a preview: all of it, or what is left without what is wrong.

    Returns:
        The report of the whole site, with what is wrong in the rest; and how the rest went and what was set aside for
        that, ``None`` where nothing had to be, or there is no rest.

    Raises:
        As ``build``.
    """

    def build_with(instead: Instead) -> Report:
        session.instead = instead
        return build(root, options, progress=progress, session=session)

    report = build_with({})
    if not report.failed(strict=False):
        return report, None
    return report_with_rest(report, session.good, build_with, read=lambda path: source.content_of(root, path) or b"")


def report_with_rest(
    report: Report, good: Mapping[str, bytes], build: Callable[[Instead], Report], *, read: Read
) -> tuple[Report, tuple[Report, Instead] | None]:
    """Builds a site without what is wrong in it, as ``build_with_rest`` does.

    Args:
        report: of the build that failed.
        good: what text files held when all was well, by path.
        build: builds with some files replaced.
        read: what a file holds.

    Returns:
        The report with what is wrong in the rest; and what that function returns.
    """
    left_out: dict[str, bytes] = {}
    builds = [report]

    def build_without(instead: Instead) -> Report:
        left_out.update({path: read(path) for path in instead})
        builds.append(build(instead))
        return builds[-1]

    rest = build_with_rest(report, good, build_without, read)
    errors = (problem for later in builds[1:] for problem in later.problems if problem.is_error)
    problems = in_order((*report.problems, *found_late(errors, left_out)))
    quiet = frozenset[tuple[str, int]]().union(*(one.quiet for one in builds))
    return msgspec.structs.replace(report, problems=tuple(problems), quiet=quiet), rest


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
        instead |= {path: None if path in instead else _as_good(path, good, read) for path in fresh}
        instead |= dict.fromkeys(_pictures_of(instead, read))
        report = build(instead)
        if not report.failed(strict=False):
            return report, instead
    return None


def _as_good(path: str, good: Mapping[str, bytes], read: Read) -> bytes | None:
    """What to take for a file that is wrong: what it held, unless it is to be kept back by now."""
    before, now = good.get(path), read(path)
    if before is None or _kept_back(now) - _kept_back(before):
        return None
    return before


def _kept_back(content: bytes) -> Counter[str]:
    return Counter(_KEEPS_BACK.findall(content.decode(errors="ignore")))


def _pictures_of(instead: Instead, read: Read) -> Iterator[str]:
    """Pictures of people in files that are left out, or taken as they were: who is in them by now, nobody is asked."""
    for path in list(instead):
        text = read(path).decode(errors="ignore") if path.endswith(_TEXTS) else ""
        if "subjects" in text:
            for src in _SRC.findall(text):
                places = (f"{CONTENT}/{src}", posixpath.normpath(f"{posixpath.dirname(path)}/{src}"))
                yield from (place for place in places if _may_be_set_aside(place) and read(place))


def _lists_missed(errors: Iterable[Problem], good: Mapping[str, bytes], read: Read) -> set[str]:
    """The lists that held what is missed now when all was well, and have been changed."""
    missed = {_LISTS.get(dict(problem.facts).get("what", "")) for problem in errors}
    return {path for path in missed if path and path in good and read(path) != good[path]}


def _may_be_set_aside(path: str) -> bool:
    top, _, rest = path.partition("/")
    return top == CONTENT and rest.partition("/")[0] in _KINDS
