"""Runs a command as its user would, and tells what it cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# getrusage(2): kilobytes on Linux, bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_PAUSE = 0.05
# Of the time, at most one part in so many goes into looking, for whoever is looked at waits meanwhile.
_LOOKING = 20


class RunError(Exception):
    """A command that was measured did not end well."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of all its processes, user and system.
        memory: bytes that its largest process held at its peak.
        together: bytes that all its processes held together at their peak, what they share counted once; from
            samples, so a short peak may be missed. 0 where the system does not tell (it is Linux that does).
        printed: its standard output.
    """

    wall: float
    cpu: float
    memory: int
    together: int
    printed: str


def run(command: Sequence[str], *, folder: Path) -> Cost:
    """Runs a command in a folder to its end.

    Raises:
        RunError: it ended with another code than 0.
    """
    # Whoever uses a program has it compiled once, whatever the one who measures has switched off.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=usual) as child:
        assert child.stdout is not None
        sampler = _Sampler(child.pid)
        sampler.start()
        printed = child.stdout.read()
        sampler.stop()
        # wait4(2) counts the child and the processes that it waited for itself, and no other child of ours.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RunError(f"{' '.join(command)}: {child.returncode}\n{printed[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, usage.ru_maxrss * _MAXRSS_UNIT, sampler.peak, printed)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each quantity; what the last run printed stands for all."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
        together=int(statistics.median(cost.together for cost in costs)),
        printed=costs[-1].printed,
    )


class _Sampler(threading.Thread):
    """Looks at the memory of a process and all below it until told to stop; ``peak`` in bytes."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = process
        self._stopped = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self._stopped.wait(pause):
            started = time.perf_counter()
            self.peak = max(self.peak, together(self._process))
            pause = max(_PAUSE, _LOOKING * (time.perf_counter() - started))

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def together(process: int) -> int:
    """Bytes that a process and all below it hold now, what they share counted once; 0 where no system tells."""
    return sum(_share(member) for member in _family(process))


def _family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _share(process: int) -> int:
    """Bytes of a process, of what it shares its share (proc(5): Pss)."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """What a file of ``/proc`` holds; nothing once its process has ended."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
