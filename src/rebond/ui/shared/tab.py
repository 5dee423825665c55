"""The base of the window's tabs."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rebond.domain.registry import BY_NAME
from rebond.journal.history import Change
from rebond.ui.session import Session


class Tab(QWidget):
    """Reads the journal when it is shown, follows it while it is, and does nothing while it is hidden."""

    #: Asks the window to show a row that lives in another tab, by its kind and id.
    go = Signal(str, int)
    #: The name by which kinds declare that their rows are shown here.
    name: ClassVar[str]
    #: Kinds of other tabs of which something is shown here.
    shows_also: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        session.changed.connect(self._hear_change)
        session.day_changed.connect(self._hear_day)

    @property
    def session(self) -> Session:
        return self._session

    def load(self) -> None:
        """Read all that is shown."""
        raise NotImplementedError

    def on_changed(self, change: Change) -> None:
        """Follow a change that concerns this tab, while it is shown."""
        self.load()

    def new_day(self) -> None:
        """Prepare for another day, shown or hidden."""

    def on_day(self) -> None:
        """Follow the day, while the tab is shown."""
        self.load()

    def concerns(self, change: Change) -> bool:
        """Whether anything that is shown here may be another after a change."""
        return any(kind in self.shows_also or BY_NAME[kind].declared.tab == self.name for kind in change.kinds)

    def reveal(self, kind: str, row_id: int) -> bool:
        """Select a row and bring it into view; False when no such row is shown here."""
        raise NotImplementedError

    def look_for(self, text: str) -> None:
        """Look for a text in the rows shown here."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Give the keyboard to the place where work begins."""
        raise NotImplementedError

    def unfinished(self) -> Any:
        """What the person was doing and did not enter yet."""
        raise NotImplementedError

    def resume(self, left: Any) -> None:
        """Go on with what was unfinished in another window's tab of this name."""
        raise NotImplementedError

    def load_if_stale(self) -> None:
        """Read what is shown if it is not what the journal holds."""
        if self._stale:
            self._stale = False
            self.load()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.load_if_stale()

    def _hear_change(self, change: Change) -> None:
        if not self.concerns(change):
            return
        if self.isVisible():
            self.on_changed(change)
        else:
            self._stale = True

    def _hear_day(self) -> None:
        self.new_day()
        if self.isVisible():
            self.on_day()
        else:
            self._stale = True
