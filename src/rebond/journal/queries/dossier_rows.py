"""Query of the rows of a dossier: all that concerns a client in a period, deleted rows too, with their history."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, cast

from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, Invoice, Milestone, Mission, Payment
from rebond.domain.talks.kinds import Objection, Talk, TalkNote
from rebond.domain.tasks.kinds import Task
from rebond.domain.value_classes import dataclass
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.erasure import owned_rows
from rebond.journal.history import Version, versions_of
from rebond.journal.reader import Reader
from rebond.progress import Progress, unheard

#: The kinds of a dossier; each comes after those that its rows belong to.
KINDS_TOLD: tuple[type[Entity], ...] = (
    Mission, Milestone, Amendment, Agreement, AgreedTask, Event, Talk, Objection, TalkNote, Letter, WorkedDay, Invoice,
    Payment, InvoiceState, Task, AttachedFile,
)  # fmt: skip

#: The kinds that hold what one does not show the other side: the least that is accepted, the answers ready.
PREPARED: tuple[type[Entity], ...] = (Talk, Objection)


@dataclass(frozen=True, slots=True)
class DossierPeriod:
    """The days of a dossier, the first and the last included; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day is in the period; one that is not known is in an open one only."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and self.began(day)

    def began(self, day: dt.date) -> bool:
        """Whether a day is not after the period."""
        return self.last is None or day <= self.last


@dataclass(frozen=True, slots=True)
class ProvenRow:
    """A row with its versions, the oldest first; a deleted row is told as it last was."""

    row: Entity
    versions: tuple[Version, ...]
    deleted: bool

    @property
    def entered(self) -> dt.datetime | None:
        """The moment at which it was written down."""
        return self.versions[0].at if self.versions else None

    @property
    def erased(self) -> int:
        """The number of its versions that were erased on demand."""
        return sum(version.row.erased for version in self.versions)


Rows = dict[str, dict[int, ProvenRow]]


def rows_of_dossier(
    reader: Reader, client_id: int, period: DossierPeriod, progress: Progress = unheard, *, preparation: bool = False
) -> Rows:
    """Return the rows about a client in a period by kind and id.

    Of a mission under way in the period, the agreement is told whole; of an invoice that was issued, paid, or open in
    it, every payment and promise. Of talks, only what was noted in them, unless with one's own `preparation`.
    """
    owned = owned_rows(reader, {Client: [client_id]})
    found: Rows = {}
    for at, cls in enumerate(KINDS_TOLD):
        progress(at, len(KINDS_TOLD))
        ids = owned.get(cls.kind, set())
        if cls is Task:
            talks = found[Talk.kind]
            ids = ids | {task.id for task in reader.among(Task, "talk_id", talks.keys())}
        found[cls.kind] = dict(_proven(reader, cls, ids))
    kept = _in_period(found, period)
    if not preparation:
        kept |= {cls.kind: {} for cls in PREPARED}
    return kept


def _proven(reader: Reader, cls: type[Entity], ids: Collection[int]) -> Iterator[tuple[int, ProvenRow]]:
    now = {row.id: row for row in reader.among(cls, "id", ids)}
    for row_id, versions in sorted(versions_of(reader, cls.kind, ids).items()):
        row = now.get(row_id) or next((one for version in reversed(versions) if (one := version.row.was)), None)
        # What was deleted and cannot be read any more, or was erased, is not told: nobody knows of which day it is.
        if row is not None:
            yield row_id, ProvenRow(row, tuple(versions), row_id not in now)


def _in_period(rows: Rows, period: DossierPeriod) -> Rows:
    kept: Rows = {}

    def keep(cls: type[Entity], wanted: Callable[[Any, ProvenRow], bool]) -> None:
        kept[cls.kind] = {
            row_id: proven for row_id, proven in rows[cls.kind].items() if wanted(proven.row, proven)
        }  # fmt: skip

    def within(cls: type[Entity], row_id: int | None) -> bool:
        return row_id in kept[cls.kind]

    def entered(proven: ProvenRow) -> dt.date | None:
        return proven.entered.date() if proven.entered else None

    keep(Mission, lambda row, _: _under_way(row, period))
    keep(Milestone, lambda row, _: within(Mission, row.mission_id))
    keep(Amendment, lambda row, _: within(Mission, row.mission_id) and period.began(row.made))
    keep(Agreement, lambda row, _: within(Mission, row.mission_id) and period.began(row.starts))
    keep(AgreedTask, lambda row, _: within(Agreement, row.agreement_id))
    keep(Event, lambda row, _: period.holds(row.date))
    keep(Talk, lambda row, proven: period.holds(row.held or row.date or entered(proven)))
    keep(Objection, lambda row, _: within(Talk, row.talk_id))
    keep(TalkNote, lambda row, _: within(Talk, row.talk_id))
    keep(Letter, lambda row, _: period.holds(row.sent))
    keep(WorkedDay, lambda row, _: period.holds(row.date))
    moved = _moved(rows, period)
    keep(Invoice, lambda row, _: row.id in moved or period.holds(row.issued) or _open_in(row, period))
    keep(Payment, lambda row, _: within(Invoice, row.invoice_id))
    keep(InvoiceState, lambda row, _: within(Invoice, row.invoice_id))
    keep(Task, lambda row, proven: any(map(period.holds, (row.due or entered(proven), row.done))))
    keep(
        AttachedFile,
        lambda row, _: period.holds(row.attached) or within(Event, row.event_id) or within(Agreement, row.agreement_id),
    )
    return kept


def _under_way(mission: Mission, period: DossierPeriod) -> bool:
    end = mission.ended or mission.ends
    return period.began(mission.starts) and (period.first is None or end is None or end >= period.first)


def _open_in(invoice: Invoice, period: DossierPeriod) -> bool:
    """Whether something of the invoice was to be paid in the period."""
    settled = invoice.settled
    waits = not invoice.cancelled and (settled is None or period.first is None or settled >= period.first)
    return period.began(invoice.issued) and waits


def _moved(rows: Mapping[str, Mapping[int, ProvenRow]], period: DossierPeriod) -> set[int]:
    """Return the invoices of which a payment or a state is in the period."""
    paid = (cast("Payment", proven.row) for proven in rows[Payment.kind].values())
    states = (cast("InvoiceState", proven.row) for proven in rows[InvoiceState.kind].values())
    return {row.invoice_id for row in paid if period.holds(row.date)} | {
        row.invoice_id for row in states if period.holds(row.starts) or period.holds(row.until)
    }
