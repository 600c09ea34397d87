"""Everything up to the plan: what ``build``, ``check`` and ``serve`` have in common. Reads, and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from generator.app.version import program_templates
from generator.base.problems import Problem, UsageError
from generator.link import style
from generator.link.privacy import advice, gate
from generator.link.privacy.guard import Guard
from generator.link.prose import markup
from generator.link.prose.values import Prose
from generator.link.site import Site, link
from generator.model.entities import Body, Public
from generator.model.settings import BuildOptions, SiteSettings
from generator.plan.outputs import Output
from generator.plan.plan import plan_site
from generator.read import load, references, source
from generator.write import workers

Progress = Callable[[str, int, int], None]
"""Called with the name of a step (``prose``, ``pages``), how much of it is done, and of how much."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A site that is planned; ``outputs`` is empty where problems stopped it earlier.

    Attributes:
        problems: not yet located: those inside YAML know their pointer only.
        site: what was planned; ``None`` where problems stopped it earlier.
    """

    settings: SiteSettings | None
    sources: source.Sources
    public: Public
    guard: Guard
    outputs: dict[str, Output]
    problems: tuple[Problem, ...]
    site: Site | None = None


def prepare(root: Path, options: BuildOptions, *, progress: Progress, advise: bool = False) -> Prepared:
    """Reads a site, sends it through the gate, links and plans it.

    Args:
        root: the site's folder.
        options: what was asked of this run.
        progress: is told of what takes long.
        advise: also give the advice on privacy, dignity and style that an editor wants before a build, not in one.

    Raises:
        UsageError: there is no site in that folder.
    """
    sources, problems = source.scan(root, program_templates=program_templates())
    settings, records, found = load.load(sources)
    problems += found
    if settings is None:
        return _stopped(sources, problems)
    settings = _as_asked(settings, options)
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=settings.zone)
    now = now.astimezone(settings.zone)
    problems += references.check(records, settings, today=now.date())
    public, guard, found = gate.publish(records, settings, now=now, drafts=options.drafts)
    problems += found
    if advise:
        problems += (*advice.style_problems(records, settings, now), *style.problems(public))
    prose, found = _prose(public.bodies, jobs=options.jobs, progress=progress)
    problems += found
    if any(problem.is_error for problem in problems):
        return _stopped(sources, problems, settings=settings, public=public, guard=guard)
    site, found = link(public, prose, settings)
    problems += found
    outputs, found = plan_site(site, sources.assets)
    problems += found
    return Prepared(
        settings=settings,
        sources=sources,
        public=public,
        guard=guard,
        outputs=outputs,
        problems=problems,
        site=site,
    )


def _stopped(
    sources: source.Sources,
    problems: tuple[Problem, ...],
    *,
    settings: SiteSettings | None = None,
    public: Public | None = None,
    guard: Guard | None = None,
) -> Prepared:
    return Prepared(
        settings=settings,
        sources=sources,
        public=public or Public(),
        guard=guard or Guard((), ()),
        outputs={},
        problems=problems,
    )


def _as_asked(settings: SiteSettings, options: BuildOptions) -> SiteSettings:
    """The settings with what the command line puts in their place."""
    if options.base_url is None:
        return settings
    if options.base_url and not options.base_url.startswith(("http://", "https://")):
        raise UsageError("U822", url=options.base_url)
    base_url = options.base_url.rstrip("/") + "/" if options.base_url else ""
    return msgspec.structs.replace(settings, base_url=base_url)


def _prose(bodies: dict[str, Body], *, jobs: int, progress: Progress) -> tuple[dict[str, Prose], tuple[Problem, ...]]:
    prose: dict[str, Prose] = {}
    problems: list[Problem] = []
    with workers.pool(jobs, items=len(bodies)) as executor:
        made = workers.ordered_map(markup.to_prose, bodies.values(), executor=executor, chunk=32)
        for key, (value, found) in zip(bodies, made, strict=True):
            prose[key] = value
            problems += found
            progress("prose", len(prose), len(bodies))
    return prose, tuple(problems)


def moment_of(text: str) -> dt.datetime | None:
    """A time from the command line, naive: it is read in the site's time zone."""
    from zoneinfo import ZoneInfo

    from generator.read import dates

    moment = dates.read_moment(text, ZoneInfo("UTC"))
    return moment.replace(tzinfo=None) if moment else None
