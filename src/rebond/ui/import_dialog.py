"""The import dialog: shows what files add, their problems, and which invoices they pay, before anything is saved."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.imports import Preview, SourceFile, carry_out, preview
from rebond.actions.imports.bank.account_identity import ImportAnswers
from rebond.actions.imports.bank.offer import Offer
from rebond.actions.imports.bank.wording import offer_reasons, offer_sentence
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.domain.problems import Problem, Refused
from rebond.exchange.result import Format
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.sentences import counted, sentence
from rebond.ui.column_chooser import ColumnChooser
from rebond.ui.import_questions import ImportQuestions
from rebond.ui.session import Session
from rebond.ui.shared.form import problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_
from rebond.ui.worker import Progress

#: The most lines of problems or notes that are shown without scrolling.
_MOST_LINES = 8
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
        self._questions: ImportQuestions | None = None
        self._heard: set[str] = set()
        self._writing = False
        self._refused = problem_label(self)
        self._skip = QCheckBox(_("&Leave out the lines that have problems and import the others"))
        self._skip.hide()
        self._offers = QListWidget(self)
        self._offers.setSpacing(GRID // 4)
        self._offers.setWordWrap(True)
        self._offers.hide()
        self._doing = _plain(_("Reading…"), "soft")
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
        self._skip.toggled.connect(self._allow)
        self._read()

    def accept(self) -> None:
        """Continue with the answers given, or import what is shown."""
        if self._preview is None or self._writing:
            return
        if self._questions is not None:
            self._answers = self._questions.answers(self._answers)
            self._read()
            return
        paid = [
            offer
            for row, offer in enumerate(self._preview.offers)
            if self._offers.item(row).checkState() is Qt.CheckState.Checked
        ]
        self._writing = True
        self._doing.setText(_("Importing…"))
        self._wait(True)
        self._task = self._session.run(
            partial(_write, self._preview, self._session.today, self._skip.isChecked(), paid, _("Bank fee")),
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
        self._clear()
        self._wait(True)
        self._task = self._session.run(
            partial(_read, self._paths, self._session.today, self._answers, self._columns.choices),
            self._show_preview,
            owner=self,
            progress=self._show_progress,
            refused=self._show_refused,
        )

    def _show_preview(self, plan: Preview) -> None:
        self._preview = plan
        self._ask(plan)
        if self._questions is not None:
            self._wait(False)
            self._questions.setFocus()
            return
        for source in plan.sources:
            self._content.addWidget(_plain(_summary(source), "title" if len(plan.sources) == 1 else ""))
            if (columns := self._columns.button(source)) is not None:
                self._content.addWidget(columns, 0, Qt.AlignmentFlag.AlignLeft)
        if notes := [(source.path.name, note) for source in plan.sources for note in source.notes]:
            self._content.addWidget(self._sentences(notes, _("Notes")), 1)
        if plan.problems:
            said = [(source.path.name, problem) for source in plan.sources for problem in source.problems]
            self._content.addWidget(self._sentences(said, _("Problems")), 1)
            self._content.addWidget(self._skip)
            self._skip.show()
        if plan.offers:
            self._content.addWidget(_plain(_("Invoices that these movements seem to pay:"), "title"))
            self._content.addWidget(self._offers, 1)
            self._list_offers(plan)
        if not plan.offers:
            self._content.addStretch(1)
        self._wait(False)
        self._columns.focus()

    def _ask(self, plan: Preview) -> None:
        """Show the questions that are not answered yet; the preview follows once they are."""
        balances = [question for question in plan.balances if question.key not in self._heard]
        self._heard |= {question.key for question in balances}
        if plan.accounts or balances:
            currency = self._session.outlook.situation.settings.currency
            self._questions = ImportQuestions(plan.accounts, balances, currency, self)
            self._questions.changed.connect(self._allow)
            self._content.addWidget(self._questions)
            self._content.addStretch(1)
        self._import.setText(_("&Continue") if self._questions else _("&Import"))

    def _clear(self) -> None:
        """Take away what an earlier preview showed."""
        self._questions = None
        for lasting in (self._skip, self._offers):
            self._content.removeWidget(lasting)
            lasting.hide()
        self._offers.clear()
        while (item := self._content.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

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
        for choice in (self._skip, self._offers):
            choice.setEnabled(not waits)
        self._allow()
        if self._import.isEnabled():
            self._import.setFocus()

    def _list_offers(self, plan: Preview) -> None:
        self._offers.show()
        currency = self._session.outlook.situation.settings.currency
        for offer in plan.offers:
            text = offer_sentence(language(), offer, currency)
            item = QListWidgetItem(f"{text}\n{offer_reasons(language(), offer)}", self._offers)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if offer.sure else Qt.CheckState.Unchecked)

    def _sentences(self, said: Sequence[tuple[str, Problem]], name: str) -> QPlainTextEdit:
        """Return a text that can be copied, with each problem or note, the name of its file and its line."""
        lines = []
        for where, problem in said:
            if problem.line:
                where = _("{file}, line {line}").format(file=where, line=problem.line)
            lines.append(_("{place}: {problem}").format(place=where, problem=sentence(language(), problem)))
        shown = QPlainTextEdit("\n".join(lines), self)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(name)
        # Room for a few lines, so that the offers below have theirs.
        shown.setMaximumHeight(shown.fontMetrics().lineSpacing() * min(len(said) + 1, _MOST_LINES) + 2 * GRID)
        return shown

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
        plan = self._preview
        if self._questions is not None:
            self._import.setEnabled(plan is not None and self._questions.complete)
            return
        anything = plan is not None and bool(plan.steps or plan.offers) and not self._writing
        self._import.setEnabled(bool(anything and plan and (not plan.problems or self._skip.isChecked())))


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


def _plain(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def _summary(source: SourceFile) -> str:
    """Return one line on a file: its name, its format, and what it adds."""
    count = len(source.problems)
    parts = [
        *(counted(language(), kind, number) for kind, number in source.added.items()),
        n_("{count} row changed", "{count} rows changed", source.changed).format(count=source.changed)
        if source.changed
        else "",
        n_("{count} there already", "{count} there already", source.there).format(count=source.there)
        if source.there
        else "",
        n_("{count} problem", "{count} problems", count).format(count=count) if count else "",
    ]
    brings = ", ".join(part for part in parts if part) or _("nothing")
    return _("{file} ({format}): {brings}").format(
        file=source.path.name, format=_formats()[source.format], brings=brings
    )


def _formats() -> dict[Format, str]:
    return {
        Format.CAMT: _("bank statement, camt.053"),
        Format.OFX: _("bank statement, OFX"),
        Format.CSV: _("bank statement, CSV"),
        Format.QIF: _("bank statement, QIF"),
        Format.ZIP: _("files in a ZIP"),
        Format.VCARD: _("address book"),
        Format.JOURNAL: _("journal"),
        Format.UNKNOWN: _("not known"),
    }
