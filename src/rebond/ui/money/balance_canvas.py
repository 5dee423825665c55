"""The balance chart on screen; the scenario is redrawn over a fixed background, and each day shows its balance."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rebond.domain.calendar import add_months
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.money.runway import Projection
from rebond.domain.value_classes import dataclass
from rebond.ui.shared import theme
from rebond.ui.shared.canvas import ChartCanvas, chart_style
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rebond.charts.balance import BalanceChart, ChartPoint

#: Milliseconds without a change of scenario, after which the whole chart is drawn anew to place its labels.
SETTLED = 250
#: Days that an arrow key moves the cursor by, or months while Ctrl is held.
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


@dataclass(frozen=True, slots=True)
class StaticBalances:
    """Everything in the chart except the scenario; the fields are those of `charts.balance.BalanceView`."""

    stands: Projection
    currency: str
    past: tuple[tuple[date, int], ...]
    closures: tuple[ClosureWindow, ...]
    goal: int | None
    goal_months: int


class BalanceCanvas(ChartCanvas):
    """Draws balances and a scenario.

    `picked` carries the `ChartPoint` that was clicked, or that the cursor was on when Enter was pressed.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._balances: StaticBalances | None = None
        self._scenario: Projection | None = None
        self._scenario_name = ""
        self.chart: BalanceChart | None = None
        self._background: Any = None
        self._at: ChartPoint | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self.redraw)
        self.setAccessibleName(_("Savings, day by day"))
        self.setMinimumHeight(11 * theme.GRID)

    def show_balances(self, balances: StaticBalances) -> None:
        """Replace everything but the scenario; the chart is redrawn at the next paint."""
        if balances != self._balances:
            self._balances = balances
            self._at = None
            self.redraw()

    def show_scenario(self, scenario: Projection | None, name: str) -> None:
        """Replace the scenario and its name, redrawing only its line if the background is current."""
        self._scenario, self._scenario_name = scenario, name
        self._at = None
        if not self.is_current or self.chart is None or self._agg is None:
            self.redraw()
            return
        self.chart.show_scenario(scenario, name)
        self._agg.restore_region(self._background)  # type: ignore[no-untyped-call]
        self.chart.draw_scenario()
        self.show_buffer()
        self._settle.start()

    @property
    def hit(self) -> "ChartPoint | None":
        """The point of the chart that the cursor or the mouse is on."""
        return self._at

    def make_chart(self, figure: "Figure") -> None:
        from rebond.charts.balance import BalanceChart

        self.chart = BalanceChart(figure, animated=True)

    def draw_chart(self) -> None:
        self._settle.stop()
        from rebond.charts.balance import BalanceView

        if self.chart and (shown := self._balances):
            view = BalanceView(
                language(),
                shown.stands, shown.currency, self._scenario, self._scenario_name,
                shown.past, shown.closures, shown.goal, shown.goal_months,
            )  # fmt: skip
            self.chart.draw(view, chart_style())

    def drawn(self) -> None:
        if self.chart and self._agg and self.figure:
            self._background = self._agg.copy_from_bbox(self.figure.bbox)  # type: ignore[no-untyped-call]
            self.chart.draw_scenario()
        if self.chart and self._at:
            self._at = self.chart.hit_on(self._at.day, self._at.series)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._at = self._under(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._at else Qt.CursorShape.ArrowCursor)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._at = self._under(event.position())
        if self._at and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self._at)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        self._at = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        if self._at is None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._move_to_today()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        if self._at is None:
            self._move_to_today()
        if self._at is None or not self._walk(Qt.Key(key), event.modifiers()):
            super().keyPressEvent(event)

    def paint_over(self, painter: QPainter) -> None:
        if self._at is None:
            return
        colours = theme.colours()
        spot = self.widget_point(self._at.x, self._at.y)
        colour = QColor({"past": colours.ink, "scenario": colours.warm}.get(self._at.series, colours.accent))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.soft), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(spot.x(), 0), QPointF(spot.x(), self.height()))
        painter.setPen(QPen(QColor(colours.base), 2))
        painter.setBrush(colour)
        painter.drawEllipse(spot, 5, 5)
        self._paint_words(painter, spot, colour)

    def _paint_words(self, painter: QPainter, spot: QPointF, colour: QColor) -> None:
        colours, metrics = theme.colours(), QFontMetricsF(self.font())
        first, second = self.readout()
        wide = max(metrics.horizontalAdvance(first), metrics.horizontalAdvance(second)) + 16
        high = 2 * metrics.height() + 10
        x = spot.x() + 12 if spot.x() + 12 + wide <= self.width() else spot.x() - 12 - wide
        y = min(max(spot.y() - high - 8, 2), self.height() - high - 2)
        box = QRectF(max(x, 2), y, wide, high)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(box, 4, 4)
        inside = box.adjusted(8, 5, -8, -5)
        painter.setPen(QColor(colours.ink))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, first)
        painter.setPen(QColor(colours.soft))
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, second)

    def readout(self) -> tuple[str, str]:
        """Return two lines of text for the cursor: the balance, and the day with the name of the line."""
        if self._at is None or self._balances is None:
            return "", ""
        amount = language().money(self._at.balance, self._balances.currency)
        name = {"past": _("what was"), "stands": _("as things stand")}.get(self._at.series, self._scenario_name)
        return amount, _("{date}, {line}").format(date=language().day(self._at.day), line=name)

    def _under(self, position: QPointF) -> "ChartPoint | None":
        if self.chart is None or not self.is_current:
            return None
        return self.chart.nearest(*self.figure_point(position))

    def _walk(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Handle a key of the cursor: move it, or pick its point; False for other keys."""
        if self._balances is None or self._at is None:
            return False
        stands, at = self._balances.stands, self._at
        day, series = at.day, at.series
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(at)
            return True
        if key in _DAYS:
            by_month = bool(held & Qt.KeyboardModifier.ControlModifier)
            day = add_months(day, _DAYS[key]) if by_month else day + timedelta(days=_DAYS[key])
        elif key in _MONTHS:
            day = add_months(day, _MONTHS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._scenario and day >= stands.today:
            series = "stands" if series == "scenario" else "scenario"
        elif key == Qt.Key.Key_Home:
            day = stands.today
        elif key == Qt.Key.Key_End:
            day = add_months(stands.today, stands.horizon_months)
        else:
            return False
        self._move(day, series)
        return True

    def _move_to_today(self) -> None:
        if self._balances:
            self._move(self._balances.stands.today, "scenario" if self._scenario else "stands")

    def _move(self, day: date, series: str) -> None:
        if self.chart is None or not self.is_current or self._balances is None:
            return
        today = self._balances.stands.today
        if day < today:
            series = "past"
        elif series == "past":
            series = "scenario" if self._scenario else "stands"
        if hit := self.chart.hit_on(day, series):
            self._at = hit
            self.setAccessibleDescription(", ".join(self.readout()))
            self.update()
