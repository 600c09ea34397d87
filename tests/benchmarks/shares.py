"""Where a clean build spends its time, by step and by function.

A profiler tells how long each function ran itself, libraries and built-in ones included. Here the time of what is not
ours is put down to the function of ours that asked for it, by way of whatever libraries lie between.
"""

from __future__ import annotations

import cProfile
import datetime as dt
import pstats
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import generator
from generator.app.building.build import build
from generator.model.settings import BuildOptions
from tests.benchmarks.world import NOW

Function: TypeAlias = "tuple[str, int, str]"
"""File, line and name."""

_PROGRAM = str(Path(generator.__file__).parent) + "/"
_PLACES = 15
_CYCLE_LIMIT = 40

# The first that a module's path begins with; what has no step (base, model) is put down to its callers.
_STEPS = (
    ("read/", "read"),
    ("link/privacy/", "gate"),
    ("link/leaks", "leak scan"),
    ("link/site", "link"),
    ("link/recommending/", "link"),
    ("link/keywords", "link"),
    ("link/resolve", "link"),
    ("link/targets", "link"),
    ("link/", "prose"),
    ("plan/", "plan"),
    ("render/", "render"),
    ("write/", "write"),
    ("app/memory", "write"),
    ("app/", "app"),
)


def profile(site: Path, output: Path) -> str:
    """Builds a site in this process, and tells which steps and functions took how much of the time."""
    options = BuildOptions(now=_now(), output=str(output), jobs=1)
    profiler = cProfile.Profile()
    report = profiler.runcall(build, site, options, progress=lambda *_: None)
    if report.failed(strict=False):
        raise ValueError(report.problems[:3])
    costs = attributed(pstats.Stats(profiler).stats)  # type: ignore[attr-defined]
    return "\n".join(_lines(costs))


def _now() -> dt.datetime:
    return dt.datetime.fromisoformat(NOW).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def step_of(function: Function) -> str:
    """The step of a build that a function belongs to; empty for libraries and what all steps use."""
    path, _, _ = function
    if not path.startswith(_PROGRAM):
        return ""
    return next((step for prefix, step in _STEPS if path[len(_PROGRAM) :].startswith(prefix)), "")


def attributed(stats: Mapping[Function, Any]) -> dict[Function, float]:
    """Seconds that each function with a step took, with all that it asked of others without one.

    Args:
        stats: of ``pstats``: for each function its calls, its own time, and the same by caller.
    """
    seconds: dict[Function, float] = defaultdict(float)
    pending = {function: own for function, (_, _, own, _, _) in stats.items()}
    # Each sweep lifts time one caller up; the little that turns round in a cycle of callers is left out.
    for _ in range(_CYCLE_LIMIT):
        lifted: dict[Function, float] = defaultdict(float)
        for function, own in pending.items():
            if step_of(function):
                seconds[function] += own
                continue
            callers = stats[function][4]
            whole = sum(edge[3] for edge in callers.values())
            for caller, edge in callers.items():
                lifted[caller] += own * (edge[3] / whole if whole else 1 / len(callers))
        pending = lifted
    return dict(seconds)


def _lines(costs: Mapping[Function, float]) -> Iterator[str]:
    whole = sum(costs.values())
    steps: dict[str, float] = defaultdict(float)
    for function, own in costs.items():
        steps[step_of(function)] += own
    for step, own in sorted(steps.items(), key=lambda item: -item[1]):
        yield f"{own:7.2f} s {own / whole:6.1%}  {step}"
    yield f"{whole:7.2f} s         in all"
    yield ""
    for (path, line, name), own in sorted(costs.items(), key=lambda item: -item[1])[:_PLACES]:
        yield f"{own:7.2f} s {own / whole:6.1%}  {path[len(_PROGRAM) :]}:{line} {name}"
