"""A label that keeps its room when its text gets shorter, so that nothing around it moves while a slider does."""

from PySide6.QtCore import QRect, Qt
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
