"""All that is wrong, at once: what only a whole site shows is looked for in the rest of one that has errors.

Links, addresses, templates and leaks come after everything that can be wrong with a file. Files with errors are left
out for that; that they are missed elsewhere is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.app.aside import Instead
from generator.app.prepare import Prepared
from generator.base.problems import Problem
from generator.read import encoding
from generator.read.survey import CONTENT

# Without the lists and the register, names that may be told would be taken for leaks.
_MAY_BE_LEFT_OUT = tuple(f"{CONTENT}/{folder}/" for folder in ("stories", "pages", "wishes", "media"))
_LATE = re.compile(r"L30[1-7]|P43\d|S242|T5\d\d")
# What they say is missing may stand in a file that was left out; by the fact that names it.
_MISSING = {"L301": "id", "L302": "src", "L306": "address"}
_ROUNDS = 5
"""Without a file, others that refer to it have errors too, and are left out in the next round."""


class Rest(NamedTuple):
    """A site without its files with errors, planned, and those files."""

    prepared: Prepared
    left_out: frozenset[str]


def rest_of(prepared: Prepared, again: Callable[[Instead], Prepared]) -> Rest | None:
    """The rest of a site that has errors; ``None`` where something is wrong that cannot be left out.

    Args:
        prepared: the site, with nothing planned.
        again: prepares it as if some files held something else.
    """
    left_out: set[str] = set()
    for _ in range(_ROUNDS):
        wrong = {problem.location.path for problem in prepared.problems if problem.is_error}
        if not wrong - left_out or not all(path.startswith(_MAY_BE_LEFT_OUT) for path in wrong):
            return None
        left_out |= wrong
        prepared = again(dict.fromkeys(left_out))
        if prepared.outputs:
            return Rest(prepared, frozenset(left_out))
    return None


def found_late(problems: Iterable[Problem], site: Prepared, left_out: Iterable[str]) -> Iterator[Problem]:
    """What of the problems of the rest is worth telling beside those of the site.

    Args:
        problems: of the rest.
        site: the whole of it.
        left_out: paths of files.
    """
    texts = {item.path: encoding.decode(item.content, item.path)[0] for item in site.sources.texts}
    unseen = "\n".join([*left_out, *(texts.get(path) or "" for path in left_out)])
    for problem in problems:
        wanted = dict(problem.facts).get(_MISSING.get(problem.code, ""), "")
        if _LATE.fullmatch(problem.code) and not (wanted and PurePosixPath(wanted).stem in unseen):
            yield problem
