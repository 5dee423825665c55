"""Penalties for late payment: day by day on what was unpaid, at the rates of the law or the contract.

Interest is base × rate × days ÷ 365, in leap years too, summed exactly over an invoice and rounded once, a half cent
away from zero (algorithms.md, 8).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

from rebond.domain.calendar import ONE_DAY
from rebond.domain.cents import RATE_WHOLE
from rebond.domain.countries import Country
from rebond.domain.kinds import Choice
from rebond.domain.late.kinds import Series
from rebond.domain.late.late_law import LateLaw, RateBasis, half_year_end, half_year_start
from rebond.domain.late.late_rules import Pays
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

#: A year of interest has so many days, leap years too.
YEAR_DAYS = 365
#: The points added to the refinancing rate in France, and the factor of the legal interest there.
_DEFAULT_POINTS = 10 * RATE_WHOLE // 100
_FLOOR_FACTOR = 3
#: The points added to it for a public body there.
_PUBLIC_POINTS = 8 * RATE_WHOLE // 100


class WhyNone(Choice):
    """The reason why there is no penalty, or no figure for it."""

    NO_COUNTRY = "no_country", later("no country says whose law counts")
    TABLE_TOO_SHORT = "table_too_short", later("the table of rates does not reach back that far")
    NOT_DEMANDED = "not_demanded", later("interest runs from the formal reminder, and none was sent")
    DEBTOR = "debtor", later("the law on late payments between businesses does not count for this client")


@dataclass(frozen=True, slots=True)
class Move:
    """A payment, or a credit note that names the invoice, in cents: it lowers the base from the day after.

    Below 0 where money went back.
    """

    day: dt.date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDebt:
    """An invoice as the computation sees it: `total` in cents, VAT included, and what lowered it.

    `late_rate` is the rate in the contract, in thousandths of a percent a year; None for none. `due_day_fixed` and
    `demanded` say from when interest runs where the law asks for a formal reminder.
    """

    total: int
    due: dt.date
    moves: Sequence[Move] = ()
    late_rate: int | None = None
    due_day_fixed: bool = False
    demanded: dt.date | None = None

    def base(self, day: dt.date) -> int:
        """Return what was unpaid on a day, in cents: what came on that day still counts as unpaid."""
        return max(0, self.total - sum(move.amount for move in self.moves if move.day < day))

    def rest(self, day: dt.date) -> int:
        """Return what is left to pay at the end of a day, in cents."""
        return self.base(day + ONE_DAY)


@dataclass(frozen=True, slots=True)
class PenaltyPeriod:
    """Days of one base and one rate, both ends included, which never span two half-years.

    `rate` is in thousandths of a percent a year. Not `known`: the table had ended and its last rate goes on.
    """

    first: dt.date
    last: dt.date
    rate: int
    base: int
    basis: RateBasis
    known: bool

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def interest(self) -> Fraction:
        """The interest of the period in cents, exact."""
        return Fraction(self.base * self.rate * self.days, RATE_WHOLE * YEAR_DAYS)


@dataclass(frozen=True, slots=True)
class Penalty:
    """The penalty of an invoice to a day, in cents; None where there is no figure, and `why` says the reason.

    `indemnity` is in cents of a euro, whatever the currency of the invoice; None where no law is known.
    """

    amount: int | None
    indemnity: int | None
    periods: tuple[PenaltyPeriod, ...] = ()
    why: WhyNone | None = None
    #: The series whose table does not reach back, or has ended: its rates are to be completed.
    series: Series | None = None
    law: LateLaw | None = None

    @property
    def is_known(self) -> bool:
        """Whether every rate that it is computed with was looked up or typed."""
        return all(period.known for period in self.periods)


def days_late(due: dt.date, end: dt.date) -> int:
    """Return the days from the due date to the day of payment, or to today; 0 when that is not after it."""
    return max(0, (end - due).days)


def penalty(debt: LateDebt, law: LateLaw | None, today: dt.date) -> Penalty:
    """Return the penalty to `today`, that day included; days after what was paid have no base and add nothing."""
    if law is None:
        return Penalty(None, None, why=WhyNone.NO_COUNTRY)
    late = debt.due < today and debt.base(debt.due + ONE_DAY) > 0
    if not late:
        return Penalty(0, 0, law=law)
    indemnity = law.indemnity.euro_cents if law.indemnity else 0
    if law.debtor and law.debtor.pays is Pays.NO_FIGURE:
        return Penalty(None, indemnity, why=WhyNone.DEBTOR, law=law)
    first = _first_day(debt, law.country, today)
    if first is None:
        return Penalty(0, indemnity, why=WhyNone.NOT_DEMANDED, law=law)
    periods: list[PenaltyPeriod] = []
    for start, last, base in _stretches(debt, law, first, today):
        found = _rate(law, debt.late_rate, start, first)
        if isinstance(found, Series):
            return Penalty(None, indemnity, why=WhyNone.TABLE_TOO_SHORT, series=found, law=law)
        periods.append(PenaltyPeriod(start, last, found.rate, base, found.basis, found.known))
    unknown = next((period for period in periods if not period.known), None)
    series = _series(law, unknown.first, unknown.basis) if unknown else None
    exact = sum((period.interest for period in periods), Fraction(0))
    return Penalty(rounded(exact), indemnity, tuple(periods), series=series, law=law)


def rounded(exact: Fraction) -> int:
    """Return whole cents, a half cent away from zero."""
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


def _first_day(debt: LateDebt, country: Country, today: dt.date) -> dt.date | None:
    """Return the first day of interest; None while the law waits for a formal reminder."""
    if country in (Country.FR, Country.BE) or (country is Country.CH and debt.due_day_fixed):
        return debt.due + ONE_DAY
    if debt.demanded is None or debt.demanded > today:
        return None
    return max(debt.due, debt.demanded) + ONE_DAY


def _stretches(debt: LateDebt, law: LateLaw, first: dt.date, today: dt.date) -> Iterator[tuple[dt.date, dt.date, int]]:
    """Yield the (first, last) days of one base above 0 and one rate, within a half-year, with the base."""
    starts = {move.day + ONE_DAY for move in debt.moves}
    starts |= {rate.starts for name, table in law.tables.items() if _is_daily(name) for rate in table.rates}
    cuts = sorted(day for day in starts if first < day <= today)
    day = first
    while day <= today:
        last = min(half_year_end(day), today, *(cut - ONE_DAY for cut in cuts if cut > day))
        base = debt.base(day)
        if base:
            yield day, last, base
        day = last + ONE_DAY


def _is_daily(series: Series) -> bool:
    """Whether a rate holds from its own day on; the others are those in force when a half-year begins."""
    return series is Series.STATUTORY


@dataclass(frozen=True, slots=True)
class _Rate:
    rate: int
    basis: RateBasis
    known: bool


def _rate(law: LateLaw, contract: int | None, day: dt.date, first: dt.date) -> _Rate | Series:
    """Return the rate of a day, or the series whose table does not reach back to it.

    :param first: the first day of interest.
    """
    if law.debtor and law.debtor.pays is Pays.PUBLIC_RATE:
        return _public_rate(law, half_year_start(first))
    if law.country is Country.QC and contract is not None:
        return _Rate(contract, RateBasis.CONTRACT, known=True)
    if law.country is Country.FR:
        return _french_rate(law, contract, half_year_start(day))
    table = law.tables[Series.STATUTORY]
    statutory = table.on(day)
    if statutory is None:
        return Series.STATUTORY
    if law.country is Country.CH and contract is not None and contract > statutory.rate:
        return _Rate(contract, RateBasis.CONTRACT, known=True)
    return _Rate(statutory.rate, RateBasis.STATUTORY, table.is_known(day))


def _french_rate(law: LateLaw, contract: int | None, half_year: dt.date) -> _Rate | Series:
    """Return the rate of a half-year: that of the contract, at least the floor; without one, the default.

    The floor is a limit for contracts and does not raise the default.
    """
    series = Series.REFINANCING if contract is None else Series.LEGAL
    table = law.tables[series]
    found = table.on(half_year)
    if found is None:
        return series
    known = table.is_known(half_year)
    if contract is None:
        return _Rate(found.rate + _DEFAULT_POINTS, RateBasis.DEFAULT, known)
    floor = _FLOOR_FACTOR * found.rate
    if contract < floor:
        return _Rate(floor, RateBasis.FLOOR, known)
    return _Rate(contract, RateBasis.CONTRACT, known)


def _public_rate(law: LateLaw, half_year: dt.date) -> _Rate | Series:
    """Return the rate of a French public body: that of the half-year in which interest began, to the end."""
    table = law.tables[Series.REFINANCING]
    found = table.on(half_year)
    if found is None:
        return Series.REFINANCING
    return _Rate(found.rate + _PUBLIC_POINTS, RateBasis.PUBLIC, table.is_known(half_year))


def _series(law: LateLaw, day: dt.date, basis: RateBasis) -> Series:
    """Return the series that a rate of a day comes from."""
    if law.country is not Country.FR:
        return Series.STATUTORY
    return Series.REFINANCING if basis in (RateBasis.DEFAULT, RateBasis.PUBLIC) else Series.LEGAL
