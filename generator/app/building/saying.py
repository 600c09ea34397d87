"""What a page says itself, and what it shows of others: a name may be allowed in the one and not in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from markupsafe import escape

from generator.base.digest import Part
from generator.base.problems import Severity
from generator.link.privacy.guard import Guard, Secret
from generator.link.prose.values import Prose
from generator.link.scanning.scanner import Leak, Scanner
from generator.plan.outputs import Output

# Of what a page itself holds, these are titles of others.
_OF_OTHERS = frozenset(("older", "newer", "links"))
# The wishes that a story tells of, and the stories that tell of a wish.
_TOLD = frozenset(("wishes", "stories"))
# They stand on every page, and are none's own.
_FRAME = frozenset(("chrome", "crumbs"))
_AS_PAGE = "page.html"
# Of a text that stands in an attribute.
_LONGEST = 1000
# Between two texts, so that nothing is read across.
_APART = b"<p>"


def says(output: Output, leak: Leak, scanner: Scanner) -> bool:
    """Whether a page says something itself, in its address too, beside what it shows of others."""
    return _is_in(output.path, _own_values(output), leak, scanner)


def shows(output: Output, leak: Leak, scanner: Scanner) -> bool:
    """Whether it is in anything that a page was made of; else its template says it, or the page is no page."""
    values = [value.value for part in output.parts.values() for value in ((part,) if isinstance(part, Part) else part)]
    return _is_in(_AS_PAGE, [*output.own.values(), *values], leak, scanner)


def leaks_beside(guard: Guard, outputs: Mapping[str, Output]) -> Iterator[Leak]:
    """Names that pages say beside what must not stand beside them, in themselves and in the cards of what they tell.

    The titles of other stories, which every page has at its foot, tie nobody's name to it.

    Args:
        guard: of the site.
        outputs: by path; of a site that was not planned, none.
    """
    bounds: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path, secret in guard.beside:
        bounds[path][secret.owner] = secret.rule
    names = {Secret(secret.owner, "name", secret.text) for _, secret in guard.beside}
    scanner = Scanner(Guard(tuple(sorted(names)), guard.cleared), ()) if names else None
    for path, codes in sorted(bounds.items()):
        if scanner and path in outputs:
            for leak in scanner.scan(_AS_PAGE, _joined(_own_values(outputs[path], _TOLD))):
                # Whoever else is named there may be.
                if leak.severity is Severity.ERROR and leak.owner in codes:
                    yield msgspec.structs.replace(leak, path=path, rule=codes[leak.owner])


def _is_in(path: str, values: Collection[Any], leak: Leak, scanner: Scanner) -> bool:
    # A title stands in an attribute as well, where a word alone is read as an address.
    found = scanner.scan(path, _APART.join((_joined(values), _as_attributes(values))))
    return any((one.owner, one.rule, one.text) == (leak.owner, leak.rule, leak.text) for one in found)


def _own_values(output: Output, cards: Collection[str] = ()) -> list[Any]:
    """What a page says itself, and some of the cards that it shows."""
    values = [value for name, value in output.own.items() if name not in _OF_OTHERS]
    for name, part in output.parts.items():
        if isinstance(part, Part):
            values += [] if name in _FRAME else [part.value]
        elif name in cards:
            values += (card.value for card in part)
    return values


def _joined(values: Collection[Any]) -> bytes:
    return _APART.join(map(_encoded, values))


def _as_attributes(values: Collection[Any]) -> bytes:
    """All short texts in some values, each as the value of an attribute."""
    texts = dict.fromkeys(text for value in values for text in _texts(value) if len(text) < _LONGEST)
    return "".join(f'<p title="{escape(text)}">' for text in texts).encode()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (text for item in value for text in _texts(item))
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Prose):
        yield from _texts(msgspec.structs.astuple(value))


def _encoded(value: Any) -> bytes:
    if isinstance(value, Prose):
        value = value.html
    return value.encode() if isinstance(value, str) else msgspec.json.encode(value, enc_hook=str)
