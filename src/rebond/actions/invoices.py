"""Invoices and what is paid of them; the day an invoice is settled is kept here and nowhere else."""

import dataclasses
from datetime import date

from rebond.actions.records import put
from rebond.domain.billing import month_amount
from rebond.domain.calendar import month_end
from rebond.domain.contract import due_date
from rebond.domain.entities import Billing, Client, Invoice, Milestone, Mission, Payment
from rebond.domain.money import apply_rate
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import require
from rebond.domain.situation import Situation
from rebond.journal.file import Journal
from rebond.journal.history import Change
from rebond.journal.writing import Writing


def draft_for_month(situation: Situation, mission: Mission, month: date) -> Invoice:
    """The invoice, not written yet, that the contract foresees for a month of the mission."""
    amount, days = month_amount(situation, mission, month, mission.ends)
    last = month_end(month)
    issued = min(mission.ends, last) if mission.ends else last
    drafted = _draft(mission, amount, issued)
    return dataclasses.replace(drafted, month=month, days=days if mission.billing is Billing.DAILY else None)


def draft_for_milestone(mission: Mission, milestone: Milestone) -> Invoice:
    """The invoice, not written yet, of a milestone of the mission."""
    return dataclasses.replace(_draft(mission, milestone.amount, milestone.date), milestone_id=milestone.id)


def _draft(mission: Mission, amount: int, issued: date) -> Invoice:
    return Invoice(
        client_id=mission.client_id,
        mission_id=mission.id,
        amount=amount,
        vat=apply_rate(amount, mission.vat_rate),
        issued=issued,
        due=due_date(issued, mission.terms, mission.terms_days),
    )


def save_invoice(journal: Journal, invoice: Invoice, today: date) -> Change | None:
    """Add or edit an invoice; what was paid of it stays, and decides again whether it is settled.

    :raises Refused: when the row breaks a rule, its number is another's, or more was paid than it now asks for.
    """
    require(invoice, today)
    action = "edit_invoice" if invoice.id else "add_invoice"
    with journal.change(action) as change:
        change.facts["name"] = _named(change, invoice)
        if invoice.number:
            for other in change.matching(Invoice, number=invoice.number):
                if other.id != invoice.id:
                    raise Refused(Problem("invoice_number_taken", "number", {"number": invoice.number}))
        invoice_id = put(change, dataclasses.replace(invoice, settled=None) if not invoice.id else invoice)
        settle(change, invoice_id)
    return change.done


def record_payment(journal: Journal, payment: Payment, today: date) -> Change | None:
    """Write down that a part of an invoice, or its rest, was paid.

    :raises Refused: when the day has not come, the amount is more than the rest, or the invoice is cancelled.
    """
    require(payment, today)
    with journal.change("record_payment") as change:
        change.facts["name"] = _named(change, _invoice(change, payment.invoice_id))
        put(change, payment)
        settle(change, payment.invoice_id)
    return change.done


def delete_payment(journal: Journal, payment: Payment) -> Change | None:
    """Take a payment back that was noted by mistake."""
    with journal.change("delete_payment") as change:
        change.facts["name"] = _named(change, _invoice(change, payment.invoice_id))
        change.delete(Payment, payment.id)
        settle(change, payment.invoice_id)
    return change.done


def set_cancelled(journal: Journal, invoice: Invoice, *, cancelled: bool) -> Change | None:
    """Cancel an invoice, or take that back.

    :raises Refused: when something was paid of it: a credit note is what cancels it then.
    """
    action = "cancel_invoice" if cancelled else "uncancel_invoice"
    with journal.change(action) as change:
        change.facts["name"] = _named(change, invoice)
        if cancelled and change.matching(Payment, invoice_id=invoice.id):
            raise Refused(Problem("cancel_paid", "cancelled"))
        change.update(dataclasses.replace(invoice, cancelled=cancelled))
        settle(change, invoice.id)
    return change.done


def rest_of(invoice: Invoice, payments: tuple[Payment, ...]) -> int:
    """What is still to be paid, VAT included, in cents."""
    return invoice.total - sum(payment.amount for payment in payments)


def settle(change: Writing, invoice_id: int) -> None:
    """Keep the invoice's `settled` day true to its payments, within a change.

    :raises Refused: when more was paid than the invoice asks for, or it is cancelled.
    """
    invoice = _invoice(change, invoice_id)
    payments = tuple(change.matching(Payment, invoice_id=invoice_id))
    if payments and invoice.cancelled:
        raise Refused(Problem("invoice_cancelled", "amount"))
    rest = rest_of(invoice, payments)
    if (rest < 0) != (invoice.total < 0) and rest:
        raise Refused(Problem("paid_too_much", "amount", {"rest": abs(rest)}))
    settled = None if rest or invoice.cancelled or not payments else max(payment.date for payment in payments)
    change.update(dataclasses.replace(invoice, settled=settled))


def _invoice(change: Writing, invoice_id: int) -> Invoice:
    invoice = change.get(Invoice, invoice_id)
    if invoice is None:
        raise Refused(Problem("gone", "amount"))
    return invoice


def _named(change: Writing, invoice: Invoice) -> str:
    """The invoice's number, or its client's name."""
    client = change.get(Client, invoice.client_id)
    return invoice.number or (client.name if client else "")
