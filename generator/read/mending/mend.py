"""Everything that is mended in the YAML of one file, and the promise that it means what it meant."""

from __future__ import annotations

import operator
import re
from collections import Counter

import msgspec

from generator.base.problems import Problem
from generator.read import load, yamlfile
from generator.read.mending import flow, indents, known, slips, values
from generator.read.mending.kinds import Mend
from generator.read.mending.slips import Mended
from generator.read.source import Source, Sources


def mend_yaml(text: str, path: str, *, first_line: int = 1) -> Mended:
    """A YAML text with slips, dates and lists mended.

    Args:
        text: a whole file, or the front matter of a story or page; line feeds only.
        path: relative to the site.
        first_line: of the text in its file, for problems.

    Returns:
        The text, and what was mended; as it was where what could be read before would be read otherwise.
    """
    before = _Loaded(text, path)
    braced, marks = flow.mend_braces(text, path) if before.problems and ("：" in text or "，" in text) else (text, 0)
    done = slips.mend_slips(braced, path, first_line=first_line) if before.problems else Mended(text)
    mended, mends = done.text, done.mends + Counter({Mend.COLON: marks})
    if before.problems:
        mended, indented = indents.mend_indents(mended, path)
        mends[Mend.INDENT] += indented
        mended, mends[Mend.DATE] = values.mend_dates(mended, path)
    if _may_hold_lists(mended, path):
        mended, mends[Mend.LIST] = values.mend_lists(mended, path)
    if mended == text:
        return Mended(text, blocked=done.blocked)
    if not _Loaded(mended, path).is_as_good_as(before):
        return Mended(text)
    return Mended(mended, +mends, done.blocked)


def is_read_the_same(before: str, after: str, path: str) -> bool:
    """Whether every record that a YAML text gave is given, unchanged, by another, with no more problems."""
    return _Loaded(after, path).is_as_good_as(_Loaded(before, path))


# A value behind a # that lacks its blank, and a field between braces whose colon is a Chinese one.
_PASSED_OVER = frozenset(("C639", "C611"))
_NOTHING: tuple[object, ...] = (None, "", (), {})
_NOT_IN_YAML = ("media", "has_register", "unread")


class _Loaded:
    """What a file's YAML gives when it is read alone: records by place, settings, and problems."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        is_story = path.endswith(".md")
        content = f"---\n{text}\n---\n" if is_story else text
        source = (Source(path, content.encode(), b""),)
        sources = Sources(source if not is_story else (), source if is_story else (), (), {}, {})
        self.settings, records, problems = load.load(sources)
        kinds = [getattr(records, name) for name in records.__struct_fields__ if name not in _NOT_IN_YAML]
        self.records = {item.at: item for kind in kinds for item in kind}
        # That there is no site.yaml here is no fault of this file.
        self.problems: list[Problem] = [problem for problem in problems if problem.code != "C626"]

    def is_as_good_as(self, before: _Loaded) -> bool:
        was_passed_over = any(problem.code in _PASSED_OVER for problem in before.problems)
        is_kept = _only_adds if was_passed_over else operator.eq
        if before.settings is not None and not is_kept(before.settings, self.settings):
            return False
        if any(not is_kept(record, self.records.get(place)) for place, record in before.records.items()):
            return False
        # A syntax error hides what else is wrong.
        return len(self.problems) <= len(before.problems) or not before.can_be_read()

    def can_be_read(self) -> bool:
        return isinstance(yamlfile.parse(self.text, "")[0], dict | list)


def _only_adds(before: object, after: object) -> bool:
    """Whether a value is what it was, and at most more is read where nothing was."""
    if before == after or before in _NOTHING:
        return True
    if isinstance(before, msgspec.Struct) and type(before) is type(after):
        return all(_only_adds(getattr(before, name), getattr(after, name)) for name in before.__struct_fields__)
    if isinstance(before, tuple) and isinstance(after, tuple):
        if len(before) == len(after):
            return all(map(_only_adds, before, after))
        # Of a mapping whose keys authors make up, as categories are, an entry may have been passed over.
        return _are_entries(after) and set(before) <= set(after)
    return False


def _are_entries(values: tuple[object, ...]) -> bool:
    return all(isinstance(value, tuple) and len(value) == len(("key", "text")) for value in values)


def _may_hold_lists(text: str, path: str) -> bool:
    """Whether a list with a separator of its own may stand there: a quick look, for most texts hold none."""
    keys = "|".join(sorted(known.list_keys_of(path)))
    typed = r"(?:[^\s\[\"'][^\n]*[，、;；,]|\[[^\]]*[，、;；])"
    return bool(keys) and re.search(rf"\b(?:{keys})\s*:\s*{typed}", text) is not None
