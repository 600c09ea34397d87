"""The only reader of content: a site's folder becomes sources, and nothing else on the disk is ever opened.

Only regular files inside the site are read. A link, a pipe or a socket is named and left alone, so that nothing can
be read from elsewhere and nothing can keep a build waiting.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from generator.base import digest
from generator.base.problems import Location, Problem, UsageError, error, warning
from generator.read import encoding, photofile

CONTENT = "content"
TEMPLATES = "templates"
STORY_LIMIT = 1_000_000
YAML_LIMIT = 16_000_000
MEDIA_LIMIT = 200_000_000
"""Sizes in bytes above which a file is refused before it is read."""

_YAML = (".yaml", ".yml")
_LISTS = frozenset(
    f"{CONTENT}/{name}.yaml"
    for name in ("site", "channels", "places", "granters", "private/people", "private/consents", "private/cleared")
)
_OFFICE = (".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".csv", ".pdf", ".zip", ".rar")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LITTER = ("~$", ".", "#")
_LITTER_ENDS = ("~", ".tmp", ".bak", ".swp", "thumbs.db", "desktop.ini")


class Source(msgspec.Struct, frozen=True, gc=False):
    """A text file as it is on disk; ``path`` is relative to the site, with forward slashes."""

    path: str
    content: bytes
    digest: bytes


class MediaSource(msgspec.Struct, frozen=True, gc=False):
    """A file to show: digest of its bytes, and its upright size in pixels (0 where it is no picture)."""

    path: str
    digest: bytes
    width: int
    height: int


class Sources(msgspec.Struct, frozen=True):
    """All that a site's folder holds, sorted by path.

    Attributes:
        templates: texts by name, the program's own with the site's in their place.
        assets: bytes by name, likewise.
    """

    yaml: tuple[Source, ...]
    markdown: tuple[Source, ...]
    media: tuple[MediaSource, ...]
    templates: dict[str, str]
    assets: dict[str, bytes]


def scan(root: Path, *, program_templates: Path) -> tuple[Sources, tuple[Problem, ...]]:
    """Everything that a build may read.

    Args:
        root: the site's folder.
        program_templates: the templates that come with the program.

    Raises:
        UsageError: there is no site in that folder.
    """
    if not (root / CONTENT).is_dir():
        raise UsageError("U820", folder=root)
    problems: list[Problem] = []
    yaml: list[Source] = []
    markdown: list[Source] = []
    media: list[MediaSource] = []
    for path in _files(root, CONTENT, problems):
        kind = _kind_of(path)
        if kind in ("yaml", "markdown"):
            source = _read_text(root, path, YAML_LIMIT if kind == "yaml" else STORY_LIMIT, problems)
            if source:
                (yaml if kind == "yaml" else markdown).append(source)
        elif kind == "media":
            if found := _read_media(root, path, problems):
                media.append(found)
        elif kind:
            problems.append(warning(kind, Location(path, 1, 1)))
    templates, assets = _templates(root, program_templates, problems)
    return Sources(tuple(yaml), tuple(markdown), tuple(media), templates, assets), tuple(problems)


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a source that ``scan`` found."""
    return (root / path).read_bytes()


def text_of(root: Path, path: str) -> bytes | None:
    """The bytes of a text source once more, to look up a line number; ``None`` when it has gone meanwhile."""
    try:
        return (root / path).read_bytes()
    except OSError:
        return None


def lines_of(root: Path, path: str) -> list[str]:
    """The lines of a text source as an editor shows them; none when it has gone or cannot be decoded."""
    text, _ = encoding.decode(text_of(root, path) or b"", path)
    return text.split("\n") if text else []


def _kind_of(path: str) -> str:
    """``yaml``, ``markdown``, ``media``, empty for what is passed over, or the code of a warning."""
    pure = PurePosixPath(path)
    suffix, top = pure.suffix.lower(), pure.parts[1]
    if suffix in _YAML:
        return "yaml" if path in _LISTS or top == "wishes" else "C635"
    if suffix == ".md" and top in ("stories", "pages"):
        return "markdown"
    if top == "private":
        return ""
    if suffix in _OFFICE:
        return "C637"
    if suffix in photofile.SUFFIXES or top == "media":
        return "media"
    return "C635"


def _files(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of the regular files below a folder, relative to the site, sorted; litter of editors left out."""
    pending, found = [folder], []
    while pending:
        current = pending.pop()
        with os.scandir(root / current) as entries:
            for entry in entries:
                if entry.name.startswith(_LITTER) or entry.name.lower().endswith(_LITTER_ENDS):
                    continue
                path = f"{current}/{entry.name}"
                mode = entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    pending.append(path)
                elif _UNPRINTABLE.search(path):
                    problems.append(error("C638", Location(ascii(path)[1:-1], 1, 1)))
                elif stat.S_ISREG(mode):
                    found.append(path)
                else:
                    problems.append(error("C627", Location(path, 1, 1)))
    yield from sorted(found)


def _read_text(root: Path, path: str, limit: int, problems: list[Problem]) -> Source | None:
    content = _read(root, path, limit, problems)
    return None if content is None else Source(path, content, digest.of_bytes(content))


def _read_media(root: Path, path: str, problems: list[Problem]) -> MediaSource | None:
    content = _read(root, path, MEDIA_LIMIT, problems)
    if content is None:
        return None
    width, height = photofile.size_of(content) or (0, 0)
    return MediaSource(path, digest.of_bytes(content), width, height)


def _read(root: Path, path: str, limit: int, problems: list[Problem]) -> bytes | None:
    try:
        size = os.stat(root / path).st_size
        if size > limit:
            problems.append(error("C624", Location(path, 1, 1), size=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:g}"))
            return None
        return (root / path).read_bytes()
    except OSError as failure:
        problems.append(error("C629", Location(path, 1, 1), cause=failure.strerror or "?"))
        return None


def _templates(root: Path, program: Path, problems: list[Problem]) -> tuple[dict[str, str], dict[str, bytes]]:
    texts: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    for base in (program, root / TEMPLATES):
        if not base.is_dir():
            continue
        for path in _files(base.parent, base.name, problems):
            name = path.removeprefix(f"{base.name}/")
            content = _read(base.parent, path, STORY_LIMIT, problems)
            if content is None:
                continue
            if name.startswith("assets/"):
                assets[name.removeprefix("assets/")] = content
            else:
                texts[name] = content.decode("utf-8-sig", errors="replace")
    return texts, assets
