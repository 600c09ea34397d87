"""Sources to a site, top to bottom; ``check`` is the same as ``make`` without the last step."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
import os
from collections.abc import Collection, Generator, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.app import gone
from generator.app.building import besides, linking, lookalikes, promising
from generator.app.building.findings import Findings
from generator.app.building.memory import Memory
from generator.app.building.prepare import prepare
from generator.app.building.prepared import Prepared
from generator.app.building.rendering import Context, Rendered, render_all, renderer_of
from generator.app.building.session import Session
from generator.app.callbacks import Progress, Unreachable
from generator.app.discretion import printable
from generator.app.outcome import Report, stops
from generator.base import digest
from generator.base.problems import MachineError, Problem
from generator.model.settings import UNREAD, BuildOptions
from generator.plan.outputs import Lazy, Output
from generator.read import source, survey
from generator.read.survey import PROMISES
from generator.write import claim
from generator.write.commit import commit
from generator.write.stage import Stage, staging

_AHEAD = 12
"""Moments to come that a check looks at, the next ones; each takes about as long as the site of today."""


def check(root: Path, options: BuildOptions, *, progress: Progress, unreachable: Unreachable | None = None) -> Report:
    """Everything that ``build`` checks, writing nothing.

    Args:
        root: the site's folder.
        options: what was asked of this run.
        progress: is told of what takes long.
        unreachable: says which addresses of other sites lead nowhere; without it, nobody is asked.

    Raises:
        UsageError: there is no site in that folder.
    """
    ready = functools.partial(prepare, root, options, progress=progress, advise=True)
    prepared = ready()
    problems = _found(prepared, root, options, progress=progress, unreachable=unreachable)
    rest = None if prepared.planned else besides.rest_of(prepared, lambda instead: ready(instead=instead))
    if rest:
        found = _found(rest.prepared, root, options, progress=progress)
        problems += rest.worth_telling(found)
    if prepared.planned and prepared.public.held_back:
        problems += _ahead(prepared, root, options, progress)
    problems += lookalikes.of_withheld(prepared, root)
    return _report(prepared, problems, root)


def _ahead(prepared: Prepared, root: Path, options: BuildOptions, progress: Progress) -> list[Problem]:
    """What will be wrong with the stories whose time has not come, when it has: nobody may be there to hear of it."""
    found: list[Problem] = []
    # Each in its own moment: until the last of them, another may have ended.
    for until in sorted({story.until for story in prepared.public.held_back})[:_AHEAD]:
        due = {story.path for story in prepared.public.held_back if story.until == until}
        then = msgspec.structs.replace(options, now=until)
        later = prepare(root, then, progress=progress, advise=True)
        wrong = _found(later, root, then, progress=progress, origins=due)
        found += (problem for problem in wrong if problem.location.path in due)
    return found


def _found(
    prepared: Prepared,
    root: Path,
    options: BuildOptions,
    *,
    progress: Progress,
    unreachable: Unreachable | None = None,
    origins: Collection[str] = (),
) -> list[Problem]:
    """All that is wrong with a site and its pages, each of which is made for that, or those of some files alone."""
    findings = Findings(prepared)
    # A shard of the search index holds no text, so that nothing can be wrong with it.
    outputs = {
        path: output
        for path, output in prepared.outputs.items()
        if not isinstance(output.recipe, Lazy) and (not origins or output.origin in origins)
    }
    if outputs:
        with contextlib.closing(_rendered(prepared, root, outputs, options.jobs)) as rendered:
            for number, made in enumerate(rendered, 1):
                content = findings.take(made)
                if unreachable and content is not None:
                    findings.note_elsewhere(made.path, content)
                progress("pages", number, len(outputs))
    if unreachable:
        findings.ask_elsewhere(unreachable)

    renderer = renderer_of(str(root), prepared.sources.templates, prepared.language)

    def again(path: str) -> bytes:
        """The bytes of one page, which nobody kept."""
        content = renderer.render(prepared.outputs[path])
        return content if isinstance(content, bytes) else b""

    problems, _ = findings.conclude(again)
    return problems


class Made(NamedTuple):
    """How a site was made.

    Attributes:
        sources: as they are then.
        moment: that the site is of.
        is_settled: whether nothing is left that the next build has to try again.
    """

    report: Report
    sources: source.Sources
    moment: dt.datetime
    is_settled: bool = True


def make(root: Path, options: BuildOptions, target: claim.Claimed, *, progress: Progress, session: Session) -> Made:
    """Makes a site; what has errors writes nothing. The locks of site and output must be held.

    Raises:
        UsageError: there is no site in that folder, or the output folder cannot be taken.
        MachineError: the machine failed us; what was there stands.
    """
    with _without_garbage_search():
        prepared = prepare(root, options, progress=progress, session=session)
    if not prepared.planned or _stops(prepared.problems, strict=options.strict):
        # A preview builds the rest anyway.
        late = () if prepared.planned or session.repeats else _late(prepared, root, options, progress, session)
        return Made(_report(prepared, [*prepared.problems, *late], root), prepared.sources, prepared.now)
    memory = Memory(session.store, root, target, forget=options.clean)
    with staging(target, intact=memory.intact) as stage:
        findings = Findings(prepared, linking.load(session.store, memory.name))
        report, linked = _write(findings, stage, memory, root=root, options=options, progress=progress)
    sources = prepared.sources
    found: tuple[Problem, ...] = ()
    if linked is not None:
        linking.save(session.store, memory.name, linked)
        if claim.is_own(target, site=root):
            sources, found = promising.keep(root, sources, prepared.planned)
            # Of a site that is written, it cannot be said any more that a warning stopped it.
            if not options.strict:
                report = msgspec.structs.replace(report, problems=(*report.problems, *found))
        if session.repeats:
            session.shown = prepared
    # What was wrong with the promises was mended by this build, or the next has to try again.
    wrong = any(problem.location.path == PROMISES for problem in prepared.problems)
    return Made(report, sources, prepared.now, is_settled=not (wrong or found))


def _late(
    prepared: Prepared, root: Path, options: BuildOptions, progress: Progress, session: Session
) -> tuple[Problem, ...]:
    """What the plan of the rest shows; pages are not made for a build that stops."""
    ready = functools.partial(prepare, root, options, progress=progress, session=session)
    rest = besides.rest_of(prepared, lambda instead: ready(instead=instead))
    return tuple(rest.worth_telling(rest.prepared.problems)) if rest else ()


def _write(
    findings: Findings, stage: Stage, memory: Memory, *, root: Path, options: BuildOptions, progress: Progress
) -> tuple[Report, linking.Linked | None]:
    """Renders what is new, checks what was not checked, and commits unless something is wrong."""
    prepared = findings.prepared
    # What must not stand on single pages is looked for there in every build.
    guard = digest.of_value((msgspec.structs.replace(prepared.guard, beside=()), prepared.contacts))
    keys = _keys(prepared, root)
    digests = memory.reusable(keys, stage)
    is_other_guard = not memory.was_scanned_under(guard)
    if is_other_guard:
        findings.scan(digests, stage.read)
    findings.reconsider(digests, stage.read, is_scanned=is_other_guard)
    vanishing = stage.committed.keys() - prepared.outputs.keys()
    findings.recheck(digests, vanishing, stage.read)
    fresh = {path: output for path, output in prepared.outputs.items() if path not in digests}
    with contextlib.closing(_rendered(prepared, root, fresh, options.jobs)) as rendered:
        for number, made in enumerate(rendered, 1):
            if (content := findings.take(made)) is not None:
                digests[made.path] = stage.put(made.path, content)
            progress("pages", number, len(fresh))
    problems, linked = findings.conclude(stage.read)
    if _stops(problems, strict=options.strict):
        return _report(prepared, problems, root), None
    refused = _list_what_goes(vanishing, prepared, stage, root)
    done = commit(stage, {path: digests[path] for path in prepared.outputs})
    if refused is not None:
        # As after a commit that was killed, the next build goes by the earlier ledger, and lists what went before.
        raise refused
    memory.keep(keys, digests, done, guard)
    report = msgspec.structs.replace(
        _report(prepared, problems, root),
        written=done.written,
        reused=done.reused,
        vanished=done.removed,
        # A folder from elsewhere may have a name that is no text.
        output=os.fsencode(stage.output).decode("utf-8", "replace"),
    )
    return report, linked


def _list_what_goes(vanishing: Iterable[str], prepared: Prepared, stage: Stage, root: Path) -> MachineError | None:
    """Whoever took something back by hand, or let a consent end, has the list for the host as well.

    It is written first, because a commit that was killed is not asked again what went; and what cannot be listed goes
    all the same.
    """
    if claim.is_own(stage.output, site=root):
        lasting = filter(gone.is_lasting, vanishing)
        try:
            gone.record(root, lasting, planned=prepared.outputs, base_url=prepared.base_url)
        except MachineError as refused:
            return refused
    return None


@contextlib.contextmanager
def _without_garbage_search() -> Generator[None]:
    """Lets a site of a million values be made without looking for garbage among them again and again.

    None of them refers back to itself, and afterwards none is looked at any more, in this process or in forked ones.
    """
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def _stops(problems: Iterable[Problem], *, strict: bool) -> bool:
    return any(stops(problem, strict=strict) for problem in problems)


def _keys(prepared: Prepared, root: Path) -> dict[str, bytes]:
    """The full key of every output: its own, and that of its template."""
    renderer = renderer_of(str(root), prepared.sources.templates, prepared.language)
    return {path: renderer.key(output) for path, output in prepared.outputs.items()}


def _rendered(prepared: Prepared, root: Path, outputs: dict[str, Output], jobs: int) -> Generator[Rendered]:
    context = Context(
        str(root),
        prepared.sources.templates,
        prepared.language,
        prepared.guard,
        prepared.contacts,
        frozenset(prepared.outputs),
        prepared.base_url,
    )
    return render_all(outputs.values(), jobs=jobs, context=context)


def _report(prepared: Prepared, problems: list[Problem], root: Path) -> Report:
    fit, quiet = printable(problems, prepared, root)
    site = prepared.planned.site if prepared.planned else None
    # While a consent cannot be read, nobody knows who signed.
    is_blind = any(problem.is_error and survey.is_private(problem.location.path) for problem in problems)
    return Report(
        problems=fit,
        quiet=quiet,
        withheld=() if is_blind else prepared.public.withheld,
        held_back=prepared.public.held_back,
        without_photos=tuple(sorted(prepared.public.without_photos | (site.without_photos if site else set()))),
        drafts=prepared.public.drafts,
        language=prepared.language,
        stories=sum(not story.retracted for story in prepared.public.stories),
        wishes=len(prepared.public.wishes),
        without_base_url=prepared.settings is not UNREAD and not prepared.base_url,
        changes_at=prepared.public.changes_at,
    )
