"""A walk that reads nothing tells which files stand as they were left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.write.stamps import verify
from tests.write.building import publish, site_of

SITE = site_of(index_html="front", stories__2026__b_html="b", tags__t_html="t")


def test_all_stand(desk: Path) -> None:
    _, stamps = publish(desk / "output", SITE)
    assert verify(desk / "output", stamps) == set(SITE)


def test_no_output_or_no_stamps(desk: Path) -> None:
    _, stamps = publish(desk / "output", SITE)
    assert verify(desk / "elsewhere", stamps) == set()
    assert verify(desk / "output", {}) == set()


def edit(path: Path) -> None:
    status = path.stat()
    path.write_bytes(path.read_bytes() + b"!")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def swap(path: Path) -> None:
    status = path.stat()
    path.rename(path.with_name("away"))
    path.write_bytes(path.with_name("away").read_bytes())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def link(path: Path) -> None:
    path.rename(path.with_name("away"))
    path.symlink_to("away")


def link_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("away"))
    path.parent.symlink_to("away")


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [edit, swap, link, link_folder, touch, Path.unlink])
def test_what_was_meddled_with_is_missing(desk: Path, change: object) -> None:
    _, stamps = publish(desk / "output", SITE)
    assert callable(change)
    change(desk / "output" / "stories" / "2026" / "b.html")
    assert verify(desk / "output", stamps) == {"index.html", "tags/t.html"}
