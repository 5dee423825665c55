"""How late each client pays, read from what it did."""

from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from rebond.domain.missions.kinds import Invoice
from rebond.domain.money.situation import Situation

#: How many of a client's last paid invoices count, and how few are too few to judge by (runway.md, 3).
COUNTED = 12
ENOUGH = 3


def paid_invoices(situation: Situation) -> Mapping[int, list[Invoice]]:
    """Each client's last paid invoices that enter its lag, the newest first."""
    found: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in situation.invoices:
        if invoice.settled and not invoice.cancelled and not invoice.is_credit_note:
            found[invoice.client_id].append(invoice)
    for client_id, invoices in found.items():
        invoices.sort(key=lambda i: (i.settled, i.due, i.issued), reverse=True)
        found[client_id] = invoices[:COUNTED]
    return found


def lags(situation: Situation) -> Mapping[int, int]:
    """How many days after the due date each client pays: the median, never below 0.

    A client with fewer than three paid invoices is not in it: the default lag of the settings holds.
    """
    return {
        client_id: max(0, round(median((i.settled - i.due).days for i in invoices if i.settled)))
        for client_id, invoices in paid_invoices(situation).items()
        if len(invoices) >= ENOUGH
    }
