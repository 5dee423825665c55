"""An entry of the agenda: a day, what is to be done or happens on it, and the row that it comes from."""

import datetime as dt

from rebond.domain.calendar import ONE_DAY
from rebond.domain.kinds import Choice
from rebond.domain.late.ladder import NextStep
from rebond.domain.missions.notice import NoticeDeadline
from rebond.domain.talks.kinds import TalkKind
from rebond.domain.tasks.kinds import TaskOwner
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

#: The days from today, today included, that make up "this week".
WEEK_DAYS = 7


class AgendaKind(Choice):
    """The kind of an entry. Entries of one day stand in this order."""

    NOTICE = "notice", later("notice")
    RENEWAL = "renewal", later("renewal")
    END = "end", later("contract end")
    MILESTONE = "milestone", later("milestone")
    TALK = "talk", later("talk")
    TASK = "task", later("task")
    ANSWER = "answer", later("request to answer")
    FOLLOW_UP = "follow_up", later("follow-up")
    LIMITATION = "limitation", later("limitation of a claim")
    PROMISE = "promise", later("payment promised")
    LATE_INVOICE = "late_invoice", later("late invoice")
    REMINDER = "reminder", later("reminder before the due date")
    TO_INVOICE = "to_invoice", later("invoice to send")
    AMENDMENT = "amendment", later("amendment without answer")
    CLOSURE = "closure", later("closure ahead")


#: The entries that follow from a contract or the law: they come in any case, so that one sees them some days before.
DEADLINES = frozenset(
    {AgendaKind.NOTICE, AgendaKind.RENEWAL, AgendaKind.END, AgendaKind.MILESTONE, AgendaKind.LIMITATION}
)


class When(Choice):
    """The part of the agenda that an entry stands in."""

    LATE = "late", later("Late")
    TODAY = "today", later("Today")
    THIS_WEEK = "this_week", later("In the next 7 days")
    LATER = "later", later("Later")
    UNDATED = "undated", later("Without a date")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """An entry of the agenda. `date` is None for a task without one.

    `row`: the kind and the id of the row that it comes from, empty for the reminder of a closure; `part` tells apart
    the entries of one row. `client`, `mission` and `contact` are names, empty where there is none; `what` is the text
    that a person wrote, such as the task or the next step, the number of the invoice or amendment, or the milestone.
    """

    date: dt.date | None
    kind: AgendaKind
    row: tuple[str, int] = ("", 0)
    part: str = ""
    client: str = ""
    mission: str = ""
    mission_id: int | None = None
    contact: str = ""
    what: str = ""
    #: Who does a task.
    owner: TaskOwner = TaskOwner.ME
    #: What a talk is about, and the name of the person it is held with, or who promised the task in it.
    talk: TalkKind | None = None
    person: str = ""
    #: What is left to pay of an invoice, VAT included, in cents.
    left: int = 0
    #: The month that is to be invoiced, the day an amendment was sent, or the first day of a closure; of an invoice,
    #: the day it was promised, the promised day that was missed, or its due date.
    about: dt.date | None = None
    #: Of a contract: the last day to send notice, and that of the next term once this one was missed.
    deadline: NoticeDeadline | None = None
    next_deadline: NoticeDeadline | None = None
    #: Of a late invoice: the step that comes next, or why none does.
    following: NextStep | None = None
    #: Of a limitation: its years.
    years: int = 0
    #: Of a limitation and a late invoice: the day from which it can no longer be claimed, once that has come.
    barred: dt.date | None = None
    #: The months by which a mission renews itself; of an invoice to send, the months up to `about` that it is for.
    months: int = 0
    #: The other reading of the day of a renewal.
    other: dt.date | None = None
    #: Whether the day is sure: that of a notice is not while its receipt is unknown, nor a limitation of some trades.
    certain: bool = True
    #: Of the end of a contract: whether its notice has run out, and only how it ended is left to note.
    to_note: bool = False

    @property
    def key(self) -> tuple[str, str, int, str]:
        """The identity of the entry while its day and its content change."""
        return (self.kind.value, *self.row, self.part)

    def is_late(self, today: dt.date) -> bool:
        return self.date is not None and self.date < today

    def is_due(self, today: dt.date) -> bool:
        """Whether it is for today, or late."""
        return self.date is not None and self.date <= today

    def is_new(self, since: dt.date, today: dt.date) -> bool:
        """Whether its day has come since a day, or that of the next step of a late invoice."""
        step = self.following.day if self.following and self.following.step else None
        return any(day is not None and since <= day <= today for day in (self.date, step))

    def when(self, today: dt.date) -> When:
        """Return the part of the agenda that it stands in."""
        if self.date is None:
            return When.UNDATED
        if self.date <= today:
            return When.LATE if self.date < today else When.TODAY
        return When.THIS_WEEK if self.date < today + WEEK_DAYS * ONE_DAY else When.LATER


def moved(day: dt.date, days: int, today: dt.date) -> dt.date:
    """Return the day to which something is put off (`days` above 0) or brought forward.

    What is late is put off from today; nothing is brought forward to before today.
    """
    if days > 0:
        return max(day, today) + dt.timedelta(days=days)
    return min(day, max(day + dt.timedelta(days=days), today))
