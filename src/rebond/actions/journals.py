"""Creation of a journal, and the set-up that enters the first figures."""

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
from rebond.journal.queries.by_name import named
from rebond.journal.transaction import Transaction

declare_problems({"client_name_taken": later("There is a client of this name already.")})

#: Clients' accounting staff are away for two weeks at the end of the year (runway.md, 3).
YEAR_END = ClosureWindow(first="12-20", last="01-04")


def create(path: Path, currency: str = "EUR") -> Journal:
    """Create a journal with default settings and return it open.

    :raises Refused: when the file exists, or the folder cannot be written.
    """
    return Journal.create(path, [Settings(currency=currency), YEAR_END])


@dataclass(frozen=True, slots=True)
class FirstClient:
    """A client of the set-up, its monthly amount in cents before VAT, and the form's fields for its problems."""

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
    """Add the account, expense, clients and missions of the set-up; amounts are in cents, None if not given.

    `names` are those of the account, the expense and the missions, in the person's language.

    :raises Refused: with every problem, of `savings`, `spending` or the fields of a client; nothing is written.
    """
    account_name, expense_name, mission_name = names
    month = month_start(today)
    found: list[Problem] = []

    def is_valid(row: Balance | Expense | Client | Mission, field: str) -> bool:
        broken = problems(row, today)
        found.extend(problem.at(field) for problem in broken)
        return not broken

    if savings is not None:
        account_id = transaction.insert(Account(name=account_name))
        balance = Balance(account_id=account_id, date=today, amount=savings)
        if is_valid(balance, "savings"):
            transaction.insert(balance)
    if spending:
        expense = Expense(name=expense_name, amount=spending, first=month)
        if is_valid(expense, "spending"):
            transaction.insert(expense)
    for first in clients:
        client = Client(name=first.name)
        if named(transaction, Client, first.name):
            found.append(Problem("client_name_taken", first.name_field))
            continue
        if not is_valid(client, first.name_field):
            continue
        client_id = transaction.insert(client)
        mission = Mission(client_id=client_id, name=mission_name, starts=month, amount=first.monthly)
        if first.monthly and is_valid(mission, first.monthly_field):
            transaction.insert(mission)
    if found:
        raise Refused(*found)
