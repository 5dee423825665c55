"""The balance after the newest movement, from a column of balances in whatever order the rows are."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rebond.exchange.statement import BankTransaction


class NewestBalance(NamedTuple):
    """A balance in cents at the end of a day; `proved` when the movements lead from each balance to the next."""

    balance: int
    day: dt.date
    proved: bool


def newest_balance(movements: Sequence[BankTransaction], balances: Sequence[int | None]) -> NewestBalance | None:
    """Return the balance after the newest movement; None without any balance.

    The running sums tell whether the newest row is the last or the first; the same balance in every row is the
    account's own, after all of them.
    """
    places = [place for place, balance in enumerate(balances) if balance is not None]
    if not places:
        return None
    newest = max(movement.date for movement in movements)
    known = [balance for balance in balances if balance is not None]
    if len(places) > 1 and len(set(known)) == 1:
        return NewestBalance(known[0], newest, proved=True)
    sums = [0]
    for movement in movements:
        sums.append(sums[-1] + movement.amount)
    downwards = upwards = 0
    for before, after in pairwise(places):
        step = (balances[after] or 0) - (balances[before] or 0)
        downwards += step == sums[after + 1] - sums[before + 1]
        upwards += -step == sums[after] - sums[before]
    steps = len(places) - 1
    proved = not steps or 2 * max(downwards, upwards) > steps
    if downwards == upwards:
        downwards, upwards = _by_date(movements)
    if downwards >= upwards:
        place = places[-1]
        # Rows after it without a balance have moved the account further.
        return NewestBalance((balances[place] or 0) + sums[-1] - sums[place + 1], newest, proved)
    place = places[0]
    return NewestBalance((balances[place] or 0) + sums[place], newest, proved)


def _by_date(movements: Sequence[BankTransaction]) -> tuple[int, int]:
    """Return (1, 0) when the last row is the newest, (0, 1) when the first is."""
    return (1, 0) if movements[-1].date >= movements[0].date else (0, 1)
