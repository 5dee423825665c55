"""Translations of Qt's own texts that Qt does not translate."""

from PySide6.QtCore import QTranslator

from rebond.domain.translatable import later
from rebond.ui.speech import _

_MISSING = {
    "QFileDialog": {later("&Look in:"), later("Files of &type:")},
    "QAbstractFileIconProvider": {later("Folder")},
    "QPrintSettingsOutput": {later("Duplex Printing"), later("None"), later("Long side"), later("Short side")},
    "QPageSetupWidget": {later("Units")},
}


class QtWords(QTranslator):
    """A translator that Qt asks before its own, and that knows only the texts missing there."""

    def translate(self, context: str, sentence: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return the text in the window's language; None to leave it to Qt's translation."""
        return _(sentence) if sentence in _MISSING.get(context, ()) else None

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False
