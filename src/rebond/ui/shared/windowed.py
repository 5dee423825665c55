"""An item model over a query: its rows are fetched a window at a time, and follow the journal row by row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
#: How many rows are fetched at a time: about as many as fit on a screen.
WINDOW = 50
#: The role under which an item's whole row is found.
ROW = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()


class WindowedModel(QAbstractTableModel):
    """Frozen rows, each with a `key` that stays the same whatever else of it changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []
        self._complete = True

    def read(self, limit: int, offset: int) -> Sequence[Any]:
        """The rows of the query from `offset` on, `limit` at most."""
        raise NotImplementedError

    def show(self, row: Any, column: int, role: int) -> Any:
        """What an item shows for a role other than `ROW`."""
        raise NotImplementedError

    def key(self, row: Any) -> object:
        """What tells a row from every other."""
        return row.key

    def at(self, row: int) -> Any:
        """The frozen row at that place."""
        return self._rows[row]

    def place(self, key: object) -> int | None:
        """Where the row with that key is, among those fetched."""
        return next((place for place, row in enumerate(self._rows) if self.key(row) == key), None)

    def ask(self) -> None:
        """Another query: everything is read anew from its beginning."""
        self.beginResetModel()
        self._load(WINDOW)
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._complete = [], True
        self.endResetModel()

    def read_up_to(self, count: int) -> None:
        """Fetch until that many rows are there, or all there are."""
        missing = count - len(self._rows)
        if missing > 0 and not self._complete:
            self._append(missing)

    def refresh(self) -> None:
        """The same query after a change of the journal: say of each row whether it went, came, moved or differs."""
        asked = max(WINDOW, len(self._rows))
        wanted = self.read(asked, 0)
        self.follow(wanted, complete=len(wanted) < asked)

    def follow(self, wanted: Sequence[Any], *, complete: bool) -> None:
        """Have these rows, said row by row; `complete`: no others come after them."""
        self._complete = complete
        keys = [self.key(row) for row in wanted]
        staying = set(keys)
        for place in reversed(range(len(self._rows))):
            if self.key(self._rows[place]) not in staying:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, (key, row) in enumerate(zip(keys, wanted, strict=True)):
            self._bring(place, key, row)

    def _bring(self, place: int, key: object, row: Any) -> None:
        """Have `row` at `place`, everything above being right already."""
        here = place < len(self._rows) and self.key(self._rows[place]) == key
        was = place if here else self.place(key)
        if was is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if was != place:
            self.beginMoveRows(QModelIndex(), was, was, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(was))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index = _NO_PARENT) -> None:  # noqa: N802 - Qt's name
        if self.canFetchMore(parent):
            self._append(WINDOW)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return row if role == ROW else self.show(row, index.column(), role)

    def _load(self, count: int) -> None:
        self._rows = list(self.read(count, 0))
        self._complete = len(self._rows) < count

    def _append(self, count: int) -> None:
        more = self.read(count, len(self._rows))
        self._complete = len(more) < count
        if more:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._rows += more
            self.endInsertRows()
