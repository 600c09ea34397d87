"""Chinese marks between the braces of a record on one line: ``{name：韦大爷，count: 1}``.

YAML reads such a line without a complaint, as one long key, so that nothing of it is where a record looks for it.
"""

from __future__ import annotations

import re

from generator.read.mending import known

# A value that begins with one of them; braces within a sentence are its own.
_FLOW = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[A-Za-z_][A-Za-z0-9_-]*[ \t]*[:：][ \t]*)?[\[{]")
_BLOCK = re.compile(r"([ \t]*)(?:-[ \t]+)*(?:[^\s:：][^:：]*[:：][ \t]*)?[|>][-+0-9]*[ \t]*(?:#.*)?$")
_BRACES = re.compile(r"\{[^{}\"'\n]*\}")
_KEY = re.compile(r"([{,，]\s*)([A-Za-z_][A-Za-z0-9_-]*)\s*(?:：\s*|:\s+)")


def mend_braces(text: str, path: str) -> tuple[str, int]:
    """A YAML text with the marks of ASCII behind keys and in front of them between braces, and how many were changed.

    Args:
        text: line feeds only.
        path: relative to the site, which tells what may be a key there.
    """
    changed = 0

    def mended(braces: re.Match[str]) -> str:
        nonlocal changed
        record = braces[0]
        keys = list(_KEY.finditer(record))
        # Commas are Chinese ones as well where anything else is; nothing is guessed of a sentence.
        is_chinese = any("：" in key[0] or "，" in key[1] for key in keys)
        if not is_chinese or not all(known.may_be_key(path, key[2]) for key in keys):
            return braces[0]
        changed += sum("：" in key[0] or "，" in key[1] for key in keys)
        return _KEY.sub(lambda key: f"{_comma(key[1])}{key[2]}: ", record)

    lines, block = text.split("\n"), -1
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" \t"))
        if line.strip() and block < indent >= 0 and block >= 0:
            # The text of a block holds whatever it likes.
            continue
        opened = _BLOCK.match(line)
        block = len(opened[1]) if opened else block if not line.strip() else -1
        if _FLOW.match(line):
            lines[number] = _BRACES.sub(mended, line)
    return "\n".join(lines), changed


def _comma(before: str) -> str:
    return ", " if before.startswith("，") else before
