"""What was read of pages and found clean: most lines of a page stand on others too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.link.scanning import texts

_EDGE = b"\x00"
_UP = b"../"
# What is left between two lines that are known.
_EMPTY = (b"", b"\n")
# A memo of more bytes than this is begun anew.
_MOST = 32_000_000
# Longer lines are the body of a story, or the drawing of its address: they stand on one page only.
_LONGEST = 1_500


class Fresh(NamedTuple):
    """What of a page has to be read.

    Attributes:
        runs: of lines, in order; nothing is read across from one to the next.
        is_open: whether a tag or comment is left open. Then the only run is the whole page, and what is read behind it
            would mean something else.
    """

    runs: list[bytes]
    is_open: bool = False


class Memo:
    """Remembers lines of pages that are clean and that nothing is read across, and clean runs of other lines.

    Lines are looked into only when they come again, for many never do.

    Args:
        gaps: of the tags that were met.
        climbs: whether ``../../x`` is the same as ``../x``, so that a line is one line at any depth of the site. To
            no rule a second ``../`` makes a difference: it holds no letter or digit, and parts what it stands between
            as one does. Only a text that is sought may hold it.
    """

    def __init__(self, gaps: texts.Gaps, *, climbs: bool) -> None:
        self._gaps = gaps
        self._climbs = climbs
        self._begin()

    def fresh(self, page: bytes, *, depth: int) -> Fresh:
        """The runs of lines of a page that have to be read.

        Args:
            page: of HTML. NULs, which split nothing, are gone from the runs.
            depth: folders that the page lies in.
        """
        if _EDGE in page:
            page = page.replace(_EDGE, b"")
        if self._climbs and depth > 1:
            page = page.replace(_UP * depth, _UP)
        rest = _parted(page.split(b"\n"), self._alone)
        if again := self._read.intersection(rest):
            rest = _parted(rest, self._settled(again))
        known = self._runs
        # Between two edges, so that every run has a line's end before it and behind it.
        runs = b"\n".join((_EDGE, *rest, _EDGE)).split(_EDGE)
        fresh = [run[1:-1] for run in runs if run not in known and not run.isspace()]
        # Behind a tag or comment that is left open, lines that are known mean something else.
        return Fresh([page], is_open=True) if texts.reaching(fresh) else Fresh(fresh)

    def remember(self, fresh: Fresh) -> None:
        """Notes that runs are clean, and so is each of their lines that nothing is read across."""
        if self._size > _MOST:
            self._begin()
        # What leaves a tag or comment open is never met again: a page that holds it is read as a whole.
        for run in () if fresh.is_open else fresh.runs:
            lines = run.split(b"\n")
            if len(run) > _LONGEST:
                lines = [line for line in lines if len(line) <= _LONGEST]
            else:
                self._runs.add(b"\n%b\n" % run)
            self._read.update(lines)
            self._size += sum(map(len, lines))

    def forget(self, runs: Iterable[bytes]) -> None:
        """Has runs read when they come again, and each of their lines."""
        for run in runs:
            lines = run.split(b"\n")
            self._runs.discard(b"\n%b\n" % run)
            self._read.difference_update(lines)
            self._alone.difference_update(lines)

    def _begin(self) -> None:
        self._read: set[bytes] = set()
        self._alone: set[bytes] = set()
        self._runs = set(_EMPTY)
        self._size = 0

    def _settled(self, lines: set[bytes]) -> set[bytes]:
        """Those of some lines that stand alone, which are known from now on."""
        self._read -= lines
        alone = {line for line in lines if texts.stands_alone(line.decode("utf-8", "replace"), self._gaps)}
        self._alone |= alone
        return alone


def _parted(lines: list[bytes], alone: set[bytes]) -> list[bytes]:
    """Lines with an edge in the place of each that is clean and stands alone."""
    return [_EDGE if line in alone else line for line in lines]
