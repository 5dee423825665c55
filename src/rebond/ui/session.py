"""The open journal as the views see it: today, the outlook, work on the worker, and signals of every change."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, ParamSpec, TypeVar, Unpack

from PySide6.QtCore import QObject, Signal

from rebond.actions.money import kinds_of_runway, outlook, outlook_after
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.money.outlook import Outlook
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import OwnChoice
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.preferences import Preferences, PreferenceStore
from rebond.sentences import sentence
from rebond.ui.day_timer import DayTimer, local_now
from rebond.ui.speech import language
from rebond.ui.worker import Hearers, LongTask, Progress, Worker

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=OwnChoice)


class Session(QObject):
    """The open journal, for the views: they read from it, run actions through it, and follow `changed`."""

    #: A `Change` was written to the journal; each view checks whether it concerns it.
    changed = Signal(object)
    #: A passing message to show.
    message = Signal(str)
    #: The day has changed.
    day_changed = Signal()
    #: The clock was looked at, as it is every minute: the time now.
    looked = Signal(datetime)
    #: The journal is about to be closed, and no task of this session runs any more.
    ended = Signal()

    def __init__(
        self,
        journal: Journal,
        today: Callable[[], date],
        worker: Worker | None = None,
        now: Callable[[], datetime] = local_now,
        preferences: PreferenceStore[Preferences] | None = None,
    ) -> None:
        """Without `preferences` they are the program's defaults."""
        super().__init__()
        self.journal = journal
        self.preferences = preferences or PreferenceStore(Preferences())
        self._clock = today
        self._day = today()
        self._outlook: Outlook | None = None
        #: The kinds of the rows that have changed since the outlook was computed, of those that bear on it.
        self._outdated: set[str] = set()
        self._worker = worker or Worker(self)
        self._tasks: list[LongTask] = []
        self._now = now
        self._replaced = False
        self._day_timer = DayTimer(now, self.look_at_the_day, self)
        self._past: tuple[date, tuple[tuple[date, int], ...]] | None = None
        self._choices: dict[type[OwnChoice], Mapping[int, Any]] = {}
        self.changed.connect(self._forget)  # before any view hears of the change

    @property
    def today(self) -> date:
        return self._clock()

    @property
    def outlook(self) -> Outlook:
        """The current outlook; cached until the journal or the day changes."""
        if self._outlook is None or self._outlook.today != self.today:
            self._outlook = outlook(self.journal, self.today)
        elif self._outdated:
            self._outlook = outlook_after(self.journal, self._outlook, self._outdated)
        self._outdated.clear()
        return self._outlook

    @property
    def past(self) -> tuple[tuple[date, int], ...]:
        """The balances before today, as `past_balances`; cached until one of them or the day changes."""
        from rebond.journal.queries.savings import past_balances

        if self._past is None or self._past[0] != self.today:
            with self.journal.read() as reader:
                self._past = self.today, past_balances(reader, self.today)
        return self._past[1]

    def choices(self, cls: type[C]) -> Mapping[int, C]:
        """Return the stages or channels by id, in their order; cached until one of them changes."""
        from rebond.journal.queries.contacts import choices

        if cls not in self._choices:
            with self.journal.read() as reader:
                self._choices[cls] = {choice.id: choice for choice in choices(reader, cls)}
        return self._choices[cls]

    def look_at_the_day(self) -> None:
        """Emit `day_changed` if the day has changed since it was last emitted, and `looked`; look at the file too."""
        if self._day != self.today:
            self._day = self.today
            self.day_changed.emit()
        self._look_at_the_file()
        self.looked.emit(self._now())

    def _look_at_the_file(self) -> None:
        """Tell once that another program moved, replaced or changed the file: else that shows at the next change."""
        if self._replaced:
            return
        try:
            self.journal.require_in_place()
        except Refused as refused:
            self._replaced = True
            self._tell_refused(refused)
        self._tell_warnings()

    def do(self, action: Callable[P, Change | None], *args: P.args, **kwargs: P.kwargs) -> Change | None:
        """Run an action, and emit `changed` with its change unless it changed nothing.

        :raises Refused: when the action refuses its arguments; nothing was written.
        """
        change = action(*args, **kwargs)
        self.announce(change)
        return change

    def announce(self, change: Change | None) -> None:
        """Emit `changed` for a change that was written other than by `do`, such as on the worker."""
        if change is not None:
            self._outdated |= kinds_of_runway(change)
            self.changed.emit(change)
        self._tell_warnings()

    def _tell_warnings(self) -> None:
        for warning in self.journal.take_warnings():
            self.message.emit(sentence(language(), warning))

    def _forget(self, change: Change) -> None:
        if not change.kinds.isdisjoint((Account.kind, Balance.kind)):
            self._past = None
        self._choices = {cls: kept for cls, kept in self._choices.items() if cls.kind not in change.kinds}

    def run(
        self,
        query: Callable[[Journal, Progress], R],
        done: Callable[[R], object],
        *,
        owner: QObject,
        **hearers: Unpack[Hearers],
    ) -> LongTask:
        """Run a long query on the worker, then call `done` with its result on this thread.

        The query must not touch widgets. It should read a snapshot, and call its `Progress` regularly, so that it can
        be cancelled. A refusal is shown as a passing message unless `refused` is given.

        :param owner: when it is deleted, the query is cancelled and nothing more is called.
        """
        hearers.setdefault("refused", self._tell_refused)
        task = self._worker.run(partial(query, self.journal), done, owner=owner, **hearers)
        self._tasks = [*(earlier for earlier in self._tasks if not earlier.ended), task]
        return task

    def end(self) -> None:
        """Cancel the tasks of this session, and wait until they have ended."""
        self._day_timer.stop()
        self._worker.drop(self._tasks)
        self.ended.emit()

    def _tell_refused(self, refused: Refused) -> None:
        self.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
