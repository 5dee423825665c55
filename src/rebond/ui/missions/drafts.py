"""Drafts of invoices: for the work that the contract foresees next, for work not invoiced yet, and credit notes."""

import re
from dataclasses import replace
from datetime import date

from rebond.actions.invoices import draft_for_milestone, draft_for_month
from rebond.domain.calendar import add_months, months_from
from rebond.domain.missions.kinds import Billing, Client, Invoice, Mission
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.billing import NotInvoiced
from rebond.domain.money.situation import Situation
from rebond.journal.queries.missions import last_number
from rebond.journal.reader import Reader


def next_invoice(reader: Reader, situation: Situation, client: Client, mission: Mission | None, today: date) -> Invoice:
    """Return a draft for the first month or milestone not invoiced yet; an empty one of today if there is none."""
    if mission is None:
        return Invoice(client_id=client.id, amount=0, issued=today, due=add_months(today, 1))
    for drafted in _foreseen(reader, situation, mission, today):
        return drafted
    due = mission.terms.due_date(today, mission.terms_days)
    return Invoice(client_id=client.id, mission_id=mission.id, amount=0, issued=today, due=due)


def waiting(reader: Reader, situation: Situation, unbilled: NotInvoiced) -> tuple[Invoice, ...]:
    """Return a draft for each month or milestone that is due for an invoice, the oldest first."""
    if unbilled.mission.billing is Billing.MILESTONES:
        named = [
            milestone
            for milestone in situation.milestones_of.get(unbilled.mission.id, ())
            if milestone.name in unbilled.milestones and milestone.id not in situation.billed_milestones
        ]
        named.sort(key=lambda milestone: milestone.date)
        return tuple(draft_for_milestone(unbilled.mission, milestone) for milestone in named)
    return tuple(draft_for_month(reader, situation, unbilled.mission, month) for month in unbilled.months)


def credit_note(invoice: Invoice, today: date) -> Invoice:
    """Return a credit note that corrects the whole of an invoice: the same amounts, negative."""
    return replace(
        invoice, id=0, number="", amount=-invoice.amount, vat=-invoice.vat, issued=today, due=today, settled=None,
        cancelled=False, corrects_id=invoice.id or None, note="",
    )  # fmt: skip


def numbered(reader: Reader, invoice: Invoice) -> Invoice:
    """Return a draft with the number after the last one, unless it has a number."""
    return invoice if invoice.number else replace(invoice, number=number_after(last_number(reader)))


def number_after(number: str) -> str:
    """Return the number that follows: `2026-31` → `2026-32`, `F009` → `F010`; empty if it does not end in digits."""
    parts = re.fullmatch(r"(.*?)(\d{1,9})", number)
    return f"{parts[1]}{int(parts[2]) + 1:0{len(parts[2])}}" if parts else ""


def _foreseen(reader: Reader, situation: Situation, mission: Mission, today: date) -> list[Invoice]:
    if mission.billing is Billing.MILESTONES:
        milestones = situation.milestones_of.get(mission.id, ())
        left = [milestone for milestone in milestones if milestone.id not in situation.billed_milestones]
        left.sort(key=lambda milestone: milestone.date)
        return [draft_for_milestone(mission, milestone) for milestone in left[:1]]
    horizon = add_months(today, 12)
    last = min(foreseen_end(mission) or horizon, horizon)
    for month in months_from(mission.starts, last):
        if (mission.id, month) in situation.billed_months:
            continue
        drafted = draft_for_month(reader, situation, mission, month)
        if drafted.amount:
            return [drafted]
    return []
