"""Pictures in a text: alone in their paragraph they become figures, several in a row a gallery."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from generator.link.prose import tokens

GALLERY = '<div class="gallery">'
"""The tag that opens several figures in a row."""

_IMAGE = r'<img(?: [a-z-]+="[^"]*")*>'
_LINKED = rf'(?:<a(?: [a-z-]+="[^"]*")*>{_IMAGE}</a>|{_IMAGE})'
_BETWEEN = r"(?:\s|<br>|&nbsp;)*"
_ALONE = re.compile(rf"<p>{_BETWEEN}((?:{_LINKED}{_BETWEEN})+)</p>")
_EACH = re.compile(_LINKED)
_IMAGE_TAG = re.compile(_IMAGE)
_ELSEWHERE = re.compile(r"[\\/]{2}|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def lift(html: str) -> str:
    """Makes figures of images that stand alone in their paragraph; the title becomes the caption."""
    if "<img" not in html:
        return html
    return _ALONE.sub(_figures, html)


def symbol(src: str) -> str:
    """How a picture's source stands in HTML that is not resolved: ``media:`` and the percent-encoded path."""
    return "media:" + quote(src, safe="/")


def source(symbolic: str) -> str:
    """The source of a picture, percent-decoded, from ``symbol``'s form."""
    return unquote(symbolic.removeprefix("media:"))


def is_elsewhere(src: str) -> bool:
    """Whether a source names a host or a scheme: nothing of this site."""
    return _ELSEWHERE.match(src.strip()) is not None


def _figures(paragraph: re.Match[str]) -> str:
    figures = [_figure(match.group()) for match in _EACH.finditer(paragraph.group(1))]
    return figures[0] if len(figures) == 1 else f"{GALLERY}{''.join(figures)}</div>"


def _figure(linked: str) -> str:
    image = _IMAGE_TAG.search(linked)
    values = tokens.attributes(image.group()) if image else {}
    # Escaped by the sanitiser, and its quotes are no danger in text.
    caption = tokens.escaped_text(values.get("title", "").strip())
    return f"<figure>{linked}<figcaption>{caption}</figcaption></figure>" if caption else f"<figure>{linked}</figure>"
