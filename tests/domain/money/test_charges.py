from datetime import date

import pytest

from rebond.domain.money.charges import Charge, ChargeKind, charges, payment_day, rate_on
from rebond.domain.money.kinds import ChargeRate, Period, Settings

SOCIAL, TAX, VAT = ChargeKind.SOCIAL, ChargeKind.INCOME_TAX, ChargeKind.VAT
MONTHLY = Settings(charges_period=Period.MONTHLY)
QUARTERLY = Settings(charges_period=Period.QUARTERLY)
QUARTER = ChargeRate(social=25_000)


@pytest.mark.parametrize(
    ("receipt", "period", "paid", "begins"),
    [
        (date(2026, 10, 1), Period.QUARTERLY, date(2027, 1, 31), date(2026, 10, 1)),
        (date(2026, 12, 31), Period.QUARTERLY, date(2027, 1, 31), date(2026, 10, 1)),
        (date(2027, 1, 1), Period.QUARTERLY, date(2027, 4, 30), date(2027, 1, 1)),
        (date(2027, 6, 30), Period.QUARTERLY, date(2027, 7, 31), date(2027, 4, 1)),
        (date(2027, 8, 15), Period.QUARTERLY, date(2027, 10, 31), date(2027, 7, 1)),
        (date(2028, 1, 31), Period.MONTHLY, date(2028, 2, 29), date(2028, 1, 1)),
        (date(2026, 12, 1), Period.MONTHLY, date(2027, 1, 31), date(2026, 12, 1)),
    ],
)
def test_charges_are_paid_a_month_or_a_quarter_later(receipt: date, period: Period, paid: date, begins: date) -> None:
    assert payment_day(receipt, period) == (paid, begins)


def test_the_rate_of_a_day_is_the_last_that_began() -> None:
    always = ChargeRate(id=1, social=1)
    later = ChargeRate(id=2, starts=date(2026, 7, 1), social=2)
    assert rate_on([always, later], date(2026, 6, 30)) == always
    assert rate_on([always, later], date(2026, 7, 1)) == later
    assert rate_on([later], date(2026, 6, 30)) is None


def test_the_rate_is_applied_to_the_sum_and_not_to_each_receipt() -> None:
    receipts = [(date(2026, 10, day), 1, 0) for day in (1, 2, 3, 4, 5, 6)]  # a quarter of 6 cents: 1.5
    assert charges(QUARTERLY, [QUARTER], receipts) == [
        Charge(date(2027, 1, 31), date(2026, 10, 1), ((SOCIAL, 2),))
    ]  # fmt: skip


def test_a_sum_of_half_a_cent_goes_to_the_even_neighbour() -> None:
    (charge,) = charges(QUARTERLY, [QUARTER], [(date(2026, 10, 1), 10, 0)])  # 2.5 cents
    assert charge.amount == 2


def test_social_charges_income_tax_and_vat_of_one_period_are_one_payment() -> None:
    rates = [ChargeRate(social=21_200, income_tax=2_200)]
    (charge,) = charges(MONTHLY, rates, [(date(2026, 11, 3), 100_000, 20_000)])
    assert charge == Charge(date(2026, 12, 31), date(2026, 11, 1), ((SOCIAL, 21_200), (TAX, 2_200), (VAT, 20_000)))
    assert charge.amount == 43_400


def test_vat_follows_its_own_schedule_when_it_has_one() -> None:
    settings = Settings(charges_period=Period.MONTHLY, vat_period=Period.QUARTERLY)
    paid = {charge.date: charge.amount for charge in charges(settings, [QUARTER], [(date(2026, 11, 3), 100, 20)])}
    assert paid == {date(2026, 12, 31): 25, date(2027, 1, 31): 20}


@pytest.mark.parametrize("rates", [[], [ChargeRate()]])
def test_without_charges_vat_is_paid_by_quarter(rates: list[ChargeRate]) -> None:
    (charge,) = charges(MONTHLY, rates, [(date(2026, 11, 3), 100, 20)])
    assert charge == Charge(date(2027, 1, 31), date(2026, 10, 1), ((VAT, 20),))


def test_receipts_before_the_first_dated_rate_are_not_charged() -> None:
    rates = [ChargeRate(starts=date(2026, 11, 1), social=10_000)]
    receipts = [(date(2026, 10, 31), 100_000, 0), (date(2026, 11, 1), 50_000, 0)]
    (charge,) = charges(QUARTERLY, rates, receipts)
    assert charge.amount == 5_000
