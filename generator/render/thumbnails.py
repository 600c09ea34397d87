"""Pictures that show the same, though their bytes differ: made smaller, saved once more, sent on by a messenger."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from generator.read import photofile
from generator.render.photos import TURNS, on_paper

SIDE = 32
"""Grey values across and down."""
_FLAT = 1
"""Of a picture whose neighbouring values differ less, in quadratic mean, nobody can tell which it is."""
_ALIKE = 0.93
"""How much the steps from value to value go together (Pearson's correlation) in two thumbnails that show the same.

The steps, and not the values: before one wall, all portraits are light and dark at the same places.
"""


def thumbnail(content: bytes) -> bytes:
    """``SIDE`` times ``SIDE`` grey values, row by row, upright; empty where there is nothing to see, or no picture."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=photofile.FORMATS) as opened:
                # The decoder itself can make a JPEG an eighth as large.
                opened.draft("L", (8 * SIDE, 8 * SIDE))
                small = on_paper(opened).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
                turn = TURNS.get(photofile.orientation(opened, content))
    except (*photofile.DAMAGE, Image.DecompressionBombError):
        return b""
    return bytes((small.transpose(Image.Transpose[turn]) if turn else small).tobytes())


def alike(hidden: Mapping[str, bytes], shown: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Pairs of names whose thumbnails show the same.

    Args:
        hidden: thumbnails by name.
        shown: likewise.

    Yields:
        A name of ``shown`` with the one of ``hidden`` that it is most like; in order.
    """
    import numpy as np

    names, others = sorted(hidden), sorted(shown)
    if not names or not others:
        return
    together = _standard([shown[name] for name in others]) @ _standard([hidden[name] for name in names]).T
    for other, likeness in zip(others, together, strict=True):
        if likeness.max() >= _ALIKE:
            yield other, names[int(np.argmax(likeness))]


def _standard(thumbnails: list[bytes]) -> Any:
    """The steps in each thumbnail as a row of length one; of what is flat or no picture, nothing but zeros."""
    import numpy as np

    grey = np.array([list(one) or [0] * SIDE * SIDE for one in thumbnails], dtype=float).reshape(-1, SIDE, SIDE)
    across, down = np.diff(grey, axis=2), np.diff(grey, axis=1)
    steps = np.concatenate([across.reshape(len(grey), -1), down.reshape(len(grey), -1)], axis=1)
    steps -= steps.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(steps, axis=1, keepdims=True)
    return np.divide(steps, lengths, out=np.zeros_like(steps), where=lengths > _FLAT * steps.shape[1] ** 0.5)
