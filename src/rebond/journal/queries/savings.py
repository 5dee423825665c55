"""Queries of account balances: the latest of each account, one account's history, and daily totals."""

from datetime import date

from rebond.domain.money.kinds import Account, Balance
from rebond.domain.value_classes import dataclass
from rebond.journal.reader import Reader
from rebond.journal.tables import TABLES


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account and its latest balance, if any."""

    account: Account
    balance: Balance | None

    @property
    def id(self) -> int:
        return self.account.id


def account_rows(reader: Reader) -> tuple[AccountRow, ...]:
    """Return every account in the order of creation, with its latest balance."""
    latest: dict[int, Balance] = {}
    for balance in _by_day(reader):
        latest[balance.account_id] = balance
    return tuple(AccountRow(account, latest.get(account.id)) for account in reader.all(Account))


def balances_of(reader: Reader, account_id: int) -> tuple[Balance, ...]:
    """Return one account's balances, the newest first."""
    table = TABLES["balance"].c
    return reader.all(Balance, table.account_id == account_id, order_by=[table.date.desc()])


def held_on(reader: Reader, day: date) -> tuple[AccountRow, ...]:
    """Return each counted account with its last balance up to `day`, without accounts that have none."""
    latest: dict[int, Balance] = {}
    for balance in _by_day(reader, day):
        latest[balance.account_id] = balance
    accounts = reader.all(Account, TABLES["account"].c.counted.is_(True))
    return tuple(AccountRow(account, latest[account.id]) for account in accounts if account.id in latest)


def past_balances(reader: Reader, today: date) -> tuple[tuple[date, int], ...]:
    """Return (day, total cents of the counted accounts) for each day before `today` with a balance, the oldest first.

    An account counts as 0 before its first balance.
    """
    counted = {account.id for account in reader.all(Account) if account.counted}
    held: dict[int, int] = {}
    sums: dict[date, int] = {}
    for balance in _by_day(reader):
        if balance.account_id in counted and balance.date < today:
            held[balance.account_id] = balance.amount
            sums[balance.date] = sum(held.values())
    return tuple(sums.items())


def _by_day(reader: Reader, until: date = date.max) -> tuple[Balance, ...]:
    table = TABLES["balance"].c
    return reader.all(Balance, table.date <= until, order_by=[table.date])
