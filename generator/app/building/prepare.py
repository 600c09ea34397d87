"""Everything up to the plan: what ``build``, ``check`` and ``serve`` have in common. Reads, and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.app.building import proses
from generator.app.building.prepared import Planned, Prepared
from generator.app.building.session import Session
from generator.app.building.stored_index import StoredIndex
from generator.app.building.stored_reading import StoredReading
from generator.app.callbacks import Progress
from generator.app.version import program_templates
from generator.base.digest import Part
from generator.base.problems import Problem, UsageError
from generator.link.privacy import gate
from generator.link.prose.values import Prose
from generator.link.site import link, lost_in_texts
from generator.model.entities import Public
from generator.model.settings import UNREAD, BuildOptions, SiteSettings
from generator.plan.plan import plan_site
from generator.read import filenames, load, promises, references, schema, source
from generator.read.kept import KeptRecords
from generator.read.source import Instead
from generator.write.cache import Store

_RECORDS = "records"


def prepare(
    root: Path,
    options: BuildOptions,
    *,
    progress: Progress,
    advise: bool = False,
    session: Session | None = None,
    instead: Instead | None = None,
) -> Prepared:
    """Reads a site, sends it through the gate, links and plans it.

    Args:
        root: the site's folder.
        options: what was asked of this run.
        progress: is told of what takes long.
        advise: also give the advice on privacy, dignity and style that an editor wants before a build, not in one.
        session: what is known from earlier builds; without one, nothing is, and nothing is kept.
        instead: what to take for the content of files; that of the session where nothing is given.

    Raises:
        UsageError: there is no site in that folder.
    """
    cache = session.store if session else None
    sources, problems = _scanned(root, session, instead)
    loaded = _loaded(sources, None if options.clean else cache, cache)
    settings, records, found = loaded
    problems += found
    if settings is None:
        # Whatever the settings would be: who stands in the register must not stand in a message either.
        _, guard, _ = gate.publish(records, UNREAD, now=UNREAD.here(options.now))
        return Prepared(sources=sources, problems=problems, now=options.now, guard=guard)
    settings = _as_asked(settings, options)
    now = settings.here(options.now)
    problems += references.check(records, settings, today=now.date())
    public, guard, found = gate.publish(records, settings, now=now, drafts=options.drafts)
    problems += found
    if advise:
        problems += _advice(loaded, settings, public, now)
    prose, found = proses.make(public.bodies, jobs=options.jobs, progress=progress, store=cache, forget=options.clean)
    problems += found
    prepared = Prepared(sources=sources, problems=problems, now=now, settings=settings, public=public, guard=guard)
    if any(problem.is_error for problem in problems):
        return msgspec.structs.replace(prepared, lost=lost_in_texts(public, prose))
    planned, found = _planned(prepared, prose, cache, forget=options.clean)
    if session and session.repeats:
        planned = msgspec.structs.replace(planned, faults_of_text=gate.text_rules(records, settings, now))
    return msgspec.structs.replace(prepared, problems=problems + found, planned=planned)


def _scanned(
    root: Path, session: Session | None, instead: Instead | None
) -> tuple[source.Sources, tuple[Problem, ...]]:
    """What the site's folder holds, but for what is to be taken in the place of some files."""
    earlier = session.earlier if session else None
    sources, problems = source.scan(root, program_templates=program_templates(), earlier=earlier)
    if instead := instead or (session.instead if session else None):
        return source.replaced(sources, problems, instead)
    return sources, problems


def _loaded(sources: source.Sources, known: Store | None, cache: Store | None) -> load.Loaded:
    """The records of a site; what is ``known`` is not read again, and what is known then is kept in the cache."""
    before = known.load(_RECORDS, KeptRecords) if known else None
    loaded, kept = load.reload(sources, before or KeptRecords())
    if cache and (before is None or not kept.is_of(before)):
        cache.save(_RECORDS, kept)
    return loaded


def _advice(loaded: load.Loaded, settings: SiteSettings, public: Public, now: dt.datetime) -> tuple[Problem, ...]:
    """What an editor may want to mend though it stops no build."""
    # No build has to make ready for it.
    from generator.link import style
    from generator.link.privacy import advice

    return (
        *advice.on_site(loaded.records, settings, now),
        *style.problems(public),
        *filenames.undescribed(loaded.records),
    )


def _planned(
    prepared: Prepared, prose: Mapping[str, Part[Prose]], cache: Store | None, *, forget: bool
) -> tuple[Planned, tuple[Problem, ...]]:
    """The site linked and planned, and what is wrong with it as a whole."""
    recommender = StoredReading(cache, forget=forget) if cache else None
    site, lost = link(prepared.public, prose, prepared.settings, recommender=recommender)
    index = StoredIndex(cache, forget=forget) if cache else None
    promised, mistyped = promises.read(prepared.sources.promises)
    outputs, colliding = plan_site(site, prepared.sources.assets, index, promised=promised)
    return Planned(site=site, outputs=outputs, promised=promised), (*lost, *mistyped, *colliding)


def _as_asked(settings: SiteSettings, options: BuildOptions) -> SiteSettings:
    """The settings with what the command line puts in their place."""
    settings = msgspec.structs.replace(settings, preview=options.drafts)
    if options.base_url is None:
        return settings
    if options.base_url and not schema.is_base_url(options.base_url):
        raise UsageError("U822", url=options.base_url)
    base_url = options.base_url.rstrip("/") + "/" if options.base_url else ""
    return msgspec.structs.replace(settings, base_url=base_url)
