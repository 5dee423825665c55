"""Queries of the money tab's editable tables: expenses, charge rates and closure windows."""

from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Invoice, Milestone, Mission
from rebond.domain.money.kinds import Balance, ChargeRate, ClosureWindow, Expense
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.reader import Reader
from rebond.journal.tables import TABLES

_WITH_AMOUNTS: tuple[type[Entity], ...] = (Balance, Expense, Invoice, Mission, Milestone, Contact)


def expenses(reader: Reader) -> tuple[Expense, ...]:
    return reader.all(Expense)


def charge_rates(reader: Reader) -> tuple[ChargeRate, ...]:
    """Return the rates by first day; one without a first day comes first."""
    return reader.all(ChargeRate, order_by=[TABLES["charge_rate"].c.starts.nulls_first()])


def closure_windows(reader: Reader) -> tuple[ClosureWindow, ...]:
    return reader.all(ClosureWindow)


def currency_is_free(reader: Reader) -> bool:
    """Whether the journal holds no amount yet, so that its currency can still be changed."""
    return not any(reader.count(kind) for kind in _WITH_AMOUNTS)
