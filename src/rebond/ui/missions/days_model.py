"""The model and the delegate of a month of days worked: a row for each week, a cell for each day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rebond.domain.worked_days.month import HALF, WHOLE, GridDay, MonthGrid
from rebond.ui.shared import painting
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

Index = QModelIndex | QPersistentModelIndex
#: The item role that returns the `GridDay` of a cell, None outside the month.
DAY = Qt.ItemDataRole.UserRole
_ROLE = Qt.ItemDataRole
#: The weeks of the longest month, so that the cells of every month have one height.
_WEEKS = 6
_WEEKDAYS = 7
#: How strongly the accent colour covers a day worked, from 0 to 255.
_TINT = 70
FIGURES = {WHOLE: "1", HALF: "½"}


class DaysModel(QAbstractTableModel):
    """The cells of a month; `preview` shows days as they would be after what the person is about to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: MonthGrid | None = None
        self.today = date.min
        self.preview: Mapping[date, int] = {}

    def show_grid(self, grid: MonthGrid | None, today: date) -> None:
        """Show a month; None shows none."""
        moved = grid is None or self.grid is None or grid.month != self.grid.month
        if moved:
            self.beginResetModel()
        self.grid, self.today, self.preview = grid, today, {}
        if moved:
            self.endResetModel()
        else:
            self._tell_all()

    def show_preview(self, days: Mapping[date, int]) -> None:
        """Show these days as they would be, in hundredths; empty: as they are."""
        self.preview = days
        self._tell_all()

    def day(self, index: Index) -> GridDay | None:
        """Return the day of a cell; None outside the month."""
        if self.grid is None or not index.isValid() or index.row() >= len(self.grid.weeks):
            return None
        return self.grid.weeks[index.row()][index.column()]

    def worked(self, day: GridDay) -> int:
        """Return how much of a day is shown as worked, in hundredths."""
        return self.preview.get(day.date, day.worked)

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day of the month shown.

        :raises ValueError: when the day is not in it.
        """
        return self.index(*self.grid.place(day)) if self.grid else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() or self.grid is None else _WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else _WEEKDAYS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.day(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        day = self.day(index)
        if day is None:
            return None
        if role == DAY:
            return day
        if role == _ROLE.DisplayRole:
            return FIGURES.get(self.worked(day), "")
        if role == _ROLE.AccessibleTextRole:
            return said(day, self.worked(day))
        if role == _ROLE.ToolTipRole:
            return tip(said(day, self.worked(day)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal or role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        names = language().locale.days["stand-alone"]["abbreviated" if role == _ROLE.DisplayRole else "wide"]
        return str(names[(section + language().locale.first_week_day) % _WEEKDAYS])

    def _tell_all(self) -> None:
        if self.grid:
            self.dataChanged.emit(self.index(0, 0), self.index(_WEEKS - 1, _WEEKDAYS - 1))


def said(day: GridDay, worked: int) -> str:
    """Return a day in words: `Monday 2 November, half a day, workshop`, and what kind of day it is."""
    worked_words = {WHOLE: _("a whole day"), HALF: _("half a day")}.get(worked, _("not worked"))
    return ", ".join(filter(None, (language().weekday(day.date, "long"), worked_words, *kinds(day), day.note)))


def kinds(day: GridDay) -> list[str]:
    """Return what sets a day apart from a usual one."""
    found = [_("public holiday: {name}").format(name=day.holiday)] if day.holiday else []
    if day.closure is not None:
        found.append(_("closed weeks: {name}").format(name=day.closure) if day.closure else _("closed weeks"))
    if not day.in_mission:
        found.append(_("outside the mission"))
    return found


class DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, how much was worked, and the name of a public holiday.

    What was worked is a figure as well as a filled part of the cell, so that no meaning hangs on a colour.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(5 * GRID, 2 * QFontMetrics(option.font).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: GridDay | None = index.data(DAY)
        rect: QRect = option.rect
        shown = colours()
        painter.save()
        if day is None:
            _fill(painter, rect, QColor(shown.window))
        else:
            self._draw(painter, option, index, day)
        painter.setPen(QColor(shown.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if day is not None:
            _frame(painter, option)
        painter.restore()

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, day: GridDay) -> None:
        rect: QRect = option.rect
        font: QFont = option.font
        shown = colours()
        model = index.model()
        assert isinstance(model, DaysModel)  # noqa: S101 - the delegate of that model's view
        _fill(painter, rect, QColor(shown.base if day.is_usual else shown.raised))
        if day.closure is not None:
            _fill(painter, QRect(rect.left(), rect.bottom() - 3, rect.width(), 3), QColor(shown.edge))
        worked = model.worked(day)
        tint = QColor(shown.accent)
        tint.setAlpha(_TINT)
        _fill(painter, rect.adjusted(0, rect.height() * (WHOLE - worked) // WHOLE, 0, 0), tint)
        inner = rect.adjusted(5, 2, -5, -2)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.85)
        is_today = day.date == model.today
        number = painting.bold(small) if is_today else small
        top = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(small).height())
        loud = shown.accent if is_today else shown.soft
        taken = painting.line(painter, top, str(day.date.day), number, loud)
        if day.holiday:
            beside = top.adjusted(taken + 4, 0, 0, 0)
            painting.line(painter, beside, day.holiday, small, shown.soft)
        if worked:
            below = inner.adjusted(0, inner.height() // 2, 0, 0)
            painting.line(painter, below, FIGURES[worked], painting.bold(font), shown.ink, right=True)
        if day.note:
            corner = rect.bottomLeft()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.warm))
            painter.drawPolygon(QPolygon([corner, corner + QPoint(GRID, 0), corner - QPoint(0, GRID)]))


def _frame(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint a frame around a day that is chosen, a heavier one around that with the keyboard."""
    heavy = painting.has(option, QStyle.StateFlag.State_HasFocus)
    if not heavy and not painting.has(option, QStyle.StateFlag.State_Selected):
        return
    painter.setPen(QPen(QColor(colours().accent), 2 if heavy else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rect: QRect = option.rect
    painter.drawRect(rect.adjusted(1, 1, -2, -2))


def _fill(painter: QPainter, rect: QRect, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)
