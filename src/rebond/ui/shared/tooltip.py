"""Tooltips of plain text, which Qt would otherwise take for HTML where it looks like it."""

from html import escape

from PySide6.QtGui import Qt

from rebond.domain.direction import harmless

#: The most characters that a tooltip shows; a note of several pages would cover the screen.
LONGEST = 1_000
#: The most characters of a line that does not wrap: Qt wraps only HTML.
_WIDEST = 80


def tip(text: str) -> str:
    """Return the tooltip that shows a text as it is, its lines wrapped where they are long."""
    shown = harmless(text)
    if len(shown) > LONGEST:
        shown = f"{shown[:LONGEST].rstrip()}…"
    if max(map(len, shown.splitlines()), default=0) <= _WIDEST and not Qt.mightBeRichText(shown):
        return shown
    return f"<qt>{'<br>'.join(escape(shown, quote=False).splitlines())}</qt>"
