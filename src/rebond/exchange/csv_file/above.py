"""Parser of the lines above and below a table: account number and name, balance with its day, period, currency."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rebond.domain.money.account_number import reference as account_reference
from rebond.exchange.csv_file.above_account import account_line
from rebond.exchange.csv_file.table import Row
from rebond.exchange.csv_file.totals import names_balance
from rebond.exchange.csv_file.words import currency_in, plain
from rebond.exchange.local_forms import read_amount, read_date

_DAY = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})"
_DAYS = re.compile(_DAY)
_PERIOD = re.compile(rf"({_DAY})\s*(?:et le|et|au|to|and|until|bis|hasta|tot|-|–)\s*({_DAY})", re.IGNORECASE)
_BALANCE = re.compile(r"\b(?:solde|balance|saldo|kontostand)\b")
#: What is said of a balance that is not the booked one at the end: an earlier one, one with what is to come, a limit.
_NOT_CLOSING = re.compile(
    r"\b(?:initial|precedent|anterieur|ancien|debut|ouverture|depart|veille|reporte|intermediaire|opening|start\w*|"
    r"beginning|previous|prior|brought|b f|b fwd|(?<!carried )forward|anfangs\w*|alter|francs|"
    r"disponible|available|previsionnel|theorique|valeur|value|moyen|average|overdraft|limit|limite|"
    r"decouvert|plafond|facilite|autoris\w+|a venir|encours (?:des? )?(?:cartes?|cb|debit))\b"
)
_OVERDRAWN = re.compile(r"\b(?:debiteur|overdrawn|dr)\b")
#: The whole part of an amount whose cents stand in the next cell, cut off by a comma.
_CUT = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})*$")
_BARE_NUMBER = re.compile(r"\d[\d ]{6,24}\d|\d{5} \d{6}[A-Z]")


@dataclass(slots=True)
class Facts:
    """The known facts of an account, money in cents; texts are empty and the others None where nothing says them."""

    account_ref: str = ""
    account_name: str = ""
    currency: str = ""
    balance: int | None = None
    balance_day: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None


def is_closing_line(row: Row) -> bool:
    """Whether a row without a label closes a table that has no header: a day, a balance, and branch and account."""
    cells = [cell for cell in row.cells if cell]
    return len(cells) == 3 and re.fullmatch(r"\d{5} \d{6}[A-Z]", cells[-1]) is not None


def is_not_closing(text: str) -> bool:
    """Whether what is said of a balance is that it is not the booked one at the end."""
    return bool(_NOT_CLOSING.search(plain(text)))


def facts(rows: Iterable[Row], day_first: bool, comma: bool, debit: int | None = None) -> Facts:
    """Read the lines that are not movements.

    :param debit: the column of debits, if they stand among the table's rows.
    """
    found = Facts()
    day: dt.date | None = None
    before: Row | None = None
    for row in rows:
        text = row.text[:500]
        words = plain(text)
        if period := _PERIOD.search(text):
            found.first, found.last = (read_date(period[part], day_first) for part in (1, 2))
        if words.startswith("date") and (only := _DAYS.search(text)):
            day = read_date(only[0], day_first)
        _account(found, row, before, day_first)
        before = row
        _balance(found, row, words, day_first, comma, debit)
        found.currency = found.currency or currency_in(text)
    if found.balance is not None and found.balance_day is None:
        found.balance_day = day
    return found


def _account(found: Facts, row: Row, before: Row | None, day_first: bool) -> None:
    line = account_line(row, before)
    found.account_name = found.account_name or line.name
    if found.account_ref:
        return
    found.account_ref = line.number
    if not line.number and any(_DAYS.fullmatch(cell) for cell in row.cells):
        # A line of cells without names: number, days, balance.
        bare = next((cell for cell in row.cells if _BARE_NUMBER.fullmatch(cell)), "")
        found.account_ref = account_reference(bare)
        days = [cell for cell in row.cells if _DAYS.fullmatch(cell)]
        if len(days) > 2:
            found.first, found.last = (read_date(day, day_first) for day in days[:2])


def _balance(found: Facts, row: Row, words: str, day_first: bool, comma: bool, debit: int | None) -> None:
    """Take the balance of a line, unless one of a later day is known."""
    cells = [cell for cell in row.cells if cell]
    days = [day for text in _DAYS.findall(row.text) if (day := read_date(text, day_first)) is not None]
    is_named = bool(_BALANCE.search(words)) or names_balance(words)
    if is_named:
        if _NOT_CLOSING.search(words):
            return
        amount = _amount_of(row, comma, debit)
        if amount is not None and _OVERDRAWN.search(words) and "crediteur" not in words:
            amount = -abs(amount)
    elif is_closing_line(row):
        amount = read_amount(cells[1], comma)
    elif days and len(cells) >= 3 and not _NOT_CLOSING.search(words) and re.search(r"[.,]\d\d\b", cells[-1]):
        amount = _last_amount(cells[-1], comma)
    else:
        return
    if amount is None:
        return
    day = days[-1] if days else None
    if found.balance is None or (day is not None and (found.balance_day is None or day >= found.balance_day)):
        found.balance, found.balance_day = amount, day


def _amount_of(row: Row, comma: bool, debit: int | None) -> int | None:
    """Return the amount in the last cell that ends with one; below zero in the column of debits."""
    for place in reversed(range(len(row.cells))):
        cell = row.cells[place]
        before = _DAYS.sub("", row.cells[place - 1]) if place else ""
        if re.match(r"\d\d\b(?!\d)", cell) and _CUT.search(before) and _BALANCE.search(plain(before)):
            return _last_amount(f"{before},{cell}", comma)
        amount = None if _DAYS.fullmatch(cell) else _last_amount(cell, comma)
        if amount is not None:
            return -abs(amount) if place == debit else amount
    return None


def _last_amount(text: str, comma: bool) -> int | None:
    """Return the amount at the end of a text, after its last day."""
    rest = _DAYS.split(text)[-1]
    match = re.search(r"[(+-]?\s?\d[\d.,' \u00a0\u202f\u2009]*-?\)?\s*(?:[€$£]|EUR|euros?|[A-Z]{3})?\s*$", rest)
    if match is None:
        return None
    amount = read_amount(match[0].strip(), comma)
    return read_amount(match[0].strip(), not comma) if amount is None else amount
