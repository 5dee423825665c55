"""Qt's print and preview dialogs for the page."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rebond.charts.page import PageView, Paper
from rebond.ui.printing.dialogs import preview_page, print_page, usual_paper


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


def test_each_territory_gets_its_usual_paper() -> None:
    assert usual_paper("FR") is Paper.A4
    assert usual_paper("CA") is Paper.LETTER
