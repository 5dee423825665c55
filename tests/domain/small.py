"""Small situations for stories: each says only what it is about, in euros."""

from dataclasses import replace
from datetime import date

from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.domain.money.kinds import Account, Balance, Expense, Settings
from rebond.domain.money.runway import Projection
from rebond.domain.money.situation import Situation

ATLAS, PERRET = 1, 2
CLIENTS = (Client(id=ATLAS, name="Atlas"), Client(id=PERRET, name="Perret"))
#: Clients pay on the due day and nothing is charged, unless the story says so.
PUNCTUAL = Settings(default_lag_days=0)


def savings(euros: int, day: date) -> Situation:
    """One account counted, two clients, and nothing else."""
    return Situation(
        settings=PUNCTUAL,
        clients=CLIENTS,
        accounts=(Account(id=1, name="Savings"),),
        balances=(Balance(id=1, account_id=1, date=day, amount=euros * 100),),
    )


def spending(situation: Situation, *expenses: Expense) -> Situation:
    return replace(situation, expenses=situation.expenses + expenses)


def working(situation: Situation, *missions: Mission) -> Situation:
    return replace(situation, missions=situation.missions + missions)


def owed(situation: Situation, *invoices: Invoice, paid: tuple[Payment, ...] = ()) -> Situation:
    return replace(situation, invoices=situation.invoices + invoices, payments=situation.payments + paid)


def rent(euros: int, first: date, **more: object) -> Expense:
    return replace(Expense(name="Rent", amount=euros * 100, first=first), **more)  # type: ignore[arg-type]


def moves(projection: Projection) -> list[tuple[date, int]]:
    """The days and the cents of every line."""
    return sorted((line.date, line.amount) for line in projection.lines)
