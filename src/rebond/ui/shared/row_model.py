"""Item models that follow the journal row by row, so that selection and scrolling stay."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class RowModel(QAbstractTableModel):
    """Frozen rows, each with a key that stays the same whatever else of it changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []

    def key(self, row: Any) -> object:
        """The key that tells a row from every other."""
        raise NotImplementedError

    def place(self, key: object) -> int | None:
        """Where the row with that key is, among those that are here."""
        return next((place for place, row in enumerate(self._rows) if self.key(row) == key), None)

    def become(self, wanted: Sequence[Any]) -> None:
        """Have these rows, said of each row: that it went, came, moved or differs."""
        keys = [self.key(row) for row in wanted]
        staying = set(keys)
        for place in reversed(range(len(self._rows))):
            if self.key(self._rows[place]) not in staying:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, (key, row) in enumerate(zip(keys, wanted, strict=True)):
            self._bring(place, key, row)

    def tell_row(self, place: int) -> None:
        """Say that a row differs."""
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

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
            self.tell_row(place)


class SmallTable(QAbstractTableModel):
    """A table of few rows that are never edited in it: a title for each column, and figures to the right."""

    #: The columns that hold figures.
    figures: ClassVar[frozenset[int]] = frozenset()
    _titles: tuple[str, ...]

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def look(self, row: int, column: int, role: int) -> Any:
        """What a cell has for another role than its text and its alignment."""
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
    """How a column stands: figures to the right, so that their digits stand below each other."""
    side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
