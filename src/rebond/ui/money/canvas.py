"""A widget that shows a chart drawn by matplotlib's Agg, and nothing of matplotlib before it is first painted.

The picture is kept as an image that the widget paints; hovering and the keyboard's cursor are painted over it by Qt.
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

#: A window that is being resized is drawn anew when it rests this long, in milliseconds.
REST = 100


def chart_style() -> Style:
    """The charts' colours for the theme in use, on the ground of the cards they stand on."""
    return replace(DARK if theme.is_dark() else LIGHT, ground=theme.colours().base)


class ChartCanvas(QWidget):
    """Draws its chart when it is first painted, after every `redraw`, and when a change of size rests."""

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
        """Make the chart on a new figure; the first and only time that matplotlib is asked for it."""
        raise NotImplementedError

    def draw_chart(self) -> None:
        """Draw everything anew on the figure, for its present size."""
        raise NotImplementedError

    def drawn(self) -> None:
        """What there is to do on the finished picture, before it is shown."""

    def paint_over(self, painter: QPainter) -> None:
        """Paint the cursor and what is pointed at, over the picture."""

    def redraw(self) -> None:
        """Draw anew what changed, once the widget is seen; several changes at once are one drawing."""
        self._stale = True
        self.update()

    @property
    def is_current(self) -> bool:
        """Whether the picture shows the present data at the present size."""
        return self._image is not None and not self._stale

    def draw(self) -> None:
        """Draw now, at the widget's size on its screen."""
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
        """Show what the buffer holds now."""
        if self._agg is None:
            return
        # The image reads the buffer's own memory: it must live as long as the image does.
        self._buffer = self._agg.buffer_rgba()  # type: ignore[no-untyped-call]
        high, wide = self._buffer.shape[:2]
        self._image = QImage(self._buffer, wide, high, 4 * wide, QImage.Format.Format_RGBA8888)
        self.update()

    def figure_point(self, position: QPointF) -> tuple[float, float]:
        """A place of the widget in the figure's pixels, from its bottom left."""
        ratio = self.devicePixelRatioF()
        return position.x() * ratio, (self.height() - position.y()) * ratio

    def widget_point(self, x: float, y: float) -> QPointF:
        """A place of the figure in the widget's own coordinates."""
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
