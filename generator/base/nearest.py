"""What an author who mistyped a word most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST = 20
"""Words for which something close is sought among very many; each search takes as long as there are many."""
_MANY = 1_000


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a mistyped one most likely means, or an empty text."""
    known = list(known)
    by_case = [other for other in known if other.lower() == word.lower()]
    found = by_case or difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else ""


class Suggestions:
    """Suggests for many words: where half a folder is missing, everything that refers to it is mistyped at once."""

    def __init__(self, known: Iterable[str]) -> None:
        """Looks at nothing yet.

        Args:
            known: the words that there are; asked for when the first is sought.
        """
        self._given = known
        self._known: list[str] | None = None
        self._found: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The known word that this one most likely means; empty where there is none, or too many were sought."""
        if word not in self._found:
            if self._known is None:
                self._known = sorted(self._given)
            is_enough = len(self._known) > _MANY and len(self._found) >= MOST
            self._found[word] = "" if is_enough else nearest(word, self._known)
        return self._found[word]
