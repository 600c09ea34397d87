"""``withdraw``: somebody takes a consent, a wish or a story back. It is written down, and told what that entails.

The next build removes what hangs on it; this command only edits the one file that says so, and never a name is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.app import gone
from generator.app.building import lookalikes
from generator.app.building.build import check
from generator.app.building.prepare import prepare
from generator.app.building.prepared import Prepared
from generator.app.callbacks import Progress
from generator.app.discretion import printable
from generator.app.inplace import replace
from generator.base.problems import Problem, UsageError, in_order
from generator.link.privacy import mentions
from generator.model.settings import BuildOptions
from generator.read import load, source, survey, withdrawing, yamledit
from generator.read.locate import locate
from generator.read.withdrawing import PERSON, WISH, Changes
from generator.write import manifest

CONSENTS = f"{survey.CONTENT}/private/consents.yaml"

# A value that a comment has swallowed does not keep the records of its file from being read.
_HARMLESS = frozenset(("C639",))


class Edit(msgspec.Struct, frozen=True, order=True):
    """A line that was written: file, line and the id of the record."""

    path: str
    line: int
    id: str


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """What was written down, and what the next build will do.

    Attributes:
        kind: ``person``, ``story`` or ``wish``.
        edits: in order of line; none where it had been withdrawn before.
        signed_for: ids of others for whom this person signed: their consents stand.
        vanishing: addresses that the next build removes, sorted.
        changing: pages that it writes anew, sorted.
        listed: all addresses in the list for the host, those of earlier withdrawals included.
        problems: errors, located, that keep the next build from removing anything.
        mentions: places that still speak of it, and pictures that look like one that may not be shown, located:
            warnings for an editor to look at.
    """

    kind: str
    id: str
    on: dt.date
    edits: tuple[Edit, ...] = ()
    signed_for: tuple[str, ...] = ()
    vanishing: tuple[str, ...] = ()
    changing: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Problem, ...] = ()
    language: str = "zh-CN"


def withdraw(root: Path, target: str, *, on: dt.date | None, options: BuildOptions, progress: Progress) -> Withdrawal:
    """Writes a withdrawal down, and foresees the next build.

    Args:
        root: the site's folder.
        target: an id; where two kinds share it, with the kind in front, ``story:20260203-01``.
        on: the day of the withdrawal; today unless given.
        options: of the build to foresee.
        progress: told of the steps.

    Raises:
        UsageError: U820, no site there; U827, its settings cannot be read; U830, nobody and nothing has that id; U838,
            what may have it cannot be read; U831, no consent of that person is live; U832, the consents cannot be
            read; U833, the file cannot be edited safely; U834, a day to come; U835, the id means several things; U807
            or U809, the output's manifest is none.
        MachineError: the disk refused; the file is as it was.
    """
    before = prepare(root, options, progress=progress)
    settings, records, problems = load.load(before.sources)
    if settings is None:
        raise UsageError("U827", path=root / load.SITE)
    now, today = before.now, before.now.date()
    day = on or today
    if day > today:
        raise UsageError("U834", day=day, today=today)
    kind, item = withdrawing.meant(records, target)
    signed_for: tuple[str, ...] = ()
    if kind == PERSON:
        _refuse_unreadable(root, problems)
        changes = withdrawing.of_person(records, item, day, today=today)
        signed_for = withdrawing.signed_for(records, item, today=today)
    elif kind == WISH:
        changes = withdrawing.of_wish(records, item, day)
    else:
        changes = withdrawing.of_story(records, item, day, now=now, language=settings.language)
    # Read before anything is written: it may be damaged, and that is to be said first.
    standing = before.outputs.keys() | _left_by_builds(root, options)
    edits = _write(root, changes)
    after = prepare(root, options, progress=progress) if edits else before
    errors = _errors(root, before, after, options, progress)
    prose = {key: part.value for key, part in after.planned.site.prose.items()} if after.planned else {}
    said = mentions.of_withdrawn(kind, item, records, after.public, prose.items())
    vanishing = tuple(sorted(standing - after.outputs.keys())) if after.planned else ()
    return Withdrawal(
        kind=kind,
        id=item,
        on=day,
        edits=edits,
        signed_for=signed_for,
        vanishing=vanishing,
        changing=_changing(before, after),
        listed=gone.record(root, vanishing, planned=after.outputs, base_url=after.base_url) if after.planned else (),
        problems=errors,
        mentions=printable((*said, *lookalikes.of_withheld(after, root)), after, root).problems,
        language=settings.language,
    )


def _located(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    return in_order(locate(problems, lambda path: source.content_of(root, path)))


def _refuse_unreadable(root: Path, problems: Iterable[Problem]) -> None:
    """A consent that cannot be read may be that person's, and would stay live without a word."""
    broken = [item for item in problems if item.location.path == CONSENTS and item.is_error]
    harmful = [item for item in broken if item.code not in _HARMLESS]
    if located := _located(root, harmful):
        raise UsageError("U832", path=min(item.location for item in located))


def _write(root: Path, changes: Changes) -> tuple[Edit, ...]:
    """Edits the one file that the changes are of."""
    if not changes:
        return ()
    path = changes[0][0]
    edited, lines = yamledit.edit(source.read_bytes(root, path), path, [change for _, _, change in changes])
    replace(root / path, edited)
    return tuple(sorted(Edit(path, line, item) for line, (_, item, _) in zip(lines, changes, strict=True)))


# What follows


def _left_by_builds(root: Path, options: BuildOptions) -> set[str]:
    """Stories, wishes and pictures that an earlier build left; the rest, such as feeds, hangs on how it was run."""
    output = Path(options.output) if options.output else root / "output"
    return {path for path in manifest.load(output) or {} if gone.is_lasting(path)}


def _changing(before: Prepared, after: Prepared) -> tuple[str, ...]:
    """Pages that the next build writes anew; nobody knows where the site could not be built before, or cannot now."""
    if not before.planned:
        return ()
    known = {path: output.key for path, output in before.outputs.items()}
    return tuple(sorted(path for path, output in after.outputs.items() if known.get(path) != output.key))


def _errors(
    root: Path, before: Prepared, after: Prepared, options: BuildOptions, progress: Progress
) -> tuple[Problem, ...]:
    """Errors that the next build will stop at, as they may be printed.

    Where the withdrawal made a name one that must not go out, now or at an earlier run, every page is looked at, for
    any may hold it.
    """
    if after.planned and (after is before or after.guard != before.guard):
        problems = check(root, options, progress=progress).problems
    else:
        problems = printable(after.problems, after, root).problems
    return tuple(problem for problem in problems if problem.is_error)
