"""The status bar, in which a long message takes several lines."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from rebond.ui.shared.theme import GRID

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class StatusLine(QStatusBar):
    """A status bar that grows while its message, such as a refusal with names in it, needs more than one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.messageChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not self.minimumHeight():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self._room(), _WRAPPED, self.currentMessage())

    def _room(self) -> QRect:
        return self.rect().adjusted(GRID, 0, -GRID, 0)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        room = QRect(0, 0, self._room().width(), 1 << 16)
        needed = metrics.boundingRect(room, _WRAPPED, self.currentMessage()).height()
        self.setMinimumHeight(needed + GRID // 2 if needed > metrics.lineSpacing() * 3 // 2 else 0)
