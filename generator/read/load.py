"""Sources to records: decode, parse, validate; all problems at once.

A record that cannot be read is left out, so that the rest of the site is still checked in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar

import msgspec
from pydantic import BaseModel, ValidationError

from generator.base.problems import Location, Problem, error
from generator.model import addresses
from generator.model import records as r
from generator.model.settings import UNREAD, SiteSettings
from generator.read import encoding, faults, frontmatter, piecewise, schema, schema_private, torn, yamlfaults, yamlfile
from generator.read.kept import KeptRecords, keep, key_of, restore
from generator.read.recovering import Broken
from generator.read.source import MediaSource, Source, Sources, content_of
from generator.read.survey import CONTENT

SITE = f"{CONTENT}/site.yaml"
PEOPLE = f"{CONTENT}/private/people.yaml"

# The file of each kind of record that has one file, and how the codes of its problems begin.
_FILES = {
    "channel": ("channels.yaml", "C6"),
    "place": ("places.yaml", "C6"),
    "granter": ("granters.yaml", "C6"),
    "person": ("private/people.yaml", "P4"),
    "consent": ("private/consents.yaml", "P4"),
    "clearance": ("private/cleared.yaml", "P4"),
}

_ENGLISH = re.compile(r"""^language[:：] *["']?en\b""", re.MULTILINE)

R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)


class Loaded(NamedTuple):
    """Settings and records of a site.

    Attributes:
        settings: ``None`` where site.yaml cannot be read.
        records: those that could be read.
        problems: all; those inside YAML carry a pointer that ``read/locate.py`` turns into a line.
    """

    settings: SiteSettings | None
    records: r.Records
    problems: tuple[Problem, ...]


def language_of(root: Path) -> str:
    """The language that a site's settings name, whatever else is wrong with them; Chinese where they name none."""
    text, _ = encoding.decode(content_of(root, SITE) or b"", SITE)
    return "en" if _ENGLISH.search(text) else "zh-CN"


def load(sources: Sources) -> Loaded:
    """Reads a site."""
    return reload(sources, KeptRecords())[0]


def reload(sources: Sources, known: KeptRecords) -> tuple[Loaded, KeptRecords]:
    """Reads a site of which something may be known.

    Returns:
        The same as ``load``, whatever is known; and what is known now.
    """
    reader = _Reader(sources, known)
    settings = reader.settings()
    reader.zone = (settings or UNREAD).zone
    records = r.Records(
        channels=reader.records("channel", schema.ChannelModel, schema.ChannelModel.record),
        places=reader.records("place", schema.PlaceModel, schema.PlaceModel.record),
        granters=reader.records("granter", schema.GranterModel, schema.GranterModel.record),
        wishes=reader.wishes(),
        people=reader.records("person", schema_private.PersonModel, schema_private.PersonModel.record),
        consents=reader.records("consent", schema_private.ConsentModel, schema_private.ConsentModel.record),
        cleared=reader.records("clearance", schema_private.ClearedModel, schema_private.ClearedModel.record),
        stories=reader.stories(),
        pages=reader.pages(),
        media=tuple(_media(source) for source in sources.media),
        has_register=any(source.path == PEOPLE for source in sources.yaml),
        unread=r.Unread(
            ids=frozenset(reader.unread),
            kinds=frozenset((*reader.unread_kinds, *filter(None, map(_kind_of, sources.unread)))),
            references=tuple(reader.references),
        ),
    )
    return Loaded(settings, records, tuple(reader.problems)), reader.kept


def _kind_of(path: str) -> str:
    """What a file of the content holds; empty for what holds no records."""
    name = path.removeprefix(f"{CONTENT}/")
    alone = next((kind for kind, (own, _) in _FILES.items() if own == name), "")
    return alone or {"wishes": "wish", "stories": "story", "pages": "page"}.get(name.partition("/")[0], "")


def _media(source: MediaSource) -> r.MediaRecord:
    return r.MediaRecord(
        path=source.path, digest=source.digest, width=source.width, height=source.height, form=source.form
    )


class _Reader:
    """Reads kind after kind and gathers the problems."""

    def __init__(self, sources: Sources, known: KeptRecords) -> None:
        self.sources = sources
        self.kept = KeptRecords()
        self._known = known
        self.problems: list[Problem] = []
        self.unread: set[tuple[str, str]] = set()
        self.unread_kinds: set[str] = set()
        self.references: list[r.Reference] = []
        self.zone = UNREAD.zone

    def settings(self) -> SiteSettings | None:
        source = next((source for source in self.sources.yaml if source.path == SITE), None)
        if source is None:
            self.problems.append(error("C626", Location(SITE, 1, 1)))
            return None
        problems = len(self.problems)
        value = self._yaml(source, "settings", schema.SiteModel, family="C6")
        if value is None and len(self.problems) > problems:
            return None
        # In an empty file, or one that holds remarks alone, everything is missing.
        value = {} if value is None else value
        model = self._validated(schema.SiteModel, value, Location(source.path), family="C6")
        return model.settings() if model else None

    def wishes(self) -> tuple[r.WishRecord, ...]:
        """The wishes of all files below their folder."""
        found: list[r.WishRecord] = []
        for source in self.sources.yaml:
            if not source.path.startswith(f"{CONTENT}/wishes/"):
                continue
            key, problems = key_of(source, self.zone), len(self.problems)
            made = self._known.wishes.get(key)
            if made is None:
                made = tuple(self._items("wish", source, schema.WishModel, schema.WishModel.record, family="W1"))
            if len(self.problems) == problems:
                self.kept.wishes[key] = made
            found += made
        return tuple(found)

    def records(self, kind: str, model: type[M], make: Callable[[M, Location], R]) -> tuple[R, ...]:
        """The records of a kind that has one file."""
        found: list[R] = []
        name, family = _FILES[kind]
        for source in self.sources.yaml:
            if source.path == f"{CONTENT}/{name}":
                found += self._items(kind, source, model, make, family=family)
        return tuple(found)

    def _items(
        self, kind: str, source: Source, model: type[M], make: Callable[[M, Location], R], *, family: str
    ) -> Iterable[R]:
        value = self._yaml(source, kind, model, family=family)
        if value is None:
            return
        at = Location(source.path)
        entries = [(at, value)] if isinstance(value, dict) else []
        if isinstance(value, list):
            entries = [(at.below(number), entry) for number, entry in enumerate(value)]
        elif not entries:
            self._refuse_text(value, at)
            self.unread_kinds.add(kind)
        for place, entry in entries:
            valid = self._validated(model, entry, place, family=family)
            if valid is not None:
                yield make(valid, place)
            else:
                self._miss(kind, entry.get("id") if isinstance(entry, dict) else None)

    def _miss(self, kind: str, id: object) -> None:  # noqa: A002 - it is the field's name
        """Notes that a record cannot be read."""
        if isinstance(id, str) and id:
            self.unread.add((kind, str(id)))
        else:
            self.unread_kinds.add(kind)

    def _refuse_text(self, text: str, at: Location) -> None:
        """A whole file that is one text: most likely its colons are Chinese ones, or lack their spaces."""
        for code, sought in (("C611", yamlfaults.full_width_colon), ("C612", yamlfaults.missing_space)):
            if key := sought(text):
                self.problems.append(error(code, at, key=key))
                return
        self.problems.append(error("C634", at))

    def _yaml(self, source: Source, kind: str, model: type[BaseModel], *, family: str) -> Any:
        """What a file holds; ``None`` where that is nothing, or cannot be read."""
        text, problems = encoding.decode(source.content, source.path)
        value = None
        if not problems:
            value, problems = yamlfile.parse(text, source.path)
            if value is None and problems:
                self._tell_of_rest(Broken(text, source.path, problems), model, family=family)
        self.problems += problems
        if value is None and problems:
            self.unread_kinds.add(kind)
        return value

    def _validated(self, model: type[M], value: Any, at: Location, *, family: str) -> M | None:
        try:
            return model.model_validate(value, context={"zone": self.zone})
        except ValidationError as failure:
            self.problems += faults.from_validation(failure, value, at, family=family, model=model)
            self.references += torn.references(model, value, failure, at, family=family)
            return None

    def stories(self) -> tuple[r.StoryRecord, ...]:
        found = []
        for source in self._markdown("stories"):
            key, problems = key_of(source, self.zone), len(self.problems)
            if known := self._known.stories.get(key):
                self.kept.stories[key] = known
                found.append(restore(known, source, self.zone, key=key))
            elif record := self._story(source):
                found.append(msgspec.structs.replace(record, digest=key))
                if len(self.problems) == problems and (headed := keep(record, source)):
                    self.kept.stories[key] = headed
        return tuple(found)

    def _story(self, source: Source) -> r.StoryRecord | None:
        parts = self._headed(source, schema.StoryModel)
        if parts is None:
            self._miss("story", None)
            return None
        header, split = parts
        at = Location(source.path)
        model = self._validated(schema.StoryModel, header, at, family="S2")
        default = self._default_id(source.path, given=bool(model and model.id))
        if model is None or default is None:
            self._miss("story", (header.get("id") if isinstance(header, dict) else None) or default)
            return None
        return model.record(at, default_id=default, body=split.body, body_line=split.body_line)

    def pages(self) -> tuple[r.PageRecord, ...]:
        found = []
        for source in self._markdown("pages"):
            parts = self._headed(source, schema.PageModel)
            if parts is None:
                continue
            header, split = parts
            at = Location(source.path)
            model = self._validated(schema.PageModel, header, at, family="S2")
            name = self._default_id(source.path, given=False)
            if model and name is not None:
                found.append(
                    r.PageRecord(
                        at=at, id=name, title=model.title, menu=model.menu, body=split.body, body_line=split.body_line
                    )
                )
        return tuple(found)

    def _markdown(self, folder: str) -> Iterator[Source]:
        return (source for source in self.sources.markdown if source.path.startswith(f"{CONTENT}/{folder}/"))

    def _tell_of_rest(self, broken: Broken, model: type[BaseModel], *, family: str) -> None:
        """Gathers what else is wrong with a text of which nothing counts as read."""
        told = piecewise.told(broken, model, family=family, zone=self.zone)
        self.problems += told.problems
        self.references += told.references

    def _headed(self, source: Source, model: type[BaseModel]) -> tuple[Any, frontmatter.Split] | None:
        """What stands above a text, and how the file is split; ``None`` where that cannot be told."""
        text, problems = encoding.decode(source.content, source.path)
        self.problems += problems
        if problems:
            return None
        split, problems = frontmatter.split(text, source.path)
        self.problems += problems
        if split is None:
            return None
        header, problems = yamlfile.parse(split.header, source.path, first_line=split.header_line)
        self.problems += problems
        if header is None and problems:
            broken = Broken(split.header, source.path, problems, split.header_line)
            self._tell_of_rest(broken, model, family="S2")
            return None
        return {} if header is None else header, split

    def _default_id(self, path: str, *, given: bool) -> str | None:
        """The file's name as an id; a name that cannot be one is a problem, unless an id is given."""
        stem = PurePosixPath(path).stem
        if given or addresses.ID.fullmatch(stem):
            return stem
        self.problems.append(error("C636", Location(path, 1, 1), name=stem))
        return None
