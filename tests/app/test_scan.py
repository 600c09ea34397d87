"""The second lock: what was put into a built tree, by whomever, is found before it is uploaded."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from generator.cli import main
from generator.model.addresses import MANIFEST
from tests.sites import NOW, build, write

SITE = """
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
categories: {home: 居家}
public_contacts: [0773-5551234]
footer: {phone: 0773-5551234}
-- content/private/people.yaml --
- {id: p-001, name: 韦岚音, aliases: [岚姐], phone: 13800138000}
-- content/private/consents.yaml --
- {id: c-1, person: p-001, scope: [story], given: 2026-01-01}
-- content/wishes/w.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou-he
  beneficiary: {name: 韦大姐, person: p-001}
  collected: 2026-01-02
  photos: [{src: media/lamp.jpg, alt: 桌上的一盏灯}]
-- content/media/lamp.jpg --
60x40
"""
AT = NOW.isoformat(" ", "minutes")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["scan", *map(str, arguments), "--now", AT], catch_exceptions=False)


def told(*arguments: str | Path) -> list[str]:
    """Codes and places of all problems."""
    found = json.loads(run(*arguments, "--format", "json").output)["problems"]
    return [f"{problem['code']} {problem['path']}" for problem in found]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.sites import make_site

    root = make_site(tmp_path_factory.mktemp("scan") / "site", SITE)
    assert build(root).problems == ()
    return root


@pytest.fixture
def tree(built: Path, tmp_path: Path) -> Path:
    """A copy of a built site, to put something into."""
    shutil.copytree(built / "output", tmp_path / "tree")
    return tmp_path / "tree"


def photo(form: str = "JPEG", *, note: str = "") -> bytes:
    into = io.BytesIO()
    exif = Image.Exif()
    if note:
        exif[0x010E] = note
    Image.new("RGB", (30, 20), "red").save(into, form, **({"exif": exif} if note else {}))
    return into.getvalue()


def test_an_asset_with_more_than_pixels_stops_a_build_before_that(site: Callable[..., Path]) -> None:
    root = site()
    noted = photo(note="韦岚音")
    there = {"cut.jpg": noted[:-2], "film.mp4": b"film", "logo.jpg": noted, "names.xlsx": b"PK", "plain.jpg": photo()}
    for name, content in {**there, "other.png": noted}.items():
        write(root / "templates/assets" / name, content)
    found = build(root)
    assert [(item.code, item.location.path) for item in found.problems] == [
        ("L304", "templates/assets/cut.jpg"),
        ("C651", "templates/assets/film.mp4"),
        ("P451", "templates/assets/logo.jpg"),
        ("C637", "templates/assets/names.xlsx"),
        ("L304", "templates/assets/other.png"),
    ]
    for name in ("cut.jpg", "logo.jpg", "other.png"):
        (root / "templates/assets" / name).unlink()
    assert not build(root).failed(strict=False)
    assert {path.suffix for path in (root / "output/assets").iterdir()} == {".css", ".js", ".svg", ".jpg"}


def test_what_was_just_built_is_clean(built: Path) -> None:
    result = run(built / "output", "--site", built)
    assert result.exit_code == 0
    assert "没有发现不能公开的内容" in result.output
    assert told(built / "output", "--site", built) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("about.html", "<p>韦岚音</p>"),
        ("about.html", "<p>韦 岚<b>音</b></p>"),
        ("about.html", '<img alt="韦岚音">'),
        ("feed.xml", "<title>岚姐</title>"),
        ("wishes.json", '{"name": "岚姐"}'),
        ("assets/search.js", 'x = ["韦岚音"]'),
        ("assets/site.css", '.x::after { content: "韦岚音" }'),
        ("notes.txt", "韦岚音"),
        ("CNAME", "韦岚音"),
        ("图/韦岚音.png", ""),
        ("fonts/韦岚音.woff2", ""),
    ],
)
def test_a_registered_name_is_found_wherever_it_stands(built: Path, tree: Path, path: str, text: str) -> None:
    write(tree / path, text or photo("PNG"))
    assert f"P431 {path}" in told(tree, "--site", built)
    assert f"P431 {path}" not in told(tree)


def test_a_leak_is_told_with_its_line_and_never_with_the_secret(built: Path, tree: Path) -> None:
    write(tree / "about.html", "<p>甲</p>\n<p>她是韦岚音，13800138000</p>\n")
    for form in ("text", "json"):
        result = run(tree, "--site", built, "--format", form)
        assert result.exit_code == 1
        assert "韦岚音" not in result.output
        assert "13800138000" not in result.output
    problems = json.loads(run(tree, "--site", built, "--format", "json", "--lang", "en").output)
    (name,) = [problem for problem in problems["problems"] if problem["code"] == "P431" and problem["line"] == 2][:1]
    assert name["path"] == "about.html"
    assert name["severity"] == "error"
    assert "p-001" in name["message"]
    assert problems["written"] == 0


def test_without_a_site_the_rules_that_need_none_hold(tree: Path) -> None:
    write(tree / "contact.html", "<p>13800138000</p>")
    result = run(tree)
    assert result.exit_code == 1
    assert "P432" in result.output
    assert "没有给 --site" in result.output
    assert "P432 contact.html" in told(tree)
    # The office's own number is only known from the site.
    assert "P432 index.html" in told(tree)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("media/a.jpg", photo(note="13800138000"), "P451"),
        ("media/a.png", photo("PNG", note="x"), "P451"),
        ("media/a.webp", photo("WEBP", note="x"), "P451"),
        ("media/a.jpg", photo() + b"ftypmp42", "P452"),
        ("media/a.jpg", photo("PNG"), "P457"),
        ("media/a.jpg", photo()[:-9], "P457"),
        ("media/a.heic", b"ftypheic", "P455"),
        ("media/a.mp4", b"ftypmp42", "P455"),
        ("list.xlsx", b"PK\x03\x04", "P453"),
        ("list.CSV", b"a,b", "P453"),
        ("list.html", b"PK\x03\x04", "P453"),
        ("list", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "P453"),
        ("page.html", "韦大姐的灯".encode("gb18030"), "P457"),
        ("assets/site.js.map", b"{}", "P455"),
        (".DS_Store", b"\x00", "P455"),
    ],
)
def test_a_file_that_has_no_place_there_is_an_error(tree: Path, path: str, content: bytes, code: str) -> None:
    write(tree / path, content)
    assert f"{code} {path}" in told(tree)
    assert run(tree).exit_code == 1


def test_an_original_is_known_by_its_bytes_under_any_name(built: Path, tree: Path) -> None:
    shutil.copy(built / "content/media/lamp.jpg", tree / "media/innocent.jpg")
    shutil.copy(built / "content/private/people.yaml", tree / "people.txt")
    found = told(tree, "--site", built)
    assert "P454 media/innocent.jpg" in found
    assert "P454 people.txt" in found
    assert not [problem for problem in told(tree) if problem.startswith("P454")]


def test_what_the_manifest_does_not_list_is_told_and_no_error(built: Path, tree: Path) -> None:
    for path in ("wishes/old.html", "CNAME", ".nojekyll"):
        write(tree / path, "<p>旧页</p>")
    assert told(tree, "--site", built) == ["P456 wishes/old.html"]
    assert run(tree, "--site", built).exit_code == 0
    (tree / MANIFEST).unlink()
    assert told(tree, "--site", built) == []


def test_history_is_not_looked_into_and_said_so(built: Path, tree: Path) -> None:
    write(tree / ".git/objects/ab", b"\x00")
    assert told(tree, "--site", built) == ["P458 .git"]


def test_links_and_pipes_are_not_followed(built: Path, tree: Path, tmp_path: Path) -> None:
    write(tmp_path / "outside.html", "韦岚音")
    (tree / "link.html").symlink_to(tmp_path / "outside.html")
    (tree / "folder").symlink_to(tmp_path)
    os.mkfifo(tree / "pipe.html")
    assert told(tree, "--site", built) == ["P457 folder", "P457 link.html", "P457 pipe.html"]


@pytest.mark.parametrize("name", ["a\nb.html", "\udcff.html"])
def test_a_name_that_cannot_be_shown_is_told_safely(tree: Path, name: str) -> None:
    write(tree / name, "<p>13800138000</p>")
    assert f"P432 {ascii(name)[1:-1]}" in told(tree)


def test_digits_of_a_digest_are_no_telephone_number(built: Path, tree: Path) -> None:
    write(tree / "media/13800138000abcdef012.jpg", photo())
    assert told(tree, "--site", built) == ["P456 media/13800138000abcdef012.jpg"]
    write(tree / "media/13800138000.jpg", photo())
    assert "P432 media/13800138000.jpg" in told(tree, "--site", built)


def test_a_register_that_cannot_be_read_stops_the_scan(site: Callable[..., Path], tree: Path) -> None:
    root = site(SITE)
    write(root / "content/private/people.yaml", "- {id: p-001}\n")
    result = run(tree, "--site", root)
    assert result.exit_code == 2
    assert "U836" in result.output
    assert "content/private/people.yaml:1" in result.output


@pytest.mark.parametrize("linked", ["people.yaml", ""])
def test_a_register_that_is_a_link_stops_the_scan(
    site: Callable[..., Path], tree: Path, tmp_path: Path, linked: str
) -> None:
    root = site(SITE)
    place, elsewhere = root / "content/private" / linked, tmp_path / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    result = run(tree, "--site", root)
    assert result.exit_code == 2
    assert "U836" in result.output


def test_without_a_register_no_name_is_judged_and_that_is_said(site: Callable[..., Path], tree: Path) -> None:
    root = site(SITE)
    people = root / "content/private/people.yaml"
    people.unlink()
    people.mkdir()
    write(tree / "about.html", "<p>爱心人士来了</p>")
    result = run(tree, "--site", root)
    assert "站点里没有登记册" in result.output
    assert "P431" not in result.output


@pytest.mark.parametrize("code", ["U837", "U820", "U809"])
def test_wrong_usage_is_said(tree: Path, tmp_path: Path, code: str) -> None:
    (tmp_path / "empty").mkdir()
    if code == "U809":
        write(tree / MANIFEST, "{")
    empty = str(tmp_path / "empty")
    result = run(empty if code == "U837" else tree, *(["--site", empty] if code == "U820" else []))
    assert result.exit_code == 2
    assert code in result.output
    assert run(tmp_path / "nowhere").exit_code == 2
