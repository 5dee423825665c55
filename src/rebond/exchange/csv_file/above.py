"""Parser of the lines above and below a table: account number and name, balance with its day, period, currency."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rebond.domain.money.account_number import reference as account_reference
from rebond.exchange.csv_file.table import Row
from rebond.exchange.csv_file.words import currency_in, plain
from rebond.exchange.local_forms import read_amount, read_date
from rebond.exchange.plain import one_line

_DAY = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})"
_DAYS = re.compile(_DAY)
_PERIOD = re.compile(rf"({_DAY})\s*(?:et le|et|au|to|and|until|bis|hasta|tot|-|–)\s*({_DAY})", re.IGNORECASE)
_BALANCE = re.compile(r"\b(?:solde|balance|saldo|kontostand)\b")
_EARLIER = re.compile(
    r"\b(?:initial|precedent|anterieur|ancien|opening|starting|beginning|previous|anfangs\w*|francs)\b"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_NUMBER = re.compile(
    r"(?:N[°º]|\bN(?:UM[EÉ]RO|O\.?)(?: D[EU])?(?: COMPTE)?|\bNUMBER|\bCOMPTE|\bACCOUNT|\bKONTO\w*|\bRIB)[\s:;.]*"
    r"(\d[0-9A-Z]{4,24}(?: [0-9A-Z]{2,11}\b)*)"
)
_OTHER_NUMBER = re.compile(r"\b(?:releve|extrait|statement|client|customer|tel\w*|siret|siren|tva|page)\b")
_BARE_NUMBER = re.compile(r"\d[\d ]{6,24}\d|\d{5} \d{6}[A-Z]")
_NO_NAME = re.compile(r"^(?:numero|number|n|liste|list|type|iban|rib)\b|\btenu\b|\b(?:solde|balance)\b")
#: The end of what announces an account rather than names it: `Account details for:`.
_HEADING = re.compile(r"\b(?:for|of|du|details?|holder|number|titulaire|inhaber|bis)$")
_ACCOUNT = re.compile(r"\b(?:compte|livret|account|konto|carte|card|cuenta|rekening)\b")


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


def facts(rows: Iterable[Row], day_first: bool, comma: bool) -> Facts:
    """Read the lines that are not movements."""
    found = Facts()
    day: dt.date | None = None
    for row in rows:
        text = row.text[:500]
        words = plain(text)
        if period := _PERIOD.search(text):
            found.first, found.last = (read_date(period[part], day_first) for part in (1, 2))
        if words.startswith("date") and (only := _DAYS.search(text)):
            day = read_date(only[0], day_first)
        _account(found, row, text, words, day_first)
        _balance(found, row, words, day_first, comma)
        found.currency = found.currency or currency_in(text)
    if found.balance is not None and found.balance_day is None:
        found.balance_day = day
    return found


def _account(found: Facts, row: Row, text: str, words: str, day_first: bool) -> None:
    if not found.account_ref:
        capitals = text.upper()
        if (iban := _IBAN.search(capitals)) and _is_iban(iban[0]):
            found.account_ref = account_reference(iban[0])
        elif (number := _NUMBER.search(capitals)) and not _OTHER_NUMBER.search(words):
            found.account_ref = account_reference(number[1])
        elif any(_DAYS.fullmatch(cell) for cell in row.cells):
            # A line of cells without names: number, days, balance.
            bare = next((cell for cell in row.cells if _BARE_NUMBER.fullmatch(cell)), "")
            found.account_ref = account_reference(bare)
            days = [cell for cell in row.cells if _DAYS.fullmatch(cell)]
            if len(days) > 2:
                found.first, found.last = (read_date(day, day_first) for day in days[:2])
    if not found.account_name and _ACCOUNT.search(words) and not _NO_NAME.search(words):
        name = next((cell for cell in row.cells if _ACCOUNT.search(plain(cell))), "")
        name = re.split(r"n[°º]|:|\bnum[eé]ro\b|\bno\.|\d{5}", name, flags=re.IGNORECASE)[0]
        name = "" if _HEADING.search(plain(name)) else name
        found.account_name = one_line(name) if len(plain(name).split()) > 1 else ""


def _balance(found: Facts, row: Row, words: str, day_first: bool, comma: bool) -> None:
    """Take the balance of a line, unless one of a later day is known."""
    cells = [cell for cell in row.cells if cell]
    days = [day for text in _DAYS.findall(row.text) if (day := read_date(text, day_first)) is not None]
    if _BALANCE.search(words):
        if _EARLIER.search(words):
            return
        amount = _last_amount(row.text, comma)
    elif is_closing_line(row):
        amount = read_amount(cells[1], comma)
    elif days and len(cells) >= 3 and re.search(r"[.,]\d\d\b", cells[-1]):
        amount = _last_amount(cells[-1], comma)
    else:
        return
    if amount is None:
        return
    day = days[-1] if days else None
    if found.balance is None or (day is not None and (found.balance_day is None or day >= found.balance_day)):
        found.balance, found.balance_day = amount, day


def _last_amount(text: str, comma: bool) -> int | None:
    """Return the amount at the end of a text, after its last day."""
    rest = _DAYS.split(text)[-1]
    match = re.search(r"[(+-]?\s?\d[\d.,' \u00a0\u202f\u2009]*-?\)?\s*(?:[€$£]|EUR|euros?|[A-Z]{3})?\s*$", rest)
    if match is None:
        return None
    amount = read_amount(match[0].strip(), comma)
    return read_amount(match[0].strip(), not comma) if amount is None else amount


def _is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616)."""
    plain_text = text.replace(" ", "")
    if not 15 <= len(plain_text) <= 34:
        return False
    digits = "".join(str(int(letter, 36)) for letter in plain_text[4:] + plain_text[:4])
    return int(digits) % 97 == 1
