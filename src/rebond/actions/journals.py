"""A journal's beginning: a new file, and the few figures that draw the first runway."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rebond.domain.calendar import month_start
from rebond.domain.entities import Account, Balance, Client, ClosureWindow, Expense, Mission, Settings
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import problems
from rebond.journal.file import Journal
from rebond.journal.history import Change

#: Clients' accounts and payroll staff are away two weeks at the end of the year (runway.md, 3).
YEAR_END = ClosureWindow(first="12-20", last="01-04")


def create(path: Path, currency: str = "EUR") -> Journal:
    """A new journal with the usual choices.

    :raises Refused: when a file is there, or the folder cannot be written.
    """
    return Journal.create(path, [Settings(currency=currency), YEAR_END])


@dataclass(frozen=True, slots=True)
class FirstClient:
    """A client and what it brings a month, before VAT, in cents; `field` is where its problems stand."""

    name: str
    monthly: int
    field: str


def first_figures(
    journal: Journal,
    savings: int | None,
    spending: int | None,
    clients: Sequence[FirstClient],
    names: tuple[str, str, str],
    today: date,
) -> Change | None:
    """Write what the set-up asked for, each as a row of its own that can be edited; cents, None for not said.

    `names` are those of the account, the expense and the missions, in the person's language.

    :raises Refused: with the problems by field of the set-up; nothing is written.
    """
    account_name, expense_name, mission_name = names
    with journal.change("set_up") as change:
        if savings is not None:
            account_id = change.insert(Account(name=account_name))
            balance = Balance(account_id=account_id, date=today, amount=savings)
            _require(balance, today, "savings")
            change.insert(balance)
        if spending:
            expense = Expense(name=expense_name, amount=spending, first=month_start(today))
            _require(expense, today, "spending")
            change.insert(expense)
        for first in clients:
            _require(Client(name=first.name), today, first.field)
            client_id = change.insert(Client(name=first.name))
            if first.monthly:
                mission = Mission(
                    client_id=client_id, name=mission_name, starts=month_start(today), amount=first.monthly
                )
                _require(mission, today, first.field.replace("client", "amount"))
                change.insert(mission)
    return change.done


def _require(row: Account | Balance | Expense | Client | Mission, today: date, field: str) -> None:
    if found := problems(row, today):
        raise Refused(*(Problem(problem.code, field, problem.facts) for problem in found))
