"""Slips that keep YAML from being read: ``：``, no blank after a colon, tabs, ``－``, values that need quotes.

A line is mended where it is broken by itself; what belongs to the value of a line above is left alone. The text is then
read back, as far as it can be: each mended line must hold the key or item, and the value, that its author typed, at a
place where the schema has such a thing. A line that does not is left; a text of which nothing can be read without it is
left whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from generator.base.problems import Problem
from generator.read import yamlfile
from generator.read.mending import known
from generator.read.mending.kinds import Mend
from generator.read.mending.readback import ANY, Line, failed_lines, read_back
from generator.read.mending.scalars import quoted
from generator.read.yamlvalues import Value

_BLANK = "[ \t\u3000]"
_ENTRY = re.compile(
    rf"(?P<indent> *)(?:(?P<dash>[-－])(?P<inner>{_BLANK}*))?(?P<key>[A-Za-z_][A-Za-z0-9_-]*)"
    rf"(?P<before>{_BLANK}*)(?P<colon>[:：])(?P<gap>{_BLANK}*)(?P<rest>.*)"
)
_ITEM = re.compile(rf"(?P<indent> *)(?P<dash>[-－])(?P<inner>{_BLANK}*)(?P<rest>[^-－].*)")
# Any other entry that YAML reads: its key may be a number or Chinese.
_OTHER_ENTRY = re.compile(r"(?P<lead> *(?:- +)*)[^\s:#-][^:]*:(?:[ \t]+(?P<rest>.*))?$")
# Values that may not be what they look like; only these are read by themselves.
_SUSPECT = re.compile(r"[@`%*&!|>{\[\]}#,?\"'-]|.*:(?:\s|$)")
_SPECIAL_ITEM = re.compile(r"[@`%*&!#]")
_LISTED = re.compile(r"""(?:\s*(?:"([^"]*)"|'([^']*)')\s*|([^\[\]{}"'，、;；,]*))(?:[，、;；,]|\Z)""")
_INTERNAL = re.compile(r"[ \t]*(?:-[ \t]+)*notes\b")
# A value that is all there on its line: nothing of what stands deeper below can belong to it.
_COMPLETE = re.compile(r"[^\s|>\[{&*!\"'#-]")
_NAMED = re.compile(r"[&*](\S+)")
# A remark has a blank behind its mark; without one, it may as well be a hashtag.
_HASHTAG = re.compile(r"\s#[^ ]")
_HASHTAGS = re.compile(r"#[^\s#]+(?:[ \t]+#[^\s#]+)+")
_TAGGED = re.compile(r"^!![a-z]+[ \t]+(?=\S)()")
_INNER_KEY = re.compile(r"(?P<key>[A-Za-z_][A-Za-z0-9_-]*):(?:\s|$)")
# What a line may be indented by: no-break and wide blanks come with what is pasted from Word.
_LEAD = " \t\u3000\xa0"
_WIDTHS = (2, 4, 8)
_ROUNDS = 4


class Mended(msgspec.Struct, frozen=True):
    """A text, what was mended in it, and why more was not."""

    text: str
    mends: Counter[Mend] = Counter()
    blocked: tuple[Problem, ...] = ()


def mend_slips(text: str, path: str, *, first_line: int = 1) -> Mended:
    """A YAML text that can be read, where its slips are certain.

    Args:
        text: line feeds only; one that is refused as it is.
        path: relative to the site.
        first_line: of the text in its file, for problems.

    Returns:
        The text as it was, with the problem that stands in the way, where slips were found and it cannot be read
        without them either.
    """
    lines, blocking = text.split("\n"), tuple[Problem, ...]()
    tabs = [number for number, line in enumerate(lines) if "\t" in line[: len(line) - len(line.lstrip(_LEAD))]]
    tried = [_Attempt(lines, path, width) for width in (_WIDTHS if tabs else _WIDTHS[:1])]
    for by_record in (False, True):
        sound = [attempt for attempt in tried if attempt.settle(by_record=by_record)]
        # Where a tab may stand for more or less, and that makes a difference, nothing is certain.
        if sound and sound[0].mends and all(attempt.value == sound[0].value for attempt in sound):
            return Mended(sound[0].text, sound[0].mends)
        if not by_record and tried[0].text != text:
            _, blocking = yamlfile.parse(tried[0].text, path, first_line=first_line)
    return Mended(text, blocked=blocking[:1])


class _Attempt:
    """The lines with their slips mended, a tab of an indent being so many blanks."""

    def __init__(self, lines: Sequence[str], path: str, width: int) -> None:
        self.path = path
        self.width = width
        self.original = lines
        self.text = ""
        self.value: Value | dict[int, Any] = None
        self.mends: Counter[Mend] = Counter()
        self._names = {match[0] for line in lines for match in _NAMED.finditer(line)}

    def settle(self, *, by_record: bool = False) -> bool:
        """Mends, reads back, and leaves alone what did not turn out as it should; whether a sound text came of it.

        Or, ``by_record``, sound records: of a list, those in which something stays broken are left as they are.
        """
        kept: set[int] = set()
        for _ in range(_ROUNDS):
            expected = self._mend(kept)
            back = read_back(self.text, self.path, by_record=by_record)
            if back is None:
                return False
            failed = failed_lines(back, self.path, expected)
            if back.lines is not None:
                failed |= self._changed() - back.lines
            if not failed:
                self.value = back.value
                return True
            kept |= failed
        return False

    def _mend(self, kept: Collection[int]) -> dict[int, Line]:
        lines, expected, self.mends = list(self.original), {}, Counter()
        # The column of the last entry with a value of its own: what stands deeper belongs to that value.
        owner, too_deep, internal = -1, self._too_deep(), self._internal()
        for number, line in enumerate(self.original):
            words = line.lstrip(_LEAD)
            if not words or words.startswith("#") or number in kept or number in internal:
                continue
            lead = line[: len(line) - len(words)]
            indent = " " * self._columns(lead)
            if -1 < owner < len(indent):
                if number in too_deep:
                    lines[number] = " " * owner + words
                    if as_it_is := _as_it_is(lines[number]):
                        expected[number] = as_it_is
                    self.mends[Mend.INDENT] += 1
                continue
            if lead != indent:
                lines[number] = indent + words
                self.mends[Mend.TAB if "\t" in lead else Mend.INDENT] += 1
            mended, owner = self._single(lines[number], owner, below=self._indent_below(number))
            if mended is None and lines[number] != line:
                # How far in it stands must make sense as well.
                mended = _as_it_is(lines[number])
            if mended:
                lines[number], expected[number] = mended.text, mended
                self.mends.update(mended.mends)
        self.text = "\n".join(lines)
        return expected

    def _changed(self) -> set[int]:
        both = enumerate(zip(self.original, self.text.split("\n"), strict=True))
        return {number for number, (before, after) in both if before != after}

    def _internal(self) -> set[int]:
        """Lines below internal notes that begin with a tab or a wide blank: deeper to any eye, and so theirs."""
        found: set[int] = set()
        is_internal, depth = False, 0
        for number, line in enumerate(self.original):
            lead = line[: len(line) - len(line.lstrip())]
            if line.strip() and lead == " " * len(lead):
                is_internal = _INTERNAL.match(line) is not None or (is_internal and len(lead) > depth)
                depth = len(lead) if _INTERNAL.match(line) else depth if is_internal else 0
            elif is_internal:
                found.add(number)
        return found

    def _too_deep(self) -> set[int]:
        """Lines that are fields of their own and stand further in than the one above them, whose value is complete.

        All that stands deeper there must be such a field, at one depth; anything else may mean something.
        """
        found: set[int] = set()
        for number, line in enumerate(self.original):
            # What stands below internal notes may be more of them, and must not become public.
            if not self._is_complete_field(line) or _INTERNAL.match(line):
                continue
            own, end = self._indent(line), number + 1
            while end < len(self.original) and self._indent(self.original[end]) > own:
                end += 1
            run = self.original[number + 1 : end]
            if len(set(map(self._indent, run))) == 1 and all(map(self._is_alone, run)):
                found.update(range(number + 1, end))
        return found

    def _is_alone(self, line: str) -> bool:
        return self._is_complete_field(line) and not line.lstrip(_LEAD).startswith("-")

    def _is_complete_field(self, line: str) -> bool:
        """Whether a line is a field of the schema and all of its value."""
        entry = _ENTRY.match(line.replace("\t", " "))
        is_typed = bool(entry and entry["colon"] == ":" and entry["gap"] and not entry["before"])
        return bool(is_typed and entry and known.may_be_key(self.path, entry["key"]) and _COMPLETE.match(entry["rest"]))

    def _indent(self, line: str) -> int:
        return self._columns(line[: len(line) - len(line.lstrip(_LEAD))])

    def _columns(self, lead: str) -> int:
        """How far in a line stands; a wide blank is as wide as two."""
        return len(lead.replace("\t", " " * self.width).replace("\u3000", "  "))

    def _indent_below(self, number: int) -> int:
        for below in range(number + 1, len(self.original)):
            line = self.original[below]
            if line.strip(_LEAD):
                return self._indent(line)
        return 0

    def _single(self, line: str, owner: int, *, below: int) -> tuple[Line | None, int]:
        """The line mended, ``None`` where there is nothing to mend; and the owner of deeper lines, -1 for none."""
        if (entry := _ENTRY.match(line)) and _is_entry(entry, self.path):
            return self._entry(entry, below=below)
        if other := _OTHER_ENTRY.match(line):
            return None, len(other["lead"]) if other["rest"] and not other["rest"].startswith("#") else -1
        if (item := _ITEM.match(line)) and (item["inner"] or item["dash"] == "－"):
            return self._item(item, below=below)
        return None, owner

    def _entry(self, entry: re.Match[str], *, below: int) -> tuple[Line | None, int]:
        mends: list[Mend] = []
        lead = entry["indent"] + _dash(entry, mends)
        gap, rest = entry["gap"], entry["rest"]
        if entry["colon"] == "：":
            mends.append(Mend.COLON)
        elif "\u3000" in entry["before"] or (rest and not gap) or gap.startswith("\u3000"):
            mends.append(Mend.SPACE)
        if mends:
            gap = " " if rest else ""
        continued = below > len(lead)
        value, better = self._value(f"{entry['key']}: ", rest, continued=continued)
        if better != rest:
            mends.append(Mend.QUOTES)
        owner = len(lead) if better and not better.startswith("#") else -1
        if not mends or (better == rest and _HASHTAG.search(rest)):
            return None, owner
        blanks = "" if entry["colon"] == "：" or "\u3000" in entry["before"] else entry["before"]
        text = f"{lead}{entry['key']}{blanks}:{gap}{better}"
        return Line(text, len(lead) + 1, entry["key"], value, tuple(mends)), owner

    def _item(self, item: re.Match[str], *, below: int) -> tuple[Line | None, int]:
        mends: list[Mend] = []
        lead = item["indent"] + _dash(item, mends)
        value, better = self._value("- ", item["rest"], continued=below > len(item["indent"]))
        if better != item["rest"]:
            mends.append(Mend.QUOTES)
        owner = len(item["indent"]) if not better.startswith("#") else -1
        return Line(lead + better, len(lead) + 1, "", value, tuple(mends)) if mends else None, owner

    def _value(self, before: str, rest: str, *, continued: bool) -> tuple[Any, str]:
        """What a value typed behind ``key: `` or ``- `` means, and how it is to be typed."""
        # Everything is text here, whatever it was said to be.
        rest = _TAGGED.sub(r"\1", rest)
        if not _SUSPECT.match(rest):
            if continued or not rest:
                return ANY, rest
            return (_alone(before, rest)[0] if "#" in rest else rest.rstrip(" \t")), rest
        value, is_read = _alone(before, rest)
        if is_read:
            return (ANY if continued or rest[0] in "|>" else value), rest
        if continued:
            return ANY, rest
        items = _items_of(rest.rstrip())
        if items and not any(not is_quoted and (" #" in item or ": " in item) for item, is_quoted in items):
            typed = [quoted(item) if is_quoted or _SPECIAL_ITEM.match(item) else item for item, is_quoted in items]
            return [item for item, _ in items], f"[{', '.join(typed)}]"
        words = rest.rstrip(" \t\u3000")
        return (words, quoted(words)) if not items and self._is_words(rest) else (ANY, rest)

    def _is_words(self, rest: str) -> bool:
        """Whether a value that YAML cannot read can only be meant to the letter."""
        inner = _INNER_KEY.match(rest)
        if " #" in rest or "\t" in rest or (inner and inner["key"] in known.keys_of(self.path)):
            return False
        if rest[0] == "#":
            # With a blank behind it, it is a remark as any other.
            return rest[1:2] not in ("", " ", "#")
        if rest[0] in "\"'":
            return _code_alone(rest) == "C628"
        if named := _NAMED.match(rest):
            return ("*" if rest[0] == "&" else "&") + named[1] not in self._names
        # A bracket that is not closed is, or should be, closed elsewhere; - and ? begin other things.
        closing = {"[": "]", "{": "}"}.get(rest[0], "")
        return closing in rest and not (closing and rest.rstrip()[-1] in "[{,]}") and rest[0] not in "-?"


def _items_of(rest: str) -> list[tuple[str, bool]]:
    """The items of a list between brackets or in quotes, or of hashtags, and whether each is in quotes; or none."""
    if _HASHTAGS.fullmatch(rest):
        return [(item, False) for item in rest.split()]
    if "\\" in rest:
        # What it means, YAML alone knows.
        return []
    is_bracketed = rest[:1] == "[" and rest[-1:] == "]"
    inner, items, at = rest[1:-1] if is_bracketed else rest, [], 0
    while at < len(inner):
        match = _LISTED.match(inner, at)
        if not match:
            return []
        text, is_quoted = (match[1] or match[2] or match[3] or "").strip(), match[3] is None
        items += [(text, is_quoted)] if text or is_quoted else []
        at = match.end()
    # Several in quotes are a list without its brackets; words are a text.
    return items if is_bracketed or (len(items) > 1 and all(is_quoted for _, is_quoted in items)) else []


def _as_it_is(line: str) -> Line | None:
    """What must stand at an entry or item that is not changed itself."""
    if entry := _ENTRY.match(line):
        return Line(line, entry.start("key") + 1, entry["key"], ANY, ())
    item = _ITEM.match(line)
    return Line(line, item.start("rest") + 1, "", ANY, ()) if item else None


def _is_entry(entry: re.Match[str], path: str) -> bool:
    """Whether a line that looks like an entry is one: ``-key`` and ``https://`` are not."""
    if entry["dash"] == "-" and not entry["inner"]:
        return False
    is_plain = entry["colon"] == ":" and (not entry["rest"] or entry["gap"][:1] in (" ", "\t"))
    return is_plain or (not entry["rest"].startswith("/") and known.may_be_key(path, entry["key"]))


def _dash(match: re.Match[str], mends: list[Mend]) -> str:
    if not match["dash"]:
        return ""
    if match["dash"] == "－" or match["inner"].strip(" "):
        mends.append(Mend.TAB if match["dash"] == "-" and "\t" in match["inner"] else Mend.DASH)
        return "- "
    return f"-{match['inner']}"


def _alone(before: str, rest: str) -> tuple[Value, bool]:
    """The value as YAML reads it on a line of its own, and whether it reads it without a complaint."""
    value, problems = yamlfile.parse(before + rest, "")
    if problems:
        return None, False
    if isinstance(value, dict):
        return next(iter(value.values()), None), True
    return (value[0] if isinstance(value, list) and value else None), True


def _code_alone(rest: str) -> str:
    _, problems = yamlfile.parse(f"k: {rest}", "")
    return problems[0].code if problems else ""
