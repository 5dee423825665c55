"""The unpaid rest of an invoice, the day it was settled, and the payments it cannot have."""

from collections.abc import Collection
from datetime import date

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later

declare_problems({
    "invoice_cancelled": later("This invoice is cancelled. Take that back before you note a payment."),
    "paid_too_much": later("This is more than what is left to pay. Check the amount."),
    "paid_below_zero": later("This takes back more than was paid. Check the amount."),
})  # fmt: skip


def rest_of(invoice: Invoice, payments: Collection[Payment]) -> int:
    """Return the unpaid rest of an invoice, VAT included, in cents."""
    return invoice.total - sum(payment.amount for payment in payments)


def settled_on(invoice: Invoice, payments: Collection[Payment]) -> date | None:
    """Return the date of the last payment of an invoice paid in full; None if it is not, is cancelled or has none."""
    if not payments or invoice.cancelled or rest_of(invoice, payments):
        return None
    return max(payment.date for payment in payments)


def fault(invoice: Invoice, payments: Collection[Payment]) -> Problem | None:
    """Return the problem with the payments of an invoice: it is cancelled, or their sum is below 0 or above its total.

    For a credit note the signs are reversed. None when there is no problem.
    """
    if payments and invoice.cancelled:
        return Problem("invoice_cancelled", "amount")
    paid = sum(payment.amount for payment in payments)
    if paid and (paid < 0) != (invoice.total < 0):
        return Problem("paid_below_zero" if invoice.total else "paid_too_much", "amount")
    return Problem("paid_too_much", "amount") if abs(paid) > abs(invoice.total) else None
