"""Saves the page as a PDF, PNG or SVG file; the file is written whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from rebond.actions.exports import not_written
from rebond.charts.page import page
from rebond.charts.page_view import PageView
from rebond.charts.picture_files import FORMATS, save
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.shared.file_questions import offered_folder
from rebond.ui.speech import _, language


def export_page(view: PageView, parent: QWidget, tell: Callable[[str], None]) -> None:
    """Ask for a file name and save the page there.

    `tell` is called with a message on success; a failure is reported in a message box.
    """
    day = view.outlook.today.isoformat()
    usual = offered_folder() / f"{_('{journal} – cash runway {date}').format(journal=view.title, date=day)}.pdf"
    dialog = QFileDialog(parent, _("Export the cash runway"), str(usual.parent))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([_("PDF document (*.pdf)"), _("PNG picture (*.png)"), _("SVG drawing (*.svg)")])
    dialog.setDefaultSuffix("pdf")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.selectFile(str(usual))
    dialog.fileSelected.connect(lambda name: _write_and_say(view, Path(name), parent, tell))
    dialog.open()


def export_to(view: PageView, path: Path) -> None:
    """Save the page in the format of the path's extension, in portrait on the usual paper.

    :raises Refused: when the file cannot be written; an earlier file stays as it was.
    """
    try:
        save(page(view), path, title=view.title, made=view.outlook.today)
    except OSError as error:
        raise Refused(not_written(error, path)) from error


def _ending(chosen: str) -> str:
    return next((ending[1:] for ending in FORMATS if f"*{ending}" in chosen), "pdf")


def _write_and_say(view: PageView, path: Path, parent: QWidget, tell: Callable[[str], None]) -> None:
    try:
        export_to(view, path)
    except Refused as refused:
        text = "\n".join(sentence(language(), problem) for problem in refused.problems)
        box = QMessageBox(
            QMessageBox.Icon.Warning, _("Not exported"), text, QMessageBox.StandardButton.Ok, parent
        )  # fmt: skip
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
    else:
        tell(_("Exported: {name}").format(name=path.name))
