"""The leak scan: no registered name, alias or telephone number leaves with the site.

Reads every text that goes out, as a reader, a search engine or a curious neighbour would: with markup taken out, so
that a tag inside a name hides nothing; with entities and percent signs decoded; with attributes, comments and
addresses included.
"""

from __future__ import annotations

import html
import re
import unicodedata
import urllib.parse
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.link.privacy.guard import Guard

_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|section|article|header|footer|main|nav|aside|figure|figcaption|blockquote"
    r"|table|thead|tbody|tr|td|th|br|hr|pre|title|summary|entry|item|url|loc|text)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
# Stands between blocks. Not white space, so that a name is never read across two paragraphs.
_EDGE = "\x00"
# Invisible characters that can split a name: zero-width, soft hyphen, joiners, variation selectors, Hangul fillers.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]"
)
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])[\s·•.\-_*~|/]+(?=[\u3400-\u9fff])")
_GAP = r"[\s()\-\u2010-\u2015]{0,3}"
# A mobile number, or a landline with an area code that there can be.
_TELEPHONE = re.compile(
    rf"(?<!\d)(?:(?:\+?86{_GAP})?1[3-9](?:{_GAP}\d){{9}}"
    rf"|0(?:10|2\d|[3-9]\d\d){_GAP}[2-8]\d{{2,3}}[\s\-\u2010-\u2015]?\d{{4}})(?!\d)"
)
# Country code and three parts; what is cut finer is a row of small numbers, unless it is cut into single digits.
_GROUPS = 4
_NOT_TEXT = (".jpg", ".png", ".webp", ".ico")


class Leak(msgspec.Struct, frozen=True, order=True):
    """Something that must not go out: whose (a person's id, or empty), by which rule, and on which output.

    The text itself is kept only to find its line in the author's file, and is never printed.
    """

    path: str
    rule: str
    owner: str
    text: str


class Scanner:
    """Scans texts under one guard."""

    def __init__(self, guard: Guard, public_contacts: Iterable[str]) -> None:
        self._cleared = {(_folded(item.text), item.path) for item in guard.cleared}
        self._cleared |= {(_number(item.text), item.path) for item in guard.cleared}
        self._contacts = {_number(contact) for contact in public_contacts}
        self._names = _automaton(guard)

    def scan(self, path: str, content: bytes) -> list[Leak]:
        """What leaks in an output, each kind of leak once.

        Args:
            path: of the output; it is scanned as well.
            content: its bytes; pictures are passed over, for they were made anew from their pixels.
        """
        if path.endswith(_NOT_TEXT):
            return []
        text = content.decode("utf-8", errors="replace")
        found: set[Leak] = set()
        for view in (_visible(text), _attributes(text), path):
            folded = _folded(view)
            found.update(self._named(path, folded))
            found.update(self._numbered(path, view))
        return sorted(found)

    @staticmethod
    def find(line: str, text: str) -> int:
        """The column, 1-based, at which a leaking text begins in a line of a source; 0 where it does not.

        A text in disguise is found as well; its column is then that of its first character.
        """
        if text in line:
            return line.index(text) + 1
        digits = _only_digits(text)
        # Seven digits are the shortest number that is scanned for.
        if text in _folded(line) or (len(digits) >= 7 and digits in _only_digits(line)):
            return max(line.find(text[0]), 0) + 1
        return 0

    def _named(self, path: str, folded: str) -> Iterator[Leak]:
        if self._names is None:
            return
        for _, (owner, rule, text) in self._names.iter(folded):
            if (text, "") not in self._cleared and (text, path) not in self._cleared:
                yield Leak(path, rule, owner, text)

    def _numbered(self, path: str, view: str) -> Iterator[Leak]:
        for telephone in _telephones(_INVISIBLE.sub("", unicodedata.normalize("NFKC", view))):
            number = _number(telephone)
            if number not in self._contacts and not {(number, ""), (number, path)} & self._cleared:
                yield Leak(path, "phone", "", telephone)


def _automaton(guard: Guard) -> Any:
    """An Aho-Corasick automaton of all secrets, folded; ``None`` where there are none."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for secret in guard.secrets:
        folded = _folded(secret.text)
        # One character is no name: it would be found in every story.
        if len(folded) > 1:
            automaton.add_word(folded, (secret.owner, secret.rule, folded))
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _visible(text: str) -> str:
    """What is seen: blocks apart, tags within a line gone without a gap, entities decoded."""
    return html.unescape(_TAG.sub("", _BLOCK.sub(_EDGE, text)))


def _attributes(text: str) -> str:
    """What stands inside tags and comments: attributes, with percent signs decoded."""
    inside = "\n".join(tag for tag in _TAG.findall(text) if "=" in tag or tag.startswith("<!--"))
    return urllib.parse.unquote(html.unescape(inside))


def _folded(text: str) -> str:
    """One form for all disguises: compatibility forms folded, invisible characters gone, nothing between Han."""
    folded = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return _BETWEEN_HAN.sub("", _INVISIBLE.sub("", folded)).casefold()


def _telephones(text: str) -> Iterator[str]:
    for match in _TELEPHONE.finditer(text):
        groups = re.findall(r"\d+", match[0])
        if len(groups) <= _GROUPS or all(len(group) == 1 for group in groups):
            yield match[0]


def _number(text: str) -> str:
    """The digits of a telephone number, without the country code of a mobile one."""
    digits = _only_digits(text)
    return digits[2:] if len(digits) == 13 and digits.startswith("861") else digits


def _only_digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
