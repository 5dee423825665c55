"""The payment lag of each client: the median delay of its last paid invoices (runway.md, 3)."""

from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from rebond.domain.missions.kinds import Invoice
from rebond.domain.missions.settlement import settled_by_payment
from rebond.domain.money.situation import Situation

#: The number of a client's last paid invoices that count, and the fewest that give a lag (runway.md, 3).
COUNTED = 12
ENOUGH = 3


def paid_invoices(situation: Situation) -> Mapping[int, list[Invoice]]:
    """Return the paid invoices that count for each client's lag, by client id, the newest first.

    One that a credit note settled counts in none.
    """
    paid: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in situation.invoices:
        if not invoice.settled or invoice.cancelled or invoice.is_credit_note:
            continue
        payments, offsets = situation.payments_of.get(invoice.id, ()), situation.offsets_of.get(invoice.id, ())
        if settled_by_payment(invoice, payments, offsets):
            paid[invoice.client_id].append(invoice)
    for client_id, invoices in paid.items():
        invoices.sort(key=lambda i: (i.settled, i.due, i.issued), reverse=True)
        paid[client_id] = invoices[:COUNTED]
    return paid


def lags(situation: Situation) -> Mapping[int, int]:
    """Return the median number of days after the due date at which each client pays, at least 0, by client id.

    Clients with fewer than three paid invoices are left out: `Settings.default_lag_days` applies to them.
    """
    return {
        client_id: max(0, round(median((i.settled - i.due).days for i in invoices if i.settled)))
        for client_id, invoices in paid_invoices(situation).items()
        if len(invoices) >= ENOUGH
    }
