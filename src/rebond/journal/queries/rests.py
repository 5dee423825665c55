"""The unpaid rests of invoices, as `domain/missions/settlement.py` counts them."""

from collections import defaultdict
from collections.abc import Sequence

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import rest_of
from rebond.journal.reader import Reader
from rebond.journal.tables import TABLES


def rests(reader: Reader, invoices: Sequence[Invoice]) -> dict[int, int]:
    """Return what is left to pay of each invoice by its id, VAT included, in cents; 0 for a cancelled one."""
    open_ones = [invoice for invoice in invoices if not invoice.cancelled and not invoice.settled]
    payments: defaultdict[int, list[Payment]] = defaultdict(list)
    for ids in _chunks([invoice.id for invoice in open_ones]):
        for payment in reader.all(Payment, TABLES["payment"].c.invoice_id.in_(ids)):
            payments[payment.invoice_id].append(payment)
    left = dict.fromkeys((invoice.id for invoice in invoices), 0)
    return left | {invoice.id: rest_of(invoice, payments[invoice.id]) for invoice in open_ones}


def _chunks(ids: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    """Split ids into parts that a query takes as its parameters."""
    return [ids[first : first + size] for first in range(0, len(ids), size)]
