"""All that is wrong, at once: what only a whole site shows is looked for in the rest of one that has errors.

Links, addresses, templates and leaks come after everything that can be wrong with a file. Files with errors are left
out for that; that they are missed elsewhere is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.app.prepared import Prepared
from generator.base.problems import Problem
from generator.read import encoding
from generator.read.source import Instead
from generator.read.survey import CONTENT

# Without the lists and the register, names that may be told would be taken for leaks.
_MAY_BE_LEFT_OUT = tuple(f"{CONTENT}/{folder}/" for folder in ("stories", "pages", "wishes", "media"))
_LATE = re.compile(r"L30[1-7]|L31[56]|P43\d|S242|T5\d\d")
# What they say is missing may stand in a file that was left out; by the fact that names it.
_MISSING = {"L301": "id", "L302": "src", "L306": "address"}
# Somewhere before what is wanted, on its line; by whatever slip it cannot be read.
_NAMES_ITSELF = re.compile(r"(?i:\bid\b|aliases|\.html)|编号")
_ROUNDS = 5
"""Without a file, others that refer to it have errors too, and are left out in the next round."""


class Rest(NamedTuple):
    """A site without its files with errors, planned, and what those hold, by path; of a picture nothing."""

    prepared: Prepared
    left_out: dict[str, bytes]


def rest_of(prepared: Prepared, again: Callable[[Instead], Prepared]) -> Rest | None:
    """The rest of a site that has errors; ``None`` where something is wrong that cannot be left out.

    Args:
        prepared: the site, with nothing planned.
        again: prepares it as if some files held something else.
    """
    texts = {item.path: item.content for item in prepared.sources.texts}
    left_out: dict[str, bytes] = {}
    for _ in range(_ROUNDS):
        wrong = {problem.location.path for problem in prepared.problems if problem.is_error}
        if not wrong - left_out.keys() or not all(path.startswith(_MAY_BE_LEFT_OUT) for path in wrong):
            return None
        left_out |= {path: texts.get(path, b"") for path in wrong}
        prepared = again(dict.fromkeys(left_out))
        if prepared.planned:
            return Rest(prepared, left_out)
    return None


def found_late(problems: Iterable[Problem], left_out: Mapping[str, bytes]) -> Iterator[Problem]:
    """What of the problems of the rest is worth telling beside those of the site.

    Args:
        problems: of the rest.
        left_out: what files hold that are not in it, by path.
    """
    unseen = {path: encoding.decode(content, path)[0] for path, content in left_out.items()}
    for problem in problems:
        wanted = PurePosixPath(dict(problem.facts).get(_MISSING.get(problem.code, ""), "")).stem
        elsewhere = (file for file in unseen.items() if file[0] != problem.location.path)
        if _LATE.fullmatch(problem.code) and not (wanted and any(_may_hold(wanted, *file) for file in elsewhere)):
            yield problem


def _may_hold(wanted: str, path: str, text: str) -> bool:
    """Whether a file may be what is missed: by its name, by an id in it, or by an address that it led on from."""
    if PurePosixPath(path).stem == wanted:
        return True
    for line in text.split("\n"):
        if (
            wanted in line
            and _NAMES_ITSELF.search(line)
            and re.search(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", line)
        ):
            return True
    return False
