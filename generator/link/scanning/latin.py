"""Registered names in Latin letters: in addresses, ids and file names an error, in running prose a warning."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from generator.base.problems import Severity
from generator.link.privacy.guard import Secret
from generator.link.privacy.register import given_name, parts_of
from generator.link.scanning.findings import Finding
from generator.link.scanning.fold import EDGE, FOLDED_HAN, Folding
from generator.link.scanning.texts import decoded

_NAME = re.compile(rf"[{FOLDED_HAN}]{{2,12}}")
# What may stand between the syllables of one name; a slash or a question mark parts two.
_SEGMENT = re.compile(r"[A-Za-z](?:[A-Za-z0-9.\-_+~ ]*[A-Za-z])?")
_NO_LETTERS = re.compile(r"[0-9\-_]+")
# wei, Wei of WeiLan, WEI.
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PROSE = re.compile(r"[A-Z][A-Za-z]+(?:[ \-][A-Z][A-Za-z]*){0,3}")
# Bounded, for no address is longer and a text without a space may be.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.:%\-_~+]{0,99}/[A-Za-z0-9.:%\-_~+/?=&#]*|#[A-Za-z][A-Za-z0-9_\-]*"
    r"|[A-Za-z0-9_\-]{1,99}\.(?:html|jpg|png|webp|xml)\b"
)
MARKED = re.compile("[\u00c0-\u024f]")
"""Latin letters with marks."""

# ASCII letters as they are, all else as a space.
_LETTERS = bytes(code if chr(code).isascii() and chr(code).isalpha() else 0x20 for code in range(256))
# Shorter ones written as one word are words of English more often than names: an, lie, pan, hale.
_SHORTEST = 5
_MOST_WORDS = 20_000
_MOST_READINGS = 16


class LatinNames:
    """Finds the names of a guard in pinyin; made at the first text that has Latin letters."""

    def __init__(self, secrets: Iterable[Secret], folding: Folding) -> None:
        names = ((secret.owner, parts_of(secret.text)) for secret in secrets if secret.rule == "name")
        folded = ((owner, tuple(map(folding.folded, parts))) for owner, parts in names)
        self._names = {(owner, parts) for owner, parts in folded if _NAME.fullmatch("".join(parts))}
        self._spelt: dict[str, str] | None = None
        self._given: dict[str, str] = {}
        self._longest = 1
        self._first: frozenset[str] = frozenset()
        self._harmless: set[bytes] = set()

    def find(self, prose: str, addresses: Iterable[str], *, marked: bool = True) -> Iterator[Finding]:
        """Names in running text, in the addresses that it shows, and in addresses, names of files and ids.

        Args:
            prose: plain.
            addresses: as they are written.
            marked: whether there may be letters with marks in the prose.
        """
        given = "\n".join(addresses)
        if not self._may_hold(f"{prose}\n{given}", marked=marked or not given.isascii()):
            return
        prose = _without_tones(prose)
        shown = "\n".join(_ADDRESS.findall(prose))
        for segment in _SEGMENT.findall(_without_tones(decoded(f"{given}\n{shown}"))):
            yield from self._in_segment(segment, Severity.ERROR)
        for words in _PROSE.findall(_ADDRESS.sub(EDGE, prose)):
            yield from self._in_segment(words, Severity.WARNING)

    def in_stem(self, stem: str) -> Iterator[Finding]:
        """A given name that is all that a file is called, but for numbers: ``yu-tong-2.html``."""
        words = _NO_LETTERS.sub(" ", stem).lower().split()
        if self._names and words:
            self._spellings()
            if owner := self._given.get("".join(words)):
                yield Finding("pinyin", owner, " ".join(words), Severity.WARNING)

    def _may_hold(self, text: str, *, marked: bool) -> bool:
        """Whether some word of the text begins a name; nearly all texts end here."""
        if not self._names:
            return False
        if marked and MARKED.search(text):
            return True
        shown = text.encode("ascii", "replace")
        if b"%" in shown:
            shown = decoded(text).encode("ascii", "replace")
        words = {*shown.translate(_LETTERS).split()} - self._harmless
        if not words:
            return False
        # A letter alone begins none.
        longer = b" ".join(word for word in words if len(word) > 1).decode()
        if not self._spellings()[1].isdisjoint(map(str.lower, _TOKEN.findall(longer))):
            return True
        # The words of addresses are few, and come again and again.
        self._harmless |= words
        if len(self._harmless) > _MOST_WORDS:
            self._harmless.clear()
        return False

    def _in_segment(self, segment: str, severity: Severity) -> Iterator[Finding]:
        spelt, first = self._spellings()
        written = _TOKEN.findall(segment)
        tokens = [token.lower() for token in written]
        for start, token in enumerate(tokens):
            if token not in first:
                continue
            for end in range(start + 1, min(start + self._longest, len(tokens)) + 1):
                if owner := spelt.get(" ".join(tokens[start:end])):
                    # As it is written, where it is only possible: it never stands for a certain one of the same text.
                    certain = severity is Severity.ERROR
                    yield Finding("pinyin", owner, " ".join((tokens if certain else written)[start:end]), severity)

    def _spellings(self) -> tuple[dict[str, str], frozenset[str]]:
        if self._spelt is None:
            self._spelt = {}
            for owner, parts in sorted(self._names, reverse=True):
                self._spelt |= dict.fromkeys(_spellings(*parts) if len(parts) == 1 else _of_parts(parts), owner)
                self._given |= dict.fromkeys(_given(parts), owner)
            self._first = frozenset(words.split(" ", 1)[0] for words in self._spelt)
            self._longest = max((words.count(" ") + 1 for words in self._spelt), default=1)
        return self._spelt, self._first


def _spellings(name: str) -> Iterator[str]:
    """A name as words: all syllables apart, surname and given name apart, all as one word; either name first."""
    given = len(given_name(name))
    for syllables in itertools.islice(_read(name), _MOST_READINGS):
        surname, rest = syllables[:-given], syllables[-given:]
        yield " ".join(syllables)
        yield f"{''.join(surname)} {''.join(rest)}"
        yield " ".join(("".join(surname), *rest))
        ways = ["".join(syllables)]
        # 烂尾 is no way to write 韦岚; of two characters and more, a given name in front is one.
        if given > 1:
            yield f"{''.join(rest)} {''.join(surname)}"
            yield " ".join((*rest, *surname))
            ways.append("".join((*rest, *surname)))
        yield from (joined for joined in ways if len(joined) >= _SHORTEST)


def _of_parts(parts: Sequence[str]) -> Iterator[str]:
    """A name with a dot between its parts as words: all syllables apart, its parts apart in either order, one word."""
    for words in itertools.islice(itertools.product(*map(_joined, parts)), _MOST_READINGS):
        for ordered in (words, words[::-1]):
            yield " ".join(ordered)
            yield "".join(ordered)
    for syllables in itertools.islice(_read("".join(parts)), _MOST_READINGS):
        yield " ".join(syllables)


def _given(parts: Sequence[str]) -> Iterator[str]:
    """A given name as one word; shorter ones are words of English, or anybody's."""
    given = parts[0] if len(parts) > 1 else given_name(*parts)
    if len(given) > 1:
        yield from (word for word in _joined(given) if len(word) >= _SHORTEST)


def _joined(characters: str) -> Iterator[str]:
    """Characters as one word, in each of their readings."""
    return map("".join, itertools.islice(_read(characters), _MOST_READINGS))


def _read(characters: str) -> Iterator[tuple[str, ...]]:
    """The syllables of characters, in all their readings."""
    return itertools.product(*(readings_of(character) for character in characters))


@cache
def readings_of(character: str) -> tuple[str, ...]:
    """The readings of a character without tones, ``ü`` as ``v`` and as ``u``; itself where it has none."""
    readings: dict[str, None] = {}
    for reading in _dictionary().get(ord(character), character).split(","):
        bare = _without_tones(reading.replace("ü", "v").translate(_UMLAUTS))
        readings |= dict.fromkeys((bare, bare.replace("v", "u")))
    return tuple(readings)


@cache
def _dictionary() -> dict[int, str]:
    # Names are read character by character, and the dictionary of phrases would take most of the time of the import;
    # this is the switch that the library documents.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


_UMLAUTS = str.maketrans("ǖǘǚǜ", "vvvv")


def _without_tones(text: str) -> str:
    """Latin letters without their marks: wéi lán is wei lan."""
    if text.isascii() or not MARKED.search(text):
        return text
    marked = unicodedata.normalize("NFD", text)
    return "".join(character for character in marked if not unicodedata.combining(character))
