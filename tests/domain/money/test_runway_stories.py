"""Stories of the runway, one a test, with figures worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.cents import decimals
from rebond.domain.missions.kinds import Billing, Invoice, Milestone, Mission, NoticeUnit, Payment, PlannedDays
from rebond.domain.money.billing import not_invoiced_yet
from rebond.domain.money.charges import ChargeKind
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Every, Expense
from rebond.domain.money.lines import LineKind
from rebond.domain.money.outlook import Case, Outlook
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME, NO_INCOME_ESSENTIALS, Departure, Scenario
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact, StageId
from tests.domain.small import ATLAS, PERRET, moves, owed, rent, savings, spending, working

TODAY = date(2026, 11, 22)
RETAINER = Mission(id=1, client_id=ATLAS, name="Social media", starts=date(2026, 7, 1), amount=300_000)
OCTOBER = Invoice(
    id=1, client_id=ATLAS, mission_id=1, month=date(2026, 10, 1), amount=100_000,
    issued=date(2026, 10, 31), due=date(2026, 11, 30),
)  # fmt: skip

CREDIT = Invoice(
    id=2,
    client_id=ATLAS,
    mission_id=1,
    corrects_id=1,
    amount=-20_000,
    issued=date(2026, 11, 15),
    due=date(2026, 11, 30),
)


def told(day: date, *, notice_honoured: bool = True, pays: bool = True) -> Scenario:
    return Scenario(leaving=(Departure(ATLAS, day, notice_honoured=notice_honoured, pays=pays),))


def first_moves(
    situation: Situation, scenario: Scenario = AS_THINGS_STAND, today: date = TODAY, until: date = date(2027, 2, 28)
) -> list[tuple[date, int]]:
    return [(day, amount) for day, amount in moves(project(situation, scenario, today)) if day <= until]


# Savings


def test_without_expenses_the_savings_last() -> None:
    projection = project(savings(1_000, TODAY), AS_THINGS_STAND, TODAY)
    assert projection.zero_date is None
    assert projection.months_left is None
    assert projection.balances == (100_000,) * 732  # 22 November 2026 to 22 November 2028, with a 29 February


def test_savings_already_negative_last_no_time_at_all() -> None:
    projection = project(savings(-1, TODAY), AS_THINGS_STAND, TODAY)
    assert projection.zero_date == TODAY
    assert projection.months_left == 0


def test_savings_of_exactly_nothing_are_not_below_zero() -> None:
    situation = spending(savings(1_000, TODAY), rent(1_000, date(2026, 12, 5)))
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert projection.balance_on(date(2026, 12, 5)) == 0
    assert projection.zero_date == date(2027, 1, 5)


def test_an_old_balance_does_not_flatter_the_runway() -> None:
    situation = spending(savings(3_000, date(2026, 10, 1)), rent(1_000, date(2026, 1, 5)))
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert projection.since == date(2026, 10, 1)
    assert projection.balance_on(TODAY) == 100_000  # the rents of 5 October and 5 November are gone
    assert [line.happened for line in projection.lines if line.date == TODAY] == [date(2026, 10, 5), date(2026, 11, 5)]
    assert projection.zero_date == date(2027, 1, 5)
    assert projection.months_left is not None
    assert str(decimals(projection.months_left, 2)) == "1.45"  # 14 of the 31 days from 22 December


def test_what_moved_on_the_day_of_the_balance_is_in_it() -> None:
    situation = spending(savings(3_000, date(2026, 11, 5)), rent(1_000, date(2026, 11, 5), every=Every.ONCE))
    assert project(situation, AS_THINGS_STAND, TODAY).lines == ()


def test_two_accounts_with_different_dates_count_from_the_newest() -> None:
    situation = spending(
        replace(
            savings(1_000, date(2026, 11, 18)),
            accounts=(Account(id=1, name="Current"), Account(id=2, name="Savings"), Account(id=3, name="VAT")),
            balances=(
                Balance(id=1, account_id=1, date=date(2026, 10, 18), amount=777),
                Balance(id=2, account_id=1, date=date(2026, 11, 18), amount=100_000),
                Balance(id=3, account_id=2, date=date(2026, 11, 1), amount=200_000),
            ),
        ),
        rent(500, date(2026, 11, 10), every=Every.ONCE),
        rent(70, date(2026, 11, 20), every=Every.ONCE),
    )
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert (projection.since, projection.opening) == (date(2026, 11, 18), 300_000)
    assert moves(projection) == [(TODAY, -7_000)]
    assert Outlook(situation, TODAY).stale_accounts == ("Savings",)


def test_a_week_between_two_balances_is_no_warning() -> None:
    situation = savings(1_000, date(2026, 11, 18))
    balances = (*situation.balances, Balance(id=2, account_id=2, date=date(2026, 11, 11), amount=1))
    accounts = (*situation.accounts, Account(id=2, name="Savings"))
    assert Outlook(replace(situation, accounts=accounts, balances=balances), TODAY).stale_accounts == ()


def test_an_account_kept_for_vat_is_not_counted_and_sets_no_date() -> None:
    situation = replace(savings(1_000, TODAY), accounts=(Account(id=1, name="Provision", counted=False),))
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert (projection.opening, projection.since, projection.opening_lines) == (0, TODAY, ())


# Expenses


def test_rent_of_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    situation = spending(savings(9_000, TODAY), rent(1_000, date(2026, 8, 31)))
    days = [day for day, _ in first_moves(situation, until=date(2027, 4, 30))]
    assert days == [
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31),
        date(2027, 4, 30),
    ]  # fmt: skip


def test_a_yearly_expense_of_29_february_falls_on_the_28th_and_comes_back_to_the_29th() -> None:
    insurance = Expense(name="Insurance", amount=42_000, every=Every.YEAR, first=date(2024, 2, 29))
    situation = spending(savings(9_000, TODAY), insurance)
    assert moves(project(situation, AS_THINGS_STAND, TODAY)) == [
        (date(2027, 2, 28), -42_000),
        (date(2028, 2, 29), -42_000),
    ]


def test_months_are_counted_from_29_february() -> None:
    leap_day = date(2028, 2, 29)
    one_month = spending(savings(0, leap_day), rent(1, date(2028, 3, 29)))
    one_year = spending(savings(0, leap_day), rent(1, date(2029, 2, 28)))
    assert project(one_month, AS_THINGS_STAND, leap_day).months_left == 1
    assert project(one_year, AS_THINGS_STAND, leap_day).months_left == 12


def test_quarters_are_counted_from_the_first_and_the_last_day_is_included() -> None:
    accountant = Expense(
        name="Accountant", amount=39_000, every=Every.QUARTER, first=date(2026, 5, 31), last=date(2027, 2, 28)
    )
    assert moves(project(spending(savings(9_000, TODAY), accountant), AS_THINGS_STAND, TODAY)) == [
        (date(2026, 11, 30), -39_000),
        (date(2027, 2, 28), -39_000),
    ]


def test_with_essentials_only_what_fell_due_by_today_is_spent() -> None:
    situation = spending(
        savings(9_000, date(2026, 11, 1)),
        rent(10, date(2026, 11, 20), essential=False),
        rent(20, TODAY, essential=False),
        rent(30, date(2026, 11, 23), essential=False),
        rent(40, date(2026, 11, 24)),
    )
    assert first_moves(situation, NO_INCOME_ESSENTIALS, until=date(2026, 12, 23)) == [
        (TODAY, -2_000), (TODAY, -1_000), (date(2026, 11, 24), -4_000),
    ]  # fmt: skip


# Missions


def test_a_mission_that_starts_and_ends_mid_month_is_paid_by_its_days() -> None:
    mission = replace(RETAINER, starts=date(2026, 12, 10), ends=date(2027, 1, 10), amount=310_000)
    assert first_moves(working(savings(0, TODAY), mission)) == [
        (date(2027, 1, 30), 220_000),  # 22 of 31 days
        (date(2027, 2, 9), 100_000),  # 10 of 31 days, issued on the last day
    ]


def test_a_mission_within_one_month_is_paid_by_its_days() -> None:
    mission = replace(RETAINER, starts=date(2026, 12, 7), ends=date(2026, 12, 11), amount=310_000)
    assert first_moves(working(savings(0, TODAY), mission)) == [(date(2027, 1, 10), 50_000)]


def test_the_last_day_of_a_mission_may_just_have_passed() -> None:
    mission = replace(RETAINER, ends=date(2026, 11, 10))
    situation = working(savings(0, TODAY), mission)
    assert first_moves(situation) == [(date(2026, 12, 10), 100_000)]
    assert Outlook(situation, TODAY).clients == (ATLAS,)


def test_a_mission_that_ended_last_month_only_warns() -> None:
    situation = working(savings(0, TODAY), replace(RETAINER, starts=date(2026, 10, 1), ends=date(2026, 10, 31)))
    assert first_moves(situation) == []
    (warning,) = not_invoiced_yet(situation, TODAY)
    assert warning.months == (date(2026, 10, 1),)


def test_a_month_already_invoiced_is_not_planned_again_whatever_its_amount() -> None:
    november = replace(OCTOBER, month=date(2026, 11, 1), amount=1, issued=TODAY, due=date(2026, 12, 22))
    situation = owed(working(savings(0, TODAY), replace(RETAINER, ends=date(2026, 11, 30))), november)
    assert first_moves(situation) == [(date(2026, 12, 22), 1)]


def test_an_invoice_of_another_mission_of_the_client_bills_nothing_here() -> None:
    other = replace(OCTOBER, mission_id=2, month=date(2026, 11, 1), amount=1, due=date(2026, 12, 22))
    situation = owed(working(savings(0, TODAY), replace(RETAINER, ends=date(2026, 11, 30))), other)
    assert first_moves(situation) == [(date(2026, 12, 22), 1), (date(2026, 12, 30), 300_000)]


@pytest.mark.parametrize("void", [replace(OCTOBER, cancelled=True), replace(OCTOBER, amount=-5, due=date(2026, 12, 1))])
def test_a_cancelled_invoice_or_a_credit_note_bills_no_month(void: Invoice) -> None:
    void = replace(void, month=date(2026, 11, 1))
    situation = owed(working(savings(0, TODAY), replace(RETAINER, ends=date(2026, 11, 30))), void)
    assert (date(2026, 12, 30), 300_000) in first_moves(situation)


def test_days_are_paid_by_the_half_and_a_single_month_may_have_its_own_number() -> None:
    mission = replace(
        RETAINER, billing=Billing.DAILY, amount=33_333, days_per_month=1_750, starts=date(2026, 12, 1),
        ends=date(2027, 2, 14),
    )  # fmt: skip
    situation = replace(
        working(savings(0, TODAY), mission),
        planned_days=(
            PlannedDays(id=1, mission_id=1, month=date(2027, 1, 1), days=50),
            PlannedDays(id=2, mission_id=1, month=date(2027, 2, 1), days=800),
        ),
    )
    assert first_moves(situation, until=date(2027, 12, 31)) == [
        (date(2027, 1, 30), 583_328),  # 17.5 × 333.33 = 5,833.275: half to even
        (date(2027, 3, 2), 16_666),  # half a day: 166.665
        (date(2027, 3, 16), 133_332),  # 14 of 28 days of 8 × 333.33
    ]


def test_a_milestone_counts_from_tomorrow_until_the_end_of_its_mission() -> None:
    mission = replace(RETAINER, billing=Billing.MILESTONES, ends=date(2026, 12, 31))
    situation = replace(
        working(savings(0, TODAY), mission),
        milestones=tuple(
            Milestone(id=n, mission_id=1, name=f"Step {n}", amount=n * 100, date=day)
            for n, day in enumerate(
                [date(2026, 11, 1), TODAY, date(2026, 11, 23), date(2026, 12, 31), date(2027, 1, 1)], 1
            )
        ),
    )
    assert first_moves(situation) == [(date(2026, 12, 23), 300), (date(2027, 1, 30), 400)]
    (warning,) = not_invoiced_yet(situation, TODAY)
    assert warning.milestones == ("Step 1", "Step 2")


def test_a_milestone_after_the_end_of_its_mission_was_never_reached() -> None:
    mission = replace(RETAINER, billing=Billing.MILESTONES, ends=date(2026, 11, 10))
    situation = replace(
        working(savings(0, TODAY), mission),
        milestones=(
            Milestone(id=1, mission_id=1, name="Draft", amount=100, date=date(2026, 11, 10)),
            Milestone(id=2, mission_id=1, name="Report", amount=100, date=date(2026, 11, 11)),
        ),
    )
    (warning,) = not_invoiced_yet(situation, TODAY)
    assert warning.milestones == ("Draft",)


def test_a_milestone_that_an_invoice_names_is_not_planned_again() -> None:
    situation = replace(
        working(savings(0, TODAY), replace(RETAINER, billing=Billing.MILESTONES)),
        milestones=(Milestone(id=9, mission_id=1, name="Report", amount=50_000, date=date(2026, 12, 1)),),
    )
    early = replace(OCTOBER, month=None, milestone_id=9, amount=40_000)
    assert first_moves(owed(situation, early)) == [(date(2026, 11, 30), 40_000)]
    assert first_moves(owed(situation, replace(early, cancelled=True))) == [(date(2026, 12, 31), 50_000)]


def test_a_mission_without_an_end_goes_on_to_the_horizon() -> None:
    lines = moves(project(working(savings(0, TODAY), RETAINER), AS_THINGS_STAND, TODAY))
    assert len(lines) == 23  # paid from 30 December 2026 to 30 October 2028, a month at a time
    assert lines[0] == (date(2026, 12, 30), 300_000)
    assert lines[-1] == (date(2028, 10, 30), 300_000)


# A client leaves


def test_an_open_contract_without_notice_ends_on_the_day_it_is_told() -> None:
    situation = working(savings(0, TODAY), RETAINER)
    assert first_moves(situation, told(TODAY)) == [(date(2026, 12, 22), 220_000)]  # 22 of 30 days


def test_a_notice_that_is_not_honoured_is_no_notice() -> None:
    situation = working(savings(0, TODAY), replace(RETAINER, notice=3))
    assert first_moves(situation, told(TODAY, notice_honoured=False)) == [(date(2026, 12, 22), 220_000)]


def test_told_in_the_past_the_notice_runs_from_that_day() -> None:
    situation = working(savings(0, TODAY), replace(RETAINER, notice=1))
    assert first_moves(situation, told(date(2026, 11, 1))) == [
        (date(2026, 12, 30), 300_000),
        (date(2026, 12, 31), 9_677),  # 1 December, the last day of notice: 3,000 ÷ 31
    ]


def test_told_in_the_past_the_last_day_may_have_passed_this_month_or_before() -> None:
    situation = working(savings(0, TODAY), replace(RETAINER, notice=1))
    assert first_moves(situation, told(date(2026, 10, 1))) == [(date(2026, 12, 1), 10_000)]  # 1 of 30 days
    assert first_moves(situation, told(date(2026, 9, 15))) == []


def test_told_in_the_future_the_mission_runs_until_then() -> None:
    situation = working(savings(0, TODAY), RETAINER)
    assert first_moves(situation, told(date(2027, 1, 10))) == [
        (date(2026, 12, 30), 300_000), (date(2027, 1, 30), 300_000), (date(2027, 2, 9), 96_774),
    ]  # fmt: skip


def test_a_mission_that_starts_after_the_day_it_is_told_never_starts() -> None:
    situation = working(savings(0, TODAY), replace(RETAINER, starts=date(2026, 11, 23)))
    assert first_moves(situation, told(TODAY)) == []
    assert first_moves(situation, told(date(2026, 11, 23))) == [(date(2026, 12, 23), 10_000)]  # one day of 30


def test_the_planned_end_holds_when_it_comes_before_the_end_of_notice() -> None:
    mission = replace(RETAINER, notice=3, ends=date(2026, 11, 30))
    assert first_moves(working(savings(0, TODAY), mission), told(TODAY)) == [(date(2026, 12, 30), 300_000)]


def test_an_invoice_already_late_still_comes_when_the_client_leaves() -> None:
    late = replace(OCTOBER, due=date(2026, 11, 1))
    situation = owed(savings(0, TODAY), late)
    assert first_moves(situation, told(TODAY)) == [(date(2026, 12, 7), 100_000)]  # today and the grace of 15 days
    assert first_moves(situation, told(TODAY, pays=False)) == []


def test_what_was_expected_before_a_client_stops_paying_still_came() -> None:
    situation = owed(savings(0, TODAY), replace(OCTOBER, due=date(2026, 12, 7)))
    assert first_moves(situation, told(date(2026, 12, 8), pays=False)) == [(date(2026, 12, 7), 100_000)]
    assert first_moves(situation, told(date(2026, 12, 7), pays=False)) == []


def test_a_month_already_invoiced_stays_invoiced_when_the_client_leaves_in_it() -> None:
    november = replace(OCTOBER, month=date(2026, 11, 1), amount=300_000, due=date(2026, 12, 22))
    situation = owed(working(savings(0, TODAY), RETAINER), november)
    assert first_moves(situation, told(TODAY)) == [(date(2026, 12, 22), 300_000)]


def test_several_leave_each_on_its_own_day() -> None:
    other = replace(RETAINER, id=2, client_id=PERRET, amount=62_000, notice=10, notice_unit=NoticeUnit.DAYS)
    situation = working(savings(0, TODAY), RETAINER, other)
    both = Scenario(leaving=(Departure(ATLAS, TODAY), Departure(PERRET, date(2026, 12, 1))))
    assert first_moves(situation, both) == [
        (date(2026, 12, 22), 220_000), (date(2026, 12, 30), 62_000), (date(2027, 1, 10), 22_000),
    ]  # fmt: skip


# Invoices


def test_what_was_expected_today_gets_the_grace_and_tomorrow_none() -> None:
    situation = owed(savings(0, TODAY), replace(OCTOBER, due=TODAY), replace(OCTOBER, id=2, due=date(2026, 11, 23)))
    assert first_moves(situation) == [(date(2026, 11, 23), 100_000), (date(2026, 12, 7), 100_000)]


def test_each_part_of_a_payment_counts_on_its_day_and_the_rest_is_expected() -> None:
    situation = owed(
        replace(savings(0, date(2026, 11, 20)), charge_rates=(ChargeRate(social=10_000),)),
        replace(OCTOBER, amount=100_000, vat=20_000),
        paid=(Payment(id=1, invoice_id=1, date=date(2026, 11, 21), amount=40_000),),
    )
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert moves(projection) == [
        (TODAY, 40_000), (date(2026, 11, 30), 80_000), (date(2027, 1, 31), -30_000),
    ]  # fmt: skip
    assert projection.lines[-1].parts == ((ChargeKind.SOCIAL, 10_000), (ChargeKind.VAT, 20_000))


def test_more_paid_than_asked_leaves_nothing_to_pay_back() -> None:
    situation = owed(
        savings(0, date(2026, 11, 20)), OCTOBER,
        paid=(Payment(id=1, invoice_id=1, date=date(2026, 11, 21), amount=100_001),),
    )  # fmt: skip
    assert moves(project(situation, AS_THINGS_STAND, TODAY)) == [(TODAY, 100_001)]


def test_a_cancelled_invoice_brings_nothing_and_a_credit_note_takes_back() -> None:
    situation = owed(
        savings(0, TODAY),
        replace(OCTOBER, cancelled=True),
        replace(OCTOBER, id=2, amount=-20_000, vat=-4_000),
    )
    assert first_moves(situation, until=date(2026, 12, 31)) == [(date(2026, 11, 30), -24_000)]


def test_a_credit_note_that_names_its_invoice_lowers_what_the_client_still_pays_and_what_is_charged_on_it() -> None:
    """By hand: 1,000 + 200 and a credit note of 300 + 60 leave 840 on 30 November, of which 140 is VAT.

    Social charges are 25 % of 700. What the two cancel out is neither received nor charged.
    """
    situation = owed(
        replace(savings(0, TODAY), charge_rates=(ChargeRate(social=25_000),)),
        replace(OCTOBER, vat=20_000),
        replace(CREDIT, amount=-30_000, vat=-6_000, settled=CREDIT.issued),
    )
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert moves(projection) == [(date(2026, 11, 30), 84_000), (date(2027, 1, 31), -31_500)]
    assert projection.lines[-1].parts == ((ChargeKind.SOCIAL, 17_500), (ChargeKind.VAT, 14_000))


def test_a_credit_note_over_the_whole_invoice_moves_no_cash() -> None:
    settled = replace(OCTOBER, settled=CREDIT.issued), replace(CREDIT, amount=-100_000, settled=CREDIT.issued)
    assert first_moves(owed(savings(0, TODAY), *settled)) == []
    # Without naming it, it is a refund of its own.
    assert first_moves(owed(savings(0, TODAY), OCTOBER, replace(CREDIT, amount=-100_000, corrects_id=None))) == [
        (date(2026, 11, 30), -100_000), (date(2026, 11, 30), 100_000),
    ]  # fmt: skip


def test_what_a_credit_note_exceeds_the_rest_by_is_a_refund_expected_as_any_credit_note() -> None:
    """By hand: 900 of 1,200 was paid, so a credit note of 480 (400 + 80) leaves 180 to pay back, of which 30 is VAT."""
    situation = owed(
        replace(savings(0, date(2026, 11, 21)), charge_rates=(ChargeRate(social=25_000),)),
        replace(OCTOBER, vat=20_000, settled=CREDIT.issued),
        replace(CREDIT, amount=-40_000, vat=-8_000),
        paid=(Payment(id=1, invoice_id=1, date=date(2026, 10, 10), amount=90_000),),
    )
    projection = project(situation, AS_THINGS_STAND, TODAY)
    # 25 % of 750 received less 150 given back, and the VAT of both; all in the last quarter.
    assert moves(projection) == [(date(2026, 11, 30), -18_000), (date(2027, 1, 31), -27_000)]


def test_a_credit_note_paid_back_lowers_the_charges_to_come() -> None:
    situation = owed(
        replace(savings(0, TODAY), charge_rates=(ChargeRate(social=25_000),)),
        replace(OCTOBER, amount=-100_000, vat=-20_000, settled=date(2026, 11, 10)),
        paid=(Payment(id=1, invoice_id=1, date=date(2026, 11, 10), amount=-120_000),),
    )
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert moves(projection) == [(date(2027, 1, 31), 45_000)]
    assert projection.lines[0].parts == ((ChargeKind.SOCIAL, -25_000), (ChargeKind.VAT, -20_000))


def test_no_income_counts_what_was_received_before_and_the_charges_on_it() -> None:
    situation = owed(
        replace(working(savings(0, date(2026, 11, 1)), RETAINER), charge_rates=(ChargeRate(social=25_000),)),
        OCTOBER,
        replace(OCTOBER, id=2, settled=date(2026, 11, 10)),
        paid=(Payment(id=1, invoice_id=2, date=date(2026, 11, 10), amount=100_000),),
    )
    assert first_moves(situation, NO_INCOME) == [(TODAY, 100_000), (date(2027, 1, 31), -25_000)]


# Closed weeks


def test_an_expected_day_moves_from_window_to_window_until_it_is_in_none() -> None:
    windows = (
        ClosureWindow(id=1, first="01-05", last="01-10"),
        ClosureWindow(id=2, first="12-20", last="01-04"),
    )
    situation = replace(owed(savings(0, TODAY), replace(OCTOBER, due=date(2026, 12, 20))), closure_windows=windows)
    assert first_moves(situation) == [(date(2027, 1, 11), 100_000)]


def test_windows_that_cover_every_day_move_nothing() -> None:
    windows = (ClosureWindow(id=1, first="01-01", last="06-30"), ClosureWindow(id=2, first="07-01", last="12-31"))
    situation = replace(owed(savings(0, TODAY), OCTOBER), closure_windows=windows)
    assert first_moves(situation) == [(date(2026, 11, 30), 100_000)]


def test_a_late_invoice_waits_for_the_grace_first_and_the_closed_weeks_last() -> None:
    situation = owed(savings(0, date(2026, 12, 8)), replace(OCTOBER, due=date(2026, 12, 1)))
    situation = replace(situation, closure_windows=(ClosureWindow(id=1, first="12-20", last="01-04"),))
    assert first_moves(situation, today=date(2026, 12, 8)) == [(date(2027, 1, 5), 100_000)]


def test_payments_that_come_later_than_the_habit_still_wait_out_the_closed_weeks() -> None:
    situation = replace(
        owed(savings(0, TODAY), OCTOBER, replace(OCTOBER, id=2, due=date(2026, 11, 1))),
        closure_windows=(ClosureWindow(id=1, first="12-20", last="01-04"),),
    )
    assert first_moves(situation, Scenario(late_by=10)) == [
        (date(2026, 12, 10), 100_000),
        (date(2026, 12, 17), 100_000),
    ]
    assert first_moves(situation, Scenario(late_by=20)) == [(date(2027, 1, 5), 100_000), (date(2027, 1, 5), 100_000)]


# VAT and charges


def test_vat_of_quebec_is_exact_and_paid_out_by_quarter_without_charges() -> None:
    mission = replace(RETAINER, amount=33_333, vat_rate=9_975, ends=date(2026, 11, 30))
    assert first_moves(working(savings(0, TODAY), mission)) == [
        (date(2026, 12, 30), 36_658),  # 333.33 and 33.2497 of VAT, rounded to 33.25
        (date(2027, 1, 31), -3_325),
    ]


def test_charges_due_between_the_balance_and_today_are_applied_today() -> None:
    situation = owed(
        replace(savings(5_000, date(2026, 10, 25)), charge_rates=(ChargeRate(social=25_000),)),
        replace(OCTOBER, settled=date(2026, 9, 10)),
        paid=(Payment(id=1, invoice_id=1, date=date(2026, 9, 10), amount=100_000),),
    )
    (line,) = project(situation, AS_THINGS_STAND, TODAY).lines
    assert (line.date, line.happened, line.amount) == (TODAY, date(2026, 10, 31), -25_000)


def test_a_rate_that_changes_within_a_quarter_makes_two_sums() -> None:
    rates = (ChargeRate(id=1, social=21_200), ChargeRate(id=2, starts=date(2026, 11, 1), social=26_100))
    situation = owed(
        replace(savings(0, date(2026, 11, 20)), charge_rates=rates),
        replace(OCTOBER, id=1, settled=date(2026, 10, 31)),
        replace(OCTOBER, id=2, settled=date(2026, 11, 1)),
        paid=(
            Payment(id=1, invoice_id=1, date=date(2026, 10, 31), amount=100_000),
            Payment(id=2, invoice_id=2, date=date(2026, 11, 1), amount=100_000),
        ),
    )
    assert first_moves(situation) == [(date(2027, 1, 31), -47_300)]


def test_every_line_says_what_it_is_and_where_it_comes_from() -> None:
    situation = owed(
        working(
            replace(savings(100, date(2026, 11, 20)), charge_rates=(ChargeRate(social=25_000),)),
            replace(RETAINER, ends=date(2026, 11, 30)),
        ),
        replace(OCTOBER, number="2026-31"),
        paid=(Payment(id=1, invoice_id=1, date=date(2026, 11, 21), amount=40_000),),
    )
    projection = project(spending(situation, rent(10, date(2026, 12, 1), every=Every.ONCE)), AS_THINGS_STAND, TODAY)
    found = [(line.kind, line.name, line.source, line.month) for line in projection.lines_until(date(2027, 1, 31))]
    assert found == [
        (LineKind.OPENING, "Savings", ("account", 1), None),
        (LineKind.RECEIVED, "Atlas · Social media · 2026-31", ("invoice", 1), date(2026, 10, 1)),
        (LineKind.EXPECTED, "Atlas · Social media · 2026-31", ("invoice", 1), date(2026, 10, 1)),
        (LineKind.EXPENSE, "Rent", ("expense", 0), None),
        (LineKind.PLANNED, "Atlas · Social media", ("mission", 1), date(2026, 11, 1)),
        (LineKind.CHARGES, "", None, date(2026, 10, 1)),
    ]


# Opportunities


def test_an_opportunity_counts_by_its_chance_and_only_when_asked() -> None:
    contact = Contact(
        id=1, name="Duval", stage_id=StageId.PROPOSAL, hoped_amount=200_000, chance=30,
        hoped_from=date(2027, 1, 1), hoped_until=date(2027, 2, 14),
    )  # fmt: skip
    situation = replace(savings(0, TODAY), contacts=(contact,))
    assert first_moves(situation) == []
    hoped = project(situation, Scenario(opportunities=True), TODAY)
    assert moves(hoped) == [(date(2027, 3, 2), 60_000), (date(2027, 3, 16), 30_000)]  # half of February
    assert {line.kind for line in hoped.lines} == {LineKind.HOPED}
    lost = replace(situation, contacts=(replace(contact, stage_id=StageId.LOST),))
    assert project(lost, Scenario(opportunities=True), TODAY).lines == ()


def test_an_opportunity_that_should_have_begun_counts_from_today() -> None:
    contact = Contact(
        name="Duval", hoped_amount=300_000, chance=100, hoped_from=date(2026, 11, 1), hoped_until=date(2026, 11, 30)
    )
    situation = replace(savings(0, TODAY), contacts=(contact,))
    assert first_moves(situation, Scenario(opportunities=True)) == [(date(2026, 12, 30), 90_000)]  # 9 of 30 days


# Nobody


def test_without_any_client_the_savings_are_the_whole_answer() -> None:
    situation = spending(replace(savings(2_500, TODAY), clients=()), rent(1_000, date(2026, 12, 1)))
    outlook = Outlook(situation, TODAY)
    assert [answer.case for answer in outlook.answers] == [Case.NOBODY, Case.NO_INCOME, Case.ESSENTIALS]
    assert {answer.projection.zero_date for answer in outlook.answers} == {date(2027, 2, 1)}
    assert (outlook.largest_leaves, outlook.reserve_needed, outlook.clients) == (None, None, ())


def test_an_empty_journal_has_a_runway_too() -> None:
    projection = project(replace(savings(0, TODAY), clients=(), accounts=(), balances=()), AS_THINGS_STAND, TODAY)
    assert (projection.zero_date, set(projection.balances)) == (None, {0})
