"""The set-up: the figures that a first runway needs, as they stand in the journal and as they are answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import partial

from rebond.actions.accounts import open_account, set_balance
from rebond.actions.action import action
from rebond.actions.charges import Preset, use_preset
from rebond.actions.records import save
from rebond.domain.calendar import month_start
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Billing, Client, Mission
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.kinds import Account, Balance, Every, Expense
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.by_name import named
from rebond.journal.queries.in_force import as_agreed
from rebond.journal.queries.savings import account_rows
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction

declare_problems({"client_name_taken": later("There is a client of this name already.")})


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure that is in the journal already: its row, the names to show, and its cents (None: not known yet).

    `place` is the row's kind and id.
    """

    place: tuple[str, int]
    names: tuple[str, ...]
    amount: int | None

    @property
    def field(self) -> str:
        """The name of the form's field for the figure."""
        return f"{self.place[0]}{self.place[1]}"


@dataclass(frozen=True, slots=True)
class SetUp:
    """The rows of a journal that the set-up shows: status, accounts, monthly expenses and missions."""

    status: str
    accounts: tuple[KnownFigure, ...]
    expenses: tuple[KnownFigure, ...]
    missions: tuple[KnownFigure, ...]


@dataclass(frozen=True, slots=True)
class FirstClient:
    """A client of the set-up, its monthly amount in cents before VAT, and the form's fields for its problems."""

    name: str
    monthly: int
    name_field: str
    monthly_field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of a person in the set-up, in cents; None for those left out.

    `on_accounts` and `spending` are new rows, named by `names`: the account, the expense and the missions. `changed`
    holds the new amounts of figures that were there; without a `preset`, the status stays.
    """

    names: tuple[str, str, str]
    preset: Preset | None = None
    preset_name: str = ""
    on_accounts: int | None = None
    spending: int | None = None
    clients: Sequence[FirstClient] = ()
    changed: Mapping[KnownFigure, int] = field(default_factory=dict)


def read_set_up(reader: Reader, today: date) -> SetUp:
    """Return what the set-up shows of a journal; what ended before today is left out."""
    accounts = tuple(
        KnownFigure(("account", row.id), (row.account.name,), row.balance.amount if row.balance else None)
        for row in account_rows(reader)
        if row.account.counted
    )
    expenses = tuple(
        KnownFigure(("expense", expense.id), (expense.name,), expense.amount)
        for expense in reader.matching(Expense, every=Every.MONTH)
        if expense.last is None or expense.last >= today
    )
    clients = {client.id: client.name for client in reader.all(Client)}
    missions = tuple(
        KnownFigure(("mission", mission.id), (clients[mission.client_id], mission.name), mission.amount)
        for mission in as_agreed(reader, reader.matching(Mission, billing=Billing.MONTHLY), today)
        if (foreseen_end(mission) or today) >= today
    )
    return SetUp(load_settings(reader).status, accounts, expenses, missions)


@action("set_up", later("First figures noted"))
def set_up(transaction: Transaction, answers: Answers, today: date) -> None:
    """Write the answers of the set-up; what was not answered or not changed stays as it is.

    :raises Refused: with every problem, each at its field of the form; nothing is written.
    """
    found: list[Problem] = []

    def attempt(field: str, write: Callable[[], int]) -> int:
        """Return the id of the row written, or 0 with its problems noted at a field of the form."""
        try:
            return write()
        except Refused as refused:
            found.extend(problem.at(field) for problem in refused.problems)
            return 0

    def save_row(field: str, row: Entity) -> int:
        return attempt(field, lambda: save.within(transaction, row, today))

    month, (account_name, expense_name, mission_name) = month_start(today), answers.names
    if answers.preset:
        use_preset.within(transaction, answers.preset, answers.preset_name)
    if answers.on_accounts is not None:
        account = Account(name=account_name)
        attempt("on_accounts", lambda: open_account.within(transaction, account, answers.on_accounts, today))
    if answers.spending:
        save_row("spending", Expense(name=expense_name, amount=answers.spending, first=month))
    for first in answers.clients:
        if named(transaction, Client, first.name):
            found.append(Problem("client_name_taken", first.name_field))
        elif (client_id := save_row(first.name_field, Client(name=first.name))) and first.monthly:
            mission = Mission(client_id=client_id, name=mission_name, starts=month, amount=first.monthly)
            save_row(first.monthly_field, mission)
    for figure, amount in answers.changed.items():
        attempt(figure.field, partial(_change, transaction, figure, amount, today))
    if found:
        raise Refused(*found)


def _change(transaction: Transaction, figure: KnownFigure, amount: int, today: date) -> int:
    """Write the new amount of a figure: an account's as its balance today."""
    kind, row_id = figure.place
    if kind == Account.kind:
        return set_balance.within(transaction, Balance(account_id=row_id, date=today, amount=amount), today)
    row = transaction.get(BY_NAME[kind], row_id)
    if row is None:
        raise Refused(Problem("gone"))
    return save.within(transaction, replace(row, amount=amount), today)  # type: ignore[call-arg] # both have an amount
