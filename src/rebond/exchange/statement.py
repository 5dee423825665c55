"""Bank statements as values, for every file format."""

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rebond.domain.value_classes import dataclass
from rebond.exchange.result import Format

#: Values that banks write in place of a reference.
_NO_REFERENCE = re.compile(r"0*|NONREF|NOTPROVIDED|NOT PROVIDED|NONE|N/?A", re.IGNORECASE)


#: Longer bank references are replaced by a digest, so that date, amount and number fit beside them in a field.
_LONGEST_REFERENCE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One payment of a batch that was booked as one movement: signed cents, as in the movement."""

    amount: int
    label: str
    counterparty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTransaction:
    """A booked movement on an account: `amount` in signed cents, positive for money in; `line` is its line in the file.

    `reference` identifies it within its account: it is the same in every download of that format, and differs between
    two movements even if they are equal to the cent. `reversal`: it reverses an earlier movement. `parts` are the
    payments of a batch, none if it is a single one. `instructed` is what the payer sent, in the account's currency,
    where the bank says that it kept a part.
    """

    date: dt.date
    amount: int
    label: str
    counterparty: str
    reference: str
    line: int
    reversal: bool = False
    parts: tuple[Part, ...] = ()
    instructed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of an account: `closing_balance` (cents) is the booked balance at the end of `closing_date`.

    `account_ref` is a reference as `domain.money.account_number` describes it; empty where the file does not say whose
    it is. `currency` is empty where the file does not say it: that of the journal is meant. `first` and `last` are the
    days it covers, both included, where the file says so. `opening_balance` is that before its first movement.
    `shape` is the same in every file that a bank writes alike, for a format that each bank writes in its own way.

    Of the statements of one file and account, those of one `series` hold different movements; another series may
    repeat them, as another file may.
    """

    format: Format
    account_ref: str
    account_name: str
    currency: str
    closing_balance: int | None
    closing_date: dt.date | None
    transactions: tuple[BankTransaction, ...]
    line: int
    first: dt.date | None = None
    last: dt.date | None = None
    opening_balance: int | None = None
    shape: str = ""
    series: int = 0

    @property
    def moved(self) -> int:
        """The sum of the movements, in cents."""
        return sum(transaction.amount for transaction in self.transactions)

    def leads_to(self, other: "Statement") -> bool:
        """Whether the balances say that the other one of this account goes on from it.

        Movements that add up to nothing leave the balance as it was, and so say nothing.
        """
        ends, begins = self.closing_balance, other.opening_balance
        if ends is None and self.opening_balance is not None:
            ends = self.opening_balance + self.moved
        if begins is None and other.closing_balance is not None:
            begins = other.closing_balance - other.moved
        return ends is not None and ends == begins and bool(self.moved) and bool(other.moved)


def reference(bank_reference: str, date: dt.date, amount: int, *content: str) -> str:
    """Return the reference of a movement: its date, amount, and the bank's reference or else a digest of its content.

    The bank's reference is not enough: some banks give the same one to different movements.
    """
    identifier = bank_reference.strip()
    if _NO_REFERENCE.fullmatch(identifier):
        identifier = _digest(*content)
    elif len(identifier) > _LONGEST_REFERENCE:
        identifier = _digest(identifier)
    return f"{date.isoformat()}:{amount}:{identifier}"


def _digest(*texts: str) -> str:
    return "~" + hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def numbered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements of one file by series, with a number added to each repeated reference of a series.

    Two equal movements on one page or on two are two. A statement that repeats the days of another one, as that of a
    month beside those of its days, is a series by itself.
    """
    series: dict[str, list[list[Statement]]] = defaultdict(list)
    seen: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    distinct = []
    for statement in statements:
        account = statement.account_ref or statement.account_name
        place = next((at for at, pages in enumerate(series[account]) if _is_more_of(pages, statement)), None)
        if place is None:
            place = len(series[account])
            series[account].append([])
        series[account][place].append(statement)
        counted = seen[account, place]
        transactions = []
        for transaction in statement.transactions:
            counted[transaction.reference] += 1
            nth = counted[transaction.reference]
            suffix = f"#{nth}" if nth > 1 else ""
            transactions.append(replace(transaction, reference=transaction.reference + suffix))
        distinct.append(replace(statement, transactions=tuple(transactions), series=place))
    return tuple(distinct)


def _is_more_of(pages: Iterable[Statement], statement: Statement) -> bool:
    """Whether a statement of the same account goes on with the pages, rather than to repeat movements of theirs."""
    if any(page.leads_to(statement) or statement.leads_to(page) for page in pages):
        return True
    return all(_is_apart(page, statement) for page in pages)


def _is_apart(one: Statement, other: Statement) -> bool:
    """Whether two statements say to cover different days, or neither says anything of its place."""
    if one.first and one.last and other.first and other.last:
        return one.last < other.first or other.last < one.first
    return one.closing_balance is None and other.closing_balance is None
