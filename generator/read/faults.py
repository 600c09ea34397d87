"""A validation error becomes problems: a stable code, the place, and what an author needs to mend it.

The last two digits of a code say what is wrong, its letter and first digit in which kind of file: W1 wishes, S2
stories and pages, P4 private records, C6 settings and lists.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.base.nearest import nearest
from generator.base.problems import Location, Problem, error
from generator.read import nested
from generator.read.spoken import CHOICES, FIELDS

UNKNOWN_KEY = "01"
MISSING = "02"
WRONG_KIND = "03"
ID_FORM = "04"
DATE_FORM = "05"
NUMBER = "06"
CHOICE = "07"
EMPTY = "08"
DUPLICATE_ID = "09"
UNKNOWN_REFERENCE = "10"

_FAMILIES = ("W1", "S2", "P4", "C6")
# Days as a spreadsheet counts them (from 1900 on, with a 29 February that was none): of the years 1982 to 2064.
_SERIAL = re.compile(r"[345]\d{4}")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_OWN = {
    "id": ID_FORM,
    "date": DATE_FORM,
    "number": NUMBER,
    "choice": CHOICE,
    "empty": EMPTY,
    "kind": WRONG_KIND,
}
# Types of our own that have one code wherever they stand.
_FIXED = {
    "colon": "C611",
    "space": "C612",
    "dash": "C655",
    "hidden": "C623",
    "url": "C632",
    "base-url": "C659",
    "zone": "C631",
    "review": "C630",
}
_OF_NAMES = {"name": "P414", "several": "P415", "sheet": "P419"}
_EXPECTED = {"model_type": "mapping", "dict_type": "mapping", "tuple_type": "list", "list_type": "list"}


def from_validation(
    failure: ValidationError, value: Any, at: Location, *, family: str, model: type[BaseModel]
) -> list[Problem]:
    """All problems of one record.

    Args:
        failure: what pydantic found, all errors at once.
        value: the record as YAML has it.
        at: where it stands.
        family: ``W1``, ``S2``, ``P4`` or ``C6``.
        model: the record's model, for suggestions.
    """
    # One slip of the hand, and every field of it would be told as unknown in one place and missing in the other.
    beside = nested.beside(value, model)
    slips = {*beside, *itertools.chain.from_iterable(beside.values())}
    items = [item for item in failure.errors(include_url=False) if not item["loc"] or item["loc"][0] not in slips]
    found = [error("C656", at.below(key), key=key, fields=", ".join(names)) for key, names in beside.items()]
    found += [_problem(item, at, family=family, model=model) for item in items]
    # A field that stands there under a mistyped name is not missing besides.
    typed = {
        (problem.location.pointer[:-1], dict(problem.facts)["nearest"])
        for problem in found
        if _is(problem, UNKNOWN_KEY)
    }
    return [
        problem
        for problem in found
        if not (_is(problem, MISSING) and (problem.location.pointer, dict(problem.facts)["field"]) in typed)
    ]


def is_missing(problem: Problem) -> bool:
    """Whether a problem tells of a field that is not there."""
    return _is(problem, MISSING)


def _is(problem: Problem, kind: str) -> bool:
    return problem.code[2:] == kind and problem.code[:2] in _FAMILIES


def _problem(item: Any, at: Location, *, family: str, model: type[BaseModel]) -> Problem:
    keys = tuple(key for key in item["loc"] if key != "[key]")
    kind, facts = item["type"], dict(item.get("ctx", {}))
    field = str(keys[-1]) if keys else ""
    place = at.below(*keys)
    if kind == "extra_forbidden":
        return _unknown(field, place, family=family, names=_names(model, keys[:-1]))
    if kind == "missing":
        return error(family + MISSING, at.below(*keys[:-1]), field=field)
    if kind in _FIXED:
        # A message about a private file quotes nothing of it.
        return error(_FIXED[kind], place, **(facts if kind != "dash" or family != "P4" else {"item": ""}))
    if kind in _OF_NAMES:
        return error(_OF_NAMES[kind], place, field=field)
    if kind in _EXPECTED or kind in _OWN:
        return _of_value(kind, item["input"], facts, place, family=family, field=field)
    raise AssertionError(f"no code for validation error {kind!r}")


def _unknown(field: str, place: Location, *, family: str, names: list[str]) -> Problem:
    close = nearest(field.lower(), names) or next((name for name in FIELDS.get(field, ()) if name in names), "")
    around = (key for key, inner in nested.NESTED.items() if key in names and field in nested.names_of(inner))
    inside = "" if close else next(around, "")
    # What may stand behind such a field by itself: the name of whom it is about, the file of a picture.
    own = nested.names_of(nested.NESTED[inside]) if inside else []
    bare = next((name for name in ("name", "src") if name in own), "")
    unknown = "" if close or inside else field
    # In the register, what is deleted is guarded no more.
    facts = {"unknown": "", "private": unknown} if family == "P4" else {"unknown": unknown, "private": ""}
    return error(family + UNKNOWN_KEY, place, key=field, nearest=close, inside=inside, bare=bare, **facts)


def _of_value(kind: str, value: object, facts: dict[str, Any], place: Location, *, family: str, field: str) -> Problem:
    """What is wrong with a value that is there."""
    if _is_records(value):
        # Behind a field without a value, what stands deeper is read as its value.
        return error("C660", place.below(0), blanks="")
    if kind in _EXPECTED:
        facts = {"expected": _EXPECTED[kind], "found": _found(value), "value": str(value)[:60]}
        return error(family + WRONG_KIND, place, field=field, **facts)
    if kind == "choice":
        choices = facts["choices"].split(", ")
        meant = CHOICES.get(facts["value"], "")
        facts["nearest"] = meant if meant in choices else nearest(facts["value"], choices)
    elif kind == "date":
        typed = facts["value"]
        is_serial = _SERIAL.fullmatch(typed) is not None
        facts["serial"] = _SERIAL_ZERO + dt.timedelta(days=int(typed)) if is_serial else ""
    elif kind == "id":
        facts["named"] = "" if facts["value"].isascii() else facts["value"]
    return error(family + _OWN[kind], place, field=field, **facts)


def _names(model: type[BaseModel], parents: tuple[Any, ...]) -> list[str]:
    names = [key for key in parents if isinstance(key, str)]
    return nested.names_of(nested.NESTED.get(names[-1], model) if names else model)


def _is_records(value: object) -> bool:
    """Whether something is a list of records."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)


def _found(value: object) -> str:
    return "mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"
