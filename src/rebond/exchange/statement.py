"""Bank statements as values, whichever kind of file they came in."""

import datetime as dt
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace

from rebond.exchange.result import Format

#: What banks write where they have no reference of their own.
_NO_REFERENCE = re.compile(r"0*|NONREF|NOTPROVIDED|NOT PROVIDED|NONE|N/?A", re.IGNORECASE)


#: Longer references of banks are shortened to a digest, so that date, amount and number fit in a name beside them.
_LONGEST_REFERENCE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A booked movement: `amount` in cents, what came in above 0; `line` is where the file tells it.

    `reference` names it within its account: the same movement in another file has the same one, and two movements
    never share one, though they be equal to the cent. `reversal`: it takes back an earlier movement.
    """

    date: dt.date
    amount: int
    label: str
    counterparty: str
    reference: str
    line: int
    reversal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An account over some days: `closing_balance` (cents) is what the bank had booked by the end of `closing_date`.

    `account_ref` is the IBAN, or the bank's and the account's numbers, without spaces and in capitals.
    """

    format: Format
    account_ref: str
    account_name: str
    currency: str
    closing_balance: int | None
    closing_date: dt.date | None
    transactions: tuple[Transaction, ...]
    line: int


def account_reference(*parts: str) -> str:
    """The account's numbers as one text that is the same in every file of that bank."""
    return "/".join(plain for part in parts if (plain := "".join(part.split()).upper()))


def reference(bank_reference: str, date: dt.date, amount: int, *content: str) -> str:
    """The name of a movement: by its date and amount, and the bank's reference or else what it says.

    The bank's reference alone will not do: some banks give the same one to different movements.
    """
    named = bank_reference.strip()
    if _NO_REFERENCE.fullmatch(named):
        named = _digest(*content)
    elif len(named) > _LONGEST_REFERENCE:
        named = _digest(named)
    return f"{date.isoformat()}:{amount}:{named}"


def _digest(*texts: str) -> str:
    return "~" + hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def numbered(transactions: list[Transaction]) -> tuple[Transaction, ...]:
    """The movements of one statement, those with equal references told apart by their order."""
    seen: Counter[str] = Counter()
    told_apart = []
    for one in transactions:
        seen[one.reference] += 1
        nth = seen[one.reference]
        told_apart.append(one if nth == 1 else replace(one, reference=f"{one.reference}#{nth}"))
    return tuple(told_apart)
