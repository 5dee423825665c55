"""Savings: what an account held on a day."""

import dataclasses
from datetime import date

from rebond.actions.action import action
from rebond.actions.records import named, put, save
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction


@action("set_balance", later("Balance noted: {name}"))
def set_balance(transaction: Transaction, balance: Balance, today: date) -> int:
    """Write down what an account holds; a second figure for one day replaces the first.

    :raises Refused: when the day has not come or the amount is out of range.
    """
    require(balance, today)
    transaction.describe(name=named(transaction, balance))
    for same_day in transaction.matching(Balance, account_id=balance.account_id, date=balance.date):
        if balance.id and same_day.id != balance.id:
            transaction.delete(Balance, same_day.id)
        else:
            balance = dataclasses.replace(balance, id=same_day.id)
    return put(transaction, balance)


@action("open_account")
def open_account(transaction: Transaction, account: Account, amount: int | None, today: date) -> int:
    """Add an account with what it holds today (None: not known yet).

    :raises Refused: when a rule is broken or the name is taken.
    """
    account_id = save.within(transaction, account, today)
    transaction.describe("add_account", name=account.name)
    if amount is not None:
        set_balance.within(transaction, Balance(account_id=account_id, date=today, amount=amount), today)
    return account_id
