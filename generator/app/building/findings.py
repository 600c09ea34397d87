"""What is wrong with the outputs of one run, gathered while they are made."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping

from generator.app.building.leaks import LeakProblems, each_once, leak_problems, places_of
from generator.app.building.linking import Linked, Linking
from generator.app.building.prepared import Prepared
from generator.app.building.rendering import Rendered
from generator.app.building.saying import leaks_beside
from generator.base.problems import Location, Problem, warning
from generator.link.scanning.scanner import Leak, Scanner
from generator.read import encoding
from generator.render.links import PAGE, LinkChecker, elsewhere, may_glance

_LOST_IN_A_TEXT = "L306"
_MOST_DOUBTFUL = 100
"""Outputs that every build looks at again, more or less; a name may be doubtful on every page of a site."""


class Findings:
    """Takes in outputs as they come, and tells what is wrong at the end; ``prepared`` is their site."""

    def __init__(self, prepared: Prepared, known: Linked | None = None) -> None:
        """Begins with the problems of the site.

        Args:
            prepared: the site.
            known: what was kept of the links of its output.
        """
        self.prepared = prepared
        self._linking = Linking(known)
        self._problems = list(prepared.problems)
        self._leaks: list[Leak] = []
        self._elsewhere: dict[str, str] = {}

    def take(self, rendered: Rendered) -> bytes | None:
        """The bytes of an output; ``None`` where it could not be made."""
        path, content, leaks, links = rendered
        self._leaks += leaks
        self._linking.add(path, links)
        if isinstance(content, Problem):
            self._problems.append(content)
            return None
        return content

    def note_elsewhere(self, path: str, content: bytes) -> None:
        """Notes which other sites a page links to, for ``ask_elsewhere``."""
        base_url = self.prepared.base_url
        if path.endswith(PAGE):
            for address in elsewhere(content):
                if not (base_url and address.startswith(base_url)):
                    self._elsewhere[address] = min(path, self._elsewhere.get(address, path))

    def ask_elsewhere(self, unreachable: Callable[[Iterable[str]], Mapping[str, str]]) -> None:
        """Asks the other sites, and notes what leads nowhere as warnings (L313), at the lines of authors' files."""
        for address, cause in sorted(unreachable(self._elsewhere).items()):
            places = list(places_of(address, self.prepared.sources)) or [Location(self._elsewhere[address], 1, 1)]
            self._problems += [warning("L313", place, address=address, cause=cause) for place in places]

    def scan(self, reused: Iterable[str], read: Callable[[str], bytes]) -> None:
        """Scans outputs that stand as they are: they were scanned under another guard."""
        scanner = Scanner(self.prepared.guard, self.prepared.contacts)
        for path in sorted(reused):
            self._leaks += scanner.scan(path, read(path))

    def reconsider(self, reused: Collection[str], read: Callable[[str], bytes], *, is_scanned: bool) -> None:
        """Looks again at the outputs that stand as they are and of which the last build told a warning.

        Args:
            reused: paths of outputs that stand as they are.
            read: the bytes of such an output.
            is_scanned: whether they were scanned in this build already.
        """
        doubtful = sorted(self._linking.doubtful.intersection(reused))
        if doubtful and not is_scanned:
            self.scan(doubtful, read)
        for path in doubtful:
            if path.endswith(PAGE):
                self._linking.add(path, self._checker.check(path, read(path)))

    @functools.cached_property
    def _checker(self) -> LinkChecker:
        glance = may_glance(self.prepared.sources.templates.values())
        return LinkChecker(self.prepared.outputs, self.prepared.base_url, glance=glance)

    def recheck(self, reused: Iterable[str], gone: Iterable[str], read: Callable[[str], bytes]) -> None:
        """Checks the links of outputs that stand as they are, if they may lead to one that is gone."""
        self._linking.recheck(reused, frozenset(gone), self._checker, read)

    def conclude(self, read: Callable[[str], bytes]) -> tuple[list[Problem], Linked]:
        """All problems, and what to keep of the links.

        Args:
            read: the bytes of an output that a link leads into.
        """
        planned = self.prepared.outputs
        self._linking.settle(planned, read)
        reported = {dict(problem.facts)["address"] for problem in self._problems if problem.code == _LOST_IN_A_TEXT}
        lost = self._linking.problems(
            planned,
            self.prepared.sources.templates,
            reported=reported,
            in_text=self._written_in_text,
            may_have_gone=self._may_have_gone,
        )
        leaks = self._leak_problems()
        problems = [*self._problems, *leaks.problems, *lost]
        return problems, self._linking.linked(self._leaking(leaks.pages))

    def _leak_problems(self) -> LeakProblems:
        prepared = self.prepared
        # Told in every build, for it may change while the bytes of a page stay.
        leaks = [*self._leaks, *leaks_beside(prepared.guard, prepared.outputs)]
        if not leaks:
            return LeakProblems([], frozenset())
        scanner = Scanner(prepared.guard, prepared.contacts)
        return leak_problems(leaks, prepared.sources, scanner, prepared.outputs)

    def _leaking(self, pages: Collection[str]) -> list[str]:
        """Outputs in which something may leak: those that tell it, and of the others as many as cost no time."""
        one = [leak.path for leak in each_once(self._leaks)]
        others = sorted({leak.path for leak in self._leaks})
        return [*one, *pages, *others[:_MOST_DOUBTFUL]]

    def _may_have_gone(self, path: str) -> bool:
        planned = self.prepared.planned
        return planned is not None and planned.site.may_have_gone(path)

    def _written_in_text(self, page: str, address: str) -> Location | None:
        """Where the file that a page was made of holds an address, as far as its last step; else its first line."""
        output = self.prepared.outputs.get(page)
        source = next((item for item in self.prepared.sources.markdown if output and item.path == output.origin), None)
        if source is None:
            return None
        text, _ = encoding.decode(source.content, source.path)
        last = address.rpartition("/")[2]
        places = ((number, line.find(last)) for number, line in enumerate(text.split("\n"), 1))
        number, column = next(((number, at + 1) for number, at in places if at >= 0), (1, 1))
        return Location(source.path, number, column)
