"""Base classes of table models: one that updates row by row, keeping selection and scroll position, and a small one."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class RowModel(QAbstractTableModel):
    """A model over a list of rows, each with a key that stays the same when its content changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []

    def key(self, row: Any) -> object:
        """Return the key that identifies a row."""
        raise NotImplementedError

    def place(self, key: object) -> int | None:
        """Return the position of the row with a key; None when it is not among those loaded."""
        return next((place for place, row in enumerate(self._rows) if self.key(row) == key), None)

    def become(self, rows: Sequence[Any]) -> None:
        """Change the rows into these, and signal each removal, insertion, move and change to the views."""
        keys = [self.key(row) for row in rows]
        staying = set(keys)
        gone = [place for place, row in enumerate(self._rows) if row is None or self.key(row) not in staying]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for place, (key, row) in enumerate(zip(keys, rows, strict=True)):
            self._bring(place, key, row)

    def tell_row(self, place: int) -> None:
        """Signal that all cells of a row may have changed."""
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def _bring(self, place: int, key: object, row: Any) -> None:
        """Insert, move or update a row so that it is at `place`; every row above is final already."""
        in_place = place < len(self._rows) and self.key(self._rows[place]) == key
        before = place if in_place else self.place(key)
        if before is None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if before != place:
            self.beginMoveRows(QModelIndex(), before, before, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(before))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            self.tell_row(place)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of successive numbers."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


class SmallTable(QAbstractTableModel):
    """A read-only table of few rows: a title for each column, and numbers aligned right."""

    #: The positions of the columns of numbers, which are aligned right.
    figures: ClassVar[frozenset[int]] = frozenset()
    _titles: tuple[str, ...]

    def count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        raise NotImplementedError

    def look(self, row: int, column: int, role: int) -> Any:
        """Return a cell's value for a role other than text and alignment, such as its colour."""
        return None

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return alignment(section in self.figures) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(index.column() in self.figures)
        return self.look(index.row(), index.column(), role)


def alignment(figures: bool) -> Qt.AlignmentFlag:
    """Return the alignment of a column: right for numbers, so that their digits line up."""
    side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
