"""What a person should see to today."""

from dataclasses import dataclass
from datetime import date, timedelta

from rebond.domain.entities import Contact, Invoice, Milestone, Mission
from rebond.journal.reading import Reader
from rebond.journal.tables import TABLES

#: A contract's end or a milestone is a deadline from this many days before it.
DEADLINE_DAYS = 14


@dataclass(frozen=True, slots=True)
class DueToday:
    """How many follow-ups are due or overdue, invoices past their due date, and ends and milestones near."""

    follow_ups: int
    late_invoices: int
    deadlines: int


def due_today(reader: Reader, today: date) -> DueToday:
    contact, invoice = TABLES["contact"].c, TABLES["invoice"].c
    mission, milestone = TABLES["mission"].c, TABLES["milestone"].c
    until = today + timedelta(days=DEADLINE_DAYS)
    late = (invoice.settled.is_(None), invoice.due < today, invoice.cancelled.is_(False), invoice.amount > 0)
    ends = reader.count(Mission, mission.ends.between(today, until))
    milestones = reader.count(Milestone, milestone.date.between(today, until))
    return DueToday(reader.count(Contact, contact.next_date <= today), reader.count(Invoice, *late), ends + milestones)
