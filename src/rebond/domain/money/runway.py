"""The cash projection: every day's balance from today to the horizon, and the dated lines it sums (runway.md, 1-7).

No other code computes a balance.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, partial
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from rebond.domain.calendar import add_months, months_between
from rebond.domain.money.charges import Bases, bases, charges_on
from rebond.domain.money.kinds import Balance, Every, Expense
from rebond.domain.money.lines import Line, LineKind, Receipt, Source
from rebond.domain.money.receipts import PaymentDates, client_receipts, hoped_receipts, payers
from rebond.domain.money.scenario import Scenario
from rebond.domain.money.situation import Situation
from rebond.domain.value_classes import dataclass

_DATE = attrgetter("date")


@dataclass(frozen=True)
class Projection:
    """The closing balance of every day from `today` to the horizon, both included, in cents.

    `opening` plus the `lines` up to a day is that day's balance. `opening_lines` are the account balances that sum to
    `opening`; `since` is the newest of their dates.
    """

    today: date
    horizon_months: int
    opening: int
    since: date
    opening_lines: tuple[Line, ...]
    lines: tuple[Line, ...]
    balances: tuple[int, ...]

    @cached_property
    def zero_date(self) -> date | None:
        """The first day whose closing balance is below 0; None if there is none up to the horizon."""
        for offset, balance in enumerate(self.balances):
            if balance < 0:
                return self.today + timedelta(days=offset)
        return None

    @cached_property
    def months_left(self) -> Fraction | None:
        """The exact number of months to the zero date; None if there is none up to the horizon."""
        return None if self.zero_date is None else months_between(self.today, self.zero_date)

    def balance_on(self, day: date) -> int:
        return self.balances[(day - self.today).days]

    def lines_until(self, day: date) -> tuple[Line, ...]:
        """Return the lines that sum to the closing balance of `day`, the opening balances first."""
        return self.opening_lines + tuple(line for line in self.lines if line.date <= day)


def opening_cash(situation: Situation, today: date) -> tuple[date, tuple[Line, ...]]:
    """Return the newest date of the counted accounts' latest balances, and those balances as lines (runway.md, 1)."""
    counted = {account.id: account.name for account in situation.accounts if account.counted}
    latest: dict[int, Balance] = {}
    for balance in situation.balances:
        previous = latest.get(balance.account_id)
        if balance.account_id in counted and (previous is None or balance.date > previous.date):
            latest[balance.account_id] = balance
    since = max((balance.date for balance in latest.values()), default=today)
    return since, tuple(
        Line(today, b.amount, LineKind.OPENING, counted[b.account_id], Source("account", b.account_id), None, b.date)
        for b in latest.values()
    )


def project(situation: Situation, scenario: Scenario, today: date) -> Projection:
    """Project the daily balances of `scenario` from `today` to the horizon of the settings."""
    horizon_months = situation.settings.horizon_months
    horizon = add_months(today, horizon_months)
    since, opening_lines = opening_cash(situation, today)
    opening = sum(line.amount for line in opening_lines)

    income = _income(situation, scenario, today, since, horizon)
    spent = situation.once(
        ("spent", scenario.essentials_only, today, since, horizon),
        lambda: _by_date(_spent(situation, scenario, today, since, horizon)),
        of="expenses",
    )
    lines = sorted((*income.lines, *spent, *income.charges), key=_DATE)

    daily = [0] * ((horizon - today).days + 1)
    daily[0] = opening
    for line in lines:
        daily[(line.date - today).days] += line.amount
    balances = tuple(accumulate(daily))
    return Projection(today, horizon_months, opening, since, opening_lines, tuple(lines), balances)


class _Income(NamedTuple):
    """The lines of a scenario's receipts, and those of the charges on them; each tuple is sorted by date."""

    lines: tuple[Line, ...]
    charges: tuple[Line, ...]


class _Received(NamedTuple):
    """Receipts of one client, or those hoped for, as lines; and what charges are computed on."""

    lines: tuple[Line, ...]
    bases: Bases


def _income(situation: Situation, scenario: Scenario, today: date, since: date, horizon: date) -> _Income:
    """Return the income of a scenario, which no expense changes."""

    def compute() -> _Income:
        received = list(_received(situation, scenario, today, since, horizon))
        charges = (
            Line(charge.date, -charge.amount, LineKind.CHARGES, "", None, charge.period, None, charge.parts)
            for charge in charges_on(part.bases for part in received)
        )
        return _Income(
            _by_date(line for part in received for line in part.lines),
            _by_date(_counted(charges, today, since, horizon)),
        )

    key = ("income", replace(scenario, essentials_only=False), today, since, horizon)
    return situation.once(key, compute, of="contacts")


def _by_date(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=_DATE))


def _received(situation: Situation, scenario: Scenario, today: date, since: date, horizon: date) -> Iterator[_Received]:
    """Yield the receipts of each client, computed once for all scenarios that differ for other clients only."""
    payment_dates = PaymentDates(situation, scenario, today)

    def part(receipts: Iterable[Receipt]) -> _Received:
        received = list(receipts)
        lines = (Line(r.date, r.net + r.vat, r.kind, r.name, r.source, r.month) for r in received)
        sums = bases(situation.settings, situation.charge_rates, ((r.date, r.net, r.vat) for r in received))
        return _Received(tuple(_counted(lines, today, since, horizon)), sums)

    def of_client(client_id: int) -> _Received:
        return part(client_receipts(situation, scenario, payment_dates, client_id, horizon))

    for client_id in payers(situation):
        departure = payment_dates.leaving.get(client_id)
        key = ("received", client_id, departure, scenario.income, scenario.late_by, today, since, horizon)
        yield situation.once(key, partial(of_client, client_id))
    yield part(hoped_receipts(situation, scenario, payment_dates, horizon))


def _counted(moves: Iterable[Line], today: date, since: date, horizon: date) -> Iterator[Line]:
    """Yield the movements after the opening balances and up to the horizon; past ones count today."""
    for move in moves:
        if move.amount and since < move.date <= horizon:
            yield move if move.date >= today else move._replace(date=today, happened=move.date)


def _spent(situation: Situation, scenario: Scenario, today: date, since: date, horizon: date) -> Iterator[Line]:
    """Yield every expense due from the month of `since`; in `essentials_only`, others stop tomorrow (runway.md, 2)."""
    for expense in situation.expenses:
        until = today if scenario.essentials_only and not expense.essential else horizon
        key = ("expense", expense, until, today, since, horizon)  # kept when another expense is edited
        yield from situation.once(key, partial(_spent_on, expense, until, today, since, horizon))


def _spent_on(expense: Expense, until: date, today: date, since: date, horizon: date) -> tuple[Line, ...]:
    source = Source("expense", expense.id)
    days = occurrences(expense, since, min(expense.last or until, until))
    lines = (Line(day, -expense.amount, LineKind.EXPENSE, expense.name, source) for day in days)
    return tuple(_counted(lines, today, since, horizon))


def occurrences(expense: Expense, since: date, until: date) -> Iterator[date]:
    """Yield the days on which an expense falls due up to `until`, starting at the latest in the month of `since`."""
    if expense.every is Every.ONCE:
        if expense.first <= until:
            yield expense.first
        return
    step = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[expense.every]
    past = (since.year - expense.first.year) * 12 + since.month - expense.first.month
    months = max(0, past // step * step)
    while (day := add_months(expense.first, months)) <= until:
        yield day
        months += step
