"""The print and preview dialogs for the page."""

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from rebond.charts.page_view import PageView, usual_paper
from rebond.ui.printing.paper import QT_SIZES, paint_page
from rebond.ui.speech import _


class PrintPage(QPrintDialog):
    """The system's print dialog; it keeps a reference to the printer, which Qt does not own."""

    def __init__(self, view: PageView, parent: QWidget) -> None:
        self.used = _printer(view)
        super().__init__(self.used, parent)
        self._view, self._window = view, parent
        self.setWindowTitle(_("Print the cash runway"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        self.accepted.connect(self._begin)

    def _begin(self) -> None:
        if not paint_page(self._view, self.used):
            _say_failed(self._window)


class PreviewPage(QPrintPreviewDialog):
    """The print preview, in which paper and orientation can be changed, and from which it can be printed."""

    def __init__(self, view: PageView, parent: QWidget) -> None:
        self.used = _printer(view)
        super().__init__(self.used, parent)
        self._view = view
        self.setWindowTitle(_("Print preview: {title}").format(title=view.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 760)
        self.paintRequested.connect(self._paint)

    def _paint(self, printer: QPrinter) -> None:
        paint_page(self._view, printer)


def print_page(view: PageView, parent: QWidget) -> None:
    """Open the print dialog for a page; a failure is reported in a message box."""
    # QPrintDialog.open needs a slot; QDialog.open does not.
    QDialog.open(PrintPage(view, parent))


def preview_page(view: PageView, parent: QWidget) -> None:
    """Open the print preview of a page."""
    QDialog.open(PreviewPage(view, parent))


def _printer(view: PageView) -> QPrinter:
    """Return the default printer with the territory's usual paper; a PDF is named after the journal."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    paper = QPageSize(QT_SIZES[usual_paper(view.language)])
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
