"""Where in the authors' files a text stands that was found in an output: a leak, or an address of another site."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from generator.app.building.saying import says, shows
from generator.base.digest import Part
from generator.base.problems import Location, Problem, Severity, error, warning
from generator.link.scanning import spots
from generator.link.scanning.scanner import Leak, Scanner
from generator.plan.outputs import Output, Page
from generator.read import encoding, source, survey
from generator.render.links import PAGE
from generator.render.templates import FOLDER

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
_POSSIBLE = "P439"
# Where the words of a link lead.
_TARGET = re.compile(r"\]\([^()\s]*\)")
# Where each file, or each record of it, has a page of its own.
_RECORDS = tuple(f"{survey.CONTENT}/{folder}/" for folder in ("stories", "pages", "wishes"))
# Pages that are asked what they say themselves of a leak that is told already.
_MOST_PAGES = 200
# Pages of one template that are asked whether it is the template that says it.
_ASKED = 3


class LeakProblems(NamedTuple):
    """Leaks as problems, and the pages by which they were found: a build that looks at these again tells them again."""

    problems: list[Problem]
    pages: frozenset[str]


class _Place(NamedTuple):
    """Where a leak is told, and on which page it shows."""

    at: Location
    page: str


def leak_problems(
    leaks: Iterable[Leak], sources: source.Sources, scanner: Scanner, outputs: Mapping[str, Output] | None = None
) -> LeakProblems:
    """Leaks as problems at the lines of the authors' files that they come from; the secret itself is not in them.

    A leak that no line holds as such (parted by the end of a line, put together by a template) is told where the text
    begins in which it is, or at the page. What was cleared for some files is told of all others.

    Args:
        leaks: that were found, on every page that shows them.
        sources: of the site.
        scanner: that found them.
        outputs: by path; none where nobody knows what pages are made of.
    """
    problems: dict[Problem, None] = {}
    pages: set[str] = set()
    search: _Search | None = None
    for group in _grouped(leaks):
        search = search or _Search(sources, outputs or {}, scanner)
        for at, page in search.places_of(group):
            problems[_problem(group[0], at, search.page_of(at.path) or group[0].path)] = None
            pages.add(page)
    return LeakProblems(list(problems), frozenset(pages))


def _grouped(leaks: Iterable[Leak]) -> list[list[Leak]]:
    """The pages on which the same leaks, those first that an author can open and knows."""
    groups: defaultdict[tuple[str, str, str, str], list[Leak]] = defaultdict(list)
    for leak in sorted(set(leaks), key=_plainest):
        groups[leak.owner, leak.rule, leak.text, leak.path if leak.rule in _ON_ONE_PAGE else ""].append(leak)
    return [group for _, group in sorted(groups.items())]


class _Search:
    """Looks for leaks in the files of a site and in what its pages are made of."""

    def __init__(self, sources: source.Sources, outputs: Mapping[str, Output], scanner: Scanner) -> None:
        self._files = list(_searched(sources))
        self._outputs = outputs
        self._scanner = scanner
        made: defaultdict[str, list[str]] = defaultdict(list)
        for path, output in outputs.items():
            if path.endswith(PAGE):
                made[output.origin].append(path)
        self._pages = dict(made)

    def page_of(self, file: str) -> str:
        """The page that an author's file becomes; empty where it becomes several, or none."""
        pages = self._pages.get(file, ())
        return pages[0] if len(pages) == 1 else ""

    def places_of(self, group: Sequence[Leak]) -> list[_Place]:
        """Where a leak is told that shows on some pages."""
        leak = group[0]
        lines = [_Place(at, leak.path) for at in _places(leak.text, self._files)]
        if leak.rule in _ON_ONE_PAGE:
            # Elsewhere it may be said.
            own = self._origins_of(leak)
            return [place for place in lines if place.at.path in own] or [self._roughly(leak)]
        publishing = {file for file in dict.fromkeys(place.at.path for place in lines) if self._goes_out(file, group)}
        places = [place for place in lines if place.at.path in publishing]
        reported = [place for place in places if place.at.path not in leak.spared]
        if leak.spared and self._outputs:
            return [*reported, *self._beside_what_was_cleared(group, {place.at.path for place in reported})]
        found = reported or ([] if places else [self._roughly(self._teller(group))])
        # What the settings, a list or a template say is on every page, and no page's own.
        if any(not place.at.path.startswith(_RECORDS) for place in found):
            return found
        return [*found, *self._parted(group[:_MOST_PAGES], {place.at.path for place in found})]

    def _parted(self, group: Sequence[Leak], reported: Collection[str]) -> Iterator[_Place]:
        """Where a leak begins in files of which a page says it and no line does: something parts it there."""
        seen = {*reported}
        for leak in group:
            output = self._outputs.get(leak.path)
            if output and output.origin and output.origin not in seen and says(output, leak, self._scanner):
                yield self._roughly(leak)
                seen.add(output.origin)

    def _teller(self, group: Sequence[Leak]) -> Leak:
        """Of pages that show a leak, one that says it itself; the plainest where none does."""
        tellers = (
            leak
            for leak in group[:_MOST_PAGES]
            if (output := self._outputs.get(leak.path)) and says(output, leak, self._scanner)
        )
        return next(tellers, group[0])

    def _goes_out(self, file: str, group: Sequence[Leak]) -> bool:
        """Whether what stands in a file may be what was found: a draft or a note that says it too is nobody's leak.

        Args:
            file: of an author, in a line of which it stands.
            group: the pages on which it was found; those that nobody looked at in this build are not among them.
        """
        if not self._outputs or not file.startswith(_RECORDS):
            return True
        own = self._pages.get(file, ())
        found = {leak.path for leak in group}
        asked = sorted(own, key=lambda page: page not in found)[:_MOST_PAGES]
        return any(says(self._outputs[page], group[0], self._scanner) for page in asked)

    def _beside_what_was_cleared(self, group: Sequence[Leak], reported: set[str]) -> Iterator[_Place]:
        """What was cleared for some files, in all others in which no line could be told."""
        seen = reported.union(group[0].spared)
        for place in self._parted(group, seen):
            yield place
            seen.add(place.at.path)
        # Settings, lists and templates, of which no page is made alone.
        for file in self._files:
            is_told = file.path in seen or file.path.startswith(_RECORDS)
            if not is_told and (at := _rough_place(file, group[0].text)):
                yield _Place(at, group[0].path)
                seen.add(file.path)
        if seen == {*group[0].spared} and (page := self._of_a_template(group)):
            yield _Place(Location(page, 1, 1), page)

    def _of_a_template(self, group: Sequence[Leak]) -> str:
        """A page on which a leak stands that is in nothing that it was made of; empty where there is none."""
        asked: defaultdict[str, int] = defaultdict(int)
        for leak in group:
            output = self._outputs.get(leak.path)
            is_judged = output is None or output.origin in leak.spared
            if output and not is_judged and isinstance(output.recipe, Page) and leak.path.endswith(PAGE):
                asked[output.recipe.template] += 1
                if asked[output.recipe.template] <= _ASKED and not shows(output, leak, self._scanner):
                    return leak.path
        return ""

    def _origins_of(self, leak: Leak) -> list[str]:
        """The author's files that a page was made of: its own, and those of the wishes and stories that it tells of."""
        output = self._outputs.get(leak.path)
        if output is None:
            return []
        cards = [part for name in ("wishes", "stories") if not isinstance(part := output.parts.get(name), Part | None)]
        addresses = [card.value.address for part in cards for card in part]
        reported = [self._outputs[address].origin for address in addresses if address in self._outputs]
        return [origin for origin in (output.origin, *reported) if origin]

    def _roughly(self, leak: Leak) -> _Place:
        """Where a leak begins that no line holds as such: in a text, in an address in it, or in the file's own name.

        The page itself, where that cannot be told from its files; what is made of all texts, as the search index is,
        has no file of its own.
        """
        output, origins = self._outputs.get(leak.path), self._origins_of(leak)
        own = [file for origin in origins for file in self._files if file.path == origin]
        public = (file for file in self._files if file.path in self._pages and file.path.startswith(_RECORDS))
        for file in own if origins else public:
            if at := _rough_place(file, leak.text) or _in_an_address(file, leak.text):
                return _Place(at, leak.path)
        is_own_name = output and output.origin and says(output, leak, self._scanner)
        return _Place(Location(output.origin if output and is_own_name else leak.path, 1, 1), leak.path)


def _rough_place(file: _Searched, text: str) -> Location | None:
    """The line of a file on which a text begins that an emphasis, a link or the end of the line parts."""
    wanted, written = spots.essence(text), _TARGET.sub("]", file.text)
    if not wanted or wanted not in spots.essence(written):
        return None
    lines = written.split("\n")
    # The last line from which on the rest of the file still holds it.
    line = bisect.bisect(range(len(lines)), 0, key=lambda at: wanted not in spots.essence("".join(lines[at:])))
    return Location(file.path, line, 1)


def _in_an_address(file: _Searched, text: str) -> Location | None:
    """The line of a file with an address that says it, percent signs and all."""
    wanted = spots.essence(text)
    for number, line in enumerate(file.text.split("\n") if "%" in file.text else (), 1):
        if "%" in line and wanted in spots.essence(unquote(line)):
            return Location(file.path, number, 1)
    return None


def each_once(leaks: Iterable[Leak]) -> list[Leak]:
    """Each leak once: of the pages that show it, on the one that an author can open and knows."""
    return [group[0] for group in _grouped(leaks)]


def _plainest(leak: Leak) -> tuple[bool, bool, Leak]:
    return not leak.path.endswith(".html"), not leak.path.startswith(("stories/", "wishes/")), leak


def _problem(leak: Leak, place: Location, page: str) -> Problem:
    # Where it stands matters there, and not on how many pages.
    facts = {"person": leak.owner}
    if leak.rule not in _ON_ONE_PAGE:
        facts |= {"rule": leak.rule, "page": page}
    if leak.severity is Severity.WARNING:
        return warning(_POSSIBLE, place, **facts)
    return error(_CODES.get(leak.rule, _NAMED), place, **facts)


class _Searched(NamedTuple):
    """A public file or template that is searched for many leaks, line by line only where its essence holds one."""

    path: str
    text: str
    essence: str


def _searched(sources: source.Sources) -> Iterator[_Searched]:
    templates = ((f"{FOLDER}{name}", text) for name, text in sorted(sources.templates.items()))
    for path, text in (*_public(sources), *templates):
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
