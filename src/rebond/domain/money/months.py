"""The projection by month: opening balance, money in, money out, charges and closing balance."""

from datetime import date

from rebond.domain.calendar import add_months, month_start, months_from
from rebond.domain.money.lines import LineKind
from rebond.domain.money.runway import Projection
from rebond.domain.value_classes import dataclass

RECEIPTS = frozenset({LineKind.RECEIVED, LineKind.EXPECTED, LineKind.PROMISED, LineKind.PLANNED, LineKind.HOPED})


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The movements of one month, in signed cents: `opening + money_in + money_out + charges == closing`."""

    month: date
    opening: int
    money_in: int
    money_out: int
    charges: int
    closing: int


def monthly(projection: Projection) -> tuple[MonthRow, ...]:
    """Return a row for every month from that of today to that of the horizon.

    The first and the last hold only the days projected. A credit note counts as negative money in.
    """
    totals: dict[tuple[date, str], int] = {}
    for line in projection.lines:
        key = (month_start(line.date), _column(line.kind))
        totals[key] = totals.get(key, 0) + line.amount
    horizon = add_months(projection.today, projection.horizon_months)
    rows: list[MonthRow] = []
    opening = projection.opening
    for month in months_from(projection.today, horizon):
        money_in, money_out, charges = (totals.get((month, column), 0) for column in ("in", "out", "charges"))
        closing = opening + money_in + money_out + charges
        rows.append(MonthRow(month, opening, money_in, money_out, charges, closing))
        opening = closing
    return tuple(rows)


def _column(kind: LineKind) -> str:
    if kind in RECEIPTS:
        return "in"
    return "charges" if kind is LineKind.CHARGES else "out"
