"""The calendar that opens at a field for a date, always whole."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QCalendarWidget, QWidget

from rebond.ui.shared.theme import GRID
from rebond.ui.speech import language


class CalendarPopup(QCalendarWidget):
    """A calendar in a popup of its own, below its field or above it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setLocale(QLocale(str(language().locale)))

    def open_at(self, day: date) -> None:
        """Open the calendar with a day selected."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        field = QRect(self._field.mapToGlobal(QPoint(0, 0)), self._field.size())
        self.setGeometry(_beside(field, _whole(self), self._field.screen().availableGeometry()))
        self.show()
        self.setFocus()


def _whole(calendar: QCalendarWidget) -> QSize:
    """Return the size that shows all weeks and the names of all days, for which Qt's own hint is too small."""
    calendar.ensurePolished()
    metrics, locale = calendar.fontMetrics(), calendar.locale()
    names = (locale.standaloneDayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8))
    column = max(map(metrics.horizontalAdvance, names)) + 2 * GRID
    row = metrics.height() + GRID
    # Beside the days stand the numbers of the weeks, and above them the names of the days and the month.
    return QSize(8 * column, 9 * row).expandedTo(calendar.sizeHint())


def _beside(field: QRect, size: QSize, screen: QRect) -> QRect:
    """Return where a popup of a size stands whole on the screen: below the field, else above it."""
    place = QRect(field.bottomLeft() + QPoint(0, 1), size)
    if place.bottom() > screen.bottom() and field.top() - size.height() >= screen.top():
        place.moveBottom(field.top() - 1)
    place.moveRight(min(place.right(), screen.right()))
    place.moveLeft(max(place.left(), screen.left()))
    place.moveBottom(min(place.bottom(), screen.bottom()))
    place.moveTop(max(place.top(), screen.top()))
    return place
