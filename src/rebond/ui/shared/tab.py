"""The base class of the window's tabs."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rebond.domain.registry import BY_NAME
from rebond.journal.history import Change
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame


class Tab(QWidget):
    """A tab that reads the journal when it is shown and follows its changes while it is visible.

    A hidden tab only notes that it is out of date.
    """

    #: Requests to show a row of another tab, by its kind and id.
    go = Signal(str, int)
    #: The tab's name, which kinds refer to in their declaration.
    name: ClassVar[str]
    #: Kinds that belong to other tabs and are also shown here.
    shows_also: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._later = AfterFrame(self, self._load_if_shown)
        session.changed.connect(self._hear_change)
        session.day_changed.connect(self._hear_day)

    @property
    def session(self) -> Session:
        return self._session

    def load(self) -> None:
        """Read and show everything anew."""
        raise NotImplementedError

    def on_changed(self, change: Change) -> None:
        """Update to a change that concerns this tab; called while it is visible."""
        self.load()

    def new_day(self) -> None:
        """Adapt what is not read from the journal, such as default dates, to a new day; called also while hidden."""

    def on_day(self) -> None:
        """Update to a new day; called while visible."""
        self.load()

    def concerns(self, change: Change) -> bool:
        """Return whether a change may alter anything shown here."""
        return any(kind in self.shows_also or BY_NAME[kind].declared.tab == self.name for kind in change.kinds)

    def reveal(self, kind: str, row_id: int) -> bool:
        """Select a row and scroll to it; False when this tab has no such row."""
        raise NotImplementedError

    def look_for(self, text: str) -> None:
        """Filter the rows shown here by a text."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Move the focus to where work in this tab begins."""
        raise NotImplementedError

    def unfinished(self) -> Any:
        """Return the input that was not saved yet, in the tab's own form."""
        raise NotImplementedError

    def resume(self, left: Any) -> None:
        """Restore what `unfinished` returned in the window that this one replaces."""
        raise NotImplementedError

    def load_if_stale(self) -> None:
        """Read everything anew if the journal or the day changed while the tab was hidden."""
        if self._stale:
            self._stale = False
            self.load()

    def load_soon(self) -> None:
        """Read everything anew after the next frame, once for several calls."""
        self._stale = True
        self._later.ask()

    def _load_if_shown(self) -> None:
        if self.isVisible():
            self.load_if_stale()

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
