"""Pure strings: what is Han and what is wide, counts, normal forms, the joints of Chinese text.

Chinese and Latin text live in one line, so nothing here switches a whole text to one rule or the other: Han characters
are counted one by one, everything else word by word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, radicals and 々〆〇 included, as the inside of a character class."""

WIDE = HAN + "\u3001-\u3004\u3008-\u3020\u3030-\u30ff\u31f0-\u31ff\uac00-\ud7a3\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
"""What always fills a square: Han, kana, hangul and the full-width marks."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""Controls but tab and line feeds (U+0085 is one), the two non-characters, lone surrogates.

None has a place in a text: XML cannot carry most of them, Python-Markdown uses some as its own marks, and to a terminal
they are commands.
"""

# Marks that Chinese shares with Latin text: as wide as the text round them (UAX #11, class A).
_EITHER = "“”‘’…—·～"

_HAN_RUN = re.compile(f"[{HAN}]+")
_IS_WIDE = re.compile(f"[{WIDE}]")
_WORD = re.compile(r"[^\W_]+(?:[.,:'’%-][^\W_]+)*")
_BEYOND_MARKS = f"{_EITHER} \t\u3000\n"
_PER_MINUTE = 400

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_BLANK_LINE = re.compile(r"^[^\S\n]*\n", re.MULTILINE)


def is_wide(char: str) -> bool:
    """Whether a character is Han or a full-width mark; “”‘’…—· are shared with Latin text and are not."""
    return _IS_WIDE.match(char) is not None


def meets_without_space(before: str, after: str) -> bool:
    """Whether a line break between two pieces of text is no space: both sides are Han or full-width marks.

    A mark that Chinese shares with Latin text (``“”‘’…—·``) counts as wide beside something wide. Between two of
    them, what stands beyond them decides: ``说“好”⏎“行”`` is joined, ``“yes”⏎“no”`` is not.
    """
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if is_wide(left):
        return is_wide(right) or right in _EITHER
    if left not in _EITHER:
        return False
    if is_wide(right):
        return True
    if right not in _EITHER:
        return False
    beyond = (before.rstrip(_BEYOND_MARKS)[-1:], after.lstrip(_BEYOND_MARKS)[:1])
    return any(is_wide(char) for char in beyond if char)


def count(text: str) -> int:
    """Han characters plus words of everything else; a number with its decimals is one word."""
    rest, runs = _HAN_RUN.subn(" ", text)
    # Each run left one blank behind.
    return len(text) - len(rest) + runs + sum(1 for _ in _WORD.finditer(rest))


def reading_minutes(characters: int) -> int:
    """Minutes to read so many characters, at about 400 a minute; at least 1."""
    return max(1, (characters + _PER_MINUTE // 2) // _PER_MINUTE)


def plain(markup: str) -> str:
    """The text of a piece of HTML: tags removed, entities resolved, white space folded."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Lines without an empty one between them, each block with the place at which it begins."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        if text[start : blank.start()].strip():
            yield start, text[start : blank.start()].removesuffix("\n")
        start = blank.end()
    if text[start:].strip():
        yield start, text[start:].removesuffix("\n")
