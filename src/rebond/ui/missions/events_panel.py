"""The journal of the selected mission: the line for a new event, and the list of events."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from rebond.actions.records import delete
from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.sentences import sentence
from rebond.ui.missions.event_line import EventLine
from rebond.ui.missions.event_model import EventDelegate, EventModel
from rebond.ui.missions.file_drops import FileRowList, TakesFiles
from rebond.ui.missions.request_bar import RequestBar
from rebond.ui.missions.request_commands import RequestCommands
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class EventsPanel(TakesFiles, QWidget):
    """The events of one mission, which can be added, edited and deleted here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.line = EventLine(session)
        self.model = EventModel(session, self)
        self.view = FileRowList()
        self.view.setAccessibleName(_("Journal of the mission"))
        self.view.show_rows(self.model, EventDelegate(self.view))
        self.requests = RequestBar(session)
        self.none = QLabel()
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.line)
        column.addWidget(self.requests)
        column.addWidget(self.none, 1)
        column.addWidget(self.view, 1)
        self._action = partial(command, self.view)
        self._actions = [
            self._action(_("&Edit the entry…"), self._on_edit, "F2"),
            self._action(_("&Delete the entry"), self._on_delete, "Del"),
            self._action(_("&History of this entry…"), self._on_history, "Ctrl+Shift+H"),
            self._action(_("&Files of the entry…"), self._on_files, "Ctrl+Shift+A"),
        ]
        self._actions.append(self._action(_("Prepare a &talk about it…"), self._on_talk, "Shift+T"))
        self._read_letter = self._action(_("&Read the letter…"), self._on_read_letter, "")
        self.take_files(self._on_taken)
        self.view.take_files(self._on_taken)
        self._requests = RequestCommands(
            session, self.view, self._event, self.requests.open, self.requests.open_amendment
        )
        self.requests.can_open.connect(self._requests.draw_up.setEnabled)
        self._requests.draw_up.setEnabled(False)
        self._on_current(QModelIndex(), QModelIndex())
        self.view.activated.connect(self._on_edit)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._on_counted)

    def show_mission(self, mission_id: int) -> None:
        """Show the events of a mission, from the newest on."""
        self.line.show_mission(mission_id)
        self.model.mission_id = mission_id
        self.model.ask()

    def look_for(self, text: str) -> None:
        """Show only the events that contain every word of the text."""
        self.model.text = text
        self.model.ask()

    def follow(self, change: Change) -> None:
        """Update the list to a change, and scroll to a new event."""
        self.model.refresh()
        if AttachedFile.kind in change.kinds:
            self.view.updateGeometries()  # a row is higher with files
        written = [row.id for row in change.rows if row.kind == Event.kind and row.before is None]
        if len(written) == 1 and (place := self.model.find(written[0])) is not None:
            self.view.scrollTo(self.model.index(place, 0))
        self._requests.refresh()

    def reveal(self, event: Event) -> None:
        """Select an event, unless the filter hides it."""
        place = self.model.find(event.id)
        if place is not None:
            index = self.model.index(place, 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.view.setFocus()

    def _event(self) -> Event | None:
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        for action in self._actions:
            action.setEnabled(now.isValid())
        self._requests.refresh()
        event = self.model.at(now.row()) if now.isValid() else None
        self._read_letter.setEnabled(event is not None and event.type is EventKind.LETTER)

    def _on_counted(self) -> None:
        empty = self.model.rowCount() == 0
        self.view.setVisible(not empty)
        self.none.setVisible(empty)
        if empty:
            self._on_current(QModelIndex(), QModelIndex())
            self.none.setText(
                _("No entry holds these words.")
                if self.model.text
                else _("Nothing is written here yet. Type above what happened, then Enter: it is dated and kept.")
            )

    def _on_edit(self) -> None:
        from rebond.ui.missions.event_form import EventForm

        if event := self._event():
            EventForm(self._session, event, self.window()).open()

    def _on_history(self) -> None:
        from rebond.ui.entry_history import EntryHistoryDialog

        if event := self._event():
            EntryHistoryDialog(self._session, event, self.window()).open()

    def _on_files(self) -> None:
        from rebond.ui.missions.files_dialog import FilesDialog

        if event := self._event():
            owner = FileOwner(event.mission_id, event_id=event.id)
            FilesDialog(self._session, owner, event.text.splitlines()[0], self.window()).open()

    def _on_talk(self) -> None:
        from rebond.ui.talks.talk_windows import plan_talk_about

        if event := self._event():
            plan_talk_about(self._session, self.window(), event)

    def _on_taken(self, paths: list[Path], row: QModelIndex) -> None:
        from rebond.ui.missions.attaching import take_files

        if self.model.mission_id:
            event = self.model.at(row.row()) if row.isValid() else None
            owner = FileOwner(self.model.mission_id, event_id=event.id if event else None)
            take_files(self._session, owner, paths, self)

    def _on_read_letter(self) -> None:
        from rebond.ui.letters.sent_letter import SentLetterDialog, letter_of

        if letter := letter_of(self._session, self._event()):
            SentLetterDialog(letter, self.window()).open()
        else:
            self._session.message.emit(_("This entry was written by hand: no text is kept with it."))

    def _on_delete(self) -> None:
        if event := self._event():
            try:
                self._session.do(delete, self._session.journal, event)
            except Refused as refused:
                self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
