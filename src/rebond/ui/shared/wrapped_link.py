"""A button that looks like a link, for a narrow column: its text goes on below where the column ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from rebond.ui.shared import painting
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip

#: The lines after which a text ends in an ellipsis, and the width below which none is broken: it is not laid out yet.
_MOST, _LEAST = 3, 8 * GRID


class WrappedLink(QPushButton):
    """A link that takes the width it is given; what does not fit on three lines is in its tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setAccessibleName(text)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._break(self.sizeHint().width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._break(event.size().width())

    def _break(self, width: int) -> None:
        lines = painting.broken(self._whole, self.font(), width, _MOST) if width >= _LEAST else (self._whole,)
        self.setText("\n".join(lines).replace("&", "&&"))
        whole = " ".join(lines) == self._whole
        self.setToolTip("" if whole else tip(self._whole))
