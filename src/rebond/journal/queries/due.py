"""Counts of what is due today: follow-ups, late invoices and deadlines."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from rebond.journal.reader import Reader
from rebond.journal.tables import TABLES

#: The number of days before a contract's end or a milestone from which it counts as a deadline.
DEADLINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class DueToday:
    """The numbers of follow-ups due or overdue, invoices past their due date, and contract ends and milestones near."""

    follow_ups: int
    late_invoices: int
    deadlines: int


def due_today(reader: Reader, today: date) -> DueToday:
    contact, invoice = TABLES["contact"].c, TABLES["invoice"].c
    mission, milestone = TABLES["mission"].c, TABLES["milestone"].c
    until = today + timedelta(days=DEADLINE_DAYS)
    late = (invoice.settled.is_(None), invoice.due < today, invoice.cancelled.is_(False), invoice.amount > 0)
    counts: Select[Any] = select(
        _count(contact.next_date <= today),
        _count(*late),
        _count(mission.ends.between(today, until)) + _count(milestone.date.between(today, until)),
    )
    row: Any = reader.rows(counts)[0]
    return DueToday(*row)


def _count(*where: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*where).scalar_subquery()
