"""The movements of one account of a table, which take up the rows that belong to the movement above them."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate

from rebond.exchange.csv_file.above import Facts
from rebond.exchange.csv_file.newest import NewestBalance, Step, newest_balance
from rebond.exchange.plain import LONGEST_LABEL, one_line
from rebond.exchange.statement import BankTransaction, Part

_MOST_PAYMENTS = 500


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """A line of a balance in cents, after as many movements as `place` says; `date` is None where it has none."""

    place: int
    date: dt.date | None
    balance: int


@dataclass(slots=True)
class AccountRows:
    """The movements of one account, with the balance after each where the file says it, and lines of balances alone."""

    line: int
    number: str
    name: str
    currency: str
    facts: Facts
    movements: list[BankTransaction] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)
    lines: list[BalanceLine] = field(default_factory=list)

    def continue_label(self, text: str) -> None:
        """Add to the label of the newest movement, whose reference stays that of its first line."""
        self.movements[-1] = _continued(self.movements[-1], text)

    def add_payment(self, amount: int, label: str, counterparty: str) -> None:
        """Add a payment (cents) to those that the newest movement is the sum of."""
        whole = self.movements[-1]
        if len(whole.parts) < _MOST_PAYMENTS:
            signed = abs(amount) if whole.amount > 0 else -abs(amount)
            part = Part(amount=signed, label=label or whole.label, counterparty=counterparty)
            self.movements[-1] = replace(whole, parts=(*whole.parts, part))

    def newest(self) -> NewestBalance | None:
        """Return the newest balance: that which the movements lead to, or else that of a line; None without any."""
        found = newest_balance(self._steps())
        if found is None or not self._has_balances:
            return found
        later = (line for line in self.lines if line.date and line.date >= found.day)
        return found._replace(proved=found.proved and all(line.balance == found.balance for line in later))

    def take_out_balances(self) -> list[BankTransaction]:
        """Take the movements out, and return them, of which the balances say that they are lines of a balance."""
        counts = Counter(self.balances)
        found = [self._is_balance(place, counts) for place in range(len(self.movements))]
        if not any(found):
            return []
        taken = [one for one, is_balance in zip(self.movements, found, strict=True) if is_balance]
        before = [0, *accumulate(found)]
        lines = [replace(line, place=line.place - before[line.place]) for line in self.lines]
        lines += [
            BalanceLine(place - before[place], one.date, one.amount)
            for place, one in enumerate(self.movements)
            if found[place]
        ]
        self.lines = sorted(lines, key=lambda line: line.place)
        self.movements = [one for one, is_balance in zip(self.movements, found, strict=True) if not is_balance]
        self.balances = [one for one, is_balance in zip(self.balances, found, strict=True) if not is_balance]
        return taken

    @property
    def _has_balances(self) -> bool:
        return any(balance is not None for balance in self.balances)

    def _steps(self) -> list[Step]:
        """Return the movements, with the lines of balances among them where these alone say any."""
        pairs = zip(self.movements, self.balances, strict=True)
        steps = [Step(one.date, one.amount, balance) for one, balance in pairs]
        if self._has_balances:
            return steps
        found: list[Step] = []
        at = 0
        for line in self.lines:
            beside = steps[line.place - 1 : line.place] or steps[line.place : line.place + 1]
            found += steps[at : line.place]
            at = line.place
            if date := line.date or (beside[0].date if beside else None):
                found.append(Step(date, 0, line.balance))
        return found + steps[at:]

    def _is_balance(self, place: int, counts: Counter[int | None]) -> bool:
        """Whether a row has the balance beside it for its amount: as its own balance too, or alone at an end.

        :param counts: how many rows have each balance.
        """
        amount, own = self.movements[place].amount, self.balances[place]
        beside = [self.balances[at] for at in (place - 1, place + 1) if 0 <= at < len(self.balances)]
        if not amount or amount not in beside:
            return False
        others = len(self.balances) - 1
        if own is None:
            # The newest movement has its balance where all others have it.
            return len(beside) == 1 and others > 1 and counts[None] == 1
        # The same balance in every row is the account's own.
        return own == amount and (others == 1 or len(counts) > 1)


def with_payments(movement: BankTransaction) -> BankTransaction:
    """Return a movement with its payments if they are several and make it up; a single one only adds to the label."""
    if len(movement.parts) == 1:
        return replace(_continued(movement, movement.parts[0].label), parts=())
    return movement if sum(part.amount for part in movement.parts) == movement.amount else replace(movement, parts=())


def _continued(movement: BankTransaction, text: str) -> BankTransaction:
    # Some banks begin the second line with the first.
    label = text if text.startswith(movement.label) else f"{movement.label} {text}"
    return replace(movement, label=one_line(label, LONGEST_LABEL))
