"""The balance after the newest movement, from a column of balances in whatever order the rows are."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Step(NamedTuple):
    """A movement (cents), or 0 for a line of a balance alone, and the balance after it where the file says it."""

    date: dt.date
    amount: int
    balance: int | None


class NewestBalance(NamedTuple):
    """A balance in cents at the end of a day; `proved` when the movements lead from each balance to the next."""

    balance: int
    day: dt.date
    proved: bool


def newest_balance(steps: Sequence[Step]) -> NewestBalance | None:
    """Return the balance after the newest movement; None without any balance.

    The running sums tell whether the newest row is the last or the first; the same balance in every row is the
    account's own, after all of them.
    """
    balances = [step.balance for step in steps]
    places = [place for place, balance in enumerate(balances) if balance is not None]
    if not places:
        return None
    newest = max(step.date for step in steps)
    known = [balance for balance in balances if balance is not None]
    if len(places) > 1 and len(set(known)) == 1:
        return NewestBalance(known[0], newest, proved=True)
    sums = [0]
    for step in steps:
        sums.append(sums[-1] + step.amount)
    downwards = upwards = 0
    for before, after in pairwise(places):
        grown = (balances[after] or 0) - (balances[before] or 0)
        downwards += grown == sums[after + 1] - sums[before + 1]
        upwards += -grown == sums[after] - sums[before]
    count = len(places) - 1
    proved = not count or 2 * max(downwards, upwards) > count
    if downwards == upwards:
        downwards, upwards = _by_date(steps)
    if downwards >= upwards:
        place = places[-1]
        # Rows after it without a balance have moved the account further.
        return NewestBalance((balances[place] or 0) + sums[-1] - sums[place + 1], newest, proved)
    place = places[0]
    return NewestBalance((balances[place] or 0) + sums[place], newest, proved)


def _by_date(steps: Sequence[Step]) -> tuple[int, int]:
    """Return (1, 0) when the last row is the newest, (0, 1) when the first is."""
    return (1, 0) if steps[-1].date >= steps[0].date else (0, 1)
