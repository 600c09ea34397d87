"""Where in an author's line a leaking text stands, in whatever disguise."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache

from generator.link.scanning.fold import FOLDED_HAN, plain
from generator.link.scanning.glyphs import simplified_forms
from generator.link.scanning.runs import ASCII_DIGITS

_PIECE = re.compile(r"<[^<>]*>|&#?\w{1,8};|.", re.DOTALL)
_MARKUP = re.compile(r"<[^<>\n]*>|&#?\w{1,8};")
_BESIDE = re.compile(r"[\W_]+")
_HAN = re.compile(f"[{FOLDED_HAN}]")
_SEPARATOR = re.compile(r"[\s·•・･‧∙⋅.\-‐-―_*~|/]")


def columns(line: str, text: str, spared: Iterable[str] = ()) -> list[int]:
    """The columns, 1-based and rising, at which a leaking text begins in a line.

    Args:
        line: of a source.
        text: of a leak.
        spared: texts that were cleared in this file; what lies within one of them is no leak here.
    """
    found: set[int] = set()
    for view in (_joined, _squeezed) if re.search("[0-9A-Za-z]", text) else (_joined,):
        characters, offsets = view(line)
        wanted, _ = view(text)
        cleared = [span for item in spared for span in _spans(characters, view(item)[0])]
        found |= {
            offsets[start] + 1
            for start, end in _spans(characters, wanted)
            if not any(first <= start and end <= last for first, last in cleared)
        }
    return sorted(found)


def essence(text: str) -> str:
    """What of a text is compared, in whatever view: a leak begins in no line without its essence in that of the line.

    Of many lines it is told at once, for no disguise reaches from one into the next.
    """
    shown = _MARKUP.sub(lambda match: html.unescape(match[0]) if match[0][0] == "&" else "", text)
    return _BESIDE.sub("", plain(shown).casefold().translate(_forms()))


@cache
def _forms() -> dict[int, str | int | None]:
    return {**ASCII_DIGITS, **{ord(one): other.translate(ASCII_DIGITS) for one, other in simplified_forms().items()}}


def _spans(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)


def _characters(line: str) -> Iterator[tuple[str, int]]:
    """Characters as a reader sees them, simplified and in lower case, each with its offset in the line."""
    forms = simplified_forms() if _HAN.search(line) else {}
    for match in _PIECE.finditer(line):
        piece = match[0]
        if len(piece) > 1:
            piece = html.unescape(piece) if piece[0] == "&" else ""
        for character in plain(piece).casefold():
            yield forms.get(character, character), match.start()


def _joined(line: str) -> tuple[str, list[int]]:
    """Nothing between Han characters, as names are folded."""
    kept: list[tuple[str, int]] = []
    waiting: list[tuple[str, int]] = []
    for character, offset in _characters(line):
        if _SEPARATOR.match(character):
            waiting.append((character, offset))
            continue
        if not (waiting and kept and _HAN.match(kept[-1][0]) and _HAN.match(character)):
            kept += waiting
        waiting = []
        kept.append((character, offset))
    kept += waiting
    return "".join(character for character, _ in kept), [offset for _, offset in kept]


def _squeezed(line: str) -> tuple[str, list[int]]:
    """Digits, letters and masks alone, as numbers and ids are compared."""
    kept = [
        (character.translate(ASCII_DIGITS), offset)
        for character, offset in _characters(line)
        if character.isalnum() or character == "*"
    ]
    return "".join(character for character, _ in kept), [offset for _, offset in kept]
