"""Canonical bytes of frozen values, and short digests of them.

A digest is made once, when its value is; outputs are keyed by the digests of what they are made from.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Generic, TypeVar

import msgspec

SIZE = 16
"""Bytes in a digest: 128 bits, so that no two values of a site ever meet by accident."""

_encode = msgspec.msgpack.Encoder(order="deterministic").encode

T_co = TypeVar("T_co", covariant=True)


def of_bytes(*chunks: bytes) -> bytes:
    """Digest of byte strings; the lengths take part, so ``(b"a", b"bc")`` and ``(b"ab", b"c")`` differ."""
    measured = [piece for chunk in chunks for piece in (len(chunk).to_bytes(8, "little"), chunk)]
    return blake2b(b"".join(measured), digest_size=SIZE).digest()


def of_value(value: Any) -> bytes:
    """Digest of a value made of Structs, tuples, text, numbers, dates and mappings.

    Raises:
        TypeError: the value holds something that has no canonical bytes.
    """
    return blake2b(_encode(value), digest_size=SIZE).digest()


class Part(Generic[T_co]):
    """A frozen value together with its digest: what outputs are made from."""

    __slots__ = ("digest", "value")

    def __init__(self, value: T_co, digest: bytes | None = None) -> None:
        self.value = value
        self.digest = digest if digest is not None else of_value(value)

    def __repr__(self) -> str:
        return f"Part({self.value!r})"
