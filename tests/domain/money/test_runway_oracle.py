"""The projection, day by day and to the cent, against the definition told a second time."""

from datetime import date

from hypothesis import HealthCheck, given, settings

from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME, NO_INCOME_ESSENTIALS, Departure, Income, Scenario
from rebond.domain.money.situation import Situation
from tests.domain.oracle import Oracle, first_below_zero, months_left
from tests.domain.strategies import cases
from tests.domain.worked_examples import FIRST, FIRST_TODAY, SECOND, SECOND_TODAY

CALM = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def agree(situation: Situation, scenario: Scenario, today: date) -> None:
    projection = project(situation, scenario, today)
    balances = Oracle(situation, scenario, today).balances()
    assert list(projection.balances) == balances
    zero = first_below_zero(balances, today)
    assert projection.zero_date == zero
    assert projection.months_left == (zero and months_left(today, zero))


@settings(CALM, max_examples=250)
@given(cases())
def test_every_balance_and_the_months_left_are_those_the_definition_gives(
    case: tuple[Situation, Scenario, date],
) -> None:
    situation, scenario, today = case
    for happens in (scenario, AS_THINGS_STAND, NO_INCOME):
        agree(situation, happens, today)


def test_both_tellings_of_the_definition_agree_on_its_worked_examples() -> None:
    for situation, today in ((FIRST, FIRST_TODAY), (SECOND, SECOND_TODAY)):
        for happens in (
            AS_THINGS_STAND, NO_INCOME, NO_INCOME_ESSENTIALS, Scenario(income=Income.OWED),
            Scenario(leaving=(Departure(1, today), Departure(2, date(2027, 2, 10), notice_honoured=False))),
            Scenario(leaving=(Departure(1, date(2027, 2, 20), pays=False),)),
        ):  # fmt: skip
            agree(situation, happens, today)
