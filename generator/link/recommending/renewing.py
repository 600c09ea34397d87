"""Comparing anew only what is not as it was, given what is known of an earlier run.

What two stories share depends on their terms and on what these are worth, which depends on how many stories hold each;
who is compared with whom depends on who stands near whom among the holders of a term. So a story is compared anew if
its terms weigh something else, and if anybody came or went near it among the holders of one of its terms, before or
after; and it is scored anew with those candidates whose terms weigh something else.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.link.recommending import carrying, ranking, rows
from generator.link.recommending.comparison import Compared, Mention, RowReader, window
from generator.link.recommending.features import Features, bare_title
from generator.link.recommending.ranking import Window
from generator.link.recommending.rows import Known

COMPACT = 1024
"""So many more terms than twice those at first, and all is made anew without those that nobody holds any more."""

MUCH = 24
"""If more came near a story, it is quicker to count all votes than to see whether these can have enough."""


@dataclass(slots=True)
class Renewed:
    """What was found.

    Attributes:
        compared: as if made from the beginning, but for the numbers.
        origin: for each story its place in what is known; -1 for one that came.
        altered: the places of stories that came, whose features are not what they were, or whose near-duplicates are
            not: lists with any of these among the candidates may be others now.
        touched: the places of stories that have other candidates, or share something else with one of them.
    """

    compared: Compared
    origin: Sequence[int]
    altered: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Shift:
    """Who went and who came near a story among the holders of any of its terms."""

    left: set[int] = field(default_factory=set)
    entered: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Moves:
    """Who comes to and goes from the holders of each term; ``spare`` are those that are not compared by it."""

    gone: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    come: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    spare_gone: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    spare_come: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def renew(known: Known, stories: Sequence[Features], digests: Sequence[bytes], limits: Window) -> Renewed | None:
    """Compares what is not as it was.

    Args:
        known: of any site.
        stories: in the order of time.
        digests: of the features of each.
        limits: which stories are compared.

    Returns:
        What ``compare`` makes of these stories; none if that is quicker.
    """
    same = known.layout == rows.LAYOUT and known.window == (limits.exact, limits.reach, limits.kept)
    compact = len(known.values) <= 2 * known.fresh + COMPACT
    if not (same and compact) or min(len(stories), len(known.ids)) <= limits.exact:
        return None
    origin = carrying.origin_of(known, stories)
    numbers = carrying.numbers_of(rows.read(known.numbers), origin)
    if numbers is None:
        return None
    renewed = Renewed(carrying.carried(known, stories, origin, numbers=numbers, limits=limits), origin)
    edited = _edited(known, renewed, digests)
    if len(edited) > len(stories) // limits.share:
        return None
    renewed.altered = set(edited)
    for place in edited:
        renewed.compared.titles[place] = bare_title(stories[place].title)
    return renewed if _Renewal(known, renewed, edited).run() else None


def _edited(known: Known, renewed: Renewed, digests: Sequence[bytes]) -> list[int]:
    """The places of stories whose terms may not be what they were, those that came among them."""
    stories = renewed.compared.stories
    old = [known.digests[start : start + 16] for start in range(0, len(known.digests), 16)]
    edited = [
        place
        for place, (origin, digest) in enumerate(zip(renewed.origin, digests, strict=True))
        if origin < 0 or old[origin] != digest
    ]
    # A place is a street to its story if any story names it as the street of another.
    streets = renewed.compared.streets.symmetric_difference(known.streets)
    if streets:
        there = set(edited)
        edited += [
            place for place, story in enumerate(stories) if place not in there and not streets.isdisjoint(story.places)
        ]
    return edited


class _Renewal:
    """One renewal, step by step."""

    def __init__(self, known: Known, renewed: Renewed, edited: Iterable[int]) -> None:
        self._known = known
        self._renewed = renewed
        self._all = renewed.compared
        self._edited = edited
        staying = set(renewed.origin)
        self._gone = [place for place in range(len(known.ids)) if place not in staying]
        self._old_numbers = rows.read(known.numbers)
        self._mentions: dict[int, Mention] = {}

    def run(self) -> bool:
        """Renews everything; False if too much changed."""
        holders = self._count()
        reweighed = self._reweighed(holders)
        if len(reweighed) > len(self._all.stories) // self._all.window.share:
            return False
        changed, moves = self._weigh(reweighed)
        near = self._move(moves)
        reader = RowReader(self._all)
        affected = {
            place for place, shift in near.items() if place not in changed and self._matters(place, shift, reader)
        }
        affected.update(changed)
        if self._shifts():
            affected.update(self._moved_cuts())
        self._compare(affected, changed, reader)
        return True

    def _count(self) -> dict[int, int]:
        """How many hold each of the terms that came to or went from anybody."""
        change: defaultdict[int, int] = defaultdict(int)
        origin = self._renewed.origin
        for old in [*self._gone, *(origin[place] for place in self._edited if origin[place] >= 0)]:
            for term in (*rows.terms_in(self._known.compared[old]), *rows.read(self._known.others[old])):
                change[term] -= 1
        for place in self._edited:
            words, others = self._mention(place)
            for term in (*words, *others):
                change[term] += 1
        compared = self._all
        new = len(compared.terms.values) - len(compared.holders)
        compared.holders += [b""] * new
        compared.spare += [b""] * new
        compared.terms.worths.extend([0] * new)
        return {term: self._holders_before(term) + more for term, more in change.items() if more}

    def _holders_before(self, term: int) -> int:
        return (len(self._all.holders[term]) + len(self._all.spare[term])) // self._old_numbers.itemsize

    def _reweighed(self, holders: Mapping[int, int]) -> set[int]:
        """Gives terms their worth; returns the places of stories that may weigh something else now."""
        terms, size = self._all.terms, len(self._all.stories)
        doubtful: Iterable[int] = holders
        if ranking.scale(size) != ranking.scale(len(self._known.ids)):
            doubtful = range(len(terms.values))
        places = self._all.places
        there = set(self._numbers_of_staying())
        reweighed = set(self._edited)
        for term in doubtful:
            count = holders[term] if term in holders else self._holders_before(term)
            worth = ranking.worth(terms.kinds[term], size, count)
            if worth != terms.worths[term]:
                terms.worths[term] = worth
                for row in (self._all.holders[term], self._all.spare[term]):
                    reweighed.update([places[number] for number in rows.read(row) if number in there])
        return reweighed

    def _numbers_of_staying(self) -> Iterator[int]:
        for number, old in zip(self._all.numbers, self._renewed.origin, strict=True):
            if old >= 0:
                yield number

    def _mention(self, place: int) -> Mention:
        found = self._mentions.get(place)
        if found is None:
            found = self._all.terms.mention(self._all.stories[place], self._all.streets)
            self._mentions[place] = found
        return found

    def _weigh(self, reweighed: Iterable[int]) -> tuple[set[int], _Moves]:
        """Weighs the terms of stories; returns the places of those that weigh something else, and who moves where."""
        moves = _Moves()
        changed = set()
        compared, origin = self._all, self._renewed.origin
        for old in self._gone:
            number = self._old_numbers[old]
            for term in rows.terms_in(self._known.compared[old]):
                moves.gone[term].append(number)
            for term in rows.read(self._known.others[old]):
                moves.spare_gone[term].append(number)
        for place in sorted(reweighed):
            number = compared.numbers[place]
            before, spared = rows.read_weights(compared.compared[place]), set(rows.read(compared.others[place]))
            words, others = mention = self._mention(place)
            weights = compared.terms.weigh(mention)
            rest = (words.keys() | others) - weights.keys()
            if before != weights or origin[place] < 0:
                changed.add(place)
                compared.compared[place] = rows.weights_row(weights)
            if rest != spared:
                compared.others[place] = rows.row(sorted(rest))
            _note(number, before.keys() - weights.keys(), moves.gone)
            _note(number, weights.keys() - before.keys(), moves.come)
            _note(number, spared - rest, moves.spare_gone)
            _note(number, rest - spared, moves.spare_come)
        return changed, moves

    def _move(self, moves: _Moves) -> dict[int, _Shift]:
        """Moves them; returns who came and went near whom, by place."""
        holders, spare = self._all.holders, self._all.spare
        places = self._all.places
        reach, _ = self._all.reach()
        near: defaultdict[int, _Shift] = defaultdict(_Shift)
        for term in moves.gone.keys() | moves.come.keys():
            before = rows.read(holders[term])
            after = _moved(before, moves.gone[term], moves.come[term])
            holders[term] = after.tobytes()
            about = {other for number in moves.gone[term] for other in window(before, number, reach)}
            about.update(other for number in moves.come[term] for other in window(after, number, reach))
            for number in about:
                place = places.get(number)
                if place is not None:
                    one, other = set(window(before, number, reach)), set(window(after, number, reach))
                    near[place].left |= one - other
                    near[place].entered |= other - one
        for term in moves.spare_gone.keys() | moves.spare_come.keys():
            spare[term] = _moved(rows.read(spare[term]), moves.spare_gone[term], moves.spare_come[term]).tobytes()
        return near

    def _matters(self, place: int, shift: _Shift, reader: RowReader) -> bool:
        """Whether a story may have other candidates: if one of them went, or one that came can have the votes."""
        row = self._all.near[place]
        if not shift.left.isdisjoint(rows.read_candidates(row)) or len(shift.entered) > MUCH:
            return True
        least = rows.read_cut(self._all.cuts[place])[0]
        mine, places = reader.weights(place), self._all.places
        return any(
            ranking.most_votes(mine, reader.weights(places[other])) >= least and reader.votes(place, other) >= least
            for other in shift.entered
        )

    def _shifts(self) -> bool:
        """Whether anybody came or went that is not newer than all who stayed."""
        origin = self._renewed.origin
        staying = max(origin, default=-1)
        return any(old < staying for old in self._gone) or any(old < 0 for old in origin[: origin.index(staying)])

    def _moved_cuts(self) -> Iterator[int]:
        """The places of stories that keep other candidates because somebody came between them and these, or went."""
        places, numbers = self._all.places, self._all.numbers

        place_of = places.__getitem__
        short = len(rows.cut_row(ranking.UNCUT))
        for place, written in enumerate(self._all.cuts):
            # Most hold nothing but their votes.
            if len(written) > short:
                cut = rows.read_cut(written)
                if any(number >= 0 and number not in places for number in cut[1:]) or not ranking.cut_holds(
                    cut, numbers[place], place_of
                ):
                    yield place

    def _compare(self, affected: set[int], changed: set[int], reader: RowReader) -> None:
        """Finds the candidates of those affected, and scores them; scores others with those that changed."""
        numbers, places = self._all.numbers, self._all.places
        with_changed = {place for other in changed for place in admirers(self._all, reader, other)}
        altered = {numbers[place] for place in changed}
        for place in sorted(affected | with_changed):
            before = rows.read_near(self._all.near[place])
            kept = {} if place in changed else {near[0]: near for near in before if near[0] not in altered}
            candidates: Iterable[int] = [number for number, _, _ in before]
            if place in affected:
                candidates, cut = reader.candidates(place)
                self._all.cuts[place] = rows.cut_row(cut)
            near = [kept.get(other) or (other, *reader.compare(place, places[other])) for other in sorted(candidates)]
            if near != before:
                self._all.near[place] = rows.near_row(near)
                self._renewed.touched.add(place)
            if {other for other, _, twin in near if twin} != {other for other, _, twin in before if twin}:
                self._renewed.altered.add(place)


def admirers(compared: Compared, reader: RowReader, place: int) -> list[int]:
    """The places of the stories that have one among their candidates."""
    number, places = compared.numbers[place], compared.places
    wanted = rows.row([number])
    found = []
    for other in reader.around(place):
        # Bytes are quick to search, but may be those of a score as well.
        near = compared.near[places[other]]
        if wanted in near and number in rows.read_candidates(near):
            found.append(places[other])
    return found


def _note(number: int, terms: Iterable[int], moves: defaultdict[int, list[int]]) -> None:
    for term in terms:
        moves[term].append(number)


def _moved(posting: array[int], gone: Iterable[int], come: Iterable[int]) -> array[int]:
    """A posting without some, and with others."""
    after = posting[:]
    for number in gone:
        del after[bisect_left(after, number)]
    for number in come:
        insort(after, number)
    return after
