"""The model of the clients who may leave, in the what-if panel: each with its own day, notice and payments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rebond.domain.money.scenario import Departure
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

Index = QModelIndex | QPersistentModelIndex
NAME, TOLD, NOTICE, PAYS = range(4)
#: The field of `Departure` behind each column of check boxes.
_TICKED = {NOTICE: "notice_honoured", PAYS: "pays"}


class DeparturesModel(QAbstractTableModel):
    """The clients, which of them leave, and how; a client that is unticked keeps its settings."""

    altered = Signal()

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._clients: tuple[tuple[int, str], ...] = ()
        self._how: dict[int, Departure] = {}
        self._leaving: set[int] = set()
        self._titles = (_("Who leaves"), _("Told on"), _("Notice"), _("Pays"))
        self._hints = (
            _("Tick who leaves"),
            _("The day the client tells you; it may lie in the past or the future"),
            _("Whether the client honours the notice of its contracts"),
            _("Whether the client pays what it still owes"),
        )

    def show_clients(self, clients: Mapping[int, str], today: date) -> None:
        """Replace the clients, names by id, in their order; the settings of the others are kept."""
        if tuple(clients.items()) == self._clients and today == self._today:
            return
        self.beginResetModel()
        self._clients, self._today = tuple(clients.items()), today
        self._leaving &= set(clients)
        self.endResetModel()

    def departures(self) -> tuple[Departure, ...]:
        """Return the departures, in the order of the clients."""
        return tuple(self._departure(client) for client, _name in self._clients if client in self._leaving)

    def show_departures(self, leaving: tuple[Departure, ...]) -> None:
        """Replace the departures without emitting `altered`."""
        self._leaving = {departure.client_id for departure in leaving}
        self._how = {departure.client_id: departure for departure in leaving}
        if self._clients:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._clients) - 1, PAYS))

    def client(self, row: int) -> int:
        """Return the id of the client of a row."""
        return self._clients[row][0]

    def name(self, row: int) -> str:
        return self._clients[row][1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self._clients)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._hints[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        column = index.column()
        if column == NAME:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if self._clients[index.row()][0] not in self._leaving:
            return flags & ~Qt.ItemFlag.ItemIsEnabled
        return flags | (Qt.ItemFlag.ItemIsEditable if column == TOLD else Qt.ItemFlag.ItemIsUserCheckable)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        client, name = self._clients[index.row()]
        departure, column = self._departure(client), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and column == NAME:
            return tip(name) if role == Qt.ItemDataRole.ToolTipRole else name
        if role == Qt.ItemDataRole.DisplayRole and column == TOLD:
            return _("today") if departure.told == self._today else language().day(departure.told, "medium")
        if role == Qt.ItemDataRole.EditRole and column == TOLD:
            return departure.told
        if role == Qt.ItemDataRole.CheckStateRole and column != TOLD:
            ticked = client in self._leaving if column == NAME else getattr(departure, _TICKED[column])
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if not index.isValid():
            return False
        client, column = self._clients[index.row()][0], index.column()
        departure = self._departure(client)
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = Qt.CheckState(value) is Qt.CheckState.Checked
            if column == NAME:
                self._leaving = self._leaving | {client} if ticked else self._leaving - {client}
            elif column == NOTICE:
                departure = replace(departure, notice_honoured=ticked)
            elif column == PAYS:
                departure = replace(departure, pays=ticked)
        elif role == Qt.ItemDataRole.EditRole and column == TOLD and isinstance(value, date):
            departure = replace(departure, told=value)
        else:
            return False
        self._how[client] = departure
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), PAYS))
        self.altered.emit()
        return True

    def _departure(self, client: int) -> Departure:
        return self._how.get(client) or Departure(client, self._today)
