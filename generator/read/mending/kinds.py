"""What can be mended, by name; ``app/fix_text.py`` has the words."""

from __future__ import annotations

import enum


class Mend(enum.StrEnum):
    """A kind of mend, in the order in which a report lists them."""

    BOM = "bom"
    ENCODING = "encoding"
    LINE_ENDS = "line-ends"
    COLON = "colon"
    SPACE = "space"
    TAB = "tab"
    INDENT = "indent"
    DASH = "dash"
    QUOTES = "quotes"
    DATE = "date"
    LIST = "list"
    CAPTION = "caption"
    MARKS = "marks"
    DOTS = "dots"
    ID = "id"
