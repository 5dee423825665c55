"""An item model over a query that fetches a window of rows at a time and updates row by row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from rebond.ui.shared.row_model import NO_PARENT, Index, RowModel

__all__ = ["ROW", "WINDOW", "Index", "WindowedModel"]

#: The number of rows fetched at a time; about as many as fit on a screen.
WINDOW = 50
#: The item role that returns the whole row.
ROW = Qt.ItemDataRole.UserRole


class WindowedModel(RowModel):
    """The rows of a query, as many as the view has asked for so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._complete = True

    def read(self, limit: int, offset: int) -> Sequence[Any]:
        """Return the rows of the query from `offset` on, at most `limit`."""
        raise NotImplementedError

    def show(self, row: Any, column: int, role: int) -> Any:
        """Return an item's value for a role other than `ROW`."""
        raise NotImplementedError

    def key(self, row: Any) -> object:
        return row.key

    def at(self, row: int) -> Any:
        """Return the row at a position."""
        return self._rows[row]

    def ask(self) -> None:
        """Run the query anew after its conditions changed."""
        self.beginResetModel()
        self._load(WINDOW)
        self.endResetModel()

    def clear(self) -> None:
        """Remove all rows."""
        self.beginResetModel()
        self._rows, self._complete = [], True
        self.endResetModel()

    def read_up_to(self, count: int) -> None:
        """Fetch rows until `count` are loaded, or all of them."""
        missing = count - len(self._rows)
        if missing > 0 and not self._complete:
            self._append(missing)

    def refresh(self) -> None:
        """Run the same query after a change of the journal, and update row by row."""
        asked = max(WINDOW, len(self._rows))
        rows = self.read(asked, 0)
        self.follow(rows, complete=len(rows) < asked)

    def follow(self, rows: Sequence[Any], *, complete: bool) -> None:
        """Update row by row to these rows; `complete` tells whether they are all of the query's."""
        self._complete = complete
        self.become(rows)

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: Index = NO_PARENT) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index = NO_PARENT) -> None:  # noqa: N802 - Qt's name
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
