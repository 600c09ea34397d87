"""What a report tells of what is wrong, where the name of a field is somebody's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app import report as reports
from generator.app.asking import options
from generator.app.explain import explain
from tests import sites

PEOPLE = "- {id: p-1, name: 覃映荷, birth: 1950-03}"
SITE = """
-- content/private/people.yaml --
%s
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
%s
---
好。
"""


@pytest.mark.parametrize(
    ("people", "field", "code"),
    [
        (PEOPLE, "覃映荷: 八十六岁", "S201"),
        (PEOPLE, "覃映荷: 甲\n覃映荷: 乙", "C618"),
        # Nobody knows any more whose name it is.
        (f"{PEOPLE[:-1]}, phone: [1]}}", "覃映荷: 八十六岁", "S201"),
    ],
)
def test_a_name_typed_as_a_field_is_not_told(site: Callable[..., Path], people: str, field: str, code: str) -> None:
    root = site(SITE % (people, field))
    report = sites.check(root)
    assert code in {problem.code for problem in report.problems}
    for language in ("zh-CN", "en"):
        said = reports.as_text(report, language=language, site=root, built=False, strict=False)
        for text in (said, reports.as_json(report, language=language), reports.as_github(report, language=language)):
            assert "映荷" not in text


@pytest.mark.parametrize("settings", ["titel: 点亮", "title：点亮", "- 点亮"])
def test_without_settings_too_nobody_in_the_register_is_named(site: Callable[..., Path], settings: str) -> None:
    name = f"-- content/site.yaml --\n{settings}\n" + SITE % (PEOPLE, "tags: [灯]\ntells: [覃映荷]")
    root = site(name)
    report = sites.check(root)
    assert {"S207"} <= {problem.code for problem in report.problems}
    said = reports.as_text(report, language="zh-CN", site=root, built=False, strict=False)
    for text in (said, reports.as_json(report, language="en"), reports.as_github(report, language="en")):
        assert "映荷" not in text
    shown = explain(root, "a", options=options(now=sites.NOW.isoformat(" ", "minutes")), progress=lambda *_: None)
    assert "映荷" not in repr(shown.problems)
