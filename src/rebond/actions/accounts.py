"""Actions on accounts: opening one, and setting its balance on a day."""

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
    """Set the balance of an account on a day, replacing an earlier one of that day; returns its id.

    :raises Refused: when the day is in the future or the amount is out of range.
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
    """Add an account with its balance today in cents (None: not known yet); returns its id.

    :raises Refused: when a rule is broken or the name is taken.
    """
    account_id = save.within(transaction, account, today)
    transaction.describe("add_account", name=account.name)
    if amount is not None:
        set_balance.within(transaction, Balance(account_id=account_id, date=today, amount=amount), today)
    return account_id
