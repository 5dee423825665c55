"""Saves the page as a PDF, PNG or SVG file; the file is written whole or not at all."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from rebond.actions.exports import not_written
from rebond.charts.page import page
from rebond.charts.page_view import PageView
from rebond.charts.picture_files import FORMATS, save
from rebond.domain.direction import upright
from rebond.domain.problems import Refused
from rebond.progress import Progress, part, unheard
from rebond.ui.long_work import run_long
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import offered_folder
from rebond.ui.speech import _

#: The steps of an export of about one length: the page, its picture, and the file.
_STEPS = 3


def export_page(view: PageView, session: Session, parent: QWidget) -> None:
    """Ask for a file name and save the page there, beside the window.

    The success is a passing message; a failure is reported in a message box.
    """
    day = view.outlook.today.isoformat()
    name = upright(_("{journal} – cash runway {date}").format(journal=view.title, date=day))
    usual = offered_folder() / f"{name}.pdf"
    dialog = QFileDialog(parent, _("Export the cash runway"), str(usual.parent))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([_("PDF document (*.pdf)"), _("PNG picture (*.png)"), _("SVG drawing (*.svg)")])
    dialog.setDefaultSuffix("pdf")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.selectFile(str(usual))
    dialog.fileSelected.connect(lambda name: _write(view, Path(name), session, parent))
    dialog.open()


def export_to(view: PageView, path: Path, progress: Progress = unheard) -> None:
    """Save the page in the format of the path's extension, in portrait on the usual paper.

    :raises Refused: when the file cannot be written; an earlier file stays as it was, as when `progress` raises.
    """
    progress(0, _STEPS)
    figure = page(view)
    progress(1, _STEPS)
    try:
        save(figure, path, title=view.title, made=view.outlook.today, progress=part(progress, 1, _STEPS, _STEPS))
    except OSError as error:
        raise Refused(not_written(error, path)) from error


def _ending(chosen: str) -> str:
    return next((ending[1:] for ending in FORMATS if f"*{ending}" in chosen), "pdf")


def _write(view: PageView, path: Path, session: Session, parent: QWidget) -> None:
    run_long(
        session,
        lambda _journal, progress: export_to(view, path, progress),
        lambda _result: session.message.emit(_("Exported: {name}").format(name=path.name)),
        doing=_("Exporting the page…"),
        cancelled=_("Cancelled: nothing was written."),
        parent=parent,
    )
