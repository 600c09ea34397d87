"""The field models: the border at which texts become typed records. Only these modules know pydantic models.

Each model checks one kind of record and makes the frozen value of ``model/records.py`` from it. Unknown fields are
errors; an empty value counts as absent. What stays private is in ``schema_private.py``.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from generator.base.problems import Location
from generator.model import records as r
from generator.model.settings import UNREAD, Footer, SiteSettings
from generator.read import yamlfaults
from generator.read.fields import (
    Day,
    Flag,
    Id,
    Ids,
    Line,
    Moment,
    Reference,
    Text,
    Words,
    choice,
    choices,
    matching,
    number,
)

GRANTER_KINDS = ("government", "party-branch", "company", "nonprofit", "volunteers", "school", "medical", "individual")
TELLS = ("health", "disability", "welfare")
_Url = Annotated[str, matching(r"https?://[^\s/]+(?:/\S*)?|mailto:\S+|tel:[\d+-]+", "url")]
# Of a folder, with its slash.
_BASE_URL = r"https?://[^\s/?#@]+(?:/[^\s?#]*)?(?<!\.html)(?<!\.htm)/"
_BaseUrl = Annotated[str, matching(_BASE_URL, "base-url", lambda url: url.rstrip("/") + "/")]
_Tells = Annotated[tuple[str, ...], choices(*TELLS)]


def is_base_url(url: str) -> bool:
    """Whether a site can stand there: a folder of a host, and no page of it."""
    return re.fullmatch(_BASE_URL, url.rstrip("/") + "/") is not None


class Model(BaseModel):
    """Base of all models: nothing extra, nothing guessed.

    Fields that ``must_say`` something keep somebody back: whoever begins such a line and leaves it empty means more
    than nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    must_say: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:
        if isinstance(value, dict):
            if None not in value.values():
                return value
            known = {field.alias or name for name, field in cls.model_fields.items()}
            # What is unknown stays, to be told so.
            kept = {key: item for key, item in value.items() if item is not None or key not in known}
            return kept | dict.fromkeys(cls.must_say.intersection(value.keys() - kept.keys()), "")
        if value == "":
            raise PydanticCustomError("empty", "empty")
        if isinstance(value, str):
            for error_type, find in (("colon", yamlfaults.full_width_colon), ("space", yamlfaults.missing_space)):
                if key := find(value):
                    raise PydanticCustomError(error_type, "form", {"key": key})
        return value


class FooterModel(Model):
    """``footer`` of site.yaml."""

    host: Line = ""
    address: Line = ""
    phone: Line = ""
    icp: Line = ""
    police: Line = ""
    site_code: Line = ""


class PrivacyModel(Model):
    """``privacy`` of site.yaml."""

    register_: Annotated[str, choice("required", "optional")] = Field("required", alias="register")


class SiteModel(Model):
    """site.yaml."""

    title: Line
    organization: Line
    base_url: _BaseUrl = ""
    language: Annotated[str, choice("zh-CN", "en")] = "zh-CN"
    timezone: Line = UNREAD.timezone
    description: Line = ""
    per_page: Annotated[int, number(1, 200)] = 20
    recommended: Annotated[int, number(0, 40)] = 8
    categories: dict[Id, Line] = {}
    groups: dict[Id, Line] = {}
    footer: FooterModel = FooterModel()
    public_contacts: Words = ()
    privacy: PrivacyModel = PrivacyModel()
    review: Annotated[str, choice("none", "three")] = "none"
    tags: dict[Id, Line] = {}
    claim: Text = ""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as unknown:
            raise PydanticCustomError("zone", "zone", {"value": value}) from unknown
        return value

    @field_validator("review")
    @classmethod
    def _no_review_yet(cls, value: str) -> str:
        if value == "three":
            raise PydanticCustomError("review", "review")
        return value

    def settings(self) -> SiteSettings:
        """The settings as the floors above use them."""
        return SiteSettings(
            title=self.title,
            organization=self.organization,
            base_url=self.base_url,
            language=self.language,
            timezone=self.timezone,
            description=self.description,
            per_page=self.per_page,
            recommended=self.recommended,
            categories=tuple(self.categories.items()),
            groups=tuple(self.groups.items()),
            footer=Footer(**self.footer.model_dump()),
            public_contacts=self.public_contacts,
            register_required=self.privacy.register_ == "required",
            tags=tuple(self.tags.items()),
            claim=self.claim,
        )


class ChannelModel(Model):
    """An item of channels.yaml."""

    id: Id
    name: Line
    description: Line = ""

    def record(self, at: Location) -> r.ChannelRecord:
        """The record at its place."""
        return r.ChannelRecord(at=at, **self.__dict__)


class PlaceModel(Model):
    """An item of places.yaml."""

    id: Id
    name: Line
    parent: Reference = ""
    contact: Line = ""

    def record(self, at: Location) -> r.PlaceRecord:
        """The record at its place."""
        return r.PlaceRecord(at=at, **self.__dict__)


class GranterModel(Model):
    """An item of granters.yaml."""

    id: Id
    name: Line
    kind: Annotated[str, choice(*GRANTER_KINDS)]
    url: _Url = ""
    person: Id = ""
    anonymous: Flag = False

    def record(self, at: Location) -> r.GranterRecord:
        """The record at its place."""
        return r.GranterRecord(at=at, **self.__dict__)


class PhotoModel(Model):
    """A photo of a wish, or the cover of a story."""

    src: Line
    alt: Line = ""
    caption: Line = ""
    credit: Line = ""
    subjects: Ids = ()

    def record(self, at: Location) -> r.PhotoRecord:
        """The record at its place."""
        return r.PhotoRecord(at=at, **self.__dict__)


class BeneficiaryModel(Model):
    """``beneficiary`` of a wish."""

    name: Line
    person: Id = ""
    crowd: Flag = False
    count: Annotated[int, number(1, 1_000_000)] = 1
    groups: Words = ()

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        # `beneficiary: 韦大爷` can only mean the name.
        bare = isinstance(value, str) and not yamlfaults.full_width_colon(value) and not yamlfaults.missing_space(value)
        return {"name": value} if bare else value


class ClosedModel(Model):
    """``closed`` of a wish."""

    on: Day
    reason: Annotated[str, choice("withdrawn", "declined", "duplicate")]


class WishModel(Model):
    """A wish record."""

    must_say: ClassVar[frozenset[str]] = frozenset(("closed",))

    id: Id
    title: Line
    wish: Text = ""
    # What an id refers to is looked up later, and may have been typed by its name.
    category: Reference
    place: Reference
    beneficiary: BeneficiaryModel
    granters: Words = ()
    collected: Day
    claimed: Day | None = None
    fulfilled: Day | None = None
    outcome: Text = ""
    tells: _Tells = ()
    photos: tuple[PhotoModel, ...] = ()
    closed: ClosedModel | None = None
    notes: Text = ""

    def record(self, at: Location) -> r.WishRecord:
        """The record at its place."""
        fields = dict(self.__dict__)
        fields["beneficiary"] = r.BeneficiaryRecord(**self.beneficiary.__dict__)
        fields["closed"] = r.ClosedRecord(**self.closed.__dict__) if self.closed else None
        fields["photos"] = tuple(photo.record(at.below("photos", i)) for i, photo in enumerate(self.photos))
        return r.WishRecord(at=at, **fields)


class SourceModel(Model):
    """``source`` of a story, or of a reprint."""

    name: Line
    url: _Url = ""

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class CorrectionModel(Model):
    """An item of ``corrections``."""

    date: Day
    text: Text


class RetractedModel(Model):
    """``retracted`` of a story."""

    date: Day
    reason: Text


class StoryModel(Model):
    """Front matter of a story."""

    must_say: ClassVar[frozenset[str]] = frozenset(("draft", "retracted"))

    id: Id = ""
    title: Line
    kicker: Line = ""
    date: Moment
    updated: Moment | None = None
    source: SourceModel | None = None
    author: Words = ()
    reporter: Words = ()
    correspondent: Words = ()
    editor: Words = ()
    channel: Reference
    tags: Words = ()
    summary: Line = ""
    cover: PhotoModel | None = None
    wishes: Words = ()
    places: Words = ()
    people: Ids = ()
    tells: _Tells = ()
    recommend: Words = ()
    featured: Flag = False
    draft: Flag = False
    expires: Moment | None = None
    aliases: Words = ()
    corrections: tuple[CorrectionModel, ...] = ()
    retracted: RetractedModel | None = None
    review: dict[str, Any] | None = None

    def record(self, at: Location, *, default_id: str, body: str, body_line: int) -> r.StoryRecord:
        """The record at its place, with its body."""
        roles = (("author", self.author), ("reporter", self.reporter), ("correspondent", self.correspondent))
        return r.StoryRecord(
            at=at,
            id=self.id or default_id,
            title=self.title,
            date=self.date,
            channel=self.channel,
            kicker=self.kicker,
            updated=self.updated,
            source_name=self.source.name if self.source else "",
            source_url=self.source.url if self.source else "",
            authors=tuple((role, name) for role, names in roles for name in names),
            editor="、".join(self.editor),
            tags=self.tags,
            summary=self.summary,
            cover=self.cover.record(at.below("cover")) if self.cover else None,
            wishes=self.wishes,
            places=self.places,
            people=self.people,
            tells=self.tells,
            recommend=self.recommend,
            featured=self.featured,
            draft=self.draft,
            expires=self.expires,
            aliases=self.aliases,
            corrections=tuple(sorted((item.date, item.text) for item in self.corrections)),
            retracted=(self.retracted.date, self.retracted.reason) if self.retracted else None,
            body=body,
            body_line=body_line,
        )


class PageModel(Model):
    """Front matter of a standing page."""

    title: Line
    menu: Annotated[int, number(1, 1000)] = 0
