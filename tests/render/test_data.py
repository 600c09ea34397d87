"""JSON for machines, and JSON that stands inside a page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.render import data, filters

HOSTILE = ("</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\u2028b\u2029c", "&lt;/script&gt;", '"\\')
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_ends_the_script_and_a_reader_of_json_gets_the_text(text: str) -> None:
    written = filters.json_script({"headline": text})
    page = f'<!DOCTYPE html><title>x</title><script type="application/ld+json">{written}</script><p>after</p>'
    tree = LexborHTMLParser(page)
    (script,) = tree.css("script")
    assert json.loads(script.text()) == {"headline": text}
    assert [node.text() for node in tree.css("p")] == ["after"]


@given(st.recursive(TEXTS | st.integers(-(2**53), 2**53) | st.booleans() | st.none(), st.lists))
def test_json_inside_a_script_means_the_same_in_characters_that_mean_nothing_else(value: Any) -> None:
    written = data.inside_script(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")


def test_json_for_machines_is_plain_utf8_with_a_line_end() -> None:
    assert (
        data.as_json({"b": "心愿", "a": ["</script>"]}) == '{\n "b": "心愿",\n "a": [\n  "</script>"\n ]\n}\n'.encode()
    )
