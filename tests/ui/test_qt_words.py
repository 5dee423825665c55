"""Qt's own dialogs in the program's language."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from rebond.ui.qt_words import QtWords
from rebond.ui.speech import language, speak
from tests.languages import FRENCH


def test_a_file_dialog_is_french_down_to_its_labels(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    before = language()
    speak(FRENCH)
    translators = QTranslator(qapp), QtWords(qapp)
    assert translators[0].load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    try:
        for translator in translators:
            qapp.installTranslator(translator)
        dialog = QFileDialog(None, "", str(tmp_path))
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        labels = [label.text().replace("&", "").rstrip(":\N{NO-BREAK SPACE} ") for label in dialog.findChildren(QLabel)]
        assert labels == ["Chercher dans", "Nom de fichier", "Type de fichier"]
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
        speak(before)


def test_what_qt_translates_itself_is_left_to_it() -> None:
    assert QtWords().translate("QFileDialog", "&Open") is None
