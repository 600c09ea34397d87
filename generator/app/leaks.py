"""Where in the authors' files a text stands that was found in an output: a leak, or an address of another site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.base.problems import Location, Problem, Severity, error, warning
from generator.link.scanning import spots
from generator.link.scanning.scanner import Leak, Scanner
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


def each_once(leaks: Iterable[Leak]) -> list[Leak]:
    """Each leak once: of the pages that show it, on the one that an author can open and knows."""
    first = {(leak.owner, leak.rule, leak.text): leak for leak in sorted(leaks, key=_plainest, reverse=True)}
    return [leak for _, leak in sorted(first.items())]


def leak_problems(leaks: Iterable[Leak], sources: source.Sources) -> list[Problem]:
    """Leaks as problems at the lines of the authors' files that they come from; the secret itself is not in them.

    A leak that stands in no file as such (put together by a template, say) is reported at the page it shows on; one
    that stands only where it was cleared, not at all.
    """
    problems = []
    files: list[_Searched] = []
    for leak in each_once(leaks):
        files = files or list(_searched(sources))
        places = list(_places(leak.text, files))
        told = [place for place in places if place.path not in leak.spared] if places else [Location(leak.path, 1, 1)]
        problems += [_problem(leak, place) for place in told]
    return problems


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
