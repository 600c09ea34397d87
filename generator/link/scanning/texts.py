"""The texts of an output: what is seen, and what stands inside tags, comments, scripts and addresses."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Iterable

from generator.link.scanning.fold import EDGE

_BLOCKS = (
    "address|article|aside|blockquote|body|br|button|caption|channel|col|colgroup|content|dd|details|dialog|div|dl|dt|entry"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|item|legend|li|link|loc|main|menu|meta|nav|noscript"
    "|object|ol|optgroup|option|p|pre|script|search|section|select|style|summary|svg|table|tbody|td|template|text|textarea"
    "|tfoot|th|thead|title|tr|ul|url|video|audio|!doctype"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})[\s/>]", re.IGNORECASE)
# In XML every element is a field of its own, but for the few that may stand in a line of text.
_IN_LINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|code|del|em|font|i|ins|mark|q|ruby|rb|rp|rt|s|small|span|strong|sub|sup|tspan|u|wbr)[\s/>]",
    re.IGNORECASE,
)
# A comment without an end goes on to the end.
_TAG = re.compile(r"(<!--.*?(?:-->|\Z)|<!\[CDATA\[|<[/!?]?[A-Za-z][^>]*>)", re.DOTALL)
_COMMENT_MARK = re.compile("<!--|-->")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
# Between two tags: what quotation mark one leaves open ends here.
_APART = "\"'\n"
# How often a text is decoded: what is written in a page may be markup that was escaped twice.
_ROUNDS = 3
_NO_MARKS = bytes(set(range(256)).difference(b"<>\n"))
# As in JSON, u97e6 or x41 after a backslash, and 97e6 alone as in CSS.
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}"
    r"|x([0-9a-fA-F]{2})|([0-9a-fA-F]{4,6})\s?|([nrtbfv])|(.))",
    re.DOTALL,
)

# Tags that are remembered.
_MOST_TAGS = 50_000

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".ico")
MARKUP = {".html": "html", ".htm": "html", ".xml": "xml", ".svg": "xml", ".atom": "xml", ".rss": "xml"}
TEXT = (".js", ".mjs", ".json", ".webmanifest", ".css", ".txt", ".md", ".csv", ".map", ".vtt", ".srt", ".ics")


class Gaps(dict[str, str]):
    """What takes the place of each tag: an edge, or nothing. Tags met for the first time are noted in ``fresh``."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.fresh: list[str] = []
        self._kind = kind

    def __missing__(self, tag: str) -> str:
        self.fresh.append(tag)
        is_comment = tag.startswith("<!--")
        splits = not _IN_LINE.match(tag) if self._kind == "xml" else bool(_BLOCK.match(tag))
        gap = self[tag] = EDGE if splits and not is_comment else ""
        return gap

    def taken(self) -> list[str]:
        """The tags met since this was last asked."""
        fresh, self.fresh = self.fresh, []
        if len(self) > _MOST_TAGS:
            self.clear()
        return fresh

    def forget(self, tags: list[str]) -> None:
        """Takes tags for new when they are next met."""
        for tag in tags:
            self.pop(tag, None)


def visible(text: str, gaps: Gaps, *, comments: bool = True) -> str:
    """What is seen: tags within a line gone without a gap, blocks apart, entities decoded, escaped markup as markup.

    Args:
        text: of an output.
        gaps: of its kind.
        comments: whether comments are; if not, what stands in them is seen as well.
    """
    for _ in range(_ROUNDS):
        if not comments:
            text = _COMMENT_MARK.sub(EDGE, text)
        # Behind the last bracket no tag can end, and looking for its end from every beginning takes for ever.
        end = text.rfind(">") + 1
        pieces = _TAG.split(text[:end])
        if len(pieces) > 1:
            pieces[1::2] = map(gaps.__getitem__, pieces[1::2])
            text = f"{''.join(pieces)}{text[end:]}"
        if "&" not in text:
            return text
        text = html.unescape(text)
        if "<" not in text and "&" not in text:
            return text
    return text


def inside(tags: list[str]) -> str:
    """The insides of tags and comments as one text, decoded, each apart from the next."""
    text = EDGE.join(tags)
    return decoded(html.unescape(text) if "&" in text else text)


def may_hold_han(tag: str) -> bool:
    """Whether there is something other than ASCII in a tag, plainly or encoded."""
    return not tag.isascii() or "%" in tag or "&" in tag


def attributes(tags: list[str]) -> list[tuple[str, str]]:
    """The attributes of tags, in order: names in lower case, and values, decoded and not empty."""
    # Behind the last one too: what a tag says must not hang on which others are read with it.
    found = _ATTRIBUTE.findall(_APART.join((*tags, "")))
    return [
        (name.lower(), html.unescape(value) if "&" in value else value)
        for name, double, single, bare in found
        if (value := double or single or bare)
    ]


def decoded(address: str) -> str:
    """An address without percent signs, which may have been written twice over."""
    for _ in range(2):
        if "%" not in address:
            break
        address = urllib.parse.unquote(address)
    return address


def unescaped(text: str) -> str:
    """A script, a style sheet or JSON with its escapes resolved, those of CSS too."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def stands_alone(line: str, gaps: Gaps) -> bool:
    """Whether a line of HTML begins and ends with the tag of a block, so that nothing is read across its ends."""
    line = line.strip()
    return bool(gaps.get(line[: line.find(">") + 1]) and gaps.get(line[line.rfind("<") :]))


def reaching(runs: Iterable[bytes]) -> frozenset[bytes]:
    """The runs in which a line leaves a tag or a comment open, so that what is read next may mean something else.

    What is decoded while a text is read may open one as well.
    """
    runs = list(runs)
    # Hardly any page has one.
    return frozenset(filter(_reaches_on, runs)) if _reaches_on(b"\n".join(runs)) else frozenset()


def _reaches_on(run: bytes) -> bool:
    if _leaves_open(run):
        return True
    if b"&" not in run and b"\\" not in run:
        return False
    text = unescaped(run.decode("utf-8", "replace"))
    for _ in range(_ROUNDS):
        text = html.unescape(text)
        if _leaves_open(text.encode("utf-8", "replace")):
            return True
    return False


def _leaves_open(run: bytes) -> bool:
    # Of a line whose last tag has an end, its mark is the last that is left here.
    marks = run.translate(None, _NO_MARKS)
    if b"<\n" in marks or marks.endswith(b"<"):
        return True
    return b"<!--" in run and any(b"-->" not in rest.partition(b"\n")[0] for rest in run.split(b"<!--")[1:])


def decodings(content: bytes) -> list[str]:
    """The texts that bytes of an unknown kind may be: those encodings in which all of them have a meaning."""
    texts = []
    for encoding in ("utf-8-sig", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            texts.append(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return texts


def _character(match: re.Match[str]) -> str:
    high, low, *codes, white, other = match.groups()
    if high:
        return chr(0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00)
    code = next((code for code in codes if code), "")
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return " " if white else other
