"""``scan``: a second look, over every byte of a built tree, before it is uploaded.

Whoever built it, and whatever was put beside it since: texts are read as the build reads them, pictures must carry
nothing but pixels, and a file of a kind that cannot be looked into has no place there.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from generator.app.building.leaks import leak_problems
from generator.app.version import program_templates
from generator.base.problems import Location, Problem, UsageError, error, in_order, warning
from generator.link.privacy import gate
from generator.link.privacy.guard import Guard
from generator.link.scanning.scanner import Scanner
from generator.model.addresses import MANIFEST
from generator.read import load, picturemeta, source, survey
from generator.read.locate import locate
from generator.write import manifest

_TEXTS = frozenset((".html", ".xml", ".json", ".js", ".mjs", ".css", ".txt", ".svg", ".webmanifest"))
_NAMED_TEXTS = frozenset(
    (MANIFEST, manifest.JOURNAL, "CNAME", ".nojekyll", ".gitkeep", ".gitignore", ".gitattributes", ".htaccess")
)
_FONTS = frozenset((".woff", ".woff2"))
_OFFICE = re.compile(
    r"\.(?:do[ct][xm]?|xls[xmb]?|csv|tsv|pp[ts]x?|wps|et|dps|ofd|od[tsp]|rtf|pdf"
    r"|zip|rar|7z|gz|tgz|tar|bz2|xz|eml|msg|mdb|accdb|sqlite|db)"
)
# ZIP (and with it every modern office format), OLE (the older ones), PDF, RAR, 7z, gzip.
_OFFICE_BEGINS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_VERSION_CONTROL = frozenset((".git", ".hg", ".svn"))
# Digests of our own: their digits are nobody's number.
_DIGEST_NAME = re.compile(r"(?:media|cards)/[0-9a-f]{20,}(?:-\d+)?\.[a-z]+")


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """What a scan found.

    Attributes:
        problems: with paths relative to the tree, in order.
        files: how many were looked into.
        with_site: whether they were held against a site, and its pictures.
        with_register: whether that has a register.
    """

    problems: tuple[Problem, ...]
    files: int
    with_site: bool
    with_register: bool
    language: str = "zh-CN"

    @property
    def failed(self) -> bool:
        """Whether something must not go out."""
        return any(problem.is_error for problem in self.problems)


def scan(output: Path, *, site: Path | None, now: dt.datetime) -> Scanned:
    """Looks into every file of a built tree; writes nothing.

    Args:
        output: the tree.
        site: the site whose register, public contacts and originals it is held against; without one only the rules
            that need none are applied.
        now: which consents are live; naive, it is in the site's time zone.

    Raises:
        UsageError: U837, no file there; U820 or U827, no site there; U836, its register cannot be read; U807 or U809,
            the tree's manifest is none.
        MachineError: something cannot be read.
    """
    held = _register_of(site, now) if site else _Held()
    looked = _Pass(output, Scanner(held.guard, held.contacts), _Originals(site))
    paths = list(looked.paths("")) if output.is_dir() else []
    if not paths:
        raise UsageError("U837", path=output)
    for path in paths:
        looked.look_into(path)
    looked.problems += _orphans(paths, manifest.load(output))
    return Scanned(
        problems=tuple(in_order(looked.problems)),
        files=len(paths),
        with_site=site is not None,
        with_register=held.has_register,
        language=held.language,
    )


class _Held(NamedTuple):
    """What a tree is held against."""

    guard: Guard = Guard((), ())
    contacts: tuple[str, ...] = ()
    language: str = "zh-CN"
    has_register: bool = False


def _register_of(site: Path, now: dt.datetime) -> _Held:
    """What must not go out, the public contacts, and the site's language."""
    sources, unread = source.scan(site, program_templates=program_templates())
    settings, records, faults = load.load(sources)
    problems = (*unread, *faults)
    if settings is None:
        raise UsageError("U827", path=site / load.SITE)
    private = [item for item in problems if item.is_error and survey.is_private(item.location.path)]
    if private:
        # A person who cannot be read would be nobody's secret.
        located = locate(private, lambda path: source.content_of(site, path))
        raise UsageError("U836", path=min(problem.location for problem in located))
    if not records.has_register:
        # Without it, nobody would seem to have agreed to anything.
        return _Held(contacts=settings.public_contacts, language=settings.language)
    _, guard, _ = gate.publish(records, settings, now=settings.here(now))
    return _Held(guard, settings.public_contacts, settings.language, has_register=True)


def _orphans(paths: Iterable[str], listed: dict[str, str] | None) -> Iterator[Problem]:
    """Files that no build of ours answers for; what hosts put there begins with a dot, or is ``CNAME``."""
    if listed is not None:
        for path in paths:
            if path not in listed and not path.startswith(".") and path != "CNAME":
                yield warning("P456", _at(path))


class _Originals:
    """The files of a site's ``content/`` by size, to be compared with what stands in the tree."""

    def __init__(self, site: Path | None) -> None:
        self._by_size: dict[int, list[Path]] = {}
        for folder, _, names in os.walk(site / survey.CONTENT) if site else ():
            for path in (Path(folder, name) for name in names):
                status = path.lstat()
                if stat.S_ISREG(status.st_mode) and status.st_size:
                    self._by_size.setdefault(status.st_size, []).append(path)

    def holds(self, content: bytes) -> bool:
        """Whether these are the bytes of one of them."""
        return any(path.read_bytes() == content for path in self._by_size.get(len(content), ()))


class _Pass:
    """One pass over a tree; gathers problems."""

    def __init__(self, root: Path, scanner: Scanner, originals: _Originals) -> None:
        self.problems: list[Problem] = []
        self._root = root
        self._scanner = scanner
        self._originals = originals

    def paths(self, folder: str) -> Iterator[str]:
        """Paths of the regular files below a folder, sorted; anything else there is a problem."""
        with os.scandir(self._root / folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            path = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name in _VERSION_CONTROL:
                    self.problems.append(warning("P458", _at(path)))
                else:
                    yield from self.paths(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path
            else:
                self.problems.append(error("P457", _at(path)))

    def look_into(self, path: str) -> None:
        """Finds what is wrong with one file."""
        content = (self._root / path).read_bytes()
        pure = PurePosixPath(path)
        suffix = pure.suffix.lower()
        if self._originals.holds(content):
            self.problems.append(error("P454", _at(path)))
        if _OFFICE.fullmatch(suffix) or content.startswith(_OFFICE_BEGINS):
            self._note_kind("P453", path)
        elif suffix in _TEXTS or path in _NAMED_TEXTS or pure.name in _NAMED_TEXTS:
            self._look_into_text(path, content)
        elif suffix in picturemeta.SUFFIXES:
            self._look_into_picture(path, content, suffix)
        elif suffix in _FONTS:
            self._look_at_name(path)
        else:
            self._note_kind("P455", path)

    def _note_kind(self, code: str, path: str) -> None:
        place = _at(path)
        self.problems.append(error(code, place, kind=PurePosixPath(place.path).suffix.lower()))
        self._look_at_name(path)

    def _look_into_text(self, path: str, content: bytes) -> None:
        try:
            content.decode("utf-8-sig")
        except UnicodeDecodeError:
            # What is not UTF-8 none of our builds wrote, and nobody could search it for names.
            self.problems.append(error("P457", _at(path)))
        self._note_leaks(path, content)

    def _look_into_picture(self, path: str, content: bytes, suffix: str) -> None:
        try:
            carried = picturemeta.carried(content, suffix)
        except picturemeta.DamagedError:
            self.problems.append(error("P457", _at(path)))
        else:
            if carried.blocks:
                self.problems.append(error("P451", _at(path), blocks="、".join(carried.blocks)))
            if carried.trailing:
                self.problems.append(error("P452", _at(path), bytes=carried.trailing))
        self._look_at_name(path)

    def _look_at_name(self, path: str) -> None:
        if not _DIGEST_NAME.fullmatch(path):
            # The scanner passes over pictures; as a page of that name, a file's name is read.
            self._note_leaks(path, b"", scanned_as=f"{path}.html")

    def _note_leaks(self, path: str, content: bytes, *, scanned_as: str = "") -> None:
        safe = _at(path).path
        leaks = self._scanner.scan(scanned_as or path, content)
        # Read as a source of itself, a file tells the lines on which its leaks stand.
        itself = source.Sources((source.Source(safe, content, b""),), (), (), {}, {})
        leaks = [msgspec.structs.replace(leak, path=safe) for leak in leaks]
        self.problems += leak_problems(leaks, itself, self._scanner).problems


def _at(path: str) -> Location:
    """A place in the tree; a name that cannot be shown is escaped."""
    return Location(path if path.isprintable() else ascii(path)[1:-1], 1, 1)
