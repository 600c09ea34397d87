"""What texts are kept by, and refer to others by: ``story:20260203-01``, as typed between double brackets."""

from __future__ import annotations

import unicodedata


def to_story(id: str) -> str:  # noqa: A002 - it is the field's name
    """To a story; its text is kept by it as well."""
    return f"story:{id}"


def to_wish(id: str) -> str:  # noqa: A002
    """To a wish."""
    return f"wish:{id}"


def to_page(id: str) -> str:  # noqa: A002
    """To a standing page; its text is kept by it as well."""
    return f"page:{id}"


def to_address(path: str) -> str:
    """To whatever stands at an address of the site."""
    return f"address:{path}"


def to_file(path: str) -> str:
    """To what a source file tells, in whatever normal form its name is written.

    Args:
        path: relative to the site or to ``content/``.
    """
    return "file:" + unicodedata.normalize("NFC", path.removeprefix("content/"))
