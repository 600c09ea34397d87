"""Small sites for tests: a text names the files that matter, a base site stands behind them.

The text is in the manner of txtar: a line ``-- content/site.yaml --`` begins a file. A picture is written as its size,
``40x30``. Files of the text take the place of those of the base.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from pathlib import Path

from generator.app.building import build as app
from generator.app.outcome import Report
from generator.app.version import program_templates
from generator.base.problems import Problem
from generator.link.privacy import gate
from generator.link.privacy.guard import Guard
from generator.model.entities import Public
from generator.model.records import Records
from generator.model.settings import BuildOptions, SiteSettings
from generator.read import load, source
from generator.read.locate import locate

NOW = dt.datetime(2026, 3, 1, 12, 0)
"""Naive, as from the command line: the site's time zone."""

BASE = """
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
categories: {home: 居家}
-- content/channels.yaml --
- {id: stories, name: 心愿故事}
-- content/places.yaml --
- {id: shiliu, name: 石榴区}
- {id: dukou, name: 渡口街道, parent: shiliu}
- {id: dukou-he, name: 河边社区, parent: dukou}
-- content/granters.yaml --
- {id: library, name: 区图书馆, kind: government}
- {id: team, name: 渡口志愿队, kind: volunteers}
"""

_HEADING = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
_PICTURE = re.compile(r"(\d+)x(\d+)\s*")
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP"}


def files_of(text: str) -> dict[str, str]:
    """The texts of the files in a txtar-like text, by path."""
    lead, *rest = _HEADING.split(text.lstrip("\n"))
    assert not lead.strip(), f"text before the first file: {lead!r}"
    return dict(zip(rest[::2], rest[1::2], strict=True))


def make_site(root: Path, text: str = "", *, without: tuple[str, ...] = ()) -> Path:
    """Writes a site: the base with the files of the text laid over it, less some of the base; returns its folder."""
    files = files_of(BASE) | files_of(text)
    assert files.keys() >= set(without), "only a file of the base can be left out"
    for path, content in files.items():
        if path not in without:
            write(root / path, content)
    return root


def write(path: Path, content: str | bytes) -> None:
    """Writes a file and the folders above it; a picture's size becomes a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = _PICTURE.fullmatch(content) if isinstance(content, str) and path.suffix in _FORMATS else None
    if size:
        content = picture(int(size[1]), int(size[2]), _FORMATS[path.suffix])
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def copy_of(site: Path, into: Path) -> Path:
    """A site's own files once more: two builds of one folder would wait for each other, and remember each other's."""
    for name in ("content", "templates"):
        if (site / name).is_dir():
            shutil.copytree(site / name, into / name)
    return into


def picture(width: int, height: int, form: str = "PNG") -> bytes:
    """A picture in which no two pixels beside each other are alike enough to be thrown away."""
    from PIL import Image

    image = Image.new("RGB", (width, height), (190, 140, 60))
    image.putpixel((0, 0), (10, 20, 30))
    into = io.BytesIO()
    image.save(into, form)
    return into.getvalue()


def build(root: Path, *, now: dt.datetime = NOW, drafts: bool = False, strict: bool = False) -> Report:
    """Builds a site in this process, without a word; with drafts, into ``preview/`` beside its folder."""
    output = str(root.parent / "preview") if drafts else ""
    options = BuildOptions(now=now, output=output, drafts=drafts, strict=strict)
    return app.build(root, options, progress=lambda *_: None)


def check(root: Path, *, now: dt.datetime = NOW) -> Report:
    """Checks a site in this process, without a word."""
    return app.check(root, BuildOptions(now=now), progress=lambda *_: None)


def read(root: Path) -> tuple[SiteSettings | None, Records, list[Problem]]:
    """Settings, records and located problems of a site: the reading floor alone."""
    sources, problems = source.scan(root, program_templates=program_templates())
    settings, records, found = load.load(sources)
    return settings, records, locate((*problems, *found), lambda path: source.content_of(root, path))


def publish(root: Path, *, now: dt.datetime = NOW, drafts: bool = False) -> tuple[Public, Guard, list[Problem]]:
    """What the gate lets through, what must not go out, and located breaches. The site must be readable."""
    settings, records, problems = read(root)
    assert settings is not None
    assert problems == []
    public, guard, found = gate.publish(records, settings, now=now.replace(tzinfo=settings.zone), drafts=drafts)
    return public, guard, locate(found, lambda path: source.content_of(root, path))


def told(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    """Problems in short, sorted: ``C601 content/site.yaml:4``."""
    return sorted(f"{problem.code} {problem.location.path}:{problem.location.line}" for problem in problems)
