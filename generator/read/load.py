"""Sources to records: decode, parse, validate; all problems at once.

A record that cannot be read is left out, so that the rest of the site is still checked in the same run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from generator.base.problems import Location, Problem, error
from generator.model import addresses
from generator.model import records as r
from generator.model.settings import SiteSettings
from generator.read import encoding, faults, frontmatter, schema, schema_private, yamlfaults, yamlfile
from generator.read.source import MediaSource, Source, Sources
from generator.read.survey import CONTENT

SITE = f"{CONTENT}/site.yaml"
PEOPLE = f"{CONTENT}/private/people.yaml"

R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)


def load(sources: Sources) -> tuple[SiteSettings | None, r.Records, tuple[Problem, ...]]:
    """Settings and records of a site.

    Returns:
        The settings (``None`` where site.yaml cannot be read), the records that could be read, and all problems;
        those inside YAML carry a pointer that ``read/locate.py`` turns into a line.
    """
    reader = _Reader(sources)
    settings = reader.settings()
    reader.zone = settings.zone if settings else ZoneInfo("Asia/Shanghai")
    records = r.Records(
        channels=reader.records("channels.yaml", schema.ChannelModel, schema.ChannelModel.record),
        places=reader.records("places.yaml", schema.PlaceModel, schema.PlaceModel.record),
        granters=reader.records("granters.yaml", schema.GranterModel, schema.GranterModel.record),
        wishes=reader.records("wishes/", schema.WishModel, schema.WishModel.record, family="W1"),
        people=reader.records(
            "private/people.yaml", schema_private.PersonModel, schema_private.PersonModel.record, family="P4"
        ),
        consents=reader.records(
            "private/consents.yaml", schema_private.ConsentModel, schema_private.ConsentModel.record, family="P4"
        ),
        cleared=reader.records(
            "private/cleared.yaml", schema_private.ClearedModel, schema_private.ClearedModel.record, family="P4"
        ),
        stories=reader.stories(),
        pages=reader.pages(),
        media=tuple(_media(source) for source in sources.media),
        has_register=any(source.path == PEOPLE for source in sources.yaml),
    )
    return settings, records, tuple(reader.problems)


def _media(source: MediaSource) -> r.MediaRecord:
    return r.MediaRecord(path=source.path, digest=source.digest, width=source.width, height=source.height)


class _Reader:
    """Reads kind after kind and gathers the problems."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self.zone = ZoneInfo("Asia/Shanghai")

    def settings(self) -> SiteSettings | None:
        source = next((source for source in self.sources.yaml if source.path == SITE), None)
        if source is None:
            self.problems.append(error("C626", Location(SITE, 1, 1)))
            return None
        value = self._yaml(source)
        if value is None:
            return None
        model = self._validated(schema.SiteModel, value, Location(source.path), family="C6")
        return model.settings() if model else None

    def records(
        self,
        where: str,
        model: type[M],
        make: Callable[[M, Location], R],
        *,
        family: str = "C6",
    ) -> tuple[R, ...]:
        """The records of a file, or of all files below a folder (``where`` ends with a slash)."""
        path = f"{CONTENT}/{where}"
        found: list[R] = []
        for source in self.sources.yaml:
            if source.path == path or (where.endswith("/") and source.path.startswith(path)):
                found += self._items(source, model, make, family=family)
        return tuple(found)

    def _items(self, source: Source, model: type[M], make: Callable[[M, Location], R], *, family: str) -> Iterable[R]:
        value = self._yaml(source)
        if value is None:
            return
        at = Location(source.path)
        entries = [(at, value)] if isinstance(value, dict) else []
        if isinstance(value, list):
            entries = [(at.at(number), entry) for number, entry in enumerate(value)]
        elif not entries:
            self._refuse_text(value, at)
        for place, entry in entries:
            valid = self._validated(model, entry, place, family=family)
            if valid is not None:
                yield make(valid, place)

    def _refuse_text(self, text: str, at: Location) -> None:
        """A whole file that is one text: most likely its colons are Chinese ones, or lack their spaces."""
        for code, key_of in (("C611", yamlfaults.full_width_colon), ("C612", yamlfaults.missing_space)):
            if key := key_of(text):
                self.problems.append(error(code, at, key=key))
                return
        self.problems.append(error("C634", at))

    def _yaml(self, source: Source) -> Any:
        text, problems = encoding.decode(source.content, source.path)
        self.problems += problems
        if problems:
            return None
        value, problems = yamlfile.parse(text, source.path)
        self.problems += problems
        return value

    def _validated(self, model: type[M], value: Any, at: Location, *, family: str) -> M | None:
        try:
            return model.model_validate(value, context={"zone": self.zone})
        except ValidationError as failure:
            self.problems += faults.from_validation(failure, at, family=family, model=model)
            return None

    def stories(self) -> tuple[r.StoryRecord, ...]:
        found = []
        for source, header, split in self._headed("stories"):
            at = Location(source.path)
            model = self._validated(schema.StoryModel, header, at, family="S2")
            default = self._default_id(source.path, given=bool(model and model.id))
            if model and default is not None:
                body, line = split.body, split.body_line
                found.append(model.record(at, default_id=default, body=body, body_line=line))
        return tuple(found)

    def pages(self) -> tuple[r.PageRecord, ...]:
        found = []
        for source, header, split in self._headed("pages"):
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

    def _headed(self, folder: str) -> Iterable[tuple[Source, Any, frontmatter.Split]]:
        for source in self.sources.markdown:
            if not source.path.startswith(f"{CONTENT}/{folder}/"):
                continue
            text, problems = encoding.decode(source.content, source.path)
            self.problems += problems
            if problems:
                continue
            split, problems = frontmatter.split(text, source.path)
            self.problems += problems
            if split is None:
                continue
            header, problems = yamlfile.parse(split.header, source.path, first_line=split.header_line)
            self.problems += problems
            if header is not None or not problems:
                yield source, {} if header is None else header, split

    def _default_id(self, path: str, *, given: bool) -> str | None:
        """The file's name as an id; a name that cannot be one is a problem, unless an id is given."""
        stem = PurePosixPath(path).stem
        if given or addresses.ID.fullmatch(stem):
            return stem
        self.problems.append(error("C636", Location(path, 1, 1), name=stem))
        return None
