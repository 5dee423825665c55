"""What a new invoice begins with: the work the contract foresees next, and the number after the last one."""

import re
from dataclasses import replace
from datetime import date

from rebond.actions.invoices import draft_for_milestone, draft_for_month
from rebond.domain.calendar import add_months, months_from
from rebond.domain.missions.kinds import Billing, Client, Invoice, Mission
from rebond.domain.money.billing import NotInvoiced
from rebond.domain.money.situation import Situation


def next_invoice(situation: Situation, client: Client, mission: Mission | None, today: date) -> Invoice:
    """The first month or milestone that no invoice bills; an empty invoice of today when the contract names none."""
    if mission is None:
        return Invoice(client_id=client.id, amount=0, issued=today, due=add_months(today, 1))
    for drafted in _foreseen(situation, mission, today):
        return drafted
    due = mission.terms.due_date(today, mission.terms_days)
    return Invoice(client_id=client.id, mission_id=mission.id, amount=0, issued=today, due=due)


def waiting(situation: Situation, found: NotInvoiced) -> tuple[Invoice, ...]:
    """An invoice for each month or milestone of a mission that waits for one, the oldest first."""
    if found.mission.billing is Billing.MILESTONES:
        open_ones = situation.milestones_of.get(found.mission.id, ())
        named = [one for one in open_ones if one.name in found.milestones and one.id not in situation.billed_milestones]
        return tuple(draft_for_milestone(found.mission, one) for one in sorted(named, key=lambda one: one.date))
    return tuple(draft_for_month(situation, found.mission, month) for month in found.months)


def credit_note(invoice: Invoice, today: date) -> Invoice:
    """A credit note over an invoice, whole: it asks for what the invoice asked for, below 0."""
    return replace(
        invoice, id=0, number="", amount=-invoice.amount, vat=-invoice.vat, issued=today, due=today, settled=None,
        cancelled=False, note=invoice.number,
    )  # fmt: skip


def number_after(number: str) -> str:
    """The number that follows: `2026-31` → `2026-32`, `F009` → `F010`; empty when it does not end in digits."""
    parts = re.fullmatch(r"(.*?)(\d{1,9})", number)
    return f"{parts[1]}{int(parts[2]) + 1:0{len(parts[2])}}" if parts else ""


def _foreseen(situation: Situation, mission: Mission, today: date) -> list[Invoice]:
    if mission.billing is Billing.MILESTONES:
        left = [one for one in situation.milestones_of.get(mission.id, ()) if one.id not in situation.billed_milestones]
        return [draft_for_milestone(mission, one) for one in sorted(left, key=lambda one: one.date)[:1]]
    horizon = add_months(today, 12)
    last = min(mission.ends, horizon) if mission.ends else horizon
    for month in months_from(mission.starts, last):
        drafted = draft_for_month(situation, mission, month)
        if drafted.amount and (mission.id, month) not in situation.billed_months:
            return [drafted]
    return []
