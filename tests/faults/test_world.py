"""Cases 28 to 50: texts that take for ever, pictures, secrets, the disk, the machine, and sites of any size."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from generator.app import words
from generator.app.building import build as app
from generator.base.problems import UsageError
from generator.model.settings import BuildOptions
from generator.write import lock
from tests import sites
from tests.app.pages import parse
from tests.faults.helping import heard, outputs, page, story, wish

Make = Callable[..., Path]


@pytest.mark.parametrize(
    "body",
    [
        "[" * 5_000,
        "![a](" * 1_500,
        "<div " * 3_000,
        "*a **b " * 3_000,
        "> " * 2_000 + "a",
        "- " * 1_000 + "a",
        "|a" * 3_000 + "\n" + "|-" * 3_000,
        "[^1]" * 2_000,
        "`" * 9_999,
        "&" * 50_000,
    ],
)
def test_fault_28_texts_that_would_take_for_ever(site: Make, body: str) -> None:
    root = site(story(body) + story("好的。", name="b", line="chanel: x"))
    begun = time.perf_counter()
    said = heard(root)
    assert time.perf_counter() - begun < 5
    assert "content/stories/b.md:5:" in said


@pytest.mark.parametrize(
    "body", ["<![", "-- >", "<?", "<!-- 没有结束", "<!", "</", "<", "&#", "[a]: <", "<!DOCTYPE x [", "]]>"]
)
def test_fault_29_odds_and_ends_of_markup(site: Make, body: str) -> None:
    root = site(story(f"前面。\n\n{body}\n\n后面。"))
    assert not sites.build(root).failed(strict=False)
    (text,) = parse(root / "output/stories/2026/a.html").css("main")
    assert "前面。" in text.text()


def _saved(image: Image.Image, form: str, **how: object) -> bytes:
    into = io.BytesIO()
    image.save(into, form, **how)
    return into.getvalue()


def test_fault_30_pictures_that_are_none(site: Make) -> None:
    whole = sites.picture(400, 300, "JPEG")
    root = site(story("\n\n".join(f"![灯](../media/{name})" for name in ("half.jpg", "empty.png", "text.jpg"))))
    for name, content in (("half.jpg", whole[:300]), ("empty.png", b""), ("text.jpg", b"not a picture")):
        sites.write(root / "content/media" / name, content)
    report = sites.build(root)
    assert {(problem.code, Path(problem.location.path).name) for problem in report.problems if problem.is_error} >= {
        ("L304", "empty.png"),
        ("L304", "text.jpg"),
    }
    told = next(problem for problem in report.problems if problem.location.path.endswith("text.jpg"))
    assert "content/stories/a.md" in words.message_of(told, "zh-CN")


@pytest.mark.parametrize("mode", ["CMYK", "I;16", "P", "LA", "1"])
def test_fault_30_pictures_of_every_kind(site: Make, mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    name = "a.jpg" if mode == "CMYK" else "a.png"
    root = site(story(f"![灯](../media/{name})"))
    sites.write(root / "content/media" / name, _saved(Image.new(mode, (90, 60)), form))
    assert sites.build(root).problems == ()
    for path in (root / "output/media").rglob("*.jpg"):
        with Image.open(path) as image:
            assert (image.mode, image.size) == ("RGB", (90, 60))


def _png_that_says(width: int, height: int) -> bytes:
    """The head of a picture of any size, with next to no pixels behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(12_000, 9_000), (50_000, 50_000)])
def test_fault_31_pictures_that_would_fill_the_memory(site: Make, width: int, height: int) -> None:
    root = site(story("![灯](../media/a.png)"))
    sites.write(root / "content/media/a.png", _png_that_says(width, height))
    assert "L305 content/media/a.png:1" in sites.told(sites.check(root).problems)


def test_fault_32_what_pictures_carry_along(site: Make) -> None:
    image = Image.new("RGB", (200, 150), (200, 150, 90))
    exif = Image.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif[0x8825] = {1: "N", 2: (25.0, 16.0, 25.0)}
    original = _saved(image, "JPEG", exif=exif, comment=b"SECRET-COMMENT", xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>")
    assert original.count(b"SECRET") == 3
    root = site(story("![灯](../media/lamp.jpg)\n\n[原图](../media/lamp.jpg)"))
    sites.write(root / "content/media/lamp.jpg", original)
    sites.build(root)
    everything = outputs(root)
    assert b"SECRET" not in b"".join(everything.values())
    assert original not in everything.values()
    for path in (root / "output").rglob("*.jpg"):
        with Image.open(path) as shown:
            assert not shown.getexif()


PEOPLE = """-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, birth: 2015-06, guardian: p-2}
- {id: p-2, name: 韦成林, birth: 1980-01, phone: "13800138000"}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, signed_by: p-2, scope: [story], given: 2026-01-02}
- {id: c-2, person: p-2, scope: [story], given: 2026-01-02}
"""


@pytest.mark.parametrize(
    "files",
    [
        story("今天韦岚音来了。"),
        story("今天韦<b>岚音</b>来了。"),
        story(title="韦 岚 音的书包"),
        story(line="tags: [韦岚音]"),
        story(line="summary: 韦岚音的书包"),
        story("[灯](https://example.org/?q=%E9%9F%A6%E5%B2%9A%E9%9F%B3)"),
        story('![韦岚音](../media/a.png "题")') + "-- content/media/a.png --\n40x30\n",
        story(line="id: wei-lanyin"),
        wish("outcome: 打13800138000找人"),
        wish(title="韦岚音想要一盏灯"),
    ],
)
def test_fault_33_names_and_numbers_in_any_place(site: Make, files: str) -> None:
    root = site(PEOPLE + files)
    report = sites.build(root)
    assert report.failed(strict=False)
    assert {problem.code[:2] for problem in report.problems if problem.is_error} == {"P4"}
    assert not (root / "output").exists() or outputs(root) == {}
    said = heard(root, report)
    assert "韦岚音" not in said
    assert "13800138000" not in said


def test_fault_34_a_consent_that_is_withdrawn(site: Make) -> None:
    root = site(
        PEOPLE
        + "-- content/site.yaml --\ntitle: 点亮\norganization: x\nbase_url: https://a.example/\n"
        + story(
            "这一篇写到了一个人，题目也会变。",
            title="独一无二的标题",
            line="people: [p-2]\ncover: {src: media/a.jpg, alt: 灯}",
        )
        + story(name="b", title="另一篇", date="2026-02-04")
    )
    sites.write(root / "content/media/a.jpg", sites.picture(1400, 900, "JPEG"))
    assert sites.build(root).problems == ()
    before = outputs(root)
    assert any(path.startswith("media/") for path in before)
    consents = root / "content/private/consents.yaml"
    consents.write_text(
        consents.read_text("utf-8").replace("person: p-2, ", "person: p-2, withdrawn: 2026-02-20, "), "utf-8"
    )
    report = sites.build(root)
    after = outputs(root)
    assert {"stories/2026/a.html"} <= set(report.vanished) == before.keys() - after.keys()
    assert not any(path.startswith("media/") for path in after)
    everything = b"".join(after.values()).decode("utf-8", "replace")
    assert "独一无二" not in everything
    assert "a.html" not in re.findall(r"\ba\.html", everything)
    assert "stories/2026/a.html" not in (root / "content/addresses.txt").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_fault_37_a_second_build_waits_for_the_first(site: Make) -> None:
    root = site(story())
    with lock.held(root / ".wishlight/lock"):
        run = subprocess.Popen(
            [sys.executable, "-m", "generator", "build", str(root)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        time.sleep(0.8)
        assert run.poll() is None
    out, _ = run.communicate(timeout=20)
    assert run.returncode == 0, out


@pytest.mark.parametrize("output", [".", "content", "content/out", "..", "templates", "/", "~", "../foreign"])
def test_fault_38_folders_that_are_not_ours(site: Make, tmp_path: Path, output: str) -> None:
    root = site(story())
    (root / "templates").mkdir()
    sites.write(tmp_path / "foreign/thesis.txt", "x")
    target = os.path.expanduser(output) if output == "~" else root / output
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError) as caught:
        app.build(root, BuildOptions(now=sites.NOW, output=str(target)), progress=lambda *_: None)
    assert caught.value.code.startswith("U80")
    assert sorted(tmp_path.rglob("*")) == before


def test_fault_38_what_the_host_needs_is_kept(site: Make) -> None:
    root = site(story())
    for path in ("output/CNAME", "output/.git/config", "output/.well-known/x", "output/.nojekyll"):
        sites.write(root / path, "x")
    assert not sites.build(root).failed(strict=False)
    assert not sites.build(root).failed(strict=False)
    for path in ("CNAME", ".git/config", ".well-known/x", ".nojekyll"):
        assert page(root, path) == "x"


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no other disk here")
def test_fault_39_an_output_on_another_disk(site: Make) -> None:
    root = site(story())
    target = Path("/dev/shm") / f"wishlight-{os.getpid()}"
    try:
        run = [sys.executable, "-m", "generator", "build", str(root), "--now", "2026-03-01", "--output"]
        assert subprocess.run([*run, str(target)], capture_output=True, check=False).returncode == 0
        assert sites.build(root).problems == ()
        there = {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}
        assert there == outputs(root)
    finally:
        shutil.rmtree(target, ignore_errors=True)


@pytest.mark.parametrize(
    "spoil", [lambda _: b"", lambda content: content[: len(content) // 2], lambda content: content[::-1]]
)
def test_fault_40_a_cache_that_is_spoilt(site: Make, spoil: Callable[[bytes], bytes]) -> None:
    root = site(story() + wish())
    sites.build(root)
    clean = outputs(root)
    for path in (root / ".wishlight").iterdir():
        path.write_bytes(spoil(path.read_bytes()))
    (root / "output/wall.html").unlink()
    assert sites.build(root).problems == ()
    assert outputs(root) == clean


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("{% block main %}\n{{ nothing }}\n{% endblock %}", "T502", 2),
        ("\n{{ heading.nothing.at.all }}", "T502", 2),
        ("\n\n{% block main %", "T501", 3),
        ("\n{% include 'none.html' %}", "T503", 2),
        ("\n{% include heading %}", "T504", 2),
        ("{% include 'standing.html' %}", "T505", 1),
        ("\n{{ 1 / 0 }}", "T505", 2),
    ],
)
def test_fault_41_templates_with_mistakes(site: Make, template: str, code: str, line: int) -> None:
    root = site(
        "-- content/pages/about.md --\n---\ntitle: 关于\n---\n关于。\n-- templates/standing.html --\n" + template + "\n"
    )
    (problem, *_) = sites.check(root).problems
    assert (problem.code, problem.location.path, problem.location.line) == (code, "templates/standing.html", line)
    assert "about.html" in heard(root)


def _built(root: Path, output: Path, **environment: str) -> tuple[dict[str, bytes], subprocess.CompletedProcess[bytes]]:
    command = [sys.executable, "-m", "generator", "build", str(root), "--output", str(output), "--now", "2026-03-01"]
    run = subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)
    assert run.returncode == 0, run.stderr
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}, run


def test_fault_49_surroundings_change_no_byte(site: Make, tmp_path: Path) -> None:
    root = site(story() + story(name="b", date="2026-02-05 23:30") + wish())
    plain, _ = _built(root, tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC")
    before = os.umask(0o077)
    try:
        other, run = _built(
            root, tmp_path / "b", PYTHONHASHSEED="2", TZ="America/Caracas", LC_ALL="C", LANG="C", PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii",
        )  # fmt: skip
    finally:
        os.umask(before)
    assert plain == other
    assert b"Traceback" not in run.stderr
    if os.name == "posix":
        for path in (tmp_path / "b").rglob("*"):
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">/dev/full", "2>/dev/full >/dev/full"])
def test_fault_49_nowhere_to_write_what_there_is_to_say(site: Make, closing: str) -> None:
    root = site(story())
    command = f"{sys.executable} -m generator build {root} --now 2026-03-01 {closing}"
    run = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in run.stderr
    assert (root / "output/index.html").exists()


def test_fault_50_a_site_without_anything(site: Make) -> None:
    root = site()
    assert sites.build(root).problems == ()
    assert parse(root / "output/index.html").css("h1")


def test_fault_50_one_of_each_and_nothing_in_it(site: Make) -> None:
    root = site(story("", title="长" * 200) + wish())
    assert not sites.build(root).failed(strict=False)
    assert "长" * 200 in page(root, "stories/2026/a.html")


def test_fault_50_a_wish_with_five_hundred_photos(site: Make) -> None:
    photos = ", ".join(f"{{src: media/{number % 9}.png, alt: 灯}}" for number in range(500))
    root = site(wish(f"photos: [{photos}]") + "".join(f"-- content/media/{n}.png --\n{40 + n}x30\n" for n in range(9)))
    assert sites.build(root).problems == ()
    assert len(parse(root / "output/wishes/w-1.html").css("main img")) == 500


def test_fault_50_twenty_times_as_much_takes_no_hundred_times_as_long(site: Make) -> None:
    def seconds(count: int) -> float:
        record = "- {{id: w-{n}, title: 灯, category: home, place: dukou, beneficiary: {who}, collected: 2026-01-05}}\n"
        records = (record.format(n=number, who="{name: 邻居们, crowd: true}") for number in range(count))
        root = site("-- content/wishes/w.yaml --\n" + "".join(records))
        begun = time.process_time()
        assert sites.check(root).problems == ()
        return time.process_time() - begun

    seconds(10)
    few = seconds(100)
    assert seconds(2_000) < 60 * few
