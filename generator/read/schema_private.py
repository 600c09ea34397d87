"""The field models of ``content/private/``: the register, the consents, and what was cleared."""

from __future__ import annotations

from typing import Annotated, ClassVar, get_args

from generator.base.problems import Location
from generator.model import records as r
from generator.read.fields import Birth, Day, Id, Line, LongNumber, Name, Names, Phrases, choices
from generator.read.schema import Model
from generator.read.survey import CONTENT

SCOPES: tuple[r.Scope, ...] = get_args(r.Scope)


class PersonModel(Model):
    """An item of private/people.yaml."""

    must_say: ClassVar[frozenset[str]] = frozenset(("birth",))

    id: Id
    name: Name
    aliases: Names = ()
    birth: Birth | None = None
    guardian: Id = ""
    phone: LongNumber = ""
    id_number: LongNumber = ""
    address: Line = ""
    never_publish: Phrases = ()

    def record(self, at: Location) -> r.PersonRecord:
        """The record at its place."""
        return r.PersonRecord(at=at, **self.__dict__)


class ConsentModel(Model):
    """An item of private/consents.yaml."""

    id: Id
    person: Id
    signed_by: Line = ""
    scope: Annotated[tuple[r.Scope, ...], choices(*SCOPES)]
    channels: Annotated[tuple[str, ...], choices("site", "wechat")] = ("site",)
    given: Day
    expires: Day | None = None
    withdrawn: Day | None = None
    ref: Line = ""

    def record(self, at: Location) -> r.ConsentRecord:
        """The record at its place."""
        return r.ConsentRecord(at=at, **self.__dict__)


class ClearedModel(Model):
    """An item of private/cleared.yaml."""

    text: Line
    path: Line = ""
    reason: Line

    def record(self, at: Location) -> r.ClearedRecord:
        """The record at its place; a file may be written without the folder of the content in front."""
        is_file = self.path.endswith((".md", ".yaml", ".yml")) and not self.path.startswith(f"{CONTENT}/")
        return r.ClearedRecord(at=at, text=self.text, reason=self.reason, path=f"{CONTENT}/" * is_file + self.path)
