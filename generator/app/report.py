"""A run's report as text for people, as JSON, or as annotations for GitHub. Makes texts; prints nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from generator.app import gone, problem_text, words
from generator.app.outcome import Report, stops
from generator.app.words import Speaker
from generator.base.problems import Problem, RunError
from generator.read import source, survey

SHOWN = 50
"""Problems that a report for people lists; the rest is counted."""


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in their order, a template's mistake once: it is found again on every page that is made of it."""
    known = set()
    kept = []
    for problem in problems:
        place = (problem.code, problem.location)
        if not problem.code.startswith("T5") or place not in known:
            kept.append(problem)
        known.add(place)
    return kept


def as_text(report: Report, *, language: str, site: Path, built: bool, strict: bool, rest_built: bool = False) -> str:
    """The whole report for people.

    Args:
        report: of a build or a check.
        language: ``zh-CN`` or ``en``.
        site: to show paths relative to.
        built: whether this was a build.
        strict: whether warnings count as errors.
        rest_built: whether the site was built without what is wrong in it.
    """
    t = Speaker(language)
    problems = once(report.problems)
    lines = []
    for problem in problems[:SHOWN]:
        lines += [*problem_text.lines_of(problem, t, quoted=_quoted_line(problem, report, site)), ""]
    if len(problems) > SHOWN:
        lines += [*problem_text.rest_of(len(problems), SHOWN, t), ""]
    lines += _kept_back(report, t)
    if report.failed(strict=strict):
        count = sum(stops(problem, strict=strict) for problem in problems)
        nothing = "" if rest_built else t("，什么都没有写出", "; nothing was written")
        lines.append(t("有 {n} 处要改{nothing}。", "{n} to mend{nothing}.").format(n=count, nothing=nothing))
    elif built:
        lines += _summary(report, t)
    else:
        lines.append(t("检查通过：", "All is well: ") + _counted(report, t))
    return "\n".join(lines)


def as_json(report: Report, *, language: str) -> str:
    """The report for programs, in the shape that README gives."""
    return _json(
        {
            "problems": [problem_object(problem, language) for problem in report.problems],
            "withheld": [
                {"id": item.id, "path": item.path, "reason": words.reason(item.reason, language)}
                for item in report.withheld
            ],
            "held_back": [
                {"id": item.id, "path": item.path, "until": item.until.isoformat()} for item in report.held_back
            ],
            "written": report.written,
            "reused": report.reused,
            "removed": report.removed,
        }
    )


def failure_as_json(failure: RunError, language: str) -> str:
    """The report of a run that could not go on."""
    problem = {
        "code": failure.code,
        "severity": "error",
        "path": "",
        "line": 0,
        "column": 0,
        "message": words.message(failure.code, failure.facts, language),
        "hint": words.hint(failure.code, failure.facts, language),
    }
    return _json({"problems": [problem], "withheld": [], "held_back": [], "written": 0, "reused": 0, "removed": 0})


def as_github(report: Report, *, language: str) -> str:
    """Workflow commands that mark the lines in a pull request."""
    lines = []
    for problem in once(report.problems):
        place = problem.location
        text = f"{words.message_of(problem, language)} {words.hint_of(problem, language)}"
        path = _escaped(place.path).replace(":", "%3A").replace(",", "%2C")
        where = f"file={path},line={place.line},col={place.column},title={problem.code}"
        lines.append(f"::{problem.severity} {where}::{_escaped(text)}")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Percent signs and line ends escaped as the runner's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def failure_as_text(failure: RunError, language: str) -> str:
    """Why a run could not go on, and what to do."""
    message = words.message(failure.code, failure.facts, language)
    return f"{failure.code} {message}\n  → {words.hint(failure.code, failure.facts, language)}"


def line_of(problem: Problem, report: Report, site: Path) -> str:
    """The line of a problem as its author wrote it; empty for private files and for one that holds a leak."""
    place = problem.location
    if problem.code.startswith("P4") or survey.is_private(place.path) or (place.path, place.line) in report.quiet:
        return ""
    if place.line < 1 or not place.path.endswith((".yaml", ".yml", ".md", ".html")):
        return ""
    lines = source.lines_of(site, place.path)
    return lines[place.line - 1].replace("\t", " ") if place.line <= len(lines) else ""


def _quoted_line(problem: Problem, report: Report, site: Path) -> Iterator[str]:
    """The line as the editor shows it, with a caret."""
    text, column = line_of(problem, report, site), problem.location.column
    if text.strip():
        start = max(0, column - 40)
        before = text[start : max(column - 1, 0)]
        # A Chinese character is two columns wide in a terminal.
        indent = sum(2 if ord(character) > 0x2E7F else 1 for character in before)
        yield f"    {text[start : start + 76]}"
        yield f"    {' ' * indent}^"


def _kept_back(report: Report, t: Speaker) -> Iterator[str]:
    if report.withheld:
        yield t("没有发布的 {n} 项：", "Withheld, {n}:").format(n=len(report.withheld))
        for item in report.withheld:
            yield f"  {item.id}  {item.path}  {words.reason(item.reason, t.language)}"
    if report.without_photos:
        yield t(
            "有照片没有登出（里面有人没有签 face，或者收回了同意），在：",
            "Photos were left out (somebody in them has not consented to face, or has withdrawn), in:",
        )
        yield from (f"  {path}" for path in report.without_photos)
    if report.held_back:
        yield t("定时未到 {n} 篇：", "Held back until their time, {n}:").format(n=len(report.held_back))
        for story in report.held_back:
            yield f"  {story.id}  {story.path}  {_moment(story.until)}"
    if report.drafts:
        drafts = t("、", ", ").join(report.drafts)
        yield t("草稿 {n} 篇：{drafts}", "Drafts, {n}: {drafts}").format(n=len(report.drafts), drafts=drafts)


def _moment(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _summary(report: Report, t: Speaker) -> Iterator[str]:
    if report.without_base_url:
        yield t(
            "没有设置 base_url，所以没有订阅源、网站地图和二维码。",
            "base_url is not set, so there are no feeds, no sitemap and no QR codes.",
        )
    yield t("点亮了：", "Lit: ") + _counted(report, t)
    files = t("写出 {w} 个文件，沿用 {u} 个，移除 {r} 个。", "{w} files written, {u} reused, {r} removed.")
    yield files.format(w=report.written, u=report.reused, r=report.removed)
    yield from _vanished(report, t)
    yield t("打开 {page} 看看。", "Open {page}.").format(page=_shown(Path(report.output) / "index.html"))


def _counted(report: Report, t: Speaker) -> str:
    stories = "1 story" if report.stories == 1 else f"{report.stories} stories"
    wishes = "1 wish" if report.wishes == 1 else f"{report.wishes} wishes"
    return t(f"{report.stories} 篇故事，{report.wishes} 个心愿。", f"{stories}, {wishes}.")


def _vanished(report: Report, t: Speaker) -> Iterator[str]:
    """Pages and pictures that are no more: the host must delete them too, or they stay on line."""
    pages = [address for address in report.vanished if address.endswith(".html")]
    pictures = [address for address in report.vanished if gone.is_lasting(address) and address not in pages]
    if pages or pictures:
        yield t(
            "这些页面和图片不再有了，上传时要连同服务器上的一起删掉：",
            "These pages and pictures are no more; delete them on the server too:",
        )
        yield from (f"  {address}" for address in [*pages, *pictures][:SHOWN])
    if len(pages) + len(pictures) > SHOWN:
        yield t("  ……还有 {n} 个", "  … and {n} more").format(n=len(pages) + len(pictures) - SHOWN)
    withheld = {item.id for item in report.withheld}
    if any(page.startswith("stories/") and PurePosixPath(page).stem not in withheld for page in pages):
        yield t(
            "要是只给稿子改了名：在它的 aliases 里写上旧网址，读者还能找到。",
            "Of a story that was only renamed, write the old address into its aliases, and readers will find it.",
        )


def _shown(path: Path) -> str:
    """A path as people type it: relative where it lies in the folder they are in."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def problem_object(problem: Problem, language: str) -> dict[str, object]:
    """A problem for programs, in the shape that README gives."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "message": words.message_of(problem, language),
        "hint": words.hint_of(problem, language),
    }


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
