"""All that is wrong, at once: what only a whole site shows is looked for in the rest of one that has errors.

Links, addresses, templates and leaks come after everything that can be wrong with a file. Files with errors are left
out for that; that they are missed elsewhere is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.app.building.prepared import Prepared
from generator.base.problems import Problem
from generator.read import encoding, frontmatter
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
_STORIES = f"{CONTENT}/stories/"
_PLAIN = ("---", "{{title: 灯, date: {day}, channel: {channel}, id: rest-{number}}}", "---")
_NOT_SHOWN = re.compile(r"(?i)draft|retracted")
# What does not hang on what stands above the text.
_OF_A_TEXT = re.compile(r"S23\d|L31[012]|P461|Z7\d\d")


class Rest(NamedTuple):
    """A site without its files with errors, planned.

    Attributes:
        left_out: what those files hold, by path; of a picture nothing.
        of_texts: what is wrong with the texts of stories of which the header alone was left out.
        without_headers: the files of these stories.
        lost: what the texts refer to that were left out themselves, and is not among what could be read.
    """

    prepared: Prepared
    left_out: dict[str, bytes]
    of_texts: tuple[Problem, ...] = ()
    without_headers: frozenset[str] = frozenset()
    lost: tuple[Problem, ...] = ()

    def worth_telling(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """What is to be told beside what is wrong with the site.

        Args:
            problems: of the rest. What leaks from a text below a header that is not its own may never be shown.
        """
        yield from self.of_texts
        for problem in found_late((*problems, *self.lost), self.left_out):
            page = self.prepared.outputs.get(problem.location.path)
            told_at = page.origin if page else problem.location.path
            if not (problem.code.startswith("P") and told_at in self.without_headers):
                yield problem


def rest_of(prepared: Prepared, again: Callable[[Instead], Prepared]) -> Rest | None:
    """The rest of a site that has errors; ``None`` where something is wrong that cannot be left out.

    Of a story, the header alone is left out, as long as nothing is wrong with its text.

    Args:
        prepared: the site, with nothing planned.
        again: prepares it as if some files held something else.
    """
    texts = {item.path: item.content for item in prepared.sources.texts}
    first, instead = prepared, dict[str, bytes | None]()
    of_texts: dict[Problem, None] = {}
    for _ in range(_ROUNDS):
        wrong = {problem.location.path for problem in prepared.problems if problem.is_error}
        fresh = [path for path in sorted(wrong) if instead.get(path, b"") is not None]
        if not fresh or not all(path.startswith(_MAY_BE_LEFT_OUT) for path in wrong):
            return None
        for number, path in enumerate(fresh, len(instead)):
            plain = None if path in instead else _under_a_plain_header(path, texts.get(path, b""), number, first)
            instead[path] = plain
        prepared = again(dict(instead))
        without_headers = frozenset(path for path, content in instead.items() if content)
        of_texts |= dict.fromkeys(_of_texts(prepared, without_headers))
        if prepared.planned:
            added = tuple(problem for problem in of_texts if problem not in first.problems)
            left_out = {path: texts.get(path, b"") for path in instead}
            lost = tuple(problem for problem in first.lost if instead.get(problem.location.path, b"") is None)
            return Rest(prepared, left_out, added, without_headers, lost)
    return None


def _under_a_plain_header(path: str, content: bytes, number: int, prepared: Prepared) -> bytes | None:
    """A story's text on its lines, below a header in which nothing is wrong; ``None`` where that cannot be had."""
    split, _ = frontmatter.split(encoding.decode(content, path)[0], path)
    channels = prepared.public.channels
    if not path.startswith(_STORIES) or split is None or split.body_line <= len(_PLAIN) or not channels:
        return None
    if _NOT_SHOWN.search(split.header):
        return None
    header = _PLAIN[1].format(day=prepared.now.date(), channel=channels[0].id, number=number)
    lines = [_PLAIN[0], header, *[""] * (split.body_line - 1 - len(_PLAIN)), _PLAIN[2], split.body]
    return "\n".join(lines).encode()


def _of_texts(prepared: Prepared, plain: Collection[str]) -> Iterator[Problem]:
    """What is wrong with texts below headers that are not theirs."""
    for problem in prepared.problems:
        if problem.location.path in plain and _OF_A_TEXT.fullmatch(problem.code) and not problem.location.pointer:
            yield problem


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
