"""Qt's own texts in the program's language: Qt's translation, and what is missing in it."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from rebond.domain.translatable import later
from rebond.language import Language
from rebond.ui.speech import _

#: What Qt does not translate, by its context; words that are the same in French, such as "Options", are left to it.
MISSING = {
    "QFileDialog": {later("&Look in:"), later("Files of &type:")},
    "QAbstractFileIconProvider": {later("Folder"), later("Drive")},
    "QPrintSettingsOutput": {
        later("Duplex Printing"), later("None"), later("Long side"), later("Short side"), later("Page &Set:"),
    },
    "QPageSetupWidget": {later("Units"), later("Page &order:"), later("Pages &per sheet:")},
    "QPageSize": {later("A4 Small"), later("Letter Small"), later("Letter Plus"), later("Statement")},
    "QCupsJobWidget": {
        later("Scheduled &printing:"), later("&Billing information:"), later("Job &priority:"),
        later("CUPS Banner page"), later("Banner page at start"), later("Banner page at end"), later("&Start:"),
        later("&End:"),
    },
    "QPrintPropertiesDialog": {later("Custom value for %1")},
}  # fmt: skip


class QtWords(QTranslator):
    """A translator that Qt asks before its own, and that knows only the texts missing there."""

    def translate(self, context: str, sentence: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return the text in the window's language; None to leave it to Qt's translation."""
        return _(sentence) if sentence in MISSING.get(context, ()) else None

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


class QtLanguage:
    """Makes Qt's dialogs, menus and tooltips speak a language."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translators: tuple[QTranslator, ...] = ()

    def speak(self, spoken: Language) -> None:
        """Speak a language instead of the one spoken before."""
        self.silence()
        qt = QTranslator(self._app)
        if qt.load(f"qtbase_{spoken.code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._translators = qt, QtWords(self._app)
        for translator in self._translators:
            self._app.installTranslator(translator)

    def silence(self) -> None:
        """Speak English, the language of Qt's source."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._translators = ()
