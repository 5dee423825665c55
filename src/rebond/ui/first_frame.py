"""What a person waits for, and the work that waits until then."""

import os
import time
from collections.abc import Callable
from pathlib import Path

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


def milliseconds_since_start() -> float:
    """How long this process has lived, by the system's own account where it keeps one."""
    try:
        began = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    except (OSError, ValueError):
        return time.process_time() * 1000
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")) * 1000
