"""Qt's print and preview dialogs for the page."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rebond import preferences
from rebond.charts.page_view import PageView
from rebond.preferences import PreferenceStore
from rebond.ui.printing.dialogs import preview_page, print_page
from rebond.ui.printing.owner_dialog import OwnerDialog


def test_the_preview_shows_one_page(view: PageView, window: QWidget, qtbot: QtBot) -> None:
    preview_page(view, window)
    dialog = window.findChild(QPrintPreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.findChild(QPrintPreviewWidget).pageCount() == 1)
    dialog.close()


def test_the_print_dialog_prints_when_it_is_accepted(
    view: PageView, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    print_page(view, window)
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.accepted.emit(printer)
    assert "Atlas" in PdfReader(tmp_path / "out.pdf").pages[0].extract_text()
    dialog.reject()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(view: PageView, window: QWidget, tmp_path: Path) -> None:
    print_page(view, window)
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "out.pdf"))
    dialog.accepted.emit(printer)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "did not take the page" in box.text()
    dialog.reject()


def test_the_name_on_the_page_is_kept_and_a_wrong_siren_is_told_below_its_field(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path))
    store = PreferenceStore(preferences.load())
    dialog = OwnerDialog(store, window)
    dialog.open()
    name, siren = dialog._rows["owner"].editor, dialog._rows["siren"].editor
    qtbot.keyClicks(name, "Marie Roussel")
    qtbot.keyClicks(siren, "732 829 321")
    qtbot.keyClick(siren, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "nine digits" in dialog._rows["siren"].problem.text()
    siren.selectAll()
    qtbot.keyClicks(siren, "732 829 320")
    qtbot.keyClick(siren, Qt.Key.Key_Return)
    kept = preferences.load()
    assert (kept.owner, kept.siren) == ("Marie Roussel", "732829320")
