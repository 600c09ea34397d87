"""Numbers of people: telephones, identity cards, bank cards, plain or partly masked, in any grouping and any digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.base import identity
from generator.base.problems import Severity
from generator.link.privacy.guard import Secret
from generator.link.scanning.findings import Finding

# As they are written, as on a cheque, and as a bullet.
_CHINESE = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓿❶❷❸❹❺❻❼❽❾"
ASCII_DIGITS = str.maketrans(_CHINESE, "0012345678911234567890123456789")
_DIGIT = f"[0-9{_CHINESE}]"
_GAP = r"[\s\-‐-―·()（）]"
# Seven digits and more, grouped or not; no date begins one. It starts with a class, so that the search can leap.
_RUN = re.compile(
    rf"{_DIGIT}(?<![0-9].)(?![09][0-9]{{2}}-[01][0-9]-[0-3][0-9](?![0-9]))(?:{_GAP}{{0,3}}{_DIGIT}){{6,}}[Xx]?",
    re.DOTALL,
)
# A number of the register is found whatever parts its digits and whatever it is glued to; anybody's mobile telephone
# only in the groups in which such numbers are said. Eleven digits are never the same by chance.
_PARTED = re.compile(
    r"[0-9](?<![0-9][0-9])(?:[\s\-‐-―·•‧∙⋅()（）._/,，、;；:：～~|+=#*'’…\\\[\]&]{0,3}[0-9]){10,}[Xx]?"
)
# Between the groups of a number; of other marks, three numbers may stand beside each other.
_WITHIN = frozenset("._/|~+ -")
_MASK = "*xX×●•"
MASK_MARKS = ("*", "xx", "XX", "××", "●●", "••")
"""One of them stands in every number of which a part is hidden."""

_MASKED = re.compile(rf"[0-9](?:[ \-]?[0-9]){{1,13}}[ \-]?[{_MASK}][ \-{_MASK}]*[{_MASK}](?:[ \-]?[0-9]){{2,8}}[Xx]?")
# Before a number, these letters belong to the sentence; other letters make it a part of an id, a digest or a path.
_CALLED = re.compile(r"(?:tel|phone|mobile|mob|qq|id|no|nr|call|wechat|(?<![a-z])[vw]x?)\.?$", re.IGNORECASE)
_IN_ID = re.compile(r"[A-Za-z0-9_]$|\d\.$")
# The number of an item before a telephone number, which nobody parted: 1.13912345678. Elsewhere it is a fraction.
_COUNTED = re.compile(r"(?:^|[\n\0。；;])\s*[1-9]\.$")
_ON = re.compile(r"(?![vw]x?(?![a-z0-9_]))[A-Za-z0-9_]|\.[0-9]", re.IGNORECASE)
# Where digits of one script follow those of another, one number ends, or a word begins: 13912345678一直.
_FIRST, _LAST = re.compile(f"^{_DIGIT}+"), re.compile(f"(?<!{_DIGIT}){_DIGIT}+[Xx]?$")
_GROUPS = re.compile(f"[0-9]+[Xx]?|[{_CHINESE}]+")
_LETTERS = re.compile("[A-WYZa-wyz]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")
_LANDLINE = re.compile(r"0(?:(?:10|2[0-9])[2-8][0-9]{7}|[3-9][0-9]{2}[2-8][0-9]{6,7})")
_LIKE_DATE = re.compile(r"(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]")

# Digits of a local telephone number are more.
_FEWEST = 6
# Digits of a landline or mobile telephone number.
_SHORTEST = 11
# Runs of digits that are remembered.
_MOST = 20_000
# Digits of a mobile telephone number as they are said.
_SAID = [3, 4, 4]
# Digits of the longest number: 残疾人证.
_LONGEST = 20
# Lengths of a card's number by how it begins.
_CARDS = (
    (("62", "60", "81"), range(16, 20)),
    (("4",), (13, 16, 19)),
    (("5", "22", "23", "24", "25", "26", "27", "35"), (16,)),
    (("34", "37"), (15,)),
    (("30", "36", "38"), (14,)),
    # The cards of one bank, older than the rule.
    (("9558",), (19,)),
)


class Runs:
    """Finds numbers in plain texts.

    Numbers of the register are found wherever they stand as a whole; ``contacts`` are numbers that anybody may call.
    """

    def __init__(self, secrets: Iterable[Secret], contacts: Iterable[str]) -> None:
        self._registered = {bare(secret.text): secret for secret in sorted(secrets, reverse=True) if is_number(secret)}
        self._contacts = frozenset(filter(None, map(bare, contacts)))
        for number, secret in list(self._registered.items()):
            area = _AREA.match(number) if _LANDLINE.fullmatch(number) else None
            # In town, nobody dials the area.
            if area and number not in self._contacts:
                self._registered.setdefault(number[area.end() :], secret)
        self._lengths = sorted({len(number) for number in self._registered if len(number) >= _SHORTEST}, reverse=True)
        self._shortest = min((_SHORTEST, *map(len, self._registered)))
        self._met: dict[str, tuple[Finding, ...]] = {}
        self._met_parted: dict[str, tuple[Finding, ...]] = {}

    def find(self, text: str, *, masked: bool = True) -> Iterator[Finding]:
        """What must not go out, in the order in which it stands.

        Args:
            text: plain.
            masked: whether one of ``MASK_MARKS`` may be in it.
        """
        for match in _RUN.finditer(text):
            # Most are dates and ids.
            if len(match[0]) - match[0].count("-") >= self._shortest:
                yield from self._in_run(_without_ids(text, match))
        yield from self.parted(text)
        if masked and any(mark in text for mark in MASK_MARKS):
            for match in _MASKED.finditer(text):
                if not _goes_on_before(text, match) and not _goes_on_after(text, match):
                    yield from _masked(match[0])

    def parted(self, text: str) -> Iterator[Finding]:
        """Long numbers of the register and mobile telephones that more than a space or a dash parts.

        In an address they are sought by nothing else: there, any other digits mean something to its owner only.
        """
        for run in _PARTED.findall(text):
            found = self._met_parted.get(run)
            if found is None:
                if len(self._met_parted) > _MOST:
                    self._met_parted.clear()
                found = self._met_parted[run] = tuple(self._in_parted(run))
            yield from found

    def _in_parted(self, run: str) -> Iterator[Finding]:
        groups = _GROUPS.findall(run)
        digits = "".join(groups).upper()
        if found := list(self._within(digits)):
            yield from found
        elif [*map(len, groups)] == _SAID and _MOBILE.fullmatch(digits) and digits not in self._contacts:
            marks = {*re.sub("[0-9]", "", run)}
            severity = Severity.ERROR if len(marks) == 1 and marks <= _WITHIN else Severity.WARNING
            yield Finding("phone", "", digits, severity)

    def _within(self, digits: str) -> Iterator[Finding]:
        """The long numbers of the register among the digits of a run, at whichever of them they begin."""
        for length in self._lengths:
            for start in range(len(digits) - length + 1):
                number = digits[start : start + length]
                if (secret := self._registered.get(number)) and number not in self._contacts:
                    yield Finding(secret.rule, secret.owner, number)

    def _in_run(self, run: str) -> tuple[Finding, ...]:
        """The numbers of a run, kept for the next time: the same dates stand on page after page."""
        found = self._met.get(run)
        if found is None:
            if len(self._met) > _MOST:
                self._met.clear()
            groups = [group.translate(ASCII_DIGITS) for group in _GROUPS.findall(run)]
            found = () if len("".join(groups)) < self._shortest else tuple(self._numbers(groups))
            self._met[run] = found
        return found

    def _numbers(self, groups: list[str]) -> Iterator[Finding]:
        """Every number that whole groups of digits make up; no group belongs to two numbers."""
        start = 0
        while start < len(groups):
            for end in range(min(start + _LONGEST, len(groups)), start, -1):
                if found := self._number(groups[start:end]):
                    if found.text not in self._contacts:
                        yield found
                    start = end
                    break
            else:
                start += 1

    def _number(self, groups: list[str]) -> Finding | None:
        digits = "".join(groups).upper()
        if secret := self._registered.get(digits):
            return Finding(secret.rule, secret.owner, digits)
        local = _without_country(digits)
        if secret := self._registered.get(local):
            return Finding(secret.rule, secret.owner, local)
        if local in self._contacts or _is_telephone(groups, local):
            return Finding("phone", "", local)
        return _identity(digits) if _are_grouped(groups) else None


def is_number(secret: Secret) -> bool:
    """Whether a secret is a number long enough to be sought as one: an extension of four digits is in every date.

    A passport's, which has letters in it, is sought as a word.
    """
    is_plain = _LETTERS.search(secret.text) is None
    return secret.rule in ("phone", "id-number") and is_plain and len(bare(secret.text)) > _FEWEST


def bare(text: str) -> str:
    """The digits of a number, and the ``X`` that may end an identity number, country code gone."""
    return _without_country("".join(_GROUPS.findall(text)).translate(ASCII_DIGITS).upper())


def _without_ids(text: str, match: re.Match[str]) -> str:
    """A run without the groups at its ends that are a part of a longer word or number."""
    run = match[0]
    if _goes_on_before(text, match):
        run = _FIRST.sub("", run)
    return _LAST.sub("", run) if _goes_on_after(text, match) else run


def _goes_on_before(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 8) : match.start()]
    if _COUNTED.search(before) and _MOBILE.match(bare(match[0])):
        return False
    return bool(_IN_ID.search(before)) and not _CALLED.search(before)


def _goes_on_after(text: str, match: re.Match[str]) -> bool:
    return bool(_ON.match(text, match.end()))


def _without_country(digits: str) -> str:
    for code in ("0086", "86"):
        if digits.startswith(code) and _MOBILE.fullmatch(digits[len(code) :]):
            return digits[len(code) :]
        # From abroad, the nought in front of the area is left out.
        if digits.startswith(code) and _LANDLINE.fullmatch(f"0{digits[len(code) :]}"):
            return f"0{digits[len(code) :]}"
    # From one area to another, some dial it before a mobile telephone as well.
    return digits[1:] if digits.startswith("0") and _MOBILE.fullmatch(digits[1:]) else digits


def _is_telephone(groups: list[str], digits: str) -> bool:
    own = groups[1:] if len(groups) > 1 and groups[0] in ("86", "0086", "0") else groups
    if _MOBILE.fullmatch(digits):
        singles = all(len(group) == 1 for group in own)
        apart = len(own[0]) > 2 and all(len(group) > 1 for group in own) and not _LIKE_DATE.fullmatch("".join(own[1:]))
        return singles or apart
    landline = _LANDLINE.fullmatch(digits)
    # The area code stands alone or all is one group; of the rest, no group is as short as a month.
    if own != groups:
        own = [f"0{own[0]}", *own[1:]]
    return bool(landline and (len(own) == 1 or (_AREA.fullmatch(own[0]) and min(map(len, own)) > 2)))


def _are_grouped(groups: list[str]) -> bool:
    """Whether groups look like one long number: one by one, or by three and more (the last may be shorter)."""
    return all(len(group) == 1 for group in groups) or all(len(group) > 2 for group in groups[:-1])


def _identity(digits: str) -> Finding | None:
    """An identity number, old or new, or the number of a bank card."""
    # 残疾人证: the identity number, then kind and degree.
    body = digits[:18] if len(digits) == 20 else digits
    if len(body) == 18 and body[:2] in identity.REGIONS and body[:17].isdigit():
        sound = (identity.is_birth(body[6:14]), identity.is_checked(body))
        if all(sound):
            return Finding("id-number", "", digits)
        # One slip of the pen; with two, it is some other number.
        if any(sound) and len(digits) == 18:
            return Finding("id-number", "", digits, Severity.WARNING)
    if (
        len(digits) == 15
        and digits[:2] in identity.REGIONS
        and digits.isdigit()
        and identity.is_birth("19" + digits[6:12])
    ):
        return Finding("id-number", "", digits)
    return Finding("bank-card", "", digits) if _is_card(digits) else None


def _is_card(digits: str) -> bool:
    """Whether digits are a card's number: by its beginning, its length and Luhn's check (ISO/IEC 7812-1)."""
    if not digits.isdigit() or not any(digits.startswith(starts) and len(digits) in long for starts, long in _CARDS):
        return False
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _masked(run: str) -> Iterator[Finding]:
    """A number of which a part is hidden, but enough is left to find its owner."""
    text = re.sub(r"[ \-]", "", run)
    head = re.match("[0-9]*", text)
    shown = head[0] if head else ""
    if re.match(r"1[3-9][0-9]", shown) and len(text) <= 12:
        yield Finding("phone", "", text, Severity.WARNING)
    elif shown[:2] in identity.REGIONS and (len(text) in (15, 18) or (len(shown) >= 6 and len(text) > 12)):
        yield Finding("id-number", "", text)
    elif 15 <= len(text) <= 19:
        yield Finding("bank-card", "", text, Severity.WARNING)
