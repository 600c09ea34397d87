"""The page of all messages says what the program says."""

from __future__ import annotations

import re

from tests.app import catalogue
from tests.app.test_codes import codes_of_the_program


def test_the_page_of_all_messages_is_up_to_date() -> None:
    assert catalogue.PLACE.read_text("utf-8") == catalogue.text(), "run make messages"


def test_no_code_is_left_out() -> None:
    headings = re.findall(r"^### (\w+)$", catalogue.PLACE.read_text("utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(codes_of_the_program())
