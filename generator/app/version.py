"""The version of the code that makes the bytes; what another version put into a cache is not believed."""

from __future__ import annotations

import importlib.metadata
import sys
from functools import cache
from pathlib import Path

from generator.base import digest

PACKAGE = Path(__file__).resolve().parent.parent
_FONT = PACKAGE / "render/fonts/NotoSerifSC-Bold-subset.ttf"
# All that shape the output, and all by which it is read, checked and scanned.
_MAKERS = (
    *("jinja2", "markdown", "msgspec", "nh3", "numpy", "opencc", "pillow", "pyahocorasick", "pydantic", "pypinyin"),
    *("pyyaml", "rjieba", "segno", "selectolax", "tzdata"),
)


@cache
def code_version() -> str:
    """32 hex digits that change with any module of the program, the font of its cards, any library, and Python."""
    chunks = [path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))]
    libraries = [f"{name} {importlib.metadata.version(name)}".encode() for name in _MAKERS]
    font = str(_FONT.stat().st_size).encode()
    return digest.of_bytes(*chunks, *libraries, sys.version.encode(), font).hex()


def card_font() -> bytes:
    """The font in which share cards are set; a subset, made as its README tells."""
    return _FONT.read_bytes()


def program_templates() -> Path:
    """The templates that come with the program: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"
