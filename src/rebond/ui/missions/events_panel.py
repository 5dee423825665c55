"""The journal of the selected mission: the line for a new event, and the list of events."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from rebond.actions.records import delete
from rebond.domain.missions.kinds import Event
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.sentences import sentence
from rebond.ui.missions.event_line import EventLine
from rebond.ui.missions.event_model import EventDelegate, EventModel
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class EventsPanel(QWidget):
    """The events of one mission, which can be added, edited and deleted here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.line = EventLine(session)
        self.model = EventModel(session, self)
        self.view = RowList()
        self.view.setAccessibleName(_("Journal of the mission"))
        self.view.show_rows(self.model, EventDelegate(self.view))
        self.none = QLabel()
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.line)
        column.addWidget(self.none, 1)
        column.addWidget(self.view, 1)
        self._action = partial(command, self.view)
        self._actions = [
            self._action(_("&Edit the entry…"), self._on_edit, "F2"),
            self._action(_("&Delete the entry"), self._on_delete, "Del"),
            self._action(_("What did this entry say &before?"), self._on_versions, ""),
        ]
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
        written = [row.id for row in change.rows if row.kind == Event.kind and row.before is None]
        if len(written) == 1 and (place := self.model.find(written[0])) is not None:
            self.view.scrollTo(self.model.index(place, 0))

    def reveal(self, event: Event) -> None:
        """Select an event, unless the filter hides it."""
        place = self.model.find(event.id)
        if place is not None:
            index = self.model.index(place, 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
            self.view.setFocus()

    def _event(self) -> Event | None:
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        for action in self._actions:
            action.setEnabled(now.isValid())

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

    def _on_versions(self) -> None:
        from rebond.ui.missions.event_form import VersionsDialog

        if event := self._event():
            VersionsDialog(self._session, event, self.window()).open()

    def _on_delete(self) -> None:
        if event := self._event():
            try:
                self._session.do(delete, self._session.journal, event)
            except Refused as refused:
                self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
