"""Room for texts that change while a slider moves: nothing around them moves or is painted again."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

#: The number of widths whose height is remembered; a layout asks for a few before it settles.
_WIDTHS = 16


class SteadyLabel(QLabel):
    """A label of plain wrapped text, as high as its longest text so far at that width, and at least two lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._longest = ""
        self._heights: dict[int, int] = {}

    def say(self, text: str, longest: str = "") -> None:
        """Set the text; `longest` is one that may soon follow, for which there is room already."""
        self._longest = longest
        self.setText(text)

    def forget(self) -> None:
        """Give back the room of earlier texts, after the font changed."""
        self._heights.clear()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        coming = metrics.boundingRect(QRect(0, 0, width, 1 << 16), Qt.TextFlag.TextWordWrap, self._longest).height()
        high = max(super().heightForWidth(width), coming, 2 * metrics.lineSpacing(), self._heights.get(width, 0))
        if len(self._heights) >= _WIDTHS:
            self._heights.clear()
        self._heights[width] = high
        return high


class SteadyRoom(QWidget):
    """The room of one widget, which fills it.

    At every new text of a label, Qt lays the whole window out and paints it anew. In its room, only when the label
    needs another size than it has.
    """

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widget = widget
        widget.setParent(self)
        self.setSizePolicy(widget.sizePolicy())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._widget.sizeHint().expandedTo(self._widget.minimumSize())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._widget.minimumSizeHint().expandedTo(self._widget.minimumSize())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return self._widget.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._widget.heightForWidth(width)

    def event(self, event: QEvent) -> bool:
        # A hidden room is not told of new texts, and looks once it is shown.
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and self._needed() != self.size():
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._widget.setGeometry(self.rect())

    def _needed(self) -> QSize:
        if self.hasHeightForWidth():
            return QSize(self.width(), self.heightForWidth(self.width()))
        return self.sizeHint()
