"""What is told of a site that is broken: causes alone, a template's mistake once, nothing private."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.app import report as reports
from generator.app.preview.panels import Fault, faults_of
from tests import sites

STORIES = """
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-01
channel: stories
wishes: [w1]
---
正文。
-- content/stories/b.md --
---
title: 又亮了
date: 2026-02-02
channel: stories
---
正文。
"""


def faults(root: Path) -> tuple[list[Fault], int]:
    return faults_of(sites.build(root), site=root, language="zh-CN")


def test_a_cause_is_told_without_what_it_brings_about(site: Callable[..., Path]) -> None:
    told, count = faults(site(f"{STORIES}\n-- content/wishes/w.yaml --\n- id： w1\n"))
    assert [(fault.code, fault.place.partition(":")[0]) for fault in told] == [
        ("C611", "content/wishes/w.yaml"),
    ]
    assert told[0].quoted == "- id： w1"
    assert count == 1


def test_a_mistake_in_a_template_is_told_once(site: Callable[..., Path]) -> None:
    text = STORIES.replace("wishes: [w1]\n", "")
    template = '{% extends "base.html" %}{% block main %}{{ no.thing }}{% endblock %}'
    root = site(f"{text}\n-- templates/story.html --\n{template}\n")
    report = sites.build(root)
    told, count = faults_of(report, site=root, language="zh-CN")
    assert [(fault.code, fault.place.partition(":")[0]) for fault in told] == [("T502", "templates/story.html")]
    assert count == 1
    shown = reports.as_text(report, language="zh-CN", site=root, built=True, strict=False)
    assert shown.count("T502") == 1
    assert "有 1 处要改" in shown


def test_a_line_of_the_register_is_not_quoted(site: Callable[..., Path]) -> None:
    told, _ = faults(site("-- content/private/people.yaml --\n- id： p-1\n"))
    assert [fault.quoted for fault in told] == [""]


def test_of_a_long_line_what_is_wrong_is_quoted(site: Callable[..., Path]) -> None:
    line = f"title: [{'长' * 300}, {{a： b}}]"
    told, _ = faults(site(f"-- content/wishes/w.yaml --\n- id: w1\n  {line}\n"))
    assert told
    assert all(len(fault.quoted) <= 122 for fault in told)
