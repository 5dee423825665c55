"""Charges and VAT on what comes in, paid by month or by quarter (runway.md, 5; URSSAF calendar, facts.md, 4)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rebond.domain.calendar import add_months, month_end, month_start
from rebond.domain.cents import apply_rate
from rebond.domain.money.kinds import ChargeRate, Period, Settings


class ChargeKind(StrEnum):
    SOCIAL = "social"
    INCOME_TAX = "income_tax"
    VAT = "vat"


@dataclass(frozen=True, slots=True)
class Charge:
    """What is paid on `date` for the period that begins with the month `period`: cents of each kind that is not 0."""

    date: dt.date
    period: dt.date
    parts: tuple[tuple[ChargeKind, int], ...]

    @property
    def amount(self) -> int:
        return sum(part for _, part in self.parts)


@lru_cache(10_000)  # a projection asks it for every receipt, of few days
def payment_day(receipt: dt.date, period: Period) -> tuple[dt.date, dt.date]:
    """The day on which the charges on a receipt are paid, and the first month of the period it falls in.

    Monthly: the last day of the next month. Quarterly: 31 January, 30 April, 31 July, 31 October.
    """
    start = month_start(receipt)
    if period is Period.QUARTERLY:
        start = dt.date(start.year, start.month - (start.month - 1) % 3, 1)
        return month_end(add_months(start, 3)), start
    return month_end(add_months(start, 1)), start


def rate_on(rates: Sequence[ChargeRate], day: dt.date) -> ChargeRate | None:
    """The row in force on `day`, of rows in the order of their first days."""
    found = None
    for row in rates:
        if row.starts is None or row.starts <= day:
            found = row
    return found


def charges(
    settings: Settings, rates: Iterable[ChargeRate], receipts: Iterable[tuple[dt.date, int, int]]
) -> list[Charge]:
    """What is to be paid for `receipts`: (day, cents before VAT, cents of VAT).

    Each rate applies to the sum of a period's receipts, half to even to the cent; a period in which the rate
    changed is two sums.
    """
    ordered = sorted(rates, key=lambda row: row.starts or dt.date.min)
    charged = any(row.social or row.income_tax for row in ordered)
    vat_period = settings.vat_period or (settings.charges_period if charged else Period.QUARTERLY)
    days: dict[dt.date, tuple[int, int]] = {}
    for day, net, vat in receipts:
        known = days.get(day, (0, 0))
        days[day] = (known[0] + net, known[1] + vat)
    nets: dict[tuple[dt.date, dt.date, ChargeRate | None], int] = defaultdict(int)
    parts: dict[tuple[dt.date, dt.date], dict[ChargeKind, int]] = defaultdict(lambda: dict.fromkeys(ChargeKind, 0))
    for day, (net, vat) in days.items():
        nets[*payment_day(day, settings.charges_period), rate_on(ordered, day)] += net
        parts[payment_day(day, vat_period)][ChargeKind.VAT] += vat
    for (due, period, rate), total in nets.items():
        if rate:
            parts[due, period][ChargeKind.SOCIAL] += apply_rate(total, rate.social)
            parts[due, period][ChargeKind.INCOME_TAX] += apply_rate(total, rate.income_tax)
    return [
        Charge(due, period, kept)
        for (due, period), kinds in parts.items()
        if (kept := tuple((kind, amount) for kind, amount in kinds.items() if amount))
    ]
