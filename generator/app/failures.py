"""What keeps a run from going on, as something that has words."""

from __future__ import annotations

import traceback
from pathlib import Path

from generator.base.problems import MachineError, RunError


def as_run_error(failure: BaseException, place: Path) -> RunError:
    """A failure with a code; one of our own making is told by its kind and the line that it came from.

    What such a one says of itself may hold a text of the site, private ones too, and is not repeated.

    Args:
        failure: whatever was raised.
        place: what was being worked on, for a failure that names no file.
    """
    if isinstance(failure, RunError):
        return failure
    if isinstance(failure, OSError):
        return MachineError("M905", path=failure.filename or place, cause=failure.strerror or type(failure).__name__)
    lines = traceback.extract_tb(failure.__traceback__)
    where = f" ({Path(lines[-1].filename).name}:{lines[-1].lineno})" if lines else ""
    return MachineError("M909", cause=type(failure).__name__ + where)
