"""The column beside the balance chart: the bars of months left if a client leaves, and the shares of revenue."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rebond.ui.money.bars_canvas import BarsCanvas
from rebond.ui.money.shares_panel import SharesPanel
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _


class AnswerPanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = BarsCanvas(self)
        self.shares = SharesPanel(self)
        title = QLabel(_("Months of savings if…"), self)
        title.setProperty("role", "title")
        self.setMinimumWidth(39 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(card(title, _Scrolled(self.bars)))
        column.addWidget(card(self.shares))
        column.addStretch(1)


class _Scrolled(QScrollArea):
    """Scrolls the bars where there is no room for all of them, so that every client can be reached."""

    def __init__(self, bars: BarsCanvas) -> None:
        super().__init__()
        self._bars = bars
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(120)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(bars)
        bars.changed.connect(self.updateGeometry)
        bars.stood_on.connect(self._show_row)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._bars.sizeHint()

    def _show_row(self, row: QRectF) -> None:
        self.ensureVisible(0, round(row.center().y()), 0, round(row.height()))


def card(*widgets: QWidget) -> QFrame:
    """Return a framed card of widgets below one another; the last one takes the free height."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
    column.setSpacing(GRID // 2)
    for widget in widgets:
        column.addWidget(widget, int(widget is widgets[-1]))
    return frame
