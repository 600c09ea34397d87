"""The only reader of content: a site's folder becomes sources, and nothing else on the disk is ever opened.

Only regular files inside the site are read. A link, a pipe or a socket is named and left alone, so that nothing can
be read from elsewhere and nothing can keep a build waiting.
"""

from __future__ import annotations

import posixpath
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from generator.base import digest
from generator.base.problems import Location, Problem, UsageError, error, warning
from generator.read import encoding, foreign, photofile, picturemeta, survey
from generator.read.survey import CONTENT, PROMISES, TEMPLATES, Seen, Trace

STORY_LIMIT = 1_000_000
YAML_LIMIT = 16_000_000
MEDIA_LIMIT = 200_000_000
"""Sizes in bytes above which a file is refused before it is read."""

_LIMITS = {"yaml": YAML_LIMIT, "markdown": STORY_LIMIT, "media": MEDIA_LIMIT, "promises": YAML_LIMIT}

_YAML = (".yaml", ".yml")
_NOT_THE_REGISTER = "P416"
_LOCKED = (".gpg", ".asc", ".age", ".kdbx")
LISTS = tuple(
    f"{CONTENT}/{name}.yaml"
    for name in ("site", "channels", "places", "granters", "private/people", "private/consents", "private/cleared")
)
"""The files with one name and place: settings, lists, and the register, which decides what may be shown of whom."""

Instead: TypeAlias = "Mapping[str, bytes | None]"
"""What to read in the place of files, by path relative to the site; ``None`` to leave a file out."""

# Texts and fonts; pictures have rules of their own.
_ASSETS = (".css", ".js", ".mjs", ".json", ".svg", ".txt", ".xml", ".html", ".webmanifest", ".woff", ".woff2")
_OFFICE = (".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".csv", ".pdf", ".zip", ".rar")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class Source(msgspec.Struct, frozen=True, gc=False):
    """A text file as it is on disk; ``path`` is relative to the site, with forward slashes."""

    path: str
    content: bytes
    digest: bytes


class MediaSource(msgspec.Struct, frozen=True, gc=False):
    """A file to show: digest of its bytes, and its upright size in pixels (0 where it is no picture).

    ``form`` is that of a picture that is not shown here, as ``photofile.foreign_form`` tells it.
    """

    path: str
    digest: bytes
    width: int
    height: int
    form: str = ""


class Sources(msgspec.Struct, frozen=True):
    """All that a site's folder holds, sorted by path.

    Attributes:
        templates: texts by name, the program's own with the site's in their place.
        assets: bytes by name, likewise.
        promises: the file of that name, if there is one.
        unread: paths of what stands there and could not be read.
        seen: every file that was found, the program's templates included, for the next run to compare; by its key.
    """

    yaml: tuple[Source, ...]
    markdown: tuple[Source, ...]
    media: tuple[MediaSource, ...]
    templates: dict[str, str]
    assets: dict[str, bytes]
    seen: dict[bytes, Seen] = {}
    promises: Source | None = None
    unread: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[Source, ...]:
        """YAML, then Markdown."""
        return (*self.yaml, *self.markdown)


class Earlier(NamedTuple):
    """What a process scanned before, and when it began to look, in nanoseconds since 1970."""

    sources: Sources
    begun_ns: int


def scan(root: Path, *, program_templates: Path, earlier: Earlier | None = None) -> tuple[Sources, tuple[Problem, ...]]:
    """Everything that a build may read.

    Args:
        root: the site's folder.
        program_templates: the templates that come with the program.
        earlier: a scan of this site; of a file that is as it was then, what was read.

    Raises:
        UsageError: there is no site in that folder.
    """
    if not (root / CONTENT).is_dir():
        raise UsageError("U820", folder=root)
    scanner = _Scan(root, earlier)
    for path in scanner.files(root, CONTENT):
        scanner.read(path)
    templates, assets = scanner.templates(program_templates)
    found = Sources(
        tuple(scanner.yaml),
        tuple(scanner.markdown),
        tuple(scanner.media),
        templates,
        assets,
        scanner.seen(),
        scanner.promises,
        tuple(problem.location.path for problem in scanner.problems if problem.is_error),
    )
    return found, tuple(scanner.problems)


def replaced(sources: Sources, problems: Iterable[Problem], instead: Instead) -> tuple[Sources, tuple[Problem, ...]]:
    """Sources and their problems as if some text files held something else, and some media were not there.

    Args:
        sources: as scanned.
        problems: of that scan.
        instead: what to take for the content of files, by path; ``None`` for those that are not to be there.
    """
    yaml, markdown = (
        {item.path: item for item in items if item.path not in instead} for items in (sources.yaml, sources.markdown)
    )
    for path, content in instead.items():
        if content is not None:
            (yaml if _place_of(path).kind == "yaml" else markdown)[path] = Source(
                path, content, digest.of_bytes(content)
            )
    kept = msgspec.structs.replace(
        sources,
        yaml=tuple(yaml[path] for path in sorted(yaml)),
        markdown=tuple(markdown[path] for path in sorted(markdown)),
        media=tuple(item for item in sources.media if item.path not in instead),
    )
    return kept, tuple(problem for problem in problems if problem.location.path not in instead)


def with_promises(root: Path, sources: Sources, content: bytes) -> Sources:
    """Sources after their file of promises was written: the next scan finds what this one would."""
    key, made = survey.key_of(PROMISES, CONTENT, ""), digest.of_bytes(content)
    trace = survey.trace_of((root / PROMISES).lstat())
    seen = {**sources.seen, key: Seen(trace, made)}
    return msgspec.structs.replace(sources, seen=seen, promises=Source(PROMISES, content, made))


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a source that ``scan`` found."""
    return (root / path).read_bytes()


def content_of(root: Path, path: str) -> bytes | None:
    """The bytes of a text source once more, to look up a line; ``None`` where it is no file, or none any more.

    A message may be about a link or a pipe, and neither is opened for it either.
    """
    place = root / path
    try:
        status = place.lstat()
        return place.read_bytes() if stat.S_ISREG(status.st_mode) and status.st_size <= YAML_LIMIT else None
    except (OSError, ValueError):
        return None


def reread(root: Path, known: Source) -> Source | None:
    """A text source once more, before the next scan; ``None`` where it is no such file any more."""
    content = content_of(root, known.path)
    if content is None or len(content) > STORY_LIMIT:
        return None
    return Source(known.path, content, digest.of_bytes(content))


def lines_of(root: Path, path: str) -> list[str]:
    """The lines of a text source as an editor shows them; none when it has gone or cannot be decoded."""
    text, _ = encoding.decode(content_of(root, path) or b"", path)
    return text.split("\n") if text else []


def _hidden_ending(path: str) -> dict[str, str]:
    """What was put behind the ending of a text by an editor whose system shows no endings, and the name without it."""
    name, ending = posixpath.splitext(posixpath.basename(path))
    is_hidden = name.lower().endswith((".md", *_YAML))
    return {"ending": ending if is_hidden else "", "better": name if is_hidden else ""}


class _Place(NamedTuple):
    """What stands at a path, told by the path alone: ``kind``, empty for what is not read, and then ``code``, why."""

    kind: str = ""
    code: str = ""


def _place_of(path: str) -> _Place:
    """What a file of the content is; what is neither read nor worth a word is nothing."""
    suffix, top = posixpath.splitext(path)[1].lower(), path.split("/", 2)[1]
    if path in LISTS or (suffix in _YAML and top == "wishes"):
        return _Place("yaml")
    if top == "private":
        return _Place(code=_code_of_private(path))
    if path == PROMISES or (suffix == ".md" and top in ("stories", "pages")):
        return _Place("promises" if path == PROMISES else "markdown")
    if suffix in _OFFICE:
        return _Place(code="C637")
    if suffix in photofile.SUFFIXES or top == "media":
        return _Place("media")
    return _Place(code="C635")


def _code_of_private(path: str) -> str:
    """Why a file that is no part of the register is not read, where somebody may think that it is."""
    name = posixpath.basename(path).lower()
    is_named = any(word in name for word in ("people", "consent", "cleared"))
    is_text = any(f"{ending}." in f"{name}." for ending in (*_YAML, ".txt", ".md", ".json"))
    if is_text and not name.endswith(_LOCKED):
        return _NOT_THE_REGISTER if is_named or any(name.endswith(ending) for ending in _YAML) else ""
    # The sheet from which the register was typed may lie beside it, and the consents that were signed.
    return "C635" if name.endswith(_OFFICE) and is_named else ""


class _Scan:
    """Reads a site's folder, and gathers what it finds."""

    def __init__(self, root: Path, earlier: Earlier | None) -> None:
        self.root = root
        self._earlier = earlier
        self._known: dict[str, Source | MediaSource] = {}
        if earlier:
            self._known = {item.path: item for item in earlier.sources.texts}
            self._known |= {item.path: item for item in earlier.sources.media}
        self.problems: list[Problem] = []
        self.yaml: list[Source] = []
        self.markdown: list[Source] = []
        self.media: list[MediaSource] = []
        self.promises: Source | None = None
        self._traces: dict[bytes, Trace] = {}
        self._digests: dict[bytes, bytes] = {}

    def seen(self) -> dict[bytes, Seen]:
        """What was found, and the digests of what was read."""
        seen = {key: Seen(trace, self._digests.get(key, b"")) for key, trace in self._traces.items()}
        for item in self.media:
            key = survey.key_of(item.path, CONTENT, "")
            seen[key] = Seen(self._traces[key], item.digest, item.width, item.height, item.form)
        return seen

    def files(self, base: Path, folder: str, prefix: str = "") -> Iterator[str]:
        """Paths of the regular files below a folder, sorted; what is none is a problem."""
        for path, trace in survey.files(base, folder):
            self._traces[survey.key_of(path, folder, prefix)] = trace
            if _UNPRINTABLE.search(path):
                self.problems.append(error("C638", Location(ascii(path)[1:-1], 1, 1)))
            elif trace.is_regular:
                yield path
            else:
                self.problems.append(error("C627", Location(path, 1, 1)))

    def read(self, path: str) -> None:
        """Reads a file of the content by its kind."""
        kind, code = _place_of(path)
        if code:
            report = error if code == _NOT_THE_REGISTER else warning
            self.problems.append(report(code, Location(path, 1, 1), **_hidden_ending(path)))
        if not kind:
            return
        key = survey.key_of(path, CONTENT, "")
        item = self._earlier_item(path, kind, key)
        if item is None:
            found = self._content(self.root, path, _LIMITS[kind], key)
            if found is None:
                return
            content, made = found
            if kind == "media":
                width, height = photofile.size_of(content) or (0, 0)
                item = MediaSource(path, made, width, height, "" if width else photofile.foreign_form(content))
            else:
                item = Source(path, content, made)
        self._digests[key] = item.digest
        if isinstance(item, MediaSource):
            self.media.append(item)
        elif kind == "promises":
            self.promises = item
        else:
            (self.yaml if kind == "yaml" else self.markdown).append(item)

    def _earlier_item(self, path: str, kind: str, key: bytes) -> Source | MediaSource | None:
        """A file that holds what it held at the earlier scan, told by its trace alone."""
        if self._earlier is None:
            return None
        known, trace = self._earlier.sources.seen.get(key), self._traces[key]
        if known is None or known.trace != trace or survey.is_young(trace, self._earlier.begun_ns):
            return None
        # Of another process nobody has the words; pictures are only shown, and they are what is large.
        is_told = kind == "media" and known.digest and (known.width or known.form)
        told = MediaSource(path, known.digest, known.width, known.height, known.form) if is_told else None
        return self._known.get(path, told)

    def templates(self, program: Path) -> tuple[dict[str, str], dict[str, bytes]]:
        """Texts and assets by name, the program's own with the site's in their place."""
        texts: dict[str, str] = {}
        assets: dict[str, bytes] = {}
        for base, prefix in ((program, survey.PROGRAM), (self.root / TEMPLATES, "")):
            if not base.is_dir():
                continue
            for path in self.files(base.parent, base.name, prefix):
                name = path.removeprefix(f"{base.name}/")
                found = self._content(base.parent, path, STORY_LIMIT, survey.key_of(path, base.name, prefix))
                if found is None:
                    continue
                content, _ = found
                if name.startswith("assets/"):
                    if self._is_fit(path, content):
                        assets[name.removeprefix("assets/")] = content
                else:
                    texts[name], problems = encoding.decode(content, path)
                    self.problems += (*problems, *foreign.loads(texts[name], path))
        return texts, assets

    def _is_fit(self, path: str, content: bytes) -> bool:
        """Whether an asset may be published; as it is, for unlike a photo it is not made anew."""
        suffix, place = posixpath.splitext(path)[1].lower(), Location(path, 1, 1)
        if suffix not in picturemeta.SUFFIXES:
            if suffix not in _ASSETS:
                # What nobody can look into is not published.
                self.problems.append(warning("C637" if suffix in _OFFICE else "C651", place, kind=suffix))
            if suffix == ".css":
                self.problems += foreign.loads(content.decode(errors="replace"), path)
            for inside, form in picturemeta.embedded(content):
                self._look_into(inside, form, place)
            return suffix in _ASSETS
        self._look_into(content, suffix, place)
        return True

    def _look_into(self, content: bytes, suffix: str, place: Location) -> None:
        """Tells what a picture carries besides its pixels."""
        try:
            carried = picturemeta.carried(content, suffix)
        except picturemeta.DamagedError:
            self.problems.append(error("L304", place))
            return
        if carried.blocks:
            self.problems.append(error("P451", place, blocks="、".join(carried.blocks)))
        if carried.trailing:
            self.problems.append(error("P452", place, bytes=carried.trailing))

    def _content(self, base: Path, path: str, limit: int, key: bytes) -> tuple[bytes, bytes] | None:
        """The bytes of a file and their digest, which is noted under its key."""
        size = self._traces[key].size
        if size > limit:
            shown = {"size": f"{size / 1e6:.1f}", "limit": f"{limit / 1e6:g}"}
            self.problems.append(error("C624", Location(path, 1, 1), **shown))
            return None
        try:
            # There are many, and a path in pieces or a buffer costs as much as the reading.
            with open(f"{base}/{path}", "rb", buffering=0) as file:
                content = file.read()
        except OSError as failure:
            self.problems.append(error("C629", Location(path, 1, 1), cause=failure.strerror or "?"))
            return None
        made = self._digests[key] = digest.of_bytes(content)
        return content, made
