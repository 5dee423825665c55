"""A scrolled grid of texts: what was agreed, line by line, as wide as there is room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from rebond.ui.shared.theme import GRID


class TermGrid(QScrollArea):
    """Lines of texts in columns of given shares of the width, 0 for as wide as needed; it is filled anew each time."""

    def __init__(self, shares: tuple[int, ...], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = shares
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grid = QGridLayout()
        self.clear()

    def clear(self) -> None:
        """Take out every line, and go back to the top."""
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, GRID, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2 + 2)
        for column, share in enumerate(self._shares):
            self._grid.setColumnStretch(column, share)
        self.setWidget(body)

    def line(self, *cells: tuple[str, str]) -> None:
        """Add a line: the text and the role of each cell, in the order of the columns."""
        row = self._grid.rowCount()
        for column, (text, role) in enumerate(cells):
            label = _label(text, role)
            label.setWordWrap(bool(self._shares[column]))
            self._grid.addWidget(label, row, column)

    def wide(self, text: str, role: str = "", *, apart: bool = False) -> None:
        """Add a text over all columns, set `apart` from what stands above it."""
        row = self._grid.rowCount()
        if apart:
            self._grid.setRowMinimumHeight(row, GRID)
            row += 1
        self._grid.addWidget(_label(text, role), row, 0, 1, len(self._shares))

    def add_widget(self, widget: QWidget) -> None:
        """Add a widget below the lines, such as a button, in its own width."""
        row = self._grid.rowCount()
        self._grid.addWidget(widget, row, 0, 1, len(self._shares), Qt.AlignmentFlag.AlignLeft)

    def end(self) -> None:
        """Leave the free room below the last line, and let a screen reader read the whole."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.setAccessibleDescription("\n".join(self.texts()))

    def texts(self) -> list[str]:
        """Return the texts shown, line by line from left to right."""
        body = self.widget()
        return [label.text() for label in body.findChildren(QLabel) if label.text()] if body else []


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    if role:
        label.setProperty("role", role)
    return label
