"""The rows of a client that its signs are read from, as of a day, and the entries that signs are made of."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.agreements.terms import as_a_whole
from rebond.domain.kinds import Entity
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Event, EventKind, Invoice, Mission, Payment
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.kinds import Settings
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.domain.value_classes import dataclass

#: The kinds of events that are no word from the client: your own doing, the lack of a word, what only money says, and
#: what one hears from others.
#: Days with any other event are the client's exchanges.
NO_WORD = frozenset({
    EventKind.SILENCE, EventKind.MY_ERROR, EventKind.ADVICE, EventKind.LATE_PAYMENT, EventKind.LETTER,
    EventKind.MILESTONE, EventKind.COMPETITOR, EventKind.CLIENT_ERROR,
})  # fmt: skip
_WORDS = frozenset(EventKind) - NO_WORD
#: The words whose time the client chose: that of a talk suits both, a note may be of a call of yours, and a decision
#: one of your own.
UNASKED = frozenset({
    EventKind.EXTRA_REQUEST, EventKind.OUTSIDE_HOURS, EventKind.ENDLESS_CHANGES, EventKind.PRAISE,
    EventKind.DISSATISFACTION,
})  # fmt: skip
#: A client's last exchanges that tell its usual gap, and the fewest that do (algorithms.md, 5).
EXCHANGES = 12
ENOUGH_EXCHANGES = 5
#: Rows that happened more days ago than these bear on no sign, apart from the last exchanges and invoices.
DAYS_BACK = 180


class EntryRole(StrEnum):
    """The part that a row plays in a sign: what happened, or something else about the row."""

    HAPPENED = "happened"
    OUTSIDE_HOURS = "outside_hours"
    CHANGES = "changes"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    LATE = "late"
    LATE_OPEN = "late_open"
    LAST_WORD = "last_word"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class SignEntry:
    """A row that a sign is made of: its kind and id, the day from which it counts, and its own words.

    `days`: how late an invoice is; 0 for others. `entered`: as `Event.entered`; empty for rows that do not say it.
    """

    kind: str
    id: int
    date: dt.date
    text: str
    role: EntryRole = EntryRole.HAPPENED
    days: int = 0
    entered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRecord:
    """The rows of one client that its signs are read from, in any order; rows that no sign needs may be left out.

    `events` have those of the last `DAYS_BACK` days, and one of each of the last `EXCHANGES` days with a word;
    `invoices` the last 3 and the last 15 paid. `default_lag`: as `Settings.default_lag_days`.
    """

    client_id: int
    missions: tuple[Mission, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    letters: tuple[Letter, ...] = ()
    tasks: tuple[Task, ...] = ()
    default_lag: int = Settings().default_lag_days

    def happened(self, today: dt.date) -> list[Event]:
        """Return the events up to `today`, by day, time and id."""
        events = (event for event in self.events if event.date <= today)
        return sorted(events, key=lambda event: (event.date, event.time or dt.time.min, event.id))

    def in_force(self, mission_id: int, day: dt.date) -> Agreement | None:
        """Return the agreement of a mission as it holds on a day; None before its first version."""
        return as_a_whole((one for one in self.agreements if one.mission_id == mission_id), day)

    def runs(self, today: dt.date) -> bool:
        """Whether one of its missions is under way."""
        return any(under_way(mission, today) for mission in self.missions)


def under_way(mission: Mission, today: dt.date) -> bool:
    """Whether a mission has begun and is not over; one that renews itself goes on after its planned end."""
    end = foreseen_end(mission)
    return mission.starts <= today and (end is None or today <= end)


def entry_of(row: Entity, day: dt.date, role: EntryRole = EntryRole.HAPPENED, days: int = 0) -> SignEntry:
    """Return the entry that a row is from a day on, named by the row's own names or texts."""
    fields = row.declared.names or row.declared.texts
    text = " ".join(word for field in fields for word in str(getattr(row, field)).split())
    return SignEntry(row.kind, row.id, day, text, role, days)


def event_entry(event: Event, role: EntryRole = EntryRole.HAPPENED) -> SignEntry:
    """Return the entry of an event, named by what was noted, not by the client's own words."""
    text = " ".join(event.text.split())
    return SignEntry(Event.kind, event.id, event.date, text, role, entered=event.entered)


def replied(amendment: Amendment) -> dt.date:
    """Return the day of the reply to an amendment; where it was not noted, that of its sending or drawing up."""
    return amendment.answered or amendment.sent or amendment.made


def is_word(event: Event) -> bool:
    """Whether an event is a word from the client; a note of hours worked, without words of the client's, is none."""
    own_work = event.type is EventKind.NOTE and event.minutes and not event.request.strip()
    return event.type in _WORDS and not own_work


def words_of(record: ClientRecord, today: dt.date) -> Iterator[SignEntry]:
    """Yield every word from the client up to `today`: events, replies to amendments, and tasks that it has done."""
    for event in record.happened(today):
        if is_word(event):
            yield event_entry(event, EntryRole.LAST_WORD)
    for amendment in record.amendments:
        if amendment.reply and replied(amendment) <= today:
            yield entry_of(amendment, replied(amendment), EntryRole.LAST_WORD)
    for task in record.tasks:
        if task.owner is TaskOwner.THEM and task.done and task.done <= today:
            yield entry_of(task, task.done, EntryRole.LAST_WORD)
