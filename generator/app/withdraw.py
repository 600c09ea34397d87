"""``withdraw``: somebody takes a consent, a wish or a story back. It is written down, and told what that entails.

The next build removes what hangs on it; this command only edits the one file that says so, and never a name is printed.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from generator.app import gone
from generator.app.build import Progress, check
from generator.app.inplace import replace
from generator.app.prepare import Prepared, prepare
from generator.base.problems import Problem, UsageError
from generator.model.settings import BuildOptions, SiteSettings
from generator.read import load, source, survey, yamledit
from generator.read.locate import locate
from generator.read.yamledit import Change
from generator.write import manifest

CONSENTS = f"{survey.CONTENT}/private/consents.yaml"
PERSON, STORY, WISH = "person", "story", "wish"

# A value that a comment has swallowed does not keep the records of its file from being read.
_HARMLESS = frozenset(("C639",))
_REMARKS = {
    "zh-CN": "撤回于 {day}：不再发布。不要删掉下面这一行。",
    "en": "Withdrawn on {day}: not to be published again. Keep the line below.",
}


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
    today = _today(options, settings)
    day = on or today
    if day > today:
        raise UsageError("U834", day=day, today=today)
    kind, item = _meant(records, target)
    if kind == PERSON:
        _refuse_unreadable(root, problems)
        changes = _of_person(records, item, day, today=today)
    else:
        changes = _of_wish(records, item, day) if kind == WISH else _of_story(records, item, day, settings)
    # Read before anything is written: it may be damaged, and that is to be said first.
    standing = before.outputs.keys() | _left_by_builds(root, options)
    edits = _write(root, changes)
    after = prepare(root, options, progress=progress) if edits else before
    problems = tuple(_errors(root, before, after, options, progress))
    done = Withdrawal(kind=kind, id=item, on=day, edits=edits, problems=problems, language=settings.language)
    done = msgspec.structs.replace(done, signed_for=_signed_for(records, item, kind))
    return _foreseen(done, root, standing, before, after) if after.outputs else done


def _today(options: BuildOptions, settings: SiteSettings) -> dt.date:
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=settings.zone)
    return now.astimezone(settings.zone).date()


# What is meant


def _meant(records: Any, target: str) -> tuple[str, str]:
    """The kind and id that somebody typed."""
    kind, _, item = target.rpartition(":")
    known = {
        PERSON: {record.id for record in records.people} | {record.person for record in records.consents},
        STORY: {record.id for record in records.stories},
        WISH: {record.id for record in records.wishes},
    }
    found = [name for name, ids in known.items() if item in ids and kind in ("", name)]
    if not found and any(records.unread.may_be(name, item) for name in known if kind in ("", name)):
        raise UsageError("U838", id=item)
    if not found:
        raise UsageError("U830", id=target, nearest=_nearest(item, set().union(*known.values())))
    if len(found) > 1:
        raise UsageError("U835", id=item, choices="、".join(f"{name}:{item}" for name in found))
    return found[0], item


def _nearest(wanted: str, ids: Iterable[str]) -> str:
    return "、".join(difflib.get_close_matches(wanted, sorted(ids), n=3))


def _refuse_unreadable(root: Path, problems: Iterable[Problem]) -> None:
    """A consent that cannot be read may be that person's, and would stay live without a word."""
    broken = [item for item in problems if item.location.path == CONSENTS and item.is_error]
    located = locate([item for item in broken if item.code not in _HARMLESS], lambda path: source.text_of(root, path))
    if located:
        raise UsageError("U832", path=min(item.location for item in located))


# What to write


def _of_person(records: Any, person: str, day: dt.date, *, today: dt.date) -> list[tuple[str, str, Change]]:
    """File, id and change for every consent of a person that is live or will be, for whatever channel."""
    held = [consent for consent in records.consents if consent.person == person]
    withdrawn = [consent for consent in held if consent.withdrawn and consent.withdrawn <= today]
    expired = [consent for consent in held if consent.expires and consent.expires < today]
    live = [consent for consent in held if consent not in withdrawn and consent not in expired]
    if not live and not withdrawn:
        others = {consent.person for consent in records.consents} - {person}
        raise UsageError("U831", id=person, nearest=_nearest(person, others))
    return [
        (
            consent.at.path,
            consent.id,
            Change(pointer=consent.at.pointer, key="withdrawn", value=day.isoformat(), after=("expires", "given")),
        )
        for consent in live
    ]


def _of_wish(records: Any, wish: str, day: dt.date) -> list[tuple[str, str, Change]]:
    record = next(record for record in records.wishes if record.id == wish)
    at = record.at
    if record.closed and record.closed.reason == "withdrawn":
        return []
    if record.closed:
        # Closed for another reason its stories go on being told: the reason is what has to change.
        inside = (*at.pointer, "closed")
        values = (("on", day.isoformat()), ("reason", "withdrawn"))
        return [(at.path, wish, Change(pointer=inside, key=key, value=value)) for key, value in values]
    value = f"{{on: {day.isoformat()}, reason: withdrawn}}"
    below = ("fulfilled", "claimed", "collected")
    return [(at.path, wish, Change(pointer=at.pointer, key="closed", value=value, after=below))]


def _of_story(records: Any, story: str, day: dt.date, settings: SiteSettings) -> list[tuple[str, str, Change]]:
    """A story expires that day: it is gone from every build then, previews with drafts included."""
    record = next(record for record in records.stories if record.id == story)
    if record.expires and record.expires.date() <= day:
        return []
    remark = _REMARKS[settings.language].format(day=day.isoformat())
    return [(record.at.path, story, Change(pointer=(), key="expires", value=day.isoformat(), remark=remark))]


def _write(root: Path, changes: list[tuple[str, str, Change]]) -> tuple[Edit, ...]:
    """Edits the one file that the changes are of."""
    if not changes:
        return ()
    path = changes[0][0]
    edited, lines = yamledit.edit(source.read_bytes(root, path), path, [change for _, _, change in changes])
    replace(root / path, edited)
    return tuple(sorted(Edit(path, line, item) for line, (_, item, _) in zip(lines, changes, strict=True)))


def _signed_for(records: Any, item: str, kind: str) -> tuple[str, ...]:
    if kind != PERSON:
        return ()
    signed = {consent.person for consent in records.consents if consent.signed_by == item and not consent.withdrawn}
    return tuple(sorted(signed - {item}))


# What follows


def _left_by_builds(root: Path, options: BuildOptions) -> set[str]:
    """Stories, wishes and pictures that an earlier build left; the rest, such as feeds, hangs on how it was run."""
    output = Path(options.output) if options.output else root / "output"
    return {path for path in manifest.load(output) or {} if gone.is_lasting(path)}


def _foreseen(done: Withdrawal, root: Path, standing: Iterable[str], before: Prepared, after: Prepared) -> Withdrawal:
    """Adds what the next build removes and writes anew, and puts the addresses on the list for the host."""
    vanishing = tuple(sorted(set(standing) - after.outputs.keys()))
    changing = [
        path
        for path, output in after.outputs.items()
        if path not in before.outputs or before.outputs[path].key != output.key
    ]
    base_url = after.settings.base_url if after.settings else ""
    return msgspec.structs.replace(
        done,
        vanishing=vanishing,
        changing=tuple(sorted(changing)) if before.outputs else (),
        listed=gone.record(root, vanishing, planned=after.outputs.keys(), base_url=base_url),
    )


def _errors(
    root: Path, before: Prepared, after: Prepared, options: BuildOptions, progress: Progress
) -> Iterator[Problem]:
    """Errors that the next build will stop at.

    Where the withdrawal made a name one that must not go out, now or at an earlier run, every page is looked at, for
    any may hold it.
    """
    problems: Iterable[Problem] = locate(after.problems, lambda path: source.text_of(root, path))
    if after.outputs and (after is before or after.guard != before.guard):
        problems = check(root, options, progress=progress).problems
    yield from (problem for problem in problems if problem.is_error)
