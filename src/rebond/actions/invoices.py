"""Actions on invoices and payments, which alone keep `Invoice.settled` up to date."""

import dataclasses
from datetime import date

from rebond.actions.action import action, added_or_edited, declare_sentence
from rebond.actions.records import named, put, require_there
from rebond.domain.calendar import month_end
from rebond.domain.cents import apply_rate
from rebond.domain.missions.kinds import Billing, Invoice, Milestone, Mission, Payment
from rebond.domain.missions.settlement import fault, settled_on
from rebond.domain.money.billing import month_amount
from rebond.domain.money.situation import Situation
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction

declare_problems({
    "mission_of_another": later("This mission is of another client. Choose one of this client."),
    "milestone_of_another": later("This milestone is of another mission. Choose one of this mission."),
    "cancel_paid": later("Something was paid of this invoice. Take the payment back, or write a credit note."),
})  # fmt: skip


def draft_for_month(situation: Situation, mission: Mission, month: date) -> Invoice:
    """Return an unsaved invoice for a month of the mission, by its contract."""
    amount, days = month_amount(situation, mission, month, mission.ends)
    last = month_end(month)
    issued = min(mission.ends, last) if mission.ends else last
    drafted = _draft(mission, amount, issued)
    return dataclasses.replace(drafted, month=month, days=days if mission.billing is Billing.DAILY else None)


def draft_for_milestone(mission: Mission, milestone: Milestone) -> Invoice:
    """Return an unsaved invoice for a milestone of the mission."""
    return dataclasses.replace(_draft(mission, milestone.amount, milestone.date), milestone_id=milestone.id)


def _draft(mission: Mission, amount: int, issued: date) -> Invoice:
    return Invoice(
        client_id=mission.client_id,
        mission_id=mission.id,
        amount=amount,
        vat=apply_rate(amount, mission.vat_rate),
        issued=issued,
        due=mission.terms.due_date(issued, mission.terms_days),
    )


@action("save_invoice")
def save_invoice(transaction: Transaction, invoice: Invoice, today: date) -> int:
    """Add or edit an invoice, and recompute whether its payments settle it; returns its id.

    :raises Refused: when the row breaks a rule, another has its number, its mission is another client's, or its
        payments exceed its new total.
    """
    require(invoice, today)
    transaction.describe(added_or_edited(invoice), name=named(transaction, invoice))
    _require_own_number(transaction, invoice)
    _require_own_mission(transaction, invoice)
    invoice_id = put(transaction, invoice)
    _settle(transaction, invoice_id)
    return invoice_id


@action("record_payment", later("Payment noted: {name}"))
def record_payment(transaction: Transaction, payment: Payment, today: date) -> int:
    """Record a payment of an invoice, in full or in part; returns its id.

    :raises Refused: when the day is in the future, the amount exceeds the rest, or the invoice is cancelled.
    """
    require(payment, today)
    transaction.describe(name=named(transaction, _invoice(transaction, payment.invoice_id)))
    payment_id = put(transaction, payment)
    _settle(transaction, payment.invoice_id)
    return payment_id


@action("delete_payment")
def delete_payment(transaction: Transaction, payment: Payment) -> None:
    """Delete a payment that was recorded by mistake.

    :raises Refused: when it was deleted in the meantime.
    """
    transaction.describe(name=named(transaction, payment))
    require_there(transaction, payment)
    transaction.delete(Payment, payment.id)
    _settle(transaction, payment.invoice_id)


@action("set_cancelled")
def set_cancelled(transaction: Transaction, invoice: Invoice, *, cancelled: bool) -> None:
    """Cancel an invoice, or undo its cancellation.

    :raises Refused: when it has payments: it then takes a credit note to cancel it.
    """
    current = _invoice(transaction, invoice.id)
    transaction.describe("cancel_invoice" if cancelled else "uncancel_invoice", name=named(transaction, current))
    if cancelled and transaction.matching(Payment, invoice_id=invoice.id):
        raise Refused(Problem("cancel_paid", "cancelled"))
    transaction.update(dataclasses.replace(current, cancelled=cancelled))


declare_sentence("cancel_invoice", later("Invoice cancelled: {name}"))
declare_sentence("uncancel_invoice", later("Invoice no longer cancelled: {name}"))


def _settle(transaction: Transaction, invoice_id: int) -> None:
    """Update the invoice's `settled` day from its payments.

    :raises Refused: when the payments exceed its total, or it is cancelled.
    """
    invoice = _invoice(transaction, invoice_id)
    payments = transaction.matching(Payment, invoice_id=invoice_id)
    if problem := fault(invoice, payments):
        raise Refused(problem)
    transaction.update(dataclasses.replace(invoice, settled=settled_on(invoice, payments)))


def _require_own_number(transaction: Transaction, invoice: Invoice) -> None:
    others = transaction.matching(Invoice, number=invoice.number) if invoice.number else ()
    if any(other.id != invoice.id for other in others):
        raise Refused(Problem("invoice_number_taken", "number", {"number": invoice.number}))


def _require_own_mission(transaction: Transaction, invoice: Invoice) -> None:
    """:raises Refused: when the mission is another client's, or the milestone another mission's."""
    mission = transaction.get(Mission, invoice.mission_id) if invoice.mission_id else None
    milestone = transaction.get(Milestone, invoice.milestone_id) if invoice.milestone_id else None
    if mission and mission.client_id != invoice.client_id:
        raise Refused(Problem("mission_of_another", "mission_id"))
    if milestone and milestone.mission_id != invoice.mission_id:
        raise Refused(Problem("milestone_of_another", "milestone_id"))


def _invoice(transaction: Transaction, invoice_id: int) -> Invoice:
    invoice = transaction.get(Invoice, invoice_id)
    if invoice is None:
        raise Refused(Problem("gone"))
    return invoice
