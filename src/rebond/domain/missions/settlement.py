"""What is still to be paid of an invoice, and the day it was paid in full."""

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
    """What is still to be paid, VAT included, in cents."""
    return invoice.total - sum(payment.amount for payment in payments)


def settled_on(invoice: Invoice, payments: Collection[Payment]) -> date | None:
    """The day the last part was paid; None while something is owed, or nothing ever was."""
    if not payments or invoice.cancelled or rest_of(invoice, payments):
        return None
    return max(payment.date for payment in payments)


def fault(invoice: Invoice, payments: Collection[Payment]) -> Problem | None:
    """Why these payments cannot be of this invoice: it is cancelled, or they are beyond nothing or what it asks for."""
    if payments and invoice.cancelled:
        return Problem("invoice_cancelled", "amount")
    paid = sum(payment.amount for payment in payments)
    if paid and (paid < 0) != (invoice.total < 0):
        return Problem("paid_below_zero" if invoice.total else "paid_too_much", "amount")
    return Problem("paid_too_much", "amount") if abs(paid) > abs(invoice.total) else None
