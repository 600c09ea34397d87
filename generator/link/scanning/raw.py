"""Registered names in bytes of an unknown kind, in the encodings that an office in China meets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.link.privacy.guard import Secret
from generator.link.scanning.findings import Finding
from generator.link.scanning.fold import Folding

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
# A name of two characters is four bytes in most of these, and four given bytes turn up by chance in a film.
_FEWEST, _FEWEST_IN_FILM = 4, 6
FILMS = (".mp3", ".mp4", ".m4a", ".ogg", ".webm", ".mov", ".woff", ".woff2", ".zip", ".gz", ".br", ".pdf")


class RawNames:
    """Finds names in bytes; the automaton is made at the first file that needs it."""

    def __init__(self, secrets: Iterable[Secret], folding: Folding) -> None:
        self._secrets = tuple(secrets)
        self._folding = folding
        self._automata: dict[int, Any] = {}

    def find(self, suffix: str, content: bytes) -> set[Finding]:
        """The registered texts whose bytes stand in a file."""
        automaton = self._automaton(_FEWEST_IN_FILM if suffix in FILMS else _FEWEST)
        # Latin-1 gives each byte a character of its own.
        return {found for _, found in automaton.iter(content.decode("latin-1"))} if automaton else set()

    def _automaton(self, fewest: int) -> Any:
        if fewest not in self._automata:
            self._automata[fewest] = self._made(fewest)
        return self._automata[fewest]

    def _made(self, fewest: int) -> Any:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for secret in sorted(self._secrets, reverse=True):
            for encoding in _ENCODINGS:
                needle = secret.text.encode(encoding, "replace")
                if len(secret.text) > 1 and len(needle) >= fewest:
                    finding = Finding(secret.rule, secret.owner, self._folding.folded(secret.text))
                    automaton.add_word(needle.decode("latin-1"), finding)
        if not len(automaton):
            return None
        automaton.make_automaton()
        return automaton
