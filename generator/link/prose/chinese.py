"""Python-Markdown, made right for Chinese: one parser per process, and the extensions that it is made of.

The rules are those of the site's specification, section 3. Raw HTML passes through here as it is; nothing that comes
out may be shown before ``sanitise`` has seen it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, SetextHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import AutolinkInlineProcessor, AutomailInlineProcessor, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE, STX, AtomicString

from generator.base.text import HAN
from generator.link.prose import emphasis, lines

REFERENCE = (
    r"(?<!\\)\[\[[ ]*(?P<kind>wish|story)[ ]*[:：][ ]*(?P<id>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)[ ]*"
    r"(?:\\?[|｜](?P<words>[^\[\]\n]*))?\]\]"
)
"""A reference to a wish or story, ``[[wish:2026-0007|words]]``; its colon and bar may be full-width."""

# A guard must be one character class: with an alternative in it the search takes four times as long.
_MARKUP = re.compile(rf"[\\`*_\[<&~{STX}]")
_PLAIN_PARAGRAPH = re.compile(rf"[{HAN}“‘《（【「『][^\\`*_\[<&~{STX}\n]*\Z")
_URL = r"https?://[A-Za-z0-9\-._~:/?#@!$&'()+,;=%]*[A-Za-z0-9\-_/#@$&+=%)]"
# The library's own take in its placeholders, and print them.
_AUTOLINK = rf"<([A-Za-z][A-Za-z0-9+.-]*://[^<>\s{STX}]*)>"
_AUTOMAIL = r"<([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)>"
_DELETED = r"~~(?=\S)((?:[^~]|~(?!~))+)(?<=\S)~~"
_RAW_LINK = re.compile(r"<(/?)a\b", re.IGNORECASE)
_RETURN = "\u21a9\ufe0e"
# No author can type it: control characters are refused before Markdown runs.
_NOWHERE = STX + "nowhere"


def to_html(text: str) -> str:
    """The HTML of a Markdown text, unsanitised.

    The text must have passed ``bodyfaults.guard``, which keeps out what would take the parser too long.
    """
    parser = _parser()
    parser.reset()
    return parser.convert(text)


@cache
def _parser() -> Markdown:
    footnotes = _Footnotes(
        SEPARATOR="-",
        BACKLINK_TEXT=_RETURN,
        BACKLINK_TITLE="{}",
        PLACE_MARKER=_NOWHERE,
        USE_DEFINITION_ORDER=False,
    )
    return Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            footnotes,
            DefListExtension(),
            SaneListExtension(),
            ChineseExtension(),
        ],
        output_format="html",
    )


class ChineseExtension(Extension):
    """What section 3 asks for, and what makes plain paragraphs cheap."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Registers and removes; the numbers are the library's priorities."""
        md.preprocessors.deregister("normalize_whitespace")
        md.preprocessors.register(_PreparedLines(md), "lines", 30)
        md.preprocessors.register(_RawHtml(md), "html_block", 20)
        # An indented paragraph is a paragraph; only fences make code.
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain_paragraph", 200)
        md.parser.blockprocessors.register(_HashHeading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(_SetextHeading(md.parser), "setextheader", 60)
        md.inlinePatterns.register(_ReferenceMark(REFERENCE, md), "site_reference", 185)
        md.inlinePatterns.register(AutolinkInlineProcessor(_AUTOLINK, md), "autolink", 120)
        md.inlinePatterns.register(AutomailInlineProcessor(_AUTOMAIL, md), "automail", 110)
        md.inlinePatterns.register(_BareAddress(_URL, md), "bare_address", 85)
        md.inlinePatterns.register(_Deleted(_DELETED, md), "deleted", 65)
        md.inlinePatterns.register(emphasis.Emphasis(emphasis.MARK), "em_strong", 60)
        md.treeprocessors.register(_PlainText(md), "plain_text", 25)
        md.treeprocessors.deregister("prettify")


class _Footnotes(FootnoteExtension):
    """The library's, which fails over a footnote without text once footnotes are ordered by their references."""

    def makeFootnotesDiv(self, root: ET.Element) -> ET.Element | None:  # noqa: N802 - the library's name
        div = super().makeFootnotesDiv(root)
        for note in [] if div is None else div.findall("ol/li"):
            if not len(note):
                back = {"class": "footnote-backref", "href": note.get("id", "").replace("fn-", "#fnref-", 1)}
                ET.SubElement(ET.SubElement(note, "p"), "a", back).text = _RETURN
        return div


class _PreparedLines(Preprocessor):
    def run(self, source: list[str]) -> list[str]:
        return [*lines.prepare(source, self.md.htmlStash.store), "", ""]


class _RawHtml(HtmlBlockPreprocessor):
    """The library's, spared the texts that cannot hold HTML."""

    def run(self, source: list[str]) -> list[str]:
        if any("<" in line for line in source):
            return super().run(source)
        return source


class _PlainParagraph(BlockProcessor):
    """Takes the paragraphs of one line that begin with Han and hold no markup: most of a story."""

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        return not self.parser.state and _PLAIN_PARAGRAPH.match(block) is not None and "://" not in block

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        ET.SubElement(parent, "p").text = AtomicString(blocks.pop(0))


class _HashHeading(HashHeaderProcessor):
    """A ``#`` in a body is an ``h2``: the page's ``h1`` is its title."""

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        _lower(parent[-1])


class _SetextHeading(SetextHeaderProcessor):
    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        _lower(parent[-1])


def _lower(heading: ET.Element) -> None:
    heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


class _PlainText(Treeprocessor):
    """Lets text without markup pass by the twenty inline patterns."""

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            text = element.text
            if text and not _MARKUP.search(text) and "://" not in text and "  \n" not in text:
                element.text = AtomicString(text)


class _ReferenceMark(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ET.Element, int, int]:
        link = ET.Element("a", {"href": f"{m['kind']}:{m['id']}"})
        link.text = AtomicString((m["words"] or "").strip())
        return link, m.start(), m.end()


class _BareAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        if self._in_raw_link(data[: m.start()]):
            return None, None, None
        address = m.group()
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1]
        link = ET.Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)

    def _in_raw_link(self, before: str) -> bool:
        """Whether the last raw tag of a link before this place opened one; raw tags are stashed twice by now."""
        stash = self.md.htmlStash.rawHtmlBlocks
        if not any(_RAW_LINK.match(str(piece)) for piece in stash):
            return False
        nodes: dict[str, object] = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        inside = False
        for placeholder in INLINE_PLACEHOLDER_RE.finditer(before):
            stashed = HTML_PLACEHOLDER_RE.match(str(nodes.get(placeholder.group(1))))
            if stashed and (raw := _RAW_LINK.match(str(stash[int(stashed.group(1))]))):
                inside = not raw.group(1)
        return inside


class _Deleted(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ET.Element, int, int]:
        deleted = ET.Element("del")
        deleted.text = m.group(1)
        return deleted, m.start(), m.end()
