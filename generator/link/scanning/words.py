"""What the segmenter knows of Chinese words: which names are words as well, and where words begin and end."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

# The dictionary marks as people's names (nr) much that is a word of its own: 阳光, 白雪, 黎明. The commoner are words.
_COMMON_NAME, _COMMON_GIVEN_NAME = 500, 50
# Words that are rarer than that, or are not in it.
_WORDS = frozenset(
    (
        *("周全", "高明", "方圆", "石林", "金星", "高远", "江山", "齐全", "安宁", "常青", "江南", "石英", "花朵"),
        *(
            "金秋",
            "田野",
            "苏醒",
            "方正",
            "白杨",
            "云彩",
            "雷雨",
            "贺卡",
            "贝壳",
            "石阶",
            "林木",
            "汤圆",
            "荣光",
            "康乐",
        ),
        *("春兰", "春晖", "天晴", "紫薇", "冬青", "丹桂"),
        *("立春", "谷雨", "立夏", "小满", "白露"),
    )
)
_MARGIN = 8


class Word(NamedTuple):
    """A word of two or more characters, by its place in the text."""

    start: int
    end: int


@lru_cache(maxsize=8192)
def is_ordinary(name: str) -> bool:
    """Whether a full name, an alias or the like is an ordinary word too."""
    return _is_word(name, _COMMON_NAME)


@lru_cache(maxsize=8192)
def is_ordinary_given(name: str) -> bool:
    """Whether a given name, or a form of address such as 小心, is an ordinary word too."""
    return _is_word(name, _COMMON_GIVEN_NAME)


def words_around(text: str, start: int, end: int) -> list[Word]:
    """The words of a dictionary that the surroundings of a place are made of; nothing is guessed."""
    at = max(0, start - _MARGIN)
    words = []
    for word in _cut(text[at : end + _MARGIN]):
        if len(word) > 1:
            words.append(Word(at, at + len(word)))
        at += len(word)
    return words


@lru_cache(maxsize=1024)
def _cut(text: str) -> tuple[str, ...]:
    import rjieba

    return tuple(rjieba.cut(text, hmm=False))


def _is_word(name: str, common: int) -> bool:
    import rjieba

    if name in _WORDS:
        return True
    if not rjieba.has_word(name):
        return False
    tags = [tag for _, tag in rjieba.tag(name)]
    return not (len(tags) == 1 and tags[0].startswith("nr")) or rjieba.suggest_freq(name) >= common
