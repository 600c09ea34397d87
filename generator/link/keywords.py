"""Chinese words: what a text is about, and where its headline may break.

Both rest on the segmenter. It is imported where it is first needed: its dictionary takes a tenth of a second to load.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

KEPT = 60
"""Keywords of a story: about twice as many as it is compared by, for only the whole site knows which are rare."""

TITLE_WEIGHT = 3
"""A word of the title counts as much as so many in the text."""

LONGEST_JOIN = 12
"""Widest phrase that short words are joined into, in half-width columns: six Han characters."""

_COMMON = """
一下 一些 一会儿 一切 一再 一旦 一时 一样 一直 一种 一定 一般 一起 一边 上面 下来 下去 下面
不一 不会 不但 不再 不只 不同 不是 不用 不能 不要 不过 不久 不必 不仅 与其 两边 为了 为什么
主要 之一 之中 之前 之后 之间 也许 也是 也就是说 于是 什么 什么样 今天 今年 他们 以上 以下 以前
以及 以后 以来 任何 但是 何况 你们 使得 依然 便是 其中 其他 其它 其实 出来 出去 别人 到底 刚刚
刚才 包括 十分 却是 原来 只是 只有 只要 只能 可以 可是 可能 各自 同时 同样 后来 因为 因此 因而
地方 多少 大家 大约 如何 如果 如此 她们 好像 好几 它们 尤其 就是 就要 已经 并且 并不 并非 很多
怎么 怎样 怎么样 怎么办 总是 我们 所以 所有 所谓 才能 按照 既然 时候 明天 昨天 是否 是不是 曾经
最后 最近 有些 有时 有点 有的 有人 来到 来自 根据 正在 正是 此外 每个 每天 每次 比较 没有 然后
然而 特别 现在 由于 甚至 的话 直到 看到 看见 知道 第一 等等 经过 结果 继续 而且 而是 而言 能够
能不能 自己 自从 至于 至少 虽然 觉得 认为 许多 该是 起来 过去 过来 还是 还有 还要 这个 这么
这些 这儿 这天 这是 这样 这次 这种 这里 这时 进行 进来 进去 通过 那个 那么 那些 那儿 那天 那是
那样 那种 那里 那时 都是 里面 非常 需要 面前 首先 马上 不到 不得 不了 不知 一点 一点儿 是因为
有没有 就算 算是 还会 还能 还没 才会 只会 说道 表示 介绍 不住 看看 几乎 似乎 终于 往往 常常
经常 一天 这一 那一 另一 另外 之类 左右 关于 对于 随着 其次 再次 再说
上午 下午 中午 早上 晚上 当时 当天 当日 目前 随后 期间 哪里 哪儿 哪个 东西 事情 两件事 具体 情况 方面 问题
开始 不下 交给 我来 旁边 身边 人们 有关 相关 近日 日前 记者 本报讯
"""

FUNCTION_WORDS = frozenset(_COMMON.split())
"""Words of two or more characters that any text may have, whatever it is about."""

_NUMERAL = "〇零一二两三四五六七八九十百千万亿几半数"
_UNITS = (
    "个只条件副辆名位户本张台部盏双套把座间家所次遍回场年月日天点分秒岁元块斤米里层楼步份组种样些项批排首"
    "封支枝根棵株头口声句段篇节期届号人道圈趟枚扇颗粒滴片幅对行列桌碗杯瓶壶盒包袋桶筐船车辈夜晚早尺寸丈亩"
    "门堂课笔刀针线阵番顿餐代幢栋架艘匹群伙帮拨"
)
_MEASURE = re.compile(f"[第每这那]?[{_NUMERAL}]+多?[{_UNITS}]?多?")
"""A number in characters with its measure word: 一副, 第三天."""

# What this site is about is not in the segmenter's dictionary.
_OWN_WORDS = re.compile("(微心愿)")

_HAN_WORD = re.compile("[〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]{2,}")
_LATIN_WORD = re.compile("[A-Za-z]{3,}")

_OPENING = "“‘「『《〈（【〔［｛([{"
_CLOSING = "”’」』》〉）】〕］｝)]}，。、；：？！…—～,.;:?!%％‰℃°"
_AFTER_PAUSE = "，。；：？！、"
# A mark that may open as well as close, or that holds a name together, is never parted from what it touches.
_JOINING = "\"'·・-/"
# Particles, words of place, and what ends a name: none stands well at the head of a line.
_TRAILING = frozenset("的地得了着过吗呢吧啊呀嘛们和与及或里上下中内外前后时等区县镇乡队员站")

_UNBROKEN = re.compile(
    # A date or a number with its unit: 2026年2月3日, 3月28日, 120户, 5.88%.
    f"(?:\\d+年(?:\\d+月)?(?:\\d+日)?|\\d+月(?:\\d+日)?|\\d+(?:[.,:/]\\d+)*(?:[%％‰℃{_UNITS}万亿]+|[A-Za-z]+)?)"
    # The same in characters: 二十六部.
    f"|第?[{_NUMERAL}]+[{_UNITS}]?"
    # A Latin word with what it holds together: Wi-Fi, COVID-19.
    "|[A-Za-z][A-Za-z0-9]*(?:[-.'’&+/_][A-Za-z0-9]+)*"
    # A short name between marks: 《读书计划》.
    "|[“‘「『《〈（【][^“”‘’「」『』《》〈〉（）【】，。：；！？]{1,5}[”’」』》〉）】]"
    # Marks that are two characters long.
    "|—{2,}|…{2,}"
)


def keywords(title: str, text: str) -> tuple[tuple[str, int], ...]:
    """What a story is about, in its own words.

    Args:
        title: its words count three times.
        text: the prose without markup.

    Returns:
        At most 60 different (word, count), count >= 1, by count times length, the greatest first, then by word. Words
        are of two or more Han characters, or of three or more Latin letters in lower case; none is a function word or
        a number.
    """
    counts: dict[str, int] = {}
    # Whether a word says anything is asked once a text, not once for each time it stands there.
    for words, weight in ((text, 1), (title, TITLE_WEIGHT)):
        for written, count in Counter(_segments(words)).items():
            if word := _content_word(written):
                counts[word] = counts.get(word, 0) + count * weight
    weights = [count * len(word) for word, count in counts.items()]
    # Most words of a text stand there once: they are left out before they are compared with each other.
    least = sorted(weights)[-KEPT:][0] if weights else 0
    heavy = zip(weights, counts.items(), strict=True)
    ranked = sorted([(-weight, word, count) for weight, (word, count) in heavy if weight >= least])
    return tuple([(word, count) for _, word, count in ranked[:KEPT]])


@lru_cache(maxsize=1 << 16)
def _content_word(word: str) -> str:
    """A word as it is counted; empty where it says nothing of what a text is about."""
    if _HAN_WORD.fullmatch(word):
        return "" if word in FUNCTION_WORDS or _MEASURE.fullmatch(word) else word
    return word.lower() if _LATIN_WORD.fullmatch(word) else ""


def _segments(text: str) -> list[str]:
    import rjieba

    words: list[str] = []
    # With a pattern that is one group, every second piece is what it found.
    for number, piece in enumerate(_OWN_WORDS.split(text)):
        if number % 2:
            words.append(piece)
        else:
            words += rjieba.cut(piece)
    return words


@lru_cache(maxsize=1 << 16)
def phrases(title: str) -> tuple[str, ...]:
    """A headline cut where a line of it may end.

    Cuts stand between words, and always after a comma or a colon; never before a closing mark or after an opening one,
    and never inside a Latin word, a number, a date or a short name between marks. A particle stays with the word before
    it, any other word of one character with the one after it.

    Returns:
        The phrases in order, none empty; joined they are the title. None for an empty title.
    """
    cut: list[str] = []
    words = list(_words_between_breaks(title))
    for index, word in enumerate(words):
        is_last = index == len(words) - 1
        if index and _belongs_together(cut[-1], words[index - 1], word, is_last=is_last):
            cut[-1] += word
        else:
            cut.append(word)
    return tuple(cut)


def _words_between_breaks(title: str) -> Iterator[str]:
    """The segmenter's words, joined where no line may end."""
    unbroken = {position for match in _UNBROKEN.finditer(title) for position in range(match.start() + 1, match.end())}
    start = end = 0
    for word in _segments(title):
        if end > start and end not in unbroken and _may_end(title, end, word):
            yield title[start:end]
            start = end
        end += len(word)
    if start < len(title):
        yield title[start:]


def _may_end(title: str, end: int, following: str) -> bool:
    before, after = title[end - 1], title[end]
    if after in _CLOSING or after in _JOINING or after.isspace():
        return False
    if before in _OPENING or before in _JOINING:
        return False
    return before in _AFTER_PAUSE or following not in _TRAILING


def _belongs_together(phrase: str, last: str, word: str, *, is_last: bool) -> bool:
    """Whether one of two words would be left alone: a single character goes with the next, or ends a clause."""
    if phrase[-1] in _AFTER_PAUSE or phrase[-1].isspace() or _columns(phrase) + _columns(word) > LONGEST_JOIN:
        return False
    return _is_lone(last) or (_is_lone(word) and (is_last or word[-1] in _AFTER_PAUSE))


def _is_lone(word: str) -> bool:
    return len(word.strip(_OPENING + _CLOSING)) == 1


def _columns(phrase: str) -> int:
    return sum(1 if character.isascii() else 2 for character in phrase.rstrip(_CLOSING))
