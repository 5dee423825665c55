"""Qt's own dialogs around the page: preview, and print."""

from PySide6.QtCore import QLocale, QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QMessageBox, QWidget

from rebond import words
from rebond.charts.page import PageView, Paper
from rebond.ui.printing.paper import QT_SIZES, paint_page
from rebond.words import _

#: Where paper is Letter; elsewhere it is A4.
_LETTER_TERRITORIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE"})


def print_page(view: PageView, parent: QWidget) -> None:
    """Ask for the printer, then print; what goes wrong is said."""
    printer = _printer(view)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print the cash runway"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)

    def begin() -> None:
        if not paint_page(view, printer):
            _say_failed(parent)

    dialog.accepted.connect(begin)
    dialog.open()


def preview_page(view: PageView, parent: QWidget) -> None:
    """Show the page as it will be printed; paper and orientation can be changed there, and it can be printed."""
    dialog = QPrintPreviewDialog(_printer(view), parent)
    dialog.setWindowTitle(_("Print preview: {title}").format(title=view.title))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(900, 760)
    dialog.paintRequested.connect(lambda printer: paint_page(view, printer))
    dialog.open()


def usual_paper(territory: str) -> Paper:
    """The paper of an office printer there."""
    return Paper.LETTER if territory in _LETTER_TERRITORIES else Paper.A4


def _printer(view: PageView) -> QPrinter:
    """The system's usual printer with the territory's usual paper; its output file is named after the journal."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    territory = QLocale(words.locale_code()).territoryToCode(QLocale(words.locale_code()).territory())
    paper = QPageSize(QT_SIZES[usual_paper(territory)])
    printer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setDocName(view.title)
    return printer


def _say_failed(parent: QWidget) -> None:
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        _("Not printed"),
        _("The printer did not take the page. Check that it is on and has paper, or choose another, then try again."),
        QMessageBox.StandardButton.Ok,
        parent,
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
