"""Runs work after the first frame, and measures the time since the start of the process."""

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
            # The window is painted before its children; a queued call runs after the whole frame, if it is still there.
            QTimer.singleShot(0, self._widget, self._then)
        return super().eventFilter(watched, event)


def after_first_frame(widget: QWidget, then: Callable[[], object]) -> None:
    """Call `then` once, after the widget and its children were painted for the first time."""
    _FirstFrame(widget, then)


def milliseconds_since_start() -> float:
    """Return the age of this process: by /proc where there is one, else the processor time used."""
    try:
        began = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    except (OSError, ValueError):
        return time.process_time() * 1000
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - began / os.sysconf("SC_CLK_TCK")) * 1000
