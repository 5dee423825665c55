"""The queries of account balances."""

from datetime import date
from pathlib import Path

import pytest

from rebond.domain.money.kinds import Account, Balance
from rebond.journal.journal import Journal
from rebond.journal.queries.savings import account_rows, balances_of, held_on, past_balances

CURRENT, SAVINGS, PROVISION, EMPTY = 1, 2, 3, 4


def held(account: int, month: int, amount: int) -> Balance:
    return Balance(account_id=account, date=date(2026, month, 1), amount=amount)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Two accounts that count, a provision that does not, and one of which nothing is known."""
    journal = Journal.create(tmp_path / "journal.rebond")
    with journal.transaction("set_up") as transaction:
        transaction.insert_all([Account(name="Current"), Account(name="Savings")])
        transaction.insert_all([Account(name="Provision", counted=False), Account(name="Empty")])
        transaction.insert_all(
            [held(SAVINGS, 3, 500), held(CURRENT, 1, 100), held(CURRENT, 5, 150), held(PROVISION, 2, 999)]
        )
    return journal


def test_each_account_stands_with_its_latest_balance(journal: Journal) -> None:
    with journal.read() as reader:
        found = {row.account.name: row.balance.amount if row.balance else None for row in account_rows(reader)}
    assert found == {"Current": 150, "Savings": 500, "Provision": 999, "Empty": None}


def test_an_accounts_history_begins_with_the_newest(journal: Journal) -> None:
    with journal.read() as reader:
        assert [balance.amount for balance in balances_of(reader, CURRENT)] == [150, 100]


def test_the_past_is_the_sum_of_what_the_counted_accounts_last_held(journal: Journal) -> None:
    with journal.read() as reader:
        assert past_balances(reader, date(2026, 6, 1)) == (
            (date(2026, 1, 1), 100),
            (date(2026, 3, 1), 600),
            (date(2026, 5, 1), 650),
        )


def test_a_balance_of_today_is_not_the_past(journal: Journal) -> None:
    with journal.read() as reader:
        assert past_balances(reader, date(2026, 5, 1))[-1] == (date(2026, 3, 1), 600)


def test_what_was_held_on_a_day_is_what_was_known_then(journal: Journal) -> None:
    with journal.read() as reader:
        found = held_on(reader, date(2026, 4, 15))
    assert [(row.account.name, row.balance and row.balance.amount) for row in found] == [
        ("Current", 100),
        ("Savings", 500),
    ]
