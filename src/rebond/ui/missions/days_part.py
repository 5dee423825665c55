"""The part "Days" of the selected mission, whose panel is built when it is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rebond.domain.missions.kinds import Mission
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID

if TYPE_CHECKING:
    from rebond.ui.missions.days_panel import DaysPanel


class DaysPart(QWidget):
    """Holds the panel of the days worked; while hidden, it only remembers what to show."""

    #: A draft, an `Invoice` not saved yet, that the person wants to complete.
    invoice_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mission: Mission | None = None
        self._panel: DaysPanel | None = None
        self._stale = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID, 0, 0)

    @property
    def panel(self) -> "DaysPanel":
        """The panel, which is built at the first use."""
        if self._panel is None:
            from rebond.ui.missions.days_panel import DaysPanel

            self._panel = DaysPanel(self._session)
            self._panel.invoice_wanted.connect(self.invoice_wanted)
            self._column.addWidget(self._panel)
        return self._panel

    def show_mission(self, mission: Mission | None) -> None:
        """Show the days of a mission, as they are now; a hidden part reads them when it is shown."""
        self._mission = mission
        self._stale = True
        if self.isVisible():
            self._load()

    def reveal(self, day: WorkedDay) -> None:
        """Show the month of a day, and give the day the keyboard."""
        self._load()
        self.panel.go(day.date)
        self.panel.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        if self._stale:
            self._stale = False
            self.panel.show_mission(self._mission)
            self.setFocusProxy(self.panel.view)
