"""The bar of each client's share of the revenue, on screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from rebond.domain.direction import isolated
from rebond.domain.money.concentration import NOBODY, Concentration
from rebond.ui.shared import theme
from rebond.ui.shared.canvas import ChartCanvas, chart_style
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rebond.charts.concentration import ConcentrationChart


class SharesCanvas(ChartCanvas):
    """Draws the shares; `picked` carries the ids of the clients in the share that was clicked."""

    picked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = NOBODY
        self._dependent = 50
        self._chart: ConcentrationChart | None = None
        self._cursor = 0
        self.setAccessibleName(_("Where the revenue comes from"))
        # Room for the bar and the names above it.
        self.setFixedHeight(64)

    def show_shares(self, concentration: Concentration, dependent: int) -> None:
        """Show shares; if the largest is at least `dependent` percent, it is in the warning colour."""
        if (concentration, dependent) == (self._shown, self._dependent):
            return
        self._shown, self._dependent = concentration, dependent
        self._cursor = 0
        description = ", ".join(f"{name} {language().percent(share)}" for name, share in concentration.shares)
        self.setAccessibleDescription(description)
        self.redraw()

    def make_chart(self, figure: "Figure") -> None:
        from rebond.charts.concentration import ConcentrationChart

        self._chart = ConcentrationChart(figure)

    def draw_chart(self) -> None:
        from rebond.charts.concentration import ConcentrationView

        if self._chart:
            self._chart.draw(ConcentrationView(language(), self._shown, "", self._dependent), chart_style())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        places = self._places(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if places else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), tip(self._shares_at(places)), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        places = self._places(event.position())
        if places and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self._clients(places))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        boxes = self._chart.segment_boxes() if self._chart else ()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if boxes and event.key() in steps:
            self._cursor = min(max(self._cursor + steps[Qt.Key(event.key())], 0), len(boxes) - 1)
            self.update()
        elif boxes and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._clients(boxes[self._cursor][0]))
        else:
            super().keyPressEvent(event)

    def paint_over(self, painter: QPainter) -> None:
        boxes = self._chart.segment_boxes() if self._chart else ()
        if not self.hasFocus() or self._cursor >= len(boxes):
            return
        _clients, box = boxes[self._cursor]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colours().ink), 2))
        painter.drawRoundedRect(QRectF(self.widget_point(box.x, box.top), self.widget_point(box.right, box.y)), 3, 3)

    def _places(self, position: QPointF) -> tuple[int, ...]:
        """Return the indexes of the shares at a position."""
        if self._chart is None or not self.is_current:
            return ()
        return self._chart.segment_at(*self.figure_point(position))

    def _clients(self, places: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self._shown.client_ids[place] for place in places)

    def _shares_at(self, places: tuple[int, ...]) -> str:
        """Return the shares at these indexes, one on each line."""
        shares = (self._shown.shares[place] for place in places)
        return "\n".join(f"{isolated(name)} {language().percent(share, 1)}" for name, share in shares)
