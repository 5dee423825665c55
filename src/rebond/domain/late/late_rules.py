"""The rules of a law on late payments in words: rates, indemnity, limitation, and what differs for some debtors."""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any

from rebond.domain.agreements.law import Certainty, Texts
from rebond.domain.calendar import add_months
from rebond.domain.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class LateRule:
    """A rule in words, with its article."""

    article: Texts
    certainty: Certainty
    text: Texts


@dataclass(frozen=True, slots=True)
class Indemnity:
    """A fixed indemnity for each late invoice, in cents of a euro whatever the currency of the invoice."""

    euro_cents: int
    rule: LateRule


@dataclass(frozen=True, slots=True)
class Limitation:
    """The years after which a debt can no longer be claimed; `shorter_years` for some trades, None for none.

    With `from_year_end` they are counted from the end of the year in which the claim begins.
    """

    years: int
    shorter_years: int | None
    rule: LateRule
    from_year_end: bool = False

    def last_day(self, begins: dt.date, years: int | None = None) -> dt.date:
        """Return the last day on which a debt can be claimed that begins on a day.

        :param years: of the trades that have a shorter one.
        """
        start = begins.replace(month=12, day=31) if self.from_year_end else begins
        return add_months(start, 12 * (years or self.years))


class Pays(Enum):
    """The interest that a debtor owes where the law treats it apart from businesses."""

    #: As businesses do, but another text may come first.
    AS_BUSINESSES = "as_businesses"
    #: The rate of public contracts, whatever the contract says.
    PUBLIC_RATE = "public_rate"
    #: Nothing that can be computed.
    NO_FIGURE = "no_figure"


@dataclass(frozen=True, slots=True)
class DebtorRule:
    """The law for one kind of debtor; `limitation` is None where it is that of businesses."""

    pays: Pays
    rule: LateRule
    indemnity: Indemnity | None
    limitation: Limitation | None


def read_rule(one: Mapping[str, Any]) -> LateRule:
    """Read a rule from a data file's content."""
    return LateRule(one["article"], Certainty(one["certainty"]), one["text"])


def read_indemnity(one: Mapping[str, Any] | None) -> Indemnity | None:
    return Indemnity(one["euro_cents"], read_rule(one)) if one else None


def read_limitation(one: Mapping[str, Any]) -> Limitation:
    return Limitation(one["years"], one.get("shorter_years"), read_rule(one), one.get("from_year_end", False))


def read_debtor(one: Mapping[str, Any]) -> DebtorRule:
    limitation = one["limitation"]
    return DebtorRule(
        Pays(one["pays"]), read_rule(one), read_indemnity(one["indemnity"]),
        read_limitation(limitation) if limitation else None,
    )  # fmt: skip
