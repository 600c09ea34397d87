"""Cases 1 to 22: what authors type, paste and save. Each is told at its line, and nothing is lost."""

from __future__ import annotations

import os
import socket
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.read.source import STORY_LIMIT
from tests import sites
from tests.faults.helping import heard, outputs, page, story, wish

Make = Callable[..., Path]


def told(root: Path) -> list[str]:
    return sites.told(sites.check(root).problems)


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("id: w-1\n\ttitle: x\n", 2, "    ^"),
        ("id: w-1\ntitle: 'x\nplace: dukou\n", 2, "title: 'x"),
        ("id: w-1\ntitle: [x\nplace: dukou\n", 2, "title: [x"),
        ("id: w-1\n title: x\n", 2, " title: x"),
    ],
)
def test_fault_01_broken_yaml(site: Make, text: str, line: int, shown: str) -> None:
    root = site(f"-- content/wishes/w.yaml --\n{text}")
    said = heard(root)
    assert f"content/wishes/w.yaml:{line}:" in said
    assert shown in said
    assert "^" in said
    for word in ("mapping", "scalar", "token", "Traceback", "block"):
        assert word not in said


def test_fault_02_a_text_stays_the_text_that_was_typed(site: Make) -> None:
    root = site(story(title="no", line="kicker: 0777\ntags: [12:30:45, 2026-01-02, 1e3, 0x1F, ~, 'null', yes, 1_000]"))
    assert sites.build(root).problems == ()
    text = page(root, "stories/2026/a.html")
    for typed in ("no", "0777", "12:30:45", "2026-01-02", "1e3", "0x1F", "~", "null", "yes", "1_000"):
        assert f">{typed}<" in text, typed


def test_fault_03_a_day_that_no_calendar_has(site: Make) -> None:
    root = site(story(date="2026-02-30") + wish(fulfilled="2026-13-01"))
    assert told(root) == ["S205 content/stories/a.md:3", "W105 content/wishes/w.yaml:9"]


def test_fault_04_a_key_that_stands_twice(site: Make) -> None:
    root = site(story(line="title: 灯又亮了"))
    said = heard(root)
    assert "content/stories/a.md:5:" in said
    assert "第 2 行" in said


def test_fault_05_an_unknown_key(site: Make) -> None:
    assert "你是不是想写“outcome”" in heard(site(wish("outcom: 亮了")))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_fault_06_nesting_without_end(site: Make, opening: str) -> None:
    root = site(f"-- content/wishes/w.yaml --\n{opening * 60_000}\n")
    begun = time.perf_counter()
    (problem,) = sites.check(root).problems
    assert problem.location.line == 1
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: *a\n",
        "a: &a [*a]\n",
        "base: &b {id: w}\nw:\n  <<: *b\n",
        "id: !!python/object/apply:os.system ['echo broken']\n",
        "id: !!binary aGk=\n",
    ],
)
def test_fault_07_anchors_aliases_and_tags(site: Make, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    root = site(f"-- content/wishes/w.yaml --\n{text}")
    assert all(problem.is_error for problem in sites.check(root).problems)
    assert sites.check(root).problems
    assert "broken" not in capfd.readouterr().out


def test_fault_08_files_and_lines_without_measure(site: Make) -> None:
    root = site(story() + story("字" * (STORY_LIMIT // 3 - 200), name="b"))
    sites.write(root / "content/stories/huge.md", b"x" * 50_000_000)
    sites.write(root / "content/wishes/huge.yaml", b"- x\n" * 5_000_000)
    assert told(root) == ["C624 content/stories/huge.md:1", "C624 content/wishes/huge.yaml:1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_fault_09_encodings_that_are_read(site: Make, encoding: str) -> None:
    root = site(story())
    path = root / "content/stories/a.md"
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    assert sites.build(root).problems == ()
    assert "楼道里的灯亮了。" in page(root, "stories/2026/a.html")


@pytest.mark.parametrize("content", ["灯".encode("utf-16"), b"---\ntitle: \xff\xfe\xfa\n---\n", b"\x80" * 40])
def test_fault_09_encodings_that_are_none(site: Make, content: bytes) -> None:
    root = site(story())
    sites.write(root / "content/stories/b.md", content)
    (problem,) = sites.check(root).problems
    assert problem.location.path == "content/stories/b.md"
    assert "UTF-8" in heard(root)


@pytest.mark.parametrize("typed", ["\x00", "\x07", "\x1b[31m", "\ufffe", "\x7f"])
def test_fault_10_characters_that_break_feeds(site: Make, typed: str) -> None:
    root = site(story(f"前{typed}后"))
    sites.write(root / "content/site.yaml", "title: 点亮\norganization: x\nbase_url: https://a.example/\n")
    (problem,) = sites.build(root).problems
    assert (problem.code, problem.location.line) == ("C623", 6)
    assert not outputs(root)


@pytest.mark.parametrize("written", ["\\ud800", "\\0", "\\x07", "\\ufffe"])
def test_fault_10_characters_that_yaml_can_spell(site: Make, written: str) -> None:
    root = site(story(title=f'"灯{written}亮了"'))
    (problem,) = sites.check(root).problems
    assert (problem.location.path, problem.location.line) == ("content/stories/a.md", 2)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u202a"])
def test_fault_11_signs_that_turn_the_text_round(site: Make, sign: str) -> None:
    root = site(story(title=f"灯{sign}亮了", line=f"tags: [夜{sign}晚]"))
    problems = sites.build(root).problems
    assert [(problem.code, problem.location.line) for problem in problems] == [("C623", 2), ("C623", 5)]
    assert not outputs(root)


def test_fault_11_an_emoji_of_several_signs_stays_whole(site: Make) -> None:
    family = "👩‍👩‍👧"
    root = site(story(f"一家{family}都来了。", title=f"一家{family}", line=f"tags: [一家{family}]"))
    assert sites.build(root).problems == ()
    assert page(root, "stories/2026/a.html").count(family) >= 3


def test_fault_12_one_name_in_two_normal_forms(site: Make) -> None:
    root = site(story(f"![灯](../media/{unicodedata.normalize('NFC', 'é.png')})"))
    sites.write(root / "content/media" / unicodedata.normalize("NFD", "é.png"), sites.picture(40, 30))
    assert not sites.build(root).failed(strict=False)
    assert "<img" in page(root, "stories/2026/a.html")


def test_fault_13_twins_by_case(site: Make) -> None:
    root = site(story(line="tags: [Book]") + story(name="b", line="tags: [book]") + story(name="A"))
    assert told(root) == ["C636 content/stories/A.md:1", "S242 content/stories/b.md:5"]
    (root / "content/stories/A.md").unlink()
    assert told(root) == ["S242 content/stories/b.md:5"]


def test_fault_14_two_things_at_one_address(site: Make) -> None:
    about = "-- content/pages/wall.md --\n---\ntitle: 墙\n---\n墙。\n"
    root = site(about + wish() + wish(name="v"))
    found = told(root)
    assert "W109 content/wishes/w.yaml:1" in found
    (root / "content/wishes/v.yaml").unlink()
    assert told(root) == ["L303 content/pages/wall.md:1"]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9", "end.", "a:b", "a\\b", "长" * 86, "x" * 240])
def test_fault_15_names_that_some_system_cannot_have(site: Make, name: str) -> None:
    root = site(story(line=f"id: '{name}'") + wish(id=f"'{name}'"))
    found = told(root)
    assert any("content/stories/a.md" in line for line in found), found
    assert any("content/wishes/w.yaml" in line for line in found), found


@pytest.mark.parametrize("written", ["../../x", "%2e%2e/x.html", "/etc/x", "..\\x", "C:x", "a/../b", "./x", "con.html"])
def test_fault_16_addresses_that_lead_out(site: Make, written: str) -> None:
    root = site(story(line=f"aliases: ['{written}']"))
    assert told(root) == ["S243 content/stories/a.md:5"]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
@pytest.mark.parametrize("name", [b"\xff.md", b"a\nb.md", b"-rf.md"])
def test_fault_17_names_that_are_no_text(site: Make, name: bytes) -> None:
    root = site(story())
    path = os.path.join(os.fsencode(root), b"content/stories", name)
    with open(path, "wb") as file:
        file.write(b"---\ntitle: x\n---\n")
    said = heard(root)
    said.encode("utf-8")
    assert "content/stories/" in said
    assert sites.check(root).failed(strict=False)


def test_fault_17_a_site_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    parent = os.fsencode(tmp_path) + b"/\xc0\xcf\xcd\xf5"
    os.mkdir(parent)
    root = sites.make_site(Path(os.fsdecode(parent)) / "site")
    for _ in range(2):
        report = sites.build(root)
        assert report.problems == ()
        assert report.output.endswith("/site/output")
        report.output.encode()


def test_fault_18_links_are_never_followed(site: Make, tmp_path: Path) -> None:
    root = site(story("![灯](../media/a.png)"))
    secret = tmp_path / "secret.png"
    secret.write_bytes(sites.picture(40, 30))
    (root / "content/media").mkdir()
    (root / "content/media/a.png").symlink_to(secret)
    (root / "content/up").symlink_to(root)
    (root / "content/loop").symlink_to(root / "content/loop")
    (root / "content/stories/gone.md").symlink_to(tmp_path / "none.md")
    found = told(root)
    for path in ("media/a.png", "up", "loop", "stories/gone.md"):
        assert f"C627 content/{path}:1" in found


@pytest.mark.skipif(os.name == "nt", reason="there are none there")
def test_fault_19_pipes_and_sockets_are_not_waited_for(site: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(story())
    # The address of a socket must be short.
    monkeypatch.chdir(root)
    os.mkfifo(root / "content/stories/pipe.md")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("content/stories/socket.md")
    listener.close()
    assert told(root) == ["C627 content/stories/pipe.md:1", "C627 content/stories/socket.md:1"]


def test_fault_20_headers_that_are_missing_or_open(site: Make) -> None:
    root = site(
        story("一\n\n---\n\n二")
        + "-- content/stories/b.md --\n只有正文。\n-- content/stories/c.md --\n---\ntitle: x\n\n正文。\n"
    )
    assert told(root) == ["S211 content/stories/b.md:1", "S212 content/stories/c.md:1"]
    for name in ("b", "c"):
        (root / f"content/stories/{name}.md").unlink()
    assert not sites.build(root).failed(strict=False)
    text = page(root, "stories/2026/a.html")
    assert "一" in text
    assert "二" in text


def test_fault_21_references_that_lead_nowhere(site: Make) -> None:
    root = site(
        wish()
        + story("见[[wish:w-2]]。\n\n![灯](none.png)", line="wishes: [w-2]\nrecommend: [b]\npeople: [p-1]")
        + "-- content/private/people.yaml --\n- {id: p-2, name: 韦岚音}\n"
    )
    report = sites.check(root)
    assert {problem.code for problem in report.problems} >= {"S210"}
    assert "你是不是想写“w-1”" in heard(root)
    assert sum(problem.code == "S210" for problem in report.problems) == 3


def test_fault_22_days_in_the_wrong_order(site: Make) -> None:
    root = site(
        wish(claimed="2026-01-04") + wish(name="v", id="v-1", fulfilled="2027-01-07") + story(date="0026-02-03")
    )
    found = told(root)
    assert "W111 content/wishes/w.yaml:8" in found
    assert "W112 content/wishes/v.yaml:9" in found
    assert any(line.startswith("S2") and "stories/a.md:3" in line for line in found), found


def test_fault_22_a_time_of_another_zone_is_refused(site: Make) -> None:
    """The time zone is the site's, for all stories."""
    assert told(site(story(date="2026-01-01T00:30:00+09:00"))) == ["S205 content/stories/a.md:3"]
