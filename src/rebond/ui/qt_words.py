"""What Qt's own dialogs say that Qt's translations have not caught up with."""

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
    """Asked before Qt's own translation, and silent about all that is in it."""

    def translate(self, context: str, sentence: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The sentence in the window's language, or None for Qt to answer."""
        return _(sentence) if sentence in _MISSING.get(context, ()) else None

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False
