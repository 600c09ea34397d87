"""Sanitised HTML read once from beginning to end: what is in it, and the last touches that only now are safe.

Everything that is recorded here is read off the HTML that will be shown, whoever wrote it: a picture or reference in
raw HTML is one like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from generator.base import text
from generator.link.prose import figures, resolve, sanitise, softbreaks, targets, tokens
from generator.link.prose.visible import Visible


class Anchor(NamedTuple):
    """A link as it was read; ``kind`` as in ``targets.Target``, ``href`` as written."""

    kind: str
    id: str
    words: str
    href: str


class Picture(NamedTuple):
    """A picture as it was read; ``written`` is its source before percent-decoding, empty where it had none."""

    src: str
    alt: str
    caption: str
    written: str


class Reading(NamedTuple):
    """What was read; see ``Prose``.

    Attributes:
        anchors: links to what should be in this site, and fragments.
        pictures: all of them, those that were taken out for their source too.
        outside: links out of the site's folder, as written.
        aims: the fragments that lead somewhere.
    """

    html: str
    text: str
    paragraphs: tuple[str, ...]
    running: tuple[str, ...]
    headings: tuple[tuple[int, str, str], ...]
    anchors: tuple[Anchor, ...]
    pictures: tuple[Picture, ...]
    outside: tuple[str, ...]
    aims: frozenset[str]


class _Link(NamedTuple):
    """An open link: what becomes of it when it closes."""

    anchor: Anchor | None
    closing: str
    mark: tuple[int, int]
    muted: int


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_NAMES = (
    "blockquote caption dd details div dl dt figcaption figure li ol p pre summary table tbody tfoot thead tr ul"
)
_BLOCKS = _HEADINGS | frozenset(_BLOCK_NAMES.split())
_RECORDED = frozenset({"wish", "story", "file", "address", "fragment"})
_ALIGNED = frozenset({"left", "center", "right"})
_FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?-")
_NOT_IN_ID = re.compile(r"[\s%]+")
_HYPHENS = re.compile(r"-{2,}")
_HAS_HAN = re.compile(f"[{text.HAN}]")
_SLUG_LENGTH = 60


def finish(clean: str, folder: str) -> Reading:
    """Reads sanitised HTML and finishes it.

    Args:
        clean: what ``sanitise`` returned.
        folder: of the body's file, relative to the site, with forward slashes; relative links start from it.
    """
    own = clean.replace(resolve.OPEN, "").replace(resolve.CLOSE, "")
    return _Reader(figures.lift(softbreaks.join(own)), folder).run()


def slug(words: str) -> str:
    """The words of a heading as the end of an id: NFC, Han kept, punctuation gone, blanks as hyphens."""
    kept = "".join(
        char if char.isalnum() or char in "-_" else "-" if char.isspace() else ""
        for char in unicodedata.normalize("NFC", words).lower()
    )
    return _HYPHENS.sub("-", kept).strip("-")[:_SLUG_LENGTH]


class _Reader:
    """One pass over the tags; plain ones cost a look into a set."""

    def __init__(self, body: str, folder: str) -> None:
        self.body = body
        self.folder = folder
        self.seen = Visible()
        self.out: list[str] = []
        self.done = 0
        # Where in ``out`` the open headings and tables begin, with the number of lines before them.
        self.places: list[tuple[int, int]] = []
        self.links: list[_Link] = []
        self.anchors: list[Anchor] = []
        self.pictures: list[Picture] = []
        self.in_figure = 0
        self.headings: list[tuple[int, str, str]] = []
        self.outside: list[str] = []
        self.ids: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.fragments: list[tuple[int, str, tokens.Attributes]] = []

    def run(self) -> Reading:
        at = 0
        for tag in tokens.TAG.finditer(self.body):
            self.seen.read(self.body[at : tag.start()])
            at = tag.end()
            closing, name, attributes = tag.groups()
            if name in _BLOCKS:
                if closing:
                    self._close(tag)
                else:
                    self._open(tag)
            elif step := _STEPS.get(closing + name):
                step(self, tag)
            elif attributes:
                self._rewrite(tag)
        self.seen.read(self.body[at:])
        self.seen.end_line()
        self.out.append(self.body[self.done :])
        return self._reading(self._aim())

    def _reading(self, aims: frozenset[str]) -> Reading:
        return Reading(
            html="".join(self.out),
            text="\n".join(self.seen.lines),
            paragraphs=tuple(self.seen.paragraphs),
            running=tuple(self.seen.running),
            headings=tuple(self.headings),
            anchors=tuple(self.anchors),
            pictures=tuple(self.pictures),
            outside=tuple(self.outside),
            aims=aims,
        )

    def _replace(self, tag: re.Match[str], *new: str) -> None:
        """Writes something else in the place of a tag."""
        self.out += [self.body[self.done : tag.start()], *new]
        self.done = tag.end()

    def _open(self, tag: re.Match[str]) -> None:
        name = tag["name"]
        is_notes = name == "div" and sanitise.FOOTNOTES in tag["attributes"]
        self.seen.enter("footnotes" if is_notes else name)
        if name in _HEADINGS or name == "table":
            # Two slots: one for what goes before the tag, one for the tag, both known when it closes.
            self._replace(tag, "", tag.group())
            self.places.append((len(self.out) - 2, len(self.seen.lines)))
        elif tag["attributes"]:
            self._rewrite(tag)
        if name == "figure":
            self.in_figure = len(self.pictures)

    def _close(self, tag: re.Match[str]) -> None:
        block, line = self.seen.leave()
        if block in _HEADINGS:
            self._heading(tag, line)
        elif block == "table":
            self._table(tag)
        elif block == "figcaption":
            within = self.pictures[self.in_figure :]
            self.pictures[self.in_figure :] = [p if p.caption else p._replace(caption=line) for p in within]

    def _heading(self, tag: re.Match[str], words: str) -> None:
        level = max(int(tag["name"][1]), 2)
        at, _ = self.places.pop()
        name = self._unused("s-" + (slug(resolve.resolve_text(words, {})) or "h"))
        self.ids.add(name)
        self.out[at + 1] = tokens.tag(f"h{level}", {"id": name})
        self._replace(tag, f"</h{level}>")
        self.headings.append((level, name, words))

    def _unused(self, name: str) -> str:
        """The name, or the name with the next free number."""
        candidate = name
        while candidate in self.ids:
            self.numbers[name] = self.numbers.get(name, 1) + 1
            candidate = f"{name}-{self.numbers[name]}"
        return candidate

    def _table(self, tag: re.Match[str]) -> None:
        """Puts a table into a box that scrolls.

        Who has no mouse must reach the box to scroll it, and whoever reaches it must hear what it is: its caption or
        its head. A group and not a region, for a region would be one more landmark to pass by.
        """
        at, first = self.places.pop()
        if self.seen.is_within("table"):
            return
        label = resolve.resolve_text("".join(self.seen.lines[first : first + 1]), {})
        named = {"role": "group", "aria-label": label} if label else {}
        self.out[at] = tokens.tag("div", {"class": "table", **named, "tabindex": "0"})
        self._replace(tag, "</table></div>")

    def _rewrite(self, tag: re.Match[str]) -> None:
        values = tokens.attributes(tag["attributes"])
        if values.keys() & {"id", "align", "class"}:
            self._identify(values)
            # A class that was not allowed is left empty by the sanitiser.
            if not values.get("class", "-"):
                del values["class"]
            align = values.pop("align", "").lower()
            if align in _ALIGNED:
                values["class"] = f"align-{align}"
            self._replace(tag, tokens.tag(tag["name"], values))

    def _identify(self, values: tokens.Attributes) -> None:
        """Gives an author's id our prefix, so that it cannot shadow a name that a script uses; the first one stays."""
        name = values.pop("id", "")
        if name:
            name = _NOT_IN_ID.sub("-", name) if _FOOTNOTE_ID.match(name) else "s-" + slug(name)
            if name not in self.ids:
                self.ids.add(name)
                values["id"] = name

    def _anchor(self, tag: re.Match[str]) -> None:
        values = tokens.attributes(tag["attributes"])
        role = values.pop("class", "")
        href = values.pop("href", "")
        if role and href.startswith("#fn"):
            self._footnote(tag, role, href)
            return
        self._identify(values)
        target = targets.target(href, self.folder)
        anchor = Anchor(target.kind, target.id, "", href) if target.kind in _RECORDED else None
        opening = self._opening(target, values)
        self.links.append(_Link(anchor, "</a>" if opening else "", self.seen.mark(), 0))
        if target.kind in sanitise.OWN_SCHEMES and self.body.startswith("</a>", tag.end()):
            self.seen.read(f"{resolve.OPEN}{target.kind}:{target.id}{resolve.CLOSE}")
        self._replace(tag, opening)
        if target.kind == "fragment":
            self.fragments.append((len(self.out) - 1, target.id, values))
        elif target.kind == "outside":
            self.outside.append(href)

    def _opening(self, target: targets.Target, values: tokens.Attributes) -> str:
        """The tag of a link; none for one that leads nowhere, unless something may lead to it."""
        if target.kind in ("none", "outside"):
            return tokens.tag("a", values) if "id" in values else ""
        if target.href.lower().startswith("http"):
            return tokens.tag("a", {"href": target.href, **values, "rel": "noopener"})
        return tokens.tag("a", {"href": target.href, **values})

    def _footnote(self, tag: re.Match[str], role: str, href: str) -> None:
        """The number in the text and the way back are furniture, not text."""
        self.seen.muted += 1
        self.links.append(_Link(None, "</a>", (0, 0), 1))
        values = {"href": "#" + _NOT_IN_ID.sub("-", href[1:]), "class": role}
        if role == sanitise.FOOTNOTE_RETURN:
            values["aria-label"] = "回到正文" if _HAS_HAN.search(self.body) else "Back to the text"
        self._replace(tag, tokens.tag("a", values))

    def _anchor_end(self, tag: re.Match[str]) -> None:
        if not self.links:
            return
        link = self.links.pop()
        self.seen.muted -= link.muted
        if link.anchor is not None:
            words = resolve.resolve_text(self.seen.since(link.mark), {})
            self.anchors.append(link.anchor._replace(words=words))
        if not link.closing:
            self._replace(tag)

    def _image(self, tag: re.Match[str]) -> None:
        values = tokens.attributes(tag["attributes"])
        written = values.get("src", "").strip()
        picture = Picture(unquote(written), values.get("alt", ""), values.get("title", "").strip(), written)
        self.pictures.append(picture)
        if not written or figures.is_elsewhere(written):
            self._replace(tag)
            return
        shown = {"src": figures.symbol(picture.src), "alt": picture.alt}
        if picture.caption and not self.seen.is_within("figure"):
            shown["title"] = picture.caption
        self._replace(tag, tokens.tag("img", shown))

    def _blank(self, tag: re.Match[str]) -> None:
        self.seen.read(" ")
        if tag["attributes"]:
            self._rewrite(tag)

    def _rule(self, _tag: re.Match[str]) -> None:
        self.seen.end_line()

    def _reading_turn(self, _tag: re.Match[str]) -> None:
        self.seen.turn_to_reading()

    def _mute(self, tag: re.Match[str]) -> None:
        self.seen.muted += -1 if tag["closing"] else 1

    def _aim(self) -> frozenset[str]:
        """Points links within the text at the ids that headings and anchors have here; returns what was found."""
        found = set()
        for at, fragment, values in self.fragments:
            own = "s-" + slug(fragment.removeprefix("s-"))
            if own in self.ids:
                self.out[at] = tokens.tag("a", {"href": f"#{own}", **values})
                found.add(fragment)
        return frozenset(found)


_STEPS: dict[str, Callable[[_Reader, re.Match[str]], None]] = {
    "a": _Reader._anchor,
    "/a": _Reader._anchor_end,
    "br": _Reader._blank,
    "hr": _Reader._rule,
    "img": _Reader._image,
    "rp": _Reader._mute,
    "/rp": _Reader._mute,
    "rt": _Reader._reading_turn,
    "/rt": _Reader._reading_turn,
    "td": _Reader._blank,
    "th": _Reader._blank,
}
