"""A few words in passing on whom a name means, each line cut where there is no room for it."""

from html import escape

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rebond.ui.shared import painting
from rebond.ui.shared.theme import colours


class ContactHint(QWidget):
    """Keeps its height whatever it says, so that nothing jumps while a name is typed."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._texts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """All that is said."""
        return "\n".join(self._texts)

    def tell(self, *texts: str) -> None:
        """Say these texts, one a line as far as there are lines; the last takes the others."""
        texts = tuple(text for text in texts if text)
        last = self._lines - 1
        self._texts = (*texts[:last], "  ·  ".join(texts[last:])) if len(texts) > last else texts
        self.setToolTip(escape(self.text()).replace("\n", "<br>"))
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, self._lines * self.fontMetrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        height = self.fontMetrics().lineSpacing()
        painter = QPainter(self)
        for place, text in enumerate(self._texts):
            painting.line(painter, QRect(0, place * height, self.width(), height), text, self.font(), colours().soft)
        painter.end()
