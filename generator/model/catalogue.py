"""The words of the furniture: Chinese is the key and the Chinese text; English stands beside it.

A template says ``t("推荐阅读")``, so an editor who changes one reads what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from generator.model.english import ENGLISH

Translator: TypeAlias = Callable[..., str]
"""``t("第 {n} 页", n=3)``: the words in the site's language, filled in."""


def translator(language: str) -> Translator:
    """The translator of a site's language, ``zh-CN`` or ``en``.

    In English, a word that the catalogue lacks raises KeyError; a test makes sure that none does.
    """
    if language == "en":
        return lambda words, **facts: ENGLISH[words].format(**facts)
    return lambda words, **facts: words.format(**facts)
