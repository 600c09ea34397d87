"""Whatever stops a commit, every file is whole, and the next one ends where a clean build does."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.write import manifest
from tests.write.building import Site, digests, pages, publish, site_of, tree
from tests.write.faulty import (
    FINISHED,
    INTERRUPTED,
    KILLED,
    MAKING,
    REFUSED,
    SURVIVED,
    AtCall,
    AtLine,
    Fault,
    die,
    in_child,
    press_ctrl_c,
    refuse,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child for every moment needs fork")

# A change of every kind: of content, a new page, a removed one, a file that becomes a folder and a folder a file.
EMPTY: Site = {}
BEFORE = site_of(index_html="front 1", stories__a_html="a", stories__b_html="b 1", tags__t_html="t", old="was a file")
AFTER = site_of(index_html="front 2", stories__b_html="b 2", stories__c_html="c", old__x_html="x", tags="is a file")
LATER = site_of(index_html="front 3", stories__a_html="a", stories__d_html="d")


def try_every_moment(
    desk: Path,
    fault: Callable[[int, Path], Fault],
    *,
    before: Site = BEFORE,
    after: Site = AFTER,
    later: Site = AFTER,
    stride: int = 1,
) -> list[int]:
    """Builds with a fault at the first moment, the second, until one build gets through; returns how each ended.

    After each, what stands is looked at, and then another build has to put everything right.
    """
    endings: list[int] = []
    while FINISHED not in endings:
        place = desk / str(len(endings))
        output = place / "output"
        output.mkdir(parents=True)
        stamps = publish(output, before)[1] if before else {}
        foreign = {"CNAME": b"example.org"} | ({"stories/mine.txt": b"not yours"} if before else {})
        for path, content in foreign.items():
            (output / path).write_bytes(content)
        ending = in_child(partial(publish, output, after, stamps), fault(stride * len(endings) + 1, place))
        endings.append(ending)
        standing = visible(output)
        for path, content in standing.items():
            assert content in (before.get(path), after.get(path), foreign.get(path)), path
        if ending in (INTERRUPTED, FINISHED, SURVIVED):
            assert standing in ({**before, **foreign}, {**after, **foreign})
        publish(output, later, stamps)
        assert pages(output) == {**later, **foreign}
        assert manifest.load(output) == digests(later)
        assert os.listdir(place) == ["output"]
        shutil.rmtree(place)
    return endings


def visible(output: Path) -> dict[str, bytes]:
    """What a visitor can see."""
    found = tree(output).items()
    return {path: content for path, content in found if not path.startswith(".wishlight") and not path.endswith("/")}


def test_killed_at_any_line(desk: Path) -> None:
    stride = 1 if os.environ.get("WISHLIGHT_SOAK") else 3
    endings = try_every_moment(desk, lambda number, _: AtLine(die, number), later=LATER, stride=stride)
    assert stride * len(endings) > 100
    assert set(endings[:-1]) == {KILLED}


@pytest.mark.parametrize(
    ("before", "later"),
    [(BEFORE, AFTER), (BEFORE, BEFORE), (EMPTY, AFTER), (EMPTY, LATER)],
    ids=["again", "back", "first again", "first another"],
)
def test_killed_at_any_call(desk: Path, before: Site, later: Site) -> None:
    endings = try_every_moment(desk, lambda number, place: AtCall(die, number, place), before=before, later=later)
    assert len(endings) > 20
    assert set(endings[:-1]) == {KILLED}


def test_killed_twice(desk: Path) -> None:
    for first in range(1, 60, 6):
        for second in range(1, 60, 9):
            output = desk / f"{first}-{second}" / "output"
            output.parent.mkdir()
            stamps = publish(output, BEFORE)[1]
            in_child(partial(publish, output, AFTER, stamps), AtCall(die, first, desk))
            in_child(partial(publish, output, LATER, stamps), AtCall(die, second, desk))
            publish(output, BEFORE, stamps)
            assert pages(output) == BEFORE


def test_ctrl_c_at_any_call_leaves_the_old_site_or_the_new_one(desk: Path) -> None:
    endings = try_every_moment(desk, lambda number, place: AtCall(press_ctrl_c, number, place), later=LATER)
    assert set(endings[:-1]) == {INTERRUPTED}


def test_a_second_ctrl_c_stops_at_once(desk: Path) -> None:
    endings = set()
    for number in range(1, 40, 3):
        output = desk / str(number) / "output"
        output.parent.mkdir()
        stamps = publish(output, BEFORE)[1]
        in_child(partial(publish, output, AFTER, stamps), AtCall(press_ctrl_c, number, desk, times=99))
        endings.add(visible(output) == BEFORE or visible(output) == AFTER)
        publish(output, LATER, stamps)
        assert pages(output) == LATER
    assert endings == {True, False}


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EIO])
def test_refused_once_at_any_call(desk: Path, failure: int) -> None:
    endings = try_every_moment(desk, lambda number, place: AtCall(refuse(failure), number, place), later=LATER)
    assert endings.count(REFUSED) > 20
    # What is only tidying, such as a folder left empty, is no reason to fail.
    assert set(endings[:-1]) == {REFUSED, SURVIVED}


def test_full_from_any_call_on(desk: Path) -> None:
    def fault(number: int, place: Path) -> Fault:
        return AtCall(refuse(errno.ENOSPC), number, place, times=99, calls=MAKING)

    endings = try_every_moment(desk, fault)
    assert set(endings[:-1]) == {REFUSED}


def test_a_full_disk_changes_nothing(desk: Path) -> None:
    output = desk / "output"
    stamps = publish(output, BEFORE)[1]
    before = tree(desk)
    # The stage and the probe, its rename, five pages, the manifest: all before anything in the output moves.
    for number in range(1, 11):
        fault = AtCall(refuse(errno.ENOSPC), number, desk, times=99, calls=MAKING)
        assert in_child(lambda: publish(output, AFTER, stamps), fault) == REFUSED
        assert tree(desk) == before
