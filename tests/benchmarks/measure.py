"""Runs a command as its user would, and tells what it cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# getrusage(2): kilobytes on Linux, bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class RunError(Exception):
    """A command that was measured did not end well."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of all its processes, user and system.
        memory: bytes that its largest process held at its peak.
        printed: its standard output.
    """

    wall: float
    cpu: float
    memory: int
    printed: str


def run(command: Sequence[str], *, folder: Path) -> Cost:
    """Runs a command in a folder to its end.

    Raises:
        RunError: it ended with another code than 0.
    """
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        assert child.stdout is not None
        printed = child.stdout.read()
        # wait4(2) counts the child and the processes that it waited for itself, and no other child of ours.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RunError(f"{' '.join(command)}: {child.returncode}\n{printed[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT, printed)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each quantity; what the last run printed stands for all."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
        printed=costs[-1].printed,
    )
