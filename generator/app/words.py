"""The words of problems and of reports, in Chinese and English; the catalogue is ``messages.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator.base.problems import Problem
from generator.read import survey

CATALOGUE = Path(__file__).with_name("messages.toml")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")

_FAMILIES = ("W1", "S2", "P4", "C6")

# Facts that are words of ours, not the author's.
_TERMS = {
    "mapping": ("几个“名字: 值”", "a set of fields"),
    "list": ("一个列表", "a list"),
    "text": ("文字", "words"),
    "place": ("地点", "place"),
    "person": ("登记册里的人", "person in the register"),
    "category": ("心愿类别", "category"),
    "granter": ("认领单位", "granter"),
    "group": ("人群", "group"),
    "channel": ("栏目", "channel"),
    "wish": ("心愿", "wish"),
    "story": ("故事", "story"),
    "name": ("姓名", "name"),
    "phone": ("电话", "telephone number"),
    "id-number": ("证件号码", "identity number"),
    "address": ("住址", "address"),
    "given-name": ("名字", "given name"),
    "nickname": ("小名一样的称呼", "nickname-like form of address"),
    "pseudonym": ("化名", "pseudonym"),
    "pinyin": ("姓名拼音", "name in pinyin"),
    "bank-card": ("银行卡号", "bank card number"),
    "plate": ("车牌号", "number plate"),
    "email": ("电子邮箱", "e-mail address"),
    "qq": ("QQ号", "QQ number"),
    "wechat": ("微信号", "WeChat id"),
    "coordinates": ("经纬度", "coordinates"),
    "never-publish": ("不公开的词", "never-publish word"),
}
_BY_FIX = {
    "surely": ("运行 wishlight fix 可以自动改好。", "`wishlight fix` mends this."),
    "perhaps": ("拿得准的，wishlight fix 会自动改好。", "Where it is certain, `wishlight fix` mends this."),
}
_TYPED = frozenset(("key", "value", "text", "quoted", "nearest", "tag", "name"))
_FIELD = re.compile(r"[a-z_]{2,20}")
_TERM_FACTS = frozenset(("what", "expected", "found", "rule"))


class Speaker:
    """Says things in one language, given in both.

    Attributes:
        language: ``zh-CN`` or ``en``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_english = language.startswith("en")

    def __call__(self, chinese: str, english: str) -> str:
        """The one that is spoken."""
        return english if self.is_english else chinese


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Words by code; codes of one meaning in every kind of file stand under ``x01`` to ``x10``."""
    return tomllib.loads(CATALOGUE.read_text("utf-8"))


def entry_of(code: str) -> dict[str, str]:
    """The catalogue's entry for a code.

    Raises:
        KeyError: no such code.
    """
    return catalogue()["x" + code[2:] if code[:2] in _FAMILIES and code[2:] <= "10" else code]


def message(code: str, facts: tuple[tuple[str, str], ...], language: str) -> str:
    """What is wrong, in the language of the site or of ``--lang``."""
    return _filled(entry_of(code)[_key(language)], facts, language)


def hint(code: str, facts: tuple[tuple[str, str], ...], language: str, *, after_fix: bool = False) -> str:
    """How to mend it; also that ``fix`` does it, unless it just did what it can."""
    entry = entry_of(code)
    said = _filled(entry[f"{_key(language)}_hint"], facts, language)
    if after_fix or "fix" not in entry:
        return said
    by_fix = _BY_FIX[entry["fix"]]
    return f"{said} {by_fix[1]}" if _key(language) == "en" else f"{said}{by_fix[0]}"


def message_of(problem: Problem, language: str) -> str:
    """What is wrong, by a problem."""
    return message(problem.code, _public_facts(problem), language)


def hint_of(problem: Problem, language: str, *, after_fix: bool = False) -> str:
    """How to mend a problem."""
    return hint(problem.code, _public_facts(problem), language, after_fix=after_fix)


def lines_of(problem: Problem, t: Speaker, *, quoted: Iterable[str] = (), after_fix: bool = False) -> Iterator[str]:
    """A problem as a report for people tells it: the place, what is wrong there, and how to mend it.

    Args:
        problem: located.
        t: speaks.
        quoted: lines that show what the author wrote there.
        after_fix: what ``fix`` can mend, it has.
    """
    kind = "" if problem.is_error else t("提醒：", "warning: ")
    yield f"{problem.location}: {problem.code} {kind}{message_of(problem, t.language)}"
    yield from quoted
    yield f"  → {hint_of(problem, t.language, after_fix=after_fix)}"


def rest_of(count: int, shown: int, t: Speaker) -> Iterator[str]:
    """What is not listed, if anything is left."""
    if count > shown:
        yield t("……还有 {n} 处", "… and {n} more").format(n=count - shown)


def _public_facts(problem: Problem) -> tuple[tuple[str, str], ...]:
    """The facts that may be printed: of a private file, nothing that its author typed but ids and names of fields."""
    if not survey.is_private(problem.location.path):
        return problem.facts
    return tuple((name, _masked(name, value)) for name, value in problem.facts)


def _masked(name: str, value: str) -> str:
    if not value or name not in _TYPED or _FIELD.fullmatch(value):
        return value
    # A suggestion that may not be read is none.
    return "" if name == "nearest" else "●●"


def _key(language: str) -> str:
    return "en" if language.startswith("en") else "zh"


def _filled(template: str, facts: tuple[tuple[str, str], ...], language: str) -> str:
    known = {name: _term(name, value, language) for name, value in facts}

    def optional(match: re.Match[str]) -> str:
        names = _FACT.findall(match[1])
        if not names:
            return match[0]
        return match[1] if all(known.get(name) for name in names) else ""

    return _FACT.sub(lambda match: known.get(match[1], "…"), _OPTIONAL.sub(optional, template)).strip()


def _term(name: str, value: str, language: str) -> str:
    if name not in _TERM_FACTS or value not in _TERMS:
        return value
    return _TERMS[value][_key(language) == "en"]


REASONS = {
    "no-register": ("没有登记册（content/private），凡写到具体人的都不发布", "there is no register (content/private)"),
    "no-consent": ("写到的人还没有签同意书", "somebody it tells of has not consented"),
    "consent-expired": ("同意书已经到期", "a consent has expired"),
    "consent-withdrawn": ("当事人撤回了同意", "a consent was withdrawn"),
    "wish-withdrawn": ("写到的心愿已被许愿人撤回", "a wish it tells of was withdrawn"),
    "story-expired": ("过了下线时间", "its time has passed"),
}


def reason(code: str, language: str) -> str:
    """Why something is withheld."""
    return REASONS[code][_key(language) == "en"]
