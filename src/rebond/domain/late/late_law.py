"""The law on late payments of a country: dated rates of interest, their articles, indemnity and limitation.

The tables ship with the program; rates of the journal's own replace or extend them. No legal advice.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rebond.domain.agreements.law import Certainty
from rebond.domain.cents import RATE_WHOLE
from rebond.domain.countries import Country
from rebond.domain.kinds import Choice
from rebond.domain.late.kinds import LateRate, Series
from rebond.domain.late.late_rules import (
    DebtorRule,
    Indemnity,
    LateRule,
    Limitation,
    read_debtor,
    read_indemnity,
    read_limitation,
    read_rule,
)
from rebond.domain.missions.kinds import ClientLegalForm
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass


class RateBasis(Choice):
    """The source of the rate of a period: the law or the contract."""

    DEFAULT = "default", later("refinancing rate of the European Central Bank + 10 points")
    CONTRACT = "contract", later("rate in the contract")
    FLOOR = "floor", later("3 × legal interest, above the rate in the contract")
    STATUTORY = "statutory", later("rate of the law")
    PUBLIC = "public", later("refinancing rate of the European Central Bank + 8 points")


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate, in thousandths of a percent a year, from `starts` until the next one; `own` is the journal's."""

    starts: dt.date
    rate: int
    source: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class RateTable:
    """The dated rates of a series, the earliest first; after `known_until` no source was found (None: no end)."""

    series: Series
    rates: tuple[DatedRate, ...]
    known_until: dt.date | None
    certainty: Certainty
    source: str

    def on(self, day: dt.date) -> DatedRate | None:
        """Return the rate in force on a day; None where the table does not reach back that far."""
        return next((rate for rate in reversed(self.rates) if rate.starts <= day), None)

    def is_known(self, day: dt.date) -> bool:
        """Whether the rate in force on a day was looked up, or typed for its half-year: otherwise the last goes on."""
        if self.known_until is None or day <= self.known_until:
            return True
        found = self.on(day)
        return found is not None and found.starts >= half_year_start(day)

    def ends(self) -> dt.date | None:
        """Return the last day on which a rate is known; None where the table has no end."""
        if self.known_until is None:
            return None
        day = self.known_until
        while self.is_known(following := half_year_end(day + dt.timedelta(days=1))):
            day = following
        return day


@dataclass(frozen=True, slots=True)
class LateLaw:
    """The rules of a country as they were looked up on a day, and its tables of rates.

    They are those between businesses; `debtors` holds what differs for others, and `debtor` that of the one it is
    `against`.
    """

    country: Country
    looked_up: dt.date
    source: str
    tables: Mapping[Series, RateTable]
    rules: Mapping[RateBasis, LateRule]
    indemnity: Indemnity | None
    limitation: Limitation
    debtors: Mapping[ClientLegalForm, DebtorRule]
    debtor: DebtorRule | None = None

    def against(self, form: ClientLegalForm | None) -> "LateLaw":
        """Return the law against a debtor of a legal form; one that is not known is a business."""
        rule = self.debtors.get(form) if form else None
        if rule is None:
            return self
        limitation = rule.limitation or self.limitation
        return replace(self, indemnity=rule.indemnity, limitation=limitation, debtor=rule)


def half_year_start(day: dt.date) -> dt.date:
    """Return 1 January or 1 July."""
    return day.replace(month=1 if day.month <= 6 else 7, day=1)


def half_year_end(day: dt.date) -> dt.date:
    """Return 30 June or 31 December."""
    return day.replace(month=6, day=30) if day.month <= 6 else day.replace(month=12, day=31)


def read_late_law(table: Mapping[str, Any]) -> LateLaw:
    """Read the law from a data file's content."""
    return LateLaw(
        country=Country(table["country"]),
        looked_up=dt.date.fromisoformat(table["looked_up"]),
        source=table["source"],
        tables={Series(name): _table(Series(name), one) for name, one in table["series"].items()},
        rules={RateBasis(name): read_rule(one) for name, one in table["rules"].items()},
        indemnity=read_indemnity(table["indemnity"]),
        limitation=read_limitation(table["limitation"]),
        debtors={ClientLegalForm(name): read_debtor(one) for name, one in table["debtors"].items()},
    )


def with_own_rates(law: LateLaw, rows: Iterable[LateRate]) -> LateLaw:
    """Return the law with the journal's own rates: one replaces that of its series and day, or extends the table."""
    own = [row for row in rows if row.country is law.country and row.series in law.tables]
    if not own:
        return law
    tables = dict(law.tables)
    for series, table in law.tables.items():
        rates = {rate.starts: rate for rate in table.rates}
        rates |= {row.starts: DatedRate(row.starts, row.rate, row.source, True) for row in own if row.series is series}
        tables[series] = replace(table, rates=tuple(rates[starts] for starts in sorted(rates)))
    return replace(law, tables=tables)


def _table(series: Series, one: Mapping[str, Any]) -> RateTable:
    known = one["known_until"]
    rates = [DatedRate(dt.date.fromisoformat(row["starts"]), _thousandths(row["rate"])) for row in one["rates"]]
    return RateTable(
        series=series,
        rates=tuple(sorted(rates, key=lambda rate: rate.starts)),
        known_until=dt.date.fromisoformat(known) if known else None,
        certainty=Certainty(one["certainty"]),
        source=one["source"],
    )


def _thousandths(percent: str) -> int:
    """Convert a percentage with a decimal point to thousandths of a percent."""
    whole, _, part = percent.partition(".")
    return int(whole) * RATE_WHOLE // 100 + int(part.ljust(3, "0"))
