"""The month in which days worked are noted: typed with single keys, or painted with the mouse or a chosen range."""

from datetime import date, timedelta

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from rebond.domain.calendar import ONE_DAY, add_months, month_end
from rebond.domain.worked_days.month import HALF, NEXT, NOTHING, WHOLE, GridDay
from rebond.ui.missions.days_model import DayDelegate, DaysModel
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

_WEEK = timedelta(days=7)
_KEY = Qt.Key
#: How many days each arrow moves.
_MOVES = {_KEY.Key_Left: -ONE_DAY, _KEY.Key_Right: ONE_DAY, _KEY.Key_Up: -_WEEK, _KEY.Key_Down: _WEEK}
#: How many months each key moves.
_PAGES = {_KEY.Key_PageUp: -1, _KEY.Key_PageDown: 1}
#: What typing a character makes of a day; a comma, a point or a five begins or ends "0,5".
_TYPED = {"1": WHOLE, "0": NOTHING, "5": HALF, ",": HALF, ".": HALF, "½": HALF}


class DaysView(QTableView):
    """The days of a month; a range of them, from `anchor` to the current day, can be chosen and set as one.

    The view writes nothing: it says what a person did.
    """

    #: Days to set, as a dict of hundredths by day.
    painted = Signal(object)
    #: A day of another month to show.
    wanted = Signal(object)
    #: The day with the keyboard is another one.
    moved = Signal()

    def __init__(self, model: DaysModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = model
        self._anchor: date | None = None
        #: What the mouse paints while its button is down.
        self._brush: int | None = None
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName(_("Days worked"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(4 * GRID)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(2 * self.fontMetrics().height())
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @property
    def current(self) -> GridDay | None:
        """The day with the keyboard; None while no month is shown."""
        return self._days.day(self.currentIndex())

    @property
    def range(self) -> tuple[date, date] | None:
        """The first and the last of the days chosen; None while no month is shown."""
        if self.current is None:
            return None
        ends = (self._anchor or self.current.date, self.current.date)
        return min(ends), max(ends)

    def go(self, day: date, *, extend: bool = False) -> None:
        """Move the keyboard to a day of the month shown; with `extend`, choose the days up to it."""
        model = self._days
        if not extend or self._anchor is None:
            self._anchor = day
        first, last = min(self._anchor, day), max(self._anchor, day)
        chosen = QItemSelection()
        if model.grid:
            for each in model.grid.days:
                if first <= each.date <= last:
                    index = model.index_of(each.date)
                    chosen.select(index, index)
        self.selectionModel().setCurrentIndex(model.index_of(day), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(model.index_of(day))
        self.moved.emit()

    def paint_range(self, worked: int) -> None:
        """Ask to set the days chosen, to hundredths of a day."""
        if self.range and self._days.grid:
            self.painted.emit(self._days.grid.painted(*self.range, worked))

    def cycle(self) -> None:
        """Ask to set the days chosen to what comes next: from nothing to whole days, to halves, to nothing."""
        if not self.range or not self._days.grid:
            return
        grid = self._days.grid
        meant = grid.painted(*self.range, WHOLE)
        now = {day.worked for day in grid.days if day.date in meant}
        self.paint_range(NEXT[now.pop()] if len(now) == 1 else WHOLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == _KEY.Key_Escape and self._brush is not None:
            self._put_brush_down()
            return
        if not self._moves(event) and not self._sets(event):
            if event.key() in (_KEY.Key_Return, _KEY.Key_Enter):
                self.activated.emit(self.currentIndex())
            else:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        day = self._under(event.position().toPoint())
        if day is None:
            return
        if event.button() is Qt.MouseButton.LeftButton:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.go(day.date, extend=True)
                return
            self.go(day.date)
            self._brush = NEXT[day.worked]
            self._show_brush()
        elif self.range is None or not self.range[0] <= day.date <= self.range[1]:
            self.go(day.date)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.mousePressEvent(event)  # a quick second click goes one on, like a slow one

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        day = self._under(event.position().toPoint())
        if self._brush is not None and day is not None and day is not self.current:
            self.go(day.date, extend=True)
            self._show_brush()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        brush = self._brush
        if event.button() is Qt.MouseButton.LeftButton and brush is not None:
            self._put_brush_down()
            self.paint_range(brush)

    def _show_brush(self) -> None:
        if self.range and self._days.grid and self._brush is not None:
            self._days.show_preview(self._days.grid.painted(*self.range, self._brush))

    def _put_brush_down(self) -> None:
        self._brush = None
        self._days.show_preview({})

    def _under(self, point: QPoint) -> GridDay | None:
        return self._days.day(self.indexAt(point))

    def _moves(self, event: QKeyEvent) -> bool:
        """Move as a key says; return whether it says so."""
        day = self.current
        if day is None:
            return False
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.go(day.date.replace(day=1))
            self.go(month_end(day.date), extend=True)
            return True
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        key, extend = _KEY(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _MOVES:
            to = day.date + _MOVES[key]
        elif key in _PAGES:
            to = add_months(day.date, _PAGES[key])
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            to = day.date.replace(day=1) if key == _KEY.Key_Home else month_end(day.date)
        else:
            return False
        if (to.year, to.month) == (day.date.year, day.date.month):
            self.go(to, extend=extend)
        elif not extend:
            self.wanted.emit(to)
        return True

    def _sets(self, event: QKeyEvent) -> bool:
        """Set the days chosen as a key says; return whether it says so."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        typed = _KEY(event.key())
        if typed is _KEY.Key_Space:
            self.cycle()
        elif typed in (_KEY.Key_Delete, _KEY.Key_Backspace):
            self.paint_range(NOTHING)
        elif event.text() in _TYPED:
            self.paint_range(_TYPED[event.text()])
        else:
            return False
        return True
