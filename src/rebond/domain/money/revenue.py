"""Revenue by invoice: amounts invoiced, days billed and amounts to come, by client (runway.md, 8 and 10)."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rebond.domain.calendar import add_months
from rebond.domain.missions.kinds import Invoice
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.billing import planned_invoices
from rebond.domain.money.lines import Source
from rebond.domain.money.receipts import invoice_name
from rebond.domain.money.situation import Situation

MONTHS = 12


class Billed(NamedTuple):
    """An invoice, issued or planned: its client, issue date, and cents before VAT or hundredths of a day."""

    client_id: int
    date: dt.date
    amount: int
    name: str
    source: Source
    month: dt.date | None


def invoiced(situation: Situation, today: dt.date) -> Iterator[Billed]:
    """Yield the invoices of the 12 months up to today, in cents before VAT; credit notes are negative."""
    return _issued(situation, today, lambda invoice: invoice.amount)


def worked(situation: Situation, today: dt.date) -> Iterator[Billed]:
    """Yield the same invoices in hundredths of the days they bill, without those that bill none."""
    return (billed for billed in _issued(situation, today, lambda invoice: invoice.days or 0) if billed.amount)


def to_come(situation: Situation, today: dt.date) -> Iterator[Billed]:
    """Yield the planned invoices of the next 12 months, in cents before VAT."""
    until = add_months(today, MONTHS)
    for mission in situation.missions:
        client = situation.client_names[mission.client_id]
        for planned in planned_invoices(situation, mission, foreseen_end(mission), today, until):
            if planned.issued <= until:
                name = " · ".join(part for part in (client, mission.name, planned.milestone) if part)
                source = Source("mission", mission.id)
                yield Billed(mission.client_id, planned.issued, planned.amount, name, source, planned.month)


def _issued(situation: Situation, today: dt.date, measure: Callable[[Invoice], int]) -> Iterator[Billed]:
    since = add_months(today, -MONTHS)
    for invoice in situation.invoices:
        if since < invoice.issued <= today and not invoice.cancelled:
            source, name = Source("invoice", invoice.id), invoice_name(situation, invoice)
            yield Billed(invoice.client_id, invoice.issued, measure(invoice), name, source, invoice.month)
