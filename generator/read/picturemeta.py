"""What a picture's file carries besides its pixels, told from its structure; no pixel is decoded.

A published picture was made anew from its pixels and carries nothing: any block beyond what a decoder needs is named,
whatever it says. JPEG: ITU-T T.81 annex B and JFIF 1.02. PNG: W3C, third edition, §5. WebP: RFC 9649 §2. GIF: GIF89a.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
import struct
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

import msgspec

# In JPEG, between scans: a marker that is neither a stuffed zero nor a restart.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_APP0, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
_START_OF_SCAN, _END_OF_IMAGE, _ALONE = 0xDA, 0xD9, frozenset((0x01, *range(0xD0, 0xD9)))
_JFIF_SIZE, _ADOBE_SIZE = 14, 12
# Blocks that many programs write, by how they begin; of others not even the beginning is told.
_FAMILIAR = {
    b"Exif\x00": "Exif",
    b"http://ns.adobe.com/": "XMP",
    b"Photoshop 3.0\x00": "IPTC",
    b"MPF\x00": "MPF",
    b"JFIF\x00": "JFIF thumbnail",
    b"JFXX\x00": "JFXX thumbnail",
}

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_NEEDED = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ICCP"))
# A frame's own chunks follow 16 bytes of its place and time.
_WEBP_FRAME, _FRAME_HEADER = b"ANMF", 16
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


_EMBEDDED = re.compile(
    rb"data:[^,\"'<>\s]{0,99}\s*;\s*base64\s*,(?:\s|&#?\w{1,8};)*([A-Za-z0-9+/%=\s]+)", re.IGNORECASE
)
_BEGINNINGS = {b"\xff\xd8": ".jpg", b"\x89PNG": ".png", b"RIFF": ".webp", b"GIF8": ".gif"}


class Carried(msgspec.Struct, frozen=True, gc=False):
    """What a picture carries.

    Attributes:
        blocks: names, never contents, of blocks that no decoder needs, in order, each once: ``APP1 Exif``, ``tEXt``.
        trailing: bytes behind the picture's end.
    """

    blocks: tuple[str, ...] = ()
    trailing: int = 0


class DamagedError(Exception):
    """The bytes are no whole picture of that kind."""


def embedded(text: bytes) -> Iterator[tuple[bytes, str]]:
    """Pictures that are written into a drawing, a style or a script as ``data:`` (RFC 2397), each with its suffix."""
    for match in _EMBEDDED.finditer(text):
        written = re.sub(rb"\s", b"", unquote_to_bytes(match[1]))
        with contextlib.suppress(binascii.Error):
            content = base64.b64decode(written + b"==")
            # What it is said to be does not matter.
            yield from ((content, suffix) for begun, suffix in _BEGINNINGS.items() if content.startswith(begun))


def carried(content: bytes, suffix: str) -> Carried:
    """What the bytes of a picture carry.

    Args:
        content: the whole file.
        suffix: one of ``SUFFIXES``; the file must be what its name says.

    Raises:
        DamagedError: they are no whole picture of that kind.
    """
    found: list[str] = []
    try:
        end = _WALKS[suffix](content, found)
    except (IndexError, struct.error) as failure:
        raise DamagedError(suffix) from failure
    return Carried(tuple(dict.fromkeys(found)), len(content) - end)


def _jpeg(content: bytes, found: list[str]) -> int:
    """Notes the blocks of a JPEG; returns where it ends."""
    if content[:2] != b"\xff\xd8":
        raise DamagedError(".jpg")
    at = 2
    while True:
        marker, at = _marker(content, at)
        if marker == _END_OF_IMAGE:
            return at
        if marker in _ALONE:
            continue
        (size,) = struct.unpack_from(">H", content, at)
        segment = content[at + 2 : at + size]
        if size < 2 or at + size > len(content):
            raise DamagedError(".jpg")
        found += _named_in_segment(marker, segment)
        at += size
        if marker == _START_OF_SCAN:
            following = _AFTER_SCAN.search(content, at)
            if following is None:
                raise DamagedError(".jpg")
            at = following.start()


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, past the fill bytes before it, and where its segment begins."""
    if content[at] != 0xFF:
        raise DamagedError(".jpg")
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _named_in_segment(marker: int, segment: bytes) -> Iterator[str]:
    if marker == _COMMENT:
        yield "COM"
    elif _APP0 <= marker <= _APP15 and not _is_needed(marker, segment):
        kind = next((name for start, name in _FAMILIAR.items() if segment.startswith(start)), "")
        yield f"APP{marker - _APP0} {kind}".strip()


def _is_needed(marker: int, segment: bytes) -> bool:
    """JFIF's header without a thumbnail, the colour profile, Adobe's colour transform; nothing may ride along."""
    if marker == _APP0:
        return segment.startswith(b"JFIF\x00") and len(segment) == _JFIF_SIZE
    if marker == _APP2:
        return segment.startswith(b"ICC_PROFILE\x00")
    return marker == _APP14 and segment.startswith(b"Adobe") and len(segment) == _ADOBE_SIZE


def _png(content: bytes, found: list[str]) -> int:
    if not content.startswith(_PNG_SIGNATURE):
        raise DamagedError(".png")
    at = len(_PNG_SIGNATURE)
    while True:
        size: int
        kind: bytes
        size, kind = struct.unpack_from(">I4s", content, at)
        at += 12 + size
        if at > len(content):
            raise DamagedError(".png")
        if kind not in _PNG_NEEDED:
            found.append(_shown(kind))
        if kind == b"IEND":
            return at


def _webp(content: bytes, found: list[str]) -> int:
    riff: bytes
    size: int
    riff, size, form = struct.unpack_from("<4sI4s", content, 0)
    end = 8 + size
    if riff != b"RIFF" or form != b"WEBP" or end > len(content):
        raise DamagedError(".webp")
    _webp_chunks(content, 12, end, found)
    return end


def _webp_chunks(content: bytes, at: int, end: int, found: list[str], *, inside: bool = False) -> None:
    """Notes chunks; frames hold chunks of their own, but no frames."""
    while at < end:
        kind, size = struct.unpack_from("<4sI", content, at)
        if at + 8 + size > end:
            raise DamagedError(".webp")
        if kind == _WEBP_FRAME and not inside:
            _webp_chunks(content, at + 8 + _FRAME_HEADER, at + 8 + size, found, inside=True)
        elif kind not in _WEBP_NEEDED:
            found.append(_shown(kind))
        # Chunks are padded to an even size.
        at += 8 + size + size % 2


def _gif(content: bytes, found: list[str]) -> int:
    if content[:6] not in (b"GIF87a", b"GIF89a"):
        raise DamagedError(".gif")
    at = 13 + _colours(content[10])
    while True:
        kind = content[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x2C:
            # Place and flags, a table of colours, the least code size; then the pixels.
            at = _past_blocks(content, at + 11 + _colours(content[at + 9]))
        elif kind == 0x21:
            found += _named_in_extension(content, at)
            at = _past_blocks(content, at + 2)
        else:
            raise DamagedError(".gif")


def _colours(flags: int) -> int:
    """Bytes of the table of colours that flags announce."""
    return 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0


def _named_in_extension(content: bytes, at: int) -> Iterator[str]:
    kind = content[at + 1]
    if kind == 0xFF:
        application = content[at + 3 : at + 14]
        if application not in _GIF_LOOPS:
            yield "XMP" if application == b"XMP DataXMP" else "application"
    elif kind != 0xF9:
        yield {0xFE: "comment", 0x01: "text"}.get(kind, f"extension {kind}")


def _past_blocks(content: bytes, at: int) -> int:
    while size := content[at]:
        at += size + 1
    return at + 1


def _shown(name: bytes) -> str:
    """The four letters of a chunk's name."""
    return name.decode("ascii", errors="backslashreplace").strip() if name.strip().isalnum() else "?"


_WALKS: dict[str, Callable[[bytes, list[str]], int]] = {
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".png": _png,
    ".webp": _webp,
    ".gif": _gif,
}
SUFFIXES = frozenset(_WALKS)
"""Of the pictures that can be looked into."""
