"""The months of a projection add up, to the cent, from its opening to its last balance."""

import itertools
from datetime import date

import pytest

from rebond.domain.money.months import monthly
from rebond.domain.money.runway import Projection, project
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME, Departure, Scenario
from rebond.domain.money.situation import Situation
from tests.domain.worked_examples import ATLAS, FIRST, FIRST_TODAY, NORD, SECOND, SECOND_TODAY

CASES = [
    project(FIRST, AS_THINGS_STAND, FIRST_TODAY),
    project(FIRST, Scenario(leaving=(Departure(ATLAS, FIRST_TODAY),)), FIRST_TODAY),
    project(SECOND, Scenario(leaving=(Departure(NORD, SECOND_TODAY, pays=False),)), SECOND_TODAY),
    project(SECOND, NO_INCOME, SECOND_TODAY),
    project(Situation(), AS_THINGS_STAND, date(2028, 2, 29)),
]


@pytest.mark.parametrize("projection", CASES)
def test_every_month_opens_on_what_the_one_before_closed_on_and_adds_up(projection: Projection) -> None:
    rows = monthly(projection)
    assert rows[0].opening == projection.opening
    assert rows[-1].closing == projection.balances[-1]
    for before, after in itertools.pairwise(rows):
        assert after.opening == before.closing
    for row in rows:
        assert row.opening + row.money_in + row.money_out + row.charges == row.closing


def test_a_month_closes_on_the_balance_of_its_last_day() -> None:
    projection = CASES[1]
    december = monthly(projection)[1]
    assert december.month == date(2026, 12, 1)
    assert december.closing == projection.balance_on(date(2026, 12, 31))
    assert (december.money_in, december.money_out, december.charges) == (240_000, -190_000 - 35_000, 0)


def test_charges_stand_in_a_column_of_their_own() -> None:
    january = monthly(CASES[1])[2]
    assert january.charges == -199_680


def test_the_horizon_of_24_months_takes_25_calendar_months() -> None:
    rows = monthly(CASES[0])
    assert (len(rows), rows[0].month, rows[-1].month) == (25, date(2026, 11, 1), date(2028, 11, 1))
