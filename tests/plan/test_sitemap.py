"""The sitemap: what stands in it, and how it is split."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.base.digest import Part
from generator.plan import sitemap
from generator.plan.views.machines import SitemapEntry
from tests.plan.planned import BASE_URL, outputs, view

STORIES = "".join(
    f"-- content/stories/s{number}.md --\n---\ntitle: 第{number}篇\ndate: 2026-01-0{number} 09:00\nchannel: stories\n"
    f"{more}---\n正文。\n"
    for number, more in enumerate(
        (
            "",
            "updated: 2026-01-20\n",
            "corrections: [{date: 2026-01-21, text: 改正}]\n",
            "retracted: {date: 2026-01-22, reason: 更换}\n",
            "draft: true\n",
        ),
        1,
    )
)


def test_it_holds_what_may_be_indexed_and_the_day_where_it_is_known(tmp_path: Path) -> None:
    entries = view(outputs(tmp_path, STORIES), "sitemap.xml").entries
    days = {entry.url.removeprefix(BASE_URL): entry.changed for entry in entries}
    assert {path: day for path, day in days.items() if path.startswith("stories/")} == {
        "stories/2026/s1.html": dt.date(2026, 1, 1),
        "stories/2026/s2.html": dt.date(2026, 1, 20),
        "stories/2026/s3.html": dt.date(2026, 1, 21),
    }
    assert days["index.html"] is None
    assert "404.html" not in days
    assert [path for path in days if not path.endswith(".html")] == []


def entries(*addresses: str) -> list[SitemapEntry]:
    return [SitemapEntry(address, None) for address in addresses]


def test_a_file_holds_so_many_addresses_and_no_more() -> None:
    assert [len(file) for file in sitemap.split(entries(*"abcdefg"), most=3)] == [3, 3, 1]
    assert [len(file) for file in sitemap.split(entries(*"abcdef"), most=3)] == [3, 3]
    assert list(sitemap.split([])) == [()]


def test_a_file_holds_so_many_bytes_as_they_are_written() -> None:
    # 300 bytes for the frame, 80 and the address for each entry; & becomes &amp;.
    assert [len(file) for file in sitemap.split(entries("a" * 20, "b" * 20, "c" * 20), most_bytes=500)] == [2, 1]
    assert [len(file) for file in sitemap.split(entries("a" * 20, "&" * 20, "c" * 20), most_bytes=500)] == [1, 1, 1]


def test_what_is_too_large_for_one_file_gets_an_index(tmp_path: Path) -> None:
    planned = outputs(tmp_path, STORIES)
    whole, chrome = view(planned, "sitemap.xml").entries, planned["sitemap.xml"].parts["chrome"]
    assert isinstance(chrome, Part)
    files = {output.path: output for output in sitemap.in_files(whole, chrome, most=7)}
    index = view(files, "sitemap.xml")
    assert index.urls[:2] == (f"{BASE_URL}sitemap-1.xml", f"{BASE_URL}sitemap-2.xml")
    parts = [view(files, url.removeprefix(BASE_URL)).entries for url in index.urls]
    assert [len(part) for part in parts[:-1]] == [7] * (len(parts) - 1)
    assert tuple(entry for part in parts for entry in part) == whole
    # The index comes when its parts are there.
    assert list(files)[-1] == "sitemap.xml"
