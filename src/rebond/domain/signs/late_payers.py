"""The invoices that a client pays later than it usually does (algorithms.md, 5; lateness as in runway.md, 3)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from rebond.domain.missions.kinds import Invoice
from rebond.domain.money.lateness import COUNTED, ENOUGH
from rebond.domain.signs.client_record import ClientRecord

#: The client's last invoices that are looked at.
LAST = 3
#: Days beyond the client's usual lateness from which on an invoice is later than usual.
BEYOND = 7


class LateInvoice(NamedTuple):
    """An invoice that is later than usual: `since` that day, by so many days after its due date.

    `paid`: the day it was paid; None while it is open.
    """

    invoice: Invoice
    since: dt.date
    days: int
    paid: dt.date | None


def late_invoices(record: ClientRecord, today: dt.date) -> list[LateInvoice]:
    """Return those of the client's last three invoices that are over 7 days later than usual.

    The last are those with the latest due dates that were paid or fell due by `today`. Cancelled invoices, credit
    notes and invoices that a credit note settled are none. The usual lateness is the median of the last 12 paid before
    those three, at least 0; with fewer than three, the default lag.
    """
    dues = _due_or_paid(record, today)
    last, before = dues[-LAST:], dues[:-LAST]
    usual = _usual([(invoice, paid) for invoice, paid in before if paid], record.default_lag)
    late = []
    for invoice, paid in last:
        days = ((paid or today) - invoice.due).days
        if days > usual + BEYOND:
            since = invoice.due + dt.timedelta(days=usual + BEYOND + 1)
            late.append(LateInvoice(invoice, since, days, paid))
    return late


def _due_or_paid(record: ClientRecord, today: dt.date) -> list[tuple[Invoice, dt.date | None]]:
    """Return the invoices that count, each with the day it was paid, by due date."""
    payments: dict[int, set[dt.date]] = defaultdict(set)
    for payment in record.payments:
        payments[payment.invoice_id].add(payment.date)
    found: list[tuple[Invoice, dt.date | None]] = []
    for invoice in sorted(record.invoices, key=lambda invoice: (invoice.due, invoice.issued, invoice.id)):
        if invoice.cancelled or invoice.total <= 0 or invoice.issued > today:
            continue
        settled = invoice.settled if invoice.settled and invoice.settled <= today else None
        if settled:
            if settled in payments[invoice.id]:
                found.append((invoice, settled))
        elif invoice.due <= today:
            found.append((invoice, None))
    return found


def _usual(paid: Sequence[tuple[Invoice, dt.date]], default: int) -> int:
    """Return the usual days after the due date; the median is rounded half to even."""
    if len(paid) < ENOUGH:
        return default
    newest = sorted(paid, key=lambda one: (one[1], one[0].due, one[0].issued), reverse=True)[:COUNTED]
    return max(0, round(median((day - invoice.due).days for invoice, day in newest)))
