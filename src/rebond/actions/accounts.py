"""Savings: what an account held on a day."""

import dataclasses
from datetime import date

from rebond.actions.records import named, put
from rebond.domain.entities import Account, Balance
from rebond.domain.rules import require
from rebond.journal.file import Journal
from rebond.journal.history import Change


def set_balance(journal: Journal, balance: Balance, today: date) -> Change | None:
    """Write down what an account holds; a second figure for one day replaces the first.

    :raises Refused: when the day has not come or the amount is out of range.
    """
    require(balance, today)
    with journal.change("set_balance") as change:
        change.facts["name"] = named(change, balance)
        for same_day in change.matching(Balance, account_id=balance.account_id, date=balance.date):
            if balance.id and same_day.id != balance.id:
                change.delete(Balance, same_day.id)
            else:
                balance = dataclasses.replace(balance, id=same_day.id)
        put(change, balance)
    return change.done


def open_account(journal: Journal, account: Account, amount: int | None, today: date) -> Change | None:
    """Add an account with what it holds today (None: not known yet).

    :raises Refused: when a rule is broken or the name is taken.
    """
    require(account, today)
    with journal.change("add_account", {"name": account.name}) as change:
        account_id = put(change, account)
        if amount is not None:
            first = Balance(account_id=account_id, date=today, amount=amount)
            require(first, today)
            change.insert(first)
    return change.done
