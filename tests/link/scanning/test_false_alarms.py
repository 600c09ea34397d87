"""Ordinary text: fewer than one paragraph in two hundred alarms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from generator.link.scanning.scanner import Scanner
from tests.link.scanning.ordinary import PLANTED, REGISTER, paragraphs, paragraphs_of
from tests.link.scanning.people import guard

_DEMO = Path(__file__).resolve().parents[3] / "content"
_REPORTERS = ("覃一鸣", "罗一苇", "叶予")


def alarms(texts: Sequence[str], contacts: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    """Paragraphs that alarm, with what was found."""
    scanner = Scanner(guard(*REGISTER, allowed=_REPORTERS), contacts)
    found = ((text, scanner.scan("a.html", f"<p>{text}</p>".encode())) for text in texts)
    return [(text, [f"{leak.rule} {leak.text}" for leak in leaks]) for text, leaks in found if leaks]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ordinary_paragraphs_hardly_ever_alarm(seed: int) -> None:
    texts = [text for text in paragraphs(520, seed=seed) if not any(word in text for word in PLANTED)]
    assert len(texts) >= 500
    assert len(found := alarms(texts)) * 200 < len(texts), found


def test_neither_does_the_demo() -> None:
    contacts = yaml.safe_load((_DEMO / "site.yaml").read_text("utf-8"))["public_contacts"]
    texts = [text for text in paragraphs_of(_DEMO / "stories") if not any(word in text for word in PLANTED)]
    assert len(texts) > 100
    assert len(found := alarms(texts, contacts)) * 200 < len(texts), found


@pytest.mark.parametrize("name", ["金秋", "方正", "田野", "雷雨"])
def test_a_word_that_is_a_whole_name_stops_no_page(name: str) -> None:
    scanner = Scanner(guard(name), ())
    (leak,) = scanner.scan("a.html", f"<p>{name}的时节</p>".encode())
    assert leak.severity.value == "warning"


def test_words_that_are_names_are_warned_of_where_they_stand_alone() -> None:
    said = ["国庆这天放假", "国庆节放假", "屋里的阳光很好", "建国以来", "这时国庆说好"]
    assert [bool(alarms([text])) for text in said] == [True, False, True, False, True]
