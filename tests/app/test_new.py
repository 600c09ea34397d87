"""``new``: a record or a story whose id was never used, in the right place, and every other character as it was."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.app import new
from generator.base.problems import UsageError
from generator.base.text import HAN
from generator.cli import main
from tests import sites

Make = Callable[..., Path]

NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
RECORD = "- id: 2026-0003\n  title: 一盏灯\n  category: home\n  place: dukou\n  collected: 2026-01-02\n"
WISHES = "content/wishes/2026.yaml"


def with_wishes(root: Path, content: str | bytes) -> Path:
    sites.write(root / WISHES, content)
    return root


def wish(root: Path) -> tuple[str, bytes]:
    made = new.wish(root, now=NOW)
    return made.relative_to(root).as_posix(), made.read_bytes()


@pytest.mark.parametrize(
    "wishes",
    [
        pytest.param(RECORD.replace("title", "titel"), id="an unknown field"),
        pytest.param(RECORD + "- id: 2026-0002\n  title：灯\n", id="a colon that nobody can read"),
        pytest.param(RECORD.replace("id: 2026-0003", "id: 一") + "# 2026-0003 有人用过\n", id="in a remark"),
    ],
)
def test_the_number_of_a_record_that_cannot_be_read_is_not_given_again(site: Make, wishes: str) -> None:
    _, content = wish(with_wishes(site(), wishes))
    assert "- id: 2026-0004\n" in content.decode()


def test_a_time_that_is_given_is_meant_where_the_site_is(site: Make) -> None:
    root = site("-- content/site.yaml --\ntitle: Lights\norganization: Us\ntimezone: America/New_York\nlanguage: en\n")
    assert CliRunner().invoke(main, ["new", "story", str(root), "--now", "2026-03-01 08:00"]).exit_code == 0
    assert "date: 2026-03-01 08:00\n" in (root / "content/stories/2026/20260301-01.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "indent", "codec", "end"),
    [
        pytest.param(RECORD, "", "utf-8", "\n", id="a list"),
        pytest.param(RECORD, "", "gb18030", "\n", id="GB18030"),
        pytest.param(RECORD, "", "utf-8-sig", "\r\n", id="BOM and CRLF"),
        pytest.param("# 心愿\n", "", "utf-8", "\n", id="a remark alone"),
        pytest.param("".join(f"  {line}\n" for line in RECORD.splitlines()), "  ", "utf-8", "\n", id="indented"),
        pytest.param(RECORD.rstrip("\n"), "", "utf-8", "\n", id="no end of line"),
    ],
)
def test_a_wish_goes_behind_the_others_and_leaves_them_as_they_are(
    site: Make, before: str, indent: str, codec: str, end: str
) -> None:
    there = before.replace("\n", end).encode(codec)
    path, content = wish(with_wishes(site(), there))
    assert path == WISHES
    assert content.startswith(there)
    added = content[len(there) :].decode(codec).lstrip("\r\n").split(end)
    assert added[0].startswith(f"{indent}- id: 2026-000")
    assert added[1].startswith(f"{indent}  title: ")


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(RECORD.replace("- ", "  ", 1).replace("  ", ""), id="one mapping"),
        pytest.param("[{id: 2026-0003}]\n", id="in brackets"),
        pytest.param(RECORD.replace("title:", "title："), id="an error"),
    ],
)
def test_where_none_can_be_added_a_wish_gets_a_file_of_its_own(site: Make, before: str) -> None:
    root = with_wishes(site(), before)
    path, content = wish(root)
    assert path == "content/wishes/2026-0004.yaml"
    assert content.startswith(b"- id: 2026-0004\n")
    assert (root / WISHES).read_text("utf-8") == before


def test_the_first_wish_of_a_year_begins_its_file(site: Make) -> None:
    path, content = wish(site())
    assert (path, content[:16]) == (WISHES, b"- id: 2026-0001\n")


def test_a_draft_beside_one_that_cannot_be_read_gets_the_next_number(site: Make) -> None:
    root = site("-- content/stories/2026/20260301-01.md --\n---\ntitle：灯\n---\n灯亮了。\n")
    assert new.story(root, now=NOW).name == "20260301-02.md"


def test_a_story_may_tell_of_several_wishes(site: Make) -> None:
    whole = RECORD + "  beneficiary: {name: 全村, crowd: true}\n"
    root = with_wishes(site(), whole + whole.replace("2026-0003", "2026-0004").replace("title: ", "title: 又"))
    text = new.story(root, now=NOW, wishes=["2026-0003", "2026-0004", "2026-0003"]).read_text("utf-8")
    assert "wishes: [2026-0003, 2026-0004]" in text
    assert text.count("、又") == 1


def test_of_a_wish_that_cannot_be_read_it_is_not_said_that_there_is_none(site: Make) -> None:
    root = with_wishes(site(), RECORD.replace("title", "titel"))
    for asked, code in (("2026-0003", "U838"), ("2026-0033", "U825")):
        with pytest.raises(UsageError) as refused:
            new.story(root, now=NOW, wishes=[asked])
        assert refused.value.code == code


def test_what_was_just_begun_can_be_checked(site: Make) -> None:
    root = site()
    story = new.story(root, now=NOW)
    assert not sites.check(root).failed(strict=False)
    assert story.read_text("utf-8").startswith("---\nid: 20260301-01\n")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_new_site_is_without_a_fault_and_in_one_language(tmp_path: Path, language: str) -> None:
    root = tmp_path / "site"
    assert CliRunner().invoke(main, ["new", "site", str(root), "--lang", language]).exit_code == 0
    (sample,) = sites.told(sites.check(root).problems)
    assert sample.startswith("S220 content/stories/")
    (root / "content/stories/2026/20260121-01.md").unlink()
    assert sites.check(root).problems == ()
    texts = [path.read_text("utf-8") for path in root.rglob("*") if path.is_file()]
    assert any(re.search(f"[{HAN}]", text) for text in texts) is (language == "zh-CN")


@pytest.mark.skipif(os.name == "nt", reason="limits are of POSIX")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_disk_that_refuses_leaves_no_half_a_site(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "site"
    if is_there:
        folder.mkdir()
    # No file may be larger than this; some of them are.
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))\n"
        f"from generator.app import new; from pathlib import Path; new.site(Path({str(folder)!r}), 'zh-CN')"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "MachineError" in ran.stderr
    assert [path for path in tmp_path.rglob("*") if path != folder] == []
    assert folder.exists() is is_there


def test_of_several_wishes_the_story_ends_once(site: Callable[..., Path]) -> None:
    wishes = "".join(
        f"-- content/wishes/w-{n}.yaml --\nid: w-{n}\ntitle: 灯{n}\ncategory: home\nplace: dukou\n"
        "beneficiary: {name: 邻居们, crowd: true}\ngranters: [library]\n"
        "collected: 2026-01-05\nclaimed: 2026-01-06\nfulfilled: 2026-01-07\n"
        for n in (1, 2)
    )
    path = new.story(site(wishes), now=NOW, wishes=["w-1", "w-2"])
    text = path.read_text("utf-8")
    assert text.count("（完）") == 1
    assert text.rstrip().endswith("（完）")
