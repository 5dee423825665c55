"""A journal's beginning: a new file, and the few figures that draw the first runway."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rebond.actions.action import action
from rebond.domain.calendar import month_start
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.money.kinds import Account, Balance, ClosureWindow, Expense, Settings
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.journal.queries.names import named
from rebond.journal.transaction import Transaction

declare_problems({"client_name_taken": later("There is a client of this name already.")})

#: Clients' accounts and payroll staff are away two weeks at the end of the year (runway.md, 3).
YEAR_END = ClosureWindow(first="12-20", last="01-04")


def create(path: Path, currency: str = "EUR") -> Journal:
    """A new journal with the usual choices.

    :raises Refused: when a file is there, or the folder cannot be written.
    """
    return Journal.create(path, [Settings(currency=currency), YEAR_END])


@dataclass(frozen=True, slots=True)
class FirstClient:
    """A client and what it brings a month, before VAT, in cents; the fields are where its problems stand."""

    name: str
    monthly: int
    name_field: str
    monthly_field: str


@action("set_up", later("First figures noted"))
def first_figures(
    transaction: Transaction,
    savings: int | None,
    spending: int | None,
    clients: Sequence[FirstClient],
    names: tuple[str, str, str],
    today: date,
) -> None:
    """Write what the set-up asked for, each as a row of its own that can be edited; cents, None for not said.

    `names` are those of the account, the expense and the missions, in the person's language.

    :raises Refused: with every problem, under `savings`, `spending` or the fields of the client; nothing is written.
    """
    account_name, expense_name, mission_name = names
    month = month_start(today)
    found: list[Problem] = []

    def sound(row: Balance | Expense | Client | Mission, field: str) -> bool:
        faults = problems(row, today)
        found.extend(problem.at(field) for problem in faults)
        return not faults

    if savings is not None:
        account_id = transaction.insert(Account(name=account_name))
        balance = Balance(account_id=account_id, date=today, amount=savings)
        if sound(balance, "savings"):
            transaction.insert(balance)
    if spending:
        expense = Expense(name=expense_name, amount=spending, first=month)
        if sound(expense, "spending"):
            transaction.insert(expense)
    for first in clients:
        client = Client(name=first.name)
        if named(transaction, Client, first.name):
            found.append(Problem("client_name_taken", first.name_field))
            continue
        if not sound(client, first.name_field):
            continue
        client_id = transaction.insert(client)
        mission = Mission(client_id=client_id, name=mission_name, starts=month, amount=first.monthly)
        if first.monthly and sound(mission, first.monthly_field):
            transaction.insert(mission)
    if found:
        raise Refused(*found)
