"""Qt's own dialogs, menus and tooltips in the program's language."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QTimer, QTranslator
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtPrintSupport import QPageSetupDialog, QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTabWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rebond.ui.qt_words import MISSING, QtLanguage, QtWords
from rebond.ui.speech import language, speak
from tests.french_print import faults
from tests.languages import FRENCH

#: What is the same word in both languages: names of paper and keys, units, and these.
SAME = re.compile(
    r"(ANSI|Architect|JIS|PRC|Super|Legal|Ledger|Quarto|Note|[AB]\d+)\b.*|mm|Didot \(DD\)|Pica \(.*\)|%p%|\d+ \(\dx\d\)"
    r"|&?(OK|Options|Options >>|Options <<|Orientation|Portrait|Pages?|Copies|Secret|Standard|Type)"
    r"|Alt|Ctrl|Tab|Num|Pause"
)
Sentence = tuple[str, str]


class Listener(QTranslator):
    """A translator that Qt asks first, and that notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str, str | None]] = set()

    def translate(self, context: str, sentence: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        self.asked.add((context, sentence, disambiguation))
        return None

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def untranslated(self) -> set[Sentence]:
        """Return what was asked for and is English still."""
        return {
            (context, sentence)
            for context, sentence, more in tuple(self.asked)
            if any(letter.isalpha() for letter in sentence)
            and not SAME.fullmatch(sentence)
            and QCoreApplication.translate(context, sentence, more) == sentence
        }


@pytest.fixture
def french(qapp: QApplication) -> Iterator[Listener]:
    before, qt, listener = language(), QtLanguage(qapp), Listener()
    speak(FRENCH)
    qt.speak(FRENCH)
    qapp.installTranslator(listener)
    yield listener
    qapp.removeTranslator(listener)
    qt.silence()
    speak(before)


def test_a_file_dialog_is_french_down_to_its_labels(qtbot: QtBot, tmp_path: Path, french: Listener) -> None:
    dialog = QFileDialog(None, "", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [label.text().replace("&", "").rstrip(":\N{NO-BREAK SPACE} ") for label in dialog.findChildren(QLabel)]
    assert labels == ["Chercher dans", "Nom de fichier", "Type de fichier"]


def file_dialogs() -> list[QWidget]:
    saving, choosing, detailed = QFileDialog(), QFileDialog(), QFileDialog()
    saving.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    choosing.setFileMode(QFileDialog.FileMode.Directory)
    detailed.setViewMode(QFileDialog.ViewMode.Detail)
    for dialog in (saving, choosing, detailed):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return [saving, choosing, detailed]


def message_boxes() -> list[QWidget]:
    box, buttons = QMessageBox(), QDialogButtonBox()
    box.setDetailedText("more")
    for button in QDialogButtonBox.StandardButton:
        if button.value and not button.value & (button.value - 1):
            buttons.addButton(button)
    return [box, buttons]


@cache
def printer() -> QPrinter:
    """Return a printer that outlives the dialogs on it."""
    return QPrinter()


def print_dialogs() -> list[QWidget]:
    option = QPrintDialog.PrintDialogOption
    dialog, preview = QPrintDialog(printer()), QPrintPreviewDialog(printer())
    dialog.setOptions(option.PrintPageRange | option.PrintToFile | option.PrintCollateCopies | option.PrintSelection)
    return [dialog, preview, QPageSetupDialog(printer())]


def fields() -> list[QWidget]:
    line, tabs, browser = QLineEdit("typed"), QTabWidget(), QTextBrowser()
    line.setClearButtonEnabled(True)
    tabs.setTabsClosable(True)
    for number in range(20):
        tabs.addTab(QWidget(), f"a long name {number}")
    tabs.resize(200, 100)
    browser.setHtml("<a href='there'>there</a>")
    return [line, QPlainTextEdit("typed"), browser, QSpinBox(), QScrollBar(), QCalendarWidget(), tabs]


@pytest.mark.qt_log_ignore("Cannot be used on non-native printers")
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own dialogs are shown")
@pytest.mark.parametrize("made", [file_dialogs, message_boxes, print_dialogs, fields])
def test_nothing_that_qt_shows_is_english(qtbot: QtBot, french: Listener, made: Callable[[], list[QWidget]]) -> None:
    widgets = made()
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.show()
        opens_its_menu(widget)
        if isinstance(widget, QPrintDialog):
            opens_the_properties(widget)
    for part in (part for widget in widgets for part in widget.findChildren(QWidget)):
        part.toolTip()
        part.accessibleName()
    assert french.asked
    assert french.untranslated() == set()


def opens_its_menu(widget: QWidget) -> None:
    """Open the context menu of a widget, and close it."""

    def close() -> None:
        if menu := QApplication.activePopupWidget():
            menu.close()

    inner = widget.viewport() if isinstance(widget, (QPlainTextEdit, QTextBrowser)) else widget
    QTimer.singleShot(20, close)
    place = QPoint(3, 3)
    QApplication.sendEvent(inner, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, inner.mapToGlobal(place)))
    QCoreApplication.processEvents()


def opens_the_properties(dialog: QPrintDialog) -> None:
    """Open the dialog of the printer's properties, where there is a printer, and close it."""

    def close() -> None:
        inner = QApplication.activeModalWidget()
        if inner and inner is not dialog:
            inner.close()

    (properties,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "P&ropriétés"]
    QTimer.singleShot(100, close)
    properties.click()


def test_what_qt_translates_itself_is_left_to_it() -> None:
    assert QtWords().translate("QFileDialog", "&Open") is None


def test_every_french_word_has_the_right_spaces() -> None:
    before = language()
    speak(FRENCH)
    try:
        words = [QtWords().translate(context, word) or "" for context, words in MISSING.items() for word in words]
    finally:
        speak(before)
    assert all(words)
    assert {word: faults(word) for word in words if faults(word)} == {}
