"""``python -m generator`` is ``wishlight``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from generator.cli import main


def run() -> NoReturn:
    """Runs the command line and ends the process at once.

    All that a command opens, it closes; to take apart the values of 10,000 stories, one by one, would be six hundredths
    of an edit.
    """
    code: object = None
    try:
        main(prog_name="wishlight")
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        # A process without a console has no streams.
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    run()
