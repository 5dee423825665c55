"""Receipts by day: payments received, invoices owed, planned invoices and opportunities (runway.md, 3, 4 and 6)."""

from collections.abc import Iterator
from datetime import date, timedelta

from rebond.domain.calendar import month_end, month_start, months_from
from rebond.domain.cents import divide, share
from rebond.domain.late.states import promised_day
from rebond.domain.missions.kinds import Invoice, Mission, Terms
from rebond.domain.missions.notice import foreseen_end, last_day
from rebond.domain.money.billing import month_share, planned_invoices
from rebond.domain.money.lateness import lags
from rebond.domain.money.lines import LineKind, Receipt, Source
from rebond.domain.money.scenario import Departure, Income, Scenario
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact, StageId

#: The payment terms assumed for an opportunity, which has no contract yet.
HOPED_TERMS, HOPED_DAYS = Terms.NET, 30


class PaymentDates:
    """The expected payment dates of each client in one scenario."""

    def __init__(self, situation: Situation, scenario: Scenario, today: date) -> None:
        self._lags = situation.once(("lags",), lambda: lags(situation))
        self._settings = situation.settings
        self._season = situation.season
        self._states = situation.states_of
        self._late_by = timedelta(days=scenario.late_by)
        self.today = today
        self.leaving: dict[int, Departure] = {departure.client_id: departure for departure in scenario.leaving}

    def pay_day(self, due: date, client_id: int) -> date | None:
        """Return the day on which an invoice due on `due` is expected to be paid.

        None when the client leaves, stops paying, and has left by then.
        """
        day = due + timedelta(days=self._lags.get(client_id, self._settings.default_lag_days))
        if day <= self.today:
            day = self.today + timedelta(days=self._settings.overdue_grace_days)
        return self._arriving(self._season.open_day(day + self._late_by), client_id)

    def invoice_day(self, invoice: Invoice) -> date | None:
        """Return the day on which an invoice is expected to be paid; None as in `pay_day`.

        A day that the client promised and that is still to come counts in place of its habit, whatever the season.
        """
        promised = self.promised(invoice)
        if promised is None:
            return self.pay_day(invoice.due, invoice.client_id)
        return self._arriving(promised + self._late_by, invoice.client_id)

    def promised(self, invoice: Invoice) -> date | None:
        """Return the day by which the client promised to pay, if it is still to come."""
        return promised_day(self._states.get(invoice.id, ()), self.today)

    def _arriving(self, day: date, client_id: int) -> date | None:
        """Return the day, or None when the client leaves, stops paying, and has left by then."""
        departure = self.leaving.get(client_id)
        return day if departure is None or departure.pays or day < departure.told else None


def payers(situation: Situation) -> tuple[int, ...]:
    """Return the ids of the clients who have an invoice or a mission."""
    return situation.once(("payers",), lambda: tuple({**situation.invoices_of, **situation.missions_of}))


def client_receipts(
    situation: Situation, scenario: Scenario, payment_dates: PaymentDates, client_id: int, horizon: date
) -> Iterator[Receipt]:
    """Yield the receipts of a client, unordered, which no other client's departure changes.

    Past ones too, since charges on them may still be due.
    """
    for invoice in situation.invoices_of.get(client_id, ()):
        yield from _invoice(situation, scenario, payment_dates, invoice)
    if scenario.income is Income.ALL:
        for mission in situation.missions_of.get(client_id, ()):
            yield from _planned(situation, payment_dates, mission, horizon)


def hoped_receipts(
    situation: Situation, scenario: Scenario, payment_dates: PaymentDates, horizon: date
) -> Iterator[Receipt]:
    """Yield the receipts of open opportunities, if the scenario counts them."""
    if scenario.income is Income.ALL and scenario.opportunities:
        for contact in situation.contacts:
            yield from _hoped(contact, payment_dates, horizon)


def invoice_name(situation: Situation, invoice: Invoice) -> str:
    """Return the invoice's name for a person: its client, mission and number."""
    mission = situation.missions_by_id.get(invoice.mission_id or 0)
    parts = (situation.client_names.get(invoice.client_id, ""), mission.name if mission else "", invoice.number)
    return " · ".join(part for part in parts if part)


def _invoice(
    situation: Situation, scenario: Scenario, payment_dates: PaymentDates, invoice: Invoice
) -> Iterator[Receipt]:
    """Yield the payments of an invoice, then its rest; what a credit note cancels out is no receipt.

    The amounts before VAT of an invoice and of the credit notes that name it sum to theirs, to the cent.
    """
    paid = net_paid = 0
    name = invoice_name(situation, invoice)
    source = Source("invoice", invoice.id)
    for payment in situation.payments_of.get(invoice.id, ()):
        paid += payment.amount
        net = share(invoice.amount, paid, invoice.total) - net_paid if invoice.total else 0
        net_paid += net
        yield Receipt(payment.date, net, payment.amount - net, LineKind.RECEIVED, name, source, invoice.month)
    if invoice.settled or scenario.income is Income.NONE:
        return
    rest = situation.rest(invoice)
    if rest * invoice.total <= 0:
        return  # paid in full, or more
    day = payment_dates.invoice_day(invoice)
    if day:
        offset = sum(each.net for each in situation.offsets_of.get(invoice.id, ()))
        net = invoice.amount - net_paid + (offset if invoice.is_credit_note else -offset)
        kind = LineKind.PROMISED if payment_dates.promised(invoice) else LineKind.EXPECTED
        yield Receipt(day, net, rest - net, kind, name, source, invoice.month)


def _planned(situation: Situation, payment_dates: PaymentDates, mission: Mission, horizon: date) -> Iterator[Receipt]:
    last = foreseen_end(mission)
    departure = payment_dates.leaving.get(mission.client_id)
    if departure:
        last = last_day(mission, departure.told, notice_honoured=departure.notice_honoured)
        if last is None:
            return
    name = f"{situation.client_names.get(mission.client_id, '')} · {mission.name}"
    source = Source("mission", mission.id)
    for planned in planned_invoices(situation, mission, last, payment_dates.today, horizon):
        day = payment_dates.pay_day(planned.due, mission.client_id)
        if day:
            label = f"{name} · {planned.milestone}" if planned.milestone else name
            yield Receipt(day, planned.amount, planned.vat, LineKind.PLANNED, label, source, planned.month)


def is_open(contact: Contact) -> bool:
    """Whether the contact is an opportunity neither won nor lost, with an amount, a start and a chance."""
    return bool(
        contact.hoped_amount and contact.hoped_from and contact.chance
        and contact.stage_id not in (StageId.WON, StageId.LOST)
    )  # fmt: skip


def _hoped(contact: Contact, payment_dates: PaymentDates, horizon: date) -> Iterator[Receipt]:
    """Yield a receipt for each month of an open opportunity, weighed by its chance of being won."""
    if not is_open(contact) or contact.hoped_from is None:
        return
    first = max(contact.hoped_from, payment_dates.today)
    until = min(contact.hoped_until, horizon) if contact.hoped_until else horizon
    for month in months_from(month_start(first), until):
        covered, length = month_share(month, first, contact.hoped_until)
        amount = divide(contact.hoped_amount * covered * contact.chance, length * 100)
        issued = min(contact.hoped_until or month_end(month), month_end(month))
        day = payment_dates.pay_day(HOPED_TERMS.due_date(issued, HOPED_DAYS), client_id=0)
        if day:
            yield Receipt(day, amount, 0, LineKind.HOPED, contact.name, Source("contact", contact.id), month)
