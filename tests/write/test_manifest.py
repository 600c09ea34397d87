"""The records of an output: the same bytes for the same files, and no guess where they are damaged."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.base.problems import UsageError
from generator.model.addresses import MANIFEST
from generator.write import manifest

A, B = "a" * 32, "b" * 32


def test_bytes_are_stable_sorted_and_a_line_for_each_file() -> None:
    content = manifest.dump({"index.html": B, "a/z.html": A})
    assert content == manifest.dump({"a/z.html": A, "index.html": B})
    lines = ["{", ' "version": 1,', ' "files": {', f'  "a/z.html": "{A}",', f'  "index.html": "{B}"', " }", "}", ""]
    assert content.decode() == "\n".join(lines)


def test_what_is_dumped_is_loaded(tmp_path: Path) -> None:
    assert manifest.load(tmp_path) is None
    assert manifest.load_journal(tmp_path) == frozenset()
    (tmp_path / MANIFEST).write_bytes(manifest.dump({"index.html": A}))
    (tmp_path / manifest.JOURNAL).write_bytes(manifest.dump_journal({"b.html", "a.html"}))
    assert manifest.load(tmp_path) == {"index.html": A}
    assert manifest.load_journal(tmp_path) == {"a.html", "b.html"}


def test_a_digest_is_what_b2sum_prints() -> None:
    assert manifest.digest_of(b"abc") == hashlib.blake2b(b"abc", digest_size=16).hexdigest()
    assert manifest.digest_of(b"") == "cae66941d9efbd404e4d88758ea67670"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"version": 1}', b'{"version": 2, "files": {}}', b'{"version": 1, "files": [1]}'],
)
def test_a_damaged_or_newer_one_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    (tmp_path / manifest.JOURNAL).write_bytes(content)
    for load in (manifest.load, manifest.load_journal):
        with pytest.raises(UsageError) as caught:
            load(tmp_path)
        assert caught.value.code == "U809"


def test_a_folder_or_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).mkdir()
    (tmp_path / manifest.JOURNAL).symlink_to(tmp_path / "elsewhere")
    for load in (manifest.load, manifest.load_journal):
        with pytest.raises(UsageError) as caught:
            load(tmp_path)
        assert caught.value.code == "U807"


@pytest.mark.parametrize("path", ["index.html", "a/b-1_2.c~.html", ".well-known/security.txt", "assets/logo@2x.png"])
def test_paths_of_outputs(path: str) -> None:
    assert manifest.is_path(path)
