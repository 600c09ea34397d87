"""What templates may do to a value on its way to the page. Pure; each filter is one line of a template's vocabulary."""

from __future__ import annotations

import base64
import datetime as dt
import functools
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from email.utils import format_datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from generator.link.prose import tokens
from generator.model.catalogue import ENGLISH_MONTHS, Translator
from generator.model.pictures import srcset
from generator.render.compiling import shown
from generator.render.data import inside_script
from generator.render.qr import Coder

REMEMBERED = 16384
"""Texts that ``once`` keeps; about a kilobyte each."""

_PAUSES = ("：", "，", "；")
_SAFE_URL = re.compile(r"(?:https?://[^\s/]|mailto:[^\s]|tel:\+?[0-9])[^\s]*", re.IGNORECASE)
# A landline with its area code, a mobile, a 400 or 800 number with hyphens; never a date or an id. What must not stand
# before one is looked at behind its first digit: so a search passes over long texts ten times as fast.
_PHONE = re.compile(
    r"(?:0(?<![\d-]0)\d{2,3}-\d{7,8}(?:-\d{1,6})?|1(?<![\d-]1)[3-9]\d{9}|[48](?<![\d-].)00-\d{3}-\d{4})(?![\d-])"
)
# In a link to something else, or where signs are shown as they are, a number is no link.
_NOT_RUNG = frozenset(("a", "code", "pre"))
# A whole date would leave a narrow line half empty; what makes it hard to read is a break between its numbers.
_DATE = re.compile(r"\d{1,2}月\d{1,2}[日号]|\d{4}年\d{1,2}月(?!\d)")
# In every date; looking for one character takes no time, and a long text is then passed by.
_MONTH = re.compile(r"月(?<=\d.)")
_AS_TYPED = frozenset(("code", "pre"))
# Everything outside of the characters that XML knows (XML 1.0, 5th edition, §2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def iso(moment: dt.date) -> str:
    """A date or a moment for machines: ``2026-02-03``, ``2026-02-03T09:30:00+08:00`` (RFC 3339)."""
    return moment.isoformat(timespec="seconds") if isinstance(moment, dt.datetime) else moment.isoformat()


def day(moment: dt.date, *, language: str = "zh-CN") -> str:
    """The day in short: ``2026-02-03``, in English ``3 Feb 2026``."""
    if language.startswith("en"):
        return f"{moment.day} {ENGLISH_MONTHS[moment.month - 1][:3]} {moment.year}"
    # That of a moment would work out its zone for nothing.
    return dt.date.isoformat(moment)


def minute(value: dt.datetime) -> str:
    """The minute for machines, in every language: ``2026-02-03 09:30``."""
    return value.isoformat(" ")[:16]


def moment(value: dt.datetime, *, language: str = "zh-CN") -> str:
    """The minute: ``2026-02-03 09:30``, in English ``3 February 2026, 09:30``; the day where no hour was given."""
    if not (value.hour or value.minute):
        return long_day(value, language=language) if language.startswith("en") else minute(value)[:10]
    if language.startswith("en"):
        return f"{long_day(value, language=language)}, {value:%H:%M}"
    return minute(value)


def long_day(value: dt.date, *, language: str) -> str:
    """The day in words: ``2026年2月3日``, in English ``3 February 2026``."""
    if language.startswith("en"):
        return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def rfc822(value: dt.datetime) -> str:
    """The second as RSS wants it: ``Tue, 03 Feb 2026 09:30:00 +0800``; the names are English in every locale."""
    return format_datetime(value)


def xml(text: str) -> str:
    """The text without what no XML may hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.

    Markup stays markup, so that a whole template may stand inside this filter and nothing in it can be forgotten.
    """
    return text.__class__(_NOT_XML.sub("", text))


def host(address: str) -> str:
    """The host of a full address, with its port if it names one: ``news.example.org``."""
    return urlsplit(address).netloc.rpartition("@")[2]


def integrity(text: str) -> str:
    """The digest by which a Content-Security-Policy lets a style inside a page pass (CSP 3 §6.7.3.3).

    It is taken over what a browser reads, and that has no carriage returns (HTML, "normalize newlines").
    """
    read = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(read.encode()).digest()).decode()}"


def json_script(value: Any) -> Markup:
    """JSON for the inside of a ``<script>``; nothing in it can end the script."""
    # Every character that HTML could take for its own is written as an escape of JSON.
    return Markup(inside_script(value))  # noqa: S704


def headline(phrases: Iterable[str]) -> Markup:
    """A title that breaks only between its phrases, and best behind a colon or comma: a clause is a box of its own."""
    clauses: list[list[str]] = [[]]
    for phrase in phrases:
        clauses[-1].append(shown(phrase))
        if phrase.endswith(_PAUSES):
            clauses.append([])
    parts = ["<wbr>".join(clause) for clause in clauses if clause]
    if len(parts) > 1:
        parts = [f'<span class="clause">{clause}</span>' for clause in parts]
    # Joined of escaped texts, so it needs no escaping itself.
    return str.__new__(Markup, "".join(parts))


def http_url(address: str) -> str:
    """The address where a link may leave the site for it (http, https, mailto, tel), else nothing."""
    return address if _SAFE_URL.fullmatch(address) else ""


def phones(text: str) -> Markup:
    """The text with its telephone numbers as links that a phone can ring; of markup, only what stands between tags.

    Args:
        text: plain text, or sanitised HTML marked as safe.
    """
    return _tagged(text, _PHONE, r'<a href="tel:\g<0>">\g<0></a>', outside=_NOT_RUNG)


def dates(text: str) -> Markup:
    """The text with each date in one piece, which no end of a line parts: 3月28日, 2025年10月.

    Args:
        text: as for ``phones``.
    """
    safe = escape(text)
    if not _MONTH.search(safe):
        return safe
    return _tagged(text, _DATE, r'<span class="date">\g<0></span>', outside=_AS_TYPED)


def _tagged(text: str, wanted: re.Pattern[str], tagged: str, *, outside: Collection[str]) -> Markup:
    """A text with tags round what is wanted, where that stands in none of some elements; in it is nothing to escape."""
    # What was marked as safe stays as it is.
    safe = escape(text)
    if not wanted.search(safe):
        return safe
    # Markup would escape what is put in.
    content = str(safe)
    pieces, at, inside = [], 0, 0
    for tag in tokens.TAG.finditer(content) if isinstance(text, Markup) else ():
        between = content[at : tag.start()]
        pieces += [between if inside else wanted.sub(tagged, between), tag.group()]
        at = tag.end()
        if tag["name"] in outside:
            inside += -1 if tag["closing"] else 1
    # Joined of what was markup.
    return Markup("".join([*pieces, wanted.sub(tagged, content[at:])]))  # noqa: S704


def qr(address: str, *, title: str, coder: Coder) -> Markup:
    """A QR code of an address, as an SVG."""
    # Made by us; the title in it is escaped by its writer.
    return Markup(coder.svg(address, title=title))  # noqa: S704


class Once:
    """Calls a macro, and gives its text again for the same arguments: ``{{ cards.story | once(card, root) }}``.

    A card stands on many pages, and looks the same on all that are as deep in the site. Values that templates see are
    frozen and compare by what they hold, so this can give no other text than the call would.
    """

    def __init__(self) -> None:
        """Remembers nothing yet."""
        self._called = functools.lru_cache(maxsize=REMEMBERED)(_called)

    def __call__(self, macro: Callable[..., Markup], *arguments: Any, **keywords: Any) -> Markup:
        """The text of a macro for some arguments, all of them values that do not change."""
        return self._called(macro, arguments, frozenset(keywords.items()))


def _called(macro: Callable[..., Markup], arguments: tuple[Any, ...], keywords: frozenset[tuple[str, Any]]) -> Markup:
    return macro(*arguments, **dict(keywords))


def filters_of(language: str, t: Translator) -> Mapping[str, Callable[..., Any]]:
    """All filters by their names in templates.

    Args:
        language: of the furniture, ``zh-CN`` or ``en``.
        t: its words.
    """
    return MappingProxyType(
        {
            "iso": iso,
            "dates": dates,
            "day": functools.partial(day, language=language),
            "minute": minute,
            "moment": functools.partial(moment, language=language),
            "rfc822": rfc822,
            "xml": xml,
            "host": host,
            "integrity": integrity,
            "json_script": json_script,
            "long_day": functools.partial(long_day, language=language),
            "headline": headline,
            "http_url": http_url,
            "once": Once(),
            "phones": phones,
            "srcset": srcset,
            "qr": functools.partial(qr, title=t("用手机扫一扫，读这一页"), coder=Coder()),
        }
    )
