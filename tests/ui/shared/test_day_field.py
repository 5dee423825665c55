"""The field of a date: wide enough for it, with a calendar that is never cut."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QHBoxLayout, QStyle, QStyleOptionFrame, QTableView, QWidget
from pytestqt.qtbot import QtBot

from rebond.ui.missions.sizes import narrow
from rebond.ui.shared.fields import DayField

TODAY = date(2026, 11, 22)
WIDEST = date(2026, 12, 28)


def room(field: DayField) -> int:
    """Return the pixels between the left edge of the text and the calendar's icon."""
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    icon = next(child for child in field.children() if isinstance(child, QWidget) and child.isVisible())
    return icon.x() - inside.x()


@pytest.mark.parametrize("points", [9, 14, 20])
@pytest.mark.parametrize("narrowed", [False, True])
def test_the_smallest_field_shows_its_whole_date(qtbot: QtBot, points: int, narrowed: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = DayField(TODAY)
    font = field.font()
    font.setPointSize(points)
    field.setFont(font)
    field.show_value(WIDEST)
    QHBoxLayout(window).addWidget(narrow(field) if narrowed else field)
    window.resize(window.minimumSizeHint())
    with qtbot.waitExposed(window):
        window.show()
    assert room(field) > field.fontMetrics().horizontalAdvance(field.text())


@pytest.mark.parametrize(("right", "bottom"), [(False, False), (True, False), (False, True), (True, True)])
def test_the_calendar_is_whole_at_every_edge_of_the_screen(qtbot: QtBot, right: bool, bottom: bool) -> None:
    field = DayField(TODAY)
    field.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    screen = field.screen().availableGeometry()
    x = screen.right() - field.width() if right else screen.left()
    y = screen.bottom() - field.height() if bottom else screen.top()
    field.move(x, y)
    qtbot.waitUntil(lambda: (field.mapToGlobal(QPoint()) - QPoint(x, y)).manhattanLength() < 80)
    qtbot.keyClick(field, Qt.Key.Key_F4)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    QApplication.processEvents()
    days = calendar.findChild(QTableView)
    assert days is not None
    for row in range(7):
        assert days.rowHeight(row) >= days.fontMetrics().height()
    for column in range(1, 8):
        name = days.model().index(0, column).data()
        assert days.columnWidth(column) > days.fontMetrics().horizontalAdvance(name) + 4
    assert days.rowViewportPosition(6) + days.rowHeight(6) <= days.viewport().height()
    shown = QRect(calendar.mapToGlobal(QPoint()), calendar.size())
    assert screen.contains(shown)
    assert not shown.intersects(QRect(field.mapToGlobal(QPoint()), field.size())), "the date typed stays visible"
    qtbot.keyClick(calendar, Qt.Key.Key_Escape)
