"""``build`` and ``check``. Here stands what a build asks first: whether there is anything to do at all.

Where sources, output, program and question are those of the last build, its report is given once more, before anything
is imported that a build needs. Else ``making`` makes the site.
"""

from __future__ import annotations

import time
from pathlib import Path

from generator.app.building.session import Session
from generator.app.building.visit import Visits
from generator.app.callbacks import Progress, Unreachable
from generator.app.outcome import Report
from generator.base.problems import UsageError
from generator.model.settings import BuildOptions
from generator.read.source import Earlier
from generator.write import claim, lock


def check(root: Path, options: BuildOptions, *, progress: Progress, unreachable: Unreachable | None = None) -> Report:
    """Everything that ``build`` checks, writing nothing; with ``unreachable``, links to other sites too.

    Raises:
        UsageError: there is no site in that folder.
    """
    from generator.app.building import making

    return making.check(root, options, progress=progress, unreachable=unreachable)


def build(root: Path, options: BuildOptions, *, progress: Progress, session: Session | None = None) -> Report:
    """Builds a site; what has errors writes nothing.

    Args:
        root: the site's folder.
        options: what was asked of this run.
        progress: is told of what takes long.
        session: from a process that builds again and again.

    Raises:
        UsageError: there is no site in that folder, or the output folder cannot be taken.
        MachineError: the machine failed us; what was there stands.
    """
    target = claim.claim(_output_of(root, options), site=root)
    with lock.alone(site=root, output=target):
        session = session or Session(root)
        visits = Visits(session.store, root, target, options)
        begun_ns = time.time_ns()
        known = None if session.instead else visits.report()
        if known is not None:
            return known
        if not session.repeats:
            session.earlier = visits.earlier()
        from generator.app.building import making

        made = making.make(root, options, target, progress=progress, session=session)
        # What was built of other sources than those that are there is nothing to go by.
        if not session.instead:
            if made.is_settled:
                visits.keep(made.report, made.sources.seen, made.moment, begun_ns=begun_ns)
            session.remember(made.report, Earlier(made.sources, begun_ns))
    return made.report


def _output_of(root: Path, options: BuildOptions) -> Path:
    output = Path(options.output) if options.output else root / "output"
    if options.drafts and claim.is_own(output.resolve(), site=root):
        raise UsageError("U821")
    return output
