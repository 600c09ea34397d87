"""The style of Chinese text, as ``check`` sees it: marks that a careful editor would set otherwise (GB/T 15834).

Warnings only, and only where the case is plain; nothing here guesses. What is code, an address or a tag is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base.problems import Location, Problem, warning
from generator.base.text import HAN
from generator.model.entities import Body, Public
from generator.read.survey import CONTENT

CHANNELS = f"{CONTENT}/channels.yaml"
ASIDE = re.compile(
    r"`[^`\n]*`|\]\((?:[^()\n]|\([^()\n]*\))*\)|<[^>\n]{0,1000}>|https?://[^\s\u3000-\u303f\uff00-\uffef“”‘’<>]+|\[\[[^\]\n]{0,300}\]\]"
)
"""What is no text, on one line: code, addresses, tags, references. What has no end is not sought for ever."""
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
HALF_WIDTH = re.compile(
    rf"(?<=[{HAN}”’》）])([,:;?!])(?=[{HAN}“‘《（”’」』》）]|[ \t]+[{HAN}“‘《（]|[ \t]*$|\([^()\n]*[{HAN}])"
    rf"|(?<=[{HAN}][{HAN}”’》）])(\.)(?=[ \t]*$|[”’」）])"
    rf"|(?<=[{HAN}”’》）,:;?!，。：；？！])(\()(?=[^()\n]*[{HAN}])",
    re.MULTILINE,
)
"""A half-width mark between Han or at the end of their line, group 1 or 2; a bracket before some, group 3."""
_STRAIGHT = re.compile(r"\"[^\"\n]*\"|(?<![A-Za-z])'[^'\n]*'(?![A-Za-z])")
_IS_HAN = re.compile(f"[{HAN}]")
ELLIPSIS = re.compile(rf"(?<=[{HAN}”’》）])(?:\.{{3,}}|。{{2,}}|、{{2,}})")
"""What an ellipsis is typed as."""
_WIDE_MARKUP = re.compile(r"\s*(＃+|＊{2,}|[－·•●▪◆■](?=\s*\S))")
# Without its blank, - and 1. begin no item.
_TIGHT_ITEM = re.compile(rf"\s*(-|\d{{1,2}}[.．])(?=[{HAN}])")
# What is copied from a table of Word or Excel has tabs between its cells.
_CELLS = re.compile(r"[^\t]*\S\t+\S[^\n]*")
# A row of a table, and what has to stand below the first one.
_ROW = re.compile(r"\s*\|.*\|")
_WHOLE = re.compile("[。！？…”）]$")
_VERSE = re.compile(rf"[ 　]*[{HAN}《》“”‘’·]{{1,20}}")
# What may stand round the title where it is typed once more: marks of a heading, emphasis, blanks.
_BESIDE_TITLE = "#＃*_ \u3000\t"
_MESSENGER = re.compile(
    r"点击(?:上方|下方)?蓝字|点击?[“「]?阅读原文|长按(?:识别|扫)|扫码关注|分享(?:到|给)朋友圈|点亮[“「]?在看|\[(?:图片|视频|语音|表情|文件)\]"
)
# The numbers of official papers, which Markdown does not know.
_NUMBERED = re.compile(r"[ 　]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳⒈-⒛])")
# What stands in front of points, and of the words below a picture.
_ORNAMENT = re.compile(r"[ 　]*([★☆▲△◇□○◎※])[ 　]?[^★☆▲△◇□○◎※\s]")
_NO_TEXT = re.compile(r"\s*(?:[-*+>|]|\d+[.)]|#)")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("「", "」"), ("『", "』"), ("【", "】"))
# 1） and a） in front of an item, and the apostrophe of it’s.
_NO_HALF = re.compile(r"^[>\s　]*[0-9A-Za-z一二三四五六七八九十]{1,3}）|(?<=[A-Za-z])’(?=[A-Za-z])", re.MULTILINE)
_BEFORE = "> 　"
FULL_WIDTH = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（）"}


def problems(public: Public) -> Iterator[Problem]:
    """Warnings on the texts of a site that stand in bodies, and on what stands on pages of its own.

    Z711 half-width marks, Z712 straight quotes, Z713 dots, Z714 unpaired marks, Z715 paragraphs without an empty line
    between them, Z716 marks that were to be markup, Z717 cells of a table, Z718 a table without its second line, Z719
    the title once more, Z720 what belongs to a messenger.
    """
    yield from in_fields((Location(page.origin, pointer=("title",)), page.title) for page in public.pages)
    channels = Location(CHANNELS)
    yield from in_fields(
        (channels.below(at, "description"), item.description) for at, item in enumerate(public.channels)
    )
    for body in public.bodies.values():
        yield from _in_body(body)
        yield from _left_from_elsewhere(body)


def in_fields(fields: Iterable[tuple[Location, str]]) -> Iterator[Problem]:
    """Warnings on texts that stand in fields, each with its place."""
    for place, words in fields:
        for code, _, facts in (*_in_line(words), *_unpaired(words)):
            yield warning(code, place, **facts)


def _in_body(body: Body) -> Iterator[Problem]:
    paragraphs: list[list[tuple[int, str]]] = [[]]
    for number, line in _lines_of(body):
        for code, at, facts in (*_in_line(line), *_meant_as_markup(line)):
            yield warning(code, Location(body.path, number, at + 1), **facts)
        if line.strip():
            paragraphs[-1].append((number, line))
        elif paragraphs[-1]:
            paragraphs.append([])
    below = ""
    found: list[Problem] = []
    for paragraph in filter(None, reversed(paragraphs)):
        text = "\n".join(line for _, line in paragraph)
        for code, _, facts in (*_unpaired(text, below), *_run_together(paragraph)):
            found.append(warning(code, Location(body.path, paragraph[0][0], 1), **facts))
        below = text.lstrip(_BEFORE)
    yield from reversed(found)


def _left_from_elsewhere(body: Body) -> Iterator[Problem]:
    """The title, which stands above the text anyway, and words that mean something in another program only."""
    lines = [(number, line) for number, line in _lines_of(body) if line.strip()]
    if lines and body.title and lines[0][1].strip(_BESIDE_TITLE) == body.title.strip():
        yield warning("Z719", Location(body.path, lines[0][0], 1))
    for number, line in lines:
        if match := _MESSENGER.search(line):
            yield warning("Z720", Location(body.path, number, match.start() + 1), text=match[0])


def _lines_of(body: Body) -> Iterator[tuple[int, str]]:
    """The lines of a body outside of blocks of code, by their numbers, with blanks in the place of what is no text."""
    fence = ""
    for number, line in enumerate(body.text.split("\n"), body.line):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, ASIDE.sub(lambda match: " " * len(match[0]), line)


def _in_line(text: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """(code, 0-based column, facts) of what stands in one line."""
    for match in HALF_WIDTH.finditer(text):
        mark = match[1] or match[2] or match[3]
        yield "Z711", match.start(), {"mark": mark, "better": FULL_WIDTH[mark]}
    for match in _STRAIGHT.finditer(text):
        if _IS_HAN.search(match[0]):
            yield "Z712", match.start(), {"text": match[0][:20]}
    for match in ELLIPSIS.finditer(text):
        yield "Z713", match.start(), {"mark": match[0]}


def _meant_as_markup(line: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    if match := _WIDE_MARKUP.match(line) or _TIGHT_ITEM.match(line):
        yield "Z716", match.start(1), {"mark": match[1]}
    if line.count("\t") and _CELLS.fullmatch(line):
        yield "Z717", line.index("\t"), {}


def _run_together(paragraph: list[tuple[int, str]]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Where every line of a paragraph ends as paragraphs do, is a verse, or has a number of its own.

    Who breaks lines in a text does so elsewhere too.
    """
    lines = [line.rstrip() for _, line in paragraph]
    if len(lines) > 1 and all(map(_ROW.fullmatch, lines)) and not _is_rule(lines[1]):
        yield "Z718", 0, {}
    if any(map(_NO_TEXT.match, lines)) or any(line.endswith(("  ", "\\")) for _, line in paragraph):
        return
    are_whole = len(lines) > 2 and all(map(_WHOLE.search, lines))
    are_verses = len(lines) > 2 and all(map(_VERSE.fullmatch, lines))
    ornaments = [match[1] for line in lines if (match := _ORNAMENT.match(line))]
    are_items = sum(_NUMBERED.match(line) is not None for line in lines) > 1 or len(ornaments) > len(set(ornaments))
    if are_whole or are_verses or are_items:
        yield "Z715", 0, {"lines": str(len(lines))}


def _is_rule(line: str) -> bool:
    """Whether a line is the second one of a table."""
    return "-" in line and not line.strip(" \t|:-")


def _unpaired(text: str, below: str = "") -> Iterator[tuple[str, int, dict[str, str]]]:
    """Marks of which one half is missing; ``below`` is the next paragraph.

    A quotation of several paragraphs opens each of them, and is closed in the last alone.
    """
    text = _NO_HALF.sub("", text)
    for opening, closing in _PAIRS:
        opened, closed = text.count(opening), text.count(closing)
        is_begun = opening in "“「" and opened == closed + 1 and text.lstrip(_BEFORE).startswith(opening)
        if opened != closed and not (is_begun and below.startswith(opening)):
            yield "Z714", 0, {"opening": opening, "closing": closing, "opened": str(opened), "closed": str(closed)}
