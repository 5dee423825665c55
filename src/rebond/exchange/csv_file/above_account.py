"""Parser of an account's number and name in the lines above a table: beside or below the words that announce them."""

import re
from typing import NamedTuple

from rebond.domain.money.account_number import card_reference
from rebond.domain.money.account_number import reference as account_reference
from rebond.exchange.csv_file.table import Row
from rebond.exchange.csv_file.words import plain
from rebond.exchange.plain import one_line

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
#: Not the beginning of a date, an amount or a word.
_ENDS = r"(?![0-9A-Z]|[/.,]\d)"
#: Numbers with hidden digits, in groups, long ones which a key of two digits may follow, and short ones.
_DIGITS = (
    r"[\dX*•][\dX*• ]*[X*•]{2}[\dX*• ]*\d{3,}"
    rf"|\d[0-9A-Z]{{1,7}}(?:[ -]\d[0-9A-Z]{{1,10}}{_ENDS})+"
    rf"|\d[0-9A-Z]{{8,24}}(?: \d\d{_ENDS}(?!-))?"
    rf"|\d[0-9A-Z]{{4,7}}{_ENDS}"
)
_NUMBER = re.compile(_DIGITS)
#: A number in a cell of its own, with the part of the account and the currency that some banks add.
_BARE_NUMBER = re.compile(rf"((?:{_DIGITS})|\d{{4,12}}(?=/\d\d\b))(?:/\d\d)?(?: [A-Z]{{3}})?")
_ANNOUNCED = re.compile(
    r"(?:N[°º]|\bN(?:UM[EÉ]RO|O\.?)(?: D[EU])?(?: COMPTE)?|\bNUMBER|\bCOMPTE|\bACCOUNT|\bKONTO\w*|\bRIB)[\s:;.]*"
    rf"({_DIGITS})"
)
#: An account by its kind and a long number: `Livret A 04123456789`.
_KIND_AND_NUMBER = re.compile(
    r"\b(?:COMPTE|LIVRET|ACCOUNT|KONTO\w*|CUENTA|REKENING)\b(?: [^\W\d]+){0,4}[\s:-]+"
    rf"(\d[0-9A-Z]{{8,24}}{_ENDS}|\d{{2,8}}(?:[ -]\d{{2,11}}{_ENDS})+)"
)
_OTHER_NUMBER = re.compile(r"\b(?:releve|extrait|statement|client|customer|tel\w*|siret|siren|tva|page)\b")
_NOT_OF_ACCOUNT = re.compile(r"\b(?:client|customer|tel\w*|siret|siren|tva|page)\b[^a-z]*(?:numero|number|n|no)?$")
#: A number at least so long is the account's, even after the words for a statement and an account.
_LONG = 10
#: A currency that follows the number without a space.
_CURRENCY = re.compile(r"(?<=\d)(?:EUR|USD|GBP|CHF|CAD)$")

_NUMBER_HEADING = re.compile(
    r"(?:(?:numero|num|no|n|nr) (?:(?:de|du) )?)?(?:compte|account|kontonummer|konto|conto|rib|cuenta|rekening)"
    r"(?: (?:bancaire|number|num|no|n|numero))?"
)
_NAME_HEADING = re.compile(
    r"(?:nom|libelle|intitule|type|designation) (?:(?:du|de) )?compte|account (?:name|type|label)|compte|account"
)
_ACCOUNT = re.compile(r"\b(?:compte|livret|account|konto|carte|card|cuenta|rekening)\b")
_NO_NAME = re.compile(
    r"^(?:numero|number|n|liste|list|type|iban|rib|titulaire|nom|libelle|intitule|code|cle)\b|\btenu\b|"
    r"\b(?:solde|balance)\b"
)
#: The end of what announces an account rather than names it: `Account details for:`.
_HEADING = re.compile(r"\b(?:for|of|du|de|d|au|to|until|details?|holder|number|nickname|type|titulaire|inhaber|bis)$")
_ANNOUNCES_NAME = re.compile(
    r"^(?:relev[eé]|extrait|historique|op[eé]rations)\b.*?\b(?=(?:compte|livret)\b)", re.IGNORECASE
)


class AccountLine(NamedTuple):
    """The number and the name of an account in one line; empty where it does not say them."""

    number: str
    name: str


def account_line(row: Row, before: Row | None = None) -> AccountLine:
    """Return what a line says of its account.

    :param before: the line above it, which may hold the headings of its cells.
    """
    number, name = _iban(row.text), ""
    for place, cell in enumerate(row.cells):
        if cell:
            number = number or _in_cell(cell) or _below_or_beside(row, before, place)
            name = name or _name(row, before, place)
    return AccountLine(number, one_line(name))


def _iban(text: str) -> str:
    found = _IBAN.search(text.upper())
    return account_reference(found[0]) if found and is_iban(found[0]) else ""


def _in_cell(cell: str) -> str:
    """Return the number that a cell announces itself."""
    capitals = cell.upper()
    for pattern in (_ANNOUNCED, _KIND_AND_NUMBER):
        for found in pattern.finditer(capitals):
            before = plain(capitals[: found.start(1)])
            is_long = len(re.sub(r"\W", "", found[1])) >= _LONG and _ACCOUNT.search(before) is not None
            if not _NOT_OF_ACCOUNT.search(before) and (is_long or not _OTHER_NUMBER.search(before)):
                return _reference(found[1], before)
    return ""


def _below_or_beside(row: Row, before: Row | None, place: int) -> str:
    """Return the number in a cell, whose heading stands in a cell before it, or in the line above."""
    cell = row.cells[place].upper()
    number = _BARE_NUMBER.fullmatch(cell)
    if number is None:
        return ""
    above = before.cells[place] if before is not None and place < len(before.cells) else ""
    beside = [plain(one) for one in row.cells[:place] if one][-2:]
    for heading in (plain(above), *reversed(beside)):
        if _NUMBER_HEADING.fullmatch(heading):
            return _reference(number[1], heading)
        if _OTHER_NUMBER.search(heading) or "solde" in heading:
            return ""
    return ""


def _reference(number: str, announced: str) -> str:
    plain_number = _CURRENCY.sub("", number)
    is_card = re.search(r"\b(?:carte|card)\b", announced) and "compte" not in announced
    return card_reference(plain_number) if is_card else account_reference(plain_number)


def _name(row: Row, before: Row | None, place: int) -> str:
    """Return the name of an account in a cell: after its heading, or in words that hold that for an account."""
    cell = row.cells[place]
    heading, colon, value = cell.partition(":")
    if colon and _NAME_HEADING.fullmatch(plain(heading)):
        return _as_name(value)
    above = before.cells[place] if before is not None and place < len(before.cells) else ""
    beside = row.cells[place - 1] if place else ""
    if any(_NAME_HEADING.fullmatch(plain(one)) for one in (above, beside)):
        return _as_name(cell)
    words = plain(cell)
    if not _ACCOUNT.search(words) or _NO_NAME.search(words):
        return ""
    text = re.split(r"n[°º]|:|\bnum[eé]ro\b|\bno\.|\d{5}|\s\d+-", cell, flags=re.IGNORECASE)[0]
    text = _ANNOUNCES_NAME.sub("", text).strip(" -–(")
    if _HEADING.search(plain(text)) or len(plain(text).split()) < 2:
        return ""
    return text[:1].upper() + text[1:]


def _as_name(text: str) -> str:
    """Return a text without what follows it, if it is words rather than a number."""
    value = re.split(r"\s\w+\s?:|\s\w+ (?:de|du|of) \w+\s?:", text)[0].strip(" -–")
    is_heading = bool(_NAME_HEADING.fullmatch(plain(value)) or _NO_NAME.search(plain(value)))
    is_text = sum(map(str.isalpha, value)) >= 3 and not _NUMBER.search(value.upper())
    return value if is_text and not is_heading and not value.endswith(":") else ""


def is_iban(text: str) -> bool:
    """Whether a text in capitals is an IBAN with the right check digits (ISO 13616)."""
    plain_text = text.replace(" ", "")
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", plain_text):
        return False
    digits = "".join(str(int(letter, 36)) for letter in plain_text[4:] + plain_text[:4])
    return int(digits) % 97 == 1
