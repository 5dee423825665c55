"""What is due today, and its counts: follow-ups, late invoices, and contract ends and milestones near."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, literal, select, union_all

from rebond.domain.missions.kinds import Invoice
from rebond.journal.queries.by_name import folded
from rebond.journal.queries.listing import Key, Listing
from rebond.journal.queries.rests import rests
from rebond.journal.reader import Reader
from rebond.journal.tables import TABLES

#: The number of days before a contract's end or a milestone from which it counts as a deadline.
DEADLINE_DAYS = 14


class DueKind(StrEnum):
    """What is due; each member is the kind of the row that it is about."""

    FOLLOW_UP = "contact"
    LATE_INVOICE = "invoice"
    CONTRACT_END = "mission"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due on `day`: the row it is about, of which person or client, and what.

    `what`: the next step, the number of the invoice, or the name of the mission or milestone; `left`: what is not paid
    of an invoice, VAT included, in cents; 0 for others.
    """

    kind: DueKind
    id: int
    day: date
    who: str
    what: str
    left: int

    @property
    def key(self) -> tuple[DueKind, int]:
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class DueCounts:
    """The numbers of lines that are due: follow-ups, late invoices, and deadlines of missions."""

    follow_ups: int
    late_invoices: int
    deadlines: int

    @property
    def all(self) -> int:
        return self.follow_ups + self.late_invoices + self.deadlines


def due_lines(reader: Reader, today: date, *, limit: int = -1, offset: int = 0) -> tuple[DueLine, ...]:
    """Return everything that is due, the earliest day first; `limit` -1 is all."""
    rows = reader.rows(due_listing(today).window(limit, offset))
    late = [row.id for row in rows if row.kind == DueKind.LATE_INVOICE]
    left = rests(reader, reader.all(Invoice, TABLES["invoice"].c.id.in_(late))) if late else {}
    return tuple(
        DueLine(kind, row.id, row.day, row.who, row.what, left[row.id] if kind is DueKind.LATE_INVOICE else 0)
        for row in rows
        for kind in (DueKind(row.kind),)
    )


def due_listing(today: date) -> Listing:
    """Return the list that `due_lines` reads, by the keys of its lines."""
    due = _due(today).subquery()
    keys = (Key(due.c.day), Key(folded(due.c.who)), Key(due.c.kind), Key(due.c.id))

    def one(key: tuple[DueKind, int]) -> ColumnElement[bool]:
        kind, row_id = key
        return and_(due.c.kind == kind.value, due.c.id == row_id)

    return Listing(select(due), keys, one)


def due_counts(reader: Reader, today: date) -> DueCounts:
    """Count what `due_lines` returns."""
    due = _due(today).subquery()
    statement = select(due.c.kind, func.count().label("number")).group_by(due.c.kind)
    numbers = {row.kind: int(row.number) for row in reader.rows(statement)}
    number = {kind: numbers.get(kind.value, 0) for kind in DueKind}
    return DueCounts(
        number[DueKind.FOLLOW_UP],
        number[DueKind.LATE_INVOICE],
        number[DueKind.CONTRACT_END] + number[DueKind.MILESTONE],
    )


def _due(today: date) -> CompoundSelect[Any]:
    """The one query of what is due, from which the list and the counts are made."""
    contact, client, invoice = TABLES["contact"].c, TABLES["client"].c, TABLES["invoice"].c
    mission, milestone = TABLES["mission"].c, TABLES["milestone"].c
    until = today + timedelta(days=DEADLINE_DAYS)
    return union_all(
        _line(DueKind.FOLLOW_UP, contact.id, contact.next_date, contact.name, contact.next_step).where(
            contact.next_date <= today
        ),
        _line(DueKind.LATE_INVOICE, invoice.id, invoice.due, client.name, invoice.number)
        .join_from(TABLES["invoice"], TABLES["client"], client.id == invoice.client_id)
        .where(
            invoice.settled.is_(None), invoice.due < today, invoice.cancelled.is_(False),
            invoice.amount + invoice.vat > 0,
        ),
        _line(DueKind.CONTRACT_END, mission.id, mission.ends, client.name, mission.name)
        .join_from(TABLES["mission"], TABLES["client"], client.id == mission.client_id)
        .where(mission.ends.between(today, until)),
        _line(DueKind.MILESTONE, milestone.id, milestone.date, client.name, milestone.name)
        .join_from(TABLES["milestone"], TABLES["mission"], mission.id == milestone.mission_id)
        .join(TABLES["client"], client.id == mission.client_id)
        .where(milestone.date.between(today, until)),
    )  # fmt: skip


def _line(kind: DueKind, row_id: Any, day: Any, who: Any, what: Any) -> Select[Any]:
    return select(
        literal(kind.value).label("kind"),
        row_id.label("id"),
        day.label("day"),
        who.label("who"),
        what.label("what"),
    )
