"""Social charges, income tax and VAT on receipts, paid monthly or quarterly (runway.md, 5; facts.md, 4)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rebond.domain.calendar import add_months, month_end, month_start
from rebond.domain.cents import apply_rate
from rebond.domain.money.kinds import ChargeRate, Period, Settings
from rebond.domain.value_classes import dataclass


class ChargeKind(StrEnum):
    SOCIAL = "social"
    INCOME_TAX = "income_tax"
    VAT = "vat"


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment of charges on `date` for the period starting with the month `period`.

    `parts` are the cents of each kind of charge, without those of 0.
    """

    date: dt.date
    period: dt.date
    parts: tuple[tuple[ChargeKind, int], ...]

    @property
    def amount(self) -> int:
        return sum(part for _, part in self.parts)


@lru_cache(10_000)  # a projection calls it once a receipt, on few distinct days
def payment_day(receipt: dt.date, period: Period) -> tuple[dt.date, dt.date]:
    """Return (day on which the charges on a receipt are paid, first month of the period of the receipt).

    Monthly: the last day of the next month. Quarterly: 31 January, 30 April, 31 July, 31 October (URSSAF calendar).
    """
    start = month_start(receipt)
    if period is Period.QUARTERLY:
        start = dt.date(start.year, start.month - (start.month - 1) % 3, 1)
        return month_end(add_months(start, 3)), start
    return month_end(add_months(start, 1)), start


def rate_on(rates: Sequence[ChargeRate], day: dt.date) -> ChargeRate | None:
    """Return the rates in force on `day`; `rates` are sorted by their first day."""
    current = None
    for row in rates:
        if row.starts is None or row.starts <= day:
            current = row
    return current


def vat_period(settings: Settings, rates: Iterable[ChargeRate]) -> Period:
    """Return how often VAT is paid: as chosen, or else with the charges, or every quarter without any."""
    charged = any(row.social or row.income_tax for row in rates)
    return settings.vat_period or (settings.charges_period if charged else Period.QUARTERLY)


def charges(
    settings: Settings, rates: Iterable[ChargeRate], receipts: Iterable[tuple[dt.date, int, int]]
) -> list[Charge]:
    """Return the charges on `receipts`: (day, cents before VAT, cents of VAT).

    Each rate applies to the sum of a period's receipts, rounded half to even; a period in which the rate changed
    has two sums.
    """
    return charges_on([bases(settings, rates, receipts)])


class Bases(NamedTuple):
    """The sums of receipts that charges are computed on, by the day they are paid on and their period.

    `nets` are cents before VAT at one rate each, `vats` cents of VAT.
    """

    nets: Mapping[tuple[dt.date, dt.date, ChargeRate | None], int]
    vats: Mapping[tuple[dt.date, dt.date], int]


def bases(settings: Settings, rates: Iterable[ChargeRate], receipts: Iterable[tuple[dt.date, int, int]]) -> Bases:
    """Return the sums of receipts: (day, cents before VAT, cents of VAT)."""
    ordered = sorted(rates, key=lambda row: row.starts or dt.date.min)
    vat_paid = vat_period(settings, ordered)
    nets: dict[tuple[dt.date, dt.date, ChargeRate | None], int] = defaultdict(int)
    vats: dict[tuple[dt.date, dt.date], int] = defaultdict(int)
    for day, net, vat in receipts:
        nets[*payment_day(day, settings.charges_period), rate_on(ordered, day)] += net
        vats[payment_day(day, vat_paid)] += vat
    return Bases(nets, vats)


def charges_on(found: Iterable[Bases]) -> list[Charge]:
    """Return the charges on the receipts of all bases together: only their sum is rounded."""
    nets: dict[tuple[dt.date, dt.date, ChargeRate | None], int] = defaultdict(int)
    parts: dict[tuple[dt.date, dt.date], dict[ChargeKind, int]] = defaultdict(lambda: dict.fromkeys(ChargeKind, 0))
    for base in found:
        for key, net in base.nets.items():
            nets[key] += net
        for paid, vat in base.vats.items():
            parts[paid][ChargeKind.VAT] += vat
    for (due, period, rate), total in nets.items():
        if rate:
            parts[due, period][ChargeKind.SOCIAL] += apply_rate(total, rate.social)
            parts[due, period][ChargeKind.INCOME_TAX] += apply_rate(total, rate.income_tax)
    return [
        Charge(due, period, nonzero)
        for (due, period), kinds in parts.items()
        if (nonzero := tuple((kind, amount) for kind, amount in kinds.items() if amount))
    ]
