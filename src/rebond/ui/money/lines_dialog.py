"""The dialog with the lines behind a figure: date, description, amount, and the sum so far."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from rebond.exchange.spreadsheet import harmless
from rebond.ui.money.explain import Explanation, Item
from rebond.ui.money.look import dress
from rebond.ui.shared.row_model import SmallTable
from rebond.ui.shared.theme import GRID, tabular
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language


class LinesModel(SmallTable):
    """The lines of an explanation, which never change while they are shown."""

    figures = frozenset({2, 3})

    def __init__(self, explanation: Explanation, parent: QWidget) -> None:
        super().__init__(parent)
        self._explanation = explanation
        self._font = tabular(parent.font())
        self._titles = (_("Date"), _("What"), _("Amount"), _("Sum so far"))

    def count(self) -> int:
        return len(self._explanation.items)

    def text(self, row: int, column: int) -> str:
        return self.cells(self._explanation.items[row])[column]

    def look(self, row: int, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and column == 1:
            return tip(self._explanation.items[row].what)
        return self._font if role == Qt.ItemDataRole.FontRole and column in self.figures else None

    def cells(self, item: Item) -> tuple[str, str, str, str]:
        """Return the texts of a line, one for each column."""
        written = self._explanation.written
        return language().day(item.date, "medium"), item.what, written(item.amount), written(item.running)

    def as_text(self, rows: list[int]) -> str:
        """Return rows as tab-separated text for a spreadsheet; a text that would be a formula is escaped."""
        items = [self._explanation.items[row] for row in rows]
        return "\n".join("\t".join((*map(harmless, self.cells(item)[:2]), *self.cells(item)[2:])) for item in items)


class LinesDialog(QDialog):
    """Shows an explanation; `go` asks for the journal row behind a line, by kind and id."""

    go = Signal(str, int)

    def __init__(self, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What this figure is made of"))
        self.explanation = explanation
        self.model = LinesModel(explanation, self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(explanation.title)
        dress(self.table)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.activated.connect(self._follow)
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(-1)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.total = QLabel(explanation.written(explanation.total), self)
        self.total.setProperty("role", "figure")
        self.total.setFont(tabular(self.total.font()))
        self.total.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out()
        self.resize(760, 520)
        if explanation.items:
            self.table.setCurrentIndex(self.model.index(len(explanation.items) - 1, 0))
            self.table.scrollToBottom()
        self.table.setFocus()

    def copy(self) -> None:
        """Copy the selected lines to the clipboard, or all of them if at most one is selected."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(
            self.model.as_text(rows if len(rows) > 1 else list(range(self.model.rowCount())))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        title = QLabel(self.explanation.title, self)
        title.setProperty("role", "title")
        note = QLabel(self.explanation.note, self)
        note.setProperty("role", "soft")
        for label in (title, note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        note.setVisible(bool(self.explanation.note))
        empty = QLabel(_("There is no line: nothing adds up to zero."), self)
        empty.setVisible(not self.explanation.items)
        copy = QPushButton(_("&Copy"), self)
        copy.clicked.connect(self.copy)
        copy.setAutoDefault(False)
        close = QPushButton(_("C&lose"), self)
        close.clicked.connect(self.accept)
        close.setAutoDefault(False)
        sum_title = QLabel(_("Total"), self)
        sum_title.setProperty("role", "soft")
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(sum_title)
        foot.addWidget(self.total)
        foot.addSpacing(2 * GRID)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (title, note, empty, self.table):
            column.addWidget(widget, int(widget is self.table))
        column.addLayout(foot)

    def _follow(self, index: QModelIndex) -> None:
        source = self.explanation.items[index.row()].source
        if source:
            self.accept()
            self.go.emit(source.kind, source.id)
