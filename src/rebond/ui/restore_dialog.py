"""The dialog that lists the backups of a journal, says what restoring one will do, and shows how far it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions import backups as wording
from rebond.domain.direction import upright
from rebond.domain.problems import Refused
from rebond.journal.backup_list import FoundBackup, backups, look_at
from rebond.journal.file_format import SUFFIX
from rebond.journal.restoring import of_another
from rebond.sentences import sentence
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.file_questions import ask_open
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The positions of columns: the last change and the size.
_LAST, _SIZE = 1, 3


class RestoreDialog(QDialog):
    """The backups of a journal, which may be missing or damaged; one is chosen by its row, or as another file.

    It stays open while the backup is restored: closing it then cancels the work, and it goes when that has ended.
    """

    #: A backup is to be restored; carries the :class:`FoundBackup`.
    chosen = Signal(object)

    def __init__(self, journal: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Restore a backup"))
        self.resize(860, 440)
        self._journal = journal
        self._unlisted = False
        self._problem = problem_label(self)
        self._found = self._listed()
        self._cancel_work: Callable[[], object] | None = None
        self._head = _plain("", "title")
        self._table = self._empty_table()
        self._what = _plain()
        self._what.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Restoring the backup…"))
        self._bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        shown: tuple[QWidget, ...] = (
            self._problem, self._head, self._table, self._what, self._bar, self._buttons(),
        )  # fmt: skip
        for widget in shown:
            column.addWidget(widget)
        column.setStretchFactor(self._table, 1)
        self._table.itemSelectionChanged.connect(self._show_what)
        self._fill()

    def restoring(self, cancel: Callable[[], object]) -> None:
        """Show that the chosen backup is being restored; `cancel` ends the work."""
        self._cancel_work = cancel
        for widget in (self._table, self._restore, self._other):
            widget.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def reject(self) -> None:
        """Close the dialog, or cancel the work, which may be done by then."""
        if self._cancel_work is None:
            super().reject()
        else:
            self._cancel.setEnabled(False)
            self._cancel_work()

    def end(self) -> None:
        """Close the dialog after the work."""
        super().reject()

    def _empty_table(self) -> RowTable:
        titles = (_("Made on"), _("Last change"), _("Difference to now"), _("Size"))
        table = RowTable(titles, _LAST, {_SIZE}, self)
        table.setAccessibleName(_("Backups"))
        kept = table.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # without it, the sentence in its place would drift to the middle
        table.setSizePolicy(kept)
        return table

    def _listed(self) -> list[FoundBackup]:
        """Return the backups of the journal, none with the reason shown where they cannot be looked at."""
        try:
            return list(backups(self._journal))
        except Refused as refused:
            self._unlisted = True
            say(self._problem, [sentence(language(), problem) for problem in refused.problems])
            return []

    def _fill(self, selected: int = 0) -> None:
        """Show the backups that were found, and select one."""
        name = self._journal.name
        if self._found or self._unlisted:
            head = _("Which backup is to take the place of {name}?")
        else:
            head = _("{name} has no backup beside it. If you have one elsewhere, choose its file.")
        self._head.setText(head.format(name=name))
        self._table.setVisible(bool(self._found))
        self._table.show_texts([
            (
                wording.made(language(), found), wording.last_change(language(), found),
                wording.difference(language(), found), wording.size(language(), found),
            )
            for found in self._found
        ])  # fmt: skip
        if self._found:
            self._table.selectRow(selected)
            self._table.setFocus()
        else:
            self._other.setFocus()
        self._show_what()

    def _selected(self) -> FoundBackup | None:
        rows = self._table.selectionModel().selectedRows()
        return self._found[rows[0].row()] if rows else None

    def _show_what(self) -> None:
        """Say what restoring the selected backup will do."""
        found = self._selected()
        is_other = found is not None and wording.is_of_another(found)
        can = found is not None and found.last is not None and not is_other
        self._restore.setEnabled(can)
        text = ""
        if found and can:
            text = f"{upright(str(found.path))}\n{wording.consequence(language(), self._journal, found)}"
        elif found and is_other:
            text = f"{upright(str(found.path))}\n{sentence(language(), of_another(self._journal, found.path))}"
        elif found:
            text = _("{path}\nThis file cannot be read. Choose another backup.").format(path=found.path)
        self._what.setText(text)
        self._table.setAccessibleDescription(text)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._restore, self._other = QPushButton(_("&Restore")), QPushButton(_("&Another file…"))
        roles = QDialogButtonBox.ButtonRole
        for button, role in ((self._other, roles.ResetRole), (self._restore, roles.AcceptRole)):
            button.setAutoDefault(False)  # Enter in the list replaces no journal
            buttons.addButton(button, role)
        self._cancel.setDefault(True)
        self._restore.clicked.connect(self._choose)
        self._other.clicked.connect(self._ask_file)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose(self) -> None:
        if found := self._selected():
            self.chosen.emit(found)

    def _ask_file(self) -> None:
        """Ask for a backup that lies elsewhere, and add it to the list."""
        kinds = f"{_('Rebond journals')} (*{SUFFIX})"
        path = ask_open(self, _("Choose a backup"), self._journal.parent, kinds)
        if path is None:
            return
        say(self._problem, [])
        try:
            found = look_at(self._journal, path)
        except Refused as refused:
            say(self._problem, [sentence(language(), problem) for problem in refused.problems])
            return
        if found not in self._found:
            self._found.insert(0, found)
        self._fill(self._found.index(found))


def _plain(text: str = "", role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
