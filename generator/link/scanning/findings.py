"""What a rule found in a text."""

from __future__ import annotations

import msgspec

from generator.base.problems import Severity


class Finding(msgspec.Struct, frozen=True, order=True, gc=False):
    """Something that must not go out, wherever the text stands.

    Attributes:
        rule: which rule it breaks.
        owner: whose it is, an id; empty if nobody's in particular.
        text: what was found, folded; numbers as bare digits.
        severity: whether it is certain (error) or only possible (warning).
        spared: the outputs and files in which it was cleared.
    """

    rule: str
    owner: str
    text: str
    severity: Severity = Severity.ERROR
    spared: tuple[str, ...] = ()
