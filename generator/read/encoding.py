"""Bytes to text, as editors' programs save it: UTF-8 with or without BOM, or GB18030; any line ends."""

from __future__ import annotations

from generator.base.problems import Location, Problem, error
from generator.base.text import CONTROL


def decode(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Text of a file, with line feeds only and without BOM.

    Args:
        content: the file as it is on disk.
        path: for messages.

    Returns:
        The text, and C622 where the bytes are no text that we know, or C623 at each line with a control character.
        With a problem the text is empty.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", (error("C622", Location(path, 1, 1), encoding="UTF-16"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        if _is_broken_utf8(content):
            return "", (error("C622", _location_of(content, failure.start, path), encoding="UTF-8"),)
        try:
            text = content.decode("gb18030").removeprefix("\ufeff")
        except UnicodeDecodeError as second:
            return "", (error("C622", _location_of(content, second.start, path), encoding=""),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        return "", tuple(_controls(text, path))
    return text, ()


def _is_broken_utf8(content: bytes) -> bool:
    """Whether nearly all of it is UTF-8: a damaged file, which GB18030 would read as nonsense without a word."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return broken * 8 < sum(character > "\x7f" for character in text) - broken


def _location_of(content: bytes, offset: int, path: str) -> Location:
    before = content[:offset]
    start = before.rfind(b"\n") + 1
    return Location(path, before.count(b"\n") + 1, len(before[start:].decode("utf-8", errors="replace")) + 1)


def _controls(text: str, path: str) -> list[Problem]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := CONTROL.search(line):
            found.append(error("C623", Location(path, number, match.start() + 1), character=f"U+{ord(match[0]):04X}"))
    return found
