"""QR codes that are added up are those that the library draws."""

from __future__ import annotations

import random
import re

import segno

from generator.render.qr import Coder

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-/."


def drawn(text: str) -> list[bytes]:
    code = segno.make(text.encode(), error="m", mask=4, mode="byte", boost_error=False, micro=False)
    return [bytes(row) for row in code.matrix]


def test_a_hundred_addresses_of_all_lengths_are_drawn_as_the_library_draws_them() -> None:
    chance = random.Random(7)
    coder = Coder()
    for number in range(100):
        text = "https://example.org/" + "".join(chance.choices(_LETTERS, k=8 + number % 3))
        assert coder.rows(text) == drawn(text), text


def test_what_was_coded_before_changes_nothing() -> None:
    addresses = [f"https://例子.example/{letter}" for letter in "abcd"]
    fresh = [Coder().rows(address) for address in addresses]
    coder = Coder()
    assert [coder.rows(address) for address in reversed(addresses)] == fresh[::-1]
    assert len({b"".join(rows) for rows in fresh}) == 4


def test_the_drawing_has_the_modules_and_the_white_around_them() -> None:
    text = "https://example.org/1"
    wanted = drawn(text)
    svg = Coder().svg(text)
    assert f'viewBox="0 0 {len(wanted) + 8} {len(wanted) + 8}"' in svg
    dark: set[tuple[int, int]] = set()
    column = row = 0
    for step in re.findall(r"[A-Za-z][^A-Za-z]*", svg.rpartition(' d="')[2].partition('"')[0]):
        match step[0], *(float(number) for number in step[1:].split()):
            case "M", x, y:
                column, row = int(x), int(y)
            case "m", x, 0.0:
                column += int(x)
            case "h", width:
                dark.update((row, at) for at in range(column, column + int(width)))
                column += int(width)
            case other:
                raise AssertionError(other)
    modules = {(y + 4, x + 4) for y, line in enumerate(wanted) for x, module in enumerate(line) if module}
    assert dark == modules
