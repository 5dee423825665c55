"""Penalties: a table of cases worked out by hand, and what holds for any invoice."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.countries import Country
from rebond.domain.late.kinds import LateRate, Series
from rebond.domain.late.late_law import RateBasis, with_own_rates
from rebond.domain.late.penalty import LateDebt, Move, Penalty, WhyNone, penalty
from rebond.journal.queries.late_laws import shipped_late_law

DAY = timedelta(days=1)
FR = shipped_late_law(Country.FR)
Periods = list[tuple[date, date, int, Decimal, Decimal, bool]]


@dataclass(frozen=True)
class Case:
    """A line of the table."""

    name: str
    country: Country
    debt: LateDebt
    today: date
    penalty: str
    indemnity: str
    why: str
    article: str
    periods: str


def cents(amount: str) -> int:
    return int(Decimal(amount) * 100)


def day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def move(text: str) -> Move:
    day, _, amount = text.partition("=")
    return Move(date.fromisoformat(day), cents(amount.removeprefix("c")))


def table() -> Iterator[Case]:
    for line in (Path(__file__).parent / "penalties.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, country, total, due, came, rate, fixed, demanded, today, *found = line.split("\t")
        debt = LateDebt(
            total=cents(total),
            due=date.fromisoformat(due),
            moves=tuple(map(move, came.split())),
            late_rate=int(Decimal(rate) * 1000) if rate else None,
            due_day_fixed=fixed == "yes",
            demanded=day_or_none(demanded),
        )
        yield Case(f"{country}: {name}", Country(country), debt, date.fromisoformat(today), *found)


def periods(text: str) -> Periods:
    found: Periods = []
    for one in filter(None, text.split("; ")):
        span, days, _d, rate, _percent, base, *mark = one.split(" ")
        first, _, last = span.partition("..")
        found.append(
            (date.fromisoformat(first), date.fromisoformat(last), int(days), Decimal(rate), Decimal(base), not mark)
        )
    return found


CASES = list(table())


def test_the_table_has_all_the_cases() -> None:
    assert len(CASES) >= 80
    assert {case.country for case in CASES} == set(Country)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_penalty_worked_out_by_hand(case: Case) -> None:
    law = shipped_late_law(case.country)
    found = penalty(case.debt, law, case.today)
    assert found.amount == (None if case.penalty == "-" else cents(case.penalty))
    assert found.indemnity == int(case.indemnity) * 100
    assert (found.why.value if found.why else "") == case.why
    assert [
        (one.first, one.last, one.days, Decimal(one.rate) / 1000, Decimal(one.base) / 100, one.known)
        for one in found.periods
    ] == periods(case.periods)
    assert {law.rules[one.basis].article["fr"] for one in found.periods} == {case.article} - {""}


def test_without_a_country_there_is_no_figure() -> None:
    found = penalty(LateDebt(total=100_00, due=date(2025, 1, 31)), None, date(2025, 3, 1))
    assert found == Penalty(None, None, why=WhyNone.NO_COUNTRY)


@pytest.mark.parametrize(
    ("rate", "country", "series", "contract"),
    [
        ("15", Country.FR, Series.REFINANCING, None),
        ("7.5", Country.FR, Series.LEGAL, 5_000),
        ("11", Country.BE, Series.STATUTORY, None),
    ],
)
def test_a_rate_of_ones_own_goes_on_with_the_table(
    rate: str, country: Country, series: Series, contract: int | None
) -> None:
    """Two days of June at the rate that ships, one of July at one's own, which is known until December."""
    own = LateRate(country=country, series=series, starts=date(2026, 7, 1), rate=int(Decimal(rate) * 1000))
    law = with_own_rates(shipped_late_law(country), [own])
    debt = LateDebt(total=1_000_00, due=date(2026, 6, 28), late_rate=contract)
    june, july = penalty(debt, law, date(2026, 7, 1)).periods
    expected = {Series.REFINANCING: 25_000, Series.LEGAL: 22_500, Series.STATUTORY: 11_000}[series]
    assert (june.known, july.rate, july.known) == (True, expected, True)
    assert law.tables[series].ends() == date(2026, 12, 31)
    assert not penalty(debt, law, date(2027, 1, 1)).is_known


def test_a_rate_of_ones_own_replaces_that_of_its_day_and_reaches_back() -> None:
    row = LateRate(country=Country.BE, series=Series.STATUTORY, starts=date(2026, 1, 1), rate=10_000)
    older = dataclasses.replace(row, starts=date(2025, 7, 1), rate=10_500)
    other = dataclasses.replace(row, country=Country.CH, starts=date(2025, 1, 1))
    law = with_own_rates(shipped_late_law(Country.BE), [row, older, other])
    found = penalty(LateDebt(total=1_000_00, due=date(2025, 12, 29)), law, date(2026, 1, 2))
    assert [(one.days, one.rate, one.known) for one in found.periods] == [(2, 10_500, True), (2, 10_000, True)]


def test_the_rate_in_force_on_the_first_day_holds_for_the_half_year_in_france() -> None:
    """The central bank's change of 12 March counts from 1 July; Belgium's table holds from its own day."""
    changed = LateRate(country=Country.FR, series=Series.REFINANCING, starts=date(2025, 3, 12), rate=9_000)
    found = penalty(LateDebt(total=1_000_00, due=date(2025, 3, 31)), with_own_rates(FR, [changed]), date(2025, 7, 1))
    assert [one.rate for one in found.periods] == [13_150, 12_150]
    row = LateRate(country=Country.CH, series=Series.STATUTORY, starts=date(2025, 3, 12), rate=6_000)
    swiss = with_own_rates(shipped_late_law(Country.CH), [row])
    debt = LateDebt(total=1_000_00, due=date(2025, 3, 9), due_day_fixed=True)
    assert [(one.days, one.rate) for one in penalty(debt, swiss, date(2025, 3, 14)).periods] == [(2, 5_000), (3, 6_000)]


@pytest.mark.parametrize(
    ("country", "rate", "basis"),
    [
        (Country.FR, None, RateBasis.DEFAULT), (Country.FR, 11_129, RateBasis.FLOOR),
        (Country.FR, 11_130, RateBasis.CONTRACT), (Country.CH, 5_000, RateBasis.STATUTORY),
        (Country.CH, 5_001, RateBasis.CONTRACT),
    ],
)  # fmt: skip
def test_where_the_rate_comes_from(country: Country, rate: int | None, basis: RateBasis) -> None:
    debt = LateDebt(total=1_000_00, due=date(2025, 2, 28), late_rate=rate, due_day_fixed=True)
    assert {one.basis for one in penalty(debt, shipped_late_law(country), date(2025, 3, 31)).periods} == {basis}


def test_a_series_that_the_law_does_not_use_changes_nothing() -> None:
    row = LateRate(country=Country.CH, series=Series.LEGAL, starts=date(2025, 3, 12), rate=6_000)
    assert with_own_rates(shipped_late_law(Country.CH), [row]) == shipped_late_law(Country.CH)


# What holds for any invoice

DAYS = st.dates(date(2024, 7, 1), date(2027, 3, 1))


@st.composite
def debts(draw: st.DrawFn) -> LateDebt:
    due = draw(DAYS)
    total = draw(st.integers(1, 2_000_000))
    moves, left = [], total
    for _ in range(draw(st.integers(0, 3))):
        amount = draw(st.integers(0, left))
        moves.append(Move(due + draw(st.integers(-20, 500)) * DAY, amount))
        left -= amount
    return LateDebt(
        total=total, due=due, moves=tuple(moves), late_rate=draw(st.none() | st.integers(0, 25_000)),
        due_day_fixed=draw(st.booleans()), demanded=draw(st.none() | DAYS),
    )  # fmt: skip


def by_day(debt: LateDebt, country: Country, today: date) -> Fraction:
    """The rule told a second time, day by day, with its figures written out."""
    refinancing = {(2024, 7): 425, (2025, 1): 315, (2025, 7): 215}
    legal = {(2024, 7): 492, (2025, 1): 371, (2025, 7): 276}
    total, day = Fraction(0), debt.due + DAY
    while day <= today:
        half = (day.year, 1 if day.month < 7 else 7)
        contract = None if debt.late_rate is None else Fraction(debt.late_rate, 1000)
        demanded = debt.demanded is not None and debt.demanded < day and debt.demanded <= today
        if country is Country.FR:
            default = Fraction(refinancing.get(half, 215), 100) + 10
            rate = default if contract is None else max(contract, 3 * Fraction(legal.get(half, 262), 100))
        elif country is Country.CH:
            rate = max(Fraction(5), contract or Fraction(0)) if demanded or debt.due_day_fixed else Fraction(0)
        else:
            rate = (Fraction(5) if contract is None else contract) if demanded else Fraction(0)
        unpaid = debt.total - sum(one.amount for one in debt.moves if one.day < day)
        total += unpaid * rate / 100 / 365
        day += DAY
    return total


@given(debts(), st.sampled_from([Country.FR, Country.CH, Country.QC]), DAYS)
def test_the_rule_told_day_by_day_gives_the_same_cents(debt: LateDebt, country: Country, today: date) -> None:
    found = penalty(debt, shipped_late_law(country), today)
    exact = by_day(debt, country, today)
    assert sum((one.interest for one in found.periods), Fraction(0)) == exact
    assert found.amount is not None
    assert abs(found.amount - exact) <= Fraction(1, 2)


@given(debts(), st.integers(0, 900), st.integers(0, 400))
def test_it_never_falls_from_one_day_to_a_later_one(debt: LateDebt, days: int, more: int) -> None:
    first, second = (penalty(debt, FR, debt.due + count * DAY) for count in (days, days + more))
    assert (first.amount or 0) <= (second.amount or 0)


@given(debts(), st.integers(1, 700))
def test_its_periods_follow_one_another_and_stay_within_a_half_year(debt: LateDebt, days: int) -> None:
    today = debt.due + days * DAY
    found = penalty(debt, FR, today).periods
    for one in found:
        assert debt.due < one.first <= one.last <= today
        assert (one.first.year, one.first.month > 6) == (one.last.year, one.last.month > 6)
        assert one.base == debt.base(one.first) == debt.base(one.last) > 0
    for one, following in pairwise(found):
        assert one.last < following.first


@given(debts(), st.integers(2, 180), st.data())
def test_a_span_split_in_two_adds_up_to_the_same(debt: LateDebt, days: int, data: st.DataObject) -> None:
    """Interest to the end is that to any day between, and that from a due date on that day."""
    today = debt.due + days * DAY
    middle = debt.due + data.draw(st.integers(1, days - 1)) * DAY
    later = dataclasses.replace(debt, due=middle)

    def exact(one: LateDebt, day: date) -> Fraction:
        return sum((period.interest for period in penalty(one, FR, day).periods), Fraction(0))

    assert exact(debt, today) == exact(debt, middle) + exact(later, today)
