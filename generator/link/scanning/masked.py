"""Registered names of which a character is masked: 蓝*桐, 韦岚×. Whoever knows the person reads them all the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.base.problems import Severity
from generator.link.privacy.guard import Secret
from generator.link.privacy.register import given_name, is_of_parts
from generator.link.scanning.findings import Finding
from generator.link.scanning.fold import FOLDED_HAN, Folding

_MARKS = "*×某○●□■◯〇✕✖"
# Three at most, with blanks round them; an X is one between characters, behind another mark, or at the end of a word.
_MASK = re.compile(rf" ?[{_MARKS}Xx](?: ?[{_MARKS}Xx]){{0,2}} ?")
# A name that is masked has a character right before the first of them. It begins with a class, so that the search can
# leap to it, and nearly all texts end here.
_BEHIND_HAN = re.compile(f"[{_MARKS}Xx](?:(?<=[{FOLDED_HAN}].)|(?<=[{FOLDED_HAN}] .))")
_LAST = re.compile(f"[{FOLDED_HAN}]{{1,3}}$")
_HAN = re.compile(f"[{FOLDED_HAN}]")


class MaskedNames:
    """Finds them in plain texts. A surname and a mask (韦某) are what a name is to be replaced by, and none."""

    def __init__(self, secrets: Iterable[Secret], folding: Folding) -> None:
        self._folding = folding
        self._owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for secret in secrets:
            if secret.rule == "name" and not is_of_parts(secret.text):
                for ends in _ends(folding.folded(secret.text)):
                    self._owners[ends].add(secret.owner)

    def find(self, text: str) -> Iterator[Finding]:
        """What may be such a name, in the order in which it stands."""
        may_be = self._owners and _BEHIND_HAN.search(text)
        for mask in _MASK.finditer(text) if may_be else ():
            before = _LAST.search(text, max(0, mask.start() - 3), mask.start())
            behind, after = text[mask.end() : mask.end() + 1], text[mask.end() + 1 : mask.end() + 2]
            if before and not (behind.isascii() and behind.isalnum()):
                # 韦某 is what a name is to be replaced by, and what follows may be any word: 韦某平时.
                is_word = "某" in mask[0] and _HAN.match(after) is not None
                last = "" if is_word else self._folding.folded(behind)
                yield from self._named(self._folding.folded(before[0]), mask[0].strip(), last)

    def _named(self, before: str, mask: str, last: str) -> Iterator[Finding]:
        for start in range(len(before)):
            for behind in dict.fromkeys((last, "")):
                for owner in sorted(self._owners.get((before[start:], behind), ())):
                    yield Finding("masked-name", owner, f"{before[start:]}{mask}{behind}", Severity.WARNING)


def _ends(name: str) -> Iterator[tuple[str, str]]:
    """What of a name stands before and behind the mask: the surname and the last character, or all but the last."""
    given = given_name(name)
    surname = name.removesuffix(given)
    if surname and len(given) > 1:
        yield surname, given[-1]
        yield name[:-1], ""
