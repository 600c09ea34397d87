"""What a record that cannot be read refers to all the same, so that what is not there is told with the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.base.problems import Location
from generator.model.records import Reference
from generator.read import schema, schema_private
from generator.read.fields import Words

# What is named in a field, by the keys that lead to it.
_NAMED: dict[type[BaseModel], dict[tuple[str, ...], str]] = {
    schema.StoryModel: {
        ("channel",): "channel",
        ("wishes",): "wish",
        ("places",): "place",
        ("recommend",): "story",
        ("people",): "person",
        ("cover", "subjects"): "person",
    },
    schema.WishModel: {
        ("category",): "category",
        ("place",): "place",
        ("granters",): "granter",
        ("beneficiary", "groups"): "group",
        ("beneficiary", "person"): "person",
    },
    schema.PlaceModel: {("parent",): "place"},
    schema_private.PersonModel: {("guardian",): "person"},
    schema_private.ConsentModel: {("person",): "person"},
}
# Fields that name one thing, and any mark in them is a part of its name.
_ONE = frozenset(("channel", "category", "place", "parent", "person", "guardian"))
_words = TypeAdapter(Words).validate_python


def references(
    model: type[BaseModel], value: Any, failure: ValidationError | None, at: Location, *, family: str
) -> Iterator[Reference]:
    """The ids in those fields of a record in which nothing is wrong.

    Args:
        model: of the record.
        value: the record as YAML has it.
        failure: what is wrong with it, if anything is.
        at: where it stands.
        family: how codes of its file begin.
    """
    errors = failure.errors(include_url=False) if failure else []
    wrong = {item["loc"][0] for item in errors if item["loc"]}
    for keys, kind in _NAMED.get(model, {}).items():
        typed = value
        for key in keys:
            typed = typed.get(key) if isinstance(typed, dict) else None
        if typed is not None and keys[0] not in wrong:
            words = [str(typed).strip()] if keys[-1] in _ONE else _words(typed)
            yield from (Reference(kind=kind, id=word, at=at.below(*keys), family=family) for word in words)
