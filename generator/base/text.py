"""Pure strings: what is Han and what is wide, counts, normal forms, the joints of Chinese text, summaries.

Chinese and Latin text live in one line, so nothing here switches a whole text to one rule or the other: Han characters
are counted one by one, everything else word by word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, radicals and 々〆〇 included, as the inside of a character class."""

WIDE = HAN + "\u3001-\u3004\u3008-\u3020\u3030-\u30ff\u31f0-\u31ff\uac00-\ud7a3\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
"""What always fills a square: Han, kana, hangul and the full-width marks."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""Controls but tab and line feeds (U+0085 is one), the two non-characters, lone surrogates.

None has a place in a text: XML cannot carry most of them, Python-Markdown uses some as its own marks, and to a terminal
they are commands.
"""

# Marks that Chinese shares with Latin text: as wide as the text round them (UAX #11, class A).
_EITHER = "“”‘’…—·～"

_HAN_RUN = re.compile(f"[{HAN}]+")
_IS_WIDE = re.compile(f"[{WIDE}]")
_WORD = re.compile(r"[^\W_]+(?:[.,:'’%-][^\W_]+)*")
_BEYOND_MARKS = f"{_EITHER} \t\u3000\n"
_PER_MINUTE = 400

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


SHORTEST = 60
LONGEST = 100

_CUT = "……"

_OPENING = "“‘「『（《〈【([{"
_CLOSING = "”’」』）》〉】)]}"
_PAIRS = dict(zip(_CLOSING, _OPENING, strict=True))
_CLOSES = {opening: closing for closing, opening in _PAIRS.items()}
_MARK = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")

_END = re.compile(r"[。！？…]+[”’」』）》〉】]*|(?<=[a-z]{2})[.!?]+[\"')\]]*(?=\s|$)")
_PAUSE = re.compile(r"[，；、]|[,;](?=\s)")
_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
_UNBROKEN = re.compile(
    "\ue000[^\ue001]*\ue001"
    f"|(?:\\d+(?:[.,:/-]\\d+)*[年月日时分秒号点多余个百千万亿%％‰℃]*)+|[{_NUMERALS}]+[年月日个多余]*"
    f"|[^\\W_\\d{HAN}]+(?:[.'’@:/-]*[^\\W_{HAN}]+)*|…+|—+"
)
_NOT_FIRST = "。！？…，；、：,.;:!?—·%％" + _CLOSING + "（("

_BYLINE = r"[（(][^）)]{1,40}[）)]"
_DATELINE = re.compile(
    rf"[^，。！？；：“”\n]{{0,24}}?\d{{1,2}}月\d{{1,2}}日[电讯](?:\s*{_BYLINE}[\s：:，—-]*|[\s：:—]+)"
    rf"|[本新][报网站台社刊][专快电]?[讯电](?:\s*{_BYLINE})?[\s：:，—-]*"
    rf"|[^，。！？；：“”\n]{{0,12}}[电讯]\s*[（(](?:本报|见习|实习)?(?:记者|通讯员|作者)[^）)]{{0,40}}[）)][\s：:，—-]*"
)
_BLANK_LINE = re.compile(r"^[^\S\n]*\n", re.MULTILINE)
_FINIS = re.compile(r"\s*[（(]\s*完\s*[）)]\s*$")


def is_wide(char: str) -> bool:
    """Whether a character is Han or a full-width mark; “”‘’…—· are shared with Latin text and are not."""
    return _IS_WIDE.match(char) is not None


def meets_without_space(before: str, after: str) -> bool:
    """Whether a line break between two pieces of text is no space: both sides are Han or full-width marks.

    A mark that Chinese shares with Latin text (``“”‘’…—·``) counts as wide beside something wide. Between two of
    them, what stands beyond them decides: ``说“好”⏎“行”`` is joined, ``“yes”⏎“no”`` is not.
    """
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if is_wide(left):
        return is_wide(right) or right in _EITHER
    if left not in _EITHER:
        return False
    if is_wide(right):
        return True
    if right not in _EITHER:
        return False
    beyond = (before.rstrip(_BEYOND_MARKS)[-1:], after.lstrip(_BEYOND_MARKS)[:1])
    return any(is_wide(char) for char in beyond if char)


def count(text: str) -> int:
    """Han characters plus words of everything else; a number with its decimals is one word."""
    rest, runs = _HAN_RUN.subn(" ", text)
    # Each run left one blank behind.
    return len(text) - len(rest) + runs + sum(1 for _ in _WORD.finditer(rest))


def reading_minutes(characters: int) -> int:
    """Minutes to read so many characters, at about 400 a minute; at least 1."""
    return max(1, (characters + _PER_MINUTE // 2) // _PER_MINUTE)


def plain(markup: str) -> str:
    """The text of a piece of HTML: tags removed, entities resolved, white space folded."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Lines without an empty one between them, each block with the place at which it begins."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        if text[start : blank.start()].strip():
            yield start, text[start : blank.start()].removesuffix("\n")
        start = blank.end()
    if text[start:].strip():
        yield start, text[start:].removesuffix("\n")


def summarise(paragraphs: Sequence[str]) -> str:
    """The beginning of a text, for listings and feeds.

    A dateline (``……1月29日电（王某）``, ``本报讯``) and ``（完）`` are no part of it.

    Args:
        paragraphs: plain text, in order, without headings, captions and footnotes; references resolved.

    Returns:
        The whole text where it has fewer than 60 characters; else 60 to 100 of them, ending at 。！？… with the
        closing marks that belong to it. A text without such an end in reach is cut at the last ，；、 and ends in
        ……, in text without anything Chinese in …. It is never cut inside a number, a Latin word or a pair of marks;
        where a pair holds all that there is, it is closed again after the cut.
    """
    summary = _shortened(paragraphs)
    return summary if _IS_WIDE.search(summary) else re.sub(rf"\s*{_CUT}", "…", summary)


def _shortened(paragraphs: Sequence[str]) -> str:
    text, complete = _beginning(paragraphs)
    if complete and len(text) < SHORTEST:
        return text
    pairs = _pairs(text)
    ends = [end for end in _positions(_END, text, LONGEST, after=True) if not _inside(end, pairs)]
    if ends and ends[-1] >= SHORTEST:
        return text[: ends[-1]]
    if complete and len(text) <= LONGEST:
        return text
    limit = LONGEST - len(_CUT)
    pauses = [at for at in _positions(_PAUSE, text, limit, after=False) if not _inside(at, pairs)]
    if pauses and pauses[-1] + len(_CUT) >= SHORTEST:
        return text[: pauses[-1]] + _CUT
    return _cut_anywhere(text, pairs, limit)


def _beginning(paragraphs: Sequence[str]) -> tuple[str, bool]:
    """As many whole paragraphs as a summary can need, run together, and whether they are all there are."""
    text = ""
    for number, paragraph in enumerate(_without_ornament(paragraphs)):
        if len(text) > LONGEST:
            return text, False
        if number and text and not _flows(text[-1]):
            text += " "
        text += paragraph
    return text, True


def _without_ornament(paragraphs: Sequence[str]) -> Iterator[str]:
    first = True
    for paragraph in paragraphs:
        words = _FINIS.sub("", paragraph.strip())
        if first and words:
            words = _DATELINE.sub("", words, count=1) if _DATELINE.match(words) else words
            first = False
        if words.strip():
            yield words.strip()


def _flows(last: str) -> bool:
    """Whether the next paragraph may follow without a blank: only after a full-width mark."""
    return last in "…—”’" or (is_wide(last) and not last.isalnum())


def _pairs(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of marks, as (opening, behind the closing); a mark without its other half is no pair."""
    open_at: list[int] = []
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in _CLOSES:
            open_at.append(match.start())
            continue
        while open_at and text[open_at[-1]] != _PAIRS[mark]:
            if _PAIRS[mark] not in {text[at] for at in open_at}:
                break
            open_at.pop()
        else:
            if open_at:
                found.append((open_at.pop(), match.end()))
    return found


def _inside(at: int, pairs: list[tuple[int, int]]) -> bool:
    return any(start < at < end for start, end in pairs)


def _positions(pattern: re.Pattern[str], text: str, limit: int, *, after: bool) -> list[int]:
    """Where a pattern ends (or begins), no further than ``limit``."""
    found = [match.end() if after else match.start() for match in pattern.finditer(text, 0, limit + 40)]
    return [at for at in found if at <= limit]


def _cut_anywhere(text: str, pairs: list[tuple[int, int]], limit: int) -> str:
    """The last resort: between two words, outside of pairs if that can be, else with the pair closed again."""
    places = [at for at in range(SHORTEST - len(_CUT), limit + 1) if _may_break(text, at)]
    outside = [at for at in places if not _inside(at, pairs)]
    if outside:
        return text[: outside[-1]] + _CUT
    for at in _inner_places(text, places, limit):
        closing = "".join(_CLOSES[text[start]] for start, end in sorted(pairs, reverse=True) if start < at < end)
        if at + len(_CUT) + len(closing) <= LONGEST:
            return text[:at] + _CUT + closing
    return text[:limit] + _CUT


def _inner_places(text: str, places: list[int], limit: int) -> Iterator[int]:
    """Pauses first, latest first; then any other place."""
    pauses = [at for at in _positions(_PAUSE, text, limit, after=False) if at + len(_CUT) >= SHORTEST]
    yield from reversed(pauses)
    yield from reversed(places)


def _may_break(text: str, at: int) -> bool:
    if text[at - 1] in _OPENING or text[at] in _NOT_FIRST:
        return False
    return not any(match.start() < at < match.end() for match in _UNBROKEN.finditer(text, 0, at + 60))
