"""A layout that puts widgets beside one another, and the rest on further rows where there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from rebond.ui.shared.theme import GRID


class Flow(QLayout):
    """Widgets in the size that they prefer; only the widest of them must fit, and the height follows from the width.

    A widget whose size policy expands takes the width that its row leaves. With `last_apart`, the last widget stands at
    the right end while all are on one row.
    """

    def __init__(self, spacing: int = GRID, row_spacing: int = GRID // 2, *, last_apart: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._row_spacing = row_spacing
        self._last_apart = last_apart
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        rows = self._rows(width)
        return sum(_height(row) for row in rows) + self._row_spacing * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of one row of all."""
        shown = self._shown()
        return QSize(self._width(shown), _height(shown))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        shown = self._shown()
        return QSize(max((item.minimumSize().width() for item in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        rows = self._rows(rect.width())
        mirrored = (parent := self.parentWidget()) is not None and parent.isRightToLeft()
        y = rect.y()
        for row in rows:
            x, height = rect.x(), _height(row)
            expanding = [item for item in row if item.expandingDirections() & Qt.Orientation.Horizontal]
            free = rect.width() - self._width(row)
            for item in row:
                size = item.sizeHint().boundedTo(QSize(rect.width(), height))
                if item in expanding and free > 0:
                    size.setWidth(size.width() + free // len(expanding))
                apart = self._last_apart and len(rows) == 1 and len(row) > 1 and item is row[-1]
                x = rect.right() + 1 - size.width() if apart else x
                left = rect.x() + rect.right() + 1 - x - size.width() if mirrored else x
                item.setGeometry(QRect(QPoint(left, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self._row_spacing

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._shown():
            if rows and self._width([*rows[-1], item]) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows

    def _width(self, row: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in row) + self.spacing() * max(0, len(row) - 1)


def _height(row: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in row), default=0)
