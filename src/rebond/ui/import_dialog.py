"""The import dialog: shows what files add, their problems, and which invoices they pay, before anything is saved."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.imports import carry_out, known_accounts, preview, with_names
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.actions.imports.bank.offer import Offer
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.actions.imports.previewed import Preview
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from rebond.ui.column_chooser import ColumnChooser
from rebond.ui.import_preview import ImportPreview
from rebond.ui.import_questions import ImportQuestions, OpenQuestions
from rebond.ui.import_rows import DoubtfulColumns
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.worker import Progress

_PATTERNS = "*.xml *.ofx *.qfx *.csv *.tsv *.txt *.qif *.zip *.vcf *.json"


def import_files(session: Session, parent: QWidget) -> None:
    """Ask for files, and open the preview of their import."""
    kinds = f"{_('What Rebond reads')} ({_PATTERNS});;{_('All files')} (*)"
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Import"), "", kinds)
    if chosen:
        ImportDialog(session, [Path(path) for path in chosen], parent).open()


class ImportDialog(QDialog):
    """The preview of an import, which is saved only when confirmed, and as one change that undo takes back.

    Reading and saving run on the worker; both can be cancelled, and then nothing is saved.
    """

    def __init__(self, session: Session, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import"))
        self.resize(720, 520)
        self._session = session
        self._paths = tuple(paths)
        self._columns = ColumnChooser(session, self)
        self._columns.changed.connect(self._read)
        self._preview: Preview | None = None
        self._answers = ImportAnswers()
        self._asked: list[AccountQuestion] = []
        self._page: DoubtfulColumns | ImportQuestions | ImportPreview | None = None
        self._heard: set[str] = set()
        self._writing = False
        self._refused = problem_label(self)
        self._doing = QLabel()
        self._doing.setProperty("role", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._content = QVBoxLayout()
        self._content.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._refused)
        column.addLayout(self._content, 1)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addWidget(self._buttons())
        self._read()

    def accept(self) -> None:
        """Continue with the answers given, or import what is shown."""
        page = self._page
        if self._preview is None or self._writing or page is None:
            return
        if isinstance(page, DoubtfulColumns):
            self._columns.confirm(page.source)
            self._read()
            return
        if isinstance(page, ImportQuestions):
            self._answers = page.answers(self._answers)
            self._asked += page.questions.accounts
            self._heard |= {question.key for question in page.questions.balances}
            self._read()
            return
        try:
            plan = with_names(self._preview, page.names)
        except Refused as refused:
            self._show_refused(refused)
            return
        self._asked += self._preview.new_accounts
        self._answers = replace(self._answers, accounts={**self._answers.accounts, **page.names})
        self._writing = True
        self._doing.setText(_("Importing…"))
        self._wait(True)
        self._task = self._session.run(
            partial(_write, plan, self._session.today, page.skips_bad_lines, page.paid, _("Bank fee")),
            self._on_written,
            owner=self,
            progress=self._show_progress,
            refused=self._show_refused,
            stopped=self._on_stopped,
        )

    def reject(self) -> None:
        """Cancel the task; while saving, keep the dialog open until the outcome is known."""
        self._task.cancel()
        if self._writing:
            self._cancel.setEnabled(False)
        else:
            super().reject()

    def _read(self) -> None:
        """Read the files, again with each answer of the person."""
        self._doing.setText(_("Reading…"))
        self._preview = None
        self._show_page(None)
        self._wait(True)
        self._task = self._session.run(
            partial(_read, self._paths, self._session.today, self._answers, self._columns.choices),
            self._show_preview,
            owner=self,
            progress=self._show_progress,
            refused=self._show_refused,
        )

    def _show_preview(self, plan: Preview) -> None:
        """Show the questions that are not answered yet, or else what the import would bring."""
        self._preview = plan
        doubtful = (source for source in plan.sources if source.table is not None and not source.table.sure)
        if source := next(doubtful, None):
            # One by one: what is right for one is taken for those with the same header.
            self._import.setText(_("&Continue"))
            self._show_page(DoubtfulColumns(source, self._columns, self))
            self._wait(False)
            return
        if questions := OpenQuestions.first(plan, self._heard):
            self._import.setText(_("&Continue"))
            self._show_page(ImportQuestions(questions, plan.currency, self._columns, self))
        else:
            self._import.setText(_("&Import"))
            self._show_page(ImportPreview(plan, self._columns, self))
        self._wait(False)
        if isinstance(self._page, ImportQuestions):
            self._page.setFocus()
        self._columns.focus()

    def _show_page(self, page: DoubtfulColumns | ImportQuestions | ImportPreview | None) -> None:
        """Show a page in the place of the one before."""
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        if page is not None:
            page.changed.connect(self._allow)
            self._content.addWidget(page)
            page.show()  # at once, so that it can have the focus

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _show_refused(self, refused: Refused) -> None:
        self._writing = False
        self._wait(False)
        say(self._refused, [sentence(language(), problem) for problem in refused.problems])

    def _on_written(self, change: Change | None) -> None:
        self._writing = False
        self._columns.keep()
        known_accounts.keep(self._asked, self._answers.accounts)
        self._session.announce(change)
        if change is None:
            self._session.message.emit(_("All of this was in the journal already."))
        super().accept()

    def _on_stopped(self) -> None:
        self._writing = False
        super().reject()

    def _wait(self, waits: bool) -> None:
        """Show or hide the progress, and disable or enable the choices."""
        self._doing.setVisible(waits)
        self._bar.setVisible(waits)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        if self._page is not None:
            self._page.setEnabled(not waits)
        self._allow()
        if self._import.isEnabled():
            self._import.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._cancel.setAutoDefault(False)  # Enter while it reads would else cancel
        self._import = QPushButton(_("&Import"), self)
        self._import.setProperty("role", "primary")
        self._import.setDefault(True)
        self._import.setEnabled(False)
        buttons.addButton(self._import, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _allow(self) -> None:
        self._import.setEnabled(self._page is not None and self._page.complete and not self._writing)


def _read(
    paths: Sequence[Path],
    today: date,
    answers: ImportAnswers,
    columns: ColumnChoices,
    journal: Journal,
    progress: Progress,
) -> Preview:
    """Read the preview on the worker from a snapshot, so that the window can save meanwhile."""
    with journal.snapshot():
        return preview(journal, paths, today, progress, answers, columns=columns)


def _write(
    plan: Preview,
    today: date,
    skip_bad_lines: bool,
    paid: Collection[Offer],
    fee_name: str,
    journal: Journal,
    progress: Progress,
) -> Change | None:
    """Carry out the import on the worker; nothing is saved if it is cancelled."""
    return carry_out(
        journal, plan, today, skip_bad_lines=skip_bad_lines, paid=paid, fee_name=fee_name, progress=progress
    )
