"""Actions on invoices, credit notes and payments, which alone keep `Invoice.settled` up to date."""

import dataclasses
from collections.abc import Iterable
from datetime import date

from rebond.actions.action import action, added_or_edited, declare_sentence
from rebond.actions.records import named, put, require_there
from rebond.domain.calendar import month_end
from rebond.domain.cents import vat_of
from rebond.domain.missions.kinds import Billing, Invoice, Milestone, Mission, Payment
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.missions.settlement import correction_fault, fault, offsets, settled_on
from rebond.domain.money.billing import amount_of_days, month_amount
from rebond.domain.money.situation import Situation
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.queries.worked_days import worked_in
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction

declare_problems({
    "mission_of_another": later("This mission is of another client. Choose one of this client."),
    "milestone_of_another": later("This milestone is of another mission. Choose one of this mission."),
    "cancel_paid": later("Something was paid of this invoice. Take the payment back, or write a credit note."),
    "cancel_corrected": later("A credit note corrects this invoice. Cancel or delete the credit note before."),
    "corrected": later("A credit note corrects this invoice of this client. Change the credit note before."),
})  # fmt: skip


def draft_for_month(reader: Reader, situation: Situation, mission: Mission, month: date) -> Invoice:
    """Return an unsaved invoice for a month of the mission.

    It bills what the contract says; of a mission billed by the day, the days worked that were noted in the month, else
    those planned.
    """
    daily = mission.billing is Billing.DAILY
    if worked := sum(day.days for day in worked_in(reader, mission.id, month)) if daily else 0:
        amount, days = amount_of_days(mission, worked), worked
    else:
        amount, days = month_amount(situation, mission, month, foreseen_end(mission))
    drafted = _draft(mission, amount, _issue_day(mission, month))
    return dataclasses.replace(drafted, month=month, days=days if daily else None)


def draft_for_milestone(mission: Mission, milestone: Milestone) -> Invoice:
    """Return an unsaved invoice for a milestone of the mission."""
    return dataclasses.replace(_draft(mission, milestone.amount, milestone.date), milestone_id=milestone.id)


def draft_for_amendment(mission: Mission, amount: int, note: str, today: date) -> Invoice:
    """Return an unsaved invoice of `amount` cents for an accepted amendment, whose number `note` says."""
    return dataclasses.replace(_draft(mission, amount, today), note=note)


def _issue_day(mission: Mission, month: date) -> date:
    """Return the last day of a month, or of the mission if it ends before."""
    last, end = month_end(month), foreseen_end(mission)
    return min(end, last) if end else last


def _draft(mission: Mission, amount: int, issued: date) -> Invoice:
    return Invoice(
        client_id=mission.client_id,
        mission_id=mission.id,
        amount=amount,
        vat=vat_of(amount, mission.vat_rate),
        issued=issued,
        due=mission.terms.due_date(issued, mission.terms_days),
    )


@action("save_invoice")
def save_invoice(transaction: Transaction, invoice: Invoice, today: date) -> int:
    """Add or edit an invoice, and recompute whether its payments settle it; returns its id.

    :raises Refused: when the row breaks a rule, another has its number, its mission is another client's, it names an
        invoice that it cannot correct, or its payments exceed its new total.
    """
    require(invoice, today)
    transaction.describe(_saying(invoice, added_or_edited(invoice)), name=named(transaction, invoice))
    _require_own_number(transaction, invoice)
    _require_own_mission(transaction, invoice)
    _require_correction(transaction, invoice)
    before = transaction.get(Invoice, invoice.id) if invoice.id else None
    invoice_id = put(transaction, invoice)
    settle(transaction, (invoice_id, *((before.corrects_id,) if before and before.corrects_id else ())))
    return invoice_id


@action("delete_invoice")
def delete_invoice(transaction: Transaction, invoice: Invoice) -> None:
    """Delete an invoice and its payments; credit notes that name it stay, as refunds of their own.

    :raises Refused: when it was deleted in the meantime.
    """
    transaction.describe(_saying(invoice, "delete_invoice"), name=named(transaction, invoice))
    require_there(transaction, invoice)
    current = _invoice(transaction, invoice.id)
    for note in transaction.matching(Invoice, corrects_id=invoice.id):
        # One change of the row rather than two, so that bringing the invoice back brings both values back.
        alone = dataclasses.replace(note, corrects_id=None)
        payments = transaction.matching(Payment, invoice_id=note.id)
        transaction.update(dataclasses.replace(alone, settled=settled_on(alone, payments)))
    transaction.delete(Invoice, invoice.id)
    if current.corrects_id:
        settle(transaction, [current.corrects_id])


@action("record_payment", later("Payment noted: {name}"))
def record_payment(transaction: Transaction, payment: Payment, today: date) -> int:
    """Record a payment of an invoice, in full or in part; returns its id.

    :raises Refused: when the day is in the future, the amount exceeds the rest, or the invoice is cancelled.
    """
    require(payment, today)
    transaction.describe(name=named(transaction, _invoice(transaction, payment.invoice_id)))
    payment_id = put(transaction, payment)
    settle(transaction, [payment.invoice_id])
    return payment_id


@action("delete_payment")
def delete_payment(transaction: Transaction, payment: Payment) -> None:
    """Delete a payment that was recorded by mistake.

    :raises Refused: when it was deleted in the meantime.
    """
    transaction.describe(name=named(transaction, payment))
    require_there(transaction, payment)
    transaction.delete(Payment, payment.id)
    settle(transaction, [payment.invoice_id])


@action("set_cancelled")
def set_cancelled(transaction: Transaction, invoice: Invoice, *, cancelled: bool) -> None:
    """Cancel an invoice, or undo its cancellation.

    :raises Refused: when it has payments: it then takes a credit note to cancel it. When a credit note corrects it.
        When it is a credit note no longer cancelled, and what it corrects cannot be corrected by now.
    """
    current = _invoice(transaction, invoice.id)
    transaction.describe("cancel_invoice" if cancelled else "uncancel_invoice", name=named(transaction, current))
    if cancelled and transaction.matching(Payment, invoice_id=invoice.id):
        raise Refused(Problem("cancel_paid", "cancelled"))
    notes = transaction.matching(Invoice, corrects_id=invoice.id)
    if cancelled and not all(note.cancelled for note in notes):
        raise Refused(Problem("cancel_corrected", "cancelled"))
    changed = dataclasses.replace(current, cancelled=cancelled)
    _require_correction(transaction, changed)
    transaction.update(changed)
    settle(transaction, [invoice.id])


declare_sentence("add_credit_note", later("Credit note added: {name}"))
declare_sentence("edit_credit_note", later("Credit note changed: {name}"))
declare_sentence("delete_credit_note", later("Credit note deleted: {name}"))
declare_sentence("cancel_invoice", later("Invoice cancelled: {name}"))
declare_sentence("uncancel_invoice", later("Invoice no longer cancelled: {name}"))


def settle(transaction: Transaction, invoice_ids: Iterable[int]) -> None:
    """Update `settled` of these invoices, and of the invoices and credit notes that correct one another with them.

    An id that is not there is passed over.

    :raises Refused: when the payments of one exceed its total, or it is cancelled.
    """
    rows = filter(None, (transaction.get(Invoice, invoice_id) for invoice_id in invoice_ids))
    for corrected_id in sorted({row.corrects_id or row.id for row in rows}):
        family = (_invoice(transaction, corrected_id), *transaction.matching(Invoice, corrects_id=corrected_id))
        payments = {row.id: transaction.matching(Payment, invoice_id=row.id) for row in family}
        offset = offsets(family, payments)
        for row in family:
            if problem := fault(row, payments[row.id]):
                raise Refused(problem)
            settled = settled_on(row, payments[row.id], offset.get(row.id, ()))
            transaction.update(dataclasses.replace(row, settled=settled))


def _saying(invoice: Invoice, code: str) -> str:
    """Return the code of an action on an invoice, or that on a credit note, for the history's sentence."""
    return code.replace(Invoice.kind, "credit_note") if invoice.is_credit_note else code


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


def _require_correction(transaction: Transaction, invoice: Invoice) -> None:
    """:raises Refused: when the invoice cannot correct the one it names, or no longer be corrected as one names it."""
    if invoice.corrects_id is not None:
        corrected = transaction.get(Invoice, invoice.corrects_id)
        problem = correction_fault(invoice, corrected) if corrected else Problem("gone", "corrects_id")
        if problem:
            raise Refused(problem)
    for note in transaction.matching(Invoice, corrects_id=invoice.id) if invoice.id else ():
        if note.id == invoice.id:  # it names itself
            raise Refused(Problem("corrects_credit_note", "corrects_id"))
        if correction_fault(note, invoice):
            raise Refused(Problem("corrected", "amount" if note.client_id == invoice.client_id else "client_id"))


def _invoice(transaction: Transaction, invoice_id: int) -> Invoice:
    invoice = transaction.get(Invoice, invoice_id)
    if invoice is None:
        raise Refused(Problem("gone"))
    return invoice
