"""Records inside records, and their fields where they stand beside the field that they belong below."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from generator.read import schema

NESTED: dict[str, type[BaseModel]] = {
    "beneficiary": schema.BeneficiaryModel,
    "closed": schema.ClosedModel,
    "photos": schema.PhotoModel,
    "cover": schema.PhotoModel,
    "source": schema.SourceModel,
    "corrections": schema.CorrectionModel,
    "retracted": schema.RetractedModel,
    "footer": schema.FooterModel,
    "privacy": schema.PrivacyModel,
}
"""By the field that holds one, or a list of them."""


def names_of(model: type[BaseModel]) -> list[str]:
    """What the fields of a model are called in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def beside(value: Any, model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """Fields that are not indented: by the field that they follow, and which is empty.

    Args:
        value: a record as YAML has it.
        model: of the record, none of whose own fields is meant.
    """
    found: dict[str, tuple[str, ...]] = {}
    own, above = names_of(model), ""
    for key, content in value.items() if isinstance(value, dict) else ():
        if key in own:
            above = key if content is None and key in NESTED else ""
        elif above and key in names_of(NESTED[above]):
            found[above] = (*found.get(above, ()), key)
        else:
            above = ""
    return found
