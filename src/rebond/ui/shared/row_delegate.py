"""Base of the delegates that give each row of a list the height that its texts need."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from rebond.ui.shared.windowed import ROW, Index, WindowedModel

#: The number of heights kept; far more than a screen shows.
_KEPT = 2_000
#: The height in pixels that a row has until it is measured.
ASSUMED = 60


class RowDelegate(QStyledItemDelegate):
    """Measures each row once, though its height is asked for whenever it is in view."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._kept: dict[object, tuple[Any, QSize]] = {}
        self._for: tuple[int, QFont, object] = (0, QFont(), None)

    def width(self) -> int:
        """Return the width in pixels that a row's height depends on, always leaving room for a scroll bar."""
        # Not from viewport(): to wrap a plain QWidget, PySide6 searches all widget classes, 10 ms at the first call.
        return self._view.maximumViewportSize().width() - self._view.verticalScrollBar().sizeHint().width()

    def measure(self, row: Any, font: QFont, index: Index) -> QSize:
        """Return the size of a row, whose `index` gives its other texts."""
        raise NotImplementedError

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: Any, index: Index) -> None:
        """Draw a row, whose `index` gives its other texts."""
        raise NotImplementedError

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if row is not None:  # the journal may have lost it since the list was read
            self.draw(painter, option, row, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        model = index.model()
        assert isinstance(model, WindowedModel)  # noqa: S101 - these delegates are made for those
        font = option.font
        measured_for = (self.width(), font, model.told_by())
        if self._for != measured_for:
            self._kept.clear()
            self._for = (measured_for[0], QFont(font), measured_for[2])
        row = model.at(index.row())
        kept = self._kept.get(model.key(row))
        if kept is None or (kept[0] is not row and kept[0] != row):
            if len(self._kept) > _KEPT:
                self._kept.clear()
            kept = self._kept[model.key(row)] = (row, self.measure(row, font, index))
        return kept[1]
