"""How text is written down in the index: folded character by character, in an alphabet that cannot be misread.

``templates/assets/search.js`` does the same, and a test compares the two in a browser. The alphabet is printable ASCII
in which nothing can be read that is somebody's: no digits, so no number; no vowels and no ``v``, so no pinyin; no ``@``
and no colon, so no address; and nothing that ends a string, a script or a line.
"""

from __future__ import annotations

import unicodedata

LETTERS = "bcdfghjklmnpqrstwxyzBCDFGHJKLMNPQRSTWXYZ"
"""40 of them. Four write a code point, the first ones also digits and phases."""
PHASES = LETTERS[:32]
"""Where a gram stands in its paragraph, modulo 32."""
LEADING = LETTERS[32:]
"""All digits of a number but its last."""
FINAL = "#$()+,-.=?[]^_`{}~"
"""The last digit of a number."""
ENTRY, KEY_END, REST = "|!;"
"""Begins the entry of a gram; ends its key and begins the titles that hold it; begins the other paragraphs."""
MOST_PHASES = 8
"""A document in which a gram has more phases than this is written without: it matches at any."""
CODE_LETTERS = 4
"""Letters of a code point."""


def fold(character: str) -> str:
    """What a character is sought as: full-width letters are plain ones, large ones small; always one character."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        plain = character
    small = plain.lower()
    return small if len(small) == 1 else plain


def folded(text: str) -> str:
    """A text as it is sought; each character stays where it is."""
    return "".join(map(fold, text))


def key_of(gram: str) -> str:
    """How a gram, folded, is named in a shard."""
    return "".join(map(_code, gram))


def _code(character: str) -> str:
    code, letters = ord(character), ""
    for _ in range(CODE_LETTERS):
        code, digit = divmod(code, len(LETTERS))
        letters = LETTERS[digit] + letters
    return letters


def number(value: int) -> str:
    """A number from 0 up: a final digit, before it leading ones that have no zero (bijective numeration)."""
    value, digit = divmod(value, len(FINAL))
    written = FINAL[digit]
    while value:
        value, digit = divmod(value - 1, len(LEADING))
        written = LEADING[digit] + written
    return written


def shard_of(gram: str, shards: int) -> int:
    """The shard of a gram, folded: FNV-1a over its code points, its upper bits folded in, by a power of two."""
    state = 0x811C9DC5
    for character in gram:
        state = (state ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return (state ^ state >> 15) & (shards - 1)
