"""The ring around the control that has the keyboard, where the style itself shows that too weakly."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QRadioButton, QSlider, QWidget

from rebond.ui.shared.theme import colours

#: The controls whose outline Fusion only tints.
_RINGED = (QCheckBox, QComboBox, QRadioButton, QSlider)


class FocusRing(QObject):
    """Moves the ring along with the keyboard, through all windows of the application."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None:
            with suppress(RuntimeError):  # it was deleted together with its control
                self._ring.take_off()
        self._ring = _Ring(now) if isinstance(now, _RINGED) else None


class _Ring(QWidget):
    """Lies over its control, since beside it there may be no room."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(control.size())
        control.installEventFilter(self)
        self.show()

    def take_off(self) -> None:
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
