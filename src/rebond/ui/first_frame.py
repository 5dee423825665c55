"""Work that waits until the person sees the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class _FirstFrame(QObject):
    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            # The window's own paint comes before its children's; what is queued now runs after the whole frame.
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def after_first_frame(widget: QWidget, then: Callable[[], object]) -> None:
    """Call `then` once, after the widget and all that is in it were painted for the first time."""
    _FirstFrame(widget, then)
