"""Registered names and words in a folded text: the longest match wins, and what is doubtful is a warning."""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from generator.base.problems import Severity
from generator.link.privacy.guard import Clearance, Guard, Secret
from generator.link.privacy.register import given_name, is_of_parts
from generator.link.privacy.surnames import COMMON
from generator.link.scanning.findings import Finding
from generator.link.scanning.fold import FOLDED_HAN, Folding
from generator.link.scanning.words import Word, is_ordinary, is_ordinary_given, words_around

_CHINESE_NAME = re.compile(rf"[{FOLDED_HAN}]{{2,4}}")
_PREFIXES = "小阿老"
# Characters of a name that is so short that it is often part of a longer one.
_SHORT = 2
_PSEUDONYM = ("(化名", "（化名")
# What stands behind a name in a byline and is none of it: who took, told or wrote, and whose relative it is.
_NO_NAME = frozenset("摄拍述说讲图文写画译编录校记整供口导演唱诵等某们家妈母爸父爷奶公婆叔婶伯姨姑舅哥姐弟妹嫂儿女孙")


class Kind(enum.IntEnum):
    """What a pattern is; of two that cover the same place, the lower one is told."""

    WORD = 0
    NAME = 1
    GIVEN = 2
    NICKNAME = 3
    ALLOWED = 4
    CLEARED = 5


class Pattern(NamedTuple):
    """A folded text to look for. ``owner`` of a cleared one is the path that it is cleared for, empty for all."""

    kind: Kind
    owner: str
    rule: str
    text: str


class Match(NamedTuple):
    """Where a pattern was found."""

    start: int
    end: int
    pattern: Pattern


class Names:
    """Finds names and words in folded texts; made once for a guard.

    Attributes:
        sought: the folded texts, one of which stands in every text in which something is found.
    """

    def __init__(self, secrets: Iterable[Secret], guard: Guard, *, folding: Folding) -> None:
        """Makes ready.

        Args:
            secrets: those of the guard that are words.
            guard: says what clears or covers them.
            folding: brings texts into the form in which they are compared.
        """
        hidden = _by_text(_secret(secrets, folding))
        self.sought = frozenset(hidden)
        self._secrets = _automaton(hidden)
        # What somebody calls herself may be her child's name and who she is to her: 蒋雨桐妈妈.
        # A name that may be said and is written otherwise than somebody's (蓝 and 藍) makes that one doubtful. Where
        # both are written the same, the guard lets nobody's be said: who did not agree comes first.
        names = map(folding.folded, guard.names_allowed)
        allowed = {name for name in names if name in hidden or self._may_be_a_byline(name)}
        allowed.update(name for name in map(folding.folded, guard.places) if self._may_be_a_place(name))
        allowed.update(name for name in map(folding.folded, guard.units) if self._is_nobodys(name))
        allowed.update(name for name in map(folding.folded, guard.bylines) if self._may_be_a_byline(name))
        # In a large register, somebody else's name has a character of nearly every pseudonym.
        known = [Clearance(name + mark, "") for name in guard.pseudonyms for mark in _PSEUDONYM]
        self._covers = _automaton(_by_text(_harmless(allowed, (*guard.cleared, *known), folding)))

    def _is_nobodys(self, name: str) -> bool:
        """Whether a unit's name has nothing of anybody: the fund that bears somebody's name is as good as the name."""

        def is_harmless(match: Match) -> bool:
            kind = match.pattern.kind
            return kind == Kind.NICKNAME or (kind == Kind.GIVEN and is_ordinary_given(match.pattern.text))

        return all(map(is_harmless, _matches(self._secrets, name)))

    def _may_be_a_place(self, name: str) -> bool:
        """Whether nobody's whole name is in it; of two characters, it may be the beginning of a place (李明村)."""

        def is_harmless(match: Match) -> bool:
            kind, length = match.pattern.kind, match.end - match.start
            is_village = match.start == 0 and length <= _SHORT and len(name) == length + 1
            # A word that somebody does not want to read may well be a part of a place's name.
            return kind != Kind.NAME or is_village

        return all(map(is_harmless, _matches(self._secrets, name)))

    def _may_be_a_byline(self, name: str) -> bool:
        """Whether it is somebody else's whole name: 李明华 or 张李明 beside 李明, 陈缨穗 beside 蒋缨穗."""
        if not _CHINESE_NAME.fullmatch(name):
            return not _matches(self._secrets, name)

        surname = name.removesuffix(given_name(name))
        is_surname = len(surname) > 1 or surname in COMMON

        def is_else(match: Match) -> bool:
            kind, length = match.pattern.kind, match.end - match.start
            has_surname = is_surname and match.start == len(surname) and match.end == len(name)
            if kind == Kind.NAME:
                is_longer = match.start == 0 and len(name) == length + 1 and name[-1] not in _NO_NAME
                return length <= _SHORT and (is_longer or has_surname)
            return kind in (Kind.GIVEN, Kind.NICKNAME) and has_surname

        return all(map(is_else, _matches(self._secrets, name)))

    def find(self, text: str) -> Iterator[Finding]:
        """What must not go out, in the order in which it stands; the same thing twice is told twice."""
        # Names that may be said stand on every page, and matter only beside those that may not.
        if matches := _matches(self._secrets, text):
            yield from _judged(text, matches + _matches(self._covers, text))


def _matches(automaton: Any, text: str) -> list[Match]:
    if automaton is None:
        return []
    return [
        match
        for end, patterns in automaton.iter(text)
        for pattern in patterns
        if _stands_free(text, match := Match(end + 1 - len(pattern.text), end + 1, pattern))
    ]


def _secret(secrets: Iterable[Secret], folding: Folding) -> Iterator[Pattern]:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for secret in secrets:
        text = folding.folded(secret.text)
        # One character is no name: it would be found in every story.
        if len(text) > 1:
            kind = Kind.NAME if secret.rule == "name" else Kind.WORD
            yield Pattern(kind, secret.owner, secret.rule, text)
        if secret.rule == "name" and (given := _given_of(secret, folding)):
            yield from _given_names(given, secret.owner, is_dotted=is_of_parts(secret.text))
            for character in "" if is_of_parts(secret.text) else given:
                owners[character].add(secret.owner)
    for character, people in owners.items():
        yield from _pet_names(character, people)


def _harmless(allowed: Iterable[str], cleared: Iterable[Clearance], folding: Folding) -> Iterator[Pattern]:
    for name in allowed:
        yield Pattern(Kind.ALLOWED, "", "", name)
    for clearance in cleared:
        yield Pattern(Kind.CLEARED, clearance.path, "", folding.folded(clearance.text))


def _given_of(secret: Secret, folding: Folding) -> str:
    """The given name; empty where it cannot be told."""
    if not is_of_parts(secret.text) and not _CHINESE_NAME.fullmatch(folding.folded(secret.text)):
        return ""
    return folding.folded(given_name(folding.plain(secret.text)))


def _given_names(given: str, owner: str, *, is_dotted: bool) -> Iterator[Pattern]:
    """The given name alone."""
    if len(given) > 1:
        yield Pattern(Kind.GIVEN, owner, "given-name", given)
    if not is_dotted and len(given) > _SHORT:
        # 雨桐 of 陈林雨桐, whose two surnames are those of both parents.
        yield Pattern(Kind.GIVEN, owner, "given-name", given[-_SHORT:])


def _pet_names(character: str, owners: Collection[str]) -> Iterator[Pattern]:
    """The forms of address made of a character that all of these people have in their given names."""
    for pet_name in (character * 2, *(prefix + character for prefix in _PREFIXES)):
        # Of a nickname that many share, one stands for all.
        yield Pattern(Kind.NICKNAME, min(owners), "nickname", pet_name)
        for text in (pet_name + mark for mark in _PSEUDONYM):
            yield from (Pattern(Kind.WORD, owner, "pseudonym", text) for owner in owners)


def _by_text(patterns: Iterable[Pattern]) -> dict[str, list[Pattern]]:
    """Patterns by what is looked for; many people share a character of their names."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        if pattern.text:
            found[pattern.text].append(pattern)
    return found


def _automaton(by_text: dict[str, list[Pattern]]) -> Any:
    """An Aho-Corasick automaton that gives all patterns of a text; ``None`` where there is nothing to find."""
    import ahocorasick

    if not by_text:
        return None
    automaton = ahocorasick.Automaton()
    for text, found in by_text.items():
        automaton.add_word(text, _gravest([pattern for pattern, _ in groupby(sorted(found))]))
    automaton.make_automaton()
    return automaton


def _gravest(patterns: list[Pattern]) -> list[Pattern]:
    """Of several secrets with one text, the gravest kind; of a given name that many share, the first stands for all."""
    gravest = [pattern for pattern in patterns if pattern.kind == patterns[0].kind]
    if patterns[0].kind >= Kind.ALLOWED:
        return patterns
    # Two people of one name are both told.
    return gravest if patterns[0].kind <= Kind.NAME else gravest[:1]


def _stands_free(text: str, match: Match) -> bool:
    """Whether a pattern that begins or ends with a Latin letter is not a part of a longer word."""
    return not (
        (_is_latin(match.pattern.text[0]) and match.start and _is_latin(text[match.start - 1]))
        or (_is_latin(match.pattern.text[-1]) and _is_latin(text[match.end : match.end + 1]))
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _judged(text: str, matches: list[Match]) -> Iterator[Finding]:
    """The findings that matches amount to."""
    # What covers a match begins before it, or with it and is longer: it is found by going back, and not far.
    matches.sort(key=lambda match: (match.start, -match.end, match.pattern))
    longest = max(match.end - match.start for match in matches)
    for index, match in enumerate(matches):
        if match.pattern.kind < Kind.ALLOWED:
            finding = _weighed(text, match, list(_covering(matches, index, longest)))
            if finding:
                yield finding


def _covering(matches: list[Match], index: int, longest: int) -> Iterator[Match]:
    """The other matches that cover a match, those of the very same place among them."""
    match = matches[index]
    after = index + 1
    while after < len(matches) and matches[after][:2] == match[:2]:
        yield matches[after]
        after += 1
    while index and matches[index - 1].start >= match.end - longest:
        index -= 1
        if matches[index].end >= match.end:
            yield matches[index]


def _weighed(text: str, match: Match, covering: list[Match]) -> Finding | None:
    """What a match amounts to under those that cover it."""
    waivers = [other for other in covering if other.pattern.kind is Kind.CLEARED]
    if any(not waiver.pattern.owner for waiver in waivers) or _is_part(match, covering):
        return None
    allowed = [other for other in covering if other.pattern.kind is Kind.ALLOWED]
    longer = max(allowed, key=lambda name: name.end - name.start, default=None)
    finding = _under(text, match, longer) if longer else _alone(text, match)
    if not finding or not waivers:
        return finding
    shortest = min(waivers, key=lambda waiver: (waiver.end - waiver.start, waiver))
    paths = tuple(sorted({waiver.pattern.owner for waiver in waivers}))
    return Finding(finding.rule, finding.owner, shortest.pattern.text, finding.severity, paths)


def _is_part(match: Match, covering: list[Match]) -> bool:
    """Whether a match lies within a longer one, or in the place of a graver one."""
    kind, length = match.pattern.kind, match.end - match.start
    return kind is not Kind.WORD and any(
        other.pattern.kind < kind or (other.pattern.kind == kind and other.end - other.start > length)
        for other in covering
    )


def _under(text: str, match: Match, name: Match) -> Finding | None:
    """What becomes of a match within a name that may be said: nothing, unless the two are hard to tell apart."""
    pattern = match.pattern
    if match[:2] == name[:2]:
        return Finding(pattern.rule, pattern.owner, pattern.text, Severity.WARNING)
    for word in words_around(text, name.start, name.end):
        if word.start < name.start < word.end <= match.start:
            # 照顾雨桐: the surname of 顾雨桐, who may be named, is the end of another word.
            return _alone(text, match)
        # 梁满发言: is it 梁满发, who may be named, or 梁满, who may not, and what he said?
        if match.end <= word.start < name.end < word.end:
            return Finding(pattern.rule, pattern.owner, text[match.start : word.end], Severity.WARNING)
    return None


def _alone(text: str, match: Match) -> Finding | None:
    """What becomes of a match outside any name that may be said, by the words that it stands among.

    A doubtful one is told with what makes it doubtful, so that it never stands for a certain one of the same text.
    """
    pattern = match.pattern
    if pattern.kind is Kind.WORD or not re.match(f"[{FOLDED_HAN}]", pattern.text):
        return Finding(pattern.rule, pattern.owner, pattern.text)
    if pattern.kind is Kind.NICKNAME and is_ordinary_given(pattern.text):
        # 老师, 小心: most forms of address are words.
        return None
    before = text[max(0, match.start - 1) : match.start]
    # 小雨桐 is 雨桐, whatever the dictionary says of 小雨.
    start = match.start - (pattern.kind is Kind.GIVEN and before != "" and before in _PREFIXES)
    words = words_around(text, start, match.end)
    across = [word for word in words if word.start < start < word.end or word.start < match.end < word.end]
    if pattern.kind is Kind.NAME:
        return _whole(text, match, across)
    if pattern.kind is Kind.NICKNAME:
        # 小文 in 大小文件.
        return None if across else Finding(pattern.rule, pattern.owner, pattern.text, Severity.WARNING)
    if across and (is_ordinary_given(pattern.text) or (across[0].start < start and across[-1].end > match.end)):
        # 国庆 in 国庆节, 学文 in 大学文化: they are parts of other words.
        return None
    # 感谢雨桐: what could be a surname is the end of another word.
    is_surname = not any(word.start < match.start == word.end for word in words)
    return _doubtful(text, match, across) if across else _given(pattern, before if is_surname else "")


def _given(pattern: Pattern, before: str) -> Finding:
    """A given name that stands as a word of its own: an error, unless it is anybody's, or behind another surname."""
    if before in COMMON:
        return Finding(pattern.rule, pattern.owner, before + pattern.text, Severity.WARNING)
    severity = Severity.WARNING if is_ordinary_given(pattern.text) else Severity.ERROR
    return Finding(pattern.rule, pattern.owner, pattern.text, severity)


def _doubtful(text: str, match: Match, across: list[Word]) -> Finding:
    """A possible name, with the words that reach beyond it: 梁满意."""
    start, end = min(match.start, across[0].start), max(match.end, across[-1].end)
    return Finding(match.pattern.rule, match.pattern.owner, text[start:end], Severity.WARNING)


def _whole(text: str, match: Match, across: list[Word]) -> Finding:
    """A full name: an error, unless it is a word, or at least half of it belongs to words that reach beyond it."""
    pattern = match.pattern
    taken = sum(min(word.end, match.end) - max(word.start, match.start) for word in across)
    if taken * 2 >= len(pattern.text):
        return _doubtful(text, match, across)
    severity = Severity.WARNING if is_ordinary(pattern.text) else Severity.ERROR
    return Finding(pattern.rule, pattern.owner, pattern.text, severity)
