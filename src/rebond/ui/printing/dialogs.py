"""The print and preview dialogs for a page."""

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from rebond.charts.page_view import PageView, usual_paper
from rebond.ui.printing.paper import QT_SIZES, PrintJob, paint_page, runway_job
from rebond.ui.speech import _


class PrintPage(QPrintDialog):
    """The system's print dialog; it keeps a reference to the printer, which Qt does not own."""

    def __init__(self, job: PrintJob, title: str, parent: QWidget) -> None:
        self.used = _printer(job)
        super().__init__(self.used, parent)
        self._job, self._window = job, parent
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        self.accepted.connect(self._begin)

    def _begin(self) -> None:
        if not paint_page(self._job, self.used):
            _say_failed(self._window)


class PreviewPage(QPrintPreviewDialog):
    """The print preview, in which paper and orientation can be changed, and from which it can be printed."""

    def __init__(self, job: PrintJob, parent: QWidget) -> None:
        self.used = _printer(job)
        super().__init__(self.used, parent)
        self._job = job
        self.setWindowTitle(_("Print preview: {title}").format(title=job.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 760)
        self.paintRequested.connect(self._paint)

    def _paint(self, printer: QPrinter) -> None:
        paint_page(self._job, printer)


def print_page(view: PageView, parent: QWidget) -> None:
    """Open the print dialog for the page of the runway."""
    print_job(runway_job(view), _("Print the cash runway"), parent)


def print_job(job: PrintJob, title: str, parent: QWidget) -> None:
    """Open the print dialog for a page, under a title; a failure is reported in a message box."""
    # QPrintDialog.open needs a slot; QDialog.open does not.
    QDialog.open(PrintPage(job, title, parent))


def preview_page(view: PageView, parent: QWidget) -> None:
    """Open the print preview of the page of the runway."""
    preview_job(runway_job(view), parent)


def preview_job(job: PrintJob, parent: QWidget) -> None:
    """Open the print preview of a page."""
    QDialog.open(PreviewPage(job, parent))


def _printer(job: PrintJob) -> QPrinter:
    """Return the default printer with the territory's usual paper; a PDF is named after the page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    paper = QPageSize(QT_SIZES[usual_paper(job.language)])
    printer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setDocName(job.title)
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
