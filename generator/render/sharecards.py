"""Share cards, drawn: a lit window over the roofs of a town at dusk, and what the site calls itself.

Everything of weight stands in the middle square, because some chats show no more of a picture than that.
"""

from __future__ import annotations

import functools
import io
from typing import Any, NamedTuple

from generator.plan.images import SHARE_HEIGHT, SHARE_WIDTH
from generator.plan.outputs import ShareCard
from generator.render import typeset

QUALITY = 90
# The palette of the style sheet.
_DUSK, _NIGHT, _PANE, _CURTAIN, _SASH = "#2b3462", "#1c2243", "#364276", "#6a4c30", "#10142b"
_LAMP, _MOON, _SOFT = "#f2a93b", "#fdf0d6", "#c9c6d2"
# Slopes are drawn twice as large and made smaller, so that they are smooth.
_FINE = 2
_MEASURED = 100
"""Pixels of an em at which texts are measured; widths grow with the size, for the font has no hints."""
# Houses from left to right: left edge, width, height in pixels, and how high its gable is (0: a flat roof).
_HOUSES = (
    *((0, 118, 96, 0), (118, 150, 62, 34), (268, 92, 120, 0), (360, 168, 74, 0), (528, 140, 52, 40)),
    *((668, 170, 88, 0), (838, 110, 60, 30), (948, 96, 132, 0), (1044, 156, 80, 0)),
)
_WINDOW, _STEP = (18, 24), (36, 40)


def draw(card: ShareCard, font: bytes) -> bytes:
    """The card as a JPEG of 1200 by 630 pixels.

    Args:
        card: its texts.
        font: in which all of them can be set; a TrueType file.
    """
    from PIL import Image, ImageDraw

    image = _town().copy()
    pen = ImageDraw.Draw(image)
    write = functools.partial(_write, pen, font)
    if card.heading:
        _window(pen, 600, 56, 96, 124)
        under = write(card.heading, 228, _Style((120, 104, 88, 72, 60), 2, _MOON))
        under = write(card.title, under + 24, _Style((42, 36, 30), 1, _LAMP))
        write(card.organization, under + 14, _Style((28, 24), 1, _SOFT))
    else:
        _window(pen, 600, 66, 120, 155)
        under = write(card.title, 278, _Style((88, 76, 64, 54), 2, _MOON))
        write(card.organization, under + 18, _Style((34, 28, 24), 1, _SOFT))
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    encoded = io.BytesIO()
    # Whole colour samples: letters have hard edges.
    fresh.save(encoded, "JPEG", quality=QUALITY, optimize=True, progressive=True, subsampling="4:4:4")
    return encoded.getvalue()


class _Style(NamedTuple):
    """How a text is set: sizes to try in pixels, largest first; the most lines it may have in the last; its colour."""

    sizes: tuple[int, ...]
    most: int
    fill: str


def _write(pen: Any, font: bytes, text: str, top: int, style: _Style) -> int:
    """Sets a text in the middle, in the largest size at which it is whole; returns where the next one may begin."""
    if not text:
        return top
    width = SHARE_WIDTH - 2 * 90
    for size in style.sizes:
        most = 1 if size > style.sizes[-1] else style.most
        set_lines = typeset.lines(text, _measure(font, size), width=width, most=most)
        if not set_lines[-1].endswith(typeset.CUT) or text.endswith(typeset.CUT):
            break
    face = _face(font, size)
    for line in set_lines:
        left = (SHARE_WIDTH - _measure(font, size)(line)) // 2
        pen.text((left, top + size * 88 // 100), line, font=face, fill=style.fill, anchor="ls")
        top += size * 128 // 100
    return top


def _measure(font: bytes, size: int) -> typeset.Measure:
    """Widths of texts in whole pixels at a size."""
    reference = _face(font, _MEASURED)

    def measure(text: str) -> int:
        # FreeType counts in 64ths of a pixel.
        return -(-int(reference.getlength(text) * 64) * size // (_MEASURED * 64))

    return measure


@functools.lru_cache(maxsize=16)
def _face(font: bytes, size: int) -> Any:
    from PIL import ImageFont

    # The other layout engine is not in every Pillow, and this font has nothing for it to do.
    return ImageFont.truetype(io.BytesIO(font), size, layout_engine=ImageFont.Layout.BASIC)


def _window(pen: Any, middle: int, top: int, width: int, height: int) -> None:
    """The mark of the site, lit."""
    left, bar = middle - width // 2, max(4, width // 16)
    pen.rectangle((left, top, left + width - 1, top + height - 1), fill=_LAMP, outline=_MOON, width=bar)
    pen.rectangle((middle - bar // 2, top, middle - bar // 2 + bar - 1, top + height - 1), fill=_MOON)
    cross = top + height * 35 // 100
    pen.rectangle((left, cross, left + width - 1, cross + bar - 1), fill=_MOON)
    sill = top + height + bar
    pen.rectangle((left - width // 8, sill, left + width + width // 8 - 1, sill + bar - 1), fill=_MOON)


@functools.cache
def _town() -> Any:
    """The sky and the roofs below it, with their windows; the same on every card."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SHARE_WIDTH * _FINE, SHARE_HEIGHT * _FINE), _DUSK)
    pen = ImageDraw.Draw(image)
    for number, (left, width, height, gable) in enumerate(_HOUSES):
        top = SHARE_HEIGHT - height
        outline = [(left, SHARE_HEIGHT), (left, top), (left + width // 2, top - gable), (left + width, top)]
        outline.append((left + width, SHARE_HEIGHT))
        pen.polygon([(x * _FINE, y * _FINE) for x, y in outline], fill=_NIGHT)
        _lights(pen, number, left, top, width)
    return image.reduce(_FINE)


def _lights(pen: Any, number: int, left: int, top: int, width: int) -> None:
    """The windows of a house: most are dark, some are lit, few have a curtain drawn before the light."""
    columns = (width - 2 * _STEP[0] // 3) // _STEP[0]
    margin = (width - columns * _STEP[0] + _STEP[0] - _WINDOW[0]) // 2
    for at in range(columns * 3):
        x, y = left + margin + at % columns * _STEP[0], top + 22 + at // columns * _STEP[1]
        state = (number * 5 + at * 7) % 11
        fill = _LAMP if state < 2 else _CURTAIN if state == 2 else _PANE
        corners = (x * _FINE, y * _FINE, (x + _WINDOW[0]) * _FINE - 1, (y + _WINDOW[1]) * _FINE - 1)
        pen.rectangle(corners, fill=fill, outline=_SASH, width=_FINE)
