"""Where in the authors' files a text stands that was found in an output: a leak, or an address of another site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from generator.base.digest import Part
from generator.base.problems import Location, Problem, Severity, error, warning
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
}
_NAMED = "P431"
_POSSIBLE = "P439"


# Of what a page itself holds, these are titles of others.
_OF_OTHERS = frozenset(("older", "newer", "links"))


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
        if leak.spared and outputs:
            told += _hidden(group, {place.path for place in told}, outputs, scanner)
        elif not places:
            told = [Location(leak.path, 1, 1)]
        problems += [_problem(leak, place) for place in told]
    return problems


def _grouped(leaks: Iterable[Leak]) -> list[list[Leak]]:
    """The pages on which the same leaks, those first that an author can open and knows."""
    groups: defaultdict[tuple[str, str, str], list[Leak]] = defaultdict(list)
    for leak in sorted(set(leaks), key=_plainest):
        groups[leak.owner, leak.rule, leak.text].append(leak)
    return [group for _, group in sorted(groups.items())]


def _hidden(
    group: Sequence[Leak], told: set[str], outputs: Mapping[str, Output], scanner: Scanner
) -> Iterator[Location]:
    """The pages that say themselves what was cleared for the files of others, where no line of theirs could be told."""
    for leak in group:
        output = outputs.get(leak.path)
        origin = output.origin if output else ""
        if output and origin and origin not in told.union(leak.spared) and _says(output, leak, scanner):
            yield Location(leak.path, 1, 1)


def _says(output: Output, leak: Leak, scanner: Scanner) -> bool:
    """Whether a page says something itself, beside what it shows of others."""
    own: list[Any] = [value for name, value in output.own.items() if name not in _OF_OTHERS]
    # Several of a kind are cards, each of which has a page of its own.
    values = [part.value for part in output.parts.values() if isinstance(part, Part)]
    own += (value.html if isinstance(value, Prose) else value for value in values)
    texts = [value.encode() if isinstance(value, str) else msgspec.json.encode(value) for value in own]
    found = (one for text in texts for one in scanner.scan("own.html", text))
    return any((one.owner, one.rule, one.text) == (leak.owner, leak.rule, leak.text) for one in found)


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
