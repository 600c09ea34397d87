"""What is known of an earlier run, brought into the order of time that the stories are in now."""

from __future__ import annotations

from collections.abc import Sequence

from generator.link.recommending import rows
from generator.link.recommending.comparison import Compared, Terms, streets_of
from generator.link.recommending.features import Features
from generator.link.recommending.ranking import Window
from generator.link.recommending.rows import Known


def origin_of(known: Known, stories: Sequence[Features]) -> list[int]:
    """For each story its place in what is known, if it is still of the same moment; else -1."""
    places = {name: place for place, name in enumerate(known.ids)}
    moments = rows.read(known.moments, "q")
    origin = [places.get(story.id, -1) for story in stories]
    return [
        old if old >= 0 and moments[old] == story.second else -1 for old, story in zip(origin, stories, strict=True)
    ]


def numbers_of(old: Sequence[int], origin: Sequence[int]) -> list[int] | None:
    """A number for each story, its own if it had one; none if there is no room for those that came."""
    numbers: list[int] = []
    taken = set(old)
    waiting = 0
    for place in origin:
        if place < 0:
            waiting += 1
            continue
        number = old[place]
        if waiting:
            last = numbers[-1] if numbers else 0
            step = (number - last) // (waiting + 1)
            if step < 2:
                return None
            # Nobody gets the number of one that went: rows may still name that.
            given = [
                number if number not in taken else number + 1
                for number in range(last + step, last + step * waiting + 1, step)
            ]
            if not taken.isdisjoint(given):
                return None
            numbers += given
            waiting = 0
        numbers.append(number)
    last = max(old, default=0)
    if last + rows.STEP * waiting > rows.MOST:
        return None
    numbers += range(last + rows.STEP, last + rows.STEP * waiting + 1, rows.STEP)
    return numbers


def carried(
    known: Known, stories: Sequence[Features], origin: Sequence[int], *, numbers: list[int], limits: Window
) -> Compared:
    """All that is known, in the new order of time; what came has empty rows."""

    def carry(old: Sequence[bytes]) -> list[bytes]:
        return [old[place] if place >= 0 else b"" for place in origin]

    return Compared(
        window=limits,
        stories=stories,
        numbers=numbers,
        places={number: place for place, number in enumerate(numbers)},
        streets=streets_of(stories),
        titles=[known.titles[place] if place >= 0 else "" for place in origin],
        terms=Terms(known.kinds, known.values, rows.read(known.worths, "H")),
        compared=carry(known.compared),
        others=carry(known.others),
        near=carry(known.near),
        cuts=carry(known.cuts),
        holders=list(known.holders),
        spare=list(known.spare),
        fresh=known.fresh,
    )
