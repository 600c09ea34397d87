"""The words of problems and of reports, in Chinese and English, from ``messages.toml`` and ``terms.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from generator.base.problems import Problem
from generator.read import survey
from generator.read.spoken import FIELDS

CATALOGUE = Path(__file__).with_name("messages.toml")
TERMS = Path(__file__).with_name("terms.toml")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")

_FAMILIES = ("W1", "S2", "P4", "C6")

# Facts that an author may have typed, and those that are words of ours.
_TYPED = frozenset(
    ("key", "value", "text", "quoted", "nearest", "tag", "name", "named", "unknown", "private", "serial")
)
# What follows from what was typed, and is no help where that may not be read.
_DERIVED = frozenset(("nearest", "serial"))
_FIELD = re.compile(r"[a-z_]{2,20}")
_TERM_FACTS = frozenset(("what", "expected", "found", "rule"))


class Speaker:
    """Says things in one language, given in both.

    Attributes:
        language: ``zh-CN`` or ``en``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_english = language.startswith("en")

    def __call__(self, chinese: str, english: str) -> str:
        """The one that is spoken."""
        return english if self.is_english else chinese


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Words by code; codes of one meaning in every kind of file stand under ``x01`` to ``x10``."""
    return tomllib.loads(CATALOGUE.read_text("utf-8"))


@cache
def _terms() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(TERMS.read_text("utf-8"))


def entry_of(code: str) -> dict[str, str]:
    """The catalogue's entry for a code.

    Raises:
        KeyError: no such code.
    """
    return catalogue()["x" + code[2:] if code[:2] in _FAMILIES and code[2:] <= "10" else code]


def message(code: str, facts: tuple[tuple[str, str], ...], language: str) -> str:
    """What is wrong, in the language of the site or of ``--lang``."""
    return _filled(entry_of(code)[_key(language)], facts, language)


def hint(code: str, facts: tuple[tuple[str, str], ...], language: str, *, after_fix: bool = False) -> str:
    """How to mend it; also that ``fix`` does it, unless it just did what it can."""
    entry = entry_of(code)
    said = _filled(entry[f"{_key(language)}_hint"], facts, language)
    if after_fix or "fix" not in entry:
        return said
    by_fix = _terms()["by_fix"][entry["fix"]][_key(language)]
    return f"{said} {by_fix}" if _key(language) == "en" else f"{said}{by_fix}"


def message_of(problem: Problem, language: str) -> str:
    """What is wrong, by a problem."""
    return message(problem.code, _public_facts(problem), language)


def hint_of(problem: Problem, language: str, *, after_fix: bool = False) -> str:
    """How to mend a problem."""
    return hint(problem.code, _public_facts(problem), language, after_fix=after_fix)


def _public_facts(problem: Problem) -> tuple[tuple[str, str], ...]:
    """The facts that may be printed: of a private file, nothing that its author typed but ids and names of fields."""
    if not survey.is_private(problem.location.path):
        return problem.facts
    return tuple((name, _masked(name, value)) for name, value in problem.facts)


def _masked(name: str, value: str) -> str:
    if not value or name not in _TYPED or _FIELD.fullmatch(value) or value in FIELDS:
        return value
    return "" if name in _DERIVED else "●●"


def _key(language: str) -> str:
    return "en" if language.startswith("en") else "zh"


def _filled(template: str, facts: tuple[tuple[str, str], ...], language: str) -> str:
    known = {name: _term(name, value, language) for name, value in facts}

    def optional(match: re.Match[str]) -> str:
        names = _FACT.findall(match[1])
        if not names:
            return match[0]
        return match[1] if all(known.get(name) for name in names) else ""

    return _FACT.sub(lambda match: known.get(match[1], "…"), _OPTIONAL.sub(optional, template)).strip()


def _term(name: str, value: str, language: str) -> str:
    term = _terms()["terms"].get(value) if name in _TERM_FACTS else None
    return term[_key(language)] if term else value


def reason(code: str, language: str) -> str:
    """Why something is withheld."""
    return _terms()["reasons"][code][_key(language)]
