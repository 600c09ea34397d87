"""The advice on a small site, as ``check`` gives it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.base.problems import Problem
from generator.link.privacy import advice
from generator.read import source
from generator.read.locate import locate
from tests import sites

ROOT = Path(__file__).resolve().parents[3]
"""The demo."""


def advice_on(root: Path, *, now: dt.datetime = sites.NOW) -> list[Problem]:
    """Located advice on a site that can be read."""
    settings, records, problems = sites.read(root)
    assert settings is not None
    assert problems == []
    found = advice.on_site(records, settings, now.replace(tzinfo=settings.zone))
    return locate(found, lambda path: source.content_of(root, path))


def facts(problem: Problem) -> dict[str, str]:
    return dict(problem.facts)
