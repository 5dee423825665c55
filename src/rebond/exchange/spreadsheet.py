"""Tables for spreadsheets: CSV as each language's spreadsheet opens it, with texts that never become formulas."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from rebond.language import Language

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a text that a spreadsheet shows and never computes: one that begins a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_file(language: Language, titles: Sequence[str], rows: Iterable[Sequence[str | int | date | None]]) -> bytes:
    """Return a CSV file of titles and rows: UTF-8 with its mark, since spreadsheets guess the encoding without it.

    Texts are made harmless, integers are cents, dates are written as ISO 8601. Where the decimal sign is a comma the
    cells are separated by semicolons.
    """
    decimal_sign = language.decimal_sign()
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if decimal_sign == "," else ",", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in titles])
    for row in rows:
        writer.writerow([_cell(value, decimal_sign) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str | int | date | None, decimal_sign: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{Decimal(value).scaleb(-2):.2f}".replace(".", decimal_sign)
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value)
