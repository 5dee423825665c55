"""The table edited in place: typing starts an edit, Enter ends it, Tab goes to the next cell, Del deletes.

Problems are shown below it.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from rebond.ui.money.editable_rows import NEW, Rows, RowsModel, needs
from rebond.ui.money.in_place_view import InPlaceView
from rebond.ui.money.steady import SteadyRoom
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.theme import GRID, tabular


class InPlaceTable(QWidget):
    """A table of `Rows`, with the problems of what was typed below it."""

    def __init__(self, rows: Rows, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.model = RowsModel(rows, self)
        self.view = InPlaceView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.view.give_free_width(self._widest())
        self.view.clicked.connect(self._clicked)
        self.view.delete_wanted.connect(self.delete)
        self._sums = QLabel(self)
        self._sums.setTextFormat(Qt.TextFormat.PlainText)
        self._sums.setProperty("role", "sum")
        self._sums.setFont(tabular(self._sums.font()))
        self._sums.setWordWrap(True)
        self._sums_room = SteadyRoom(self._sums, self)
        self._problems = problem_label(self)
        self._needs = QLabel(self)
        self._needs.setTextFormat(Qt.TextFormat.PlainText)
        self._needs.setProperty("role", "soft")
        self._needs.hide()
        self.model.dataChanged.connect(self._say)
        self.model.rowsInserted.connect(self._say)
        for signal in (self.model.dataChanged, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self.show_sums)
        self.show_sums()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.view, 1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(2 * GRID)
        self._foot.addWidget(self._sums_room, 1)
        column.addLayout(self._foot)
        column.addWidget(self._problems)
        column.addWidget(self._needs)
        self.setFocusProxy(self.view)

    @property
    def problem(self) -> str:
        """The problems shown below the table."""
        return self._problems.text()

    @property
    def needed(self) -> str:
        """The hint below the table about what the new row lacks."""
        return self._needs.text()

    @property
    def summed(self) -> str:
        """The sums shown below the table."""
        return self._sums.text().replace("\N{NO-BREAK SPACE}", " ")

    def add_to_foot(self, widget: QWidget) -> None:
        """Put a widget below the table, at the right of the sums."""
        self._foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def show_sums(self) -> None:
        """Add the rows up anew."""
        # Where they do not fit on a line, they are broken between one another and not inside.
        sums = [text.replace(" ", "\N{NO-BREAK SPACE}") for text in self.model.sums()]
        self._sums.setText("     ".join(sums))
        self._sums_room.setVisible(bool(sums))

    def begin_new(self) -> None:
        """Start editing the first required field of the new row."""
        at = [column.field for column in self.model.columns].index(self.rows.needed[0])
        index = self.model.index(self.model.rowCount() - 1, at)
        self.view.scrollTo(index)
        self.view.setCurrentIndex(index)
        self.view.setFocus()
        self.view.edit(index)

    def reveal(self, row_id: int, field: str = "") -> None:
        """Select a row, in the column of `field` if given."""
        row = self.model.place(row_id)
        if row is None:
            return
        fields = [column.field for column in self.model.columns]
        index = self.model.index(row, fields.index(field) if field else 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.setFocus()

    def delete(self) -> None:
        """Delete the current row; in the new row, or on a refused value, discard what was typed."""
        index = self.view.currentIndex()
        if not index.isValid():
            return
        entity = self.model.entity(index.row())
        if entity is None or self.model.typed(index):
            self.model.forget(index)
        else:
            self.rows.delete(entity)

    def current(self) -> Any:
        """Return the row of the cursor; None for the new row."""
        index = self.view.currentIndex()
        return self.model.entity(index.row()) if index.isValid() else None

    def _widest(self) -> int:
        """Return the column that takes the free width: the name or the label, else the first."""
        names = [at for at, column in enumerate(self.model.columns) if column.field in ("name", "label")]
        return names[0] if names else 0

    def _clicked(self, index: QModelIndex) -> None:
        """Start editing when the new row is clicked."""
        if self.model.row_id(index.row()) == NEW and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def _say(self) -> None:
        say(self._problems, list(self.model.problems()))
        missing = self.model.still_needed()
        self._needs.setText(needs(missing) if missing else "")
        self._needs.setVisible(bool(missing) and not self.model.problems())
