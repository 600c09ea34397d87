"""Lines of Chinese text for a drawing: what may stand at the ends of a line (GB/T 15834), and where it is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

CUT = "……"
_NEVER_FIRST = "，。、；：？！）》」』】〕〉”’…—·・‧,.;:?!)]}%‰℃"
_NEVER_LAST = "（《「『【〔〈“‘￥([{#"
# Latin words and numbers with what joins them; blanks; any other character by itself.
_UNIT = re.compile(
    r"[A-Za-z0-9\u00c0-\u00ff][A-Za-z0-9\u00c0-\u00ff'’.,:/@&+_-]*[A-Za-z0-9\u00c0-\u00ff]|\s+|.", re.DOTALL
)
_NEEDLESS = re.compile(rf"\s+(?=[{re.escape(_NEVER_FIRST)}])|(?<=[{re.escape(_NEVER_LAST)}])\s+")

Measure = Callable[[str], int]
"""The width of a text in any unit, as a whole number."""


def lines(text: str, measure: Measure, *, width: int, most: int) -> list[str]:
    """A text as lines of about the same length, none wider than ``width``; cut where ``most`` do not hold it.

    Closing marks never begin a line, opening marks never end one, Latin words and numbers stay whole unless one is
    wider than a line.
    """
    units = [piece for unit in _units(text) for piece in _pieces(unit, measure, width)]
    broken = _filled(units, measure, width)
    if len(broken) > most:
        return _cut(broken[:most], measure, width)
    # As narrow as it goes without another line, so that no last line is a single character.
    step = max(1, width // 40)
    for narrower in range(width - step, 0, -step):
        tried = _filled(units, measure, narrower)
        if len(tried) > len(broken) or any(measure(line) > narrower for line in tried):
            break
        broken = tried
    return broken


def _units(text: str) -> list[str]:
    """What is never broken, in order; joined they are the text."""
    found: list[str] = []
    # Before a closing mark and after an opening one a blank says nothing, and would let a line break there.
    for unit in _UNIT.findall(_NEEDLESS.sub("", text.strip())):
        if found and (unit[0] in _NEVER_FIRST or found[-1][-1] in _NEVER_LAST):
            found[-1] += unit
        else:
            found.append(unit)
    return found


def _pieces(unit: str, measure: Measure, width: int) -> Sequence[str]:
    """A unit, or its characters where no line holds it."""
    return [unit] if measure(unit.strip()) <= width else list(unit)


def _filled(units: Sequence[str], measure: Measure, width: int) -> list[str]:
    """Lines, each as full as it goes."""
    found = [""]
    for unit in units:
        if found[-1] and measure((found[-1] + unit).strip()) > width:
            found.append("")
        found[-1] += unit
    return [line.strip() for line in found if line.strip()]


def _cut(kept: list[str], measure: Measure, width: int) -> list[str]:
    """The lines, with the sign that more was said at the end of the last."""
    last = kept[-1]
    while last and measure(last + CUT) > width:
        last = last[:-1]
    return [*kept[:-1], last.rstrip(_NEVER_FIRST + _NEVER_LAST + " ") + CUT]
