"""What the values of the model know of themselves."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from generator.base.problems import Location
from generator.model import entities, records
from generator.model.entities import Wish, WishStatus
from generator.model.settings import SiteSettings


def wish(claimed: dt.date | None = None, fulfilled: dt.date | None = None) -> Wish:
    return Wish(
        id="w-1",
        title="灯",
        category="home",
        place="dukou",
        name="邻居",
        status=WishStatus.COLLECTED,
        collected=dt.date(2026, 1, 1),
        claimed=claimed,
        fulfilled=fulfilled,
    )


def test_a_wish_has_stood_where_it_stands_since_its_last_step() -> None:
    claimed, fulfilled = dt.date(2026, 1, 2), dt.date(2026, 1, 3)
    assert wish().since == dt.date(2026, 1, 1)
    assert wish(claimed=claimed).since == claimed
    assert wish(claimed=claimed, fulfilled=fulfilled).since == fulfilled


def test_the_wall_shows_first_what_waits() -> None:
    assert list(WishStatus) == ["collected", "claimed", "fulfilled"]


def test_the_zone_is_the_sites() -> None:
    assert SiteSettings(title="x", organization="y").zone.key == "Asia/Shanghai"
    assert SiteSettings(title="x", organization="y", timezone="America/Lima").zone.key == "America/Lima"


@pytest.mark.parametrize("value", [records.PersonRecord(at=Location("x"), id="p-1", name="韦岚音"), wish()])
def test_values_cannot_be_changed(value: msgspec.Struct) -> None:
    with pytest.raises(AttributeError):
        value.id = "other"  # type: ignore[attr-defined]


def test_no_public_value_has_a_field_that_only_the_register_knows() -> None:
    """By type, nothing after the gate can name what is private (spec 4.1)."""
    private = set(records.PersonRecord.__struct_fields__) | set(records.ConsentRecord.__struct_fields__) | {"notes"}
    # A story's aliases are addresses.
    private -= {"at", "id", "name", "channels", "aliases"}
    kinds = [kind for kind in vars(entities).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    assert len(kinds) > 10
    for kind in kinds:
        assert private.isdisjoint(kind.__struct_fields__), kind
    assert not [name for name, value in vars(entities).items() if getattr(value, "__module__", "") == records.__name__]
    assert {"person", "subjects"}.isdisjoint(Wish.__struct_fields__ + entities.Photo.__struct_fields__)
