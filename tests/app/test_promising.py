"""An address at which a story was published leads to it for as long as the story is there, and not a day longer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.building import build as app
from generator.app.outcome import Report
from generator.model.settings import BuildOptions
from generator.read import promises
from generator.read.source import Source
from generator.read.survey import PROMISES
from tests import sites

Make = Callable[..., Path]

STORY = "---\ntitle: {title}\ndate: {date}\nchannel: stories\n{line}---\n正文。\n"
LAMP, RIVER = "content/stories/lamp.md", "content/stories/river.md"


def save(root: Path, path: str = LAMP, *, title: str = "灯亮了", date: str = "2026-02-03", line: str = "") -> None:
    (root / path).write_text(STORY.format(title=title, date=date, line=line), "utf-8")


@pytest.fixture
def root(site: Make) -> Path:
    """A site of two stories, built."""
    root = site("-- content/stories/.keep --\n")
    save(root, date="2024-02-03")
    save(root, RIVER, title="河边")
    assert sites.build(root).problems == ()
    return root


def noted(root: Path) -> list[str]:
    lines = (root / "content/addresses.txt").read_text("utf-8").split("\n")
    assert lines[-1] == ""
    return [line for line in lines[:-1] if not line.startswith("#")]


def leads_to(root: Path, address: str) -> str:
    """The story that a former address leads on to; empty where nothing stands, or a story itself."""
    page = root / "output" / address
    text = page.read_text("utf-8") if page.exists() else ""
    _, _, rest = text.partition('http-equiv="refresh" content="0; url=../../')
    return rest.partition('"')[0]


def test_what_is_published_is_noted_once(root: Path) -> None:
    assert noted(root) == ["stories/2024/lamp.html", "stories/2026/river.html"]
    before = (root / "content/addresses.txt").stat()
    report = sites.build(root)
    assert (report.written, report.problems) == (0, ())
    save(root, title="灯又亮了", date="2024-02-03")
    assert sites.build(root).written > 0
    assert (root / "content/addresses.txt").stat() == before


def test_a_story_that_moves_leads_on_from_wherever_it_was(root: Path) -> None:
    for year in (2025, 2026):
        save(root, date=f"{year}-02-03")
        assert sites.build(root).problems == ()
    assert leads_to(root, "stories/2024/lamp.html") == "stories/2026/lamp.html"
    assert leads_to(root, "stories/2025/lamp.html") == "stories/2026/lamp.html"
    assert 'content="noindex' in (root / "output/stories/2024/lamp.html").read_text("utf-8")
    listed = ["stories/2024/lamp.html", "stories/2025/lamp.html", "stories/2026/lamp.html", "stories/2026/river.html"]
    assert noted(root) == listed
    # And back again.
    save(root, date="2024-02-03")
    assert sites.build(root).vanished == ()
    assert leads_to(root, "stories/2024/lamp.html") == ""
    assert leads_to(root, "stories/2026/lamp.html") == "stories/2024/lamp.html"
    assert noted(root) == listed


@pytest.mark.parametrize("line", ["draft: true\n", "expires: 2026-02-10\n", "people: [p-9]\n", None])
def test_what_is_shown_no_more_is_gone_and_listed(root: Path, line: str | None) -> None:
    save(root, date="2025-02-03")
    sites.build(root)
    sites.write(root / "content/private/people.yaml", "- {id: p-9, name: 韦岚音}\n")
    if line is None:
        (root / LAMP).unlink()
    else:
        save(root, date="2025-02-03", line=line)
    report = sites.build(root)
    assert not report.failed(strict=False)
    assert {"stories/2024/lamp.html", "stories/2025/lamp.html"} <= set(report.vanished)
    assert noted(root) == ["stories/2026/river.html"]
    assert list((root / "output").rglob("lamp.html")) == []


def test_a_file_may_be_renamed_under_its_id(root: Path) -> None:
    (root / LAMP).rename(root / "content/stories/other.md")
    save(root, "content/stories/other.md", date="2025-02-03", line="id: lamp\n")
    assert sites.build(root).problems == ()
    assert leads_to(root, "stories/2024/lamp.html") == "stories/2025/lamp.html"


def test_a_retracted_story_is_led_to(root: Path) -> None:
    save(root, date="2025-02-03", line="retracted: {date: 2026-02-04, reason: 有误}\n")
    assert sites.build(root).problems == ()
    assert leads_to(root, "stories/2024/lamp.html") == "stories/2025/lamp.html"


def test_another_story_cannot_take_a_promised_address(root: Path) -> None:
    save(root, date="2025-02-03")
    save(root, RIVER, title="河边", line="aliases: [stories/2024/lamp.html]\n")
    [problem] = sites.build(root).problems
    assert (problem.code, dict(problem.facts)["address"]) == ("L303", "stories/2024/lamp.html")


def test_an_alias_that_is_a_former_address_is_one_page(root: Path) -> None:
    save(root, date="2025-02-03", line="aliases: [stories/2024/lamp.html]\n")
    assert sites.build(root).problems == ()
    assert leads_to(root, "stories/2024/lamp.html") == "stories/2025/lamp.html"


def run(root: Path, **options: object) -> Report:
    return app.build(root, BuildOptions(now=sites.NOW, jobs=1, **options), progress=lambda *_: None)  # type: ignore[arg-type]


def test_only_the_own_output_makes_promises(root: Path, tmp_path: Path) -> None:
    before = (root / "content/addresses.txt").read_bytes()
    save(root, date="2025-02-03")
    run(root, output=str(tmp_path / "elsewhere"))
    run(root, output=str(tmp_path / "drafts"), drafts=True)
    app.check(root, BuildOptions(now=sites.NOW), progress=lambda *_: None)
    assert (root / "content/addresses.txt").read_bytes() == before
    # But they are kept everywhere.
    assert (tmp_path / "elsewhere/stories/2024/lamp.html").exists()


def test_a_build_with_errors_makes_none(root: Path) -> None:
    before = (root / "content/addresses.txt").read_bytes()
    save(root, date="2025-02-03", line="wishes: [w-9]\n")
    assert sites.build(root).failed(strict=False)
    assert (root / "content/addresses.txt").read_bytes() == before


def test_a_file_that_was_merged_or_spoilt_keeps_all_that_can_be_read(root: Path) -> None:
    save(root, date="2025-02-03")
    text = "\ufeff<<<<<<< ours\r\nstories/2024/lamp.html\r\n=======\r\n  stories/2023/lamp.html\r\n../../x.html\r\n"
    (root / "content/addresses.txt").write_bytes(text.encode())
    report = sites.build(root)
    assert [(problem.code, problem.location.line) for problem in report.problems] == [
        ("C645", 1),
        ("C645", 3),
        ("C645", 5),
    ]
    assert leads_to(root, "stories/2023/lamp.html") == "stories/2025/lamp.html"
    assert noted(root)[:3] == ["stories/2023/lamp.html", "stories/2024/lamp.html", "stories/2025/lamp.html"]
    assert sites.build(root).problems == ()


def test_content_that_cannot_be_written_is_no_reason_to_fail(root: Path) -> None:
    (root / "content/addresses.txt").unlink()
    (root / "content/addresses.txt").mkdir()
    report = sites.build(root)
    assert [problem.code for problem in report.problems] == ["C646"]
    assert not report.failed(strict=False)
    assert sites.build(root, strict=True).problems == ()
    (root / "content/addresses.txt").rmdir()
    save(root, title="灯又亮了", date="2024-02-03")
    assert sites.build(root).problems == ()
    assert noted(root) == ["stories/2024/lamp.html", "stories/2026/river.html"]


def test_what_is_dumped_is_read() -> None:
    wanted = frozenset(("stories/2024/a.html", "stories/2025/a-b.html"))
    assert promises.read(Source(PROMISES, promises.dump(wanted), b"")) == (wanted, ())
    assert promises.read(None) == (frozenset(), ())


def test_what_could_not_be_noted_is_noted_by_the_next_build_even_where_warnings_count(root: Path) -> None:
    promises = root / "content/addresses.txt"
    promises.unlink()
    promises.mkdir()
    sites.build(root, strict=True)
    promises.rmdir()
    assert sites.build(root, strict=True).problems == ()
    assert promises.is_file()
