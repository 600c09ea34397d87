"""Edits of YAML in place: one value is set, and every other character stays as its author typed it.

Comments, order, quotes, indents, line ends, BOM and encoding survive, so that a diff shows the one line that was meant.
PyYAML tells where the values stand; the text itself is cut and joined. Each edit is read back, and refused unless it
changed that one value and nothing else.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import yaml

from generator.base.problems import UsageError
from generator.read import encoding, frontmatter, yamlfile
from generator.read.yamlvalues import Pointer

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_DASH = re.compile(r"^( *)-\s", re.MULTILINE)
_COLON = re.compile(r"[ \t]*:")
_GAP = re.compile(r"[ \t]*")
# What may follow a value on its line in a block mapping.
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")


class Change(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A value to set.

    Attributes:
        pointer: leads to the mapping.
        key: of the entry, which need not be there yet.
        value: as it is to be typed: ``2026-03-01``, ``{on: 2026-03-01, reason: withdrawn}``.
        after: a new entry goes below the first of these keys that is there, else below the last plain value.
        remark: a comment, without ``#``, to stand on a line of its own above the entry; left out inside brackets.
    """

    pointer: Pointer
    key: str
    value: str
    after: tuple[str, ...] = ()
    remark: str = ""


class _Cut(msgspec.Struct, frozen=True, gc=False, order=True):
    """A piece of a text, and what takes its place."""

    start: int
    end: int
    text: str


def edit(content: bytes, path: str, changes: Sequence[Change]) -> tuple[bytes, list[int]]:
    """The content of a YAML file, or of a story, with values set.

    Args:
        content: as it is on disk.
        path: relative to the site; of a ``.md`` file only the front matter is looked at.
        changes: at least one; applied one after the other.

    Returns:
        The new content, and the line of each change in it, 1-based.

    Raises:
        UsageError: U833, a change cannot be made without a doubt; facts: ``path`` with the line, and ``typed``, what
            its author would have to type.
    """
    decoded = _decoded(content)
    if decoded is None:
        raise _doubtful(path, 1, changes[0])
    bom, text, codec = decoded
    before, inner, behind = _yaml_of(text, path)
    first_line = 1 + len(_LINE_END.findall(before))
    for change in changes:
        changed = set_value(inner, change)
        if changed is None:
            raise _doubtful(path, _lines_of(inner, [change.pointer], first_line=first_line)[0], change)
        inner = changed
    places = [(*change.pointer, change.key) for change in changes]
    return (bom + before + inner + behind).encode(codec), _lines_of(inner, places, first_line=first_line)


def _doubtful(path: str, line: int, change: Change) -> UsageError:
    return UsageError("U833", path=f"{path}:{line}", typed=f"{change.key}: {change.value}")


def append(content: bytes, path: str, record: Sequence[str]) -> bytes | None:
    """The content of a YAML file with a record behind its others, indented as they are.

    Args:
        content: as it is on disk.
        path: relative to the site.
        record: its lines, as an item of a list.

    Returns:
        ``None`` where it holds something other than a list, or something is wrong with it.
    """
    decoded = _decoded(content)
    if decoded is None:
        return None
    bom, text, codec = decoded
    before, problems = yamlfile.parse(_LINE_END.sub("\n", text), path)
    wanted, _ = yamlfile.parse("\n".join(record), path)
    if problems or not isinstance(before, list | None) or not isinstance(wanted, list):
        return None
    end = _line_end_at(text, 0)
    dash = _DASH.search(text)
    indent = dash[1] if dash else ""
    longer = text if not text or text.endswith(("\n", "\r")) else text + end
    longer += "".join(f"{indent}{line}{end}" for line in record)
    after, problems = yamlfile.parse(_LINE_END.sub("\n", longer), path)
    is_sound = not problems and after == [*(before or ()), *wanted]
    return (bom + longer).encode(codec) if is_sound else None


def set_value(text: str, change: Change) -> str | None:
    """A YAML text with one value set; ``None`` where that cannot be done without a doubt."""
    before, problems = yamlfile.parse(text, "")
    mapping = _node_at(text, change.pointer) if before is not None else None
    if not isinstance(mapping, yaml.MappingNode):
        return None
    cuts = _cuts(text, mapping, change)
    edited = text
    for cut in sorted(cuts or (), reverse=True):
        edited = edited[: cut.start] + cut.text + edited[cut.end :]
    after, left = yamlfile.parse(edited, "")
    return edited if cuts and after == _with(before, change) and len(left) <= len(problems) else None


def _decoded(content: bytes) -> tuple[str, str, str] | None:
    """BOM, text with its own line ends, and codec; ``None`` where the bytes would not come back."""
    _, problems = encoding.decode(content, "")
    if problems:
        return None
    for codec in ("utf-8", "gb18030"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if text.encode(codec) == content:
            bom = _BOM if text.startswith(_BOM) else ""
            return bom, text.removeprefix(_BOM), codec
    return None


def _yaml_of(text: str, path: str) -> tuple[str, str, str]:
    """What stands before the YAML of a file, the YAML, and what follows it."""
    if not path.endswith(".md"):
        return "", text, ""
    split, _ = frontmatter.split(_LINE_END.sub("\n", text), path)
    if split is None:
        return text, "", ""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    # The header ends where the line of its closing fence begins, which is the line above the body.
    first, last = starts[split.header_line - 1], starts[split.body_line - 2]
    return text[:first], text[first:last], text[last:]


def _lines_of(text: str, pointers: Iterable[Pointer], *, first_line: int) -> list[int]:
    """The line of each value, or of the nearest one around it."""
    marks = yamlfile.marks(_LINE_END.sub("\n", text), first_line=first_line)
    return [
        next((marks[pointer[:size]][0] for size in range(len(pointer), 0, -1) if pointer[:size] in marks), first_line)
        for pointer in pointers
    ]


def _node_at(text: str, pointer: Pointer) -> Any:
    """The node that a pointer leads to; ``None`` where there is none, or more than one."""
    # The depth is bounded: the text was parsed within our limit before.
    node = yaml.compose(yamlfile.with_editors_lines(text), Loader=_Loader)
    for step in pointer:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode) and len(found := _entries(node, step)) == 1:
            node = found[0][1]
        else:
            return None
    return node


def _entries(mapping: Any, key: str | int) -> list[tuple[Any, Any]]:
    return [(name, value) for name, value in mapping.value if name.value == key]


def _cuts(text: str, mapping: Any, change: Change) -> list[_Cut] | None:
    found = _entries(mapping, change.key)
    if len(found) > 1 or not mapping.value:
        return None
    if not found:
        return _added_in_brackets(mapping, change) if mapping.flow_style else _added_below(text, mapping, change)
    key, value = found[0]
    cut = _replaced(text, key, value, change.value)
    if cut is None:
        return None
    return [cut] if mapping.flow_style or not change.remark else [cut, *_remark_above(text, key, change.remark)]


def _replaced(text: str, key: Any, value: Any, new: str) -> _Cut | None:
    if not isinstance(value, yaml.ScalarNode) or value.style in ("|", ">"):
        return None
    if value.end_mark.index > value.start_mark.index:
        return _Cut(value.start_mark.index, value.end_mark.index, new)
    # The mark of an empty value may stand lines below; its place is behind the colon.
    colon = _COLON.match(text, key.end_mark.index)
    gap = _GAP.match(text, colon.end()) if colon else None
    if gap is None:
        return None
    keeps = text[gap.end() : gap.end() + 1] in ("#", "}")
    return _Cut(gap.start(), gap.end(), f" {new}{gap[0] if keeps else ''}")


def _remark_above(text: str, key: Any, remark: str) -> list[_Cut]:
    start = key.start_mark.index - key.start_mark.column
    indent = text[start : key.start_mark.index]
    if indent.strip():
        return []
    return [_Cut(start, start, f"{indent}# {remark}{_line_end_at(text, key.end_mark.index)}")]


def _added_in_brackets(mapping: Any, change: Change) -> list[_Cut]:
    at = mapping.value[-1][1].end_mark.index
    return [_Cut(at, at, f", {change.key}: {change.value}")]


def _added_below(text: str, mapping: Any, change: Change) -> list[_Cut] | None:
    above = _value_above(mapping, change.after)
    rest = _REST_OF_LINE.match(text, above.end_mark.index) if above is not None else None
    if rest is None:
        return None
    line_end, indent = _line_end_at(text, rest.end()), " " * mapping.value[0][0].start_mark.column
    lines = [f"# {change.remark}"] if change.remark else []
    added = "".join(f"{line_end}{indent}{line}" for line in [*lines, f"{change.key}: {change.value}"])
    return [_Cut(rest.end(), rest.end(), added)]


def _value_above(mapping: Any, after: tuple[str, ...]) -> Any:
    """The value below whose line a new entry goes: one whose end is certain."""
    plain = {
        key.value: value
        for key, value in mapping.value
        if isinstance(value, yaml.ScalarNode)
        and value.style not in ("|", ">")
        and value.end_mark.index > value.start_mark.index
    }
    named = next((plain[key] for key in after if key in plain), None)
    return named if named is not None else next(reversed(plain.values()), None)


def _line_end_at(text: str, start: int) -> str:
    """How the line ends, or, where the text does before, how its first one does."""
    match = _LINE_END.search(text, start) or _LINE_END.search(text)
    return match[0] if match else "\n"


def _with(value: Any, change: Change) -> Any:
    """What a file holds once a change was made."""
    changed = copy.deepcopy(value)
    inside = changed
    for step in change.pointer:
        inside = inside[step]
    inside[change.key] = yamlfile.parse(change.value, "")[0]
    return changed
