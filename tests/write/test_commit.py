"""A commit makes the output exactly the site, beside what others put there, and refuses to harm those."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.problems import MachineError, UsageError
from generator.model.addresses import MANIFEST
from generator.write import commit, manifest
from generator.write.claim import Claimed
from generator.write.manifest import JOURNAL
from generator.write.stage import staging
from tests.write.building import Site, Stamps, digests, pages, publish, site_of, tree
from tests.write.faulty import FINISHED, REFUSED, RENAMING, SURVIVED, AtCall, ending_of, in_child, refuse

SITE = site_of(index_html="front", stories__a_html="a", stories__2026__b_html="b", tags__t_html="t")

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is a fork")


def test_a_first_commit(desk: Path) -> None:
    done, stamps = publish(desk / "new" / "output", SITE)
    assert (done.written, done.reused, done.removed) == (4, 0, ())
    assert pages(desk / "new" / "output") == SITE
    assert manifest.load(desk / "new" / "output") == digests(SITE)
    assert stamps.keys() == SITE.keys()
    assert os.listdir(desk / "new") == ["output"]


def test_only_what_changed_is_written_and_what_is_gone_removed(desk: Path) -> None:
    _, stamps = publish(desk / "output", SITE)
    inodes = {path: (desk / "output" / path).stat().st_ino for path in SITE}
    site = {path: text for path, text in SITE.items() if path != "stories/2026/b.html"}
    site["index.html"] = b"news"
    done, _ = publish(desk / "output", site, stamps)
    assert (done.written, done.reused, done.removed) == (1, 2, ("stories/2026/b.html",))
    assert tree(desk / "output").keys() == {*site, MANIFEST}
    unchanged = {path for path in site if (desk / "output" / path).stat().st_ino == inodes[path]}
    assert unchanged == {"stories/a.html", "tags/t.html"}


def test_nothing_changed_touches_nothing(desk: Path) -> None:
    _, stamps = publish(desk / "output", SITE)
    before = (desk / "output" / MANIFEST).stat().st_mtime_ns, (desk / "output").stat().st_ctime_ns
    os.utime(desk / "output" / MANIFEST, ns=(0, 0))
    done, _ = publish(desk / "output", SITE, stamps)
    assert (done.written, done.reused, done.removed) == (0, 4, ())
    assert (desk / "output" / MANIFEST).stat().st_mtime_ns == 0
    assert before[0] > 0


# Names that meet each other as files, as folders and as both.
_NAMES = st.sampled_from(["a", "b", "a/b", "a/b/c", "a/c", "b/a", "c.html"])
_SITES = st.dictionaries(_NAMES, st.sampled_from([b"", b"1", b"2"])).filter(
    lambda site: not any(other.startswith(path + "/") for path in site for other in site)
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_SITES, max_size=6))
def test_any_sequence_of_sites_ends_as_a_clean_build(sites: list[Site]) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        stamps: Stamps = {}
        for site in sites:
            _, stamps = publish(Path(folder) / "output", site, stamps)
            assert pages(Path(folder) / "output") == site
            assert manifest.load(Path(folder) / "output") == digests(site)


@forks
def test_new_pages_come_first_in_the_order_given_then_the_changed_then_removals(desk: Path) -> None:
    old = site_of(index_html="1", latest_html="1", gone_html="1")
    new = site_of(z_html="new", latest_html="2", a_html="new", index_html="2")
    stamps = publish(desk / "output", old)[1]
    log = desk / "log"

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        path = str(arguments[1] if event == "os.rename" else arguments[0] if event == "os.remove" else "")
        if path.endswith(".html"):
            with log.open("a") as file:
                file.write(f"{Path(path).name}\n")

    ending_of(lambda: publish(desk / "output", new, stamps), before=lambda: sys.addaudithook(watch))
    assert log.read_text().split() == ["z.html", "a.html", "latest.html", "index.html", "gone.html"]


def test_what_was_altered_or_removed_by_hand_is_written_again(desk: Path) -> None:
    _, stamps = publish(desk / "output", SITE)
    (desk / "output" / "index.html").write_bytes(b"FRONT")
    (desk / "output" / "tags" / "t.html").unlink()
    (desk / "output" / "tags").rmdir()
    done, _ = publish(desk / "output", SITE, stamps)
    assert done.written == 2
    assert pages(desk / "output") == SITE


def test_folders_that_others_use_stay(desk: Path) -> None:
    _, stamps = publish(desk / "output", SITE)
    (desk / "output" / "tags" / "notes.txt").write_text("mine")
    publish(desk / "output", site_of(index_html="front"), stamps)
    assert pages(desk / "output") == {"index.html": b"front", "tags/notes.txt": b"mine"}


@pytest.mark.parametrize(
    ("foreign", "named"),
    [
        ("stories/c.html", "stories/c.html"),
        ("stories/c.html/below.txt", "stories/c.html"),
        ("places", "places"),
        ("index.html/inside.txt", "index.html"),
        (f"{MANIFEST}/inside.txt", MANIFEST),
    ],
)
def test_something_foreign_in_the_way_is_refused_and_all_stays(desk: Path, foreign: str, named: str) -> None:
    output = desk / "output"
    _, stamps = publish(output, SITE)
    if foreign.startswith(("index.html", MANIFEST)):
        (output / named).unlink()
    (output / foreign).parent.mkdir(parents=True, exist_ok=True)
    (output / foreign).write_text("mine")
    before = tree(desk)
    new = site_of(index_html="2", stories__c_html="c", places__p_html="p")
    with pytest.raises(UsageError) as caught:
        publish(output, new, stamps)
    assert caught.value.code == "U807"
    assert dict(caught.value.facts)["path"] == str(output / named)
    assert tree(desk) == before


@pytest.mark.parametrize("new", [site_of(index_html="2", tags__t_html="2"), site_of(index_html="2")])
def test_a_link_in_place_of_a_folder_is_never_followed(desk: Path, new: dict[str, bytes]) -> None:
    output = desk / "output"
    _, stamps = publish(output, SITE)
    (output / "tags").rename(desk / "archive")
    (output / "tags").symlink_to(desk / "archive")
    before = tree(desk)
    with pytest.raises(UsageError) as caught:
        publish(output, new, stamps)
    assert (caught.value.code, dict(caught.value.facts)) == ("U808", {"path": str(output / "tags")})
    assert tree(desk) == before


@pytest.mark.parametrize("new", [SITE, site_of(stories__a_html="a")], ids=["written", "removed"])
def test_a_link_in_place_of_a_file_goes_and_its_target_stays(desk: Path, new: dict[str, bytes]) -> None:
    output = desk / "output"
    _, stamps = publish(output, SITE)
    (output / "index.html").rename(desk / "target.html")
    (output / "index.html").symlink_to(desk / "target.html")
    publish(output, new, stamps)
    assert pages(output) == new
    assert (desk / "target.html").read_bytes() == b"front"


def test_a_stage_that_is_not_ours_is_left_alone(desk: Path) -> None:
    (desk / "away").mkdir()
    (desk / "away" / "file").write_text("mine")
    (desk / ".output.wishlight-stage").symlink_to(desk / "away")
    with pytest.raises(UsageError) as caught:
        publish(desk / "output", SITE)
    assert caught.value.code == "U807"
    assert (desk / "away" / "file").read_text() == "mine"


def test_a_killed_runs_stage_is_thrown_away(desk: Path) -> None:
    (desk / ".output.wishlight-stage").mkdir()
    (desk / ".output.wishlight-stage" / "0").write_text("withheld since")
    publish(desk / "output", SITE)
    assert tree(desk).keys() == {f"output/{path}" for path in (*SITE, MANIFEST)}


def test_an_abandoned_stage_leaves_nothing(desk: Path) -> None:
    with staging(Claimed(desk / "output")) as stage:
        stage.put("index.html", b"leaking")
        assert tree(desk) == {".output.wishlight-stage/0": b"leaking"}
        assert stat.S_IMODE((desk / ".output.wishlight-stage").stat().st_mode) == 0o700
    assert os.listdir(desk) == []


@pytest.mark.parametrize(
    "files", [{"a.html": "0" * 32}, {"index.html": "0" * 32}, {}], ids=["neither", "other bytes", "left out"]
)
def test_a_manifest_never_lies(desk: Path, files: dict[str, str]) -> None:
    with staging(Claimed(desk / "output")) as stage:
        stage.put("index.html", b"front")
        with pytest.raises(ValueError, match=r"html"):
            commit.commit(stage, files)
    assert tree(desk) == {}


def test_what_is_not_known_to_stand_is_not_kept(desk: Path) -> None:
    publish(desk / "output", SITE)
    with staging(Claimed(desk / "output")) as stage, pytest.raises(ValueError, match=r"index\.html"):
        commit.commit(stage, digests(SITE))


@pytest.mark.parametrize(
    "path", ["../x.html", "/x.html", "a/../x", "a//x", "a/", "", "A.html", "点.html", "a\\b", "c:x", MANIFEST, "a\n"]
)
def test_only_paths_of_outputs_are_staged(desk: Path, path: str) -> None:
    with staging(Claimed(desk / "output")) as stage, pytest.raises(ValueError, match=re.escape(path.strip()) or None):
        stage.put(path, b"")


def test_a_manifest_that_leads_out_of_the_output_removes_nothing(desk: Path) -> None:
    publish(desk / "output", SITE)
    (desk / "precious.txt").write_text("mine")
    (desk / "output" / MANIFEST).write_bytes(manifest.dump({"../precious.txt": "0" * 32}))
    with pytest.raises(UsageError) as caught:
        publish(desk / "output", SITE)
    assert caught.value.code == "U809"
    assert (desk / "precious.txt").read_text() == "mine"


@forks
def test_modes_do_not_depend_on_the_umask(desk: Path) -> None:
    assert ending_of(lambda: publish(desk / "output", SITE), before=lambda: os.umask(0o077)) == FINISHED
    modes = {path: stat.S_IMODE((desk / "output" / path).stat().st_mode) for path in (*SITE, MANIFEST)}
    assert set(modes.values()) == {0o644}
    folders = ["", "stories", "stories/2026", "tags"]
    assert {stat.S_IMODE((desk / "output" / folder).stat().st_mode) for folder in folders} == {0o755}


def become_nobody() -> None:
    """Gives up the rights of root, whom no permission stops."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


@forks
@pytest.mark.parametrize("closed", ["output/stories", "output", "."])
def test_a_folder_that_is_closed_to_us_changes_nothing(desk: Path, closed: str) -> None:
    site = desk / "site"
    stamps = publish(site / "output", SITE)[1]
    if os.geteuid() == 0:
        for path in (site, *site.rglob("*")):
            os.chown(path, 65534, 65534)
    before = tree(site)
    (site / closed).chmod(0o500)
    new = {**SITE, **site_of(stories__a_html="2")}
    ending = ending_of(lambda: publish(site / "output", new, stamps), before=become_nobody)
    (site / closed).chmod(0o700)
    # When only the folder around the output is closed, the stage is inside.
    assert ending == (FINISHED if closed == "." else REFUSED)
    visible = {path: text for path, text in pages(site / "output").items() if path != JOURNAL}
    assert visible == (new if closed == "." else SITE)
    assert tree(site).keys() - {f"output/{JOURNAL}"} == before.keys()
    publish(site / "output", new)
    assert pages(site / "output") == new


@forks
def test_another_disk_is_written_from_a_stage_inside(desk: Path) -> None:
    output = desk / "output"
    stamps = publish(output, SITE)[1]
    inside = desk / "seen"

    def work() -> None:
        with staging(Claimed(output)) as stage:
            inside.write_text(stage.folder)
        publish(output, site_of(index_html="2"), stamps)

    # The first rename is that of the probe.
    assert in_child(work, AtCall(refuse(errno.EXDEV), 1, desk, calls=RENAMING)) == SURVIVED
    assert inside.read_text() == str(output / ".wishlight-stage")
    assert pages(output) == {"index.html": b"2"}


@forks
@pytest.mark.parametrize(("limit", "code"), [("RLIMIT_FSIZE", "M905"), ("RLIMIT_NOFILE", "M904")])
def test_limits_of_the_system(desk: Path, limit: str, code: str) -> None:
    import resource

    def build() -> None:
        try:
            publish(desk / "output", {"index.html": b"x" * 5000})
        except MachineError as failure:
            os.write(pipe[1], failure.code.encode())
            raise

    pipe = os.pipe()
    value = 2000 if limit == "RLIMIT_FSIZE" else pipe[1] + 1
    ending = ending_of(build, before=lambda: resource.setrlimit(getattr(resource, limit), (value, value)))
    os.close(pipe[1])
    with os.fdopen(pipe[0], "rb") as answer:
        assert answer.read() == code.encode()
    assert ending == REFUSED
    assert tree(desk) == {}


@forks
def test_a_file_that_is_held_open_for_a_moment_is_waited_for(desk: Path) -> None:
    stamps = publish(desk / "output", SITE)[1]
    # The probe, the journal, a page, the manifest.
    for number in range(1, 5):
        new = site_of(index_html=f"{number}")
        fault = AtCall(refuse(errno.EACCES), number, desk, times=3, calls=RENAMING)
        assert in_child(partial(publish, desk / "output", new, stamps), fault) == SURVIVED
        assert pages(desk / "output") == new


def test_a_file_where_a_folder_holds_somebody_elses_is_refused_before_anything_moves(tmp_path: Path) -> None:
    output = tmp_path / "output"
    _, stamps = publish(output, {"a/b.html": b"1"})
    (output / "a" / "notes.txt").write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(UsageError) as caught:
        publish(output, {"a": b"2"}, stamps)
    assert caught.value.code == "U807"
    assert tree(tmp_path) == before
