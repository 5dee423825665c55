"""Base of the chart widgets: shows a chart drawn by matplotlib's Agg, which is imported at the first paint.

The chart is kept as an image; Qt paints hovering and the keyboard cursor over it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from rebond.charts.style import DARK, LIGHT, Style
from rebond.ui.shared import theme
from rebond.ui.speech import _

if TYPE_CHECKING:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

#: Milliseconds without a change of size, after which the chart is drawn for the new one.
REST = 100


def chart_style() -> Style:
    """Return the chart colours of the theme in use, on the background of a card."""
    return replace(DARK if theme.is_dark() else LIGHT, ground=theme.colours().base)


class ChartCanvas(QWidget):
    """Draws its chart at the first paint, after `redraw`, and when its size has stopped changing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.figure: Figure | None = None
        self._agg: FigureCanvasAgg | None = None
        self._buffer: Any = None
        self._image: QImage | None = None
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.draw)

    def make_chart(self, figure: "Figure") -> None:
        """Create the chart on a new figure; called once, and the first code that may import matplotlib."""
        raise NotImplementedError

    def draw_chart(self) -> None:
        """Draw the whole chart for the figure's current size."""
        raise NotImplementedError

    def drawn(self) -> None:
        """Finish the picture after `draw_chart`, before it is shown; by default, do nothing."""

    def paint_over(self, painter: QPainter) -> None:
        """Paint the cursor and the highlight over the picture; by default, nothing."""

    def redraw(self) -> None:
        """Mark the picture out of date; the next paint draws it, once for several calls."""
        self._stale = True
        self.update()

    @property
    def is_current(self) -> bool:
        """Whether the picture shows the current data at the current size."""
        return self._image is not None and not self._stale

    def draw(self) -> None:
        """Draw the picture now, at the widget's size and its screen's pixel ratio."""
        if self.width() < 2 or self.height() < 2:
            return
        figure, agg = self._made()
        figure.set_dpi(self.logicalDpiX() * self.devicePixelRatioF())
        wide, high = self._pixels()
        figure.set_size_inches(wide / figure.dpi, high / figure.dpi, forward=False)
        self.draw_chart()
        agg.draw()
        self._stale = False
        self.drawn()
        self.show_buffer()

    def show_buffer(self) -> None:
        """Show the present content of Agg's buffer."""
        if self._agg is None:
            return
        # The QImage does not copy the buffer, which must therefore live as long.
        self._buffer = self._agg.buffer_rgba()  # type: ignore[no-untyped-call]
        high, wide = self._buffer.shape[:2]
        self._image = QImage(self._buffer, wide, high, 4 * wide, QImage.Format.Format_RGBA8888)
        self.update()

    def figure_point(self, position: QPointF) -> tuple[float, float]:
        """Return a widget position in the figure's pixels, which count from the bottom left."""
        ratio = self.devicePixelRatioF()
        return position.x() * ratio, (self.height() - position.y()) * ratio

    def widget_point(self, x: float, y: float) -> QPointF:
        """Return a point of the figure, in its pixels, in widget coordinates."""
        ratio = self.devicePixelRatioF()
        return QPointF(x / ratio, self.height() - y / ratio)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().base))
        if self._image is None:
            painter.setPen(QColor(theme.colours().soft))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Drawing…"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._image)
            if not self._stale:
                self.paint_over(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._stale and not self._timer.isActive():
            self._timer.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._image is not None:
            self._stale = True
            self._timer.start(REST)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self.redraw()

    def _pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _made(self) -> "tuple[Figure, Any]":
        if self.figure is None or self._agg is None:
            from matplotlib.backends.backend_agg import FigureCanvasAgg
            from matplotlib.figure import Figure

            self.figure = Figure()
            self._agg = FigureCanvasAgg(self.figure)
            self.make_chart(self.figure)
        return self.figure, self._agg
