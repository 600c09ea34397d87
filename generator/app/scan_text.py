"""What ``scan`` says, for people and for programs; the secret itself is never in it."""

from __future__ import annotations

from generator.app import problem_text, report
from generator.app.outcome import Report
from generator.app.scan import Scanned
from generator.app.words import Speaker

SHOWN = 100
"""Problems that a report for people lists; the rest is counted."""


def as_text(scanned: Scanned, *, language: str) -> str:
    """The whole report for people."""
    t = Speaker(language)

    lines = []
    for problem in scanned.problems[:SHOWN]:
        lines += [*problem_text.lines_of(problem, t), ""]
    if len(scanned.problems) > SHOWN:
        lines += [*problem_text.rest_of(len(scanned.problems), SHOWN, t), ""]
    if scanned.with_site and not scanned.with_register:
        lines.append(
            t(
                "站点里没有登记册（content/private/people.yaml），没有人的姓名可以对照：查不出姓名，放回登记册再查一次。",
                "The site has no register (content/private/people.yaml): no name was looked for. "
                "Put it back and scan again.",
            )
        )
    if not scanned.with_site:
        lines.append(
            t(
                "没有给 --site，所以没有对照登记册、公开电话和原图；上传以前请加上它再查一次。",
                "Without --site neither the register, the public contacts nor the originals were looked at; "
                "add it before you upload.",
            )
        )
    errors = sum(problem.is_error for problem in scanned.problems)
    if errors:
        line = t("查了 {f} 个文件，有 {n} 处不能公开，先不要上传。", "{f} files, {n} faults: do not upload.")
    else:
        line = t("查了 {f} 个文件，没有发现不能公开的内容。", "{f} files, and nothing that must not go out.")
    return "\n".join([*lines, line.format(f=scanned.files, n=errors)])


def as_json(scanned: Scanned, *, language: str) -> str:
    """The report for programs, in the shape of a build's; paths are relative to the tree."""
    return report.as_json(Report(problems=scanned.problems), language=language)
