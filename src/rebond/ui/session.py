"""What every view works on: the open journal, today, and the one signal that says what changed."""

from collections.abc import Callable
from datetime import date
from typing import ParamSpec

from PySide6.QtCore import QObject, Signal

from rebond.actions.money import outlook
from rebond.domain.money.outlook import Outlook
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal

P = ParamSpec("P")


class Session(QObject):
    """The open journal as the views see it. They read from it, do actions through it, and hear `changed`."""

    #: A `Change` was written to the journal; each view decides by itself whether it cares.
    changed = Signal(object)
    #: A sentence to show in passing.
    told = Signal(str)
    #: It is another day than when the views last looked.
    day_changed = Signal()

    def __init__(self, journal: Journal, today: Callable[[], date]) -> None:
        super().__init__()
        self.journal = journal
        self._clock = today
        self._day = today()
        self._outlook: Outlook | None = None

    @property
    def today(self) -> date:
        return self._clock()

    @property
    def outlook(self) -> Outlook:
        """Every figure of the runway as of now; kept until something changes or the day does."""
        if self._outlook is None or self._outlook.today != self.today:
            self._outlook = outlook(self.journal, self.today)
        return self._outlook

    def look_at_the_day(self) -> None:
        """Tell the views when midnight has passed since they were last told."""
        if self._day != self.today:
            self._day = self.today
            self.day_changed.emit()

    def do(self, action: Callable[P, Change | None], *args: P.args, **kwargs: P.kwargs) -> Change | None:
        """Do one thing; every view hears of it. Nothing is told when nothing changed.

        :raises Refused: when the action does not accept what it was given; nothing was written.
        """
        change = action(*args, **kwargs)
        if change is not None:
            if any(map(_bears_on_money, change.rows)):
                self._outlook = None
            self.changed.emit(change)
        return change


def _bears_on_money(row: RowChange) -> bool:
    """Whether a figure of the runway reads the row: not what was said, nor who is known but brings nothing yet."""
    if row.kind == "contact":
        return any(there and there["hoped_amount"] for there in (row.before, row.after))
    return row.kind not in {"event", "interaction"}
