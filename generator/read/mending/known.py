"""What the schema knows of a place in a file: whether words, a list of words or a date belong there.

Asked of the field models themselves, so that a new field is mended like its neighbours.
"""

from __future__ import annotations

import datetime as dt
import types
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from generator.read import schema, schema_private
from generator.read.survey import CONTENT
from generator.read.yamlvalues import Pointer

TEXT, WORDS, WORD, DATE, MAPPING, LIST, OTHER, UNKNOWN = "text", "words", "word", "date", "mapping", "list", "other", ""

_FILES: dict[str, type[BaseModel]] = {
    "site.yaml": schema.SiteModel,
    "channels.yaml": schema.ChannelModel,
    "places.yaml": schema.PlaceModel,
    "granters.yaml": schema.GranterModel,
    "private/people.yaml": schema_private.PersonModel,
    "private/consents.yaml": schema_private.ConsentModel,
    "private/cleared.yaml": schema_private.ClearedModel,
}
_FOLDERS: dict[str, type[BaseModel]] = {
    "wishes/": schema.WishModel,
    "stories/": schema.StoryModel,
    "pages/": schema.PageModel,
}


def model_of(path: str) -> type[BaseModel]:
    """The model of a file's records.

    Raises:
        KeyError: no file that the program reads.
    """
    inside = path.removeprefix(f"{CONTENT}/")
    return next((model for folder, model in _FOLDERS.items() if inside.startswith(folder)), None) or _FILES[inside]


def keys_of(path: str) -> frozenset[str]:
    """Every key that may stand anywhere in a file, but for the ids that its authors make up."""
    return frozenset(key for key, _ in _keys(model_of(path)))


def list_keys_of(path: str) -> frozenset[str]:
    """The keys of lists of words."""
    return frozenset(key for key, kind in _keys(model_of(path)) if kind == WORDS)


def may_be_key(path: str, key: str) -> bool:
    """Whether a key may stand somewhere in a file; where its authors make up ids, any may."""
    return key in keys_of(path) or model_of(path) is schema.SiteModel


@cache
def _keys(model: type[BaseModel]) -> frozenset[tuple[str, str]]:
    """Every key of a model and of those inside it, each with what belongs there."""
    found: set[tuple[str, str]] = set()
    pending: list[Any] = [model]
    while pending:
        kind = pending.pop()
        if _is_model(kind):
            found |= {(key, _named(inner)) for key, inner in _fields(kind).items()}
            pending += _fields(kind).values()
        else:
            pending += [_plain(item) for item in get_args(kind) if item is not Ellipsis]
    return frozenset(found)


def kind_at(path: str, pointer: Pointer) -> str:
    """What belongs at a place; ``UNKNOWN`` where nothing does."""
    kind: Any = model_of(path)
    # A file holds a record, or a list of them.
    for step in pointer[1:] if pointer and isinstance(pointer[0], int) else pointer:
        kind = _below(kind, step)
    return _named(kind)


def _named(kind: Any) -> str:
    if kind is None:
        return UNKNOWN
    if _is_model(kind) or get_origin(kind) is dict:
        return MAPPING
    if get_origin(kind) is tuple:
        return WORDS if _plain(get_args(kind)[0]) is str else LIST
    return {str: TEXT, _Word: WORD, dt.date: DATE, dt.datetime: DATE}.get(kind, OTHER)


class _Word:
    """Stands for an item of a list of words."""


def _below(kind: Any, step: str | int) -> Any:
    """The type at a key or index below one; ``None`` where there is nothing."""
    if _is_model(kind):
        return _fields(kind).get(step) if isinstance(step, str) else None
    inner = [_plain(item) for item in get_args(kind)]
    if get_origin(kind) is dict and isinstance(step, str):
        return inner[1]
    if get_origin(kind) is tuple and isinstance(step, int):
        return _Word if inner[0] is str else inner[0]
    return None


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: _plain(field.annotation) for name, field in model.model_fields.items()}


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _plain(kind: Any) -> Any:
    """A type without what may be left out and without its validators."""
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = next(item for item in get_args(kind) if item is not types.NoneType)
    # One of a few words is a word.
    return str if get_origin(kind) is Literal else kind
