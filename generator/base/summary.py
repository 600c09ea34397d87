"""The beginning of a text, for listings and feeds: 60 to 100 characters that end where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.base.text import HAN, is_wide

SHORTEST, LONGEST = 60, 100
"""Characters of a summary, where the text has so many."""

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
_FINIS = re.compile(r"\s*[（(]\s*完\s*[）)]\s*$")


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
    return summary if any(map(is_wide, summary)) else re.sub(rf"\s*{_CUT}", "…", summary)


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
