"""What an amount is worth in days of savings."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.money.days_of_savings import after_charges, days_of_savings, lasts_until
from rebond.domain.money.kinds import Account, Balance, ChargeRate, Every, Expense
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation

TODAY = date(2026, 11, 22)
#: 365 days of spending cost 36,500: 3,000 a month, and 500 once a year.
SITUATION = Situation(
    accounts=(Account(id=1, name="Current"),),
    balances=(Balance(id=1, account_id=1, date=TODAY, amount=9_000_00),),
    expenses=(
        Expense(id=1, name="Living", amount=3_000_00, every=Every.MONTH, first=date(2026, 1, 1)),
        Expense(id=2, name="Insurance", amount=500_00, every=Every.YEAR, first=date(2026, 2, 15)),
    ),
)
OUTLOOK = Outlook(SITUATION, TODAY)


def test_a_day_is_the_mean_of_the_spending_of_a_year() -> None:
    assert days_of_savings(100_00, OUTLOOK) == 1
    assert days_of_savings(360_00, OUTLOOK) == Fraction(36, 10)


def test_the_charges_on_the_money_do_not_stay() -> None:
    charged = Outlook(replace(SITUATION, charge_rates=(ChargeRate(id=1, social=25_000),)), TODAY)
    assert after_charges(400_00, charged) == 300_00
    assert days_of_savings(400_00, charged) == 3
    assert lasts_until(600_00, charged) == date(2027, 2, 15), "450 of them stay"


def test_what_fell_due_before_today_is_no_spending_to_come() -> None:
    balances = (Balance(id=1, account_id=1, date=date(2026, 10, 15), amount=9_000_00),)
    assert days_of_savings(100_00, Outlook(replace(SITUATION, balances=balances), TODAY)) == 1


def test_only_the_spending_of_the_year_to_come_counts() -> None:
    """By hand: 2 × 3,650 in the year to come; what follows within the 24 months does not count."""
    expenses = (
        Expense(
            id=1, name="Studio", amount=3_650_00, every=Every.MONTH, first=date(2026, 12, 1), last=date(2027, 1, 1)
        ),
        Expense(id=2, name="Move", amount=3_650_00, every=Every.ONCE, first=date(2028, 3, 1)),
    )
    assert days_of_savings(100_00, Outlook(replace(SITUATION, expenses=expenses), TODAY)) == 5


def test_without_expenses_no_amount_is_worth_a_day() -> None:
    assert days_of_savings(100_00, Outlook(replace(SITUATION, expenses=()), TODAY)) is None


@given(st.lists(st.integers(0, 10**7)))
def test_the_days_of_amounts_add_up(amounts: list[int]) -> None:
    assert sum(days_of_savings(one, OUTLOOK) or 0 for one in amounts) == days_of_savings(sum(amounts), OUTLOOK)


def test_the_zero_date_moves_by_whole_expenses() -> None:
    assert lasts_until(0, OUTLOOK) == OUTLOOK.as_things_stand.projection.zero_date == date(2027, 2, 15)
    assert lasts_until(499_99, OUTLOOK) == date(2027, 2, 15)
    assert lasts_until(500_00, OUTLOOK) == date(2027, 3, 1)
    assert lasts_until(10**9, OUTLOOK) is None
