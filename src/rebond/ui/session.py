"""What every view works on: the open journal, today, work beside the window, and the signal that says what changed."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, ParamSpec, TypeVar, Unpack

from PySide6.QtCore import QObject, Signal

from rebond.actions.money import bears_on_runway, outlook
from rebond.domain.money.outlook import Outlook
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import OwnChoice
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.journal.queries.contacts import choices
from rebond.sentences import sentence
from rebond.ui.day_timer import DayTimer, local_now
from rebond.ui.speech import language
from rebond.ui.worker import Hearers, Progress, Task, Worker

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=OwnChoice)


class Session(QObject):
    """The open journal as the views see it. They read from it, do actions through it, and hear `changed`."""

    #: A `Change` was written to the journal; each view decides by itself whether it cares.
    changed = Signal(object)
    #: A sentence to show in passing.
    told = Signal(str)
    #: It is another day than when the views last looked.
    day_changed = Signal()

    def __init__(
        self,
        journal: Journal,
        today: Callable[[], date],
        worker: Worker | None = None,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        super().__init__()
        self.journal = journal
        self._clock = today
        self._day = today()
        self._outlook: Outlook | None = None
        self._worker = worker or Worker(self)
        self._tasks: list[Task] = []
        self._day_timer = DayTimer(now, self.look_at_the_day, self)
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
        self.announce(change)
        return change

    def announce(self, change: Change | None) -> None:
        """Tell every view of a change that was written; `do` does, and work beside the window leaves it to be done."""
        if change is not None:
            if bears_on_runway(change):
                self._outlook = None
            self.changed.emit(change)

    def _forget_choices(self, change: Change) -> None:
        self._choices = {cls: kept for cls, kept in self._choices.items() if cls.kind not in change.kinds}

    def run(
        self,
        query: Callable[[Journal, Progress], R],
        done: Callable[[R], object],
        *,
        owner: QObject,
        **hearers: Unpack[Hearers],
    ) -> Task:
        """Run a long query of the journal beside the window, then `done` with its result on this thread.

        A query that reads for long reads a snapshot. It touches no widget, and calls the progress that it is given
        now and then, so that it can be cancelled. What it is refused for is told in passing, unless `refused` hears it.

        :param owner: only while it lives is anything told; the query is cancelled when it is deleted.
        """
        hearers.setdefault("refused", self._tell_refused)
        task = self._worker.run(partial(query, self.journal), done, owner=owner, **hearers)
        self._tasks = [*(one for one in self._tasks if not one.ended), task]
        return task

    def end(self) -> None:
        """Cancel what runs for this window and wait for it: the window goes."""
        self._day_timer.stop()
        self._worker.drop(self._tasks)

    def _tell_refused(self, refused: Refused) -> None:
        self.told.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
