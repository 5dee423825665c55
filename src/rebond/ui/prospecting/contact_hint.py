"""A widget with a few lines on the contact whose name is being typed."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rebond.ui.shared import painting
from rebond.ui.shared.theme import colours
from rebond.ui.shared.tooltip import tip


class ContactHint(QWidget):
    """A text of a fixed number of lines: its height never changes, so that nothing moves while a name is typed."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._texts: tuple[str, ...] = ()
        self._loud = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the whole text."""
        return "\n".join(self._texts)

    def tell(self, *texts: str, loud: bool = False) -> None:
        """Show these texts, one on each line; those that exceed the lines are joined on the last one.

        :param loud: whether they ask for an answer, and are shown as strongly as what is typed.
        """
        self._loud = loud
        texts = tuple(text for text in texts if text)
        last = self._lines - 1
        self._texts = (*texts[:last], "  ·  ".join(texts[last:])) if len(texts) > last else texts
        self.setToolTip(tip(self.text()))
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, self._lines * self.fontMetrics().lineSpacing())

    def shown(self) -> list[str]:
        """Return the lines that the width has room for; what exceeds the last of them is cut."""
        lines: list[str] = []
        for place, text in enumerate(self._texts):
            most = self._lines - len(lines) - (len(self._texts) - 1 - place)
            lines += painting.broken(text, self._font(), self.width(), most)
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        font, height = self._font(), QFontMetrics(self._font()).height()
        painter = QPainter(self)
        for place, text in enumerate(self.shown()):
            line = QRect(0, place * height, self.width(), height)
            painting.line(painter, line, text, font, colours().ink if self._loud else colours().soft)
        painter.end()

    def _font(self) -> QFont:
        return painting.bold(self.font()) if self._loud else self.font()
