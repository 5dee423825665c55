"""Settlement of invoices: the unpaid rest, the day of settlement, and the payments and credit notes that are refused.

A credit note that names an invoice lowers what is left of it (runway.md, 3). What the two cancel out moves no cash;
what exceeds the rest of the invoice is a refund, still to be paid by the credit note.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rebond.domain.cents import share
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later

declare_problems({
    "invoice_cancelled": later("This invoice is cancelled. Take that back before you note a payment."),
    "paid_too_much": later("This is more than what is left to pay. Check the amount."),
    "paid_below_zero": later("This takes back more than was paid. Check the amount."),
    "corrects_another_client": later("The invoice corrected is another client's. Choose one of this client."),
    "corrects_credit_note": later("A credit note corrects an invoice, not a credit note. Choose another one."),
    "corrects_cancelled": later("The invoice corrected is cancelled: nothing is left of it to correct."),
})  # fmt: skip


class Offset(NamedTuple):
    """The amount that an invoice and a credit note naming it cancel out, in positive cents, on the credit note's day.

    `amount` includes VAT; `net` is its part before VAT, at the credit note's own rate.
    """

    invoice_id: int
    credit_note_id: int
    day: date
    amount: int
    net: int


def offsets(invoices: Iterable[Invoice], payments: Mapping[int, Collection[Payment]]) -> Mapping[int, Sequence[Offset]]:
    """Return the offsets of every invoice and credit note that has any, by its id.

    Several credit notes of one invoice count by day of issue. What a client has paid or got back in cash is not
    offset, whichever came first.

    :param payments: the payments of each invoice by its id.
    """
    by_id = {invoice.id: invoice for invoice in invoices}
    found: dict[int, list[Offset]] = defaultdict(list)
    left: dict[int, int] = {}
    notes = (row for row in by_id.values() if row.is_credit_note and not row.cancelled and row.corrects_id in by_id)
    for note in sorted(notes, key=lambda note: (note.issued, note.id)):
        invoice = by_id[note.corrects_id or 0]
        if invoice.cancelled or invoice.is_credit_note:
            continue
        rest = left.setdefault(invoice.id, rest_of(invoice, payments.get(invoice.id, ())))
        refunded = sum(payment.amount for payment in payments.get(note.id, ()))
        amount = min(rest, refunded - note.total)
        if amount <= 0:
            continue
        left[invoice.id] = rest - amount
        net = share(note.amount, refunded, note.total) - share(note.amount, refunded - amount, note.total)
        offset = Offset(invoice.id, note.id, note.issued, amount, net)
        found[invoice.id].append(offset)
        found[note.id].append(offset)
    return found


def rest_of(invoice: Invoice, payments: Collection[Payment], offsets: Collection[Offset] = ()) -> int:
    """Return the unpaid rest of an invoice, VAT included, in cents; that of a credit note is negative.

    :param offsets: those of this invoice, from :func:`offsets`.
    """
    offset = sum(each.amount for each in offsets)
    paid = sum(payment.amount for payment in payments)
    return invoice.total - paid + (offset if invoice.is_credit_note else -offset)


def settled_on(invoice: Invoice, payments: Collection[Payment], offsets: Collection[Offset] = ()) -> date | None:
    """Return the day of the payment or the credit note that left nothing to pay.

    None when something is left, or the invoice is cancelled or has neither.
    """
    days = [payment.date for payment in payments] + [offset.day for offset in offsets]
    if not days or invoice.cancelled or rest_of(invoice, payments, offsets):
        return None
    return max(days)


def settled_by_payment(invoice: Invoice, payments: Collection[Payment], offsets: Collection[Offset]) -> bool:
    """Whether a payment was what settled the invoice, and not a credit note issued after the last one."""
    return not offsets or any(payment.date == invoice.settled for payment in payments)


def fault(invoice: Invoice, payments: Collection[Payment]) -> Problem | None:
    """Return the problem with the payments of an invoice: it is cancelled, or their sum is below 0 or above its total.

    For a credit note the signs are reversed. Credit notes do not count: a client may pay in full what one lowered,
    and gets the difference back. None when there is no problem.
    """
    if payments and invoice.cancelled:
        return Problem("invoice_cancelled", "amount")
    paid = sum(payment.amount for payment in payments)
    if paid and (paid < 0) != (invoice.total < 0):
        return Problem("paid_below_zero" if invoice.total else "paid_too_much", "amount")
    return Problem("paid_too_much", "amount") if abs(paid) > abs(invoice.total) else None


def correction_fault(note: Invoice, invoice: Invoice) -> Problem | None:
    """Return the problem with a credit note that names `invoice`; None when it may."""
    if invoice.client_id != note.client_id:
        return Problem("corrects_another_client", "corrects_id")
    if invoice.is_credit_note:
        return Problem("corrects_credit_note", "corrects_id")
    if invoice.cancelled and not note.cancelled:
        return Problem("corrects_cancelled", "corrects_id")
    return None
