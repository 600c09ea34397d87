"""QR codes (ISO/IEC 18004), for those who hold a printed page and want the one on the net."""

from __future__ import annotations

_ERROR, _MASK, _QUIET = "m", 4, 4


def qr_svg(text: str, *, title: str = "") -> str:
    """An SVG of a QR code, to stand inside a page.

    Level and mask are fixed: every mask can be read, and trying all eight for the prettiest costs more than the rest
    of a page. Four modules stay white on all sides (ISO/IEC 18004 §9.1).

    Args:
        text: what the code says.
        title: what it is for, to those who do not see it; the text itself unless given.
    """
    import segno

    code = segno.make(text, error=_ERROR, mask=_MASK, boost_error=False, micro=False)
    drawing = code.svg_inline(
        border=_QUIET, light="#fff", title=title or text, svgclass="qr", lineclass=None, omitsize=True
    )
    return str(drawing)
