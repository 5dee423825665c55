"""A part of a mission that is imported and built when it is shown for the first time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rebond.journal.history import Change
from rebond.journal.queries.missions import MissionLine


class LazyPart(QWidget):
    """The place of a part: it remembers what is to be shown, and reads it once it is seen.

    `make` builds the part's panel, which has `show_mission(line)` and `follow(change, line)`; both are called only
    while it is seen, or asked for by `panel`.
    """

    def __init__(self, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._panel: Any = None
        self._line: MissionLine | None = None
        self._stale = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def panel(self) -> Any:
        """The part's panel, up to date."""
        self._catch_up()
        return self._panel

    def show_mission(self, line: MissionLine | None) -> None:
        """Show a mission, or a client that has none, now or when the part is next seen."""
        self._line = line
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def follow(self, change: Change, line: MissionLine | None) -> None:
        """Update to a change, after which the mission shown is `line`."""
        self._line = line
        if self._stale or not self.isVisible():
            self._stale = True
        else:
            self._panel.follow(change, line)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._panel is None:
            self._panel = self._make()
            self._column.addWidget(self._panel)
        if self._stale:
            self._stale = False
            self._panel.show_mission(self._line)
