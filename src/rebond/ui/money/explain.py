"""Explanations: the dated lines that add up to a figure, to the cent (runway.md, 10)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate

from rebond.charts.labels import line_label
from rebond.charts.runway_sentences import listed
from rebond.domain.calendar import add_months
from rebond.domain.money import revenue
from rebond.domain.money.lines import Source
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.revenue import Billed
from rebond.domain.money.runway import Projection
from rebond.domain.money.situation import Situation
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.savings import AccountRow
from rebond.ui.speech import _, language

#: The measures of concentration by name, with the function that returns the lines each is computed from.
MEASURES = {"invoiced": revenue.invoiced, "to_come": revenue.to_come, "worked": revenue.worked}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of an explanation; `amount`, and the sum so far in `running`, are in the explanation's unit."""

    date: date
    what: str
    amount: int
    running: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lines behind a figure, which add up to `total`: cents, or hundredths of days if `currency` is empty.

    `note` tells how the figure follows from the total if it is not the total itself.
    """

    title: str
    note: str
    items: tuple[Item, ...]
    currency: str

    @property
    def total(self) -> int:
        return self.items[-1].running if self.items else 0

    def written(self, amount: int) -> str:
        """Return an amount in the explanation's unit, as text."""
        if self.currency:
            return language().money(amount, self.currency)
        return _("{days} d").format(days=language().days(amount))


def balance(projection: Projection, day: date, line: str, currency: str, note: str = "") -> Explanation:
    """Explain the closing balance of a day by the opening balances and every movement until then.

    `line` is the name of the line in the chart.
    """
    title = _("Balance of {date}, {line}").format(date=language().day(day), line=line)
    return _of_lines(title, note, projection, day, currency)


def opening(projection: Projection, currency: str) -> Explanation:
    """Explain the opening savings by the latest balance of each account that counts."""
    lines = projection.opening_lines
    rows = [(line.happened or line.date, line.name, line.amount, line.source) for line in lines]
    return Explanation(_("Savings that count"), "", _items(rows), currency)


def months_left(projection: Projection, line: str, currency: str) -> Explanation:
    """Explain the months left by the balance of the first day below zero, or of the horizon if there is none."""
    zero = projection.zero_date
    if zero is None:
        horizon = add_months(projection.today, projection.horizon_months)
        note = _("No day within {months} months ends below zero.").format(months=projection.horizon_months)
        return balance(projection, horizon, line, currency, note)
    before = "" if zero == projection.today else _(
        "On {before} the balance is still {amount}; {date} is the first day that ends below zero."
    ).format(
        before=language().day(zero - timedelta(days=1)),
        amount=language().money(projection.balance_on(zero - timedelta(days=1)), currency),
        date=language().day(zero),
    )  # fmt: skip
    return balance(projection, zero, line, currency, before)


def reserve(outlook: Outlook, name: str) -> Explanation | None:
    """Explain the reserve needed by the lowest balance before the goal if the largest client leaves.

    None when there is no client or no reserve to compute; `name` is the client's.
    """
    answer, needed = outlook.largest_leaves, outlook.reserve_needed
    if answer is None or needed is None:
        return None
    projection, settings = answer.projection, outlook.situation.settings
    goal = add_months(projection.today, settings.goal_months)
    balances = projection.balances[: (goal - projection.today).days]
    lowest = min(range(len(balances)), key=balances.__getitem__, default=0)
    note = _(
        "The lowest balance before {date}, {months} months ahead, if {name}, the largest client, leaves today. "
        "A reserve of {amount} keeps it at zero or above."
    ).format(
        date=language().day(goal),
        months=settings.goal_months,
        name=name,
        amount=language().money(needed, settings.currency),
    )
    return balance(projection, projection.today + timedelta(days=lowest), name, settings.currency, note)


def held(day: date, accounts: Iterable[AccountRow], currency: str) -> Explanation:
    """Explain the savings on a past day by the balances noted until then."""
    rows = [
        (row.balance.date, row.account.name, row.balance.amount, Source("account", row.account.id))
        for row in accounts
        if row.balance
    ]
    title = _("Savings on {date}").format(date=language().day(day))
    return Explanation(title, "", _items(sorted(rows, key=_by_day)), currency)


def shares(situation: Situation, today: date, measure: str, clients: Iterable[int], note: str = "") -> Explanation:
    """Explain the part of some clients, by id, in the revenue by the invoices or days counted."""
    client_ids = tuple(clients)
    names = [situation.client_names[client_id] for client_id in client_ids]
    lines = [line for line in MEASURES[measure](situation, today) if line.client_id in client_ids]
    rows = [(line.date, _invoice(line), line.amount, line.source) for line in lines]
    currency = "" if measure == "worked" else situation.settings.currency
    return Explanation(listed(language(), names), note, _items(sorted(rows, key=_by_day)), currency)


def _invoice(billed: Billed) -> str:
    if billed.month is None:
        return billed.name
    return _("{what}, {month}").format(what=billed.name, month=language().month(billed.month))


def _of_lines(title: str, note: str, projection: Projection, day: date, currency: str) -> Explanation:
    lines = projection.lines_until(day)
    return Explanation(
        title,
        note,
        _items([(line.date, line_label(language(), line, currency), line.amount, line.source) for line in lines]),
        currency,
    )


_Row = tuple[date, str, int, Source | None]


def _by_day(row: _Row) -> date:
    return row[0]


def _items(rows: Iterable[_Row]) -> tuple[Item, ...]:
    rows = tuple(rows)
    running = accumulate(amount for _day, _what, amount, _source in rows)
    return tuple(
        Item(day, what, amount, so_far, source)
        for (day, what, amount, source), so_far in zip(rows, running, strict=True)
    )
