"""Builds that are killed, interrupted or refused at one chosen moment, in a child process that is really killed.

A child is a fork, so that a test can afford one for every moment there is. The moments are the lines that run in the
modules which change the disk, or the calls to the system (as ``sys.addaudithook`` reports them); both are counted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from types import FrameType
from typing import Any

from generator.base.problems import MachineError
from generator.write import disk, stage

FINISHED, BROKEN, REFUSED, KILLED, SURVIVED, INTERRUPTED = 0, 1, 3, 9, 10, 130

# A file that is opened to be made is a "create", which Python's own audit does not tell from other openings.
RENAMING = frozenset({"os.rename"})
MAKING = RENAMING | {"create", "os.mkdir"}
CALLS = MAKING | {"open", "os.remove", "os.rmdir", "os.chmod"}

_CHANGING = {disk.__file__, stage.__file__}


class Fault:
    """Something that happens at the n-th moment (from 1), and at some after it."""

    def __init__(self, strike: Callable[[], object], number: int, *, times: int = 1) -> None:
        self._strike = strike
        self._moments = range(number, number + times)
        self._count = 0
        self.struck = False

    def arm(self) -> None:
        """Begins to count; there is no way back, so only ever in a child."""
        raise NotImplementedError

    def moment(self) -> None:
        """One more has come."""
        self._count += 1
        if self._count in self._moments:
            self.struck = True
            self._strike()


class AtLine(Fault):
    """Moments are the lines of the modules that change the disk."""

    def arm(self) -> None:
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename not in _CHANGING:
            return None
        if event == "line":
            self.moment()
        return self._trace


class AtCall(Fault):
    """Moments are the calls to the system that concern a folder, or only some kinds of them."""

    def __init__(
        self,
        strike: Callable[[], object],
        number: int,
        within: Path,
        *,
        times: int = 1,
        calls: Collection[str] = CALLS,
    ) -> None:
        super().__init__(strike, number, times=times)
        self._within = str(within)
        self._calls = calls

    def arm(self) -> None:
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        call = "create" if event == "open" and arguments[2] & os.O_CREAT else event
        if call in self._calls and str(arguments[0]).startswith(self._within):
            self.moment()


def die() -> None:
    """Ends the process without any farewell."""
    os._exit(KILLED)


def press_ctrl_c() -> None:
    """Does what the terminal does."""
    signal.raise_signal(signal.SIGINT)


def refuse(failure: int) -> Callable[[], None]:
    """Raises what the system answers with this error number."""

    def strike() -> None:
        raise OSError(failure, os.strerror(failure))

    return strike


def in_child(work: Callable[[], object], fault: Fault) -> int:
    """Runs work in a fork, with a fault; returns how it ended."""
    return ending_of(work, before=fault.arm, survived=lambda: fault.struck)


def ending_of(
    work: Callable[[], object], *, before: Callable[[], object], survived: Callable[[], bool] = lambda: False
) -> int:
    """Runs work in a fork, after something that changes the fork for good; returns how it ended."""
    pid = os.fork()
    if pid == 0:
        ending = BROKEN
        try:
            before()
            work()
            ending = SURVIVED if survived() else FINISHED
        except MachineError:
            ending = REFUSED
        except KeyboardInterrupt:
            ending = INTERRUPTED
        finally:
            os._exit(ending)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
