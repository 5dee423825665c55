"""Work that waits until the window has painted what the person just did."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

#: The turns of the event loop that a timer of no time waits: in the first it may run before the painting.
_TURNS = 2


class AfterFrame(QObject):
    """Runs its work once, right after the turn of the event loop that paints, however often it was asked for."""

    def __init__(self, widget: QWidget, work: Callable[[], object]) -> None:
        """`widget` is what the work updates: while it is hidden there is no frame to wait for.

        A widget that is hidden before the work's turn calls `catch_up` when it is shown.
        """
        super().__init__(widget)
        self._widget = widget
        self._work = work
        self._due = False
        self._turns_left = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._on_turn)

    def ask(self) -> None:
        """Do the work after the frame, or at once while the widget is hidden."""
        self._due = True
        if not self._widget.isVisible():
            self.catch_up()
        elif not self._turn.isActive():
            self._turns_left = _TURNS
            self._turn.start(0)

    def catch_up(self) -> None:
        """Do now what was asked for and is not done yet."""
        if self._due:
            self._due = False
            self._work()

    def drop(self) -> None:
        """Forget what was asked for, since something else has done it."""
        self._due = False

    def _on_turn(self) -> None:
        self._turns_left -= 1
        if self._turns_left:
            self._turn.start(0)
        elif self._widget.isVisible():
            self.catch_up()
