"""A read-only table of few rows, each chosen whole."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rebond.ui.shared.row_model import alignment
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip

#: The pixels between a cell's padding and its text, which a header has not.
_CELL_MARGIN = 3


class RowTable(QTableWidget):
    """A table with these titles; the column `free` takes the width that the others leave.

    `figures` are the columns of numbers, aligned right.
    """

    def __init__(
        self, titles: Sequence[str], free: int, figures: Collection[int] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(titles), parent)
        for at, title in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setTextAlignment(alignment(at in figures))
            self.setHorizontalHeaderItem(at, item)
        self._figures = frozenset(figures)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setStyleSheet(
            f"QTableView::item {{ padding: 0 {GRID}px; }}QHeaderView::section {{ padding: 0 {GRID + _CELL_MARGIN}px; }}"
        )
        self.setItemDelegate(_WholeRow(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(free, QHeaderView.ResizeMode.Stretch)

    def show_texts(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these texts in place of all others; each is its own tooltip, for where its column cuts it."""
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(alignment(at in self._figures))
                item.setToolTip(tip(text))
                self.setItem(row, at, item)


class _WholeRow(QStyledItemDelegate):
    """Paints the row as one: without a frame around one of its cells."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
