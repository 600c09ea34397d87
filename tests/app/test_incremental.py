"""Whatever was edited, an incremental build ends where a clean one does, byte for byte; and it renders little."""

from __future__ import annotations

import datetime as dt
import enum
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.app.building import findings
from generator.app.building import session as app_session
from generator.app.building.build import build, check
from generator.app.building.linking import Linked
from generator.app.building.session import Session
from generator.app.outcome import Report
from generator.model.settings import BuildOptions
from generator.plan.search import segments
from generator.read import survey
from generator.write import workers

NOW = dt.datetime(2026, 11, 24, 12, 0)
SITE = """\
title: 点亮
organization: 某某社区
base_url: https://news.example.org/
per_page: 3
recommended: 3
categories: {study: 学习, home: 居家}
public_contacts: [0773-5551234]
"""
CHANNELS = "- {id: stories, name: 心愿故事}\n- {id: notices, name: 通知}\n"
PLACES = "- {id: area, name: 石榴区}\n- {id: street, name: 渡口街道, parent: area}\n"
GRANTERS = "- {id: library, name: 区图书馆, kind: government}\n- {id: team, name: 志愿队, kind: volunteers}\n"
PEOPLE = "- {id: p-001, name: 韦岚音, birth: 1950-03}\n"
CONSENTS = "- {id: c-001, person: p-001, scope: [story], given: 2026-01-01}\n"


def wish(number: int) -> str:
    who = "{name: 韦大爷, person: p-001}" if number == 2 else "{name: 楼里的邻居, crowd: true, count: 3}"
    return (
        f"- id: w-{number}\n  title: 第{number}个心愿\n  category: {'study' if number % 2 else 'home'}\n"
        f"  place: street\n  beneficiary: {who}\n  granters: [{'library' if number % 3 else 'team'}]\n"
        f"  collected: 2026-01-0{number}\n  claimed: 2026-01-10\n  fulfilled: 2026-01-12\n"
    )


def story(number: int, *, title: str = "", text: str = "") -> str:
    return (
        f"---\ntitle: {title or f'第{number}篇故事'}\ndate: 2026-02-{number:02d} 09:00\nchannel: stories\n"
        f"tags: [微心愿{', 夜晚' if number % 2 else ''}]\nwishes: [w-{number % 5 + 1}]\n---\n"
        f"{text or f'第{number}篇的正文，从窗台上的灯写起。'}\n\n"
        f"{'说到[[wish:w-1]]，大家都笑了。' if number == 2 else ''}（完）\n"
    )


def make_site(root: Path) -> None:
    content = root / "content"
    for folder in ("wishes", "stories", "private", "pages"):
        (content / folder).mkdir(parents=True)
    for name, text in (
        ("site.yaml", SITE),
        ("channels.yaml", CHANNELS),
        ("places.yaml", PLACES),
        ("granters.yaml", GRANTERS),
        ("private/people.yaml", PEOPLE),
        ("private/consents.yaml", CONSENTS),
        ("wishes/all.yaml", "".join(wish(number) for number in range(1, 6))),
        ("pages/about.md", "---\ntitle: 关于\nmenu: 1\n---\n这里写社区的事。\n"),
    ):
        (content / name).write_text(text, "utf-8")
    for number in range(1, 10):
        (content / f"stories/s-{number}.md").write_text(story(number), "utf-8")


def edit_text(root: Path) -> None:
    (root / "content/stories/s-4.md").write_text(story(4, text="改过的正文，比原来长了一句，也短了一句。"), "utf-8")


def edit_title(root: Path) -> None:
    (root / "content/stories/s-5.md").write_text(story(5, title="换了题目的一篇"), "utf-8")


def publish(root: Path) -> None:
    (root / "content/stories/s-10.md").write_text(story(10), "utf-8")


def delete(root: Path) -> None:
    (root / "content/stories/s-3.md").unlink(missing_ok=True)


def rename(root: Path) -> None:
    source = root / "content/stories/s-7.md"
    if source.exists():
        source.rename(root / "content/stories/s-77.md")


def withdraw(root: Path) -> None:
    (root / "content/private/consents.yaml").write_text(
        CONSENTS.replace("given: 2026-01-01", "given: 2026-01-01, withdrawn: 2026-06-01"), "utf-8"
    )


def consent_again(root: Path) -> None:
    (root / "content/private/consents.yaml").write_text(CONSENTS, "utf-8")


def move_on(root: Path) -> None:
    """A story of one year, the next time of another: its first address leads on to the second, and back."""
    source = root / "content/stories/moving.md"
    year = 2026 if source.exists() and "2025" in source.read_text("utf-8") else 2025
    source.write_text(f"---\ntitle: 换了年份\ndate: {year}-02-20\nchannel: notices\n---\n又一年。\n", "utf-8")


def hold_back(root: Path) -> None:
    """A story whose time comes in a day, and is over two days later."""
    times = "date: 2026-11-25 09:00\nexpires: 2026-11-27 09:00"
    (root / "content/stories/soon.md").write_text(
        f"---\ntitle: 明天\n{times}\nchannel: stories\n---\n天亮了。\n", "utf-8"
    )


def rename_channel(root: Path) -> None:
    (root / "content/channels.yaml").write_text(CHANNELS.replace("通知", "公告"), "utf-8")


def change_paging(root: Path) -> None:
    (root / "content/site.yaml").write_text(SITE.replace("per_page: 3", "per_page: 2"), "utf-8")


def without_base_url(root: Path) -> None:
    (root / "content/site.yaml").write_text(SITE.replace("base_url", "# base_url"), "utf-8")


def new_style(root: Path) -> None:
    (root / "templates/assets").mkdir(parents=True, exist_ok=True)
    (root / "templates/assets/site.css").write_text("p { text-indent: 2em }\n", "utf-8")


def new_template(root: Path) -> None:
    (root / "templates").mkdir(exist_ok=True)
    own = '{% extends "base.html" %}{% block main %}<h1>{{ heading }}</h1>{{ body | safe }}{% endblock %}'
    (root / "templates/standing.html").write_text(own, "utf-8")


def edit_wish(root: Path) -> None:
    path = root / "content/wishes/all.yaml"
    path.write_text(path.read_text("utf-8").replace("第1个心愿", "一盏落地灯"), "utf-8")


def lose_a_page(root: Path) -> None:
    (root / "output/latest.html").unlink(missing_ok=True)


def spoil_a_page(root: Path) -> None:
    if (root / "output/wall.html").exists():
        (root / "output/wall.html").write_text("不是我们写的", "utf-8")


EDITS: list[Callable[[Path], None]] = [
    edit_text,
    edit_title,
    publish,
    delete,
    rename,
    move_on,
    hold_back,
    withdraw,
    consent_again,
    rename_channel,
    change_paging,
    without_base_url,
    new_style,
    new_template,
    edit_wish,
    lose_a_page,
    spoil_a_page,
]


# What stops a build, early or late, as the text of a file.
FAULTS = {
    "yaml": ("content/wishes/more.yaml", "- {id: w-1"),
    "settings": ("content/site.yaml", "title: [点亮\n"),
    "reference": ("content/pages/lost.md", "---\ntitle: 去哪\n---\n去[[story:s-99]]。\n"),
    "address": ("content/pages/lost.md", "---\ntitle: 去哪\n---\n去[那里](/none.html)。\n"),
    "leak": ("content/pages/lost.md", "---\ntitle: 是谁\n---\n是韦岚音。\n"),
    "leaking style": ("templates/assets/site.css", "/* 韦岚音 */"),
    "template": ("templates/recommended.html", "{{ nothing }}"),
    "link of a template": ("templates/recommended.html", '<a href="none.html">无</a>'),
}


def run(
    root: Path, output: Path | None = None, *, jobs: int = 1, session: Session | None = None, days: int = 0
) -> Report:
    report = build(root, asked(output, jobs=jobs, days=days), progress=lambda *_: None, session=session)
    assert not report.failed(strict=True), report.problems
    return report


def asked(output: Path | None = None, *, jobs: int = 1, days: int = 0) -> BuildOptions:
    now = NOW + dt.timedelta(days=days)
    return BuildOptions(now=now, output=str(output) if output else "", jobs=jobs, clean=output is not None)


def stumble(root: Path, fault: str, *, session: Session | None, days: int) -> None:
    """A build that fails and leaves all as it was; then the fault is taken back."""
    path, text = FAULTS[fault]
    file, before = root / path, contents(root / "output")
    known = file.read_bytes() if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    report = build(root, asked(days=days), progress=lambda *_: None, session=session)
    assert report.failed(strict=False)
    assert contents(root / "output") == before
    if known is None:
        file.unlink()
    else:
        file.write_bytes(known)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_site(tmp_path / "site")
    run(tmp_path / "site")
    return tmp_path / "site"


class Way(enum.Enum):
    """How a round of edits is built."""

    ALONE = "in a process that knows nothing"
    PREVIEW = "in one that keeps its values"
    UPDATED = "by another version of the program"


class Round(NamedTuple):
    """Some edits, a fault that is made and mended (empty: none), and a build so many days later."""

    edits: list[Callable[[Path], None]]
    fault: str
    way: Way
    days: int


ROUNDS = st.lists(
    st.builds(
        Round,
        edits=st.lists(st.sampled_from(EDITS), max_size=3),
        fault=st.sampled_from(["", *FAULTS]),
        way=st.sampled_from(Way),
        days=st.integers(0, 2),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROUNDS, st.booleans())
def test_after_any_edits_and_faults_incremental_equals_clean(rounds: list[Round], are_young: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # As on a large site: most documents are in the archive of the search index, of which only parts are made anew.
        patch.setattr(segments, "ROUND", 12)
        patch.setattr(segments, "_SHARD_TEXT", {"r": 1 << 6, "a": 1 << 6})
        if not are_young:
            # As of files that were written long before the last build: a picture that nobody touched is not opened.
            patch.setattr(survey, "_STEP", 0)
        root = Path(folder) / "site"
        make_site(root)
        run(root)
        preview, days = Session(root, repeats=True), 0
        for number, (edits, fault, way, later) in enumerate(rounds):
            days += later
            for edit in edits:
                edit(root)
            if way is Way.UPDATED:
                patch.setattr(app_session, "code_version", lambda number=number: f"version {number}")
            session = preview if way is Way.PREVIEW else None
            if fault:
                stumble(root, fault, session=session, days=days)
            run(root, session=session, days=days)
        run(root, Path(folder) / "clean", days=days)
        assert contents(root / "output") == contents(Path(folder) / "clean")


def test_many_workers_end_where_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "THRESHOLD", 1)
    if sys.platform == "linux":
        # However many threads the runner of the tests has.
        monkeypatch.setattr(workers, "preferred", lambda: "fork")
    root = tmp_path / "site"
    make_site(root)
    for edits in ([], EDITS[:4], EDITS[4:10], EDITS[10:]):
        for edit in edits:
            edit(root)
        run(root, jobs=3)
    run(root, tmp_path / "clean")
    assert contents(root / "output") == contents(tmp_path / "clean")


def test_nothing_changed_writes_nothing(site: Path) -> None:
    report = run(site)
    assert (report.written, report.removed) == (0, 0)
    assert report.reused > 40


@pytest.mark.parametrize(
    ("edit", "most"),
    [
        # The story, and whatever shows its summary or finds its words: front page, listings, feeds, search, those that
        # recommend it.
        (edit_text, 23),
        # Its neighbours too, and the wishes that it tells of.
        (edit_title, 27),
        # The wall too, and the open data.
        (edit_wish, 28),
        # No page but the standing one is made by that template.
        (new_template, 1),
        # The menu of channels stands on every page.
        (rename_channel, 80),
        (lose_a_page, 1),
        (spoil_a_page, 1),
    ],
)
def test_an_edit_renders_what_it_changes_and_no_more(site: Path, edit: Callable[[Path], None], most: int) -> None:
    everything = len(contents(site / "output"))
    edit(site)
    report = run(site)
    assert 1 <= report.written <= most
    assert report.written + report.reused + 1 == everything  # and the manifest


def test_an_edit_in_the_archive_makes_the_shards_anew_that_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "ROUND", 12)
    monkeypatch.setattr(segments, "_SHARD_TEXT", {"r": 1 << 6, "a": 1 << 3})

    site = tmp_path / "site"
    make_site(site)

    def shards() -> dict[str, int]:
        # What is written again is another file.
        return {path.name: path.stat().st_ino for path in (site / "output/search").glob("a-*.js")}

    run(site)
    before = shards()
    kept = (site / ".wishlight/search").read_bytes()
    edit_text(site)
    run(site)
    after = shards()
    assert len(after) == len(before) == 64
    assert 10 < sum(after[name] != before[name] for name in before) < 40
    assert (site / ".wishlight/search").read_bytes() != kept
    written = contents(site / "output")
    for path in (site / ".wishlight").glob("search-*"):
        path.write_bytes(path.read_bytes()[:-3])
    edit_title(site)
    edit_text(site)
    run(site)
    run(site, tmp_path / "clean")
    assert contents(site / "output") == contents(tmp_path / "clean") != written


def test_a_check_makes_no_shard_of_the_search_index(site: Path) -> None:
    totals = set()

    def progress(step: str, _: int, total: int) -> None:
        if step == "pages":
            totals.add(total)

    check(site, BuildOptions(now=NOW, jobs=1), progress=progress)
    shards = len(list((site / "output/search").glob("r-*.js")))
    # Nor the manifest.
    assert totals == {len(contents(site / "output")) - shards - 1}
    assert shards > 0


def test_what_vanishes_is_told_and_leaves_no_trace(site: Path) -> None:
    withdraw(site)
    report = run(site)
    gone = {"stories/2026/s-1.html", "stories/2026/s-6.html", "wishes/w-2.html"}
    assert gone <= set(report.vanished)
    everything = b"".join(contents(site / "output").values()).decode("utf-8", errors="replace")
    assert "第1篇故事" not in everything
    assert "韦大爷" not in everything
    assert "s-6.html" not in everything


FOOTER = """{% extends "base.html" %}
{% block main %}<a href="{{ root }}stories/2026/s-3.html">灯</a> <a href="{{ root }}stories/2026/s-4.html#s-灯">灯</a>
{% endblock %}"""


def told(site: Path) -> list[tuple[str, str, int]]:
    report = build(site, BuildOptions(now=NOW, jobs=1), progress=lambda *_: None)
    return [(found.code, found.location.path, found.location.line) for found in report.problems]


@pytest.mark.parametrize("links_are_known", [True, False])
def test_a_link_of_a_reused_page_to_what_has_gone_is_told(site: Path, links_are_known: bool) -> None:
    (site / "templates").mkdir()
    (site / "templates/standing.html").write_text(FOOTER, "utf-8")
    (site / "content/stories/s-4.md").write_text(story(4, text="## 灯\n\n灯亮了。"), "utf-8")
    assert run(site).problems == ()
    if not links_are_known:
        (site / ".wishlight/links-outputs").unlink()
    # What nothing links to may go, and pages may change on which a link leads to a place that stays.
    (site / "content/stories/s-8.md").unlink()
    (site / "content/stories/s-4.md").write_text(story(4, text="开头。\n\n## 灯\n\n灯亮了。"), "utf-8")
    assert run(site).problems == ()
    delete(site)
    assert told(site) == [("L308", "templates/standing.html", 2)]
    (site / "content/stories/s-3.md").write_text(story(3), "utf-8")
    (site / "content/stories/s-4.md").write_text(story(4), "utf-8")
    assert told(site) == [("L309", "templates/standing.html", 2)]


@pytest.mark.parametrize("most", [0, 100])
def test_a_warning_is_told_as_long_as_there_is_cause(site: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Not only by the build that made the page: a strict one would pass, and a clean one fail."""
    monkeypatch.setattr(findings, "_MOST_DOUBTFUL", most)
    (site / "content/pages/about.md").write_text(
        "---\ntitle: 关于\n---\n见[那里](/stories/2026/s-3.html#nowhere)。\n", "utf-8"
    )
    (site / "content/stories/s-6.md").write_text(story(6, text="陈岚音的灯亮了，大家都来看。"), "utf-8")
    (site / "content/private/people.yaml").write_text(PEOPLE + "- {id: p-2, name: 覃岚音, birth: 1950-03}\n", "utf-8")
    first = told(site)
    assert {code for code, _, _ in first} == {"L309", "P439"}
    # The name stands in listings, feeds and the search as well.
    kept = Session(site).store.load("links-outputs", Linked)
    assert kept is not None
    assert (len(kept.doubtful) == 2) is (most == 0)
    assert ("stories/2026/s-6.html" in kept.doubtful) is (most > 0)
    for edit in (edit_text, edit_title):
        edit(site)
        assert told(site) == first


def test_a_cache_that_is_spoilt_costs_only_time(site: Path) -> None:
    before = contents(site / "output")
    (site / ".wishlight/outputs").write_bytes(b"nonsense")
    assert run(site).reused == 0
    assert contents(site / "output") == before
    shutil.rmtree(site / ".wishlight")
    run(site)
    assert contents(site / "output") == before


def test_foreign_files_stay(site: Path) -> None:
    (site / "output/CNAME").write_text("news.example.org", "utf-8")
    (site / "output/old").mkdir()
    (site / "output/old/report.pdf").write_bytes(b"%PDF")
    withdraw(site)
    run(site)
    assert (site / "output/CNAME").read_text("utf-8") == "news.example.org"
    assert (site / "output/old/report.pdf").exists()
