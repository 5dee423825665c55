"""The result of a check of the journal: that it is whole, or what is wrong with it and what to do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.head_sentences import confirmation_said, head_said
from rebond.domain.problems import Problem
from rebond.domain.proof.confirmation import Confirmation
from rebond.domain.value_classes import dataclass
from rebond.journal.check import check, is_whole
from rebond.journal.damage import ABOUT_BACKUPS, about_backups
from rebond.journal.heads import head_of
from rebond.journal.history import Head
from rebond.journal.journal import Journal
from rebond.journal.queries.confirmed import confirmation
from rebond.sentences import sentence
from rebond.ui.long_work import run_long
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_
from rebond.ui.worker import Progress


@dataclass(frozen=True, slots=True)
class _Whole:
    """The head of a journal that is whole, and up to where messages confirm its history."""

    head: Head
    confirmed: Confirmation


def check_journal(session: Session, parent: QWidget, restore: Callable[[], object]) -> None:
    """Check the journal as it is now, beside the window, and show the result.

    :param restore: shows the backups that could take the place of a journal that is not whole.
    """
    path = session.journal.path

    def work(journal: Journal, progress: Progress) -> tuple[tuple[Problem, ...], _Whole | None]:
        problems = check(path, progress)
        if is_whole(problems):
            with journal.read() as reader:
                return problems, _Whole(head_of(path), confirmation(reader))
        about = None if any(problem.code in ABOUT_BACKUPS for problem in problems) else about_backups(path)
        return (*problems, about) if about else problems, None

    run_long(
        session, work, lambda found: _show(path, *found, parent, restore), parent=parent, finishes=False,
        doing=_("Checking the journal…"), cancelled=_("The check was cancelled."),
    )  # fmt: skip


def _show(
    path: Path, problems: tuple[Problem, ...], found: _Whole | None, parent: QWidget, restore: Callable[[], object]
) -> None:
    """Show the problems, or the head of the history of a journal that is whole, and what keeps its backups unseen."""
    if found is None:
        dialog = ProblemsDialog(path, problems, parent)
        dialog.restore_wanted.connect(restore)
        dialog.open()
        return
    box = QMessageBox(QMessageBox.Icon.Information, _("The journal is whole"), "", parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("{name} is whole: its pages, references, history and sums all hold.").format(name=path.name))
    said = (*(sentence(language(), problem) for problem in problems), head_said(language(), found.head))
    box.setInformativeText("\n\n".join((*said, *confirmation_said(language(), found.confirmed))))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()


class ProblemsDialog(QDialog):
    """The problems that a check found, and what to do about each; nothing was changed."""

    #: The dialog was closed by the button that offers the backups.
    restore_wanted = Signal()

    def __init__(self, path: Path, problems: tuple[Problem, ...], parent: QWidget | None = None) -> None:
        """`problems` may hold what is true of the journal's backups."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The journal is not whole"))
        self.resize(640, 380)
        about = [problem for problem in problems if problem.code in ABOUT_BACKUPS]
        self._sentences = list(
            dict.fromkeys(sentence(language(), problem) for problem in problems if problem not in about)
        )
        self._about_backups = " ".join(sentence(language(), problem) for problem in about)
        good = (str(problem.facts["backup"]) for problem in about if problem.code == "backup_last_good")
        self._backup = next(map(Path, good), None)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        count = len(self._sentences)
        found = n_("{name}: {count} problem was found.", "{name}: {count} problems were found.", count)
        for text in (found.format(name=path.name, count=count), self._what_to_do()):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            column.addWidget(label)
        listed = QListWidget()
        listed.setAccessibleName(_("Problems"))
        listed.setWordWrap(True)
        listed.addItems(self._sentences)
        listed.setCurrentRow(0)
        column.insertWidget(1, listed, 1)
        column.addWidget(self._buttons())
        listed.setFocus()

    def _what_to_do(self) -> str:
        changed = _("Rebond did not write this: another program changed the file, or the disk is failing.")
        if self._backup is None:
            rest = _("Nothing was changed now. Copy the file to another disk before you go on.")
            rest = f"{rest} {self._about_backups}"
        else:
            rest = _(
                "Nothing was changed now. The last backup that is whole is {backup}: restore it, and add what is "
                "missing in it. The file as it is now is kept."
            ).format(backup=self._backup.name)
        return f"{changed} {rest}"

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton(_("&Copy the list"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        restore = QPushButton(_("&Restore a backup…"))
        restore.setAutoDefault(False)
        restore.clicked.connect(self._restore)
        buttons.addButton(restore, QDialogButtonBox.ButtonRole.ActionRole)
        if self._backup:
            folder = QPushButton(_("Open the backups' &folder"))
            folder.setAutoDefault(False)
            folder.clicked.connect(self._open_folder)
            buttons.addButton(folder, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        return buttons

    def _restore(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._sentences))

    def _open_folder(self) -> None:
        if self._backup:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._backup.parent)))
