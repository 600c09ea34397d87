"""Pseudonyms of minors: marked （化名） where they are first met, and nobody else's name (domain 2.4, issue 3.3).

A reader who meets 小禾 in a headline, a feed or a text must see each time that no child of that name is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from generator.base.problems import Problem, error, warning
from generator.base.text import HAN
from generator.link.privacy import passages
from generator.link.privacy.guardians import guardian_of
from generator.link.privacy.passages import Passage, is_within
from generator.link.privacy.register import Register, given_name, names_of, shared_characters
from generator.model import records as r

# （化名）, （系化名）, 【化名】; of several names before it, （均为化名）.
_OPENS = r"[（(【]\s*[^（）()【】\n]{0,8}化名"
# Names behind the first: 小禾、小木和小麦. No word that joins is a part of one, so that there is one way to read them.
_JOINED = rf"(?:[、和及与](?:(?![和及与])[{HAN}]){{1,3}})"
_MARK = re.compile(_OPENS + r"[^（）()【】]*[）)】]")
# What may stand between a name and its mark: the end of an emphasis, of a pair of quotation marks, of a link's words.
_MARKED = re.compile(
    rf"(?:[*_~”’」』\"'\s]|\](?:\([^)\n]*\))?)*(?:{_JOINED}{{1,20}}(?=[（(【][^（）()\n]*[均都皆全]))?" + _MARK.pattern
)
# 化名小禾的孩子 is told before the name.
_MARKED_BEFORE = re.compile(r"化名(?:为|叫|是)?[“「『]?\Z")
# What may part a name in a text.
_PARTED = r"[*_~\s]*"
_COUNTED = re.compile(r"[一二两三四五六七八九十几某这那数\d]+[名位个群些对双家]")
_KIND = re.compile(r"(?:同学们|学生们?|孩子们?|小朋友们?|家长们?|男孩们?|女孩们?|少年|儿童)$")
_KINDS = re.compile(r"(?:小?学生|同学|孩子|小朋友|家长|[男女]孩子?|少年|儿童|青年|妇女|老人)们?|困境|留守|家的?$")
# The two characters in front of a mark are the end of a name, whatever stands before them.
_MADE_UP = re.compile(
    rf"([{HAN}]{{1,2}})(?=[*_”’」』\s]*{_JOINED}{{0,20}}{_OPENS})|(?<=化名)(?:为|叫|是)?[“「『]?([{HAN}]{{2}})"
)
_ONE_PERSON = re.compile(r"^.{1,3}(?:某{1,2}|大爷|大妈|大娘|大叔|奶奶|爷爷|阿姨|叔叔|伯伯|先生|女士|同学|师傅|老师)$")
_NUMERALS = "一二三四五六七八九十"
_COUNTED_MANY = r"[二两三四五六七八九十几数多\d]+[名位个]"
# One person without a name: 一名小学生, 12岁男孩, 卖米粉的大姐, 脑瘫患儿.
_ONE_DESCRIBED = re.compile(
    r"^(?:[一某](?:[名位个户](?!.*(?:们|班|村|病区|病房|社区|集体|学校|单位|小组|队|家庭))|家(?:住户|居民))|[他她]$)"
    rf"|^[\d{_NUMERALS}]+岁的?(?:[男女][孩童生]|孩子|老人)$|^(?!爱心|爸爸妈妈|{_COUNTED_MANY}).*(?:大姐|大嫂|妈妈|爸爸|患儿)$"
)
_CALLED = re.compile(
    rf"老[{HAN}]|(?:[热爱]心)?(?:市民|网友|居民|人士|群众|志愿者|读者)?"
    rf"(?:[{HAN}](?:某{{1,2}}|大爷|大妈|大娘|大叔|奶奶|爷爷|阿姨|叔叔|伯伯|先生|女士|师傅|老师)(?:夫妇|一家)?)?"
)
_NICKNAME = re.compile(r"[小阿](?!学生|朋友|孩|男孩|女孩|伙伴)")
_ADDRESS = re.compile(r"(?:某{1,2}|同学|某{1,2}同学|家(?:的)?(?:孩子|男孩|女孩))?$")


def bare(name: str) -> str:
    """A public name without its mark: 小禾 of 小禾（化名）."""
    return _MARK.sub("", name).strip()


def is_of_somebody(name: str) -> bool:
    """Whether a public name is that of one person, and of no crowd: 小禾（化名）, 韦大爷, 一名小学生."""
    called = bare(name)
    if is_marked(name) or _ONE_DESCRIBED.search(called):
        return True
    return _ONE_PERSON.search(called) is not None and _COUNTED.match(called) is None


def is_form_of_address(name: str) -> bool:
    """Whether a name is what one calls many: 王女士, 老李, 热心网友."""
    return _CALLED.fullmatch(name) is not None


def without_kind(name: str) -> str:
    """A public name without words that say what somebody is: nothing of 一名男孩子, 桐桐 of 桐桐家的孩子."""
    return _KINDS.sub("", _COUNTED.sub("", bare(name)))


def is_marked(name: str) -> bool:
    """Whether a public name says that it is made up."""
    return _MARK.search(name) is not None


def is_pseudonym(public_name: str, real_name: str = "") -> bool:
    """Whether a public name is a made-up name, which needs its mark.

    It is none where it describes (一名小学生, 渡口街道的孩子们) and where it keeps the surname and leaves the rest
    out (韦某, 韦同学). 小禾, 阿木, 小禾同学 are pseudonyms.
    """
    name = bare(public_name)
    surname = real_name.removesuffix(given_name(real_name)) if real_name else ""
    if surname and name.startswith(surname) and _ADDRESS.match(name, len(surname)):
        return False
    if _COUNTED.match(name):
        return False
    return bool(name) and (_NICKNAME.match(name) is not None or _KIND.search(name) is None)


class Names(msgspec.Struct, frozen=True):
    """What people of the register are called.

    Attributes:
        pseudonyms: in the wishes of the site, by person; in their order, each once.
        owners: whose a registered name or alias is, by the name; ids in order.
    """

    pseudonyms: dict[str, tuple[str, ...]]
    owners: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, wishes: Iterable[r.WishRecord], register: Register) -> Names:
        """The names of a site."""
        pseudonyms: defaultdict[str, list[str]] = defaultdict(list)
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for person in register.people.values():
            for name in names_of(person):
                owners[name].append(person.id)
        for record in wishes:
            entry = register.people.get(record.beneficiary.person)
            if entry and is_pseudonym(record.beneficiary.name, entry.name) and not _gives_away(record, entry):
                pseudonyms[entry.id].append(bare(record.beneficiary.name))
        return cls(
            {person: tuple(dict.fromkeys(names)) for person, names in pseudonyms.items()},
            {name: tuple(sorted(set(people))) for name, people in owners.items()},
        )


def of_wish(
    record: r.WishRecord, register: Register, names: Names, *, cleared: Collection[str] = ()
) -> Iterator[Problem]:
    """A pseudonym without its mark (P426), and one that is the name of somebody else (P428).

    ``cleared`` are texts in which a pseudonym is a word: 下着小雨.
    """
    person = register.people.get(record.beneficiary.person)
    if person is None:
        return
    at, name = record.at.at("beneficiary", "name"), bare(record.beneficiary.name)
    owners = names.owners.get(name, ())
    if owners and person.id not in owners:
        yield error("P428", at, other=owners[0])
    if not register.is_minor(person.id, record.collected) or _gives_away(record, person):
        return
    if is_pseudonym(record.beneficiary.name, person.name):
        if not _MARK.search(record.beneficiary.name):
            yield error("P426", at, name=name)
        title = Passage("title", record.at.at("title"), record.title)
        yield from _unmarked([title], [name], cleared)


def of_story(
    record: r.StoryRecord,
    people: Iterable[str],
    register: Register,
    names: Names,
    *,
    cleared: Collection[str] = (),
) -> Iterator[Problem]:
    """Pseudonyms of minors without their mark at the first mention in title, kicker, summary and body (P426).

    And those that share a character with the given name of somebody told of (P422), for no wish may have declared them.

    A summary that is made from the text holds the text's beginning less headings, pictures and tables, and never parts
    a name from its mark. So, where no summary is given, the first mention in running text is marked as well.
    """
    day = record.date.date()
    people = list(people)
    minors = [person for person in people if register.is_minor(person, day)]
    entries = (register.people[person] for person in people if person in register.people)
    yield from _telling(record, [entry for entry in entries if not register.allows(entry.id, "real-name")])
    wanted = [name for person in minors for name in names.pseudonyms.get(person, ())]
    if not wanted:
        return
    parts = [part for part in passages.of_story(record) if part.field in ("title", "kicker", "summary")]
    body = [] if record.retracted else list(passages.of_body(record))
    texts = [[part] for part in parts] + [body]
    if not record.summary:
        texts.append([block for block in body if block.is_running])
    yield from dict.fromkeys(problem for text in texts for problem in _unmarked(text, wanted, cleared))


def _telling(record: r.StoryRecord, people: Collection[r.PersonRecord]) -> Iterator[Problem]:
    """Names that are marked as made up and have something of the real one."""
    if not people or "化名" not in f"{record.title}{record.kicker}{record.summary}{record.body}":
        return
    for passage in passages.of_story(record):
        for match in _MADE_UP.finditer(passage.text):
            for person in people:
                if shared_characters(match[1] or match[2], person.name):
                    yield error("P422", passage.locate(match.start()), person=person.id)


def of_site(wishes: Iterable[r.WishRecord]) -> Iterator[Problem]:
    """Two people of one site under one pseudonym (P427), told at the later one."""
    first: dict[str, r.WishRecord] = {}
    for record in sorted(wishes, key=lambda wish: (wish.collected, wish.id)):
        who = record.beneficiary
        if who.crowd or not _MARK.search(who.name):
            continue
        other = first.setdefault(bare(who.name), record)
        if (other.beneficiary.person or other.id) != (who.person or record.id):
            at = record.at.at("beneficiary", "name")
            yield warning("P427", at, name=bare(who.name), id=record.id, other=other.id)


def guardians_named(
    texts: Iterable[Passage], people: Iterable[str], register: Register, on: dt.date, *, cleared: Collection[str] = ()
) -> Iterator[Problem]:
    """The real name of a guardian beside a child told of (P450): whoever knows the one knows the other.

    Args:
        texts: of the record.
        people: ids of everybody it tells of.
        register: as of today.
        on: the day of the record.
        cleared: texts in which a name is a word, or somebody else's.
    """
    children = [register.people[person] for person in people if register.is_minor(person, on)]
    wards = {entry.guardian: entry.id for entry in children if guardian_of(entry, register.people)}
    if not wards:
        return
    # Blanks may part a name anywhere, and some names have one.
    names = {re.sub(_PARTED, "", name): guardian for guardian in wards for name in names_of(register.people[guardian])}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    name_in = re.compile("|".join(_PARTED.join(map(re.escape, name)) for name in longest_first))
    for passage in texts:
        found = (match for match in name_in.finditer(passage.text) if not is_within(match, cleared))
        if mention := next(found, None):
            guardian = names[re.sub(_PARTED, "", mention[0])]
            yield warning("P450", passage.locate(mention.start()), person=guardian, child=wards[guardian])


def guardians_honoured(granters: Mapping[str, str], record: r.WishRecord, register: Register) -> Iterator[Problem]:
    """A guardian among those who granted the wish of their child, and may be named as such (P450).

    Args:
        granters: person of each granter who may be named and is one.
        record: the wish.
        register: as of today.
    """
    child = register.people.get(record.beneficiary.person)
    guardian = guardian_of(child, register.people) if child and register.is_minor(child.id, record.collected) else None
    for granter in record.granters:
        if child and guardian and granters.get(granter) == guardian.id:
            yield warning("P450", record.at.at("granters"), person=guardian.id, child=child.id)


def of_adult(record: r.WishRecord, register: Register) -> Iterator[Problem]:
    """An adult's public name that gives away a part of the given name (P429); of a minor's, that is P422."""
    who, person = record.beneficiary, register.people.get(record.beneficiary.person)
    if person is None or _is_own(record, person) or register.is_minor(person.id, record.collected):
        return
    if shared_characters(who.name, person.name) and not register.allows(person.id, "real-name"):
        yield warning("P429", record.at.at("beneficiary", "name"), person=person.id)


def _is_own(record: r.WishRecord, person: r.PersonRecord) -> bool:
    """Whether the public name is no pseudonym but the real one, which is another fault."""
    return any(name in record.beneficiary.name for name in names_of(person))


def _gives_away(record: r.WishRecord, person: r.PersonRecord) -> bool:
    """Whether the public name must be another one (P421, P422), so that a mark would not mend it."""
    return _is_own(record, person) or bool(shared_characters(record.beneficiary.name, person.name))


def _unmarked(text: Iterable[Passage], names: Iterable[str], cleared: Collection[str]) -> Iterator[Problem]:
    """The first mention of each name in a text, where it has no mark; of names within names, the longest counts."""
    names = list(names)
    text = [passage for passage in text if any(name in passage.text for name in names)]
    if not text:
        return
    name_in = re.compile("|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name))))
    seen = set()
    for passage in text:
        for mention in name_in.finditer(passage.text):
            if mention[0] in seen or is_within(mention, cleared):
                continue
            seen.add(mention[0])
            is_marked_before = _MARKED_BEFORE.search(passage.text, 0, mention.start())
            if not is_marked_before and not _MARKED.match(passage.text, mention.end()):
                yield error("P426", passage.locate(mention.start()), name=mention[0])
