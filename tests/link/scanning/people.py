"""The fictional people of the tests, and what a scanner says of a text."""

from __future__ import annotations

import msgspec

from generator.base.problems import Severity
from generator.link.privacy.guard import Clearance, Guard, Secret
from generator.link.scanning.scanner import Leak, Scanner

PASS, WARN, BLOCK = "pass", "warn", "block"


# 韦岚, 梁满, 黄舒芸, 欧阳娜 and 阳光 are adults who did not agree to be named; 梁满发 did; 蓝雨桐 is a minor.
TABLE = Guard(
    secrets=(
        Secret("p1", "name", "韦岚"),
        Secret("p2", "name", "梁满"),
        Secret("p4", "name", "蓝雨桐"),
        Secret("p5", "name", "黄舒芸"),
        Secret("p6", "name", "欧阳娜"),
        Secret("p7", "name", "阳光"),
    ),
    cleared=(),
    names_allowed=("梁满发",),
)


def guard(*names: str, allowed: tuple[str, ...] = (), cleared: tuple[tuple[str, str], ...] = ()) -> Guard:
    """A guard of people called so, with ids p1, p2 and so on."""
    secrets = tuple(Secret(f"p{number}", "name", name) for number, name in enumerate(names, 1))
    return Guard(secrets, tuple(Clearance(text, path) for text, path in cleared), allowed)


def leaks(
    content: str | bytes, path: str = "a.html", *, under: Guard = TABLE, contacts: tuple[str, ...] = ()
) -> list[Leak]:
    """What leaks in an output, be it read in full or glanced at first."""
    output = content.encode() if isinstance(content, str) else content
    found = Scanner(under, contacts).scan(path, output)
    assert Scanner(under, contacts, unseen=0).scan(path, output) == found
    return found


def verdict(found: list[Leak]) -> str:
    """The gravest of what was found."""
    if any(leak.severity is Severity.ERROR for leak in found):
        return BLOCK
    return WARN if found else PASS


def rules(found: list[Leak]) -> list[str]:
    """Rule and, of what is only possible, a question mark."""
    return [leak.rule + "?" * (leak.severity is Severity.WARNING) for leak in found]


def cleared(base: Guard, text: str, path: str = "") -> Guard:
    """A guard with one more text cleared."""
    return msgspec.structs.replace(base, cleared=(*base.cleared, Clearance(text, path)))
