"""Writes ``MESSAGES.md``: every code, in both languages, with what a broken site hears. ``make messages``."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.app import report, words
from tests import sites
from tests.app.test_codes import BROKEN, codes_of_the_program

PLACE = Path(__file__).resolve().parents[2] / "MESSAGES.md"
_HEADING = """\
# 提示大全 / All messages

每条提示都有一个编号：`文件:行:列: 编号`，下面是怎么回事、怎么改。这里按编号列出全部，`…` 处是当时的字。
由程序自己写成（`make messages`），不用手改。

Every message has a code: `path:line:column: CODE`, then what is wrong, then how to mend it. All of them, by code;
`…` stands for what was found. Written by the program itself (`make messages`).
"""
_FAMILIES = {
    "W": ("心愿登记", "Wish records"),
    "S": ("故事和固定页面", "Stories and standing pages"),
    "L": ("链接、图片、网址", "Links, pictures, addresses"),
    "T": ("模板", "Templates"),
    "P": ("登记册、同意书、隐私和尊严", "Register, consents, privacy and dignity"),
    "C": ("设置和文件", "Settings and files"),
    "Z": ("中文写法", "Chinese style"),
    "U": ("命令用得不对", "How a command was called"),
    "M": ("电脑的问题", "The machine"),
}
_LANGUAGES = ("zh-CN", "en")


def text() -> str:
    """The whole page."""
    parts = [_HEADING]
    codes = codes_of_the_program()
    for letter, (chinese, english) in _FAMILIES.items():
        parts.append(f"## {letter} {chinese} / {english}\n")
        parts += [_entry(code) for code in sorted(codes) if code.startswith(letter)]
    return "\n".join(parts)


def _entry(code: str) -> str:
    lines = [f"### {code}\n"]
    for language in _LANGUAGES:
        told, cure = (_plain(say(code, (), language)) for say in (words.message, words.hint))
        lines.append(f"{told}  \n→ {cure}\n")
    if code in BROKEN:
        lines += ["```", *_heard(code), "```", ""]
    return "\n".join(lines)


def _plain(words_of_a_code: str) -> str:
    """As Markdown: what looks like a tag or a reference is none."""
    return re.sub(r"([<>\[\]*_`])", r"\\\1", words_of_a_code)


def _heard(code: str) -> Iterator[str]:
    """What an author hears of a site that is broken so."""
    with tempfile.TemporaryDirectory() as folder:
        root = sites.make_site(Path(folder) / "site", BROKEN[code][0])
        told = report.as_text(sites.check(root), language="zh-CN", site=root, built=False, strict=False)
    for line in told.partition("\n\n")[0].splitlines():
        yield line.rstrip()


if __name__ == "__main__":
    PLACE.write_text(text(), "utf-8")
