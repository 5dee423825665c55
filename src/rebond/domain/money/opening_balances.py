"""The opening of a projection: the latest balances of the counted accounts, and the day up to which they say all."""

from datetime import date

from rebond.domain.money.kinds import Balance
from rebond.domain.money.lines import Line, LineKind, Source
from rebond.domain.money.situation import Situation


def opening_cash(situation: Situation, today: date) -> tuple[date, tuple[Line, ...]]:
    """Return the newest date of the counted accounts' latest balances, and those balances as lines (runway.md, 1)."""
    counted = {account.id: account.name for account in situation.accounts if account.counted}
    latest: dict[int, Balance] = {}
    for balance in situation.balances:
        previous = latest.get(balance.account_id)
        if balance.account_id in counted and (previous is None or balance.date > previous.date):
            latest[balance.account_id] = balance
    since = max((balance.date for balance in latest.values()), default=today)
    return since, tuple(
        Line(today, b.amount, LineKind.OPENING, counted[b.account_id], Source("account", b.account_id), None, b.date)
        for b in latest.values()
    )
