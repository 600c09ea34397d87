"""What a body becomes: prose, with everything in it that the rest of the site has to know."""

from __future__ import annotations

from typing import Protocol

import msgspec

NO_WORDS = msgspec.Raw(msgspec.msgpack.encode(()))


class Heading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A heading of the text: ``level`` 2 to 6, the ``id`` of its anchor (unique in the text), its words."""

    level: int
    id: str
    text: str


class Reference(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link to something of this site, as its author wrote it.

    Attributes:
        kind: ``wish`` or ``story`` (``[[wish:…]]``), ``file`` (a link to another source file) or ``address`` (a link
            to an address of the site).
        id: of the wish or story; for a file its path below ``content/``; for an address the address itself.
        words: what the author wants to be read; empty: the title of what is linked to.
        line: as the editor shows it, 1-based; ``column`` too.
    """

    kind: str
    id: str
    words: str
    line: int
    column: int

    @property
    def key(self) -> str:
        """The key under which the link is looked up when the text is resolved: ``wish:2026-0007``."""
        return f"{self.kind}:{self.id}"


class ImageUse(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A picture in the text; ``src`` is as written, percent-decoded: relative to the file or to ``content/``."""

    src: str
    alt: str
    caption: str
    line: int
    column: int


class Wording(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is long in a prose, and needed only where it is shown or indexed.

    Attributes:
        html: sanitised. Links to our own pages and pictures are symbolic (``wish:``, ``story:``, ``file:``, ``site:``,
            ``media:``); ``resolve.resolve`` makes them real.
        text: everything visible, one block a line, for search and scanning.
        paragraphs: the text of the first paragraphs and list items, more than a summary can need; no headings,
            figures, tables or footnotes.
    """

    html: str = ""
    text: str = ""
    paragraphs: tuple[str, ...] = ()


class Worded(Protocol):
    """A wording that is here, or fetched when it is asked for."""

    @property
    def html(self) -> str:
        """As in ``Wording``."""

    @property
    def text(self) -> str:
        """As in ``Wording``."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """As in ``Wording``."""


class Outline(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the rest of a site has to know of a prose.

    Attributes:
        headings: in order.
        references: to wishes and stories, in order of the text.
        images: in order of the text, repeated as often as they are shown.
        characters: Han characters plus Latin words of ``text``.
        links: to files and addresses of this site, in order of the text.
        words: what a story is about, as ``keywords.keywords`` tells from its title and text, in MessagePack: nobody
            reads them but for a text that is new. None for a page.
        length: of ``text``, in code points.
        summary: what ``base/summary.py`` makes of the paragraphs; ``None`` where that depends on titles elsewhere.
        opening: the paragraphs, where the summary is still to be made of them.
    """

    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    images: tuple[ImageUse, ...] = ()
    characters: int = 0
    links: tuple[Reference, ...] = ()
    words: msgspec.Raw = NO_WORDS
    length: int = 0
    summary: str | None = None
    opening: tuple[str, ...] = ()


class Prose(Outline, frozen=True, array_like=True, gc=False):
    """The text of a story or standing page, sanitised, before its links are resolved."""

    wording: Worded = Wording()

    @property
    def html(self) -> str:
        """See ``Wording``."""
        return self.wording.html

    @property
    def text(self) -> str:
        """See ``Wording``."""
        return self.wording.text

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """See ``Wording``."""
        return self.wording.paragraphs
