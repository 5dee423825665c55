"""What the window stands on."""

import sys

from PySide6.QtGui import QImage, QPainter


def test_calls_without_a_result_leave_none_alone() -> None:
    """PySide6 6.12.0 gave one None too many back at each: below Python 3.12 the process dies of it in the end."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(1_000):
        painter.save()
        painter.restore()
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 100
