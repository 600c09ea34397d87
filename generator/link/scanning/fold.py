"""One form for all disguises of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from generator.link.scanning.glyphs import RADICALS, simplified_forms

EDGE = "\x00"
"""Stands between blocks. Not white space, so that nothing is read across two paragraphs."""

FOLDED_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
"""Chinese characters of a folded text, in which radicals and old shapes are plain, as the inside of a class."""

# What a reader does not see: format and control characters, joiners, fillers, variation selectors, combining marks.
_INVISIBLE = (
    "\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2800\u3099\u309a\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e01ef"
)
# What NFKC or the table of radicals makes into something plainer, and which matters in a name or a number. Full-width
# punctuation is left alone: it stands in every sentence, and every rule knows it.
_COMPATIBLE = (
    "\u00b2\u00b3\u00b9\u2070-\u2099\u2460-\u24ff\u2e80-\u2fdf\u3220-\u33ff\uf900-\ufaff\uff0a\uff0b\uff0d-\uff19"
    "\uff20-\uff3a\uff3f\uff41-\uff5a\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
SUSPECT = re.compile(f"[{_INVISIBLE}{_COMPATIBLE}]")
"""What is not what it looks like, whatever the names are."""

SEPARATORS = r"\s·•・･‧∙⋅﹒.\-‐-―_*~|/"
"""What may stand between two characters of a name, as the inside of a character class."""

# Begins with a class, so that the search can leap to it; only then looks back.
_BETWEEN_HAN = re.compile(rf"[{SEPARATORS}](?<=[{FOLDED_HAN}].)[{SEPARATORS}]*(?=[{FOLDED_HAN}])", re.DOTALL)
# Of the marks within a Latin name, whichever the keyboard had.
_ONE_MARK = str.maketrans("’‘ʼ´`‐‑–", "'''''---")


class Folding:
    """Folds texts for one set of names: only traditional forms of their characters are made simplified.

    Attributes:
        letters: whether the names have letters that come in two cases; then texts are made lower case.
        variants: the characters that are folded for these names, beside those that always are.
    """

    def __init__(self, names: Iterable[str]) -> None:
        characters = set("".join(plain(name) for name in names))
        self.letters = any(character.lower() != character.upper() for character in characters)
        self._forms: dict[str, str] = {}
        if any(character > "\u33ff" for character in characters):
            forms = simplified_forms()
            wanted = {forms.get(character, character) for character in characters}
            self._forms = {one: other for one, other in forms.items() if other in wanted}
        self.variants = "".join(sorted(self._forms))
        self._suspect = re.compile(f"[{_INVISIBLE}{_COMPATIBLE}{self.variants}]")

    def plain(self, text: str) -> str:
        """The characters that a reader takes the text for, spaces and marks included."""
        if text.isascii() or not self._suspect.search(text):
            return text
        return self._suspect.sub(lambda match: self._plain(match[0]), text)

    def joined(self, plain_text: str) -> str:
        """A plain text with nothing between Han characters, in one case if the names have cases."""
        if self.letters:
            plain_text = " ".join(re.split(r"[^\S\x00]+", plain_text.casefold().translate(_ONE_MARK)))
        return plain_text if plain_text.isascii() else _BETWEEN_HAN.sub("", plain_text)

    def folded(self, text: str) -> str:
        """Plain and joined."""
        return self.joined(self.plain(text)).strip()

    def _plain(self, character: str) -> str:
        return self._forms.get(character) or "".join(self._forms.get(one, one) for one in plain(character))


def plain(text: str) -> str:
    """The characters that a reader takes a text for, traditional forms kept."""
    # A control character is ASCII too, and hides in a name as well as any other.
    return text if text.isascii() and text.isprintable() else "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if _UNSEEN.match(character):
        return ""
    if character in RADICALS:
        return RADICALS[character]
    # A full-width comma is not folded here either, so that one rule holds for a character and for a text.
    return unicodedata.normalize("NFKC", character) if re.match(f"[{_COMPATIBLE}]", character) else character
