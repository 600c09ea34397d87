"""QR codes (ISO/IEC 18004), for those who hold a printed page and want the one on the net.

Where version, level and mask are fixed, a code is an affine function of the bits of its text: error correction and mask
are sums over GF(2). So from the code of one text follow those of all others of its length, by adding (XOR) what each
bit that differs changes; the library draws a code only for the first text and once for each such bit. Addresses of one
site differ in few bits, and drawing every code anew would cost more than the rest of a page.
"""

from __future__ import annotations

import re

from markupsafe import escape

_ERROR, _MASK, _QUIET = "m", 4, 4
_RUN = re.compile(b"\0*\x01+")


class Coder:
    """Makes codes; remembers what it learnt from earlier ones."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        # By length in bytes: the first text of that length, and its code.
        self._first: dict[int, tuple[bytes, int]] = {}
        # What a bit of the first text changes, by (length, byte, bit).
        self._changes: dict[tuple[int, int, int], int] = {}

    def svg(self, text: str, *, title: str = "") -> str:
        """An SVG of a code, to stand inside a page.

        Four modules stay white on all sides (ISO/IEC 18004 §9.1).

        Args:
            text: what the code says.
            title: what it is for, to those who do not see it; the text itself unless given.
        """
        rows = self.rows(text)
        size = len(rows) + 2 * _QUIET
        lines = "".join([_line(row, number) for number, row in enumerate(rows)])
        return (
            f'<svg class="qr" viewBox="0 0 {size} {size}" role="img"><title>{escape(title or text)}</title>'
            f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path stroke="#000" d="{lines}"/></svg>'
        )

    def rows(self, text: str) -> list[bytes]:
        """The modules of a code, row by row, without the white around them: 1 is dark.

        Level and mask are fixed: every mask can be read, and the prettiest of the eight is of no use to anybody.
        """
        content = text.encode()
        length = len(content)
        if length not in self._first:
            self._first[length] = content, _drawn(content)
        first, code = self._first[length]
        for byte, (one, other) in enumerate(zip(first, content, strict=True)):
            for bit in range(8) if one != other else ():
                if (one ^ other) >> bit & 1:
                    code ^= self._change(length, byte, bit)
        return _rows(code)

    def _change(self, length: int, byte: int, bit: int) -> int:
        key = length, byte, bit
        if key not in self._changes:
            first, code = self._first[length]
            flipped = bytearray(first)
            flipped[byte] ^= 1 << bit
            self._changes[key] = code ^ _drawn(bytes(flipped))
        return self._changes[key]


class _Runs(dict[bytes, str]):
    """Parts of a path by modules of a row, light ones, then dark ones: the pen moves over those and draws these."""

    def __missing__(self, run: bytes) -> str:
        dark = run.count(1)
        light = len(run) - dark
        part = self[run] = f"m{light} 0h{dark}" if light else f"h{dark}"
        return part


_runs = _Runs()


def _line(row: bytes, number: int) -> str:
    """A row as a line of a path, through the middles of its modules; rows are counted from 0."""
    return f"M{_QUIET} {number + _QUIET}.5{''.join([_runs[run] for run in _RUN.findall(row)])}"


def _drawn(content: bytes) -> int:
    """The modules of a code as one number, a byte for each, behind a byte of 1 that keeps the zeros after it."""
    import segno

    code = segno.make(content, error=_ERROR, mask=_MASK, mode="byte", boost_error=False, micro=False)
    return int.from_bytes(b"\x01" + b"".join(bytes(row) for row in code.matrix), "big")


def _rows(code: int) -> list[bytes]:
    # Each change is the sum of two codes and has no byte in front, so the one of the first code is still there.
    modules = code.to_bytes((code.bit_length() + 7) // 8, "big")[1:]
    size = round(len(modules) ** 0.5)
    return [modules[start : start + size] for start in range(0, len(modules), size)]
