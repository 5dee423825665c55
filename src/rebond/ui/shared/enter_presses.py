"""Enter presses the button that has the keyboard, in every window: Qt does so only for the buttons of dialogs."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
#: The property of a button that Enter does not press, since nothing brings back what it does.
FOR_GOOD = "for_good"


class EnterPresses(QObject):
    """Listens to the keys of the button that has the focus, and of nothing else."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QPushButton | QToolButton):
            with suppress(RuntimeError):  # it was deleted with its window
                before.removeEventFilter(self)
        if isinstance(now, QPushButton | QToolButton):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            and isinstance(watched, QPushButton | QToolButton)
        ):
            return False
        if isinstance(watched, QPushButton) and (watched.autoDefault() or watched.isDefault()):
            return False  # Qt presses it
        if not event.isAutoRepeat() and not watched.property(FOR_GOOD):
            watched.click()
        return True
