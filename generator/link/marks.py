"""The marks of Chinese text set right, where ``style`` warns of them and one way alone is right.

Half-width ``,:;?!`` between Han become full-width, as does a pair of brackets round Han; ``...`` and ``。。。`` become
``……``. Straight quotes, unpaired marks and all that is code, an address, a tag or Latin text stay as they are.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

import msgspec

from generator.base.text import HAN
from generator.link import style
from generator.link.prose import bodyfaults, markup
from generator.model.entities import Body
from generator.read.mending.kinds import Mend
from generator.read.mending.scalars import cut

_BRACKET = re.compile(r"[()（）\n]")
# Three dots, or six, are an ellipsis; two stops are a slip of the finger, and a row of dots leads to a page's number.
_DOTS = re.compile(r"\.{3}|\.{6}|。{3}|。{6}|、{3}|、{6}")
_NOT_BEHIND_DOTS = re.compile(r"[A-Za-z0-9/\\]")
_CODE = re.compile(r"<(code|kbd|samp|var|pre|script|style|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\s*\n)[^`])+\1(?!`)")
# Not a footnote, whose text follows the colon.
_DEFINITION = re.compile(r"^[ \t\u3000>]*\[(?!\^)[^\]\n]+\]:.*$", re.MULTILINE)
_ADDRESS = re.compile(r"\bwww\.\S+|\b[A-Za-z][A-Za-z0-9+.-]{0,20}:/\S+|[A-Za-z0-9._%+-]{1,64}@\S+")
_NOT_TEXT = (_CODE, _CODE_SPAN, _TAG, _DEFINITION, _ADDRESS, style.ASIDE)
_FOLDED = str.maketrans("，。：；？！（）", ",.:;?!()")
# The words below a picture, between the quotation marks of a text.
_CAPTION = re.compile(
    r"(!\[[^\]\n]{0,200}\]\(\s{0,3}[^\s()“”]{1,300})[ \t\u3000]{1,3}[“”]([^“”\"()\n]{1,300})[“”][ \t]{0,3}\)"
)
_BLANKS = re.compile(r"[ \t]*")
# A half-width mark has a blank behind it, a full-width one needs none.
_BLANK_BEHIND = re.compile(rf"(?<=[,.:;?!])\s+(?=[{HAN}“‘《（(])")
# A line that ends in dots is joined to the next with a blank, one that ends in …… without.
_FOLDED_DOTS = re.compile(r"\s*(?:\.{3,6}|。{3,6}|、{3,6}|……)\s*")


def mend_words(words: str) -> tuple[str, Counter[Mend]]:
    """A text on one line with its marks set right, and how many were."""
    return _mended(words, _without(words, style.ASIDE))


def mend_body(body: Body) -> tuple[str, Counter[Mend]]:
    """The text of a body with its marks set right, and how many were.

    Left as it was where the page would differ in anything but those marks.
    """
    source = bodyfaults.Source(body)
    if bodyfaults.guard(source) or any(True for _ in source.unclosed_fences()):
        return body.text, Counter()
    if captions := _captions(source):
        captioned = cut(body.text, list(itertools.chain(*captions)))
        text, mends = mend_body(msgspec.structs.replace(body, text=captioned))
        return text, mends + Counter({Mend.CAPTION: len(captions)})
    plain = source.masked
    for pattern in _NOT_TEXT:
        plain = _without(plain, pattern)
    text, mends = _mended(source.text, plain)
    if not mends or _page(body, text) != _page(body, body.text):
        return body.text, Counter()
    return text, mends


def _captions(source: bodyfaults.Source) -> list[list[tuple[int, int, str]]]:
    """For the words below each picture the cuts that put them between straight quotation marks; none in code."""
    shown = source.masked
    for pattern in (_CODE, _CODE_SPAN, _TAG):
        shown = _without(shown, pattern)
    return [
        [(match.end(1), match.start(2), ' "'), (match.end(2), match.end(2) + 1, '"')]
        for match in _CAPTION.finditer(shown)
    ]


def _mended(words: str, shown: str) -> tuple[str, Counter[Mend]]:
    """Words with the marks mended that stand in what is shown of them, blanks being where something else stands."""
    cuts: list[tuple[int, int, str]] = []
    mends: Counter[Mend] = Counter()
    closing = _brackets(shown)
    for match in style.HALF_WIDTH.finditer(shown):
        at = match.start()
        if mark := match[1] or match[2]:
            # A blank behind it was the half of its width that it has now.
            blanks = _BLANKS.match(shown, at + 1)
            cuts.append((at, blanks.end() if blanks else at + 1, style.FULL_WIDTH[mark]))
        elif at in closing:
            cuts += [(at, at + 1, "（"), (closing[at], closing[at] + 1, "）")]
        else:
            continue
        mends[Mend.MARKS] += 1
    # Dots behind a bracket are an ellipsis where the bracket is full-width: all of these first, each as long as it was.
    words, shown = cut(words, cuts), cut(shown, cuts)
    dots = [
        (match.start(), match.end(), "……")
        for match in style.ELLIPSIS.finditer(shown)
        if _DOTS.fullmatch(match[0]) and not _NOT_BEHIND_DOTS.match(words, match.end())
    ]
    mends[Mend.DOTS] = len(dots)
    return cut(words, dots), +mends


def _brackets(shown: str) -> dict[int, int]:
    """Where each pair of half-width brackets opens and closes on one line, with none inside or round it."""
    found: dict[int, int] = {}
    depth, opened, is_alone = 0, -1, False
    for match in _BRACKET.finditer(shown):
        if match[0] == "\n":
            depth = 0
        elif match[0] in "(（":
            depth += 1
            is_alone = depth == 1 and match[0] == "("
            opened = match.start() if is_alone else -1
        else:
            if depth == 1 and is_alone and match[0] == ")":
                found[opened] = match.start()
            depth = max(depth - 1, 0)
            is_alone = False
    return found


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """A text with blanks in the place of what a pattern finds; as long as it was."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _page(body: Body, text: str) -> str:
    """What a text becomes, all marks being half-width: the same for two texts that differ in nothing else."""
    prose, _ = markup.to_prose(msgspec.structs.replace(body, text=text, title=""))
    return _BLANK_BEHIND.sub("", _FOLDED_DOTS.sub("…", prose.html.translate(_FOLDED)))
