"""What lies over the pages of a preview, as HTML: what is wrong, and what must not be forgotten."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.app import report as reports
from generator.app import words
from generator.app.outcome import Report
from generator.app.words import Speaker

_EXCERPT = 120
"""Characters of a line that the panel quotes."""

_ENDED = (
    "预览已经停了：这一页不会再跟着变。回到终端，重新运行 wishlight serve。",
    "The preview has ended, and this page will not follow any more. Run wishlight serve again.",
)


class Fault(msgspec.Struct, frozen=True):
    """Something to mend, in words.

    Attributes:
        place: ``path:line:column``, or empty where it is in no file.
        quoted: the line as its author wrote it, where it may be shown.
    """

    place: str
    code: str
    message: str
    hint: str
    quoted: str = ""


def faults_of(report: Report, *, site: Path, language: str) -> tuple[list[Fault], int]:
    """The errors of a report in words.

    Args:
        report: of a build.
        site: its folder; lines are read from it.
        language: ``zh-CN`` or ``en``.

    Returns:
        As many as a report for people shows, and how many there are.
    """
    errors = [problem for problem in reports.once(report.problems) if problem.is_error]
    faults = [
        Fault(
            str(problem.location),
            problem.code,
            words.message_of(problem, language),
            words.hint_of(problem, language),
            quoted=_excerpt(reports.line_of(problem, report, site), problem.location.column),
        )
        for problem in errors[: reports.SHOWN]
    ]
    return faults, len(errors)


def panel(faults: Sequence[Fault], *, count: int, language: str) -> str:
    """What is wrong as HTML, for the browser to show over the last good page.

    Args:
        faults: as many as are to be shown.
        count: how many there are.
        language: ``zh-CN`` or ``en``.
    """
    t = Speaker(language)
    line = t("有 {n} 处要改。改好一保存，这里就会消失。", "{n} to mend. Save the file, and this goes by itself.")
    items = "".join(_item(fault, t) for fault in faults)
    return (
        f'<details class="problems" role="alert" lang="{t("zh-CN", "en")}" open>'
        f"<summary>{line.format(n=count)}</summary><ol>{items}</ol></details>"
    )


def note(text: str, *, kind: str = "") -> str:
    """A line as HTML, for the browser to show in a corner of the page."""
    return f'<p class="note {kind}" role="status">{html.escape(text)}</p>'


def _item(fault: Fault, t: Speaker) -> str:
    place = f'<p class="place">{_place(fault.place, t)}</p>' if fault.place else ""
    what = f'<p class="what">{html.escape(fault.message)} <span class="code">{html.escape(fault.code)}</span></p>'
    quoted = f"<pre>{html.escape(fault.quoted)}</pre>" if fault.quoted else ""
    return f'<li>{place}{what}{quoted}<p class="cure">{html.escape(fault.hint)}</p></li>'


def _place(place: str, t: Speaker) -> str:
    """A place as our reports print it, and its line in words."""
    line = re.search(r":(\d+):\d+$", place)
    where = t("第 {n} 行", "line {n}").format(n=line[1]) if line else ""
    return f"<code>{html.escape(place)}</code> {where}".rstrip()


def ended(language: str) -> str:
    """What a page says when its preview answers no more."""
    return note(Speaker(language)(*_ENDED), kind="lost")


def _excerpt(line: str, column: int) -> str:
    """A line that is not too long to read, with what stands at a column (1-based)."""
    start = max(0, column - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    end = start + _EXCERPT
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
