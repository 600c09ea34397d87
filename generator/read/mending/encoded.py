"""How a file is saved: UTF-8 without BOM, and one kind of line end; what is saved so already keeps its own.

A whole file of CRLF is fine and stays so; a mixture of line ends becomes line feeds.
"""

from __future__ import annotations

import itertools
import re

import msgspec

from generator.base.problems import Problem
from generator.base.text import HAN
from generator.read import encoding
from generator.read.mending.kinds import Mend

_LINE_END = re.compile(rb"\r\n|\r|\n")
_FENCE = re.compile(rb"^(?:\xef\xbb\xbf)?---[ \t\r]*$", re.MULTILINE)
_SOFT_END = b"\x0b"
_HAN = re.compile(f"[{HAN}]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_BOM = b"\xef\xbb\xbf"


class Opened(msgspec.Struct, frozen=True):
    """A text file to mend.

    Attributes:
        text: line feeds only, no BOM.
        end: the line end with which it is saved again.
        mends: what saving it again mends by itself.
    """

    text: str
    end: str
    mends: tuple[Mend, ...]


def opened(content: bytes, path: str) -> tuple[Opened | None, tuple[Problem, ...]]:
    """A file as it is on disk, or why it cannot be read: C622, C623.

    UTF-16 is read where a BOM says so: the file says itself what it is. GB18030 is believed where its bytes would come
    back, and where they are not rather a damaged UTF-8: that would be nonsense for ever. Such a file is left, without a
    problem.
    """
    mends = [Mend.BOM] if content.startswith(_UTF_8_BOM) else []
    as_utf_8 = _as_utf_8(content)
    plain = _without_soft_ends(as_utf_8, path) if as_utf_8 else as_utf_8
    text, problems = encoding.decode(content if plain is None else plain, path)
    if problems or plain is None:
        return None, problems
    if as_utf_8 != content:
        mends.append(Mend.ENCODING)
    ends = set(_LINE_END.findall(plain))
    if len(ends) > 1 or plain != as_utf_8:
        mends.append(Mend.LINE_ENDS)
    end = ends.pop().decode() if len(ends) == 1 else "\n"
    return Opened(text, end, tuple(mends)), ()


def sealed(file: Opened, text: str) -> bytes:
    """The bytes of a text of that file, to be saved."""
    return text.replace("\n", file.end).encode()


def _without_soft_ends(content: bytes, path: str) -> bytes:
    """A story with line ends where Word's own were pasted into its text: there a line ends, and no paragraph."""
    fences = [match.end() for match in itertools.islice(_FENCE.finditer(content), 2)]
    if not path.endswith(".md") or len(fences) < 2 or _SOFT_END in content[: fences[1]]:
        return content
    return content.replace(_SOFT_END, b"  \n")


def _as_utf_8(content: bytes) -> bytes | None:
    """The same text in UTF-8; the content itself where it is that, ``None`` where it is nothing certain."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return content
    codec = "utf-16" if content.startswith(_UTF_16) else "gb18030"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return None
    if codec == "gb18030" and (text.encode(codec) != content or _may_be_utf_8(content)):
        return None
    return text.encode("utf-8", "surrogatepass")


def _may_be_utf_8(content: bytes) -> bool:
    """Whether a good part of what is no ASCII is Han when it is read as UTF-8, which GB18030 hardly ever is."""
    text = content.decode("utf-8", errors="replace")
    return len(_HAN.findall(text)) * 4 >= sum(character > "\x7f" for character in text)
