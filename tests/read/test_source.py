"""What of a folder is read, and what is named and left alone."""

from __future__ import annotations

import base64
import io
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from generator.base.problems import UsageError
from generator.read import source, survey
from tests import sites
from tests.sites import told

Make = Callable[..., Path]


def problems_of(root: Path) -> list[str]:
    return told(sites.read(root)[2])


def test_links_pipes_and_sockets_are_named_and_never_opened(site: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that were opened would keep the test waiting for ever."""
    root = site()
    content = root / "content"
    secret = root.parent / "secret.yaml"
    secret.write_text("- {id: w-9, title: 别处的心愿}\n", "utf-8")
    (content / "wishes").mkdir()
    (content / "wishes/link.yaml").symlink_to(secret)
    (content / "wishes/nowhere.yaml").symlink_to("nothing")
    (content / "stories").symlink_to(root.parent)
    os.mkfifo(content / "wishes/pipe.yaml")
    with socket.socket(socket.AF_UNIX) as listening:
        # A socket's full path would be too long for it.
        monkeypatch.chdir(content / "wishes")
        listening.bind("socket.yaml")
        assert problems_of(root) == [
            "C627 content/stories:1",
            "C627 content/wishes/link.yaml:1",
            "C627 content/wishes/nowhere.yaml:1",
            "C627 content/wishes/pipe.yaml:1",
            "C627 content/wishes/socket.yaml:1",
        ]


def test_a_link_or_pipe_among_the_templates_is_left_alone_as_well(site: Make) -> None:
    root = site("-- templates/extra.html --\nx\n")
    os.mkfifo(root / "templates/pipe.html")
    (root / "templates/link.html").symlink_to("/etc/hostname")
    assert problems_of(root) == ["C627 templates/link.html:1", "C627 templates/pipe.html:1"]


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("content/wishes/w.yaml", source.YAML_LIMIT),
        ("content/stories/a.md", source.STORY_LIMIT),
        ("content/media/film.mp4", source.MEDIA_LIMIT),
        ("content/media/lamp.jpg", source.MEDIA_LIMIT),
    ],
)
def test_a_file_that_is_too_large_is_refused_before_it_is_read(site: Make, path: str, limit: int) -> None:
    root = site()
    sites.write(root / path, b"")
    # Takes no room on the disk: the file is a hole.
    os.truncate(root / path, limit + 1)
    (problem,) = sites.read(root)[2]
    assert told([problem]) == [f"C624 {path}:1"]
    assert dict(problem.facts)["limit"] == f"{limit / 1e6:g}"


def test_a_story_of_just_the_limit_is_read(site: Make) -> None:
    root = site()
    head = b"---\ntitle: x\ndate: 2026-02-03\nchannel: stories\n---\n"
    sites.write(root / "content/stories/a.md", head + b"a" * (source.STORY_LIMIT - len(head)))
    _, records, problems = sites.read(root)
    assert problems == []
    assert len(records.stories[0].body) == source.STORY_LIMIT - len(head)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("content/wishes/readme.txt", "C635"),
        ("content/wishes/w.json", "C635"),
        ("content/stories/notes.yaml", "C635"),
        ("content/storys/a.md", "C635"),
        ("content/story.md", "C635"),
        ("content/wish/w.yaml", "C635"),
        ("content/chanels.yaml", "C635"),
        ("content/channels.yml", "C635"),
        ("content/private/people.xlsx", "C635"),
        ("content/stories/2026/names.xlsx", "C637"),
        ("content/media/list.CSV", "C637"),
        ("content/media/consent.pdf", "C637"),
        ("content/wishes/archive.zip", "C637"),
        ("content/stories/draft.docx", "C637"),
    ],
)
def test_what_is_not_used_is_said_and_does_not_stop_the_build(site: Make, path: str, problem: str) -> None:
    root = site(f"-- {path} --\nx\n")
    (found,) = sites.read(root)[2]
    assert told([found]) == [f"{problem} {path}:1"]
    assert not found.is_error


@pytest.mark.parametrize("name", ["persons.yaml", "people.yml", "more/people.yaml", "people.yaml.txt", "consents.md"])
def test_what_is_taken_for_the_register_and_is_none_stops_the_build(site: Make, name: str) -> None:
    (found,) = sites.read(site(f"-- content/private/{name} --\nx\n"))[2]
    assert told([found]) == [f"P416 content/private/{name}:1"]
    assert found.is_error


@pytest.mark.parametrize(
    "path",
    [
        "content/wishes/~$w.yaml",
        "content/wishes/.w.yaml.swp",
        "content/wishes/w.yaml~",
        "content/wishes/#w.yaml#",
        "content/stories/a.md.bak",
        "content/media/Thumbs.db",
        "content/media/desktop.ini",
        "content/.DS_Store",
        "content/.git/config",
        "content/private/ledger.xlsx",
        "content/private/scan.jpg",
        "notes.txt",
    ],
)
def test_litter_and_what_lies_in_the_private_folder_is_passed_over_without_a_word(site: Make, path: str) -> None:
    root = site(f"-- {path} --\nx: y\n")
    sources, problems = source.scan(root, program_templates=root / "none")
    assert problems == ()
    assert path not in {item.path for item in (*sources.yaml, *sources.markdown)}
    assert path not in {item.path for item in sources.media}


@pytest.mark.parametrize(("seconds", "read"), [(60, False), (-60, True)])
def test_of_an_earlier_scan_only_what_cannot_have_changed_is_taken(site: Make, seconds: int, read: bool) -> None:
    """A file that is younger than the look at it may have changed since, within one step of its clock."""
    root = site("-- content/stories/a.md --\nx\n-- content/media/lamp.png --\n4x3\n")
    first, _ = source.scan(root, program_templates=root / "none")
    marked = msgspec.structs.replace(
        first,
        markdown=tuple(msgspec.structs.replace(item, content=b"taken") for item in first.markdown),
        media=tuple(msgspec.structs.replace(item, width=99) for item in first.media),
    )
    earlier = source.Earlier(marked, time.time_ns() + seconds * 1_000_000_000)
    again, _ = source.scan(root, program_templates=root / "none", earlier=earlier)
    assert [item.content for item in again.markdown] == [b"x\n" if read else b"taken"]
    assert [item.width for item in again.media] == [4 if read else 99]
    digests = [{key: item.digest for key, item in scanned.seen.items()} for scanned in (first, again)]
    assert digests[0] == digests[1]
    (root / "content/stories/a.md").write_text("changed\n", "utf-8")
    (root / "content/stories/b.md").write_text("new\n", "utf-8")
    changed, _ = source.scan(root, program_templates=root / "none", earlier=earlier)
    assert [item.content for item in changed.markdown] == [b"changed\n", b"new\n"]


def test_of_another_process_a_picture_that_cannot_have_changed_is_not_opened(site: Make) -> None:
    """Nobody has the words of a text any more, so that texts are read; what was no picture is looked at again."""
    root = site(
        "-- content/stories/a.md --\nx\n-- content/media/lamp.png --\n4x3\n-- content/media/none.png --\nno picture\n"
    )
    first, _ = source.scan(root, program_templates=root / "none")
    marked = {key: msgspec.structs.replace(item, width=9) if item.width else item for key, item in first.seen.items()}
    left = source.Sources((), (), (), {}, {}, marked)
    later = time.time_ns() + 60_000_000_000
    again, _ = source.scan(root, program_templates=root / "none", earlier=source.Earlier(left, later))
    assert [item.width for item in again.media] == [9, 0]
    assert [item.digest for item in again.media] == [item.digest for item in first.media]
    assert again.markdown == first.markdown
    (root / "content/media/lamp.png").write_bytes(sites.picture(5, 3))
    changed, _ = source.scan(root, program_templates=root / "none", earlier=source.Earlier(left, later))
    assert [item.width for item in changed.media] == [5, 0]


def test_names_are_kept_apart_by_case_and_read_in_order(site: Make) -> None:
    root = site("-- content/stories/b.md --\nx\n-- content/stories/a.MD --\nx\n-- content/stories/2026/c.md --\nx\n")
    sources, _ = source.scan(root, program_templates=root / "none")
    assert [item.path for item in sources.markdown] == [
        "content/stories/2026/c.md",
        "content/stories/a.MD",
        "content/stories/b.md",
    ]


@pytest.mark.parametrize("name", [b"a\nb.md", b"a\x1b[31m.md", b"\xff\xfe.md"], ids=["line feed", "escape", "bytes"])
def test_a_name_that_cannot_be_shown_is_an_error_and_shown_in_ascii(site: Make, name: bytes) -> None:
    root = site()
    folder = os.fsencode(root / "content/stories")
    os.mkdir(folder)
    with open(os.path.join(folder, name), "wb"):
        pass
    (problem,) = sites.read(root)[2]
    assert problem.code == "C638"
    assert problem.location.path.isascii()
    assert problem.location.path.isprintable()


def test_a_folder_without_content_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        source.scan(tmp_path, program_templates=tmp_path)
    assert (raised.value.code, raised.value.exit_code) == ("U820", 2)


def test_the_templates_of_a_site_take_the_place_of_the_programs(tmp_path: Path) -> None:
    root = sites.make_site(
        tmp_path / "site", "-- templates/wall.html --\nours\n-- templates/assets/site.css --\nbody {}\n"
    )
    program = tmp_path / "program"
    for name, text in (("wall.html", "theirs"), ("front.html", "theirs"), ("assets/site.js", "1")):
        sites.write(program / name, text)
    sources, problems = source.scan(root, program_templates=program)
    assert problems == ()
    assert sources.templates == {"wall.html": "ours\n", "front.html": "theirs"}
    assert sources.assets == {"site.css": b"body {}\n", "site.js": b"1"}


def test_a_file_that_nobody_may_read_is_named(site: Make) -> None:
    root = site("-- content/stories/a.md --\nx\n")
    path = root / "content/stories/a.md"
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert problems_of(root) == ["C629 content/stories/a.md:1"]


def test_pictures_are_known_by_their_upright_size(site: Make) -> None:
    root = site("-- content/media/lamp.png --\n40x30\n-- content/stories/2026/lamp.jpg --\n20x10\n")
    sites.write(root / "content/media/tape.mp3", b"ID3")
    _, records, problems = sites.read(root)
    assert problems == []
    assert [(item.path, item.width, item.height) for item in records.media] == [
        ("content/media/lamp.png", 40, 30),
        ("content/media/tape.mp3", 0, 0),
        ("content/stories/2026/lamp.jpg", 20, 10),
    ]


@pytest.mark.parametrize(
    ("path", "text", "places"),
    [
        ("x.html", '<script defer\n src="https://cdn.example/x.js"></script>', [(2, 7)]),
        ("x.html", "<img src=//e.example/x.png><source srcset='https://e.example/y.webp 2x'>", [(1, 10), (1, 44)]),
        ("x.html", '<link href="https://e.example/x.css" rel="stylesheet">', [(1, 13)]),
        ("x.html", "<style>\n.a { background: url(https://e.example/x.png) }</style>", [(2, 22)]),
        ("assets/x.css", '@import "https://fonts.example/x.css";\n@import url(//e.example/y.css);', [(1, 10), (2, 13)]),
        ("assets/x.css", "/* https://e.example/ url(//e.example) */ .a { background: url(x.png) }", []),
        ("x.html", '<a href="https://e.example/">甲</a> <link rel="license" href="https://e.example/">', []),
        ("x.html", '{# <img src="//e.example/x.png"> #}<img src="{{ root }}media/x.png"> // 乙', []),
        ("x.html", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', []),
    ],
)
def test_templates_and_styles_load_nothing_from_elsewhere(
    site: Make, path: str, text: str, places: list[tuple[int, int]]
) -> None:
    root = site(f"-- templates/{path} --\n{text}\n")
    _, problems = source.scan(root, program_templates=root / "none")
    found = sorted((problem.location.line, problem.location.column) for problem in problems if problem.code == "T506")
    assert found == places


def test_templates_are_read_in_whatever_encoding_they_were_saved(site: Make) -> None:
    root = site()
    sites.write(root / "templates/gb.html", "<p>自己</p>\r\n".encode("gb18030"))
    sites.write(root / "templates/bad.html", "<p>自己自己自己自己自己</p>".encode() + b"\xff\xff")
    found, problems = source.scan(root, program_templates=root / "none")
    assert found.templates["gb.html"] == "<p>自己</p>\n"
    assert [(problem.code, problem.location.path) for problem in problems] == [("C622", "templates/bad.html")]


def test_a_file_is_young_for_as_long_as_the_coarsest_clock_ticks() -> None:
    trace = survey.Trace(10_000_000_000, 10_000_000_000, 1, 1, 0o100644)
    assert survey.is_young(trace, 11_900_000_000)
    assert not survey.is_young(trace, 12_100_000_000)


def test_a_picture_inside_a_drawing_carries_nothing_either(site: Callable[..., Path]) -> None:
    image, exif, into = Image.new("RGB", (8, 8)), Image.Exif(), io.BytesIO()
    exif[0x010E] = "who"
    image.save(into, "JPEG", exif=exif)
    data = base64.b64encode(into.getvalue()).decode()
    root = site()
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,{data}"/></svg>'
    sites.write(root / "templates/assets/logo.svg", drawing)
    assert "P451" in {problem.code for problem in sites.read(root)[2]}
