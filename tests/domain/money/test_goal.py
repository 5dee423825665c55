"""The savings aimed at are months of mean spending."""

from dataclasses import replace
from datetime import date

from rebond.domain.money.goal import savings_goal
from rebond.domain.money.kinds import Every, Expense, Settings
from rebond.domain.money.situation import Situation

TODAY = date(2026, 11, 22)


def test_the_goal_is_its_months_of_the_mean_of_the_next_twelve() -> None:
    situation = Situation(
        expenses=(
            Expense(name="Living", amount=1000_00, first=date(2026, 1, 1)),
            Expense(name="Insurance", amount=1200_00, every=Every.YEAR, first=date(2026, 2, 15)),
        )
    )
    assert savings_goal(situation, TODAY) == 6 * 1100_00
    assert savings_goal(replace(situation, settings=Settings(goal_months=3)), TODAY) == 3 * 1100_00


def test_what_is_spent_today_is_in_todays_balance_and_not_in_the_goal() -> None:
    today = Expense(name="Insurance", amount=1200_00, every=Every.YEAR, first=TODAY)
    assert savings_goal(Situation(expenses=(today,)), TODAY) == 6 * 100_00
    assert savings_goal(Situation(expenses=(replace(today, last=TODAY),)), TODAY) is None


def test_an_expense_that_ends_counts_for_the_months_it_has_left() -> None:
    ending = Expense(name="Course", amount=600_00, first=date(2026, 1, 10), last=date(2027, 1, 10))
    assert savings_goal(Situation(expenses=(ending,)), TODAY) == 600_00


def test_there_is_no_goal_where_nothing_is_spent() -> None:
    assert savings_goal(Situation(), TODAY) is None
