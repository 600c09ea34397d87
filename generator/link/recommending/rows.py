"""What a run remembers of recommended reading, for the next one to renew only what changed.

Everything about a story stands in a row of its own: the bytes of an array of machine numbers, which load at once and
are handed on as they are while nothing changes them. The rows name stories by their **number**, which grows with the
order of time and leaves room between two for those that come later; terms by their place in a table that only grows.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.link.recommending.ranking import UNCUT, Cut

MOST = (1 << 32) - 1
"""The greatest number of a story."""

STEP = 1 << 16
"""How far apart numbers are at first, if there is room."""

_WIDE, _NARROW = array("I").itemsize, array("H").itemsize

LAYOUT = f"1 {sys.byteorder} {_WIDE} {_NARROW}"
"""What the rows are written in. What another machine or program remembers in another way is no use."""


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What recommended reading was like: of public stories only, and it may be lost at any time.

    Attributes:
        layout: as ``LAYOUT``.
        window: as the ``Window`` that it was made by.
        want: how many stories each list held.
        newest: the day of the newest story.
        streets: all that a story names as the street of its place.
        fresh: how many terms there were when all was made at once.
        ids, titles, digests: of each story in order of time; its title bare, and 16 bytes for its features.
        numbers, moments: of each story, as rows.
        loose: a byte for each story: 1 if its list depends on more than the stories compared with it.
        compared: a row for each story: terms that it is compared by, then what each weighs.
        others: a row for each story: terms that it holds besides.
        near: a row for each story: its candidates, then for each twice what they share, and one if it is a twin.
        cuts: a row for each story: the ``Cut`` of its candidates.
        lists: a row for each story: its list before lists are weighed against each other, without pins.
        kinds: a byte for each term.
        values, worths: of each term; the second as a row.
        holders, spare: a row for each term: the stories that are compared by it, and those that hold it besides.
    """

    layout: str
    window: tuple[int, int, int]
    want: int
    newest: int
    streets: tuple[str, ...]
    fresh: int
    ids: list[str]
    titles: list[str]
    digests: bytes
    numbers: bytes
    moments: bytes
    loose: bytes
    compared: list[bytes]
    others: list[bytes]
    near: list[bytes]
    cuts: list[bytes]
    lists: list[bytes]
    kinds: bytes
    values: list[str]
    worths: bytes
    holders: list[bytes]
    spare: list[bytes]


def row(values: Iterable[int]) -> bytes:
    """A row of numbers of stories or terms."""
    return array("I", values).tobytes()


def read(written: bytes, code: str = "I") -> array[int]:
    """What ``row`` wrote, or another row of one ``array`` type."""
    values = array(code)
    values.frombytes(written)
    return values


def weights_row(weights: Mapping[int, int]) -> bytes:
    """Terms and what each weighs."""
    return row(weights) + array("H", weights.values()).tobytes()


def read_weights(written: bytes) -> dict[int, int]:
    """What ``weights_row`` wrote."""
    end = len(written) // (_WIDE + _NARROW) * _WIDE
    return dict(zip(read(written[:end]), read(written[end:], "H"), strict=True))


def terms_in(written: bytes) -> array[int]:
    """The terms alone of what ``weights_row`` wrote."""
    return read(written[: len(written) // (_WIDE + _NARROW) * _WIDE])


def near_row(near: Sequence[tuple[int, int, bool]]) -> bytes:
    """Candidates by number."""
    return row([other for other, _, _ in near]) + row([2 * score + twin for _, score, twin in near])


def read_near(written: bytes) -> list[tuple[int, int, bool]]:
    """What ``near_row`` wrote."""
    both = read(written)
    half = len(both) // 2
    return [(other, value >> 1, bool(value & 1)) for other, value in zip(both[:half], both[half:], strict=True)]


def read_candidates(written: bytes) -> array[int]:
    """The numbers alone of what ``near_row`` wrote."""
    return read(written[: len(written) // 2])


def read_twins(written: bytes) -> list[int]:
    """Of what ``near_row`` wrote, the numbers of the near-duplicates."""
    both = read(written)
    half = len(both) // 2
    return [other for other, value in zip(both[:half], both[half:], strict=True) if value & 1]


def cut_row(cut: Cut) -> bytes:
    """A cut; its votes alone, unless what comes or goes between stories could move it.

    That is so if it has the kept of one side and the left of the other.
    """
    _, kept_older, left_older, kept_newer, left_newer = cut
    moves = (kept_older >= 0 and left_newer >= 0) or (kept_newer >= 0 and left_older >= 0)
    return array("q", cut if moves else cut[:1]).tobytes()


def read_cut(written: bytes) -> Cut:
    """What ``cut_row`` wrote."""
    least, *ends = read(written, "q")
    kept_older, left_older, kept_newer, left_newer = ends or UNCUT[1:]
    return least, kept_older, left_older, kept_newer, left_newer
