"""The bars "months left if … leaves" on screen; a click on a bar makes it the scenario."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from rebond.charts.runway_sentences import months_left, question
from rebond.domain.money.outlook import Answer
from rebond.ui.shared import theme
from rebond.ui.shared.canvas import ChartCanvas, chart_style
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rebond.charts.bars import BarsChart

#: Heights in pixels: preferred and least height of a row, and the room above the first.
_ROW, _LEAST_ROW, _HEAD = 42, 36, 28


class BarsCanvas(ChartCanvas):
    """Draws the answers of the outlook; the signals carry an answer's index.

    A click or Enter on a bar makes it the scenario; a click on its months, or L, lists the lines behind the figure.
    """

    chosen = Signal(int)
    asked = Signal(int)
    #: Emitted when more or fewer answers are shown, which need another height.
    changed = Signal()
    #: The rectangle of the row that the keyboard cursor has moved to.
    stood_on = Signal(QRectF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: tuple[Answer, ...] = ()
        self._goal_months = 0
        self._chosen: int | None = None
        self._chart: BarsChart | None = None
        self._over: int | None = None
        self._cursor = 0
        self.setAccessibleName(_("Months left if … leaves"))
        self.setMinimumHeight(_HEAD + _LEAST_ROW)

    def show_answers(self, answers: tuple[Answer, ...], goal_months: int, chosen: int | None) -> None:
        """Show answers and mark the chosen one; nothing is redrawn if nothing differs."""
        if (answers, goal_months, chosen) == (self._answers, self._goal_months, self._chosen):
            return
        as_many = len(answers) == len(self._answers)
        self._answers, self._goal_months, self._chosen = answers, goal_months, chosen
        self._cursor = chosen if chosen is not None else min(self._cursor, max(0, len(answers) - 1))
        self._describe()
        if not as_many:
            self.setMinimumHeight(_HEAD + _LEAST_ROW * max(1, len(answers)))
            self.updateGeometry()
            self.changed.emit()
        self.redraw()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(300, _HEAD + _ROW * max(1, len(self._answers)))

    def make_chart(self, figure: "Figure") -> None:
        from rebond.charts.bars import BarsChart

        self._chart = BarsChart(figure)

    def draw_chart(self) -> None:
        from rebond.charts.bars import BarsView

        if self._chart:
            self._chart.draw(BarsView(language(), self._answers, self._goal_months, self._chosen), chart_style())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._over = self._bar(event.position())
        on_months = self._figure(event.position()) is not None
        self.setCursor(Qt.CursorShape.ArrowCursor if self._over is None else Qt.CursorShape.PointingHandCursor)
        text = ""
        if self._over is not None:
            does = _("List what this is made of") if on_months else _("Make this the scenario")
            text = f"{question(language(), self._answers[self._over])}\n{does}"
        QToolTip.showText(event.globalPosition().toPoint(), tip(text), self)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        figure, bar = self._figure(event.position()), self._bar(event.position())
        if bar is not None:
            self._cursor = bar
        if figure is not None:
            self.asked.emit(figure)
        elif bar is not None:
            self.chosen.emit(bar)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        self._over = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        count = len(self._answers)
        key = event.key()
        steps = {
            Qt.Key.Key_Up: self._cursor - 1, Qt.Key.Key_Down: self._cursor + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1,
        }  # fmt: skip
        if count and key in steps:
            self._cursor = min(max(steps[Qt.Key(key)], 0), count - 1)
            self._describe()
            self.update()
            if row := self.row(self._cursor):
                self.stood_on.emit(row)
        elif count and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._cursor)
        elif count and key == Qt.Key.Key_L:
            self.asked.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        bar = self._bar(QPointF(event.pos())) if by_mouse else self._cursor
        if bar is None or not self._answers:
            return
        menu = QMenu(self)
        scenario = menu.addAction(_("Make this the &scenario"))
        lines = menu.addAction(_("&List what this is made of"))
        row = self.row(bar)
        place = event.globalPos() if by_mouse or row is None else self.mapToGlobal(row.center().toPoint())
        picked = menu.exec(place)
        if picked is scenario:
            self.chosen.emit(bar)
        elif picked is lines:
            self.asked.emit(bar)

    def paint_over(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._over is not None and (row := self.row(self._over)):
            painter.setPen(QPen(QColor(theme.colours().line), 1))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
        if self.hasFocus() and (row := self.row(self._cursor)):
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRoundedRect(row.adjusted(2, 1, -2, -1), 4, 4)

    def _describe(self) -> None:
        """Set the accessible description to the answer under the cursor."""
        if self._answers:
            answer = self._answers[self._cursor]
            left = months_left(language(), answer.projection)
            text = _("{title}: {figure}").format(title=question(language(), answer), figure=left)
            self.setAccessibleDescription(text)

    def _bar(self, position: QPointF) -> int | None:
        ready = self._chart is not None and self.is_current
        return self._chart.bar_at(*self.figure_point(position)) if ready and self._chart else None

    def _figure(self, position: QPointF) -> int | None:
        ready = self._chart is not None and self.is_current
        return self._chart.figure_at(*self.figure_point(position)) if ready and self._chart else None

    def row(self, index: int) -> QRectF | None:
        """Return the rectangle of an answer's row in widget coordinates; None when it is not drawn."""
        box = self._chart.row_of(index) if self._chart else None
        if box is None:
            return None
        return QRectF(self.widget_point(box.x, box.top), self.widget_point(box.right, box.y))
