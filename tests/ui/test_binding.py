"""Faults of the PySide6 version in use that would crash the program."""

import sys

from PySide6.QtGui import QImage, QPainter


def test_calls_without_a_result_leave_none_alone() -> None:
    """PySide6 6.12.0 released one reference to None too many at each call, until Python below 3.12 crashed."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(1_000):
        painter.save()
        painter.restore()
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 100
