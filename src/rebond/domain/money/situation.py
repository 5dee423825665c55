"""The rows that the runway and the concentration are computed from, as one frozen value with lookups."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from rebond.domain.agreements.amendments import ToInvoice
from rebond.domain.calendar import Season, Window
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, Payment, PlannedDays
from rebond.domain.missions.settlement import Offset, offsets, rest_of
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense, Settings
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.value_classes import dataclass

T = TypeVar("T")

#: The parts kept at a time; sixteen scenarios of forty clients and as many expenses have some hundreds.
_MOST_COMPUTED = 4_000


@dataclass(frozen=True)
class Situation:
    """The journal's rows about money.

    Rows that no figure needs may be left out: invoices settled long ago, missions ended over a year ago. An invoice
    that credit notes correct is there with all of them, and their payments.
    """

    settings: Settings = field(default_factory=Settings)
    charge_rates: tuple[ChargeRate, ...] = ()
    closure_windows: tuple[ClosureWindow, ...] = ()
    clients: tuple[Client, ...] = ()
    missions: tuple[Mission, ...] = ()
    planned_days: tuple[PlannedDays, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    #: States of unpaid invoices; those that promise a day bear on the runway.
    invoice_states: tuple[InvoiceState, ...] = ()
    accounts: tuple[Account, ...] = ()
    balances: tuple[Balance, ...] = ()
    expenses: tuple[Expense, ...] = ()
    contacts: tuple[Contact, ...] = ()
    #: Of missions that are not billed by milestones: there, an accepted amendment is a milestone.
    amendments: tuple[ToInvoice, ...] = ()

    @cached_property
    def client_names(self) -> Mapping[int, str]:
        """Each client's name by id; namesakes are numbered, so that a person tells them apart."""
        seen: Counter[str] = Counter()
        names: dict[int, str] = {}
        for client in self.clients:
            seen[client.name] += 1
            count = seen[client.name]
            names[client.id] = client.name if count == 1 else f"{client.name} ({count})"
        return names

    @cached_property
    def missions_by_id(self) -> Mapping[int, Mission]:
        return {mission.id: mission for mission in self.missions}

    @cached_property
    def invoices_of(self) -> Mapping[int, Sequence[Invoice]]:
        """The invoices of each client, without cancelled ones."""
        invoices: dict[int, list[Invoice]] = defaultdict(list)
        for invoice in self.invoices:
            if not invoice.cancelled:
                invoices[invoice.client_id].append(invoice)
        return invoices

    @cached_property
    def missions_of(self) -> Mapping[int, Sequence[Mission]]:
        missions: dict[int, list[Mission]] = defaultdict(list)
        for mission in self.missions:
            missions[mission.client_id].append(mission)
        return missions

    @cached_property
    def days_of(self) -> Mapping[tuple[int, date], int]:
        """The hundredths of a day planned by (mission id, month), in place of `Mission.days_per_month`."""
        return {(planned.mission_id, planned.month): planned.days for planned in self.planned_days}

    @cached_property
    def milestones_of(self) -> Mapping[int, Sequence[Milestone]]:
        milestones: dict[int, list[Milestone]] = defaultdict(list)
        for milestone in self.milestones:
            milestones[milestone.mission_id].append(milestone)
        return milestones

    @cached_property
    def amendments_of(self) -> Mapping[int, Sequence[ToInvoice]]:
        """The accepted amendments of each mission that no invoice bills."""
        amendments: dict[int, list[ToInvoice]] = defaultdict(list)
        for amendment in self.amendments:
            amendments[amendment.mission_id].append(amendment)
        return amendments

    @cached_property
    def payments_of(self) -> Mapping[int, Sequence[Payment]]:
        """The payments of each invoice, by date."""
        payments: dict[int, list[Payment]] = defaultdict(list)
        for payment in sorted(self.payments, key=lambda payment: (payment.date, payment.id)):
            payments[payment.invoice_id].append(payment)
        return payments

    @cached_property
    def states_of(self) -> Mapping[int, Sequence[InvoiceState]]:
        """The states of each invoice."""
        states: dict[int, list[InvoiceState]] = defaultdict(list)
        for state in self.invoice_states:
            states[state.invoice_id].append(state)
        return states

    @cached_property
    def offsets_of(self) -> Mapping[int, Sequence[Offset]]:
        """The amounts that credit notes cancel out, by the id of the invoice and of the credit note."""
        return offsets(self.invoices, self.payments_of)

    def rest(self, invoice: Invoice) -> int:
        """Return what is left to pay of an invoice, VAT included, in cents."""
        return rest_of(invoice, self.payments_of.get(invoice.id, ()), self.offsets_of.get(invoice.id, ()))

    @cached_property
    def _billing_invoices(self) -> Sequence[Invoice]:
        """The invoices that bill work: neither cancelled nor credit notes."""
        return [invoice for invoice in self.invoices if not invoice.cancelled and not invoice.is_credit_note]

    @cached_property
    def billed_months(self) -> frozenset[tuple[int, date]]:
        """The (mission id, month) pairs that have an invoice, of any amount."""
        return frozenset((i.mission_id, i.month) for i in self._billing_invoices if i.mission_id and i.month)

    @cached_property
    def billed_milestones(self) -> frozenset[int]:
        return frozenset(i.milestone_id for i in self._billing_invoices if i.milestone_id)

    @cached_property
    def _computed(self) -> dict[tuple[Any, ...], Any]:
        return {}

    def once(self, key: tuple[Any, ...], compute: Callable[[], T], *, of: str = "") -> T:
        """Return what `compute` returns, computed once for each key: most scenarios share most of their parts.

        :param of: "expenses" or "contacts" if it depends on those (see `with_apart`); no part depends on both.
        """
        whole_key = (of, *key)
        if whole_key not in self._computed:
            if len(self._computed) >= _MOST_COMPUTED:  # a slider asks for a part of its own at each step
                self._computed.clear()
            self._computed[whole_key] = compute()
        found: T = self._computed[whole_key]
        return found

    def with_apart(self, **rows: tuple[Expense, ...] | tuple[Contact, ...]) -> "Situation":
        """Return the situation with other `expenses` or `contacts`, and all that was computed without those."""
        changed: dict[str, Any] = dict(rows)
        other = replace(self, **changed)
        names = {field.name for field in fields(self)}
        vars(other).update({name: value for name, value in vars(self).items() if name not in names})
        vars(other)["_computed"] = {key: value for key, value in self._computed.items() if key[0] not in changed}
        return other

    @cached_property
    def season(self) -> Season:
        return Season(self.windows)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return tuple(Window(_month_day(row.first), _month_day(row.last)) for row in self.closure_windows)


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)
