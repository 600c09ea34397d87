"""What the tests of the cases share: a site of a text, and what its author hears."""

from __future__ import annotations

from pathlib import Path

from generator.app import report as reports
from generator.app.outcome import Report
from tests import sites

STORY = "-- content/stories/{name}.md --\n---\ntitle: {title}\ndate: {date}\nchannel: stories\n{line}---\n{body}\n"
WISH = """-- content/wishes/{name}.yaml --
id: {id}
title: {title}
category: home
place: dukou
beneficiary: {{name: 邻居们, crowd: true}}
granters: [library]
collected: 2026-01-05
claimed: {claimed}
fulfilled: {fulfilled}
{line}
"""


def story(
    body: str = "楼道里的灯亮了。", *, name: str = "a", title: str = "灯亮了", date: str = "2026-02-03", line: str = ""
) -> str:
    return STORY.format(name=name, title=title, date=date, line=f"{line}\n" if line else "", body=body)


def wish(
    line: str = "",
    *,
    name: str = "w",
    id: str = "w-1",  # noqa: A002
    title: str = "一盏灯",
    claimed: str = "2026-01-06",
    fulfilled: str = "2026-01-07",
) -> str:
    return WISH.format(name=name, id=id, title=title, claimed=claimed, fulfilled=fulfilled, line=line)


def heard(root: Path, report: Report | None = None, *, language: str = "zh-CN") -> str:
    """The report of a check as its author reads it."""
    report = report or sites.check(root)
    return reports.as_text(report, language=language, site=root, built=False, strict=False)


def outputs(root: Path) -> dict[str, bytes]:
    """All files of a site's output."""
    folder = root / "output"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(root: Path, path: str) -> str:
    return (root / "output" / path).read_text("utf-8")
