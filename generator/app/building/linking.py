"""The links of a whole output: what each page says of its own, put together.

A page that is reused was checked when it was made. It is read again only where something has gone that pages linked to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from generator.base.nearest import Suggestions
from generator.base.problems import Location, Problem, error, warning
from generator.render.links import PAGE, LinkChecker, Links, Lost, has_place
from generator.render.templates import FOLDER
from generator.write.cache import Store

_INDEX = "index.html"


class Linked(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of the links of an output.

    Attributes:
        paths: outputs that pages link to, or linked to.
        places: links to places in other pages, by the page that they stand on.
        doubtful: outputs of which a warning was told; for each link, one. They are looked at again every time,
            so that a warning is not told once and forgotten.
    """

    paths: frozenset[str] = frozenset()
    places: dict[str, tuple[Lost, ...]] = {}
    doubtful: frozenset[str] = frozenset()


class Linking:
    """Gathers the links of one build."""

    def __init__(self, known: Linked | None) -> None:
        """Begins with what the last build of this output kept; ``None`` where nobody knows."""
        self._known = known
        self._paths: set[str] = set(known.paths) if known else set()
        self._places: dict[str, tuple[Lost, ...]] = {}
        self._fresh: set[str] = set()
        self._lost: dict[Lost, str] = {}

    def add(self, path: str, links: Links) -> None:
        """Takes in what a page says that was made or read anew."""
        self._fresh.add(path)
        self._paths.update(links.fresh)
        if links.places:
            self._places[path] = links.places
        for lost in links.lost:
            # Of the pages that it stands on, the one that an author can open and knows.
            self._lost[lost] = min(path, self._lost.get(lost, path))

    def recheck(
        self, reused: Iterable[str], gone: Collection[str], checker: LinkChecker, read: Callable[[str], bytes]
    ) -> None:
        """Reads pages that are reused once more, if anything has gone that a page linked to.

        Args:
            reused: paths of outputs that stand as they are.
            gone: paths of outputs that are planned no more.
            checker: of what is planned.
            read: the bytes of such an output.
        """
        missed = None if self._known is None else self._known.paths.intersection(gone)
        if missed is not None and not missed:
            return
        self._paths.difference_update(gone)
        # Addresses are plain: whoever links to one has the last part of it in its bytes.
        names = [_name_of(path) for path in sorted(missed or ())]
        for path in sorted(reused):
            if not path.endswith(PAGE):
                continue
            content = read(path)
            if missed is None or any(name in content for name in names):
                self.add(path, checker.check(path, content))

    def settle(self, planned: Collection[str], read: Callable[[str], bytes]) -> None:
        """Looks up the places in other pages, where the page or its link is new.

        Args:
            planned: paths of all outputs.
            read: the bytes of one that is wanted by a link.
        """
        for path, places in (self._known or Linked()).places.items():
            if path in planned and path not in self._fresh:
                self._places[path] = places
        wanted: dict[str, list[tuple[str, Lost]]] = defaultdict(list)
        for path, places in self._places.items():
            for place in places:
                if path in self._fresh or place.path in self._fresh:
                    wanted[place.path].append((path, place))
        for target, links in wanted.items():
            # Read once, however many lead there: a check has to make it for that.
            content = read(target)
            for path, place in links:
                if not has_place(content, place.fragment):
                    self._lost[place] = min(path, self._lost.get(place, path))

    @property
    def doubtful(self) -> frozenset[str]:
        """Outputs of which the last build told a warning."""
        return self._known.doubtful if self._known else frozenset()

    def linked(self, leaking: Iterable[str]) -> Linked:
        """What to keep for the next build; outputs in which something may leak are doubtful as well."""
        return Linked(frozenset(self._paths), self._places, frozenset((*self._lost.values(), *leaking)))

    def problems(
        self,
        planned: Collection[str],
        templates: Mapping[str, str],
        *,
        reported: Collection[str],
        in_text: Callable[[str, str], Location | None],
        may_have_gone: Callable[[str], bool] = lambda _: False,
    ) -> Iterator[Problem]:
        """Links that lead nowhere: to no output (L308), to no place in one (L309).

        Args:
            planned: paths of all outputs.
            templates: texts by name.
            reported: paths of which it was said already that nothing stands there.
            in_text: where an author's text holds an address that was found on a page made of it.
            may_have_gone: whether what stood at a path may have been withheld, which no link must keep from going.
        """
        suggested = Suggestions(planned)
        for lost, page in sorted(self._lost.items()):
            if lost.path in reported:
                continue
            place = _written_in(templates, lost.address) or in_text(page, lost.address) or Location(page, 1, 1)
            if lost.fragment:
                yield warning("L309", place, address=lost.address, page=page, target=lost.path, place=lost.fragment)
            else:
                close = suggested(lost.path)
                said = warning if may_have_gone(lost.path) else error
                yield said("L308", place, address=lost.address, page=page, target=lost.path, nearest=close)


def _name_of(path: str) -> bytes:
    """What stands in every link to an output; to the page of a folder, its folder may stand alone."""
    folder, _, name = path.rpartition("/")
    return (folder.rpartition("/")[2] if folder and name == _INDEX else name).encode()


def load(store: Store, name: str) -> Linked | None:
    """What was kept of an output, by the name of its ledger."""
    return store.load(f"links-{name}", Linked)


def save(store: Store, name: str, linked: Linked) -> None:
    """Keeps it for the next build."""
    store.save(f"links-{name}", linked)


def _written_in(templates: Mapping[str, str], address: str) -> Location | None:
    """The template that holds an address as it was found, but for what leads up to the root of the site."""
    bare = re.sub(r"^(?:\.\./)+", "", address)
    for name, text in sorted(templates.items()):
        at = text.find(f'{bare}"') if bare else -1
        if at >= 0:
            return Location(FOLDER + name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at) + 1)
    return None
