"""Invoices and what is paid of them; the day an invoice is settled is kept here and nowhere else."""

import dataclasses
from datetime import date

from rebond.actions.records import named, put, require_there
from rebond.domain.billing import month_amount
from rebond.domain.calendar import month_end
from rebond.domain.contract import due_date
from rebond.domain.entities import Billing, Invoice, Milestone, Mission, Payment
from rebond.domain.money import apply_rate
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import require
from rebond.domain.settlement import fault, settled_on
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

    :raises Refused: when the row breaks a rule, its number is another's, its mission is not the client's, or more was
        paid than it now asks for.
    """
    require(invoice, today)
    with journal.change("edit_invoice" if invoice.id else "add_invoice") as change:
        change.facts["name"] = named(change, invoice)
        _require_own_number(change, invoice)
        _require_own_mission(change, invoice)
        _settle(change, put(change, invoice))
    return change.done


def record_payment(journal: Journal, payment: Payment, today: date) -> Change | None:
    """Write down that a part of an invoice, or its rest, was paid.

    :raises Refused: when the day has not come, the amount is more than the rest, or the invoice is cancelled.
    """
    require(payment, today)
    with journal.change("record_payment") as change:
        change.facts["name"] = named(change, _invoice(change, payment.invoice_id))
        put(change, payment)
        _settle(change, payment.invoice_id)
    return change.done


def delete_payment(journal: Journal, payment: Payment) -> Change | None:
    """Take a payment back that was noted by mistake.

    :raises Refused: when it was taken back in the meantime.
    """
    with journal.change("delete_payment") as change:
        change.facts["name"] = named(change, payment)
        require_there(change, payment)
        change.delete(Payment, payment.id)
        _settle(change, payment.invoice_id)
    return change.done


def set_cancelled(journal: Journal, invoice: Invoice, *, cancelled: bool) -> Change | None:
    """Cancel an invoice, or take that back.

    :raises Refused: when something was paid of it: a credit note is what cancels it then.
    """
    with journal.change("cancel_invoice" if cancelled else "uncancel_invoice") as change:
        current = _invoice(change, invoice.id)
        change.facts["name"] = named(change, current)
        if cancelled and change.matching(Payment, invoice_id=invoice.id):
            raise Refused(Problem("cancel_paid", "cancelled"))
        change.update(dataclasses.replace(current, cancelled=cancelled))
    return change.done


def _settle(change: Writing, invoice_id: int) -> None:
    """Keep the invoice's `settled` day true to its payments, within a change.

    :raises Refused: when more was paid than the invoice asks for, or it is cancelled.
    """
    invoice = _invoice(change, invoice_id)
    payments = change.matching(Payment, invoice_id=invoice_id)
    if found := fault(invoice, payments):
        raise Refused(found)
    change.update(dataclasses.replace(invoice, settled=settled_on(invoice, payments)))


def _require_own_number(change: Writing, invoice: Invoice) -> None:
    others = change.matching(Invoice, number=invoice.number) if invoice.number else ()
    if any(other.id != invoice.id for other in others):
        raise Refused(Problem("invoice_number_taken", "number", {"number": invoice.number}))


def _require_own_mission(change: Writing, invoice: Invoice) -> None:
    """An invoice bills a mission of its client, and a milestone of that mission."""
    mission = change.get(Mission, invoice.mission_id) if invoice.mission_id else None
    milestone = change.get(Milestone, invoice.milestone_id) if invoice.milestone_id else None
    if mission and mission.client_id != invoice.client_id:
        raise Refused(Problem("mission_of_another", "mission_id"))
    if milestone and milestone.mission_id != invoice.mission_id:
        raise Refused(Problem("milestone_of_another", "milestone_id"))


def _invoice(change: Writing, invoice_id: int) -> Invoice:
    invoice = change.get(Invoice, invoice_id)
    if invoice is None:
        raise Refused(Problem("gone"))
    return invoice
