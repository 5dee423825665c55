"""The status bar, in which a long message takes several lines."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QPushButton, QStatusBar, QWidget

from rebond.ui.shared.theme import GRID

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class StatusLine(QStatusBar):
    """A status bar that grows while its message, such as a refusal with names in it, needs more than one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._button: QPushButton | None = None
        self._offered = ""
        self.messageChanged.connect(self._on_message)

    def offer(self, text: str, name: str, run: Callable[[], object], milliseconds: int) -> None:
        """Show a message with a button beside it, which goes with the message."""
        if self._button is None or self._offered != text:
            self._withdraw()
            self._offered = text
            self._button = QPushButton(name, self)
            self._button.clicked.connect(lambda: run())
            self.addPermanentWidget(self._button)
        self.showMessage(text, milliseconds)
        self._fit()

    def _on_message(self, text: str) -> None:
        if text != self._offered:
            self._withdraw()
        self._fit()

    def _withdraw(self) -> None:
        if self._button is not None:
            self.removeWidget(self._button)
            self._button.deleteLater()
            self._button = None

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
        right = self._button.sizeHint().width() + 2 * GRID if self._button else 0
        return self.rect().adjusted(GRID, 0, -GRID - right, 0)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        room = QRect(0, 0, self._room().width(), 1 << 16)
        needed = metrics.boundingRect(room, _WRAPPED, self.currentMessage()).height()
        self.setMinimumHeight(needed + GRID // 2 if needed > metrics.lineSpacing() * 3 // 2 else 0)
