"""Fields that keep something or somebody back: what becomes of them by a slip must never go unsaid."""

from __future__ import annotations

import re

NAMES = (
    r"anonymous|birth|channels|closed|crowd|draft|expires|guardian|never_publish|people|person|retracted|scope|signed_by"
    r"|subjects|withdrawn"
)
"""Their names, one of which is looked for."""
WITHOUT_COLON = (
    r"(?:birth|closed|expires|retracted|withdrawn)(?=\s*\d{4}\s*[-/.年])"
    r"|(?:people|subjects|scope|channels|never_publish)(?=\s+\[)"
    r"|(?:anonymous|crowd|draft)(?=\s+(?:true|false|yes|no|是|否)\b)"
    r"|(?:guardian|people|person|signed_by|subjects)(?=\s+[a-z]+-?\d)"
)
"""Names with what such a field holds behind them, and no colon."""
MISTAKEN = (
    r"drafts|expired?|withdraw|with drawn|brith|birthday"
    r"|草稿|过期|撤回|撤销|作废|撤稿|出生(?:年月|日期)?"
)
"""Names that some take for them."""
COLON = "[:：=＝∶﹕︰;；]"
"""What is written for a colon."""

_ITEM = re.compile(rf"({NAMES})\s*([:：])")


def field_in(item: str) -> tuple[str, str, dict[str, str]] | None:
    """Type, message and facts of the fault in an item of a list of words that was to be a field: ``people：p-9``."""
    match = _ITEM.match(item)
    return ("colon" if match[2] == "：" else "space", "form", {"key": match[1]}) if match else None
