"""The part "Talks" of the selected mission: a dated list, so that none is avoided (advice 44)."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions.records import delete
from rebond.actions.talks import move_talk
from rebond.domain.agenda.entries import moved
from rebond.domain.direction import joined
from rebond.domain.problems import Refused
from rebond.domain.talks.kinds import Talk
from rebond.journal.history import Change
from rebond.journal.queries.missions import MissionLine
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, n_
from rebond.ui.talks.talk_form import TalkForm
from rebond.ui.talks.talk_windows import hold_talk, open_after, open_talk, plan_talk, prepare_talk
from rebond.ui.talks.talks_model import TalksDelegate, TalksModel


class TalksPanel(QWidget):
    """The talks of a mission or a client, with the commands for one of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = TalksModel(session, self)
        self.view = RowList()
        self.view.setAccessibleName(_("Talks of the mission"))
        self.view.show_rows(self.model, TalksDelegate(self.view))
        self.sum = QLabel()
        self.sum.setProperty("role", "soft")
        self.new = QPushButton(_("&New talk…"))
        self.hold = QPushButton(_("H&old it now"))
        self.hold.setProperty("role", "primary")
        self.none = QLabel(
            _(
                "Hard talks stand here, each with its day, so that none is avoided: an error of yours or of the "
                "client’s, limits, a late payment, the end, a refusal. Each has its page with the facts of this "
                "journal, a first sentence and answers to objections."
            )
        )
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        add = partial(command, self.view)
        self._of_one = [
            add(_("&Open"), self._on_open, "Return", "Enter"),
            add(_("&Edit…"), self._on_edit, "F2"),
            add(_("&Preparation…"), self._on_prepare, "P"),
            add(_("A day &later"), partial(self._move, 1), "+"),
            add(_("A day &earlier"), partial(self._move, -1), "-"),
            add(_("&Delete the talk"), self._on_delete, "Del"),
        ]
        self._hold = add(_("&Hold it now…"), self._on_hold, "H")
        self._after = add(_("&Right after: promises and recap…"), self._on_after, "R")
        add(_("&New talk…"), self._on_new, "N")
        self.new.clicked.connect(self._on_new)
        self.hold.clicked.connect(self._on_hold)
        self.view.doubleClicked.connect(self._on_open)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved, self.model.dataChanged):
            signal.connect(self._on_counted)
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.sum, 1)
        head.addWidget(self.hold)
        head.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.none, 1)
        column.addWidget(self.view, 1)

    def show_mission(self, line: MissionLine | None) -> None:
        """Show the talks of a mission, or those of a client that has none."""
        self.model.line = line
        self.model.ask()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._on_counted()

    def follow(self, _change: Change, line: MissionLine | None) -> None:
        """Update to a change, and keep one talk chosen."""
        self.model.line = line
        self.model.refresh()
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._on_counted()

    def reveal(self, talk_id: int) -> None:
        """Select a talk."""
        place = self.model.find(talk_id)
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place, 0))
            self.view.setFocus()

    def _talk(self) -> Talk | None:
        index = self.view.currentIndex()
        return self.model.at(index.row()).talk if index.isValid() else None

    def _on_current(self, *_indexes: QModelIndex) -> None:
        talk = self._talk()
        for action in self._of_one:
            action.setEnabled(talk is not None)
        planned = talk is not None and talk.held is None
        self._hold.setEnabled(planned)
        self.hold.setVisible(planned)
        self._after.setEnabled(talk is not None and talk.held is not None)

    def _on_counted(self) -> None:
        empty = self.model.rowCount() == 0
        self.view.setVisible(not empty)
        self.none.setVisible(empty)
        self.new.setEnabled(self.model.line is not None)
        planned, overdue = self.model.planned(), self.model.overdue()
        late = n_("{count} overdue", "{count} overdue", overdue).format(count=overdue) if overdue else ""
        ahead = n_("{count} talk to hold", "{count} talks to hold", planned).format(count=planned) if planned else ""
        self.sum.setText(joined(" · ", (ahead, late)))
        self._on_current()

    def _on_new(self) -> None:
        if line := self.model.line:
            plan_talk(self._session, self.window(), line.client.id, line.mission.id if line.mission else None)

    def _on_open(self) -> None:
        if talk := self._talk():
            open_talk(self._session, self.window(), talk.id)

    def _on_prepare(self) -> None:
        if talk := self._talk():
            prepare_talk(self._session, self.window(), talk.id)

    def _on_edit(self) -> None:
        if talk := self._talk():
            TalkForm(self._session, talk, self.window()).open()

    def _on_hold(self) -> None:
        talk = self._talk()
        if talk and talk.held is None:
            hold_talk(self._session, self.window(), talk.id)

    def _on_after(self) -> None:
        if talk := self._talk():
            open_after(self._session, self.window(), talk.id)

    def _move(self, days: int) -> None:
        talk, today = self._talk(), self._session.today
        if talk is None or talk.held:
            return
        if talk.date and moved(talk.date, days, today) == talk.date:
            self._session.message.emit(_("It is due already: it cannot be brought forward."))
            return
        self._do(move_talk, talk, days, today)

    def _on_delete(self) -> None:
        if talk := self._talk():
            self._do(delete, talk)

    def _do(self, action: object, *args: object) -> None:
        try:
            self._session.do(action, self._session.journal, *args)  # type: ignore[arg-type] # an action with its own
        except Refused as refused:
            self._session.message.emit(sentences(refused))
