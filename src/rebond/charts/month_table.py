"""The table of months on the printed page: what comes in and goes out, with the balances and a row of totals."""

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from rebond.charts.measure import ASCENT, DESCENT
from rebond.charts.measure import width as width_of
from rebond.charts.sheet import Sheet
from rebond.charts.style import PAPER
from rebond.domain.calendar import add_months, month_end
from rebond.domain.money.months import MonthRow, monthly
from rebond.domain.money.runway import Projection
from rebond.language import Language

#: The greatest and the least height of a row, in points, and the most rows of months.
_ROW, TIGHT_ROW, _ROWS = 16.0, 8.8, 25
#: The smallest size of text with cents, and without them.
_SMALLEST = {2: 5.5, 0: 4.0}
#: The least distance between two columns, in points.
_BETWEEN = 6.0


class _Cells(NamedTuple):
    """A row as texts; `below` tells that its closing balance is below zero, `total` that it is the row of totals."""

    texts: list[str]
    below: bool = False
    total: bool = False


def row_count(projection: Projection) -> int:
    """Return the number of rows of the table, with its headings and totals."""
    return min(len(monthly(projection)), _ROWS) + 2


def draw_months(sheet: Sheet, language: Language, projection: Projection, largest: float, *, has_vat: bool) -> None:
    """Draw the table over the whole sheet, with text of at most the size `largest`.

    Of a horizon of more than 25 months, all but the first months and the last are summed in one row. Amounts too long
    for their columns are in whole units of the currency.
    """
    heads = _heads(language, has_vat=has_vat)
    high = min(_ROW, sheet.height / row_count(projection))
    for places, smallest in _SMALLEST.items():
        rows = _rows(language, projection, places)
        size = min(largest, high / (ASCENT + DESCENT))
        while (too_wide := sum(widths := _widths(heads, rows, size)) + _BETWEEN * 5 > sheet.width) and size > smallest:
            size -= 0.25
        if not too_wide:
            break
    between = (sheet.width - sum(widths)) / (len(widths) - 1)
    rights = [sum(widths[: at + 1]) + between * at for at in range(len(widths))]
    top = sheet.height
    _draw(sheet, _Cells(heads), rights, top - high / 2, size, PAPER.soft)
    for row in rows:
        top -= high
        color, thick = (PAPER.ink, 0.6) if row.total or row is rows[0] else (PAPER.grid, 0.5)
        sheet.line((0, sheet.width), (top, top), color, thick)
        _draw(sheet, row, rights, top - high / 2, size, PAPER.ink)


def _heads(language: Language, *, has_vat: bool) -> list[str]:
    return [
        language.gettext("Month"),
        language.gettext("Opening balance"),
        language.gettext("Money in"),
        language.gettext("Money out"),
        language.gettext("Charges, VAT") if has_vat else language.gettext("Charges"),
        language.gettext("Closing balance"),
    ]


def _rows(language: Language, projection: Projection, places: int) -> list[_Cells]:
    months = monthly(projection)
    named = [(_named(language, row.month, projection), row) for row in months]
    if len(named) > _ROWS:
        first, last = months[_ROWS - 2], months[-2]
        name = f"{language.month(first.month, 'short')} – {language.month(last.month, 'short')}"
        named = [*named[: _ROWS - 2], (name, _sum(months[_ROWS - 2 : -1])), named[-1]]
    rows = [
        _Cells(
            [name, *_amounts(language, places, row.opening, row.money_in, row.money_out, row.charges, row.closing)],
            below=row.closing < 0,
        )
        for name, row in named
    ]
    total = _sum(months)
    sums = _amounts(language, places, total.money_in, total.money_out, total.charges)
    return [*rows, _Cells([language.gettext("Total"), "", *sums, ""], total=True)]


def _sum(rows: tuple[MonthRow, ...]) -> MonthRow:
    money_in, money_out, charges = (
        sum(getattr(row, name) for row in rows) for name in ("money_in", "money_out", "charges")
    )
    return MonthRow(rows[0].month, rows[0].opening, money_in, money_out, charges, rows[-1].closing)


def _named(language: Language, month: date, projection: Projection) -> str:
    """Return the month's name, with its days if the projection does not hold all of them: `1–22 Nov 2028`."""
    horizon = add_months(projection.today, projection.horizon_months)
    first, last = max(month, projection.today), min(month_end(month), horizon)
    name = language.month(month, "short")
    if last - first == month_end(month) - month:
        return name
    return f"{first.day}–{last.day} {name}" if last - first >= timedelta(days=1) else f"{first.day} {name}"


def _amounts(language: Language, places: int, *cents: int) -> list[str]:
    return [language.fixed(Fraction(amount, 100), places) if amount else "–" for amount in cents]


def _draw(sheet: Sheet, row: _Cells, rights: list[float], middle: float, size: float, color: str) -> None:
    """Draw a row around the height `middle`: the first column to the left, the others to the right."""
    baseline = middle - 0.36 * size
    last = len(row.texts) - 1
    sheet.text(0, baseline, row.texts[0], size, color, bold=row.total)
    for at, (text, right) in enumerate(zip(row.texts[1:], rights[1:], strict=True), 1):
        if text:
            shown = PAPER.leaving if row.below and at == last else color
            sheet.text(right, baseline, text, size, shown, bold=row.total or at == last, align="right")


def _widths(heads: list[str], rows: list[_Cells], size: float) -> list[float]:
    """Return the width of every column; the last one and the totals are bold."""
    last = len(heads) - 1
    return [
        max(width_of(row.texts[at], size, bold=row.total or at == last) for row in (_Cells(heads), *rows))
        for at in range(last + 1)
    ]
