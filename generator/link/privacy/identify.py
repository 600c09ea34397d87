"""The budget of what points at somebody without naming them (domain 2.4; PIPL art. 4, 73: pseudonyms are personal).

A village, a school class, an age and an illness each say little; together they say who it is. Kinds are counted, once
each, and with the place on the card of their wish: in all of a wish; in a story that tells of one person or of a minor,
wherever nobody else is named, for texts go on with "he" and "she"; of several adults, where the public name stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from generator.base.problems import Location, Problem, warning
from generator.link.privacy import passages, public_names, sensitive
from generator.link.privacy.register import Register
from generator.model import records as r

MINOR_BUDGET, BUDGET = 3, 4
"""From how many kinds on there is a warning: in a wish or story that tells of a minor, and in any other."""

_NUMERAL = "[一二三四五六七八九十百零〇两]"
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙"
    "|鄂伦春|赫哲|门巴|珞巴|基诺"
)
# A community, village or road is taken for a name only behind two characters that are no words about it.
_NO_NAME = "在到去来由的各进出全我本该从向个和是回了让请与同这那有邻外山乡农城渔两条每年叫走过住间座幢或系问录某写"
_ABOUT = "老年|智慧|和谐|街道|整个|所在|附近|本地|基层|大型|居住|行政|自然|美丽|文明"
_ROAD = "线公马电一铁思半水陆道旧后小大山网出近弯岔坡夜买卖逛步赶探领引顺绕让问带同末遍板少"
_SCHOOLED = "上读念在到的所办进该本各全乡希望"

_SIGNS = {
    "place": re.compile(
        rf"(?!{_ABOUT})[\u4e00-\u9fff](?<![{_NO_NAME}])[\u4e00-\u9fff](?<![{_NO_NAME}])(?:社区|小区|新村|村|屯|寨)(?![民里口中])"
    ),
    "school": re.compile(
        rf"[\u4e00-\u9fff](?<![{_SCHOOLED}])[\u4e00-\u9fff](?<![{_SCHOOLED}])(?:小学|中学|幼儿园|职校|技校|大学)(?!生|毕业)"
        rf"|{_NUMERAL}年级|\d年级|(?<!春节)(?<!大年)(?<!正月)[初高]{_NUMERAL}[（(]?[一二三四五六七八九十\d]{{1,2}}[）)]?班"
        r"|[一二三四五六][（(]?[一二三四五六七八九十\d]{1,2}[）)]班|(?:上|读|念)[初高][一二三]"
    ),
    "age": re.compile(
        rf"(?<![几多来余\d])(?:\d{{1,3}}|{_NUMERAL}{{1,4}})(?:周)?岁(?![月数])|(?:19|20)\d\d年(?:出生|生)|生于\d"
    ),
    "people": re.compile(rf"少数民族(?!地区)|(?:{_PEOPLES})族(?![馆群箱])"),
    "illness": re.compile(f"{sensitive.ILLNESSES}|{sensitive.DISABILITIES}|残疾[一二三四]级"),
    "parent": sensitive.PARENTS_LIFE,
    "road": re.compile(
        rf"[\u4e00-\u9fff](?<![{_NO_NAME}])[\u4e00-\u9fff](?<![{_NO_NAME}{_ROAD}])(?:路|街|巷|大道)(?![道灯费程线途由数牌障口滑径过坊头])"
    ),
    "sibling": re.compile(r"哥哥|弟弟|姐姐|(?<!小)妹妹|双胞胎|孪生|独生|兄妹|姐弟|(?<!老)姐妹|兄弟俩|兄弟姐妹|排行老"),
    "date": re.compile(rf"(?:\d{{1,2}}|{_NUMERAL}{{1,2}})月(?:\d{{1,2}}|{_NUMERAL}{{1,3}})[日号]"),
}
"""Signs of each kind; ``parent`` is found before ``illness``, and what it took is not counted again."""

_CLAUSE_END = re.compile(r"[，。！？；\n]")
_COUNT = re.compile(r"^[一某这那]?[名位个]")


Wishes = Mapping[str, r.WishRecord]
"""Wish records, by id."""


class Surroundings(msgspec.Struct, frozen=True):
    """What a site knows that bears on who can be recognised.

    Attributes:
        wishes: by id.
        called: public names of each person of the register, without marks.
        exact: names of places with none below them and one above, by id: communities and villages.
        units: names of granters, which say nothing of the beneficiary; the longest first.
    """

    wishes: Wishes
    called: Mapping[str, tuple[str, ...]]
    exact: Mapping[str, str]
    units: tuple[str, ...]

    @classmethod
    def of(cls, records: r.Records) -> Surroundings:
        """The surroundings of a site's stories."""
        above = {place.parent for place in records.places}
        called: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for wish in records.wishes:
            if wish.beneficiary.person:
                called[wish.beneficiary.person][_COUNT.sub("", public_names.bare(wish.beneficiary.name))] = None
        return cls(
            wishes={wish.id: wish for wish in records.wishes},
            called={person: tuple(names) for person, names in called.items()},
            exact={place.id: place.name for place in records.places if place.parent and place.id not in above},
            units=tuple(sorted((granter.name for granter in records.granters), key=lambda name: (-len(name), name))),
        )


def of_wish(record: r.WishRecord, register: Register, around: Surroundings) -> Iterator[Problem]:
    """Whom a wish makes too easy to recognise (P445)."""
    person = register.people.get(record.beneficiary.person)
    if person is None:
        return
    is_minor = register.is_minor(person.id, record.collected)
    if is_minor or not _is_named(person, [record.beneficiary.name]):
        found = _found(passages.of_wish(record), around)
        if record.place in around.exact and _shows_village(person.id, register, record.collected):
            found.setdefault("place", [])
        yield from _over_budget(found, person, record.at.below("title"), MINOR_BUDGET if is_minor else BUDGET)


def of_story(
    record: r.StoryRecord, people: Iterable[str], register: Register, around: Surroundings
) -> Iterator[Problem]:
    """Everybody whom a story makes too easy to recognise (P445): the kinds found and their lines, never the words."""
    people, day = [person for person in people if person in register.people], record.date.date()
    children = {person for person in people if register.is_minor(person, day)}
    texts = [*passages.of_story(record), *passages.of_tags(record)]
    for person in people:
        names = around.called.get(person, ())
        if person not in children and _is_named(register.people[person], names):
            continue
        others = [name for other in people if other != person for name in around.called.get(other, ())]
        goes_on = len(people) == 1 or person in children
        found = _found(
            (passage for passage in texts if _is_about(passage.text, names, others, goes_on=goes_on)), around
        )
        if _shows_place(record, person, register, around):
            found.setdefault("place", [])
        budget = MINOR_BUDGET if children else BUDGET
        yield from _over_budget(found, register.people[person], record.at.below("title"), budget)


def of_page(record: r.PageRecord, register: Register, around: Surroundings) -> Iterator[Problem]:
    """Everybody whom a standing page, which declares nobody, makes too easy to recognise (P445), row by row."""
    lines = list(passages.of_lines(record))
    for person, names in around.called.items():
        entry = register.people.get(person)
        known = [name for name in names if public_names.is_pseudonym(name)]
        own = [passage for passage in lines if any(name in passage.text for name in known)]
        if entry and own:
            is_minor = register.is_minor(person, register.today)
            yield from _over_budget(_found(own, around), entry, record.at, MINOR_BUDGET if is_minor else BUDGET)


def _is_about(text: str, names: Iterable[str], others: Iterable[str], *, goes_on: bool) -> bool:
    """Whether a passage tells of somebody: by name, or, in a text that ``goes_on`` about them, by none of another."""
    return any(name in text for name in names) or (goes_on and not any(name in text for name in others))


def _over_budget(
    found: Mapping[str, list[Location]], person: r.PersonRecord, title: Location, budget: int
) -> Iterator[Problem]:
    if len(found) >= budget:
        # Fields have no line yet, and stand above the body in the order in which they were found.
        every = (at for places in found.values() for at in places)
        first = min(every, key=lambda at: (at.line, at.column), default=title)
        facts = {kind: _lines(places) for kind, places in sorted(found.items())}
        yield warning("P445", first, person=person.id, kinds=len(found), budget=budget, **facts)


def hidden_place_named(
    texts: Iterable[passages.Passage], wish: r.WishRecord, register: Register, around: Surroundings
) -> Iterator[Problem]:
    """The name of a community or village that the wish's card does not show (P460), where it stands first."""
    name, person = around.exact.get(wish.place, ""), wish.beneficiary.person
    if not name or not person or _shows_village(person, register, wish.collected):
        return
    for passage in texts:
        # A unit that is called after the place is where it is.
        at = sensitive.blanked(passage.text, around.units).find(name)
        if at >= 0:
            yield warning("P460", passage.locate(at), place=name, person=person)
            return


def kinds_in(text: str, places: Iterable[str] = ()) -> dict[str, int]:
    """The kinds of signs in a text, each with the offset of its first; the names of places are signs too."""
    found: dict[str, int] = {}
    if named := [text.index(place) for place in places if place in text]:
        found["place"] = min(named)
    for kind in sorted(_SIGNS, key=lambda kind: kind != "parent"):
        if match := _SIGNS[kind].search(text):
            found.setdefault(kind, match.start())
            if kind == "parent":
                text = text[: match.start()] + "\u3000" * len(match[0]) + _after_parent(text, match.end())
    return found


def _after_parent(text: str, end: int) -> str:
    """The rest of a text, less the clause that goes on about the parent."""
    mark = _CLAUSE_END.search(text, end)
    stop = mark.start() if mark else len(text)
    return "\u3000" * (stop - end) + text[stop:]


def _found(texts: Iterable[passages.Passage], around: Surroundings) -> dict[str, list[Location]]:
    """Where each kind of sign stands in some texts."""
    found: defaultdict[str, list[Location]] = defaultdict(list)
    for passage in texts:
        text = sensitive.blanked(passage.text, around.units)
        for kind, offset in kinds_in(text, around.exact.values()).items():
            found[kind].append(passage.locate(offset))
    return found


def _shows_place(record: r.StoryRecord, person: str, register: Register, around: Surroundings) -> bool:
    """Whether the page's place lines show the community or village of a person."""
    if not _shows_village(person, register, record.date.date()):
        return False
    wishes = (around.wishes[wish] for wish in record.wishes if wish in around.wishes)
    return any(wish.place in around.exact for wish in wishes if wish.beneficiary.person == person)


def _shows_village(person: str, register: Register, on: dt.date) -> bool:
    return register.allows(person, "village") and not register.is_minor(person, on)


def _is_named(person: r.PersonRecord, names: Iterable[str]) -> bool:
    return any(name in called for called in names for name in (person.name, *person.aliases))


def _lines(places: Iterable[Location]) -> str:
    """Lines as they are told; of what stands in the front matter or on a card, its name says where."""
    lines = sorted({at.line for at in places if at.line})
    fields = sorted({str(at.pointer[-1]) for at in places if at.pointer})
    return "、".join([*fields, *map(str, lines)]) or "wishes"
