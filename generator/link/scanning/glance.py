"""One glance at a text, which tells of most that the slower rules need not read it.

Each character is looked up in one table, and each two beside each other in another. All of it is array arithmetic, many
times as fast as the rules. A glance may see what is not there, and then a rule reads; it never misses what a rule would
find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from generator.link.scanning.fold import FOLDED_HAN, SEPARATORS, SUSPECT, Folding
from generator.link.scanning.latin import MARKED
from generator.link.scanning.runs import MASK_MARKS
from generator.link.scanning.written import pairs_of_marks

_FOLDED, _MARKED, _SEPARATOR, _MASKING = 1 << 31, 1 << 30, 1 << 29, 1 << 28
_PLACE = (1 << 28) - 1
_NAMED, _WRITTEN, _MASKED = 1, 2, 4
_TWO_HAN = re.compile(f"[{FOLDED_HAN}]{{2}}")
_ASTRAL, _END = 0x10000, 0x110000
# Of more characters than have 2048 places, some pairs share a place.
_MOST_PAIRS = 1 << 22


class Sight(NamedTuple):
    """What a text has to be read for; each is true where it may be so.

    Attributes:
        folded: something is not what it looks like. What it looks like has to be looked at again.
        named: a name that is sought stands in it.
        marked: Latin letters have marks, as in pinyin.
        masked: there is a mark that hides a part of a number.
        written: there is a mark of an address, a plate or an account.
    """

    folded: bool = True
    named: bool = True
    marked: bool = True
    masked: bool = True
    written: bool = True


class Glance:
    """Looks at texts for one set of names.

    Args:
        sought: names and words, folded.
        folding: of these.
    """

    def __init__(self, sought: Iterable[str], folding: Folding) -> None:
        import numpy as np

        beginnings = {_beginning(text) for text in sought}
        # What has no two Chinese characters side by side cannot be seen at a glance.
        self._always = "" in beginnings
        named = beginnings - {""}
        marks = pairs_of_marks()
        masks = {mark for mark in MASK_MARKS if not re.search(f"[{SEPARATORS}]", mark)}
        units = sorted(set("".join(named | marks | masks)))
        self._table = _flags().copy()
        self._table[list(map(ord, folding.variants))] |= np.uint32(_FOLDED)
        self._table[list(map(ord, units))] |= np.arange(1, len(units) + 1, dtype=np.uint32)
        self._width = len(units) + 1
        size = min(_MOST_PAIRS, 1 << (self._width * self._width).bit_length())
        self._mask = size - 1
        self._pairs = np.zeros(size, dtype=np.uint8)
        for kind, pairs in ((_NAMED, named), (_WRITTEN, marks), (_MASKED, masks)):
            for pair in pairs:
                first, second = (int(self._table[ord(unit)]) & _PLACE for unit in pair)
                self._pairs[(first * self._width + second) & self._mask] |= kind

    def at(self, text: str) -> Sight:
        """What a text has to be read for."""
        import numpy as np

        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
        places = self._table.take(units, mode="clip")
        flags = int(np.bitwise_or.reduce(places, initial=0))
        if flags & _SEPARATOR:
            # Nothing that may stand within a name parts two characters here.
            places = places[places & _SEPARATOR == 0]
        if flags & ~_PLACE:
            places &= _PLACE
        pairs = places[:-1] * self._width
        pairs += places[1:]
        pairs &= self._mask
        seen = int(np.bitwise_or.reduce(self._pairs.take(pairs, mode="clip"), initial=0))
        return Sight(
            folded=bool(flags & _FOLDED),
            named=self._always or bool(seen & _NAMED),
            marked=bool(flags & _MARKED),
            masked=bool(flags & _MASKING or seen & _MASKED),
            written=bool(seen & _WRITTEN),
        )


def _beginning(text: str) -> str:
    """The first two units of UTF-16 between which no rule looks for anything but separators."""
    match = _TWO_HAN.search(text)
    return "".join(_units(match[0])[:2]) if match else ""


def _units(text: str) -> list[str]:
    encoded = text.encode("utf-16-le")
    return [chr(encoded[at] | encoded[at + 1] << 8) for at in range(0, len(encoded), 2)]


@cache
def _flags() -> Any:
    """For each unit of UTF-16 what it says by itself; of two that are one character, the first says it."""
    import numpy as np

    table = np.zeros(_ASTRAL, dtype=np.uint32)
    plane = "".join(map(chr, range(_ASTRAL)))
    rest = np.arange(_ASTRAL, _END, dtype="<u4").tobytes().decode("utf-32-le")
    for found, flag in (
        (SUSPECT.findall(plane), _FOLDED),
        ({_units(character)[0] for character in SUSPECT.findall(rest)}, _FOLDED),
        (MARKED.findall(plane), _MARKED),
        (re.findall(f"[{SEPARATORS}]", plane), _SEPARATOR),
        # They may stand within a name as well, and so are passed over where pairs are looked for.
        (re.findall(f"[{SEPARATORS}]", "".join(MASK_MARKS)), _MASKING),
    ):
        table[list(map(ord, found))] |= np.uint32(flag)
    return table
