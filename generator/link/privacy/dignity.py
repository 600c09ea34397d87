"""Words that take people's dignity (domain 2.3): slurs are errors, everything else is advice with a better wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.problems import Problem, Severity, error, warning
from generator.link.privacy import passages, sensitive, wording
from generator.link.privacy.passages import Passage
from generator.link.privacy.wording import Rule
from generator.model import records as r

_PARENTS = Rule(
    "P465",
    sensitive.PARENTS_FATE,
    "不写父母的婚姻、疾病和官司，写孩子自己",
    "nothing of the parents' marriage, illness or trials: the child",
    wording.MINORS,
)
_HEADLINE = Rule(
    "P467",
    sensitive.HEADLINE,
    "标题写事情或东西，不写病和身份",
    "what happened, or the thing; no illness and no status",
    wording.SENSITIVE,
)


def slurs(texts: Iterable[Passage], cleared: Iterable[str] = ()) -> Iterator[Problem]:
    """Slurs (P461).

    Args:
        texts: of a wish or story.
        cleared: texts in which the word is no slur, from ``private/cleared.yaml``: the name of a shop.
    """
    cleared = tuple(cleared)
    for passage in texts:
        if wording.MAY_INSULT.search(passage.text):
            for rule in wording.SLURS:
                yield from _found(rule, passage, Severity.ERROR, cleared)


def slurs_of(record: r.WishRecord | r.StoryRecord, cleared: Iterable[str] = ()) -> Iterator[Problem]:
    """Slurs in the public texts of a record. Every build asks this of every record, so it is looked at in one go."""
    more = record.body if isinstance(record, r.StoryRecord) else record.beneficiary.name
    if not wording.MAY_INSULT.search(f"{passages.front(record)}\n{more}"):
        return iter(())
    return slurs(texts_of(record), cleared)


def advice(
    texts: Iterable[Passage], *, of_somebody: bool, of_minor: bool, cleared: Iterable[str] = ()
) -> Iterator[Problem]:
    """Pity, debts of gratitude, deficits, private facts and guilt (P462 to P467), each kind of word once a text.

    Args:
        texts: of a wish or story.
        of_somebody: whether they tell of a particular person: news of a policy may have 低保 in its headline.
        of_minor: whether they tell of a minor: then nothing is said of what befell the parents.
        cleared: texts in which the words are all right.
    """
    cleared = tuple(cleared)
    for passage in texts:
        rules = [*wording.ADVICE]
        if of_minor:
            rules.append(_PARENTS)
        if of_somebody and passage.field in ("title", "kicker"):
            rules.append(_HEADLINE)
        for rule in rules:
            yield from _found(rule, passage, Severity.WARNING, cleared)


def untold(
    texts: Iterable[Passage], tells: Iterable[str], units: Iterable[str], cleared: Iterable[str] = ()
) -> Iterator[Problem]:
    """Words of illness, disability or welfare in a text that does not say so (P446), each kind once, at its first.

    Args:
        texts: of a wish or story that tells of a particular person.
        tells: what it says that it tells of.
        units: names of granters, which may well hold such words.
        cleared: texts in which the words are all right.
    """
    tells, units, cleared = tuple(tells), tuple(units), tuple(cleared)
    missing = {kind: pattern for kind, pattern in sensitive.TOLD.items() if not _says(tells, kind)}
    for passage in texts:
        text = sensitive.blanked(passage.text, (*units, *cleared))
        for kind, pattern in list(missing.items()):
            if match := pattern.search(text):
                del missing[kind]
                yield warning("P446", passage.locate(match.start()), word=match[0], tells=kind)


def _says(tells: Iterable[str], kind: str) -> bool:
    """Whether ``tells`` covers a kind; a hearing aid is of health to one and of disability to another, so either is."""
    bodily = ("health", "disability")
    return kind in tells or (kind in bodily and any(said in bodily for said in tells))


def texts_of(record: r.WishRecord | r.StoryRecord) -> Iterator[Passage]:
    """All public texts of a record; of a wish, whom it is for is one of them."""
    if isinstance(record, r.StoryRecord):
        return passages.of_story(record)
    name = Passage("name", record.at.below("beneficiary", "name"), record.beneficiary.name)
    return iter((name, *passages.of_wish(record)))


def _found(rule: Rule, passage: Passage, severity: Severity, cleared: tuple[str, ...]) -> Iterator[Problem]:
    seen = set()
    tell = error if severity is Severity.ERROR else warning
    for match in rule.pattern.finditer(passage.text):
        if match[0] in seen or passages.is_within(match, cleared):
            continue
        seen.add(match[0])
        yield tell(
            rule.code,
            passage.locate(match.start()),
            word=match[0],
            better_zh=rule.zh,
            better_en=rule.en,
            source_zh=rule.source[0],
            source_en=rule.source[1],
        )
