"""Files from outside, shown before anything is written: what they bring, what is wrong in them, what was paid."""

from collections.abc import Sequence
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
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.imports import Preview, Source, carry_out, preview
from rebond.domain.problems import Refused
from rebond.exchange.result import Format
from rebond.sentences import counted, sentence
from rebond.ui.session import Session
from rebond.ui.shared.form import problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_


def import_files(session: Session, parent: QWidget) -> None:
    """Ask for files and show what importing them would do."""
    kinds = f"{_('What Rebond reads')} (*.xml *.ofx *.qfx *.vcf *.json);;{_('All files')} (*)"
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Import"), "", kinds)
    if chosen:
        ImportDialog(session, [Path(path) for path in chosen], parent).open()


class ImportDialog(QDialog):
    """The preview of an import; nothing is written before the person says so, and one undo takes it all back."""

    def __init__(self, session: Session, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import"))
        self.resize(720, 520)
        self._session = session
        self._preview: Preview = preview(session.journal, paths, session.today)
        self._refused = problem_label(self)
        self._skip = QCheckBox(_("&Leave out the lines that have problems and import the others"))
        self._offers = self._offer_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._refused)
        for source in self._preview.sources:
            column.addWidget(_plain(_summary(source), "title" if len(self._preview.sources) == 1 else ""))
        if self._preview.problems:
            column.addWidget(self._problem_list(), 1)
            column.addWidget(self._skip)
        if self._preview.offers:
            column.addWidget(_plain(_("Invoices that these movements seem to pay:"), "title"))
            column.addWidget(self._offers, 1)
        if not (self._preview.problems or self._preview.offers):
            column.addStretch(1)
        column.addWidget(self._buttons())
        self._skip.toggled.connect(self._allow)
        self._allow()

    def accept(self) -> None:
        paid = [
            offer
            for row, offer in enumerate(self._preview.offers)
            if self._offers.item(row).checkState() is Qt.CheckState.Checked
        ]
        try:
            change = self._session.do(
                carry_out,
                self._session.journal,
                self._preview,
                self._session.today,
                skip_bad_lines=self._skip.isChecked(),
                paid=paid,
            )
        except Refused as refused:
            say(self._refused, [sentence(language(), problem) for problem in refused.problems])
            return
        if change is None:
            self._session.told.emit(_("All of this was in the journal already."))
        super().accept()

    def _offer_list(self) -> QListWidget:
        offered = QListWidget(self)
        offered.setVisible(bool(self._preview.offers))
        currency = self._session.outlook.situation.settings.currency
        for offer in self._preview.offers:
            text = _("{client} {number} · {amount} on {date} · “{label}”").format(
                client=offer.client,
                number=offer.number,
                amount=language().money(offer.amount, currency),
                date=language().day(offer.date, "medium"),
                label=offer.label,
            )
            item = QListWidgetItem(text, offered)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if offer.sure else Qt.CheckState.Unchecked)
        return offered

    def _problem_list(self) -> QPlainTextEdit:
        """Every problem with its file and line, in a text that can be copied."""
        lines = []
        for source in self._preview.sources:
            for problem in source.problems:
                where = source.path.name
                if problem.line:
                    where = _("{file}, line {line}").format(file=where, line=problem.line)
                lines.append(_("{place}: {problem}").format(place=where, problem=sentence(language(), problem)))
        shown = QPlainTextEdit("\n".join(lines), self)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(_("Problems"))
        return shown

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._import = QPushButton(_("&Import"), self)
        self._import.setProperty("role", "primary")
        self._import.setDefault(True)
        buttons.addButton(self._import, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _allow(self) -> None:
        anything = bool(self._preview.steps or self._preview.offers)
        self._import.setEnabled(anything and (not self._preview.problems or self._skip.isChecked()))


def _plain(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def _summary(source: Source) -> str:
    """What a file is and what it brings, in a line."""
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
        Format.VCARD: _("address book"),
        Format.JOURNAL: _("journal"),
        Format.UNKNOWN: _("not known"),
    }
