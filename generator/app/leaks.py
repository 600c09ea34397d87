"""Where in the authors' files a text stands that was found in an output: a leak, or an address of another site."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from generator.base.digest import Part
from generator.base.problems import Location, Problem, Severity, error, warning
from generator.link.privacy.guard import Guard, Secret
from generator.link.prose.values import Prose
from generator.link.scanning import spots
from generator.link.scanning.scanner import Leak, Scanner
from generator.plan.outputs import Output
from generator.read import encoding, source, survey

_CODES = {
    "phone": "P432",
    "id-number": "P433",
    "bank-card": "P434",
    "address": "P435",
    "plate": "P436",
    "email": "P437",
    "qq": "P437",
    "wechat": "P437",
    "coordinates": "P438",
    "P421": "P421",
    "P424": "P424",
}
_ON_ONE_PAGE = ("P421", "P424")
_NAMED = "P431"
# Where the words of a link lead.
_TARGET = re.compile(r"\]\([^()\s]*\)")
_POSSIBLE = "P439"


# Of what a page itself holds, these are titles of others.
_OF_OTHERS = frozenset(("older", "newer", "links"))
# The wishes that a story tells of, and the stories that tell of a wish.
_TOLD = frozenset(("wishes", "stories"))
_AS_PAGE = "page.html"


def each_once(leaks: Iterable[Leak]) -> list[Leak]:
    """Each leak once: of the pages that show it, on the one that an author can open and knows."""
    return [group[0] for group in _grouped(leaks)]


def leak_problems(
    leaks: Iterable[Leak], sources: source.Sources, scanner: Scanner, outputs: Mapping[str, Output] | None = None
) -> list[Problem]:
    """Leaks as problems at the lines of the authors' files that they come from; the secret itself is not in them.

    A leak that stands in no file as such (put together by a template, or parted by the end of a line) is reported at
    the page it shows on. What was cleared for some files is told of all others.

    Args:
        leaks: that were found, on every page that shows them.
        sources: of the site.
        scanner: that found them.
        outputs: by path; none where nobody knows what pages are made of.
    """
    problems = []
    files: list[_Searched] = []
    for group in _grouped(leaks):
        files = files or list(_searched(sources))
        leak = group[0]
        places = list(_places(leak.text, files))
        told = [place for place in places if place.path not in leak.spared]
        if leak.rule in _ON_ONE_PAGE:
            # Elsewhere it may be said.
            told = [place for place in told if place.path == _origin_of(leak, outputs)] or [
                _roughly(leak, files, outputs)
            ]
        elif leak.spared and outputs:
            told += _hidden(group, {place.path for place in told}, files, outputs, scanner)
        elif not places:
            told = [_roughly(leak, files, outputs)]
        problems += [_problem(leak, place) for place in told]
    return problems


def _grouped(leaks: Iterable[Leak]) -> list[list[Leak]]:
    """The pages on which the same leaks, those first that an author can open and knows."""
    groups: defaultdict[tuple[str, str, str, str], list[Leak]] = defaultdict(list)
    for leak in sorted(set(leaks), key=_plainest):
        groups[leak.owner, leak.rule, leak.text, leak.path if leak.rule in _ON_ONE_PAGE else ""].append(leak)
    return [group for _, group in sorted(groups.items())]


def _origin_of(leak: Leak, outputs: Mapping[str, Output] | None) -> str:
    """The author's file that a page was made of; empty where there is none."""
    output = outputs.get(leak.path) if outputs else None
    return output.origin if output else ""


def _roughly(leak: Leak, files: Iterable[_Searched], outputs: Mapping[str, Output] | None) -> Location:
    """Where a leak begins that no line holds as such, for an emphasis or the end of the line parts it.

    It is the page, where it cannot be told from the file that the page was made of.
    """
    wanted, origin = spots.essence(leak.text), _origin_of(leak, outputs)
    for file in files:
        text = _TARGET.sub("]", file.text)
        if file.path == origin and wanted in spots.essence(text):
            lines = text.split("\n")
            # The last line from which on the rest of the file still holds it.
            first = bisect.bisect(range(len(lines)), 0, key=lambda at: wanted not in spots.essence("".join(lines[at:])))
            return Location(file.path, first, 1)
    return Location(leak.path, 1, 1)


def _hidden(
    group: Sequence[Leak],
    told: set[str],
    files: Sequence[_Searched],
    outputs: Mapping[str, Output],
    scanner: Scanner,
) -> Iterator[Location]:
    """The pages that say themselves what was cleared for the files of others, where no line of theirs could be told."""
    for leak in group:
        output = outputs.get(leak.path)
        origin = output.origin if output else ""
        if output and origin and origin not in told.union(leak.spared) and _says(output, leak, scanner):
            yield _roughly(leak, files, outputs)


def _says(output: Output, leak: Leak, scanner: Scanner) -> bool:
    """Whether a page says something itself, beside what it shows of others."""
    found = (one for text in _own_texts(output) for one in scanner.scan(_AS_PAGE, text))
    return any((one.owner, one.rule, one.text) == (leak.owner, leak.rule, leak.text) for one in found)


def leaks_beside(guard: Guard, outputs: Mapping[str, Output]) -> Iterator[Leak]:
    """Names that pages say beside what must not stand beside them, in themselves and in the cards of what they tell.

    The titles of other stories, which every page has at its foot, tie nobody's name to it.

    Args:
        guard: of the site.
        outputs: by path; of a site that was not planned, none.
    """
    bounds: defaultdict[str, list[Secret]] = defaultdict(list)
    for path, secret in guard.beside:
        bounds[path].append(secret)
    for path, secrets in bounds.items():
        codes = {secret.owner: secret.rule for secret in secrets}
        names = tuple(Secret(secret.owner, "name", secret.text) for secret in secrets)
        scanner = Scanner(Guard(names, guard.cleared), ())
        texts = _own_texts(outputs[path], _TOLD) if path in outputs else ()
        for leak in (leak for text in texts for leak in scanner.scan(_AS_PAGE, text)):
            if leak.severity is Severity.ERROR and leak.owner:
                yield msgspec.structs.replace(leak, path=path, rule=codes[leak.owner])


def _own_texts(output: Output, cards: Collection[str] = ()) -> Iterator[bytes]:
    """What a page says itself, as bytes to be scanned, and some of the cards that it shows."""
    yield from (_encoded(value) for name, value in output.own.items() if name not in _OF_OTHERS)
    for name, part in output.parts.items():
        if isinstance(part, Part):
            yield _encoded(part.value)
        elif name in cards:
            yield from (_encoded(card.value) for card in part)


def _encoded(value: Any) -> bytes:
    if isinstance(value, Prose):
        value = value.html
    return value.encode() if isinstance(value, str) else msgspec.json.encode(value)


def _plainest(leak: Leak) -> tuple[bool, bool, Leak]:
    return not leak.path.endswith(".html"), not leak.path.startswith(("stories/", "wishes/")), leak


def _problem(leak: Leak, place: Location) -> Problem:
    facts = {"rule": leak.rule, "person": leak.owner, "page": leak.path}
    if leak.severity is Severity.WARNING:
        return warning(_POSSIBLE, place, **facts)
    return error(_CODES.get(leak.rule, _NAMED), place, **facts)


class _Searched(NamedTuple):
    """A public file that is searched for many leaks, line by line only where its essence holds one."""

    path: str
    text: str
    essence: str


def _searched(sources: source.Sources) -> Iterator[_Searched]:
    for path, text in _public(sources):
        yield _Searched(path, text, spots.essence(text))


def _public(sources: source.Sources) -> Iterator[tuple[str, str]]:
    """Paths and texts of the files whose lines may be told."""
    for item in sources.texts:
        if not survey.is_private(item.path):
            yield item.path, encoding.decode(item.content, item.path)[0]


def places_of(address: str, sources: source.Sources) -> Iterator[Location]:
    """Where an address stands in public files, as it is written."""
    for path, text in _public(sources):
        for number, line in enumerate(text.split("\n"), 1):
            if (at := line.find(address)) >= 0:
                yield Location(path, number, at + 1)


def _places(text: str, files: Iterable[_Searched]) -> Iterator[Location]:
    """Lines of public source files in which a text stands, in whatever disguise."""
    wanted = spots.essence(text)
    for file in files:
        for number, line in enumerate(file.text.split("\n") if wanted in file.essence else (), 1):
            if column := Scanner.find(line, text):
                yield Location(file.path, number, column)
