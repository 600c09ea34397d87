"""The style of Chinese text, as ``check`` sees it: marks that a careful editor would set otherwise (GB/T 15834).

Warnings only, and only where the case is plain; nothing here guesses. What is code, an address or a tag is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.problems import Location, Problem, warning
from generator.base.text import HAN
from generator.model.entities import Body, Public

ASIDE = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|https?://\S+|\[\[[^\]\n]*\]\]")
"""What is no text, on one line: code, addresses, tags, references."""
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
HALF_WIDTH = re.compile(rf"(?<=[{HAN}])([,:;?!])(?=[{HAN}“《（])|(?<=[{HAN}])(\()(?=[^()\n]*[{HAN}])")
"""A half-width mark between Han, group 1, or an opening bracket before some, group 2."""
_STRAIGHT = re.compile(rf"\"[^\"\n]*[{HAN}][^\"\n]*\"|'[^'\n]*[{HAN}][^'\n]*'")
ELLIPSIS = re.compile(rf"(?<=[{HAN}”’》）])(?:\.{{3,}}|。{{2,}}|、{{2,}})")
"""What an ellipsis is typed as."""
_WIDE_MARKUP = re.compile(r"\s*(＃+|＊{2,}|[－·•●▪◆■](?=\s*\S))")
_WHOLE = re.compile("[。！？…”）]$")
_NO_TEXT = re.compile(r"\s*(?:[-*+>|]|\d+[.)]|#)")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("「", "」"), ("『", "』"), ("【", "】"))
FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（）"}


def problems(public: Public) -> Iterator[Problem]:
    """Warnings on the texts of a site.

    Z711 half-width marks, Z712 straight quotes, Z713 dots, Z714 unpaired marks, Z715 paragraphs without an empty line
    between them, Z716 full-width marks that were to be markup.
    """
    for story in public.stories:
        for field, words in (("title", story.title), ("kicker", story.kicker), ("summary", story.summary)):
            place = Location(story.origin, pointer=(field,))
            for code, _, facts in (*_in_line(words), *_unpaired(words)):
                yield warning(code, place, **facts)
    for body in public.bodies.values():
        yield from _in_body(body)


def _in_body(body: Body) -> Iterator[Problem]:
    paragraph: list[tuple[int, str]] = []
    fence = ""
    for number, line in enumerate([*body.text.split("\n"), ""], body.line):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
            continue
        if fence:
            continue
        plain = ASIDE.sub(lambda match: " " * len(match[0]), line)
        for code, at, facts in (*_in_line(plain), *_meant_as_markup(plain)):
            yield warning(code, Location(body.path, number, at + 1), **facts)
        if plain.strip():
            paragraph.append((number, plain))
        elif paragraph:
            # A quotation of several paragraphs opens each of them, and is closed in the last alone.
            for code, _, facts in (*_unpaired("\n".join(text for _, text in paragraph)), *_run_together(paragraph)):
                yield warning(code, Location(body.path, paragraph[0][0], 1), **facts)
            paragraph = []


def _in_line(text: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """(code, 0-based column, facts) of what stands in one line."""
    for match in HALF_WIDTH.finditer(text):
        mark = match[1] or match[2]
        yield "Z711", match.start(), {"mark": mark, "better": FULL_WIDTH[mark]}
    for match in _STRAIGHT.finditer(text):
        yield "Z712", match.start(), {"text": match[0][:20]}
    for match in ELLIPSIS.finditer(text):
        yield "Z713", match.start(), {"mark": match[0]}


def _meant_as_markup(line: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    if match := _WIDE_MARKUP.match(line):
        yield "Z716", match.start(1), {"mark": match[1]}


def _run_together(paragraph: list[tuple[int, str]]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Where every line of a paragraph ends as paragraphs do; who breaks lines in a text does so elsewhere too."""
    lines = [line.rstrip() for _, line in paragraph]
    if len(lines) > 2 and all(map(_WHOLE.search, lines)) and not any(map(_NO_TEXT.match, lines)):
        yield "Z715", 0, {"lines": str(len(lines))}


def _unpaired(text: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    for opening, closing in _PAIRS:
        opened, closed = text.count(opening), text.count(closing)
        continues = opening in "“「" and opened == closed + 1 and text.lstrip("> 　").startswith(opening)
        if opened != closed and not continues:
            yield "Z714", 0, {"opening": opening, "closing": closing, "opened": str(opened), "closed": str(closed)}
