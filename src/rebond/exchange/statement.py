"""Bank statements as values, for every file format."""

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    """Return the statements of one file, with a number added to each repeated reference of an account.

    Two equal movements on one page or on two are two. Statements that cover the same days are copies of each other:
    each is numbered by itself.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    until: dict[str, dt.date] = {}
    distinct = []
    for statement in statements:
        account = statement.account_ref or statement.account_name
        first, last = statement.first, statement.last
        if first and last:
            if account in until and first <= until[account]:
                seen[account].clear()
            until[account] = max(last, until.get(account, last))
        transactions = []
        for transaction in statement.transactions:
            seen[account][transaction.reference] += 1
            nth = seen[account][transaction.reference]
            suffix = f"#{nth}" if nth > 1 else ""
            transactions.append(replace(transaction, reference=transaction.reference + suffix))
        distinct.append(replace(statement, transactions=tuple(transactions)))
    return tuple(distinct)
