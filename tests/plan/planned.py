"""A small site, read, linked and planned but not rendered: its views, as templates would see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.app.building.prepare import prepare
from generator.model.settings import BuildOptions
from generator.plan.outputs import Json, Output, Page, values_of
from tests.sites import NOW, make_site

BASE_URL = "https://news.example.org/wishes/"
SETTINGS = f"""
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
base_url: {BASE_URL}
description: 心愿和兑现以后的故事
categories: {{home: 居家}}
per_page: 2
"""


def outputs(root: Path, text: str, *, drafts: bool = False) -> dict[str, Output]:
    """The outputs of a site that is the base, ``SETTINGS`` unless it has its own, and the files of the text."""
    made = make_site(root, text if "-- content/site.yaml --" in text else SETTINGS + text)
    prepared = prepare(made, BuildOptions(now=NOW, output=str(root), drafts=drafts), progress=lambda *_: None)
    assert [told for told in prepared.problems if told.is_error] == []
    return prepared.outputs


def view(planned: dict[str, Output], path: str) -> Any:
    """The view of a page, or the value of a file of JSON."""
    output = planned[path]
    assert isinstance(output.recipe, Page | Json)
    return output.recipe.build(path, values_of(output))
