"""The files attached to a mission, to one of its entries, or to a version of its agreement."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions.records import delete
from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Event
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.queries.attachments import files_of
from rebond.sentences import sentence
from rebond.ui.missions.attaching import attach_files, choose_files
from rebond.ui.missions.file_drops import TakesFiles
from rebond.ui.missions.file_opening import open_file, save_file
from rebond.ui.missions.file_size import size_text
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class FilesDialog(TakesFiles, QDialog):
    """A table of the files, with what can be done with the selected one; files dropped or pasted here are attached."""

    def __init__(self, session: Session, owner: FileOwner, title: str, parent: QWidget | None = None) -> None:
        """`title` names what the files belong to."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Files of {what}").format(what=title))
        self.resize(680, 380)
        self._session = session
        self._owner = owner
        self._files: tuple[AttachedFile, ...] = ()
        self._whole = owner == FileOwner(owner.mission_id)
        self._problem = problem_label(self)
        self._none = QLabel(_("No file yet. Drop files here, paste them or choose them: the journal keeps them."))
        self._none.setProperty("role", "soft")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        titles = [_("File"), _("Size"), _("Attached on")] + ([_("Entry of")] if self._whole else [])
        self.table = RowTable(titles, 0, figures=(1,))
        self.table.setAccessibleName(self.windowTitle())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.take_files(self._on_taken)
        for name, run, key in (
            (_("&Open"), self._on_open, "Return"),
            (_("&Save a copy…"), self._on_save, "Ctrl+S"),
            (_("&Take off"), self._on_take_off, "Del"),
            (_("&Erase for good…"), self._on_erase, ""),
        ):
            command(self.table, name, run, key)
        self._lay_out()
        self.table.doubleClicked.connect(self._on_open)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        session.changed.connect(self._on_changed)
        self._load()
        (self.table if self._files else self._attach).setFocus()

    def chosen(self) -> AttachedFile | None:
        """Return the selected file."""
        row = self.table.currentRow()
        return self._files[row] if 0 <= row < len(self._files) and self.table.selectedItems() else None

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._attach = QPushButton(_("&Attach files…"))
        self._open = QPushButton(_("&Open"))
        self._save = QPushButton(_("&Save a copy…"))
        self._take_off = QPushButton(_("&Take off"))
        for button, run in (
            (self._attach, self._on_attach),
            (self._open, self._on_open),
            (self._save, self._on_save),
            (self._take_off, self._on_take_off),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._problem)
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)

    def _load(self) -> None:
        kept = self.chosen()
        with self._session.journal.read() as reader:
            self._files = files_of(reader, self._owner)
            wanted = {file.event_id for file in self._files if file.event_id and self._whole}
            events = {event.id: event for event in reader.among(Event, "id", wanted)}
        self.table.show_texts([self._texts(file, events.get(file.event_id or 0)) for file in self._files])
        self.table.setVisible(bool(self._files))
        self._none.setVisible(not self._files)
        if self._files:
            place = next((at for at, file in enumerate(self._files) if kept and file.id == kept.id), 0)
            self.table.selectRow(place)
        self._on_chosen()

    def _texts(self, file: AttachedFile, event: Event | None) -> list[str]:
        texts = [file.name, size_text(file.size), language().day(file.attached, "medium")]
        if self._whole:
            texts.append(language().day(event.date, "medium") if event else "")
        return texts

    def _on_chosen(self) -> None:
        for button in (self._open, self._save, self._take_off):
            button.setEnabled(self.chosen() is not None)

    def _on_changed(self, change: Change) -> None:
        if change.kinds & {AttachedFile.kind, Event.kind}:
            self._load()

    def _on_taken(self, paths: list[Path], _row: QModelIndex) -> None:
        attach_files(self._session, self._owner, paths, self)

    def _on_attach(self) -> None:
        choose_files(self._session, self._owner, self)

    def _on_open(self) -> None:
        if file := self.chosen():
            open_file(self._session, file, self)

    def _on_save(self) -> None:
        if file := self.chosen():
            save_file(self._session, file, self)

    def _on_erase(self) -> None:
        from rebond.ui.erasure_dialog import ErasureDialog

        if file := self.chosen():
            ErasureDialog(self._session, file, self).open()

    def _on_take_off(self) -> None:
        if file := self.chosen():
            say(self._problem, [])
            try:
                self._session.do(delete, self._session.journal, file)
            except Refused as refused:
                say(self._problem, [sentence(language(), problem) for problem in refused.problems])
