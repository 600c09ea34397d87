"""What is to be told of a file with a slip of YAML in it, besides the slip: what is wrong with the rest of its records.

None of them counts as read, and nothing that is missing in a broken one is told, for it may be in what is broken.
"""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from pydantic import BaseModel, ValidationError

from generator.base.problems import Location, Problem
from generator.model.records import Reference
from generator.read import faults, recovering, torn
from generator.read.locate import nearest_mark, placed
from generator.read.recovering import Broken


class Told(NamedTuple):
    """Problems, located, and what is referred to, at its line."""

    problems: list[Problem]
    references: list[Reference]


def told(broken: Broken, model: type[BaseModel], *, family: str, zone: ZoneInfo) -> Told:
    """What can be told of the rest of a text, besides its slips.

    Args:
        broken: the text.
        model: of a record.
        family: how codes of its file begin.
        zone: of the site.
    """
    rest = recovering.rest_of(broken)
    lines = [""] * (broken.first_line - 1) + broken.text.split("\n")
    slips = set(broken.slips)
    found = Told([problem for problem in rest.problems if problem not in slips], [])
    for record in rest.records:
        at, failure = Location(broken.path, pointer=record.pointer), None
        try:
            model.model_validate(record.value, context={"zone": zone})
        except ValidationError as failed:
            failure = failed
            problems = faults.from_validation(failed, record.value, at, family=family, model=model)
            told_of = (problem for problem in problems if not (record.may_lack and faults.is_missing(problem)))
            found.problems.extend(placed(problem, rest.marks, lines) for problem in told_of)
        for reference in torn.references(model, record.value, failure, at, family=family):
            line, column = nearest_mark(rest.marks, reference.at.pointer)
            found.references.append(msgspec.structs.replace(reference, at=Location(broken.path, line, column)))
    return found
