"""The list of clients and missions: searched, sorted and filtered, with commands to add, edit and delete."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rebond.journal.queries.missions import MissionLine, MissionOrder
from rebond.ui.missions.file_drops import FileRowList
from rebond.ui.missions.mission_model import MissionDelegate, MissionModel
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command, rule
from rebond.ui.shared.fields import SearchField
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

#: Milliseconds after the last key press before the list is searched.
_PAUSE = 120


class MissionList(QWidget):
    """The list with its search line; commands are signals that the tab carries out."""

    #: The `MissionLine` that is now selected, or None.
    chosen = Signal(object)
    add_mission = Signal()
    add_client = Signal()
    edit_mission = Signal(object)
    edit_client = Signal(object)
    delete_mission = Signal(object)
    delete_client = Signal(object)
    erase_client = Signal(object)
    write_letter = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(208)
        self.model = MissionModel(session, self)
        self.search = SearchField(_("Find a client, a mission, a word…"))
        self.search.setAccessibleName(_("Find a mission by its client, its name or its journal"))
        self.order = QComboBox()
        self.order.setAccessibleName(_("Sort by"))
        self.order.setToolTip(_("Sort by"))
        for name, order in (
            (_("by client"), MissionOrder.CLIENT),
            (_("by amount"), MissionOrder.AMOUNT),
            (_("by end date"), MissionOrder.ENDS),
            (_("by last entry"), MissionOrder.LAST_EVENT),
        ):
            self.order.addItem(name, order)
        self.ended = QCheckBox(_("Ended"))
        self.ended.setToolTip(_("Show the missions that are over, too"))
        self.ended.setChecked(True)
        self.view = FileRowList()
        self.view.setAccessibleName(_("Clients and missions"))
        self.view.show_rows(self.model, MissionDelegate(self.view))
        self.none = QLabel(_("Nothing matches. Empty the field to see every mission."))
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.none.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._action = partial(command, self.view)
        self._fill_menu()
        self._lay_out()
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self.view.setFocus)
        self.order.currentIndexChanged.connect(self._ask)
        self.ended.toggled.connect(self._ask)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.model.rowsRemoved.connect(self._on_counted)
        self.model.rowsInserted.connect(self._on_counted)
        self.model.modelReset.connect(self._on_counted)

    def line(self) -> MissionLine | None:
        """Return the selected line."""
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def load(self) -> None:
        """Read the list, and select its first line."""
        self._ask()

    def look_for(self, text: str) -> None:
        """Show only the lines that contain every word of the text."""
        self.search.setText(text)
        self._ask()

    def refresh(self) -> None:
        """Update to a change of the journal; the selected line stays selected."""
        self.model.refresh()
        if not self.view.currentIndex().isValid():
            self._choose(0)

    def reveal(self, key: tuple[str, int]) -> bool:
        """Select the line with a key, clearing the filters if they hide it; False when there is none."""
        for show_all in (False, True):
            if show_all:
                self.search.clear()
                self.ended.setChecked(True)
                self._ask()
            place = self.model.find(key)
            if place is not None:
                self._choose(place)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move from the search line to the list on Down; clear the search line on Escape."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.view.setFocus()
        elif self.search.hasFocus() and event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        add_mission = QPushButton(_("&Add a mission…"))
        add_client = QPushButton(_("Add a &client…"))
        add_mission.clicked.connect(self.add_mission)
        add_client.clicked.connect(self.add_client)
        choices = Flow()
        self.order.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choices.addWidget(self.order)
        choices.addWidget(self.ended)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addLayout(choices)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        column.addWidget(add_mission)
        column.addWidget(add_client)

    def _fill_menu(self) -> None:
        self._edit = self._action(_("&Edit the mission…"), self._on_edit, "F2")
        self._delete = self._action(_("&Delete the mission"), self._on_delete, "Del")
        self._action(_("Edit the &client…"), self._on_edit_client, "Shift+F2")
        self._delete_client = self._action(_("Delete the client and all its missions"), self._on_delete_client, "")
        self._action(_("Erase the client for good…"), self._on_erase_client, "")
        self._action(_("&Write a letter…"), self._on_write_letter, "")
        rule(self.view)
        self._action(_("&Add a mission…"), self.add_mission.emit, "Ins")
        self._action(_("Add a c&lient…"), self.add_client.emit, "")

    def _on_typed(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        before = self.line()
        self.model.text = self.search.text().strip()
        self.model.order = MissionOrder(self.order.currentData())
        self.model.ended = self.ended.isChecked()
        self.model.ask()
        place = self.model.place(before.key) if before else None
        self._choose(place or 0)

    def _choose(self, place: int) -> None:
        if self.model.rowCount() == 0:
            self.chosen.emit(None)
            return
        index = self.model.index(min(place, self.model.rowCount() - 1), 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        line = self.line()
        has_mission = line is not None and line.mission is not None
        self._edit.setEnabled(has_mission)
        self._delete.setEnabled(has_mission)
        self.chosen.emit(line)

    def _on_counted(self) -> None:
        self.none.setVisible(self.model.rowCount() == 0 and bool(self.model.text))

    def _on_activated(self, _index: QModelIndex) -> None:
        line = self.line()
        if line:
            (self.edit_mission if line.mission else self.edit_client).emit(line)

    def _on_edit(self) -> None:
        if (line := self.line()) and line.mission:
            self.edit_mission.emit(line)

    def _on_edit_client(self) -> None:
        if line := self.line():
            self.edit_client.emit(line)

    def _on_delete(self) -> None:
        if (line := self.line()) and line.mission:
            self.delete_mission.emit(line)

    def _on_erase_client(self) -> None:
        if line := self.line():
            self.erase_client.emit(line)

    def _on_write_letter(self) -> None:
        if line := self.line():
            self.write_letter.emit(line)

    def _on_delete_client(self) -> None:
        if line := self.line():
            self.delete_client.emit(line)
