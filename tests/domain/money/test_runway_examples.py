"""The worked examples of the runway's definition: to the day and the cent."""

from datetime import date

import pytest

from rebond.domain.cents import decimals
from rebond.domain.money.billing import not_invoiced_yet
from rebond.domain.money.lateness import lags
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME, NO_INCOME_ESSENTIALS, Departure, Scenario
from tests.domain.worked_examples import ATLAS, FIRST, FIRST_TODAY, NORD, PERRET, SECOND, SECOND_TODAY, VILLE


def leaving(*departures: Departure) -> Scenario:
    return Scenario(leaving=departures)


FIRST_TABLE = [
    (AS_THINGS_STAND, date(2028, 8, 1), "20.32"),
    (leaving(Departure(ATLAS, FIRST_TODAY)), date(2027, 6, 1), "6.32"),
    (leaving(Departure(ATLAS, FIRST_TODAY, notice_honoured=False)), date(2027, 5, 5), "5.43"),
    (leaving(Departure(ATLAS, FIRST_TODAY, pays=False)), date(2027, 4, 1), "4.32"),
    (leaving(Departure(PERRET, FIRST_TODAY)), date(2028, 2, 5), "14.45"),
    (leaving(Departure(ATLAS, FIRST_TODAY), Departure(PERRET, FIRST_TODAY)), date(2027, 5, 1), "5.30"),
    (NO_INCOME, date(2027, 3, 1), "3.25"),
    (NO_INCOME_ESSENTIALS, date(2027, 3, 1), "3.25"),
]
SECOND_TABLE = [
    (AS_THINGS_STAND, date(2028, 6, 5), "17.17"),
    (leaving(Departure(NORD, SECOND_TODAY)), date(2027, 11, 5), "10.17"),
    (leaving(Departure(NORD, SECOND_TODAY, notice_honoured=False)), date(2027, 9, 30), "9.00"),
    (leaving(Departure(NORD, date(2027, 2, 10))), date(2028, 3, 5), "14.16"),
    (leaving(Departure(NORD, date(2027, 2, 20), pays=False)), date(2027, 7, 31), "7.00"),
    (leaving(Departure(VILLE, SECOND_TODAY)), date(2028, 5, 20), "16.65"),
    (NO_INCOME, date(2027, 3, 31), "3.00"),
    (NO_INCOME_ESSENTIALS, date(2027, 5, 5), "4.16"),
]


@pytest.mark.parametrize(("scenario", "zero", "months"), FIRST_TABLE)
def test_first_example(scenario: Scenario, zero: date, months: str) -> None:
    projection = project(FIRST, scenario, FIRST_TODAY)
    assert projection.zero_date == zero
    assert projection.months_left is not None
    assert str(decimals(projection.months_left, 2)) == months


@pytest.mark.parametrize(("scenario", "zero", "months"), SECOND_TABLE)
def test_second_example(scenario: Scenario, zero: date, months: str) -> None:
    projection = project(SECOND, scenario, SECOND_TODAY)
    assert projection.zero_date == zero
    assert projection.months_left is not None
    assert str(decimals(projection.months_left, 2)) == months


def test_first_movements_when_atlas_leaves_with_notice() -> None:
    lines = project(FIRST, leaving(Departure(ATLAS, FIRST_TODAY)), FIRST_TODAY).lines
    assert [(line.date, line.amount) for line in lines if line.date <= date(2027, 2, 2)] == [
        (date(2026, 11, 29), 60_000),
        (date(2026, 12, 1), -190_000),
        (date(2026, 12, 5), -35_000),
        (date(2026, 12, 12), 240_000),
        (date(2027, 1, 1), -190_000),
        (date(2027, 1, 5), 60_000),
        (date(2027, 1, 5), -35_000),
        (date(2027, 1, 11), 240_000),
        (date(2027, 1, 29), 60_000),
        (date(2027, 1, 31), -199_680),
        (date(2027, 2, 1), -190_000),
        (date(2027, 2, 2), 170_323),
    ]


def test_first_movements_when_nord_tells_it_on_10_february() -> None:
    lines = project(SECOND, leaving(Departure(NORD, date(2027, 2, 10))), SECOND_TODAY).lines
    moves = sorted((line.date, line.amount) for line in lines if line.date <= date(2027, 3, 14))
    assert moves == sorted([
        (date(2026, 12, 31), -60_000), (date(2026, 12, 31), 979_200), (date(2026, 12, 31), -115_000),
        (date(2027, 1, 5), -145_000), (date(2027, 1, 14), 979_200), (date(2027, 1, 15), 360_000),
        (date(2027, 1, 20), -60_000), (date(2027, 1, 31), -115_000), (date(2027, 1, 31), -336_192),
        (date(2027, 2, 5), -145_000), (date(2027, 2, 20), -60_000), (date(2027, 2, 28), -115_000),
        (date(2027, 2, 28), 540_000), (date(2027, 2, 28), -459_792), (date(2027, 3, 1), -189_900),
        (date(2027, 3, 5), -145_000), (date(2027, 3, 10), -39_000), (date(2027, 3, 14), 576_000),
    ])  # fmt: skip
    assert (date(2027, 6, 14), 979_200) in [(line.date, line.amount) for line in lines]


def test_lags_of_the_first_example() -> None:
    assert lags(FIRST) == {ATLAS: 12}


def test_work_not_invoiced_yet_is_named() -> None:
    (perret,) = not_invoiced_yet(FIRST, FIRST_TODAY)
    assert (perret.mission.name, perret.months) == ("Newsletter", (date(2026, 9, 1),))
    nord = not_invoiced_yet(SECOND, SECOND_TODAY)[0]
    assert date(2026, 11, 1) in nord.months
