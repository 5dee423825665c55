"""The rows of the runway's tables, as they are edited in place."""

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
    """The rates in the order of their first days, the one that always held first."""
    return reader.all(ChargeRate, order_by=[TABLES["charge_rate"].c.starts.nulls_first()])


def closure_windows(reader: Reader) -> tuple[ClosureWindow, ...]:
    return reader.all(ClosureWindow)


def currency_is_free(reader: Reader) -> bool:
    """Whether no amount is written down yet, so that another currency changes the meaning of none."""
    return not any(reader.count(kind) for kind in _WITH_AMOUNTS)
