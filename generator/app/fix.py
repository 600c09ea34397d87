"""``fix``: mends in the files of a site what is certain, or shows what it would mend; the rest is left to ``check``.

Only what the one reader found inside ``content/`` is written, each file whole or not at all, and none that somebody
has saved meanwhile.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from generator.app.discretion import discreet, masked
from generator.app.inplace import replace
from generator.app.mending import Draft, add_ids, mend_file
from generator.app.version import program_templates
from generator.base.problems import Problem, in_order
from generator.link.privacy import gate
from generator.link.scanning.scanner import Scanner
from generator.model.settings import UNREAD, SiteSettings
from generator.read import load, source, survey
from generator.read.locate import locate
from generator.read.mending.ids import Numbers
from generator.read.mending.kinds import Mend
from generator.read.source import Source, Sources

MENDED, BUSY, OUTSIDE = "mended", "busy", "outside"

# What stands round a change when all of it is asked for.
_CONTEXT = 3


class FileMended(msgspec.Struct, frozen=True, kw_only=True):
    """A file in which there was something to mend.

    Attributes:
        mends: kinds and how many of each, in the order of ``Mend``.
        state: ``mended``, or why it was left as it was: ``busy``, it was saved by somebody meanwhile; ``outside``, a
            link leads there from the site's folder.
        diff: lines of a unified diff, fit to be printed; empty where only bytes changed, and always for a private file.
    """

    path: str
    mends: tuple[tuple[Mend, int], ...]
    state: str = MENDED
    diff: tuple[str, ...] = ()


class Fixed(msgspec.Struct, frozen=True, kw_only=True):
    """What was mended, and what could not be.

    Attributes:
        files: sorted by path.
        blocked: located; each keeps the slips of its file from being mended.
        left: errors in other files, located, that still keep something from being read.
        is_shown_only: nothing was written.
        hides_lines: no diff is shown, for the register cannot be read in full, and any line may hold a name of it.
    """

    files: tuple[FileMended, ...] = ()
    blocked: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()
    is_shown_only: bool = False
    hides_lines: bool = False
    language: str = "zh-CN"

    @property
    def failed(self) -> bool:
        """Whether something is left for its author to mend."""
        return bool(self.left or self.blocked) or any(file.state != MENDED for file in self.files)


def fix(root: Path, *, now: dt.datetime, show_only: bool) -> Fixed:
    """Mends a site's files in place.

    Args:
        root: the site's folder.
        now: which consents are live, for what a diff may quote; naive, it is in the site's time zone.
        show_only: write nothing.

    Raises:
        UsageError: U820, no site there.
        MachineError: the disk refused; every file is as it was, or mended.
    """
    sources, problems = source.scan(root, program_templates=program_templates())
    drafts = _mended(sources)
    mended = {draft.source.path: _resaved(draft) for draft in drafts}
    after = msgspec.structs.replace(
        sources,
        yaml=tuple(mended[item.path] for item in sources.yaml),
        markdown=tuple(mended[item.path] for item in sources.markdown),
    )
    settings, records, found = load.load(after)
    errors = [problem for problem in (*problems, *found) if problem.is_error]
    hides_lines = any(survey.is_private(problem.location.path) for problem in errors)
    scanner = _scanner(settings, records, now)
    printable = None if hides_lines else functools.partial(masked, scanner=scanner)
    located = in_order(locate(errors, lambda path: mended[path].content if path in mended else None))
    left, _ = discreet(located, scanner, lambda *_: "")
    blocked, _ = discreet([problem for draft in drafts for problem in draft.blocked], scanner, lambda *_: "")
    changed = [draft for draft in drafts if draft.content != draft.source.content]
    held_up = {problem.location.path for problem in blocked}
    files = [save(root, draft, printable, show_only=show_only) for draft in changed]
    return Fixed(
        files=tuple(files),
        blocked=tuple(blocked),
        left=tuple(problem for problem in left if problem.location.path not in held_up),
        is_shown_only=show_only,
        hides_lines=hides_lines,
        language=settings.language if settings else "zh-CN",
    )


def _mended(sources: Sources) -> list[Draft]:
    """Every text file, mended, by path."""
    drafts = sorted((mend_file(item) for item in (*sources.yaml, *sources.markdown)), key=lambda one: one.source.path)
    numbers = Numbers([*(draft.text for draft in drafts), *(PurePosixPath(draft.source.path).stem for draft in drafts)])
    return [add_ids(draft, numbers) for draft in drafts]


def _resaved(draft: Draft) -> Source:
    return Source(draft.source.path, draft.content, b"")


def save(root: Path, draft: Draft, printable: Callable[[str], str] | None, *, show_only: bool) -> FileMended:
    """Puts a mended file in its place, if that is inside the site and the file is still the one that was read.

    Args:
        root: the site's folder.
        draft: a file that changed.
        printable: a line of it as it may be printed; without it, none is.
        show_only: write nothing.

    Raises:
        MachineError: the disk refused; the file is as it was.
    """
    path = draft.source.path
    mends = tuple((kind, draft.mends[kind]) for kind in Mend if draft.mends[kind])
    context = _CONTEXT if show_only else 0
    diff = tuple(_diff(draft, printable, context=context)) if printable and not survey.is_private(path) else ()
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()) or file.is_symlink():
        return FileMended(path=path, mends=mends, state=OUTSIDE)
    if not show_only:
        if source.content_of(root, path) != draft.source.content:
            return FileMended(path=path, mends=mends, state=BUSY)
        replace(file, draft.content)
    return FileMended(path=path, mends=mends, diff=diff)


def _diff(draft: Draft, printable: Callable[[str], str], *, context: int) -> Iterator[str]:
    before, path = draft.file.text if draft.file else "", draft.source.path
    lines = difflib.unified_diff(before.split("\n"), draft.text.split("\n"), path, path, n=context, lineterm="")
    for number, line in enumerate(lines):
        # The two lines of a heading are ours, and so is the one that says where a change stands.
        yield line if number < 2 or line.startswith("@") else line[:1] + printable(line[1:])


def _scanner(settings: SiteSettings | None, records: Any, now: dt.datetime) -> Scanner:
    known = settings or UNREAD
    _, guard, _ = gate.publish(records, known, now=known.here(now))
    return Scanner(guard, known.public_contacts)
