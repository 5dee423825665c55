"""What every view works on: the open journal, today, and the one signal that says what changed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from rebond.actions.money import outlook
from rebond.domain.money.outlook import Outlook
from rebond.domain.prospecting.kinds import OwnChoice
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal
from rebond.journal.queries.contacts import choices

P = ParamSpec("P")
C = TypeVar("C", bound=OwnChoice)


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
        self._choices: dict[type[OwnChoice], Mapping[int, Any]] = {}
        self.changed.connect(self._forget_choices)  # before any view hears of the change

    @property
    def today(self) -> date:
        return self._clock()

    @property
    def outlook(self) -> Outlook:
        """Every figure of the runway as of now; kept until something changes or the day does."""
        if self._outlook is None or self._outlook.today != self.today:
            self._outlook = outlook(self.journal, self.today)
        return self._outlook

    def choices(self, cls: type[C]) -> Mapping[int, C]:
        """The stages or the channels by id, in their order; kept until one of them changes."""
        if cls not in self._choices:
            with self.journal.read() as reader:
                self._choices[cls] = {choice.id: choice for choice in choices(reader, cls)}
        return self._choices[cls]

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

    def _forget_choices(self, change: Change) -> None:
        self._choices = {cls: kept for cls, kept in self._choices.items() if cls.kind not in change.kinds}


def _bears_on_money(row: RowChange) -> bool:
    """Whether a figure of the runway reads the row: not what was said, nor who is known but brings nothing yet."""
    if row.kind == "contact":
        return any(there and there["hoped_amount"] for there in (row.before, row.after))
    return row.kind not in {"event", "interaction"}
